# SPDX-License-Identifier: MIT
"""Did you mean: the query with unknown words replaced by the nearest words of the library, or two words made one."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from companion.search.lexicon import Lexicon
from companion.search.nodes import Form, Node, Word, text_leaves, words_of

_SHORT = 5  # letters; a shorter word may differ by one letter only, a longer one by two


def suggest(query: str, node: Node, lexicon: Lexicon, known: Callable[[Word], bool]) -> str | None:
    """`query` with each word that is not `known` replaced, or None where all are known or one has no near word.

    Two words that the library writes as one are made one first ("co operation").

    `node` is the parsed query.
    """
    words = [word for leaf in text_leaves(node) for word in words_of(leaf)]
    for first, second in pairwise(words):
        joined = replace(second, text=first.text + second.text, form=Form.STEM)  # whole, even where it is still typed
        if query[first.end : second.start].isspace() and known(joined):
            return query[: first.start] + joined.text + query[second.end :]
    unknown = [word for word in words if not word.text.isdigit() and not known(word)]
    corrected = query
    for word in sorted(unknown, key=lambda word: -word.start):
        better = None if word.form is Form.PATTERN else _nearest(word.text, lexicon)
        if better is None:
            return None
        corrected = corrected[: word.start] + better + corrected[word.end :]
    return corrected if unknown else None


def _nearest(word: str, lexicon: Lexicon) -> str | None:
    """The word that differs by the fewest letters, of several the one that most passages hold."""
    for distance in (1,) if len(word) < _SHORT else (1, 2):
        if near := [other for other in sorted(lexicon.near(word, distance)) if lexicon.passages(other)]:
            return max(near, key=lexicon.passages)
    return None
