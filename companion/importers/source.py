# SPDX-License-Identifier: MIT
"""What an importer is given: a file's bytes, its name, and a way to ask for the images beside it."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. It names no folder: an importer reads these bytes and nothing else.

    `siblings` answers the address of an image, relative to the file ("figures/map.png"), with its bytes, or
    None where it is not there or may not be read; it is None itself where nothing may be asked for.
    `password` opens the file where it is locked, and is kept nowhere.
    """

    data: bytes
    name: str
    siblings: Callable[[str], bytes | None] | None = None
    password: str = field(default="", repr=False)
