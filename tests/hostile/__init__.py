# SPDX-License-Identifier: MIT
"""Files made to harm whoever opens them, generated; one module for each format.

`python -m tests.hostile` reads all of them, and those of the shared corpora, and says what each cost.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

WORDS = "The readable words stay."  # what every file that has a readable text holds, at its end


@dataclass(frozen=True, slots=True)
class Canary:
    """What must never come out, nor be called: a file's words, a picture, and an address on which somebody listens.

    `file` and `picture` lie in the folder above that of a hostile file.
    """

    words: str
    file: Path
    picture: Path
    address: str


@dataclass(frozen=True, slots=True)
class HostileFile:
    """A file of a hostile class, `kind`. `readable` says whether WORDS stand in it and have to come out of it.

    `heavy` files take seconds, and are left to `python -m tests.hostile`. `links` are made beside the file: names of
    links, and where they lead.
    """

    name: str
    data: bytes
    kind: str
    readable: bool = True
    heavy: bool = False
    links: Mapping[str, Path] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name
