# SPDX-License-Identifier: MIT
"""Tables of HTML: which of them hold data, and their cells while they grow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from companion.document.limits import MAX_CELLS, MAX_COLUMNS, MAX_SPAN
from companion.document.model import Cell
from companion.document.runs import RunBuffer

Row = tuple[Cell, ...]
_HEADS = frozenset({"th", "thead", "caption"})
_CELLS = frozenset({"td", "th"})
_PARTS = ("table", "td", "th", "thead", "caption", "h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(slots=True)
class _Outline:
    """What one table holds outside the tables inside it."""

    table: etree._Element
    parts: set[str] = field(default_factory=set)
    cells: int = 0

    @property
    def is_layout(self) -> bool:
        if self.table.get("role") in ("presentation", "none") or self.cells == 1:
            return True
        return not self.parts & _HEADS and bool(self.parts - _CELLS)


def layout_tables(root: etree._Element) -> set[etree._Element]:
    """Tables that only place other things on a page; they are read as if they were not there.

    Such a table says so (`role`), or has a single cell, or has no head of its own and holds headings or
    another table.
    """
    found: set[etree._Element] = set()
    around: list[_Outline] = []
    for event, element in etree.iterwalk(root, events=("start", "end"), tag=[f"{{*}}{name}" for name in _PARTS]):
        name = etree.QName(element).localname
        if event == "start":
            if around:
                around[-1].parts.add(name)
                around[-1].cells += name in _CELLS
            if name == "table":
                around.append(_Outline(element))
        elif name == "table" and around.pop().is_layout:
            found.add(element)
    return found


class TableBuilder:
    """The cells of one table while it grows. `caption` also takes text that stands outside all cells."""

    def __init__(self) -> None:
        self.caption = RunBuffer()
        self._rows: list[list[Cell]] = []
        self._cell: tuple[RunBuffer, Cell] | None = None

    def start_row(self) -> None:
        """Begin a row."""
        self._rows.append([])

    def start_cell(self, *, header: bool, columns: int, rows: int) -> RunBuffer:
        """Begin a cell; its text goes into the buffer that is returned."""
        if not self._rows:
            self.start_row()
        self._cell = RunBuffer(), Cell((), header, min(max(columns, 1), MAX_SPAN), min(max(rows, 1), MAX_SPAN))
        return self._cell[0]

    def end_cell(self) -> None:
        """End the cell that was begun last."""
        if self._cell is not None:
            buffer, cell = self._cell
            self._rows[-1].append(replace(cell, runs=buffer.take()))
            self._cell = None

    def tables(self) -> Iterator[tuple[Row, ...]]:
        """The rows, as one table where the window can show it, else as several."""
        rows = [tuple(row) for row in self._rows if row]
        if not any(cell.runs for row in rows for cell in row):
            return
        width = _width(rows)
        if width is None:
            rows = [row for wide in rows for row in _without_spans(wide)]
            width = max(map(len, rows))
        height = max(MAX_CELLS // width, 1)
        for first in range(0, len(rows), height):
            yield _closed(rows[first : first + height])


def _width(rows: Sequence[Row]) -> int | None:
    """Columns of the grid that the cells fill, or None where they are too many."""
    below: list[int] = []  # for each column, how many further rows a cell from above covers
    for row in rows:
        column = 0
        for cell in row:
            while column < len(below) and below[column]:
                column += 1
            end = column + cell.columns
            if end > MAX_COLUMNS:
                return None
            below[column:end] = [cell.rows] * cell.columns
            column = end
        below = [max(count - 1, 0) for count in below]
    return len(below)


def _without_spans(row: Row) -> Iterator[Row]:
    cells = [replace(cell, columns=1, rows=1) for cell in row]
    for first in range(0, len(cells), MAX_COLUMNS):
        yield tuple(cells[first : first + MAX_COLUMNS])


def _closed(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows of one table, with no cell that reaches below the last of them."""
    return tuple(
        tuple(cell if cell.rows <= left else replace(cell, rows=left) for cell in row)
        for left, row in zip(range(len(rows), 0, -1), rows, strict=True)
    )
