# SPDX-License-Identifier: MIT
"""Finds the words by which a passage can be known, so that the index can look for others like it.

The words that weigh most by frequency in the passage and rarity in the library (tf-idf: Salton and Buckley 1988) become
a query of which any word is enough, and its answers are ranked as those of every query, by BM25F (Robertson, Zaragoza
and Taylor 2004).
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable

from companion.document.words import key
from companion.search.function_words import function_words
from companion.search.nodes import Form, Node, Or, Word
from companion.search.tokens import folded_words

_MOST = 30  # words of the query
_LONGEST = 20_000  # code points of a passage that are looked at
_COMMON = 0.25  # a word that more than this share of the passages hold says little of any


def telling_words(text: str, language: str, holders: Callable[[Word], int], passages: int) -> list[Word]:
    """The words of a text by which it differs most from others, the most telling first; each stands for its stem.

    `holders` says how many of the `passages` of the library hold a word. What only one holds finds no other.
    """
    ignored = function_words(language)
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    for word in folded_words(text[:_LONGEST]):
        if word not in ignored and len(word) > 1 and not word.isdigit():
            stem = key(word, language)
            counts[stem] += 1
            first.setdefault(stem, word)
    most = max(passages * _COMMON, 8)
    weights: dict[Word, float] = {}
    for stem, number in counts.items():
        leaf = Word(first[stem], Form.STEM)
        held = holders(leaf)
        if 1 < held <= most:
            weights[leaf] = (1 + math.log(number)) * math.log(passages / held + 1)
    return sorted(weights, key=lambda word: -weights[word])[:_MOST]


def any_word(words: list[Word]) -> Node:
    """The query of which any word is enough."""
    return words[0] if len(words) == 1 else Or(tuple(words))


def shared_words(words: Iterable[Word], text: str, spans: Iterable[tuple[int, int]], language: str) -> tuple[str, ...]:
    """Those of the words that stand in some form at the spans of a text, in their order."""
    held = {key(text[start:end], language) for start, end in spans}
    return tuple(word.text for word in words if key(word.text, language) in held)
