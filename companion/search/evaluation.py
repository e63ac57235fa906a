# SPDX-License-Identifier: MIT
"""Answers one query from all segments of the index."""

from collections import OrderedDict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from companion.search.arrays import Array
from companion.search.lexicon import Lexicon
from companion.search.matching import SegmentMatcher
from companion.search.nodes import And, Form, Leaf, Most, Node, Not, Or, Word
from companion.search.proximity import closeness
from companion.search.segment import NOTHING, Found, Segment

_FEW = 32  # this many times fewer passages are sought one by one in a longer list


class Remembered:
    """What was found, the latest and no more than `limit` bytes of it.

    While a query is typed its first words come again and again.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._found: OrderedDict[Hashable, Found] = OrderedDict()

    def get(self, key: Hashable) -> Found | None:
        """What was put under the key, if it is still there."""
        if key in self._found:
            self._found.move_to_end(key)
        return self._found.get(key)

    def put(self, key: Hashable, found: Found) -> None:
        """Keep something that is not there yet, and let go what was not asked for the longest."""
        self._found[key] = found
        self._size += found.size
        while self._size > self._limit:
            self._size -= self._found.popitem(last=False)[1].size


class Evaluation:
    """One query and what it finds. Passages are counted through, from those of the first segment to the last's."""

    def __init__(self, segments: Sequence[Segment], lexicon: Lexicon, remembered: Remembered) -> None:
        self._matchers = [SegmentMatcher(segment, lexicon) for segment in segments]
        self._remembered = remembered
        self.size = sum(segment.size for segment in segments)

    def find(self, node: Node) -> Array:
        """The passages that match, in order."""
        if isinstance(node, Or):
            return np.flatnonzero(self._mask(*map(self.find, node.parts)))
        if isinstance(node, Most):
            held = np.zeros(self.size, np.uint16)
            for part in node.parts:
                held[self.find(part)] += 1
            return np.flatnonzero(held >= node.least)
        if isinstance(node, And):
            wanted = [self.find(part) for part in node.parts if not isinstance(part, Not)]
            ids, *others = sorted(wanted, key=len)
            for other in others:
                ids = ids[_held(ids, other, self.size)]
            for part in node.parts:
                if isinstance(part, Not):
                    ids = ids[~_held(ids, self.find(part.part), self.size)]
            return ids
        assert not isinstance(node, Not)  # the parser leaves none outside an And
        return self.found(node).ids

    def by_segment(self, node: Node) -> Iterator[tuple[SegmentMatcher, Array]]:
        """For each segment the passages in it that match, counted from its own first one."""
        ids = self.find(node)
        base = 0
        for matcher in self._matchers:
            first, last = np.searchsorted(ids, [base, base + matcher.segment.size])
            yield matcher, ids[first:last] - base
            base += matcher.segment.size

    def found(self, leaf: Leaf, field: str | None = None) -> Found:
        """The passages that hold a leaf in its field, or in another one, and how often.

        What is looked for in no particular field is found in texts, notes and glossary entries alike.
        """
        key = (leaf, field)
        found = self._remembered.get(key)
        if found is None:
            found = self._look_up(leaf, field)
            self._remembered.put(key, found)
        return found

    def holds_exactly(self, word: Word, ids: Array) -> Array | None:
        """Which of the passages hold a word in the very form of the query; None where none does."""
        exact = replace(word, form=Form.EXACT)
        if all(matcher.runs(word) == matcher.runs(exact) for matcher in self._matchers):
            exact = word
        counts = self.counts(exact, None, ids)
        return None if counts is None else counts > 0

    def counts(self, leaf: Leaf, field: str | None, ids: Array) -> Array | None:
        """How often each of the passages holds a leaf in a field, or in its own; None where none does."""
        found = self.found(leaf, field)
        if found.ids is ids:
            return found.counts
        if not len(found.ids) or not len(ids):
            return None
        if len(ids) * _FEW < len(found.ids):
            at = np.minimum(np.searchsorted(found.ids, ids), len(found.ids) - 1)
            return np.where(found.ids[at] == ids, found.counts[at], np.float32(0))
        table = np.zeros(self.size, np.float32)
        table[found.ids] = found.counts
        counts: Array = table[ids]
        return counts

    def closeness(self, first: Word, second: Word, ids: Array) -> Array:
        """How close two words stand in each of the passages, which are in order (see `proximity.closeness`)."""
        parts: list[Array] = []
        base = 0
        for matcher in self._matchers:
            begin, end = np.searchsorted(ids, [base, base + matcher.segment.size])
            if begin < end:
                inside = ids[begin:end] - base
                parts.append(closeness(matcher.segment, matcher.runs(first), matcher.runs(second), inside))
            base += matcher.segment.size
        return np.concatenate(parts)

    def holders(self, word: Word) -> int:
        """How many passages hold a word in its field, or a few more where several forms of it stand in the same."""
        return min(self.size, sum(matcher.count(word) for matcher in self._matchers))

    def _look_up(self, leaf: Leaf, field: str | None) -> Found:
        base = 0
        parts: list[Found] = []
        for matcher in self._matchers:
            found = matcher.found(leaf, field)
            if len(found.ids):
                parts.append(Found(found.ids + base if base else found.ids, found.counts))
            base += matcher.segment.size
        if len(parts) < 2:
            return parts[0] if parts else NOTHING
        return Found(np.concatenate([part.ids for part in parts]), np.concatenate([part.counts for part in parts]))

    def _mask(self, *several: Array) -> Array:
        """Which passages are in any of the lists."""
        mask = np.zeros(self.size, bool)
        for ids in several:
            mask[ids] = True
        return mask


def _held(ids: Array, others: Array, size: int) -> Array:
    """Which of the passages are among the others; both are in order and below `size`."""
    if not len(others):
        return np.zeros(len(ids), bool)
    if len(ids) * _FEW < len(others):
        at = np.minimum(np.searchsorted(others, ids), len(others) - 1)
        found: Array = others[at] == ids
        return found
    mask = np.zeros(size, bool)
    mask[others] = True
    held: Array = mask[ids]
    return held
