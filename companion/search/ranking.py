# SPDX-License-Identifier: MIT
"""Ranks passages by BM25F (Robertson, Zaragoza and Taylor 2004: a word's occurrences in several fields are weighed
and added before the one saturation), by the very forms of the words in the query, and by how close together they stand
(of the ways that Tao and Zhai 2007 compare, the nearest two)."""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from companion.search.arrays import Array
from companion.search.evaluation import Evaluation
from companion.search.nodes import Form, Node, TextLeaf, Word, text_leaves, words_of
from companion.search.segment import Segment

_SATURATION = 1.6  # k1
_WEIGHTS = {"body": 1.0, "entry": 1.0, "title": 1.0, "section": 1.0}
_NORMS = {"body": 0.7, "entry": 0.7, "title": 0.5, "section": 0.5}  # b: how much longer fields count less
_EXACT = 0.5  # of a word's weight, shared among the words of the query: so it tells where there are few of them
_CLOSE = 0.5  # of the weight of the lighter of two words that stand side by side
_TELLING = 2.0  # the weight of a word in an eighth of all passages; one that weighs less stands near anything
_REFINED = 100  # passages that are looked at for closeness
_TERM = 0.5  # what a glossary entry counts beside a passage: a glossary is dense, and would come before all texts


class Ranking:
    """Scores passages of an index of several segments."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._passages = sum(segment.live_count for segment in segments)
        self._shares = {field: _shares(segments, field) for field in _WEIGHTS}
        self._kinds = _kinds(segments)

    def best(self, node: Node, evaluation: Evaluation, ids: Array, limit: int) -> tuple[Array, Array]:
        """Those of the passages found that may be among the best `limit`, in order, and the score of each.

        Only words of the text count; fields filter.
        """
        scores = self.scores(node, evaluation, ids)
        wanted = max(limit, _REFINED)
        if len(scores) > wanted:
            chosen = np.flatnonzero(scores >= np.partition(scores, len(scores) - wanted)[len(scores) - wanted])
            ids, scores = ids[chosen], scores[chosen]
        return ids, scores + self._closeness(text_leaves(node), evaluation, ids)

    def scores(self, node: Node, evaluation: Evaluation, ids: Array) -> Array:
        """What each of the passages found scores for the words that it holds."""
        leaves = text_leaves(node)
        scores = np.zeros(len(ids), np.float32)
        for leaf in leaves:
            weight = self._weight(leaf, evaluation)
            frequency = self._frequency(leaf, evaluation, ids)
            scores += weight * frequency * (_SATURATION + 1) / (frequency + _SATURATION)
            if isinstance(leaf, Word) and leaf.form in (Form.STEM, Form.TYPED):
                exact = evaluation.holds_exactly(leaf, ids)
                if exact is not None:
                    scores[exact] += _EXACT * weight / len(leaves)
        return scores * self._kinds[ids] if self._kinds is not None else scores

    def _closeness(self, leaves: Sequence[TextLeaf], evaluation: Evaluation, ids: Array) -> Array:
        """What each passage gains by words that follow each other in the query standing close together."""
        gained = np.zeros(len(ids), np.float32)
        for first, second in pairwise(leaf for leaf in leaves if isinstance(leaf, Word)):
            weight = min(self._weight(first, evaluation), self._weight(second, evaluation))
            if weight >= _TELLING and first.text != second.text:
                gained += _CLOSE * weight * evaluation.closeness(first, second, ids)
        return gained

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


def _kinds(segments: Sequence[Segment]) -> Array | None:
    """For each passage what its score is multiplied by; None where it is 1 for all."""
    terms = [segment.having("kind", "term", "term").ids for segment in segments]
    if not any(map(len, terms)):
        return None
    kinds = [np.ones(segment.size, np.float32) for segment in segments]
    for each, ids in zip(kinds, terms, strict=True):
        each[ids] = _TERM
    return np.concatenate(kinds)
