# SPDX-License-Identifier: MIT
"""Finds the passages of a segment that a query matches, and the ranges of a text."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, reduce

import numpy as np

from companion.search.lexicon import Lexicon
from companion.search.query import And, Form, Leaf, Node, Not, Or, Phrase, Range, Word, text_leaves
from companion.search.segment import NONE, Ids, Places, Segment, ids_of
from companion.search.tokens import Token

_LAST = "\U0010ffff"


class Matcher:
    """What the words of queries stand for in this index."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._languages = lexicon.languages
        self._forms = lru_cache(maxsize=1_000)(lexicon.forms)

    def find(self, node: Node, segment: Segment) -> Ids:
        """The passages of the segment that match, in order."""
        if isinstance(node, Or):
            return _union(self.find(part, segment) for part in node.parts)
        if isinstance(node, And):
            wanted = [self.find(part, segment) for part in node.parts if not isinstance(part, Not)]
            found = reduce(lambda a, b: np.intersect1d(a, b, assume_unique=True), wanted)
            for part in node.parts:
                if isinstance(part, Not):
                    found = np.setdiff1d(found, self.find(part.part, segment), assume_unique=True)
            return found
        assert not isinstance(node, Not)  # the parser leaves none outside an And
        return np.unique(ids_of(self.places(node, segment)))

    def places(self, leaf: Leaf, segment: Segment, field: str | None = None) -> Places:
        """Where a leaf begins in its field, or in another one, in order."""
        if isinstance(leaf, Range):
            words = segment.words(leaf.field, leaf.low, leaf.high)
            return _union(segment.places(leaf.field, word) for word in words)
        if isinstance(leaf, Word):
            return self._word_places(leaf, segment, field or leaf.field)
        found = (self.places(word, segment, field) - offset for offset, word in enumerate(leaf.words))
        return reduce(lambda a, b: np.intersect1d(a, b, assume_unique=True), found)

    def ranges(self, node: Node, tokens: Sequence[Token], language: str) -> tuple[tuple[int, int], ...]:
        """The half-open ranges of a text, in order and apart, where the query's words and phrases stand."""
        found: list[tuple[int, int]] = []
        for leaf in text_leaves(node):
            tests = [self._test(word, language) for word in (leaf.words if isinstance(leaf, Phrase) else (leaf,))]
            found += (
                (tokens[first].start, tokens[first + len(tests) - 1].end)
                for first in range(len(tokens) - len(tests) + 1)
                if all(test(tokens[first + offset].word) for offset, test in enumerate(tests))
            )
        return _apart(found)

    def _word_places(self, word: Word, segment: Segment, field: str) -> Places:
        found: list[Places] = []
        if word.form is Form.EXACT:
            found.append(segment.places(field, word.text))
        if word.form in (Form.PREFIX, Form.TYPED):
            words = segment.words(field, word.text, word.text + _LAST)
            found += [segment.places(field, expansion) for expansion in words]
        if word.form in (Form.STEM, Form.TYPED):
            for language in self._languages:
                places = _union(segment.places(field, form) for form in self._forms(word.text, language))
                found.append(places if len(self._languages) == 1 else _in_language(places, language, segment))
        return _union(found)

    def _test(self, word: Word, language: str) -> Callable[[str], bool]:
        """Whether a word of a text in `language` is one that the query's word stands for."""
        forms = self._forms(word.text, language)
        if word.form is Form.EXACT:
            return word.text.__eq__
        if word.form is Form.PREFIX:
            return lambda text: text.startswith(word.text)
        if word.form is Form.TYPED:
            return lambda text: text.startswith(word.text) or text in forms
        return forms.__contains__


def _in_language(places: Places, language: str, segment: Segment) -> Places:
    """Those of the places that are in documents of the language."""
    members = ids_of(segment.places("language", language))
    return places[np.isin(ids_of(places), members)]


def _union(arrays: Iterable[Places]) -> Places:
    parts = [array for array in arrays if len(array)]
    if len(parts) < 2:
        return parts[0] if parts else NONE
    return np.unique(np.concatenate(parts))


def _apart(ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The ranges in order, those that overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)
