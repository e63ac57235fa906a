# SPDX-License-Identifier: MIT
"""Ranks passages by BM25F (Robertson, Zaragoza and Taylor 2004: a word's occurrences in several fields are weighed
and added before the one saturation)."""

from collections.abc import Sequence

import numpy as np

from companion.search.arrays import Array
from companion.search.matching import SegmentMatcher
from companion.search.nodes import Node, TextLeaf, text_leaves, words_of
from companion.search.segment import Segment

_SATURATION = 1.6  # k1
_WEIGHTS = {"body": 1.0, "title": 1.0, "section": 1.0}
_NORMS = {"body": 0.7, "title": 0.5, "section": 0.5}  # b: how much longer fields count less


class Ranking:
    """Scores passages of an index of several segments."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._passages = sum(segment.live_count for segment in segments)
        self._shares = {field: _shares(segments, field) for field in _WEIGHTS}

    def scores(self, node: Node, matchers: Sequence[SegmentMatcher], found: Sequence[Array]) -> list[Array]:
        """The score of each passage found, per segment. Only words of the text count; fields filter."""
        scores = [np.zeros(len(ids), np.float32) for ids in found]
        for leaf in text_leaves(node):
            weight = self._weight(leaf, matchers)
            for place, (matcher, ids) in enumerate(zip(matchers, found, strict=True)):
                if len(ids):
                    frequency = self._frequency(leaf, matcher, place)[ids]
                    scores[place] += weight * frequency * (_SATURATION + 1) / (frequency + _SATURATION)
        return scores

    def _weight(self, leaf: TextLeaf, matchers: Sequence[SegmentMatcher]) -> float:
        """The inverse document frequency; a phrase weighs as much as its words together."""
        total = 0.0
        for word in words_of(leaf):
            holders = sum(len(matcher.found(word).ids) for matcher in matchers)
            total += float(np.log1p((self._passages - holders + 0.5) / (holders + 0.5)))
        return total

    def _frequency(self, leaf: TextLeaf, matcher: SegmentMatcher, place: int) -> Array:
        """How often the leaf stands in each passage: the weighed and normalised sum over the fields."""
        total = np.zeros(matcher.segment.size, np.float32)
        for field, shares in self._shares.items():
            found = matcher.found(leaf, field)
            if len(found.ids):
                total[found.ids] += found.counts * shares[place][found.ids]
        return total


def _shares(segments: Sequence[Segment], field: str) -> list[Array]:
    """For each passage what one occurrence in the field counts: the field's weight where its length is average."""
    lengths = [segment.lengths(field) for segment in segments]
    average = sum(int(part.sum()) for part in lengths) / max(1, sum(map(len, lengths)))
    norm = _NORMS[field]
    return [(_WEIGHTS[field] / (1 - norm + norm * part / max(1.0, average))).astype(np.float32) for part in lengths]
