# SPDX-License-Identifier: MIT
"""Where text stands on the page: blocks in view, lines, and the boxes of a range. All in document coordinates."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextLine

from companion.ui.type_styles import Property

_UNDRAWN = " \u2028"  # what a line may end with
_MIXED = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")


class LineBox(NamedTuple):
    """A stretch of a line: `left` to `right`, around `baseline`, with letters of `size` pixels."""

    left: float
    right: float
    baseline: float
    size: float

    @property
    def rect(self) -> QRectF:
        """The rectangle that the letters fill, from their ascenders to their descenders."""
        return QRectF(self.left, self.baseline - 0.97 * self.size, self.right - self.left, 1.28 * self.size)


class Line(NamedTuple):
    """A line of the page: Qt's positions `start` to `end`, its upper edge `top`, its height, and the ascent of it."""

    start: int
    end: int
    top: float
    height: float
    ascent: float


def blocks_between(document: QTextDocument, top: float, bottom: float) -> Iterator[tuple[QTextBlock, QRectF]]:
    """The blocks that stand between two heights, with their rectangles; of a table, whole rows."""
    layout = document.documentLayout()
    block = _first_block(document, top)
    while block.isValid():
        # Qt gives the corner from which a block's lines are counted, but the size of the lines alone.
        rect = block.layout().boundingRect().translated(layout.blockBoundingRect(block).topLeft())
        if rect.top() > bottom:
            return
        if rect.bottom() >= top:
            yield block, rect
        block = block.next()


def line_boxes(document: QTextDocument, start: int, end: int) -> list[LineBox]:
    """The boxes of a range of Qt's positions, line by line; a block that stands out of view is laid out first."""
    boxes: list[LineBox] = []
    block = document.findBlock(start)
    while block.isValid() and block.position() < end:
        boxes.extend(_boxes_in(block, start - block.position(), end - block.position()))
        block = block.next()
    return boxes


def line_at(document: QTextDocument, position: int) -> Line | None:
    """The line that holds a position; None in an empty document."""
    block = document.findBlock(position)
    if not block.isValid():
        return None
    top = _origin(block).y()
    layout = block.layout()
    line = layout.lineForTextPosition(position - block.position())
    if not line.isValid():
        line = layout.lineAt(max(layout.lineCount() - 1, 0))
    if not line.isValid():
        return None
    start = block.position() + line.textStart()
    return Line(start, start + line.textLength(), top + line.y(), line.height(), line.ascent())


def heights(document: QTextDocument, positions: Sequence[int]) -> list[float]:
    """About how high each of these ascending positions stands, without a look at single lines."""
    found: list[float] = []
    layout = document.documentLayout()
    block, rect, first, length = document.begin(), QRectF(), 0, -1
    for position in positions:
        if position >= first + length:
            block = document.findBlock(position)
            rect, first, length = layout.blockBoundingRect(block), block.position(), block.length()
        found.append(rect.top() + rect.height() * (position - first + 0.5) / max(length, 1))
    return found


def first_line(document: QTextDocument, height: float) -> int | None:
    """The position at which the first line begins that reaches below `height`; None where there is none."""
    for block, _rect in blocks_between(document, height, height + 100_000):
        layout = block.layout()
        top = _origin(block).y()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            if top + line.y() + line.height() > height + 1:
                return block.position() + line.textStart()
    return None


def last_line(document: QTextDocument, height: float, top: float) -> int | None:
    """The position at which the last line ends that begins above `height`, looking down from `top`."""
    found = None
    for block, _rect in blocks_between(document, top, height):
        layout = block.layout()
        origin = _origin(block).y()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            if origin + line.y() < height:
                found = block.position() + line.textStart() + line.textLength()
    return found


def _first_block(document: QTextDocument, top: float) -> QTextBlock:
    """The block before the first one that reaches below `top`, or the first cell of the row that does.

    Qt's own hit test cannot answer before the page was drawn; and what lies far below `top` stays unlaid.
    """
    layout = document.documentLayout()

    def begins_above(number: int) -> bool:
        return layout.blockBoundingRect(document.findBlockByNumber(number)).top() <= top

    high, count = 1, document.blockCount()
    while high < count and begins_above(high):
        high *= 2
    numbers = range(high // 2, min(high, count))
    found = bisect_left(numbers, True, key=lambda number: not begins_above(number))
    block = document.findBlockByNumber(max(numbers.start + found - 1, 0))
    cursor = QTextCursor(block)
    table = cursor.currentTable()
    if table is None:
        return block.previous() if block.previous().isValid() else block
    row = table.cellAt(cursor).row()
    cells = (table.cellAt(row, column) for column in range(table.columns()))
    return document.findBlock(min(cell.firstPosition() for cell in cells))


def _origin(block: QTextBlock) -> QPointF:
    """Where the coordinates of the block's lines begin; lays the block out where that is still to do."""
    return block.document().documentLayout().blockBoundingRect(block).topLeft()


def _boxes_in(block: QTextBlock, start: int, end: int) -> Iterator[LineBox]:
    origin = _origin(block)
    document = block.document()
    layout = block.layout()
    size = block.blockFormat().intProperty(Property.SIZE) or 16
    mixed = _MIXED.search(block.text()) is not None
    first = layout.lineForTextPosition(max(start, 0))
    for number in range(first.lineNumber() if first.isValid() else 0, layout.lineCount()):
        line = layout.lineAt(number)
        begin, stop = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
        if line.textStart() >= end:
            return
        while stop > begin and document.characterAt(block.position() + stop - 1) in _UNDRAWN:
            stop -= 1
        if begin < stop:
            baseline = origin.y() + line.y() + line.ascent()
            for left, right in _stretches(line, begin, stop, mixed):
                yield LineBox(origin.x() + left, origin.x() + right, baseline, size)


def _stretches(line: QTextLine, begin: int, stop: int, mixed: bool) -> list[tuple[float, float]]:
    """The stretches that a range fills; several where both directions of writing meet in it."""
    if not mixed:
        return [(line.cursorToX(begin)[0], line.cursorToX(stop - 1, QTextLine.Edge.Trailing)[0])]
    # Where the direction changes, the place of a cursor does not tell where its letter is drawn.
    runs = (glyphs.boundingRect() for glyphs in line.glyphRuns(begin, stop - begin))
    found: list[tuple[float, float]] = []
    for left, right in sorted((rect.left(), rect.right()) for rect in runs):
        if found and left - found[-1][1] < 0.5:
            found[-1] = (found[-1][0], max(right, found[-1][1]))
        else:
            found.append((left, right))
    return found
