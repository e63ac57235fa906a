# SPDX-License-Identifier: MIT
"""The words of a language that say nothing alone: articles, prepositions, pronouns, auxiliaries."""

from functools import cache

from companion.document.words import fold


@cache
def function_words(language: str) -> frozenset[str]:
    """The folded function words of a language (two letters); none where they are not known.

    They are those of the Snowball project (Porter 2001), as Whoosh has them.
    """
    from whoosh.lang.stopwords import stoplists  # late: it is long, and wanted now and then

    words = frozenset(fold(word) for word in stoplists.get(language, ()))
    return words | _MORE if language == "en" else words


_MORE = frozenset((
    "also", "although", "among", "another", "around", "because", "can", "cannot", "could", "either", "every", "has",
    "however", "if", "may", "might", "must", "nor", "per", "shall", "since", "therefore", "though", "thus", "till",
    "until", "upon", "us", "via", "whether", "whose", "within", "without", "would", "yet",
))  # fmt: skip
