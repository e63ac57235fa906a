# SPDX-License-Identifier: MIT
"""Puts one term's uses in all documents side by side."""

from companion.glossary.comparison import Comparison, Use
from companion.library.library import Library


def compare(library: Library, term: str) -> Comparison:
    """How the documents define and use the term of this name: those that define it first, then by title."""
    definitions = library.definitions.of_term(term)
    defining = tuple(dict.fromkeys(each.document for each in definitions))
    uses = []
    for spread in library.mentions.spread(term, defining):
        own = tuple(each for each in definitions if each.document == spread.document)
        first = library.mentions.places(term, spread.document, limit=1)
        use = Use(spread.document, spread.title, spread.date, len(spread.spans), own)
        if first:
            place = first[0]
            use = Use(
                spread.document, spread.title, spread.date, len(spread.spans), own, place.sentence, place.page,
                place.start, place.length,
            )  # fmt: skip
        uses.append(use)
    uses.sort(key=lambda use: (not use.definitions, use.title.casefold()))
    return Comparison(term, tuple(uses))
