# SPDX-License-Identifier: MIT
"""A segment of the index as arrays.

A *place* is where a word stands: the passage's number in the segment in the upper 32 bits, the word's position in
the lower 32. Sorted arrays of places are all that matching and ranking work on.
"""

from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from whoosh.reading import SegmentReader, TermNotFound

Places: TypeAlias = npt.NDArray[np.int64]
Ids: TypeAlias = npt.NDArray[np.int64]

NONE: Places = np.empty(0, np.int64)
POSITION_BITS = 32


class Segment:
    """The postings of one Whoosh segment. Deleted passages appear nowhere."""

    def __init__(self, reader: SegmentReader) -> None:
        self._reader = reader
        self.size = int(reader.doc_count_all())

    def close(self) -> None:
        """Close the segment's files."""
        self._reader.close()

    @cached_property
    def live(self) -> npt.NDArray[np.bool_]:
        """Which passages are not deleted."""
        live = np.ones(self.size, bool)
        live[[number for number in range(self.size) if self._reader.is_deleted(number)]] = False
        return live

    @cached_property
    def numbers(self) -> Ids:
        """The library's number of each passage."""
        column = self._reader.column_reader("number")
        return np.array([column[id] for id in range(self.size)], np.int64)

    def lengths(self, field: str) -> npt.NDArray[np.float32]:
        """About how many words each passage has in a field (Whoosh keeps one byte of it)."""
        return np.array([self._reader.doc_field_length(id, field) or 0 for id in range(self.size)], np.float32)

    def places(self, field: str, word: str) -> Places:
        """Where a word stands in a field, in order."""
        try:
            matcher = self._reader.postings(field, word)
        except TermNotFound:
            return NONE
        positioned = matcher.supports("positions")
        found: list[int] = []
        while matcher.is_active():
            base = matcher.id() << POSITION_BITS
            found += [base | position for position in matcher.value_as("positions")] if positioned else [base]
            matcher.next()
        places = np.array(found, np.int64)
        return places[self.live[ids_of(places)]]

    def words(self, field: str, low: str, high: str) -> list[str]:
        """The words of a field from `low` up to but not including `high`."""
        words: list[str] = []
        for name, word in self._reader.terms_from(field, low):
            text = word.decode()
            if name != field or text >= high:
                break
            words.append(text)
        return words


def ids_of(places: Places) -> Ids:
    """The passage of each place."""
    return places >> POSITION_BITS
