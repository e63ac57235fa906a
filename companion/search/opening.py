# SPDX-License-Identifier: MIT
"""Opens one generation of the index and finds the best passages in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from companion.search.arrays import Array, ArrayFile
from companion.search.concordance import Places
from companion.search.errors import IndexUnusable
from companion.search.evaluation import Evaluation, Remembered
from companion.search.files import verify
from companion.search.lexicon import Lexicon
from companion.search.manifest import Manifest, read_manifest
from companion.search.nodes import Form, Node, Word
from companion.search.ranking import Ranking
from companion.search.segment import Segment
from companion.search.similarity import telling_words
from companion.search.wishes import Order

_ATTEMPTS = 5
_REMEMBERED = 16_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Best:
    """How many passages match, how many of those are notes and glossary entries, and number and score of the best."""

    total: int
    entries: int
    passages: Sequence[tuple[int, float]]


class OpenIndex:
    """One generation of the index. It stays whole while later generations replace its files."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        verify(folder, manifest)
        self.generation = manifest.generation
        self.segments = [
            Segment(ArrayFile(folder / entry.file, manifest.files[entry.file].checksum), entry.deleted)
            for entry in manifest.segments
        ]
        self._numbers = np.concatenate([np.empty(0, np.int64), *(segment.numbers for segment in self.segments)])
        self._has_entries = self._numbers.min(initial=0) < 0
        self._ranking = Ranking(self.segments)
        self._remembered = Remembered(_REMEMBERED)
        self.lexicon = Lexicon(self.segments)

    @property
    def newest(self) -> int:
        """The highest number of a passage."""
        return int(self._numbers.max(initial=0))

    def count(self, node: Node) -> int:
        """How many passages match."""
        return len(self._evaluation().find(node))

    def best(self, node: Node, limit: int, order: Order = Order.RELEVANCE) -> "Best":
        """The passages that match best, equals in the library's order; or the first ones in another order."""
        evaluation = self._evaluation()
        ids = evaluation.find(node)
        entries = int(np.count_nonzero(self._numbers[ids] < 0)) if self._has_entries else 0
        counts = len(ids), entries
        if not len(ids) or limit < 1:
            return Best(*counts, [])
        if order is not Order.RELEVANCE:
            by = self._numbers[ids] if order is Order.READING else -self._dates[ids]
            chosen = ids[np.lexsort((self._numbers[ids], by))[:limit]]
            scores = self._ranking.scores(node, evaluation, chosen)
            return Best(*counts, [*zip(self._numbers[chosen].tolist(), scores.tolist(), strict=True)])
        ids, scores = self._ranking.best(node, evaluation, ids, limit)
        numbers = self._numbers[ids]
        first = np.lexsort((numbers, -scores))[:limit]
        return Best(*counts, [*zip(numbers[first].tolist(), scores[first].tolist(), strict=True)])

    def telling_words(self, text: str, language: str) -> list[Word]:
        """The words by which a text differs most from the passages here, the most telling first."""
        return telling_words(text, language, self._evaluation().holders, len(self._numbers))

    def places(self, node: Node) -> Places:
        """Every place of the query's words in the passages that match."""
        return Places(node, self._evaluation())

    def holders(self, word: str) -> list[int]:
        """Numbers of the passages whose text holds the folded word itself, in order."""
        ids = self._evaluation().found(Word(word, Form.EXACT), "body").ids
        return sorted(self._numbers[ids].tolist())

    @cached_property
    def _dates(self) -> Array:
        """For each passage the place of its document's date among all dates, 0 where there is none."""
        dates = sorted({date for segment in self.segments for date in segment.all_values("date")})
        place = {date: number for number, date in enumerate(dates, 1)}
        return np.concatenate([np.empty(0, np.int64), *(segment.ranks("date", place) for segment in self.segments)])

    def _evaluation(self) -> Evaluation:
        return Evaluation(self.segments, self.lexicon, self._remembered)


def open_index(folder: Path) -> OpenIndex:
    """The index in `folder` as its manifest has it now; IndexUnusable for whatever reason it cannot be opened."""
    for attempt in range(1, _ATTEMPTS + 1):
        manifest = read_manifest(folder)
        try:
            return OpenIndex(folder, manifest)
        except Exception as error:  # a damaged index raises anything at all
            # An indexer may have put a later generation in place meanwhile and removed the files of this one.
            if attempt == _ATTEMPTS or read_manifest(folder).generation == manifest.generation:
                raise IndexUnusable(f"The index cannot be opened: {error!r}") from error
    raise AssertionError
