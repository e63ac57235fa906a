# SPDX-License-Identifier: MIT
"""Where sentences end, and how a long text is cut there."""

import re
from collections.abc import Iterator

# A full stop ends a sentence after a word of two letters or more ("U.S. forces" holds none) and before white
# space that no small letter follows; in scripts without spaces the full stop is enough. So is a line's end. The
# number of a note, which a word joiner precedes, belongs to the sentence that it stands in or behind.
_NOTES = r"(?:\u2060\d{1,4})*"
_END = re.compile(rf"(?<=[\w\u2060]\w)[.!?…؟۔।]+[\"'”’»)\]]*{_NOTES}\s++(?![a-z])|[。！？]+[”』」）]*{_NOTES}|\n+")
_SPACE = re.compile(r"\s+")


def sentence_ends(text: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Offsets just after each sentence and the white space behind it, from `start` to `end`."""
    last = len(text) if end is None else end
    for match in _END.finditer(text, start, last + 1):  # one more: what follows a sentence tells whether it is one
        if match.end() > last:
            return
        yield match.end()


def sentence_around(text: str, start: int, end: int, most: int) -> tuple[int, int]:
    """The range of the sentence around `start` to `end`, without white space at its ends.

    It reaches at most `most` code points before `end` and after its own beginning.
    """
    ends = [0, *sentence_ends(text), len(text)]
    first = max(max(each for each in ends if each <= start), end - most)
    last = min(min(each for each in ends if each >= end), first + most)
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last


def cut_long(text: str, least: int, most: int) -> Iterator[str]:
    """Cut `text` into pieces that together are the text, each of `least` to `most` code points.

    `most` is at least twice `least`. A piece ends where a sentence ends if one does in that range, else at
    white space, else anywhere. A text of at most `most` code points is one piece; an empty text is none.
    """
    start = 0
    while len(text) - start > most:
        window = start + least, min(start + most, len(text) - least)
        end = max(sentence_ends(text, *window), default=0)
        if not end:
            end = max((match.end() for match in _SPACE.finditer(text, *window)), default=window[1])
        yield text[start:end]
        start = end
    if start < len(text):
        yield text[start:]
