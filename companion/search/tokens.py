# SPDX-License-Identifier: MIT
"""Text as the index sees it: folded words at positions."""

from dataclasses import dataclass

from companion.document.words import WORD, fold

# Stands between the lines of a title or a heading path, so that no phrase runs across them. No query holds it.
BREAK = "\n"


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word with the half-open range of the text, in code points, that it was made from."""

    start: int
    end: int
    word: str


def tokenise(text: str) -> list[Token]:
    """The words of `text` in order; the token at index n stands at position n of the index."""
    found = ((match.start(), match.end(), fold(match.group())) for match in WORD.finditer(text))
    return [Token(start, end, word) for start, end, word in found if word]


def folded_words(text: str) -> list[str]:
    """The words of `tokenise(text)` alone."""
    return [word for found in WORD.findall(text) if (word := fold(found))]


def line_words(lines: str) -> list[str]:
    """The words of lines that do not run on: headings, names, tags."""
    words: list[str] = []
    for line in lines.splitlines():
        if words:
            words.append(BREAK)
        words += folded_words(line)
    return words
