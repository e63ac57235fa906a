# SPDX-License-Identifier: MIT
"""Finds every place of a query's words in the index, and sorts the places, without reading any text.

The index knows for each word where it stands. So the places of a query are known at once, their neighbours are found
by one walk over all places, and since words are kept in order, their numbers can be compared instead of the words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from companion.search.arrays import Array
from companion.search.evaluation import Evaluation
from companion.search.kwic import Sorting
from companion.search.matching import SegmentMatcher
from companion.search.nodes import Node, text_leaves
from companion.search.segment import Segment

_REACH = 3  # words to the left or right of a hit that are compared
_CHUNK = 1 << 20  # places looked at in one go


@dataclass(frozen=True, slots=True)
class Place:
    """A hit: its words are those from `first` up to `last` of the passage with the library's `number`."""

    number: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Scatter:
    """The places of the hits in a document of so many words, as shares of them, in reading order."""

    words: int
    places: Array


class Places:
    """The places of a query's words in all segments. `documents` are the ids of the documents that hold any."""

    def __init__(self, node: Node, evaluation: Evaluation) -> None:
        self._parts = [_Part.of(node, *found) for found in evaluation.by_segment(node)]
        ids = [part.documents for part in self._parts]
        self.documents: list[str] = sorted({document for names in ids for document in names})
        known = {document: place for place, document in enumerate(self.documents)}
        self._document = _joined(
            [
                np.array([known[name] for name in names], np.int64)[part.document]
                for names, part in zip(ids, self._parts, strict=True)
            ]
        )
        self._number = _joined([part.segment.numbers[part.passages] for part in self._parts])
        self._offset = _joined([part.starts - part.segment.bounds("body")[part.passages] for part in self._parts])
        self._length = _joined([part.ends - part.starts for part in self._parts])

    def __len__(self) -> int:
        return len(self._number)

    def sorted(self, sorting: Sorting, titles: Mapping[str, str]) -> Array:
        """The numbers of the places in the order wanted; `titles` are the documents' by id."""
        keys = [self._offset, self._number, self._title_ranks(titles)[self._document]]
        keys += self._neighbours(_steps(sorting))[::-1]
        order: Array = np.lexsort(keys) if len(self) else np.empty(0, np.intp)
        return order

    def places(self, numbers: Array) -> list[Place]:
        """The places of these numbers."""
        columns = (self._number, self._offset, self._offset + self._length)
        return [Place(*row) for row in zip(*(column[numbers].tolist() for column in columns), strict=True)]

    def scatter(self) -> dict[str, Scatter]:
        """How the places lie in each document."""
        found: dict[str, Scatter] = {}
        for part in self._parts:
            found |= part.scatter()
        return found

    def _title_ranks(self, titles: Mapping[str, str]) -> Array:
        by_title = sorted(self.documents, key=lambda document: (titles.get(document, "").casefold(), document))
        rank = {document: place for place, document in enumerate(by_title)}
        return np.array([rank[document] for document in self.documents], np.int64)

    def _neighbours(self, steps: Sequence[tuple[bool, int]]) -> list[Array]:
        """For each step the rank of the word that each place has there; numbers come after words, and
        what has none comes last.

        A step counts words from the place's first word (or, where it is true, from the one after its last).
        """
        if not steps:
            return []
        words = [part.words_at(steps) for part in self._parts]
        used = [
            _distinct(each[each >= 0], len(part.segment.words)) for part, each in zip(self._parts, words, strict=True)
        ]
        texts = [
            [part.segment.text(word) for word in each.tolist()] for part, each in zip(self._parts, used, strict=True)
        ]
        ordered = sorted({text for several in texts for text in several}, key=lambda text: (text[0].isdigit(), text))
        rank = {text: place for place, text in enumerate(ordered)}
        ranked = []
        for each, known, several in zip(words, used, texts, strict=True):
            ranks = np.array([*(rank[text] for text in several), len(ordered)], np.int64)
            ranked.append(np.where(each >= 0, ranks[np.searchsorted(known, each)], len(ordered)))
        return [*np.concatenate(ranked, axis=1)]


@dataclass(frozen=True, slots=True)
class _Part:
    """The places in one segment: `starts` to before `ends` in its row of words, each with its passage and document.

    A document is known by its place in `documents`.
    """

    segment: Segment
    starts: Array
    ends: Array
    passages: Array
    document: Array
    documents: tuple[str, ...]

    @classmethod
    def of(cls, node: Node, matcher: SegmentMatcher, answering: Array) -> "_Part":
        """Where the words of a query stand in the passages that answer it; of those that overlap, the first."""
        segment = matcher.segment
        leaves = text_leaves(node) if len(answering) else []
        found = [matcher.occurrences(leaf) for leaf in leaves]
        starts = _joined([starts for starts, _ in found])
        ends = _joined([lasts + 1 for _, lasts in found])
        order = np.lexsort((-ends, starts))
        starts, ends = starts[order], ends[order]
        apart = np.append(True, np.maximum.accumulate(ends)[:-1] <= starts[1:])[: len(starts)]
        passages = segment.passages_of("body", starts)
        answers = np.zeros(segment.size, bool)
        answers[answering] = True
        kept = apart & answers[passages]
        values = segment.values("document")
        used, document = np.unique(segment.document_of[passages[kept]], return_inverse=True)
        names = tuple(values[place].decode() for place in used.tolist())
        return cls(segment, starts[kept], ends[kept], passages[kept], document, names)

    def words_at(self, steps: Sequence[tuple[bool, int]]) -> Array:
        """A row for each step with the word that stands there, or -1 where the passage has none."""
        bounds = self.segment.bounds("body")
        wanted = np.stack([(self.ends if after else self.starts) + step for after, step in steps])
        inside = (wanted >= bounds[self.passages]) & (wanted < bounds[self.passages + 1] - 1)
        targets = _distinct(wanted[inside], int(bounds[-1]))
        words = words_at(self.segment, targets)
        found = np.full(wanted.shape, -1, np.int64)
        found[inside] = words[np.searchsorted(targets, wanted[inside])]
        return found

    def scatter(self) -> dict[str, Scatter]:
        """How the places lie in each document."""
        lengths, documents = self.segment.lengths("body"), self.segment.document_of
        order = np.lexsort((self.segment.numbers, documents))
        before: Array = np.empty(len(lengths), np.int64)
        before[order] = np.cumsum(lengths[order]) - lengths[order]
        at = before[self.passages] + self.starts - self.segment.bounds("body")[self.passages]
        found: dict[str, Scatter] = {}
        for place, name in enumerate(self.documents):
            here = self.document == place
            passages = np.flatnonzero(documents == documents[self.passages[here][0]])
            words = int(lengths[passages].sum())
            found[name] = Scatter(words, np.sort((at[here] - before[passages].min() + 0.5) / max(words, 1)))
        return found


def words_at(segment: Segment, places: Array) -> Array:
    """The words that stand at some places of the row of the texts, given in order and without gaps between passages."""
    wanted = np.zeros(int(segment.bounds("body")[-1]) + 1, bool)
    wanted[places] = True
    everything = range(len(segment.words))
    first = segment.arrays["body.first_place"]
    held = segment.places("body", everything)
    found = np.empty(len(places), np.int64)
    for start in range(0, len(held), _CHUNK):
        chunk = held[start : start + _CHUNK]
        hits = np.flatnonzero(wanted[chunk])
        words = np.searchsorted(first, hits + start, "right") - 1
        found[np.searchsorted(places, chunk[hits])] = words
    return found


def _distinct(numbers: Array, limit: int) -> Array:
    """Each of the numbers, which are below the limit, once and in order; faster than sorting them."""
    there = np.zeros(limit, bool)
    there[numbers] = True
    return np.flatnonzero(there)


def _steps(sorting: Sorting) -> list[tuple[bool, int]]:
    """Which words are compared, the most important first."""
    if sorting is Sorting.DOCUMENT:
        return []
    if sorting is Sorting.HIT:
        return [(False, 0), (False, 1), (True, 0)]
    distance = int(sorting[1])
    distances = range(distance, _REACH + 1)
    return [(True, each - 1) if sorting[0] == "R" else (False, -each) for each in distances]


def _joined(parts: Sequence[Array]) -> Array:
    return np.concatenate(parts) if parts else np.empty(0, np.int64)
