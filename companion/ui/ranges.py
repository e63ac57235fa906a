# SPDX-License-Identifier: MIT
"""Things that stand at ranges of the text, found by where they stand."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T")


class Ranges(Generic[T]):
    """Things in the order of their half-open ranges; a look-up is a bisection."""

    def __init__(self, things: Iterable[T] = (), span: Callable[[T], tuple[int, int]] = lambda thing: thing) -> None:
        """`span` tells the range of a thing; without it a thing is its own range."""
        spanned = sorted(((*span(thing), thing) for thing in things), key=lambda each: each[:2])
        self._things = [thing for _start, _end, thing in spanned]
        self._spans = [(start, end) for start, end, _thing in spanned]
        self._starts = [start for start, _end in self._spans]
        self._longest = max((end - start for start, end in self._spans), default=0)

    def __len__(self) -> int:
        return len(self._things)

    @property
    def starts(self) -> list[int]:
        """Where each of them begins, in order."""
        return self._starts

    def between(self, first: int, last: int) -> list[T]:
        """Those that stand, wholly or in part, in the range `first` to `last`; an empty one counts at its place."""
        found = []
        for number in range(bisect_left(self._starts, first - self._longest), len(self._things)):
            start, end = self._spans[number]
            if start > last:
                break
            if end > first or start >= first:
                found.append(self._things[number])
        return found

    def at(self, offset: int) -> T | None:
        """The first one that covers the code point at `offset`."""
        for number in range(bisect_left(self._starts, offset - self._longest), len(self._things)):
            start, end = self._spans[number]
            if start > offset:
                return None
            if offset < end:
                return self._things[number]
        return None
