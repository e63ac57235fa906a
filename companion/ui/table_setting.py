# SPDX-License-Identifier: MIT
"""Tables of a page: where each cell stands in the grid, and Qt's table with hairlines only."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QTextBlockFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)

from companion.document.model import Cell
from companion.ui.type_styles import Formats, column_width

_CROWDED = 7  # columns from which the letters get smaller
_SIDE = 0.45  # ems between a cell's edge and its text
_LETTER = 0.6  # ems, the width of a wide letter on average
_NUMBER = re.compile(r"[(\s]*[-+−–±~<>≤≥]?\s*[$€£¥₽]?\s*\d[\d\s.,’']*\s*(?:[%‰°]|[kKMG]?[a-zA-Z]{1,2}|[$€£¥₽])?[)\s*]*")
_NOTHING = frozenset({"", "-", "–", "—", "…", "n/a", "N/A", "?"})

Rows = Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell in the grid: its first row and column, and how many of each it covers there."""

    cell: Cell
    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class TableRoom:
    """The free space around a table in pixels: `left` from the edge of the column, `below` to the next block."""

    left: int
    below: int


def place_cells(rows: Rows) -> tuple[list[Slot], int]:
    """The cells in their order, each where HTML would put it without overlapping another; and the grid's width."""
    slots: list[Slot] = []
    taken: set[tuple[int, int]] = set()
    width = 1
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            free = 1
            while free < cell.columns and (number, column + free) not in taken:
                free += 1
            high = max(min(cell.rows, len(rows) - number), 1)
            taken.update((number + down, column + right) for down in range(high) for right in range(free))
            slots.append(Slot(cell, number, column, high, free))
            column += free
            width = max(width, column)
    return slots, width


def numeric_columns(slots: Sequence[Slot]) -> set[int]:
    """Columns whose cells, but for heads and blanks, are all numbers."""
    numbers: set[int] = set()
    others: set[int] = set()
    for slot in slots:
        text = "".join(run.text for run in slot.cell.runs).strip()
        if not slot.cell.header and slot.columns == 1 and text not in _NOTHING:
            (numbers if _NUMBER.fullmatch(text) else others).add(slot.column)
    return numbers - others


class TableSetter:
    """Puts Qt's table at a cursor; its cells are then filled in their order."""

    def __init__(self, cursor: QTextCursor, rows: Rows, formats: Formats, room: TableRoom) -> None:
        self._formats = formats
        self._slots, self._width = place_cells(rows)
        self._rows = len(rows)
        self._numeric = numeric_columns(self._slots)
        self._table: QTextTable = cursor.insertTable(max(self._rows, 1), self._width, self._table_format(room))
        for slot in self._slots:
            if slot.rows > 1 or slot.columns > 1:
                self._table.mergeCells(slot.row, slot.column, slot.rows, slot.columns)
        self._cell_formats = {
            (head, place): self._cell_format(head, place)
            for head in (False, True)
            for place in ("only", "first", "middle", "last")
        }

    @property
    def unbroken(self) -> int | None:
        """How many characters without a space fit in a cell where longer runs must be broken; None where they fit."""
        letter = _LETTER * self._formats.pixels("small cell" if self._width > _CROWDED else "cell")
        padding = 2 * self._formats.ems(_SIDE) * self._width
        room = column_width(self._formats.look) - padding
        longest = [0] * self._width
        for slot in self._slots:
            words = "".join(run.text for run in slot.cell.runs).split()
            share = max(map(len, words), default=0) // slot.columns
            longest[slot.column] = max(longest[slot.column], share)
        return None if sum(longest) * letter <= room else max(int(room / self._width / letter), 1)

    def cells(self) -> Iterator[tuple[QTextCursor, Cell, str]]:
        """For each cell the cursor at its start, the cell, and the style of its text."""
        size = "small " if self._width > _CROWDED else ""
        for slot in self._slots:
            target = self._table.cellAt(slot.row, slot.column)
            style = f"{size}head" if slot.cell.header else f"{size}cell"
            cursor = target.firstCursorPosition()
            cursor.setBlockFormat(self._block_format(style, slot))
            target.setFormat(self._cell_formats[slot.cell.header, self._place(slot)])
            yield cursor, slot.cell, style

    def after(self) -> QTextCursor:
        """The cursor in the block that follows the table."""
        cursor = self._table.lastCursorPosition()
        cursor.setPosition(self._table.lastPosition() + 1)
        return cursor

    def _place(self, slot: Slot) -> str:
        first, last = slot.column == 0, slot.column + slot.columns >= self._width
        return "only" if first and last else "first" if first else "last" if last else "middle"

    def _block_format(self, style: str, slot: Slot) -> QTextBlockFormat:
        made = self._formats.block(style)
        if slot.column in self._numeric and slot.columns == 1:
            made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        return made

    def _table_format(self, room: TableRoom) -> QTextTableFormat:
        made = QTextTableFormat()
        made.setBorder(0)
        made.setCellPadding(0)
        made.setCellSpacing(0)
        made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        made.setLeftMargin(room.left)
        made.setTopMargin(self._formats.ems(0.75))  # the gap under the block before it ends at a frame
        made.setBottomMargin(room.below)
        return made

    def _cell_format(self, head: bool, place: str) -> QTextTableCellFormat:
        made = QTextTableCellFormat()
        side = self._formats.ems(_SIDE)
        made.setTopPadding(self._formats.ems(0.36))
        made.setBottomPadding(self._formats.ems(0.36))
        made.setLeftPadding(0 if place in ("first", "only") else side)
        made.setRightPadding(0 if place in ("last", "only") else side)
        made.setBottomBorder(1)
        made.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        made.setBottomBorderBrush(QBrush(self._formats.colour("muted" if head else "rule")))
        made.setVerticalAlignment(
            QTextTableCellFormat.VerticalAlignment.AlignBottom
            if head
            else QTextTableCellFormat.VerticalAlignment.AlignTop
        )
        return made
