# SPDX-License-Identifier: MIT
"""The words of a text as the index counts them: position, folded form and place in the text."""

from bisect import bisect_right
from functools import cached_property, lru_cache
from itertools import accumulate, chain

from companion.document.words import WORD, fold

_REMEMBERED = 30_000  # pieces of text
_LONG = 40  # code points; a longer piece hardly comes again
_AROUND = '.,;:!?()[]"“”\n'  # part of no word that stands between them


class Tokens:
    """The folded words of a text, in order: `words[n]` stands at position n of the index.

    A word is taken apart piece by piece, a piece being what stands between two spaces: no word holds a space, and
    pieces come again and again. Where a word stands is worked out only when it is asked for.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._pieces = text.split(" ")
        self._words_of = [*map(_known.__getitem__, self._pieces)]
        self.words = [*chain.from_iterable(self._words_of)]

    @cached_property
    def ranges(self) -> list[tuple[int, int]]:
        """The half-open ranges of the text, in code points, that the words were made from."""
        return _ranges(self._text)

    def range_of(self, position: int) -> tuple[int, int]:
        """The half-open range of the text that one of the words was made from."""
        piece = bisect_right(self._ends, position)
        start = len(" ".join(self._pieces[:piece])) + (piece > 0)
        before = self._ends[piece - 1] if piece else 0
        first, last = _ranges_in(self._pieces[piece])[position - before]
        return start + first, start + last

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
    return [word for found in WORD.findall(text) if (word := fold(found))]


def _ranges(text: str) -> list[tuple[int, int]]:
    """The ranges of a text from which its words were made; what folds to nothing is no word."""
    return [match.span() for match in WORD.finditer(text) if fold(match[0])]


_ranges_in = lru_cache(maxsize=4_000)(_ranges)  # of pieces, which come again with the same query
