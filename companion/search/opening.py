# SPDX-License-Identifier: MIT
"""Opens one generation of the index and finds the best passages in it."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from companion.search.arrays import Array, ArrayFile
from companion.search.concordance import Places
from companion.search.errors import IndexUnusable
from companion.search.files import verify
from companion.search.lexicon import Lexicon
from companion.search.manifest import Manifest, read_manifest
from companion.search.matching import SegmentMatcher
from companion.search.nodes import Node
from companion.search.ranking import Ranking
from companion.search.segment import Segment

_ATTEMPTS = 5


class OpenIndex:
    """One generation of the index. It stays whole while later generations replace its files."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        verify(folder, manifest)
        self.generation = manifest.generation
        self._segments = [
            Segment(ArrayFile(folder / entry.file, manifest.files[entry.file].checksum), entry.deleted)
            for entry in manifest.segments
        ]
        self._ranking = Ranking(self._segments)
        self.lexicon = Lexicon(self._segments)

    def count(self, node: Node) -> int:
        """How many passages match."""
        return sum(len(SegmentMatcher(segment, self.lexicon).find(node)) for segment in self._segments)

    def best(self, node: Node, limit: int) -> tuple[int, list[tuple[int, float]]]:
        """How many passages match, and number and score of the best, equals in the library's order."""
        matchers = [SegmentMatcher(segment, self.lexicon) for segment in self._segments]
        found = [matcher.find(node) for matcher in matchers]
        total = sum(map(len, found))
        if not total or limit < 1:
            return total, []
        scores = np.concatenate(self._ranking.scores(node, matchers, found))
        numbers = self._numbers(found)
        order = _top(scores, numbers, limit)
        return total, [(int(numbers[place]), float(scores[place])) for place in order]

    def places(self, node: Node) -> Places:
        """Every place of the query's words in the passages that match."""
        return Places(node, [SegmentMatcher(segment, self.lexicon) for segment in self._segments])

    def holders(self, word: str) -> list[int]:
        """Numbers of the passages whose text holds the folded word itself, in order."""
        found = [segment.found("body", [segment.word(word)]).ids for segment in self._segments]
        return sorted(self._numbers(found).tolist()) if found else []

    def _numbers(self, found: Sequence[Array]) -> Array:
        """The library's numbers of passages found in each segment."""
        parts = [segment.numbers[ids] for segment, ids in zip(self._segments, found, strict=True)]
        return np.concatenate(parts) if parts else np.empty(0, np.int64)


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


def _top(scores: Array, numbers: Array, limit: int) -> list[int]:
    """The places of the `limit` highest scores, best first, equal ones by number."""
    chosen = np.arange(len(scores))
    if len(scores) > limit:
        lowest = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        chosen = np.flatnonzero(scores >= lowest)
    best: list[int] = chosen[np.lexsort((numbers[chosen], -scores[chosen]))][:limit].tolist()
    return best
