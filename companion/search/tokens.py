# SPDX-License-Identifier: MIT
"""The words of a text as the index counts them: position, folded form and place in the text."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, chain, pairwise

from companion.document.words import WORD, fold, is_unspaced

_REMEMBERED = 30_000  # pieces of text
_LONG = 40  # code points; a longer piece hardly comes again
_AROUND = '.,;:!?()[]"“”\n'  # part of no word that stands between them
_MOST_JOINED = 3  # parts of a word with hyphens that is also found without them
_HYPHENS = "-\u2010\u2011"
_HYPHENATED = re.compile(r"\w+(?:[-\u2010\u2011]\w+)+")


class Tokens:
    """The folded words of a text, in order: `words[n]` stands at position n of the index.

    A word is taken apart piece by piece, a piece being what stands between two spaces: no word holds a space, and
    pieces come again and again. Where a word stands is worked out only when it is asked for.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._pieces = text.replace("\n", " ").replace("\t", " ").split(" ")
        self._words_of = [*map(_known.__getitem__, self._pieces)]
        self.words = [*chain.from_iterable(self._words_of)]

    @cached_property
    def ranges(self) -> list[tuple[int, int]]:
        """The half-open ranges of the text, in code points, that the words were made from."""
        return _ranges(self._text)

    def range_of(self, position: int) -> tuple[int, int]:
        """The half-open range of the text that one of the words was made from."""
        piece = bisect_right(self._ends, position)
        start = self._letters[piece - 1] + piece if piece else 0
        before = self._ends[piece - 1] if piece else 0
        first, last = _ranges_in(self._pieces[piece])[position - before]
        return start + first, start + last

    @property
    def joined(self) -> list[tuple[range, str]]:
        """Words that are written with hyphens, without them, and the positions over which they stand."""
        found: list[tuple[range, str]] = []
        for place in _with_hyphens(self._text, self._pieces):
            first = self._ends[place] - len(self._words_of[place])
            joined = _joined_in(self._pieces[place])
            found += [(range(first + at.start, first + at.stop), word) for at, word in joined]
        return found

    @cached_property
    def _letters(self) -> list[int]:
        """How many code points each piece has together with those before it, the spaces aside."""
        return [*accumulate(map(len, self._pieces))]

    @cached_property
    def _ends(self) -> list[int]:
        """For each piece the position after its last word."""
        return [*accumulate(map(len, self._words_of))]


class _Pieces(dict[str, tuple[str, ...]]):
    """The folded words of pieces of text."""

    def __missing__(self, piece: str) -> tuple[str, ...]:
        inside = piece.strip(_AROUND)
        if inside.isalpha() and inside.isascii():  # one word in any language: no need to look for words in it
            words: tuple[str, ...] = (fold(inside),)
        else:
            words = tuple(folded_words(piece))
        if len(piece) <= _LONG:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[piece] = words
        return words


_known = _Pieces()


def folded_words(text: str) -> list[str]:
    """The words of `Tokens(text)` alone."""
    if text.isascii():
        return [word for found in WORD.findall(text) if (word := fold(found))]
    return [word for word, _, _ in _cut(text)]


def joined_words(text: str) -> list[str]:
    """Words of a text that are written with hyphens, without them: cooperation where it says co-operation."""
    return [word for piece in hyphenated(text) for _, word in _joined_in(piece)]


def hyphenated(text: str) -> list[str]:
    """What stands between two spaces and has a hyphen in it."""
    pieces = text.split()
    return [pieces[place] for place in _with_hyphens(text, pieces)]


def _with_hyphens(text: str, pieces: Sequence[str]) -> list[int]:
    """Which of the pieces of a text have a hyphen in them."""
    hyphens = [hyphen for hyphen in _HYPHENS if hyphen in text]
    if not hyphens:
        return []
    if len(hyphens) == 1:
        (hyphen,) = hyphens
        return [place for place, piece in enumerate(pieces) if hyphen in piece]
    return [place for place, piece in enumerate(pieces) if any(hyphen in piece for hyphen in hyphens)]


@lru_cache(maxsize=4_000)
def _joined_in(piece: str) -> tuple[tuple[range, str], ...]:
    """`Tokens(piece).joined`."""
    found: list[tuple[range, str]] = []
    words = _cut(piece)
    for match in _HYPHENATED.finditer(piece):
        inside = [at for at, (_, start, end) in enumerate(words) if match.start() <= start and end <= match.end()]
        if 2 <= len(inside) <= _MOST_JOINED:
            found.append((range(inside[0], inside[-1] + 1), "".join(words[at][0] for at in inside)))
    return tuple(found)


def _ranges(piece: str) -> list[tuple[int, int]]:
    """The ranges of a piece from which its words were made."""
    return [(start, end) for _, start, end in _cut(piece)]


_ranges_in = lru_cache(maxsize=8_000)(_ranges)  # of pieces, which come again with the same query


def _cut(text: str) -> list[tuple[str, int, int]]:
    """The folded words of a text and their ranges; what folds to nothing is no word.

    A letter of a script without spaces is taken together with the one after it, so that each pair of neighbours is a
    word (and the last letter of a stretch a word of its own, so that every letter begins one).
    """
    words = [(word, *match.span()) for match in WORD.finditer(text) if (word := fold(match[0]))]
    if text.isascii():
        return words
    alone = [is_unspaced(word) for word, _, _ in words]
    for at, ((word, start, end), (after, next_start, next_end)) in enumerate(pairwise(tuple(words))):
        if alone[at] and alone[at + 1] and end == next_start:
            words[at] = word + after, start, next_end
    return words
