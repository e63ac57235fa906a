# SPDX-License-Identifier: MIT
"""Finds the words and phrases of a query in a text."""

from collections.abc import Callable, Collection, Iterable

from companion.search.query import Form, Node, Word, text_leaves, words_of
from companion.search.tokens import Tokens

Forms = Callable[[Word], Collection[str]]


def matching_ranges(node: Node, tokens: Tokens, forms: Forms) -> tuple[tuple[int, int], ...]:
    """The half-open ranges of a text, in order and apart, where the query's words and phrases stand.

    `forms` gives the words of texts in this language that share a word's stem.
    """
    words, distinct = tokens.words, set(tokens.words)
    found: list[tuple[int, int]] = []
    for leaf in text_leaves(node):
        first, *others = [_matching(word, distinct, forms) for word in words_of(leaf)]
        places = [place for place, word in enumerate(words) if word in first]
        for offset, held in enumerate(others, 1):
            places = [place for place in places if place + offset < len(words) and words[place + offset] in held]
        found += [(tokens.ranges[place][0], tokens.ranges[place + len(others)][1]) for place in places]
    return _apart(found)


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
