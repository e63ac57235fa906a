# SPDX-License-Identifier: MIT
"""How the lines of a plain text were broken, and how they are put together again."""

import re
from dataclasses import dataclass
from itertools import pairwise

_LONG = 120  # code points; nobody breaks lines there, so a longer line is a paragraph or a part of one
_PROSE = 0.5  # the share of lines that begin small, from which on they are lines of prose, not verses or a list
# A word is looked for where it begins, lest a very long one be tried from each of its letters.
_SPLIT_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]++-[^\S\n]*+\n\s*+[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_PART = re.compile(r"(?<![^\W\d_])([^\W\d_]++)-$")
_FIRST_PART = re.compile(r"[^\W\d_]+")
_HYPHENATED = re.compile(r"[^\W_]-$")


@dataclass(frozen=True, slots=True)
class Layout:
    """What the lines of a whole text have in common.

    `width` is where its lines are broken, 0 where they are not. `spaced` is whether empty lines part its
    paragraphs, `prose` whether its lines run on. `words` are the words that it holds unbroken.
    """

    width: int
    spaced: bool
    prose: bool
    words: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "Layout":
        """The layout of a text."""
        lines = [line.strip() for line in text.split("\n")]
        lengths = sorted(len(line) for line in lines if line)
        long = sum(length for length in lengths if length > _LONG)
        wrapped = long * 2 < sum(lengths)
        width = lengths[len(lengths) * 9 // 10] if lengths and wrapped else 0
        inner = [line for before, line in pairwise(lines) if before and line]
        small = sum(1 for line in inner if line[0].islower())
        groups = len([line for line in lines if line]) - len(inner)
        words = set(_WORD.findall(_SPLIT_WORD.sub(" ", text).lower()))
        words.update(part for word in tuple(words) for part in word.split("-"))
        return cls(
            width=width,
            spaced=groups > 1 and groups * 4 >= len(lengths),
            prose=small >= len(inner) * _PROSE or not wrapped,
            words=frozenset(words),
        )

    def runs_on(self, line: str, following: str) -> bool:
        """Whether `following` goes on with the sentence of `line`, which stands right above it."""
        if _HYPHENATED.search(line) and following[0].isalnum():
            return True
        if not self.prose:
            return self._is_full(line, following) and self.width >= 60
        if following[0].islower():
            return True
        if not self.width:
            return self.spaced and len(line) >= 40
        return self._is_full(line, following)

    def _is_full(self, line: str, following: str) -> bool:
        """Whether the first word of `following` would not have found room in `line`."""
        return len(line) + 1 + len(following.split(maxsplit=1)[0]) > self.width

    def ends(self, line: str, following: str) -> bool:
        """Whether a paragraph ends with `line`, though no empty line follows."""
        if not self.width:
            return not self.spaced
        return self.prose and line.endswith((".", "!", "?", ".”", '."')) and not self._is_full(line, following)

    def seam(self, line: str, following: str) -> tuple[int, str]:
        """How two lines become one: the code points that go from the first, and what comes between.

        A word that was broken at the end of the first is made whole.
        """
        if line.endswith("\u00ad"):
            return 1, ""
        last, first = _LAST_PART.search(line), _FIRST_PART.match(following)
        if last and first and following[0].islower():
            return (0 if self._is_compound(last[1].lower(), first[0].lower()) else 1), ""
        if _HYPHENATED.search(line) and following[0].isalnum():
            return 0, ""
        return 0, " "

    def _is_compound(self, first: str, second: str) -> bool:
        """Whether a hyphen between the two belongs to the word: that is how it stands elsewhere in the text."""
        if f"{first}-{second}" in self.words:
            return True
        return first + second not in self.words and first in self.words and second in self.words
