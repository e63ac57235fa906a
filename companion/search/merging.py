# SPDX-License-Identifier: MIT
"""Joins segments into one, leaving out deleted passages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from companion.search.arrays import Array
from companion.search.postings import GAP, Content, Postings, word_of_entry
from companion.search.schema import PLAIN_FIELDS, TEXT_FIELDS
from companion.search.segment import Segment
from companion.search.strings import StringTable


def merge(segments: Sequence[Segment]) -> Content:
    """The content of all the segments, their passages one after another."""
    moves: list[_Move] = []
    for segment in segments:
        alive = np.ones(segment.size, bool) if segment.live is None else segment.live
        base = int(moves[-1].ids[-1]) + 1 if moves else 0
        moves.append(_Move(segment, alive, base - 1 + np.cumsum(alive)))
    bounds = {field: _bounds(moves, field) for field in TEXT_FIELDS}
    words, ranks = _union([segment.words for segment in segments])
    joined = {field: _joined(moves, field, ranks, bounds[field]) for field in TEXT_FIELDS}
    used, texts = _without_gaps(joined)
    kept = [words[place] for place in used.tolist()]
    values: dict[str, list[bytes]] = {}
    plain: dict[str, Postings] = {}
    for field in PLAIN_FIELDS:
        listed, ranks = _union([segment.values(field) for segment in segments])
        used, only = _without_gaps({field: _joined(moves, field, ranks, None)})
        values[field] = [listed[place] for place in used.tolist()]
        plain |= only
    numbers = np.concatenate([move.segment.numbers[move.alive] for move in moves])
    return Content(kept, values, texts | plain, _stems(segments, kept), bounds, numbers)


@dataclass(frozen=True, slots=True)
class _Move:
    """Where the passages of a segment go: which are `alive`, and the new `ids` of those."""

    segment: Segment
    alive: Array
    ids: Array


def _union(tables: Sequence[StringTable]) -> tuple[list[bytes], list[Array]]:
    """All strings of the tables in order, and the places of each table's strings among them."""
    listed = [table.strings(0, len(table)) for table in tables]
    union = sorted(set().union(*listed))
    place = {string: place for place, string in enumerate(union)}
    return union, [np.array([place[string] for string in strings], np.uint32) for strings in listed]


def _bounds(moves: Sequence[_Move], field: str) -> Array:
    lengths = np.concatenate([move.segment.lengths(field)[move.alive] for move in moves])
    return np.append(0, np.cumsum(lengths + GAP))


def _joined(moves: Sequence[_Move], field: str, ranks: Sequence[Array], bounds: Array | None) -> Postings:
    """The live postings of all segments; `ranks` are the new places of each one's words."""
    parts = [_moved(move, field, rank, bounds) for move, rank in zip(moves, ranks, strict=True)]
    words = np.concatenate([part.words for part in parts])
    order = np.argsort(words, kind="stable")  # for one word the passages are in order already
    words = words[order]
    ids = np.concatenate([part.ids for part in parts])[order]
    counts = np.concatenate([part.counts for part in parts])
    places = None
    if bounds is not None:
        starts = (np.cumsum(counts, dtype=np.int64) - counts)[order]
        counts = counts[order]
        starts -= np.cumsum(counts, dtype=np.int64) - counts
        gathered = np.repeat(starts, counts)
        gathered += np.arange(len(gathered))
        places = np.concatenate([part.places for part in parts if part.places is not None])[gathered]
    else:
        counts = counts[order]
    return Postings(words, ids, counts, places)


def _moved(move: _Move, field: str, ranks: Array, bounds: Array | None) -> Postings:
    """The live postings of a segment, with the words, passages and places of the merged one.

    The numbers are as narrow as they can be: together they are most of what a merge needs of memory.
    """
    segment = move.segment
    first = segment.arrays[f"{field}.first"].astype(np.int64)
    ids, counts = segment.arrays[f"{field}.ids"], segment.arrays[f"{field}.counts"]
    kept = move.alive[ids]
    words = np.repeat(ranks, first[1:] - first[:-1])[kept]
    places = None
    if bounds is not None:
        width = np.min_scalar_type(int(bounds[-1]))
        # Differences may be negative: as they wrap around, the sums come out right.
        shift = (bounds[np.maximum(move.ids, 0)] - segment.bounds(field)[:-1]).astype(width)
        places = segment.arrays[f"{field}.places"].astype(width)
        places += np.repeat(shift[ids], counts)
        places = places[np.repeat(kept, counts)]
    return Postings(words, move.ids.astype(np.uint32)[ids[kept]], counts[kept], places)


def _without_gaps(postings: dict[str, Postings]) -> tuple[Array, dict[str, Postings]]:
    """The places of the words that are left, and the postings with those words counted from 0."""
    left = np.zeros(max(int(one.words.max(initial=0)) for one in postings.values()) + 1, bool)
    for one in postings.values():
        left[one.words] = True
    renumbered = (np.cumsum(left) - 1).astype(np.uint32)
    return np.flatnonzero(left), {field: replace(one, words=renumbered[one.words]) for field, one in postings.items()}


def _stems(segments: Sequence[Segment], words: Sequence[bytes]) -> list[bytes]:
    """The stems of the words that are left."""
    left = set(words)
    entries = {entry for segment in segments for entry in segment.stem_entries()}
    return sorted(entry for entry in entries if word_of_entry(entry) in left)
