# SPDX-License-Identifier: MIT
"""Finds the words and phrases of a query in a text."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from companion.search.nodes import Form, Node, Phrase, Word, text_leaves, words_of
from companion.search.tokens import Tokens

Forms = Callable[[Word], Collection[str]]


def matching_ranges(node: Node, tokens: Tokens, forms: Forms) -> tuple[tuple[int, int], ...]:
    """The half-open ranges of a text, in order and apart, where the query's words and phrases stand.

    `forms` gives the words of texts in this language for which a word of the query stands.
    """
    distinct = set(tokens.words)
    found: list[tuple[int, int]] = []
    for leaf in text_leaves(node):
        held = [_matching(word, distinct, forms) for word in words_of(leaf)]
        if isinstance(leaf, Phrase) and leaf.slop:
            found += [tokens.range_of(place) for places in _loose(held, leaf.slop, tokens.words) for place in places]
        elif isinstance(leaf, Phrase):
            found += [_whole(tokens, places) for places in _strict(held, tokens.words)]
        else:
            found += [tokens.range_of(place) for place in _places(held[0], tokens.words)]
    return _apart(found)


def _whole(tokens: Tokens, places: range) -> tuple[int, int]:
    """The range of a text from the first of the places to the last."""
    return tokens.range_of(places[0])[0], tokens.range_of(places[-1])[1]


def _places(held: Collection[str], words: Sequence[str]) -> list[int]:
    """The places, in order, where one of the collection stands."""
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
