# SPDX-License-Identifier: MIT
"""Where the code points of the one text stand in Qt's document, and back.

Python counts code points, Qt UTF-16 units. Besides, the view holds what the text does not (images, soft
breaks, the frame of a table), and may show one object for several code points (an inline image for its
alternative text). The map is a list of pieces within which both count alike; a look-up is a bisection.
"""

import re
from bisect import bisect_left, bisect_right

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class TextMap:
    """Text offsets are absolute (they count from the document's start) and are clamped to the section."""

    def __init__(self, start: int, end: int, last_position: int, pieces: list[tuple[int, int, int, int]]) -> None:
        """Each piece is (text start, text end, position, end position); pieces cover the text in order."""
        self.start = start
        self.end = end
        self._last_position = last_position
        self._pieces = pieces
        self._texts = [piece[0] for piece in pieces]
        self._positions = [piece[2] for piece in pieces]

    def to_qt(self, offset: int) -> int:
        """The position before the code point at `offset`."""
        if offset >= self.end or not self._pieces:
            return self._last_position
        index = max(bisect_right(self._texts, offset) - 1, 0)
        text, text_end, position, position_end = self._pieces[index]
        if position_end - position < text_end - text:  # one object stands for the whole piece
            return position
        return position + max(offset - text, 0)

    def end_to_qt(self, offset: int) -> int:
        """The position after the code point that ends at `offset`."""
        if offset <= self.start or not self._pieces:
            return self.to_qt(self.start)
        index = bisect_left(self._texts, offset) - 1
        text, text_end, position, position_end = self._pieces[index]
        if offset >= text_end or position_end - position < text_end - text:
            return position_end
        return position + offset - text

    def range_to_qt(self, start: int, end: int) -> tuple[int, int]:
        """The half-open range of positions that shows the text from `start` to `end`."""
        position = self.to_qt(start)
        return position, max(self.end_to_qt(end), position)

    def to_text(self, position: int) -> int:
        """The offset of the code point at or next after `position`."""
        index = bisect_right(self._positions, position) - 1
        if index < 0:
            return self.start
        text, text_end, first, position_end = self._pieces[index]
        if position >= position_end:
            return text_end
        return text if position_end - first < text_end - text else min(text + position - first, text_end)


class TextMapBuilder:
    """Collects the pieces while the document is being written, in the order of the text."""

    def __init__(self, start: int) -> None:
        self._start = self._offset = start
        self._pieces: list[tuple[int, int, int, int]] = []
        self._open = False  # whether the last piece may grow

    @property
    def offset(self) -> int:
        """The offset of the next code point to be written."""
        return self._offset

    def write(self, text: str, position: int) -> None:
        """`text` stands at `position`, unit by unit."""
        start = 0
        for match in _ASTRAL.finditer(text):  # two units for one code point: the count changes after it
            self._add(match.end() - start, position, match.end() - start + 1)
            self._open = False
            position += match.end() - start + 1
            start = match.end()
        if start < len(text):
            self._add(len(text) - start, position, len(text) - start)
            self._open = True

    def stand_for(self, count: int, position: int) -> None:
        """One object at `position` stands for `count` code points."""
        if count:
            self._open = False
            self._add(count, position, 1)

    def finish(self, last_position: int) -> TextMap:
        """The map of all that was written; `last_position` is the last one in Qt's document."""
        return TextMap(self._start, self._offset, last_position, self._pieces)

    def _add(self, count: int, position: int, units: int) -> None:
        start = self._offset
        self._offset += count
        if self._open and self._pieces[-1][3] == position:
            first = self._pieces[-1]
            self._pieces[-1] = (first[0], self._offset, first[2], position + units)
        else:
            self._pieces.append((start, self._offset, position, position + units))
