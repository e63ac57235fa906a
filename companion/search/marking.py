# SPDX-License-Identifier: MIT
"""Finds the words and phrases of a query in a text."""

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TypeAlias

from companion.search.nodes import Form, Near, Node, Phrase, TextLeaf, Word, text_leaves, words_of
from companion.search.patterns import pattern
from companion.search.tokens import Tokens

_FEW = 3  # words that are sought one by one

Forms = Callable[[Word], Collection[str]]
_Standing: TypeAlias = tuple[range, ...]  # the places at which a word or phrase stands, one stretch after another


def matching_ranges(node: Node, tokens: Tokens, forms: Forms) -> tuple[tuple[int, int], ...]:
    """The half-open ranges of a text, in order and apart, where the query's words and phrases stand.

    `forms` gives the words of texts in this language for which a word of the query stands.
    """
    return _Marker(tokens, forms).ranges(node)


class _Marker:
    """Marks one text."""

    def __init__(self, tokens: Tokens, forms: Forms) -> None:
        self._tokens = tokens
        self._distinct = set(tokens.words)
        self._forms = forms

    def ranges(self, node: Node) -> tuple[tuple[int, int], ...]:
        """Where the words and phrases stand."""
        places = {part for leaf in text_leaves(node) for standing in self._standings(leaf) for part in standing}
        range_of = self._tokens.range_of
        return _apart(
            range_of(part.start) if len(part) == 1 else (range_of(part.start)[0], range_of(part.stop - 1)[1])
            for part in places
        )

    @cached_property
    def _joined(self) -> list[tuple[range, str]]:
        return self._tokens.joined

    def _standings(self, leaf: TextLeaf) -> list[_Standing]:
        words = self._tokens.words
        if isinstance(leaf, Near):
            left, right = self._standings(leaf.left), self._standings(leaf.right)
            near = ((one, other) for one in left for other in right if _between(one, other) <= leaf.distance)
            return [standing for pair in near for standing in pair]
        held = [_matching(word, self._distinct, self._forms) for word in words_of(leaf)]
        if isinstance(leaf, Phrase) and leaf.slop:
            loose = _loose(held, leaf.slop, words)
            return [tuple(range(place, place + 1) for place in places) for places in loose]
        if isinstance(leaf, Phrase):
            standings: list[_Standing] = [(places,) for places in _strict(held, words)]
            return standings + self._standings(leaf.joined) if leaf.joined is not None else standings
        standings = [(range(place, place + 1),) for place in _places(held[0], words)]
        if self._joined:
            written = _matching(leaf, {word for _, word in self._joined}, self._forms)
            standings += [(places,) for places, word in self._joined if word in written]
        return standings


def _between(one: _Standing, other: _Standing) -> int:
    """How many words stand between two that do not overlap; a great many between two that do."""
    first, second = sorted((one, other), key=lambda standing: standing[0].start)
    between = second[0].start - first[-1].stop
    return between if between >= 0 else sys.maxsize


def _places(held: Collection[str], words: Sequence[str]) -> list[int]:
    """The places, in order, where one of the collection stands."""
    if len(held) > _FEW:
        return [place for place, word in enumerate(words) if word in held]
    places: list[int] = []
    for word in held:
        place = -1
        for _ in range(words.count(word)):
            place = words.index(word, place + 1)
            places.append(place)
    return sorted(places)


def _strict(held: Sequence[Collection[str]], words: Sequence[str]) -> Iterator[range]:
    """The places where words of each of the collections stand one after another."""
    for first in _places(held[0], words):
        places = range(first, first + len(held))
        if places.stop <= len(words) and all(words[place] in one for place, one in zip(places, held, strict=True)):
            yield places


def _loose(held: Sequence[Collection[str]], slop: int, words: Sequence[str]) -> Iterator[list[int]]:
    """The places where they stand in this order with at most `slop` other words between them."""
    for first in _places(held[0], words):
        places = [first]
        for one in held[1:]:
            window = range(places[-1] + 1, min(first + len(held) + slop, len(words)))
            places += [place for place in window if words[place] in one][:1]
        if len(places) == len(held):
            yield places


def _matching(word: Word, words: set[str], forms: Forms) -> Collection[str]:
    """Those of the words of a text that a word of the query stands for."""
    if word.form is Form.EXACT:
        return words & {word.text}
    if word.form is Form.PATTERN:
        return {text for text in words if pattern(word.text).fullmatch(text)}
    begun = {text for text in words if text.startswith(word.text)} if word.form in (Form.PREFIX, Form.TYPED) else set()
    return begun if word.form is Form.PREFIX else begun.union(words.intersection(forms(word)))


def _apart(ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The ranges in order, those that overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)
