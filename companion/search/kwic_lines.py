# SPDX-License-Identifier: MIT
"""Cuts the lines of a concordance out of the passages that hold its places."""

from collections.abc import Iterator, Sequence
from functools import cache

from companion.search.concordance import Place
from companion.search.kwic import KwicLine
from companion.search.source import Source, SourceDocument, SourcePassage
from companion.search.tokens import Tokens

_SIDE = 140  # code points to the left and to the right of a hit


def kwic_lines(places: Sequence[Place], source: Source) -> Iterator[KwicLine]:
    """The lines of the places, without those whose passage is not in the library any more."""
    passages = source.passages({place.number for place in places})
    documents = source.documents({passage.document for passage in passages.values()})
    tokens = cache(lambda number: Tokens(passages[number].text))
    for place in places:
        passage = passages.get(place.number)
        if passage is not None and passage.document in documents:
            known: Tokens = tokens(place.number)
            start, end = known.range_of(place.first)[0], known.range_of(place.last - 1)[1]
            yield _line(passage, documents[passage.document], start, end)


def _line(passage: SourcePassage, document: SourceDocument, start: int, end: int) -> KwicLine:
    text = passage.text
    left, right = text[max(0, start - _SIDE) : start], text[end : end + _SIDE]
    if start > _SIDE:  # a word that is cut through is left out
        left = left.partition(" ")[2]
    if end + _SIDE < len(text):
        right = right.rpartition(" ")[0]
    return KwicLine(
        document=document.id,
        title=document.title,
        section=passage.section,
        page=passage.page,
        start=passage.start + start,
        length=end - start,
        left=_spaced(left).lstrip(),
        hit=_spaced(text[start:end]),
        right=_spaced(right).rstrip(),
    )


def _spaced(text: str) -> str:
    """The text with every run of white space as one space."""
    words = " ".join(text.split())
    return f"{' ' if text[:1].isspace() else ''}{words}{' ' if words and text[-1:].isspace() else ''}"
