# SPDX-License-Identifier: MIT
"""Text as the index sees it: folded words at positions."""

import re
from collections.abc import Sequence

from companion.document.words import WORD, fold

# Stands between the lines of a title or a heading path, so that no phrase runs across them. No query holds it.
BREAK = "\n"


class Tokens:
    """The folded words of a text, in order: `words[n]` stands at position n of the index."""

    def __init__(self, text: str) -> None:
        self._matches: Sequence[re.Match[str]] = list(WORD.finditer(text))
        self.words = [fold(match[0]) for match in self._matches]
        if "" in self.words:  # what folds to nothing is no word
            self._matches = [match for match, word in zip(self._matches, self.words, strict=True) if word]
            self.words = [word for word in self.words if word]

    def range(self, first: int, last: int) -> tuple[int, int]:
        """The half-open range of the text, in code points, from one word to another, both included."""
        return self._matches[first].start(), self._matches[last].end()


def folded_words(text: str) -> list[str]:
    """The words of `Tokens(text)` alone."""
    return [word for found in WORD.findall(text) if (word := fold(found))]
