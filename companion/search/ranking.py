# SPDX-License-Identifier: MIT
"""Ranks passages by BM25F (Robertson, Zaragoza and Taylor 2004: a word's occurrences in several fields are weighed
and added before the one saturation)."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from companion.search.matching import Matcher
from companion.search.query import Node, Phrase, Word, text_leaves
from companion.search.segment import Ids, Segment, ids_of

_SATURATION = 1.2  # k1
FIELD_WEIGHTS = {"body": 1.0, "title": 0.5, "section": 1.0}
_NORMS = {"body": 0.6, "title": 0.3, "section": 0.3}  # b: how much longer fields count less

Scores = npt.NDArray[np.float32]


class Ranking:
    """Scores passages of an index of several segments."""

    def __init__(self, segments: Sequence[Segment], matcher: Matcher) -> None:
        self._segments = segments
        self._matcher = matcher
        self._lengths = lru_cache(maxsize=None)(self._normal_lengths)
        self._passages = sum(int(segment.live.sum()) for segment in segments)

    def scores(self, node: Node, found: Sequence[Ids]) -> list[Scores]:
        """The score of each passage found, per segment. Only words of the text count; fields filter."""
        scores = [np.zeros(len(ids), np.float32) for ids in found]
        for leaf in text_leaves(node):
            weight = self._weight(leaf)
            for index, ids in enumerate(found):
                if len(ids):
                    frequency = self._frequency(leaf, index, ids)
                    scores[index] += weight * frequency * (_SATURATION + 1) / (frequency + _SATURATION)
        return scores

    def _weight(self, leaf: Word | Phrase) -> float:
        """The inverse document frequency; a phrase weighs as much as its words together."""
        words = leaf.words if isinstance(leaf, Phrase) else (leaf,)
        return float(sum(self._word_weight(word) for word in words))

    def _word_weight(self, word: Word) -> float:
        holders = sum(len(np.unique(ids_of(self._matcher.places(word, segment)))) for segment in self._segments)
        return float(np.log1p((self._passages - holders + 0.5) / (holders + 0.5)))

    def _frequency(self, leaf: Word | Phrase, index: int, ids: Ids) -> Scores:
        """How often the leaf stands in each passage: the weighed and normalised sum over the fields."""
        segment = self._segments[index]
        total = np.zeros(len(ids), np.float32)
        for field, weight in FIELD_WEIGHTS.items():
            holders, counts = np.unique(ids_of(self._matcher.places(leaf, segment, field)), return_counts=True)
            if len(holders):
                at = np.minimum(np.searchsorted(holders, ids), len(holders) - 1)
                present = holders[at] == ids
                lengths = self._lengths(field)[index][ids]
                total += np.where(present, counts[at], 0) * (weight / lengths)
        return total

    def _normal_lengths(self, field: str) -> list[Scores]:
        """For each passage how much its field's length tells against an occurrence: 1 for one of average length."""
        lengths = [segment.lengths[field] for segment in self._segments]
        average = sum(float(part.sum()) for part in lengths) / max(1, sum(len(part) for part in lengths))
        share = _NORMS[field]
        return [1 - share + share * part / max(1.0, average) for part in lengths]
