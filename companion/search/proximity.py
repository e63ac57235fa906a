# SPDX-License-Identifier: MIT
"""How close two words of a query stand to each other in passages."""

from collections.abc import Iterable, Sequence

import numpy as np

from companion.search.arrays import Array
from companion.search.segment import Segment

_MOST_PLACES = 400_000  # of a word in a segment; that of one that stands everywhere says nothing
_MOST_WORDS = 64  # that a word of a query may stand for


def closeness(segment: Segment, first: Iterable[range], second: Iterable[range], ids: Array) -> Array:
    """For each of the passages, which are in order, one by the fewest words from one of the first runs to one of the
    second (1 where they stand side by side, in either order), or 0 where they are not both in it."""
    close = np.zeros(len(ids), np.float32)
    bounds = segment.bounds("body")
    starts, ends = bounds[ids], bounds[ids + 1] - 1
    places, inside = _places(segment, first, starts, ends)
    others, other_inside = _places(segment, second, starts, ends)
    if len(places) and len(others):
        for side in (np.searchsorted(others, places), np.searchsorted(others, places, "right") - 1):
            at = np.clip(side, 0, len(others) - 1)
            apart = np.abs(others[at] - places)
            together = (other_inside[at] == inside) & (apart > 0)
            np.maximum.at(close, inside[together], (1 / apart[together]).astype(np.float32))
    return close


def _places(segment: Segment, runs: Iterable[range], starts: Array, ends: Array) -> tuple[Array, Array]:
    """The places of the words of the runs, in order, and for each which of the passages it lies in."""
    words = [word for run in runs for word in run[:_MOST_WORDS]]
    if len(words) > _MOST_WORDS or segment.count_places("body", [range(w, w + 1) for w in words]) > _MOST_PLACES:
        return np.empty(0, np.int64), np.empty(0, np.intp)
    found = [_places_of_word(segment.places("body", range(word, word + 1)), starts, ends) for word in words]
    return _in_order(found)


def _places_of_word(held: Array, starts: Array, ends: Array) -> tuple[Array, Array]:
    first = np.searchsorted(held, starts.astype(held.dtype))
    counts = np.searchsorted(held, ends.astype(held.dtype)) - first
    gathered = np.repeat(first - (np.cumsum(counts) - counts), counts) + np.arange(int(counts.sum()))
    return held[gathered].astype(np.int64), np.repeat(np.arange(len(starts)), counts)


def _in_order(found: Sequence[tuple[Array, Array]]) -> tuple[Array, Array]:
    if len(found) == 1:
        return found[0]
    if not found:
        return np.empty(0, np.int64), np.empty(0, np.intp)
    places = np.concatenate([places for places, _ in found])
    order = np.argsort(places)
    return places[order], np.concatenate([inside for _, inside in found])[order]
