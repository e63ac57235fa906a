# SPDX-License-Identifier: MIT
"""Reads a segment of the index: a few thousand passages whose postings are arrays (see `postings`)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from companion.search.arrays import Array, ArrayFile
from companion.search.postings import GAP, stem_entry
from companion.search.schema import term, terms_between
from companion.search.strings import StringTable


@dataclass(frozen=True, slots=True)
class Found:
    """Passages of a segment, in order, and how often each holds what was looked for."""

    ids: Array
    counts: Array


NOTHING = Found(np.empty(0, np.intp), np.empty(0, np.float32))


class Segment:
    """A segment of the index, open for reading. Terms are known by their place in the order of all its terms.

    `size` counts passages, deleted ones too; `numbers` are the library's numbers of them. `live` says which are not
    deleted, and is None where none is.
    """

    def __init__(self, arrays: ArrayFile, deleted: Iterable[int] = ()) -> None:
        self.arrays = arrays
        self.numbers = arrays["numbers"]
        self.size = len(self.numbers)
        gone = np.array([*deleted], np.intp)
        self.live: Array | None = None
        if len(gone):
            self.live = np.ones(self.size, bool)
            self.live[gone] = False
        self._bounds: dict[str, Array] = {}

    @property
    def live_count(self) -> int:
        """How many passages are not deleted."""
        return self.size if self.live is None else int(np.count_nonzero(self.live))

    @cached_property
    def terms(self) -> StringTable:
        """All terms, as `schema.term` makes them."""
        return StringTable(self.arrays, "terms")

    @cached_property
    def first_posting(self) -> memoryview:
        """Where the postings of each term begin, and where the last ones end."""
        return self.arrays["first_posting"].data

    @cached_property
    def first_place(self) -> memoryview:
        """Where the places of each term begin, and where the last ones end."""
        return self.arrays["first_place"].data

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the passages."""
        return tuple(self.words(self.between("language", "", "")))

    def bounds(self, field: str) -> Array:
        """Where each passage begins in a text field's row of words, and where the row ends."""
        if field not in self._bounds:
            self._bounds[field] = self.arrays[f"bounds.{field}"].astype(np.int64)
        return self._bounds[field]

    def lengths(self, field: str) -> Array:
        """How many words each passage has in a text field."""
        return np.diff(self.bounds(field)) - GAP

    def exactly(self, field: str, word: str) -> range:
        """The one term for a word in a field, or none."""
        place = self.terms.place(term(field, word))
        return range(0) if place is None else range(place, place + 1)

    def between(self, field: str, low: str, high: str | None = None) -> range:
        """The terms for the words of a field from `low` up to all that begin with `high`, or with `low` itself."""
        return range(*self.terms.places(*terms_between(field, low, high)))

    def words(self, terms: range) -> list[str]:
        """The words, or plain values, of terms of one field."""
        return [text[1:].decode() for text in self.terms.strings(terms.start, terms.stop)]

    def forms(self, language: str, stem: str) -> list[str]:
        """The words with a stem in documents of a language."""
        beginning = stem_entry(language, stem)
        entries = self._stems.strings(*self._stems.places(beginning, beginning + b"\xff"))
        return [entry[len(beginning) :].decode() for entry in entries]

    def found(self, runs: Sequence[range]) -> Found:
        """The passages with any of the terms, which are given as runs that do not overlap."""
        if not runs:
            return NOTHING
        if len(runs) == 1 and len(runs[0]) == 1:
            ids, counts = self.postings(runs[0])
            return self._alive(ids.astype(np.intp), counts.astype(np.float32))
        counted = np.zeros(self.size)
        for run in runs:
            ids, counts = self.postings(run)
            counted += np.bincount(ids, counts, self.size)
        held = np.flatnonzero(counted)
        return self._alive(held, counted[held].astype(np.float32))

    def places(self, run: range) -> Array:
        """Where the terms of a run stand in their field's row of words; in order where the run is of one term."""
        return self.arrays.part("places", self.first_place[run.start], self.first_place[run.stop])

    def count_places(self, runs: Iterable[range]) -> int:
        """At how many places the terms of the runs stand."""
        return sum(self.first_place[run.stop] - self.first_place[run.start] for run in runs)

    def passages(self, field: str, places: Array) -> Found:
        """The passages in which places, which are in order, lie."""
        ids = np.searchsorted(self.bounds(field), places, "right") - 1
        first = np.flatnonzero(np.append(True, ids[1:] != ids[:-1])[: len(ids)])
        return self._alive(ids[first], np.diff(np.append(first, len(ids))).astype(np.float32))

    def holders(self, run: range) -> tuple[Array, Array]:
        """For each term of a run how many passages, and how many documents, hold it."""
        start, stop = self.first_posting[run.start], self.first_posting[run.stop]
        firsts = np.array(self.first_posting[run.start : run.stop + 1], np.int64)
        of_term = np.repeat(np.arange(len(run)), np.diff(firsts))
        ids = self.arrays.part("ids", start, stop).astype(np.intp)
        if self.live is not None:
            kept = self.live[ids]
            of_term, ids = of_term[kept], ids[kept]
        documents = self._document_of[ids]
        new = np.append(True, (of_term[1:] != of_term[:-1]) | (documents[1:] != documents[:-1]))[: len(ids)]
        return np.bincount(of_term, minlength=len(run)), np.bincount(of_term[new], minlength=len(run))

    def postings(self, run: range) -> tuple[Array, Array]:
        """The passages of the terms of a run, term after term and deleted ones too, and how often each holds it."""
        start, stop = self.first_posting[run.start], self.first_posting[run.stop]
        return self.arrays.part("ids", start, stop), self.arrays.part("counts", start, stop)

    def stem_entries(self) -> list[bytes]:
        """All entries of the table of stems."""
        return self._stems.strings(0, len(self._stems))

    @cached_property
    def _stems(self) -> StringTable:
        return StringTable(self.arrays, "stems")

    @cached_property
    def _document_of(self) -> Array:
        """For each passage the term of its document."""
        documents = np.empty(self.size, np.int64)
        for place in self.between("document", "", ""):
            documents[self.postings(range(place, place + 1))[0]] = place
        return documents

    def _alive(self, ids: Array, counts: Array) -> Found:
        if self.live is None:
            return Found(ids, counts)
        kept = self.live[ids]
        return Found(ids[kept], counts[kept])
