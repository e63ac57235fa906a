# SPDX-License-Identifier: MIT
"""Finds the passages of a segment that answer a query."""

from collections.abc import Sequence

import numpy as np

from companion.document.words import key
from companion.search.arrays import Array
from companion.search.query import MAX_WORDS, And, Form, Leaf, Node, Not, Or, Range, Word, field_of, words_of
from companion.search.schema import PLAIN_FIELDS
from companion.search.segment import NOTHING, Found, Segment

_FEW = 2_000  # places that are sought one by one rather than in a table of all places


class SegmentMatcher:
    """Answers one query from one segment. What a leaf finds is worked out once."""

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        self._found: dict[tuple[Leaf, str], Found] = {}
        self._runs: dict[tuple[Word, str], list[range]] = {}

    def find(self, node: Node) -> Array:
        """The passages that match, in order."""
        if isinstance(node, Or):
            return np.flatnonzero(self._mask(*map(self.find, node.parts)))
        if isinstance(node, And):
            wanted = [self.find(part) for part in node.parts if not isinstance(part, Not)]
            ids, *others = sorted(wanted, key=len)
            for other in others:
                ids = ids[self._mask(other)[ids]]
            unwanted = [self.find(part.part) for part in node.parts if isinstance(part, Not)]
            return ids[~self._mask(*unwanted)[ids]] if unwanted else ids
        assert not isinstance(node, Not)  # the parser leaves none outside an And
        return self.found(node).ids

    def found(self, leaf: Leaf, field: str | None = None) -> Found:
        """The passages that hold a leaf in its field, or in another one, and how often."""
        field = field or field_of(leaf)
        if (leaf, field) not in self._found:
            self._found[leaf, field] = self._look_up(leaf, field)
        return self._found[leaf, field]

    def _look_up(self, leaf: Leaf, field: str) -> Found:
        if isinstance(leaf, Range):
            return self.segment.having(field, leaf.low, leaf.high)
        if field in PLAIN_FIELDS:
            return self.segment.having(field, words_of(leaf)[0].text, words_of(leaf)[0].text)
        words = words_of(leaf)
        stemmed = any(word.form in (Form.STEM, Form.TYPED) for word in words)
        languages = self.segment.languages if stemmed else self.segment.languages[:1]
        if len(languages) < 2:
            return self._in_language(words, field, "".join(languages))
        counts = np.zeros(self.segment.size, np.float32)
        for language in languages:
            found = self._in_language(words, field, language)
            members = self._mask(self.segment.having("language", language, language).ids)[found.ids]
            counts[found.ids[members]] = found.counts[members]
        ids = np.flatnonzero(counts)
        return Found(ids, counts[ids])

    def _in_language(self, words: Sequence[Word], field: str, language: str) -> Found:
        """The passages that hold the words one after another, taking all passages to be in the language."""
        runs = [self._runs_of(word, language) for word in words]
        if len(runs) == 1:
            return self.segment.found(field, runs[0])
        return self._phrase(runs, field) if all(runs) else NOTHING

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
            self._runs[word, language] = [run for run in runs if run]
        return self._runs[word, language]

    def _phrase(self, runs: Sequence[list[range]], field: str) -> Found:
        """The passages in which words of each list of runs stand one after another."""
        sizes = [self.segment.count_places(field, several) for several in runs]
        if not all(sizes):
            return NOTHING
        order = sorted(range(len(runs)), key=sizes.__getitem__)
        # Where the phrase would begin for each place of its rarest word.
        starts = np.concatenate([self.segment.places(field, run) for run in runs[order[0]]]).astype(np.int64)
        starts = starts[starts >= order[0]] - order[0]
        for offset in order[1:]:
            starts = starts[self._stand(runs[offset], starts + offset, field)]
        return self.segment.passages(field, np.sort(starts))

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
        table = np.zeros(int(self.segment.bounds(field)[-1]) + MAX_WORDS, bool)
        for run in runs:
            table[self.segment.places(field, run)] = True
        stand: Array = table[places]
        return stand

    def _mask(self, *several: Array) -> Array:
        """Which passages are in any of the lists."""
        mask = np.zeros(self.segment.size, bool)
        for ids in several:
            mask[ids] = True
        return mask
