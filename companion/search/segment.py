# SPDX-License-Identifier: MIT
"""A segment of the index as arrays.

A *place* is where a word stands: the passage's number in the segment in the upper 32 bits, the word's position in
the lower 32. Sorted arrays of places are all that matching and ranking work on.
"""

from collections.abc import Iterable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from whoosh.reading import SegmentReader, TermNotFound

Places: TypeAlias = npt.NDArray[np.int64]
Ids: TypeAlias = npt.NDArray[np.int64]

NONE: Places = np.empty(0, np.int64)
POSITION_BITS = 32


class Segment:
    """The postings of one Whoosh segment. Deleted passages appear nowhere.

    All of the segment's files are opened at once, since a later generation may remove them. `size` counts passages,
    deleted ones too; `live` says which are not deleted, `numbers` the library's number of each; `lengths` is, for
    each field that counts, about how many words each passage has in it (Whoosh keeps one byte of it).
    """

    def __init__(self, reader: SegmentReader, scored_fields: Iterable[str]) -> None:
        self._reader = reader
        self.size = int(reader.doc_count_all())
        column = reader.column_reader("number")
        self.numbers: Ids = np.array([column[id] for id in range(self.size)], np.int64)
        self.live = np.array([not reader.is_deleted(id) for id in range(self.size)], bool)
        self.lengths = {
            field: np.array([reader.doc_field_length(id, field) or 0 for id in range(self.size)], np.float32)
            for field in scored_fields
        }

    def close(self) -> None:
        """Close the segment's files."""
        self._reader.close()

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
        places: Places = np.array(found, np.int64)
        alive: Places = places[self.live[ids_of(places)]]
        return alive

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
