# SPDX-License-Identifier: MIT
"""Reads a segment of the index: some thousands of passages whose postings are arrays (see `postings`)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from companion.search.arrays import Array, ArrayFile
from companion.search.near import NearWords
from companion.search.postings import GAP, entry_of, stem_key
from companion.search.strings import StringTable

_LAST = b"\xf4\x8f\xbf\xbf"  # U+10FFFF in UTF-8
_SPARSE = 16  # below this share of the passages, sorting them is faster than counting all


@dataclass(frozen=True, slots=True)
class Found:
    """Passages of a segment, in order, and how often each holds what was looked for."""

    ids: Array
    counts: Array

    @property
    def size(self) -> int:
        """How much memory it takes, in bytes, about."""
        return 500 + int(self.ids.nbytes + self.counts.nbytes)


NOTHING = Found(np.empty(0, np.intp), np.empty(0, np.float32))


class Segment:
    """A segment of the index, open for reading.

    `size` counts passages, deleted ones too; `numbers` are the library's numbers of them. `deleted` are half-open
    ranges; `live` says which passages are not deleted, and is None where none is. A word is known by its place in
    the order of `words`, and words by runs of such places.
    """

    def __init__(self, arrays: ArrayFile, deleted: Collection[tuple[int, int]] = ()) -> None:
        self.arrays = arrays
        self.numbers = arrays["numbers"]
        self.size = len(self.numbers)
        self.live: Array | None = None
        if deleted:
            self.live = np.ones(self.size, bool)
            for start, stop in deleted:
                self.live[start:stop] = False
        self._values: dict[str, StringTable] = {}
        self._bounds: dict[str, Array] = {}
        self._spoken: dict[str, Array] = {}
        self._first: dict[str, memoryview] = {}

    @property
    def live_count(self) -> int:
        """How many passages are not deleted."""
        return self.size if self.live is None else int(np.count_nonzero(self.live))

    @cached_property
    def words(self) -> StringTable:
        """The words of all text fields."""
        return StringTable(self.arrays, "words")

    def values(self, field: str) -> StringTable:
        """The values of a plain field."""
        if field not in self._values:
            self._values[field] = StringTable(self.arrays, field)
        return self._values[field]

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the passages."""
        return tuple(self.all_values("language"))

    def spoken(self, language: str) -> Array:
        """Which passages are in a language, deleted ones aside."""
        if language not in self._spoken:
            self._spoken[language] = np.zeros(self.size, bool)
            self._spoken[language][self.having("language", language, language).ids] = True
        return self._spoken[language]

    def bounds(self, field: str) -> Array:
        """Where each passage begins in a text field's row of words, and where the row ends."""
        if field not in self._bounds:
            self._bounds[field] = self.arrays[f"{field}.bounds"].astype(np.int64)
        return self._bounds[field]

    def lengths(self, field: str) -> Array:
        """How many words each passage has in a text field."""
        return np.diff(self.bounds(field)) - GAP

    def word(self, text: str) -> range:
        """The run of one word, or an empty one."""
        place = self.words.place(text.encode())
        return range(0) if place is None else range(place, place + 1)

    def words_between(self, low: str, high: str) -> range:
        """The words from `low` up to all that begin with `high`."""
        return range(*self.words.places(low.encode(), high.encode() + _LAST))

    def text(self, word: int) -> str:
        """A word as it is written."""
        return self.words[word].decode()

    def texts(self, run: range) -> list[str]:
        """The words of a run."""
        return [text.decode() for text in self.words.strings(run.start, run.stop)]

    def near(self, text: str, distance: int) -> list[str]:
        """The words that differ by at most so many letters."""
        return self._near_words.find(text, distance)

    def forms(self, language: str, stem: str) -> list[int]:
        """The words with a stem in documents of a language, in order."""
        place = self._stems.place(stem_key(language, stem))
        return [] if place is None else self._words_of_stem(place)

    def stem_entries(self) -> list[bytes]:
        """What the segment knows of stems, as `postings.entry_of` says it."""
        words = self.words.strings(0, len(self.words))
        return [
            entry_of(stem, words[word])
            for place, stem in enumerate(self._stems.strings(0, len(self._stems)))
            for word in self._words_of_stem(place)
        ]

    def having(self, field: str, low: str, high: str) -> Found:
        """The passages with a value of a plain field from `low` up to `high`, both included."""
        first, last = self.values(field).places(low.encode(), high.encode() + b"\0")
        return self.found(field, [range(first, last)])

    def all_values(self, field: str) -> list[str]:
        """The values of a plain field, in order."""
        values = self.values(field)
        return [value.decode() for value in values.strings(0, len(values))]

    def ranks(self, field: str, rank: Mapping[str, int]) -> Array:
        """For each passage the rank of its value of a plain field, 0 where it has none."""
        ranks = np.zeros(self.size, np.int64)
        first = self.arrays[f"{field}.first"].astype(np.int64)
        of_value = np.array([rank[value] for value in self.all_values(field)], np.int64)
        ranks[self.arrays[f"{field}.ids"]] = np.repeat(of_value, first[1:] - first[:-1])
        return ranks

    def numbered(self, low: int, high: int) -> Found:
        """The passages with the library's numbers from `low` to `high`, both included."""
        ids = np.flatnonzero((self.numbers >= low) & (self.numbers <= high))
        return self._alive(ids, np.ones(len(ids), np.float32))

    def found(self, field: str, runs: Sequence[range]) -> Found:
        """The passages that hold any of the words, given as runs that do not overlap, in a field."""
        postings = [self.postings(field, run) for run in runs if run] if self.holds(field) else []
        if not postings:
            return NOTHING
        ids = np.concatenate([ids for ids, _ in postings]).astype(np.intp)
        counts = np.concatenate([counts for _, counts in postings]).astype(np.float32)
        if sum(map(len, runs)) > 1:
            ids, counts = _added(ids, counts, self.size)
        return self._alive(ids, counts)

    def holds(self, field: str) -> bool:
        """Whether any passage has anything in a field."""
        return self._firsts(f"{field}.first")[-1] > 0

    def postings(self, field: str, run: range) -> tuple[Array, Array]:
        """The passages of the words of a run, word after word and deleted ones too, and how often each holds it."""
        first = self._firsts(f"{field}.first")
        start, stop = first[run.start], first[run.stop]
        return self.arrays.part(f"{field}.ids", start, stop), self.arrays.part(f"{field}.counts", start, stop)

    def places(self, field: str, run: range) -> Array:
        """Where the words of a run stand in a field's row of words; in order where it is one word."""
        first = self._firsts(f"{field}.first_place")
        return self.arrays.part(f"{field}.places", first[run.start], first[run.stop])

    def count_postings(self, field: str, runs: Iterable[range]) -> int:
        """How many passages hold a word of the runs in a field, each counted for every word that it holds."""
        first = self._firsts(f"{field}.first")
        return sum(first[run.stop] - first[run.start] for run in runs)

    def count_places(self, field: str, runs: Iterable[range]) -> int:
        """At how many places the words of the runs stand in a field."""
        first = self._firsts(f"{field}.first_place")
        return sum(first[run.stop] - first[run.start] for run in runs)

    def passages(self, field: str, places: Array) -> Found:
        """The passages in which places, which are in order, lie."""
        ids = self.passages_of(field, places)
        first = np.flatnonzero(np.append(True, ids[1:] != ids[:-1])[: len(ids)])
        return self._alive(ids[first], np.diff(np.append(first, len(ids))).astype(np.float32))

    def passages_of(self, field: str, places: Array) -> Array:
        """For each place of a field's row the passage in which it lies, deleted ones too."""
        ids: Array = np.searchsorted(self.bounds(field), places, "right") - 1
        return ids

    def holders(self, run: range) -> tuple[Array, Array]:
        """For each word of a run how many passages, and how many documents, hold it in their text."""
        first = self.arrays.part("body.first", run.start, run.stop + 1).astype(np.int64)
        of_word = np.repeat(np.arange(len(run)), first[1:] - first[:-1])
        ids = self.postings("body", run)[0].astype(np.intp)
        if self.live is not None:
            kept = self.live[ids]
            of_word, ids = of_word[kept], ids[kept]
        documents = self.document_of[ids]
        new = np.append(True, (of_word[1:] != of_word[:-1]) | (documents[1:] != documents[:-1]))[: len(ids)]
        return np.bincount(of_word, minlength=len(run)), np.bincount(of_word[new], minlength=len(run))

    @cached_property
    def _near_words(self) -> NearWords:
        return NearWords(self.words)

    @cached_property
    def _stems(self) -> StringTable:
        return StringTable(self.arrays, "stems")

    @cached_property
    def document_of(self) -> Array:
        """For each passage the place of its document's id."""
        documents = np.full(self.size, -1, np.int64)
        first = self.arrays["document.first"].astype(np.int64)
        documents[self.arrays["document.ids"]] = np.repeat(np.arange(len(first) - 1), first[1:] - first[:-1])
        return documents

    def _words_of_stem(self, place: int) -> list[int]:
        first = self._firsts("stems.first")
        words: list[int] = self.arrays.part("stems.words", first[place], first[place + 1]).tolist()
        return words

    def _firsts(self, name: str) -> memoryview:
        if name not in self._first:
            self._first[name] = self.arrays[name].data
        return self._first[name]

    def _alive(self, ids: Array, counts: Array) -> Found:
        if self.live is None:
            return Found(ids, counts)
        kept = self.live[ids]
        return Found(ids[kept], counts[kept])


def _added(ids: Array, counts: Array, size: int) -> tuple[Array, Array]:
    """Each of the passages, of which there are `size` at most, once and in order, with its counts added up."""
    if len(ids) * _SPARSE < size:
        order = np.argsort(ids, kind="stable")
        ids = ids[order]
        first = np.flatnonzero(np.append(True, ids[1:] != ids[:-1])[: len(ids)])
        return ids[first], np.add.reduceat(counts[order], first) if len(ids) else counts
    held = np.zeros(size, bool)
    held[ids] = True
    all_ids = np.flatnonzero(held)
    return all_ids, np.bincount(ids, counts, size)[all_ids].astype(np.float32)
