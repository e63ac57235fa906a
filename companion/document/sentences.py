# SPDX-License-Identifier: MIT
"""Where sentences end, and how a long text is cut there."""

import re
from collections.abc import Iterator

# A full stop ends a sentence after a word of two letters or more ("U.S. forces" holds none) and before white
# space that no small letter follows; in scripts without spaces the full stop is enough. So is a line's end.
_END = re.compile(r"(?<=\w\w)[.!?…؟۔।]+[\"'”’»)\]]*\s++(?![a-z])|[。！？]+[”』」）]*|\n+")
_SPACE = re.compile(r"\s+")


def sentence_ends(text: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Offsets just after each sentence and the white space behind it, from `start` to `end`."""
    last = len(text) if end is None else end
    for match in _END.finditer(text, start):
        if match.end() > last:
            return
        yield match.end()


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
