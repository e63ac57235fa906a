# SPDX-License-Identifier: MIT
"""Finds the passages of a segment that answer a query."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from companion.document.words import key
from companion.search.arrays import Array
from companion.search.lexicon import Lexicon
from companion.search.nodes import (
    Form,
    Leaf,
    Near,
    Numbers,
    Phrase,
    Range,
    TextLeaf,
    Word,
    field_of,
    words_of,
)
from companion.search.patterns import beginning, pattern
from companion.search.postings import GAP
from companion.search.query import MAX_ANY_WORDS
from companion.search.schema import PLAIN_FIELDS
from companion.search.segment import NOTHING, Found, Segment

_Spans: TypeAlias = tuple[Array, Array]  # where words and phrases begin, and the last place of each, both in order

_TEXTS = ("body", "entry")  # of a passage, and of a note or glossary entry: each has one of them
_FEW = 2_000  # places that are sought one by one rather than in a table of all places


class SegmentMatcher:
    """Answers one query from one segment of those that `lexicon` is of. What a leaf finds is worked out once."""

    def __init__(self, segment: Segment, lexicon: Lexicon) -> None:
        self.segment = segment
        self._lexicon = lexicon
        self._found: dict[tuple[Leaf, str], Found] = {}
        self._runs: dict[tuple[Word, str], list[range]] = {}

    def found(self, leaf: Leaf, field: str | None = None) -> Found:
        """The passages that hold a leaf in its field, or in another one, and how often.

        What is looked for in no particular field is found in texts, notes and glossary entries alike.
        """
        if field is None and field_of(leaf) == "body" and self.segment.holds("entry"):
            return _side_by_side(self.found(leaf, "body"), self.found(leaf, "entry"))
        field = field or field_of(leaf)
        if (leaf, field) not in self._found:
            self._found[leaf, field] = self._look_up(leaf, field)
        return self._found[leaf, field]

    def runs(self, word: Word) -> list[range]:
        """The words of the segment that a word of the query stands for in passages of any language."""
        if len(self.segment.languages) == 1:
            return self._runs_of(word, self.segment.languages[0])
        several = (self._runs_of(word, language) for language in self.segment.languages)
        return [
            range(place, place + 1) for place in sorted({place for runs in several for run in runs for place in run})
        ]

    def count(self, word: Word) -> int:
        """How many passages hold a word in its field, each counted for every form of the word that it holds."""
        fields = _TEXTS if word.field == "body" else (word.field,)
        runs = [self._runs_of(word, language) for language in self.segment.languages]
        return max((sum(self.segment.count_postings(field, each) for field in fields) for each in runs), default=0)

    def occurrences(self, leaf: TextLeaf) -> _Spans:
        """Where a leaf stands in the row of the texts, in order, of a Near its left part: first places and last ones.

        Those in deleted passages are among them.
        """
        found = [self._occurrences(leaf, language) for language in self.segment.languages]
        starts = np.concatenate([starts for starts, _ in found])
        order = np.argsort(starts, kind="stable")
        return starts[order], np.concatenate([ends for _, ends in found])[order]

    def _occurrences(self, leaf: TextLeaf, language: str) -> _Spans:
        """Where a leaf stands in passages of a language."""
        runs = [self._runs_of(word, language) for word in words_of(leaf)]
        if not all(runs):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        starts, ends = self._spans(leaf, "body", language)
        kept = self.segment.spoken(language)[self.segment.passages_of("body", starts)]
        return starts[kept], ends[kept]

    def _look_up(self, leaf: Leaf, field: str) -> Found:
        if isinstance(leaf, Range):
            return self.segment.having(field, leaf.low, leaf.high)
        if isinstance(leaf, Numbers):
            return self.segment.numbered(leaf.low, leaf.high)
        if field in PLAIN_FIELDS:
            return self.segment.having(field, words_of(leaf)[0].text, words_of(leaf)[0].text)
        words = words_of(leaf)
        stemmed = any(word.form in (Form.STEM, Form.TYPED) for word in words)
        languages = self.segment.languages if stemmed else self.segment.languages[:1]
        if len(languages) < 2:
            return self._in_language(leaf, field, "".join(languages))
        found = [self._spoken(leaf, field, language) for language in languages]
        found = [one for one in found if len(one.ids)]
        if len(found) < 2:
            return found[0] if found else NOTHING
        counts = np.zeros(self.segment.size, np.float32)
        for one in found:
            counts[one.ids] = one.counts
        ids = np.flatnonzero(counts)
        return Found(ids, counts[ids])

    def _spoken(self, leaf: TextLeaf, field: str, language: str) -> Found:
        """The passages in a language that hold a leaf."""
        if isinstance(leaf, Word) and not self._runs_of(leaf, language):
            return NOTHING
        found = self._in_language(leaf, field, language)
        members = self.segment.spoken(language)[found.ids]
        return Found(found.ids[members], found.counts[members])

    def _in_language(self, leaf: TextLeaf, field: str, language: str) -> Found:
        """The passages that hold a leaf, taking all passages to be in the language."""
        if isinstance(leaf, Word):
            runs = self._runs_of(leaf, language)
            found = self.segment.found(field, runs)
            return self._together(found, self._joined(runs, field)) if field in _TEXTS else found
        if isinstance(leaf, Phrase) and leaf.joined is not None:
            apart = self._in_language(replace(leaf, joined=None), field, language)
            return self._together(apart, self._in_language(leaf.joined, field, language))
        if not all(self.segment.count_places(field, self._runs_of(word, language)) for word in words_of(leaf)):
            return NOTHING
        return self.segment.passages(field, self._spans(leaf, field, language)[0])

    def _joined(self, runs: Sequence[range], field: str) -> Found:
        """The passages of a kind that hold any of the words with hyphens."""
        found = self.segment.found("joined", runs)
        if not len(found.ids):
            return found
        bounds = self.segment.bounds(field)
        there = bounds[found.ids + 1] - bounds[found.ids] > GAP
        return Found(found.ids[there], found.counts[there])

    def _together(self, one: Found, other: Found) -> Found:
        """The passages that were found in either way, and how often in both."""
        if not len(one.ids) or not len(other.ids):
            return one if len(one.ids) else other
        counts = np.zeros(self.segment.size, np.float32)
        counts[one.ids] += one.counts
        counts[other.ids] += other.counts
        ids = np.flatnonzero(counts)
        return Found(ids, counts[ids])

    def _spans(self, leaf: TextLeaf, field: str, language: str) -> _Spans:
        """Where a leaf stands; of a Near its left part."""
        if isinstance(leaf, Near):
            left, right = (self._spans(side, field, language) for side in (leaf.left, leaf.right))
            return self._near(left, right, leaf.distance, field)
        runs = [self._runs_of(word, language) for word in words_of(leaf)]
        if isinstance(leaf, Phrase) and leaf.slop:
            return self._loose_phrase(runs, leaf.slop, field)
        starts = self._phrase(runs, field)
        return starts, starts + (len(runs) - 1)

    def _runs_of(self, word: Word, language: str) -> list[range]:
        """The words of the segment that a word of the query stands for."""
        if (word, language) not in self._runs:
            runs: list[range] = []
            if word.form is Form.EXACT:
                runs.append(self.segment.word(word.text))
            begun = range(0)
            if word.form in (Form.PREFIX, Form.TYPED):
                begun = self.segment.words_between(word.text, word.text)
                runs.append(begun)
            if word.form in (Form.STEM, Form.TYPED):
                forms = self.segment.forms(language, key(word.text, language))
                runs += [range(form, form + 1) for form in forms if form not in begun]
            if word.form is Form.FUZZY:
                runs += [self.segment.word(near) for near in self._lexicon.near(word.text, word.distance)]
            if word.form is Form.PATTERN:
                runs += self._described(word.text)
            self._runs[word, language] = [run for run in runs if run]
        return self._runs[word, language]

    def _described(self, text: str) -> list[range]:
        """The runs of words that a pattern describes."""
        run = self.segment.words_between(beginning(text), beginning(text))
        matches = pattern(text).fullmatch
        places = (place for place, word in zip(run, self.segment.texts(run), strict=True) if matches(word))
        return _runs(places)

    def _phrase(self, runs: Sequence[list[range]], field: str) -> Array:
        """Where words of each list of runs begin to stand one after another."""
        order = sorted(range(len(runs)), key=lambda offset: self.segment.count_places(field, runs[offset]))
        # Where the phrase would begin for each place of its rarest word.
        places = self._places(runs[order[0]], field)
        starts = places[places >= order[0]] - order[0]
        for offset in order[1:]:
            starts = starts[self._stand(runs[offset], starts + offset, field)]
        return starts

    def _loose_phrase(self, runs: Sequence[list[range]], slop: int, field: str) -> _Spans:
        """Where they stand in this order with at most `slop` other words between them."""
        starts = ends = self._places(runs[0], field)
        for several in runs[1:]:
            places = self._places(several, field)
            following = np.searchsorted(places, ends, "right")
            starts = starts[following < len(places)]
            ends = places[following[following < len(places)]]
        bounds = self.segment.bounds(field)
        passage = np.searchsorted(bounds, starts, "right")
        near = (ends - starts < len(runs) + slop) & (ends < bounds[np.minimum(passage, len(bounds) - 1)])
        return starts[near], ends[near]

    def _near(self, left: _Spans, right: _Spans, distance: int, field: str) -> _Spans:
        """Those of the left that have one of the right near them, before or after."""
        starts, ends = left
        firsts, lasts = right
        near = np.zeros(len(starts), bool)
        if len(firsts):
            bounds = self.segment.bounds(field)
            after = np.searchsorted(firsts, ends, "right")
            first = firsts[np.minimum(after, len(firsts) - 1)]
            near |= (after < len(firsts)) & (first - ends - 1 <= distance) & _same_passage(bounds, ends, first)
            before = np.searchsorted(lasts, starts, "left") - 1
            last = lasts[np.maximum(before, 0)]
            near |= (before >= 0) & (starts - last - 1 <= distance) & _same_passage(bounds, last, starts)
        return starts[near], ends[near]

    def _places(self, runs: Sequence[range], field: str) -> Array:
        """Where the words of the runs stand, in order."""
        places: Array = np.concatenate([self.segment.places(field, run) for run in runs]).astype(np.int64)
        if len(runs) > 1 or len(runs[0]) > 1:
            places.sort()
        return places

    def _stand(self, runs: Sequence[range], places: Array, field: str) -> Array:
        """At which of the places a word of the runs stands."""
        if len(places) < _FEW and all(len(run) == 1 for run in runs):
            there = np.zeros(len(places), bool)
            for run in runs:
                held = self.segment.places(field, run)
                if len(held):
                    at = np.minimum(np.searchsorted(held, places.astype(held.dtype)), len(held) - 1)
                    there |= held[at] == places
            return there
        table = np.zeros(int(self.segment.bounds(field)[-1]) + MAX_ANY_WORDS, bool)
        for run in runs:
            table[self.segment.places(field, run).astype(np.intp)] = True
        stand: Array = table[places]
        return stand

    def _mask(self, *several: Array) -> Array:
        """Which passages are in any of the lists."""
        mask = np.zeros(self.segment.size, bool)
        for ids in several:
            mask[ids] = True
        return mask


def _side_by_side(many: Found, few: Found) -> Found:
    """The passages of both, of which none is among the others."""
    if not len(many.ids) or not len(few.ids):
        return many if len(many.ids) else few
    at = np.searchsorted(many.ids, few.ids)
    return Found(np.insert(many.ids, at, few.ids), np.insert(many.counts, at, few.counts))


def _same_passage(bounds: Array, places: Array, others: Array) -> Array:
    """Whether the first place lies in the same passage as the second, place by place."""
    same: Array = np.searchsorted(bounds, places, "right") == np.searchsorted(bounds, others, "right")
    return same


def _runs(places: Iterable[int]) -> list[range]:
    """Places that are in order, as runs."""
    runs: list[range] = []
    for place in places:
        if runs and runs[-1].stop == place:
            runs[-1] = range(runs[-1].start, place + 1)
        else:
            runs.append(range(place, place + 1))
    return runs
