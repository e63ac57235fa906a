# SPDX-License-Identifier: MIT
"""Joins segments into one, leaving out deleted passages."""

from collections.abc import Sequence
from itertools import chain

import numpy as np

from companion.search.arrays import Array
from companion.search.postings import GAP, Content, Postings, join_postings, with_used_terms
from companion.search.schema import FIELD_CODES, FIRST_CODE, TEXT_FIELDS
from companion.search.segment import Segment


def merge(segments: Sequence[Segment]) -> Content:
    """The content of all the segments, their passages one after another."""
    listed = [segment.terms.strings(0, len(segment.terms)) for segment in segments]
    union = sorted({*chain.from_iterable(listed)})
    rank = {term: place for place, term in enumerate(union)}
    bounds = {field: _joined_bounds(segments, field) for field in TEXT_FIELDS}
    parts: list[Postings] = []
    base = 0
    for segment, terms in zip(segments, listed, strict=True):
        new_terms = np.array([rank[term] for term in terms], np.int64)
        fields = np.array([term[0] for term in terms], np.int64) - FIRST_CODE
        parts.append(_moved(segment, fields, new_terms, base, bounds))
        base += segment.live_count
    used, postings = with_used_terms(_in_order(join_postings(parts)))
    terms = [union[place] for place in used.tolist()]
    numbers = np.concatenate([segment.numbers[_alive(segment)] for segment in segments])
    return Content(terms, postings, _joined_stems(segments, terms), bounds, numbers)


def _moved(segment: Segment, fields: Array, new_terms: Array, base: int, bounds: dict[str, Array]) -> Postings:
    """The live postings of a segment with the terms, passages and places of the merged one.

    `fields` and `new_terms` give, for each term, its field's place in FIELD_CODES and its place among all terms.
    """
    alive = _alive(segment)
    new_ids = np.where(alive, base + np.cumsum(alive) - 1, 0)
    shift = np.zeros((len(FIELD_CODES), segment.size), np.int64)  # of the places in each field, for each passage
    for row, field in enumerate(TEXT_FIELDS):
        shift[row] = bounds[field][new_ids] - segment.bounds(field)[:-1]
    first_posting: Array = np.array(segment.first_posting, np.int64)
    term = np.repeat(np.arange(len(new_terms)), first_posting[1:] - first_posting[:-1])
    ids = segment.arrays["ids"].astype(np.intp)
    counts = segment.arrays["counts"].astype(np.int64)
    placed = np.where(fields[term] < len(TEXT_FIELDS), counts, 0)
    places = segment.arrays["places"] + np.repeat(shift[fields[term], ids], placed)
    kept = alive[ids]
    return Postings(
        new_terms[term][kept], new_ids[ids][kept], counts[kept], placed[kept], places[np.repeat(kept, placed)]
    )


def _in_order(postings: Postings) -> Postings:
    """The postings sorted by term. Within a term they are in order already, segment after segment."""
    order = np.argsort(postings.term, kind="stable")
    placed = postings.placed[order]
    starts = np.cumsum(postings.placed) - postings.placed
    places = np.repeat(starts[order] - (np.cumsum(placed) - placed), placed) + np.arange(int(placed.sum()))
    return Postings(postings.term[order], postings.ids[order], postings.counts[order], placed, postings.places[places])


def _joined_bounds(segments: Sequence[Segment], field: str) -> Array:
    lengths = np.concatenate([segment.lengths(field)[_alive(segment)] for segment in segments])
    return np.append(0, np.cumsum(lengths + GAP))


def _joined_stems(segments: Sequence[Segment], terms: Sequence[bytes]) -> list[bytes]:
    """The stems of the words that are left."""
    words = {term[1:] for term in terms if term[0] - FIRST_CODE < len(TEXT_FIELDS)}
    entries = {entry for segment in segments for entry in segment.stem_entries()}
    return sorted(entry for entry in entries if entry.rpartition(b"\0")[2] in words)


def _alive(segment: Segment) -> Array:
    return np.ones(segment.size, bool) if segment.live is None else segment.live
