# SPDX-License-Identifier: MIT
"""A sorted table of distinct strings, as bytes, kept in a few arrays.

Beside the strings stand their CRC-32s in order, with the place of each one's string: so one string is found by a
search among whole numbers, which is ten times faster than one among strings.
"""

import zlib
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from companion.search.arrays import Array, ArrayFile, narrow

_END = b"\xff"  # in no string of UTF-8


class StringTable:
    """The table written under `name`. The strings are known by their place in the order.

    `text` has all of them in order, a byte that is in none of them after each; `ends` says where the next one begins.
    """

    def __init__(self, arrays: ArrayFile, name: str) -> None:
        self.text, self.ends = arrays[f"{name}.text"], arrays[f"{name}.ends"]
        self._text, self._ends = self.text.data, self.ends.data
        self._hashes = arrays[f"{name}.hashes"].data
        self._hashed = arrays[f"{name}.hashed"].data

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, place: int) -> bytes:
        start = self._ends[place - 1] if place else 0
        return bytes(self._text[start : self._ends[place] - 1])

    def place(self, text: bytes) -> int | None:
        """The place of a string, or None where it is not there."""
        wanted = zlib.crc32(text)
        at = bisect_left(self._hashes, wanted)
        while at < len(self) and self._hashes[at] == wanted:
            if self[self._hashed[at]] == text:
                return int(self._hashed[at])
            at += 1
        return None

    def places(self, low: bytes, high: bytes) -> tuple[int, int]:
        """The half-open range of places of the strings from `low` up to but not including `high`."""
        return bisect_left(self, low), bisect_left(self, high)

    def strings(self, start: int, stop: int) -> list[bytes]:
        """The strings at the places from `start` up to `stop`."""
        if start >= stop:
            return []
        first = self._ends[start - 1] if start else 0
        return bytes(self._text[first : self._ends[stop - 1] - 1]).split(_END)


def string_arrays(name: str, strings: Sequence[bytes]) -> dict[str, Array]:
    """The arrays of a table of strings, which are given in order, each once."""
    text = b"".join(string + _END for string in strings)
    ends = np.fromiter(accumulate(len(string) + 1 for string in strings), np.uint32, len(strings))
    hashes = np.fromiter(map(zlib.crc32, strings), np.uint32, len(strings))
    hashed = np.argsort(hashes, kind="stable")
    return {
        f"{name}.text": np.frombuffer(text, np.uint8),
        f"{name}.ends": narrow(ends),
        f"{name}.hashes": hashes[hashed],
        f"{name}.hashed": narrow(hashed),
    }
