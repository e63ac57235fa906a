# SPDX-License-Identifier: MIT
"""Files made to harm whoever opens them, generated; one module for each format."""

from dataclasses import dataclass

WORDS = "The readable words stay."  # what every file that has a readable text holds, at its end


@dataclass(frozen=True, slots=True)
class HostileFile:
    """A file of a hostile class. `readable` says whether WORDS stand in it and have to come out of it."""

    name: str
    data: bytes
    readable: bool = True

    def __str__(self) -> str:
        return self.name
