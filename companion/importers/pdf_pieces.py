# SPDX-License-Identifier: MIT
"""What a block of a PDF file was made of, so that the place of each of its characters can be found."""

from dataclasses import dataclass

from companion.document.model import Block
from companion.importers.pdf_lines import Line


@dataclass(frozen=True, slots=True)
class Piece:
    """What a line gives to a block: its characters from `start` to `stop`, white space aside; `page` counts from 0."""

    page: int
    line: Line
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A block, and from where on the pages its characters come, in their order."""

    block: Block
    pieces: tuple[Piece, ...]
