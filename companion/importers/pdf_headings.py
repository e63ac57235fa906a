# SPDX-License-Identifier: MIT
"""Which lines of a PDF file are headings: those that its outline names, else those in larger or bolder type."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from companion.importers.pdf_lines import Line

MAX_ENTRIES = 10_000  # of an outline
_LARGER = 1.15  # of the size of the running text
_LONGEST = 200  # code points of a heading
_LINES = 3  # of a heading
_BOLD_LONGEST = 90  # code points of one that is only bold
_DEEPEST = 6
_CELLS = 2  # parts of a line of running text: a bullet, and what follows it
_NUMBERING = 12  # code points of a number or a word such as "Chapter", which an outline may leave out
_RUNS_ON = (".", ",", ";", ":")
_NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a file's outline: where it leads, as a number of pages from the first, and how deep it lies."""

    title: str
    page: int
    level: int


class Headings:
    """Tells headings from other lines; made from all lines of the file and its outline."""

    def __init__(self, lines: Iterable[Line], outline: Sequence[Entry]) -> None:
        weights = Counter[float]()
        large = Counter[float]()
        for line in lines:
            weights[line.size] += len(line.text) if line.cells <= _CELLS else 0
        self.body = max(weights, key=lambda size: weights[size], default=0.0)
        for size, weight in weights.items():
            if size >= self.body * _LARGER:
                large[round(size)] += weight
        self._sizes = sorted(large, reverse=True)
        self._outline: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        for entry in outline[:MAX_ENTRIES]:
            if key := _key(entry.title):
                self._outline[entry.page].append((key, min(entry.level, _DEEPEST)))
        self._below = max((entry.level for entry in outline), default=0)

    def named(self, lines: Sequence[Line], page: int) -> tuple[int, int]:
        """How many of the lines, from the first, are one that the outline names on this page, and its level."""
        for count in range(1, min(len(lines), _LINES) + 1):
            text = _key(" ".join(line.text for line in lines[:count]))
            for key, level in self._outline.get(page, ()):
                if text == key or (text.endswith(key) and len(text) - len(key) <= _NUMBERING):
                    return count, level
        return 0, 0

    def level(self, lines: Sequence[Line]) -> int:
        """The level of the heading that lines which stand together are by their type, 0 where they are none."""
        if len(lines) > _LINES:
            return 0
        text = " ".join(line.text for line in lines)
        if len(text) > _LONGEST or sum(map(str.isalpha, text)) < 2:
            return 0
        size = max(line.size for line in lines)
        if size >= self.body * _LARGER:
            rank = self._sizes.index(round(size)) + 1 if round(size) in self._sizes else len(self._sizes)
        elif all(line.bold for line in lines) and len(text) <= _BOLD_LONGEST and self._stands_out(lines, text):
            rank = len(self._sizes) + 1
        else:
            return 0
        if self._below and rank > 1:
            rank = max(rank, self._below + 1)
        return min(rank, _DEEPEST)

    def _stands_out(self, lines: Sequence[Line], text: str) -> bool:
        return (
            len(lines) <= 2
            and all(line.cells <= _CELLS for line in lines)
            and (lines[0].size >= self.body * 0.95 and not text.endswith(_RUNS_ON))
        )


def _key(title: str) -> str:
    return _NO_LETTERS.sub("", title).casefold()
