# SPDX-License-Identifier: MIT
"""Writing that runs to the left, put from the order in which it stands on a page into the order in which it is read.

That is the Unicode Bidirectional Algorithm (UAX 9) backwards, for a line without explicit marks, which pages lack.
Brackets are left alone: PDFium has turned them.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

_LEFTWARD = frozenset({"R", "AL"})
_DIGITS = frozenset({"EN", "AN"})
_WITHIN_NUMBERS = frozenset({"ES", "CS"})


def runs_left(text: str) -> bool:
    """Whether any of the text is of a script that is written to the left."""
    return not text.isascii() and any(unicodedata.bidirectional(character) in _LEFTWARD for character in text)


def is_leftward(text: str) -> bool:
    """Whether most letters of a text are of such a script, so that its paragraphs begin on the right."""
    if text.isascii():
        return False
    kinds = Counter(map(unicodedata.bidirectional, text))
    return sum(kinds[kind] for kind in _LEFTWARD) > kinds["L"]


def reading_order(characters: Sequence[str], *, leftward: bool) -> list[int]:
    """The numbers of characters that stand from left to right, as they are read; `leftward` is the paragraph's."""
    kinds = [unicodedata.bidirectional(each[:1]) for each in characters]
    parts: list[list[int]] = []
    for turned, group in groupby(enumerate(_turned(kinds, leftward=leftward)), lambda each: each[1]):
        numbers = [number for number, _ in group]
        parts.append(list(_backwards(kinds, numbers[0], numbers[-1] + 1)) if turned else numbers)
    if leftward:
        parts.reverse()
    return [number for part in parts for number in part]


def _turned(kinds: list[str], *, leftward: bool) -> list[bool]:
    """For each character, whether it is part of writing that runs to the left."""
    turned = [leftward] * len(kinds)
    own = frozenset({"L"}) if leftward else _LEFTWARD | {"AN"}
    against = _LEFTWARD if leftward else frozenset({"L"})
    start = 0
    while start < len(kinds):
        last = number = start
        while kinds[start] in own and number < len(kinds) and kinds[number] not in against:
            last = number if kinds[number] in own else last
            number += 1
        if number > start:
            turned[start : last + 1] = [not leftward] * (last + 1 - start)
        start = max(number, start + 1)
    return turned


def _backwards(kinds: list[str], start: int, end: int) -> Iterator[int]:
    """The stretch from its right end, but each number in it from its left."""
    while end > start:
        first = end - 1
        while kinds[first] in _DIGITS and first > start:
            within = kinds[first - 1] in _WITHIN_NUMBERS and first - 1 > start and kinds[first - 2] in _DIGITS
            if kinds[first - 1] not in _DIGITS and not within:
                break
            first -= 2 if within else 1
        yield from range(first, end)
        end = first
