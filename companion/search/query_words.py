# SPDX-License-Identifier: MIT
"""The words of a piece of a query: of what stands between two spaces, or between quotation marks."""

import re
from dataclasses import replace

from companion.document.words import is_unspaced
from companion.errors import QueryError
from companion.search.nodes import Form, Word
from companion.search.tokens import Tokens

_SIGNS = re.compile(r"[*?]+")
_SURROGATE = re.compile("[\ud800-\udfff]")  # half of a code point, which nothing can encode


def words_of_piece(text: str, like: Word) -> list[Word]:
    """The words of `text`, which stands in the query from `like.start` on, in the field and form of `like`.

    Those with signs for letters are beginnings or patterns instead. Raises QueryError for a * that follows no letter.
    """
    words: list[Word] = []
    for word, (start, end) in _tokens(_SURROGATE.sub(" ", text)):
        between = text[words[-1].end - like.start : start] if words else ""
        if _SIGNS.fullmatch(between):
            described = words[-1].text + between + word
            words[-1] = replace(words[-1], text=described, form=Form.PATTERN, end=like.start + end)
        else:
            form = Form.PREFIX if is_unspaced(word) and end - start == 1 else like.form
            words.append(replace(like, text=word, form=form, start=like.start + start, end=like.start + end))
    starts = [*(word.start - like.start for word in words), len(text)]
    ends = [0, *(word.end - like.start for word in words)]
    for before, (end, start) in enumerate(zip(ends, starts, strict=True), -1):
        rest = text[end:start]
        if before >= 0 and rest.startswith("*"):
            words[before] = _begun(words[before])
            rest = rest.lstrip("*")
        if "*" in rest:
            place = like.start + start - len(rest) + rest.index("*")
            raise QueryError("Write at least one letter before the *.", place)
    return words


def _tokens(text: str) -> list[tuple[str, tuple[int, int]]]:
    """The words of a text with their ranges, without what the pairs of an unspaced script say already.

    The text ends where it ends, but a text in the library may go on: so a last letter counts in its pair alone.
    """
    tokens = Tokens(text)
    found = [*zip(tokens.words, tokens.ranges, strict=True)]
    if len(found) > 1 and is_unspaced(found[-1][0]) and found[-2][1][1] == found[-1][1][1]:
        found.pop()
    return found


def _begun(word: Word) -> Word:
    """The word with a * after it."""
    if word.form is Form.PATTERN:
        return replace(word, text=word.text + "*")
    return replace(word, form=Form.PREFIX)
