# SPDX-License-Identifier: MIT
"""Make an anchor; find it again in a changed text.

An anchor is found by what it quotes, then by the words around it, and only last by its offset. Candidates are
weighed as the Hypothesis annotation client weighs them: quote 50, words before 20, words after 20, place 2.
What is compared are *letters*: the text folded to letters and digits, so that new line breaks, hyphens, quotation
marks and capitals change nothing. A wrong place is worse than none: where the evidence is thin the anchor is lost,
which means that it is kept and shown as lost.
"""

import unicodedata
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import nlargest, nsmallest
from itertools import islice, product, takewhile

from companion.document.bookmark import AnchorState
from companion.document.model import Anchor

CONTEXT = 32  # code points kept before and after a place
QUOTE_LIMIT = 4_000  # code points of a quote that are kept

_QUOTE, _PREFIX, _SUFFIX, _PLACE = 50, 20, 20, 2
_ENOUGH = 0.80  # the score from which a candidate is taken
_LIKELY = 0.45  # the score from which a place is worth a look
_TELLING = 32  # so many letters that stand in one place only need no known words around them
_NEAREST = 200  # occurrences that are weighed, the nearest to the old place
_SEED = 8  # a stretch that shares no run of so many letters with the anchor is no candidate
_BLOCK = 3  # a shorter run of equal letters says nothing of where a range begins or ends
_COMMON = 40  # a seed that stands in more places than this says nothing
_WINDOWS = 4  # stretches that are aligned letter by letter
_WORD = 12  # how far the edge of a word may be for a range to be widened to it


@dataclass(frozen=True, slots=True)
class Location:
    """Where an anchor stands in a text: the half-open range `start` to `end`, how surely, and the score (0 to 1).

    EXACT: where it stood. MOVED: elsewhere, in the same words. REWORDED: in other words. LOST: nowhere that is
    sure enough; the range is then the old one, cut to the text.
    """

    start: int
    end: int
    state: AnchorState
    score: float


def make_anchor(document: str, text: str, start: int, end: int) -> Anchor:
    """The place `start` to `end` of `text`; of a longer quote only the first QUOTE_LIMIT code points are kept.

    Raises ValueError where the range is not within the text.
    """
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"{start} to {end} is not a range of a text of {len(text)} code points")
    return Anchor(
        document,
        start,
        end,
        quote=text[start : min(end, start + QUOTE_LIMIT)],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
    )


def locate(anchor: Anchor, text: str) -> Location:
    """Find `anchor` in `text`, another edition of the text that it was made in."""
    return _Edition(text).locate(anchor)


def locate_all(anchors: Iterable[Anchor], text: str) -> list[Location]:
    """`locate` for many anchors of one document, whose new text is prepared only once."""
    edition = _Edition(text)
    return [edition.locate(anchor) for anchor in anchors]


def likely_place(anchor: Anchor, text: str) -> Location | None:
    """Where a lost anchor may have stood: what looks most like it in `text`, though not enough to be sure; or None."""
    return _Edition(text).likely(anchor)


def find_quote(quote: str, text: str) -> tuple[int, int] | None:
    """The first range of `text` that holds `quote`, or else its letters in order, whatever stands between them."""
    start = text.find(quote) if quote else -1
    if start >= 0:
        return start, start + len(quote)
    found = locate(Anchor("", 0, len(quote), quote=quote), text) if _letters(quote) else None
    return (found.start, found.end) if found is not None and found.state is AnchorState.MOVED else None


class _LetterTable(dict[int, str]):
    """A table for `str.translate`: a code point's letters and digits without case, accents or ligatures."""

    def __missing__(self, code: int) -> str:
        folded = unicodedata.normalize("NFKD", chr(code)).casefold()
        letters = self[code] = "".join(filter(str.isalnum, folded))
        return letters


_LETTERS = _LetterTable()


def _letters(text: str) -> str:
    return text.translate(_LETTERS)


class _Sought:
    """An anchor, its letters, and how it begins and ends."""

    def __init__(self, anchor: Anchor) -> None:
        self.anchor = anchor
        self.quote = _letters(anchor.quote)
        self.prefix = _letters(anchor.prefix)
        self.suffix = _letters(anchor.suffix)
        # What stands around the letters of the quote: a bracket, a full stop.
        self.opening = "".join(takewhile(_is_mark, anchor.quote))
        self.closing = "".join(takewhile(_is_mark, reversed(anchor.quote)))[::-1]
        self.begins_a_word = not _joined(anchor.prefix, anchor.quote + anchor.suffix)
        self.ends_a_word = not _joined(anchor.prefix + anchor.quote, anchor.suffix)


class _Edition:
    """A text in which anchors are looked for; what takes time is done once, and only when it is needed."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _folded(self) -> str:
        return _letters(self._text)

    @cached_property
    def _offsets(self) -> "array[int]":
        """For every letter of `_folded`, the offset in the text of what it comes from; at last the text's end."""
        offsets = array("I", (at for at, c in enumerate(self._text) for _ in _LETTERS[ord(c)]))
        offsets.append(len(self._text))
        return offsets

    def locate(self, anchor: Anchor) -> Location:
        if anchor.end - anchor.start > len(anchor.quote) > 0:
            return self._locate_long(anchor)
        sought = _Sought(anchor)
        same = self._weigh(sought, set(self._verbatim(sought)) or set(self._same_letters(sought)))
        if same and same[0].score >= _ENOUGH:
            return same[0]
        telling = self._telling(sought, same)
        if telling is not None:
            return telling
        other = self._weigh(sought, set(self._aligned(sought)))
        if other and other[0].score >= _ENOUGH:
            return replace(other[0], state=AnchorState.REWORDED)
        return self._lost(anchor)

    def likely(self, anchor: Anchor) -> Location | None:
        """The best candidate of all, if it is worth a look."""
        sought = _Sought(replace(anchor, end=anchor.start + len(anchor.quote)))
        ranges = {*self._verbatim(sought), *self._same_letters(sought), *self._aligned(sought)}
        best = self._weigh(sought, ranges)[:1]
        return best[0] if best and best[0].score >= _LIKELY else None

    def _telling(self, sought: _Sought, same: list[Location]) -> Location | None:
        """Where the anchor surely stands although the words around it are others.

        That is a quote in its old place, a long quote that stands once, and for a point what follows or precedes it.
        """
        if sought.quote:
            stays = same and same[0].state is AnchorState.EXACT
            return same[0] if stays or (len(same) == 1 and len(sought.quote) >= _TELLING) else None
        for words, shift in ((sought.anchor.suffix, 0), (sought.anchor.prefix, len(sought.anchor.prefix))):
            hits = list(islice(_occurrences(self._text, words), 2)) if len(_letters(words)) >= _TELLING // 2 else []
            if len(hits) == 1:
                return self._weigh(sought, [(hits[0] + shift, hits[0] + shift)])[0]
        return None

    def _locate_long(self, anchor: Anchor) -> Location:
        """A range of which the quote holds only the beginning: that is found first, then the end by what follows."""
        head = self.locate(replace(anchor, end=anchor.start + len(anchor.quote), suffix=""))
        if head.state is AnchorState.LOST:
            return self._lost(anchor)
        end = min(anchor.end + head.start - anchor.start, len(self._text))
        tail = self.locate(Anchor(anchor.document, end, end, suffix=anchor.suffix))
        if tail.state is AnchorState.EXACT:
            return replace(head, end=end)
        if tail.state is AnchorState.LOST or tail.end < head.end:
            tail = replace(tail, end=max(end, head.end))
        return replace(head, end=tail.end, state=AnchorState.REWORDED)

    def _lost(self, anchor: Anchor) -> Location:
        size = len(self._text)
        return Location(min(anchor.start, size), min(anchor.end, size), AnchorState.LOST, 0.0)

    # -- weighing -----------------------------------------------------------------------------------------------

    def _weigh(self, sought: _Sought, ranges: Iterable[tuple[int, int]]) -> list[Location]:
        """The ranges as locations in the same words, the best first."""
        anchor = sought.anchor
        found = []
        for start, end in ranges:
            stays = start == anchor.start and self._text[start:end] == anchor.quote
            state = AnchorState.EXACT if stays else AnchorState.MOVED
            found.append(Location(start, end, state, self._score(sought, start, end)))
        return sorted(found, key=lambda location: location.score, reverse=True)

    def _score(self, sought: _Sought, start: int, end: int) -> float:
        """How much the range looks like the anchor, 0 to 1; what the anchor does not have is not weighed."""
        from rapidfuzz.distance import Indel

        text, reach = self._text, 2 * CONTEXT
        weights: float = _PLACE
        total = _PLACE * (1 - min(1.0, abs(start - sought.anchor.start) / len(text)))
        if sought.quote:
            weights += _QUOTE
            total += _QUOTE * Indel.normalized_similarity(sought.quote, _letters(text[start:end]))
        if sought.prefix:
            weights += _PREFIX
            before = _letters(text[max(0, start - reach) : start])
            total += _PREFIX * _likeness(sought.prefix[::-1], before[::-1])
        if sought.suffix:
            weights += _SUFFIX
            total += _SUFFIX * _likeness(sought.suffix, _letters(text[end : end + reach]))
        return total / weights

    # -- candidates ---------------------------------------------------------------------------------------------

    def _verbatim(self, sought: _Sought) -> Iterator[tuple[int, int]]:
        """Ranges that hold the quote; for a point, those that follow the prefix or precede the suffix."""
        anchor = sought.anchor
        for before, after in ((anchor.prefix, anchor.suffix), (anchor.prefix, ""), ("", anchor.suffix), ("", "")):
            pattern = before + anchor.quote + after
            if pattern:
                hits = _nearest(self._text, pattern, anchor.start - len(before))
                starts = [hit + len(before) for hit in hits]
                yield from ((start, start + len(anchor.quote)) for start in starts if self._fits(sought, start))
                if hits and (before, after) == (anchor.prefix, anchor.suffix):
                    return

    def _fits(self, sought: _Sought, start: int) -> bool:
        """Whether a quote that stands at `start` begins and ends with a word where it should."""
        end = start + len(sought.anchor.quote)
        return not (
            (sought.begins_a_word and self._within_word(start)) or (sought.ends_a_word and self._within_word(end))
        )

    def _same_letters(self, sought: _Sought) -> Iterator[tuple[int, int]]:
        """Ranges that hold the quote's letters, whatever stands between them."""
        if len(sought.quote) >= _BLOCK:
            for hit in _nearest(self._folded, sought.quote, bisect_left(self._offsets, sought.anchor.start)):
                start, end = self._range(sought, hit, hit + len(sought.quote))
                if _letters(self._text[start:end]) == sought.quote:  # and not a part of other words
                    yield start, end

    def _aligned(self, sought: _Sought) -> Iterator[tuple[int, int]]:
        """Ranges to which the letters of the anchor and around it can be aligned."""
        from rapidfuzz.distance import Levenshtein

        pattern = sought.prefix + sought.quote + sought.suffix
        first, last = len(sought.prefix), len(sought.prefix) + len(sought.quote)
        for low, high in self._windows(pattern):
            blocks = [
                (op.src_start, op.src_end, low + op.dest_start - op.src_start)
                for op in Levenshtein.opcodes(pattern, self._folded[low:high])
                if op.tag == "equal" and op.src_end - op.src_start >= _BLOCK
            ]
            for start, end in product(_carry(blocks, first), _carry(blocks, last)):
                if (start < end if sought.quote else start == end) and 0 <= start <= end <= len(self._folded):
                    yield self._range(sought, start, end)

    def _windows(self, pattern: str) -> Iterator[tuple[int, int]]:
        """Stretches of the folded text that share rare runs of letters with the pattern, the best first."""
        width = max(CONTEXT, len(pattern) // 4)
        votes: defaultdict[int, float] = defaultdict(float)
        for at in range(0, len(pattern) - _SEED + 1, max(_SEED // 2, len(pattern) // 40)):
            hits = list(islice(_occurrences(self._folded, pattern[at : at + _SEED]), _COMMON + 1))
            if len(hits) <= _COMMON:
                for hit in hits:
                    drift = (hit - at) // width
                    votes[drift] += 1 / len(hits)
                    votes[drift + 1] += 1 / len(hits)
        for drift in nlargest(_WINDOWS, votes, key=votes.__getitem__):
            yield max(0, (drift - 1) * width), (drift + 2) * width + len(pattern)

    def _range(self, sought: _Sought, first: int, last: int) -> tuple[int, int]:
        """The range of the text from letter `first` to before letter `last`, widened to whole words and marks."""
        start = self._offsets[first]
        end = self._offsets[last - 1] + 1 if last > first else start
        if not sought.quote:
            return start, end
        if sought.begins_a_word:
            start = next((at for at in range(start, start - _WORD, -1) if not self._within_word(at)), start)
        if sought.ends_a_word:
            end = next((at for at in range(end, end + _WORD) if not self._within_word(at)), end)
        opens, closes = max(0, start - len(sought.opening)), end + len(sought.closing)
        return (
            opens if _same_marks(sought.opening, self._text[opens:start]) else start,
            closes if _same_marks(sought.closing, self._text[end:closes]) else end,
        )

    def _within_word(self, at: int) -> bool:
        return at > 0 and _joined(self._text[at - 1 : at], self._text[at : at + 1])


def _likeness(wanted: str, found: str) -> float:
    """How much the beginning of `found` looks like `wanted`, 0 to 1, whichever length of it fits best."""
    from rapidfuzz.distance import Indel

    lengths = range(max(1, len(wanted) - _SEED), len(wanted) + 2 * _SEED + 1, _SEED)
    return max(Indel.normalized_similarity(wanted, found[:length]) for length in lengths)


def _is_mark(character: str) -> bool:
    return not _LETTERS[ord(character)]


def _same_marks(one: str, other: str) -> bool:
    """Whether two strings without letters differ in nothing but the kind of marks (“ or «)."""
    return len(one) == len(other) and all(
        _is_mark(mark) and first.isspace() == mark.isspace() for first, mark in zip(one, other, strict=True)
    )


def _joined(before: str, after: str) -> bool:
    """Whether a word runs on from the end of `before` to the beginning of `after`."""
    return before[-1:].isalnum() and after[:1].isalnum()


def _occurrences(text: str, pattern: str) -> Iterator[int]:
    """Where `pattern` stands in `text`, without overlaps."""
    at = text.find(pattern)
    while at >= 0:
        yield at
        at = text.find(pattern, at + len(pattern))


def _nearest(text: str, pattern: str, place: int) -> list[int]:
    return nsmallest(_NEAREST, _occurrences(text, pattern), key=lambda hit: abs(hit - place))


def _carry(blocks: list[tuple[int, int, int]], at: int) -> set[int]:
    """Where letter `at` of a pattern falls, reckoned by the equal block before it and by the one after it.

    A block is the half-open range of the pattern that it covers and how far it has shifted.
    """
    before = [at + shift for start, _, shift in blocks if start < at]
    after = [at + shift for _, end, shift in blocks if end > at]
    return {*before[-1:], *after[:1]}
