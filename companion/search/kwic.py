# SPDX-License-Identifier: MIT
"""What a concordance is made of: values without behaviour, and the orders in which its lines can stand."""

from dataclasses import dataclass
from enum import StrEnum


class Sorting(StrEnum):
    """By what the lines of a concordance follow one another; lines that are alike in it stand in reading order.

    After the word that is named, the words beyond it are compared too.
    """

    DOCUMENT = "document"  # the documents by title, and each in reading order
    L3 = "L3"  # the third word to the left of the hit
    L2 = "L2"
    L1 = "L1"
    HIT = "hit"  # the hit itself, then the first word to its right
    R1 = "R1"
    R2 = "R2"
    R3 = "R3"


@dataclass(frozen=True, slots=True)
class KwicLine:
    """A word or phrase in its line: what stands `left` of the `hit`, and what `right` of it, in one passage.

    `start` and `length` count code points of the document's text and cover the hit. `section` is the path of
    headings, `page` the page's label or "". The parts have their white space made single spaces.
    """

    document: str
    title: str
    section: tuple[str, ...]
    page: str
    start: int
    length: int
    left: str
    hit: str
    right: str


@dataclass(frozen=True, slots=True)
class Spread:
    """Where in a document of so many `words` the hits stand: each `place` is the share (0 to 1) of words before it.

    The n-th place is that of the document's n-th line in the order of Sorting.DOCUMENT.
    """

    document: str
    title: str
    words: int
    places: tuple[float, ...]

    @property
    def rate(self) -> float:
        """How many hits there are to 10,000 words."""
        return 10_000 * len(self.places) / max(self.words, 1)


@dataclass(frozen=True, slots=True)
class Concordance:
    """The lines of a query from the one numbered `first` on, of `total` in all; `seconds` is what they took.

    `spreads` are those of the documents that hold any, by title. `notice` is a plain sentence where the answer is
    not whole.
    """

    query: str
    total: int = 0
    first: int = 0
    lines: tuple[KwicLine, ...] = ()
    spreads: tuple[Spread, ...] = ()
    seconds: float = 0.0
    notice: str | None = None
