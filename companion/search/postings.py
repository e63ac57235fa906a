# SPDX-License-Identifier: MIT
"""Postings as arrays: what a segment holds, and how it is laid out in its file.

For each word of a field, in order, stand the passages that hold it (`ids`, numbers within the segment) and how often
each does (`counts`). In text fields each occurrence also has its place: a field's texts are thought of as one long
row of words, passage after passage with a gap of one between them, and a place is a position in that row. So a
phrase is found by comparing places alone, and no phrase runs from one passage into the next.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from companion.search.arrays import Array, narrow
from companion.search.strings import string_arrays

GAP = 1  # between the words of two passages
_SEPARATOR = b"\0"


@dataclass(frozen=True, slots=True)
class Postings:
    """The postings of one field, one row each, sorted by word and for a word by passage.

    `words` are places in the order of all words. `places` has, posting after posting, as many places as `counts`
    says, or is None for a plain field.
    """

    words: Array
    ids: Array
    counts: Array
    places: Array | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that a segment holds.

    The `words` of the text fields are common to them; each plain field has its own `values`. `stems` are entries
    that `entry_of` makes. `bounds` says for each text field where in its row of words each passage begins, and
    where the row ends. `numbers` are the library's numbers of the passages.
    """

    words: Sequence[bytes]
    values: Mapping[str, Sequence[bytes]]
    postings: Mapping[str, Postings]
    stems: Sequence[bytes]
    bounds: Mapping[str, Array]
    numbers: Array

    def arrays(self) -> dict[str, Array]:
        """The arrays of a segment's file."""
        arrays = {"numbers": self.numbers.astype(np.int64), **string_arrays("words", self.words)}
        arrays |= _stem_arrays(self.stems, self.words)
        for field, values in self.values.items():
            arrays |= string_arrays(field, values)
        for field, bounds in self.bounds.items():
            arrays[f"{field}.bounds"] = narrow(bounds)
        for field, postings in self.postings.items():
            size = len(self.values.get(field, self.words))
            arrays |= _posting_arrays(field, postings, size)
        return arrays


def stem_key(language: str, stem: str) -> bytes:
    """A stem in documents of a language."""
    return language.encode() + _SEPARATOR + stem.encode()


def entry_of(stem: bytes, word: bytes) -> bytes:
    """Says that a word has a stem, which is a `stem_key`."""
    return stem + _SEPARATOR + word


def word_of_entry(entry: bytes) -> bytes:
    """The word of such an entry."""
    return entry.rpartition(_SEPARATOR)[2]


def _posting_arrays(field: str, postings: Postings, size: int) -> dict[str, Array]:
    """A field's postings, with where those of each of its `size` words begin and where the last ones end."""
    first = np.searchsorted(postings.words, np.arange(size + 1, dtype=postings.words.dtype))
    arrays = {
        f"{field}.first": narrow(first),
        f"{field}.ids": narrow(postings.ids),
        f"{field}.counts": narrow(postings.counts),
    }
    if postings.places is not None:
        arrays[f"{field}.first_place"] = narrow(np.append(0, np.cumsum(postings.counts, dtype=np.int64))[first])
        arrays[f"{field}.places"] = narrow(postings.places)
    return arrays


def _stem_arrays(entries: Sequence[bytes], words: Sequence[bytes]) -> dict[str, Array]:
    """A table of the stems, and for each stem its words."""
    place = {word: place for place, word in enumerate(words)}
    stems: list[bytes] = []
    first, members = [0], list[int]()
    for stem, same in groupby(entries, lambda entry: entry.rpartition(_SEPARATOR)[0]):
        stems.append(stem)
        members += [place[word_of_entry(entry)] for entry in same]
        first.append(len(members))
    return {
        **string_arrays("stems", stems),
        "stems.first": narrow(np.array(first)),
        "stems.words": narrow(np.array(members, np.int64)),
    }
