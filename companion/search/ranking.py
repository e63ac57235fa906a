# SPDX-License-Identifier: MIT
"""Ranks passages by BM25F (Robertson, Zaragoza and Taylor 2004: a word's occurrences in several fields are weighed
and added before the one saturation)."""

import math
from collections.abc import Sequence

import numpy as np

from companion.search.arrays import Array
from companion.search.evaluation import Evaluation
from companion.search.nodes import Node, TextLeaf, text_leaves, words_of
from companion.search.segment import Segment

_SATURATION = 1.6  # k1
_WEIGHTS = {"body": 1.0, "entry": 1.0, "title": 1.0, "section": 1.0}
_NORMS = {"body": 0.7, "entry": 0.7, "title": 0.5, "section": 0.5}  # b: how much longer fields count less


class Ranking:
    """Scores passages of an index of several segments."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._passages = sum(segment.live_count for segment in segments)
        self._shares = {field: _shares(segments, field) for field in _WEIGHTS}

    def scores(self, node: Node, evaluation: Evaluation, ids: Array) -> Array:
        """The score of each passage found. Only words of the text count; fields filter."""
        scores = np.zeros(len(ids), np.float32)
        for leaf in text_leaves(node):
            frequency = self._frequency(leaf, evaluation, ids)
            scores += self._weight(leaf, evaluation) * frequency * (_SATURATION + 1) / (frequency + _SATURATION)
        return scores

    def _weight(self, leaf: TextLeaf, evaluation: Evaluation) -> float:
        """The inverse document frequency; a phrase weighs as much as its words together."""
        holders = [evaluation.holders(word) for word in words_of(leaf)]
        return sum(math.log1p(max(0.0, self._passages - held + 0.5) / (held + 0.5)) for held in holders)

    def _frequency(self, leaf: TextLeaf, evaluation: Evaluation, ids: Array) -> Array:
        """How often the leaf stands in each of the passages: the weighed and normalised sum over the fields."""
        total = np.zeros(len(ids), np.float32)
        for field, shares in self._shares.items():
            counts = evaluation.counts(leaf, field, ids)
            if counts is not None:
                total += counts * shares[ids]
        return total


def _shares(segments: Sequence[Segment], field: str) -> Array:
    """For each passage what one occurrence in the field counts: the field's weight where its length is average."""
    lengths = np.concatenate([np.empty(0, np.int64), *(segment.lengths(field) for segment in segments)])
    having = int(np.count_nonzero(lengths))  # only a note has the field of a note
    average = max(1.0, float(lengths.sum()) / max(1, having))
    norm = _NORMS[field]
    shares: Array = (_WEIGHTS[field] / (1 - norm + norm * lengths / average)).astype(np.float32)
    return shares
