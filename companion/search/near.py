# SPDX-License-Identifier: MIT
"""Finds the words that differ from one by a letter or two.

Each word has a signature, one bit for each letter that it holds. Words that are near have nearly the same letters, and
that is told for all words at once by comparing numbers; the distance itself is worked out only for those few that are
left (the idea: Bocek, Hunt and Stiller 2007 call such a cheap test before the costly one a filter).
"""

from functools import cached_property

import numpy as np

from companion.search.arrays import Array
from companion.search.strings import StringTable

_WIDEST = 4  # bytes of a letter in UTF-8
_NOT_ASCII = np.uint64(1 << 63)


class NearWords:
    """The words of a table, to be compared with others."""

    def __init__(self, table: StringTable) -> None:
        self._table = table

    def find(self, word: str, distance: int) -> list[str]:
        """The words that differ by at most so many letters (optimal string alignment: also two exchanged)."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        if not len(self._table):
            return []
        places = self._candidates(word.encode(), 1 if word.isascii() else _WIDEST, distance)
        words = [self._table[place].decode() for place in places.tolist()]
        if not words:
            return []
        near = process.cdist([word], words, scorer=OSA.distance, score_cutoff=distance)[0] <= distance
        return [words[place] for place in np.flatnonzero(near).tolist()]

    def _candidates(self, word: bytes, widest: int, distance: int) -> Array:
        """The places of the words whose letters and length do not rule out that they are near."""
        sign = np.bitwise_or.reduceat(_BITS[np.frombuffer(word, np.uint8)], [0])[0] if word else np.uint64(0)
        # A changed letter takes at most its own bytes away and puts the bytes of another one in.
        other = np.where(self._signs & _NOT_ASCII, _WIDEST, 1)
        differing = np.bitwise_count((self._signs ^ sign) & ~_NOT_ASCII)
        longer = np.abs(self._lengths - len(word))
        near: Array = np.flatnonzero(
            (differing <= (other + widest) * distance) & (longer <= np.maximum(other, widest) * distance)
        )
        return near

    @cached_property
    def _signs(self) -> Array:
        first = np.append(0, self._table.ends[:-1].astype(np.int64))
        signs: Array = np.bitwise_or.reduceat(_BITS[self._table.text], first)
        return signs

    @cached_property
    def _lengths(self) -> Array:
        """How many bytes each word has."""
        return (np.diff(self._table.ends.astype(np.int64), prepend=0) - 1).astype(np.int32)


def _bits() -> Array:
    """The bits that a byte sets: letters and digits have one each, others share those that are left."""
    bits = np.zeros(256, np.uint64)
    known = {byte: bit for bit, byte in enumerate(b"abcdefghijklmnopqrstuvwxyz0123456789")}
    for byte in range(255):  # 255 stands between two words
        bits[byte] = 1 << known.get(byte, 36 + byte % 27)
    bits[128:255] |= _NOT_ASCII
    return bits


_BITS = _bits()
