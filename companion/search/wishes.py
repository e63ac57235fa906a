# SPDX-License-Identifier: MIT
"""What a reader may wish of a search beside its words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

# What a phrase is also called in the glossary: all names of the term that is called so, its own name first; or none.
Called = Callable[[str], Sequence[str]]


class Order(StrEnum):
    """The order of the hits."""

    RELEVANCE = "relevance"
    DATE = "date"  # the newest documents first, those without a date last
    READING = "reading"  # as in the library: document after document, from beginning to end


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to answer a query.

    `expand` also searches for the other names of the glossary's terms that stand in the query, but for those in
    `without` (as they are written in the glossary). `stretch` restricts the search of one document to the passages
    that lie, at least partly, in this half-open range of its text.
    """

    order: Order = Order.RELEVANCE
    expand: bool = True
    without: frozenset[str] = frozenset()
    stretch: tuple[int, int] | None = None
