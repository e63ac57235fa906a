# SPDX-License-Identifier: MIT
"""Cuts the lines of a passage that show why it was found."""

import re
from collections.abc import Sequence

from companion.search.results import Snippet

SNIPPET_LENGTH = 240  # code points
CONTEXT_LENGTH = 90
_ELLIPSIS = "…"
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[^\W_a-zа-яё]|[\"'“‘«(\[])|\n+")
_SPACE = re.compile(r"\s")
_LAST_SPACE = re.compile(r"\s\S*\Z")
_WORD_START = re.compile(r"(?<!\S)\S")

Spans = Sequence[tuple[int, int]]


def cut_snippet(text: str, spans: Spans, length: int = SNIPPET_LENGTH) -> Snippet:
    """About `length` code points of `text` around the place where most of the spans stand close together.

    It begins with a sentence, or at a word so that the first hit stands within the first third, and ends with a
    sentence where one ends late enough; where it is cut inside a sentence stands an ellipsis.
    """
    whole = len(text.rstrip())
    if whole <= length:
        return _cut(text, spans, 0, whole)
    hit = spans[_densest(spans, length)] if spans else (0, 0)
    begin = _begin(text, hit[0], length // 3)
    return _cut(text, spans, begin, _end(text, begin, hit[1], length))


def cut_context(text: str, span: tuple[int, int], length: int = CONTEXT_LENGTH) -> Snippet:
    """The line of about `length` code points with `span` in its middle, cut at words."""
    room = max(0, length - (span[1] - span[0])) // 2
    begin = _word_start(text, max(0, span[0] - room), span[0])
    end = _word_end(text, span[1], span[1] + room)
    return _cut(text, [span], begin, end)


def _densest(spans: Spans, length: int) -> int:
    """The index of the span from which a window of two thirds of the length covers most spans."""
    best, most, last = 0, 0, 0
    for index, (start, _) in enumerate(spans):
        while last < len(spans) and spans[last][1] <= start + length * 2 // 3:
            last += 1
        if last - index > most:
            best, most = index, last - index
    return best


def _begin(text: str, hit: int, room: int) -> int:
    """Where to begin so that at most `room` code points stand before the hit: at a sentence if one is near."""
    if hit <= room:
        return 0
    starts = (end.end() for end in _SENTENCE_END.finditer(text, hit - room - 1, hit + 1))
    near = next((start for start in starts if hit - room <= start <= hit), None)
    return _word_start(text, hit - room + len(_ELLIPSIS), hit) if near is None else near


def _end(text: str, begin: int, hit_end: int, length: int) -> int:
    limit = max(begin + length, hit_end)
    if len(text.rstrip()) <= limit:
        return len(text.rstrip())
    sentences = [end.start() + len(end[0].rstrip()) for end in _SENTENCE_END.finditer(text, hit_end, limit + 1)]
    late = [end for end in sentences if begin + length // 2 <= end <= limit]
    return late[-1] if late else _word_end(text, hit_end, limit - len(_ELLIPSIS))


def _word_start(text: str, low: int, high: int) -> int:
    """The first start of a word from `low` on, or `high` where none comes before it."""
    found = _WORD_START.search(text, low, high)
    return found.start() if found else high


def _word_end(text: str, low: int, high: int) -> int:
    """The last end of a word up to `high`, or `low` where none comes after it."""
    if high < len(text) and not text[high].isspace():
        cut = _LAST_SPACE.search(text, low, high)
        high = cut.start() if cut else low
    return low + len(text[low:high].rstrip())


def _cut(text: str, spans: Spans, begin: int, end: int) -> Snippet:
    end = max(begin, end)
    whole_start = begin == 0 or text[:begin].rstrip(" \t\"'“‘«([")[-1:] in ("", ".", "!", "?", "…", "\n")
    before = "" if whole_start or not text[:begin].strip() else _ELLIPSIS
    whole_end = not text[end:].strip() or text[end - 1 : end] in '.!?"”’»)]'
    after = "" if whole_end else _ELLIPSIS
    shift = len(before) - begin
    line = _SPACE.sub(" ", text[begin:end])
    inside = tuple((start + shift, stop + shift) for start, stop in spans if begin <= start and stop <= end)
    return Snippet(before + line + after, inside)
