# SPDX-License-Identifier: MIT
"""Text as the index sees it: folded words at positions."""

from companion.document.words import WORD, fold


class Tokens:
    """The folded words of a text, in order: `words[n]` stands at position n of the index.

    `ranges` are the half-open ranges of the text, in code points, that they were made from.
    """

    def __init__(self, text: str) -> None:
        found = [(fold(match[0]), match.span()) for match in WORD.finditer(text)]
        self.words = [word for word, _ in found if word]  # what folds to nothing is no word
        self.ranges = [span for word, span in found if word]


def folded_words(text: str) -> list[str]:
    """The words of `Tokens(text)` alone."""
    return [word for found in WORD.findall(text) if (word := fold(found))]
