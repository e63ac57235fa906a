# SPDX-License-Identifier: MIT
"""Tables on a PDF page: lines whose parts stand under one another in columns, read in the order of the file.

Rules are not looked at: a table shows by what its cells leave free between them, with rules or without.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import fmean

from companion.document.model import Block, BlockKind, Cell, Run
from companion.document.runs import RunBuffer, cut_runs
from companion.importers.pdf_lines import Line, Part
from companion.importers.pdf_notes import Page
from companion.importers.pdf_pieces import Piece, Placed

_LEAST_ROWS = 3  # lines of several cells, and
_LEAST_CELLS = 8  # places for cells; gaps in spaced-out lines stand under one another by chance
_MOST_COLUMNS = 16
_FILLED = 0.5  # share of the places for cells
_MOST_LINES = 250  # of one table
_SIZE = 0.15  # share by which the type of a table may differ
_CLOSE = 1.35  # of the type size: how far apart the lines of one cell are
_BAND = 1.6  # of the type size: how far apart the lines of one row are
_APART = 4.0  # of the type size: how far apart two rows are
_LONGEST = 45  # letters of a cell, on average; a column of more is running text
_PAGE = re.compile(r"[\divxlc]{1,5}", re.IGNORECASE)
_MARKER = re.compile(r"(?:[^\w\s]|\(?\w{1,3}[.)])\s")


@dataclass(slots=True)
class _Columns:
    """The stretches across the page that cells take, from left to right, without overlaps."""

    sides: list[tuple[float, float]] = field(default_factory=list)

    def take(self, parts: Sequence[Part], *, further: bool) -> bool:
        """Let the cells of a line in, where they fit: each in a column of its own; `further` columns may come of it."""
        sides = list(self.sides)
        taken: set[int] = set()
        for part in parts:
            over = [number for number, (left, right) in enumerate(sides) if part.left < right and left < part.right]
            if len(over) > 1 or (not over and not further):
                return False
            if over:
                (number,) = over
                if number in taken:
                    return False
                left, right = sides[number]
                sides[number] = min(left, part.left), max(right, part.right)
            else:
                number = sum(left < part.left for left, _ in sides)
                sides.insert(number, (part.left, part.right))
                taken = {each + (each >= number) for each in taken}
            taken.add(number)
        if any(after[0] <= before[1] for before, after in pairwise(sides)):
            return False
        self.sides = sides
        return True

    def of(self, part: Part) -> int:
        """The number of the column in which a cell stands."""
        return next(
            number for number, (left, right) in enumerate(self.sides) if part.left < right and left < part.right
        )


@dataclass(slots=True)
class _Row:
    cells: dict[int, list[tuple[Line, int]]] = field(default_factory=dict)  # by column: lines, and which part of each
    base: float = 0.0

    @property
    def last(self) -> int:
        return max(self.cells, default=-1)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: lines of a page, from `start` to before `stop`, and their cells row by row."""

    start: int
    stop: int
    columns: int
    rows: tuple[_Row, ...]

    def placed(self, page: Page) -> Placed:
        """The block that it makes, with the places of its characters."""
        pieces = []
        rows = []
        for row in self.rows:
            cells = []
            for column in range(self.columns):
                buffer = RunBuffer()
                for line, number in row.cells.get(column, ()):
                    runs, piece = _cut(line, number, page)
                    buffer.add_verbatim("" if buffer.at_start else " ")
                    for run in page.linked(runs):
                        buffer.add_verbatim(run.text, run.marks, run.link)
                    pieces.append(piece)
                cells.append(Cell(buffer.take(), header=_is_head(row, self.rows)))
            rows.append(tuple(cells))
        return Placed(Block(BlockKind.TABLE, rows=tuple(rows), page=page.label), tuple(pieces))


def tables_in(lines: Sequence[Line]) -> Iterator[Table]:
    """The tables that stand among the lines of a page."""
    position = done = 0
    while position < len(lines):
        table = _table_at(lines, position, done) if _is_row(lines[position]) else None
        if table is not None:
            yield table
            done = table.stop
        position = position + 1 if table is None else table.stop


def _is_row(line: Line) -> bool:
    return len(line.parts) > (2 if _MARKER.match(line.text) else 1)


def _table_at(lines: Sequence[Line], start: int, done: int) -> Table | None:
    """The table whose first row of several cells is this line; the lines before `done` are part of another."""
    columns = _Columns()
    stop = _end(lines, start, columns)
    full = sum(map(_is_row, lines[start:stop]))
    count = len(columns.sides)
    if full < _LEAST_ROWS or full * count < _LEAST_CELLS or not 2 <= count <= _MOST_COLUMNS:
        return None
    first = _first(lines, start, columns, done)
    rows = _rows(lines[first:stop], columns)
    while not _is_row(lines[stop - 1]) and len(rows[-1].cells) == 1 and len(rows) > 1:  # words that follow the table
        stop -= sum(map(len, rows.pop().cells.values()))
    if sum(len(row.cells) for row in rows) < _FILLED * len(rows) * count:
        return None
    if _is_running_text(rows) or _is_contents(rows, count):
        return None
    return Table(first, stop, count, tuple(rows))


def _end(lines: Sequence[Line], start: int, columns: _Columns) -> int:
    """The first line after `start` that does not go on with its table; the columns take in those that do."""
    if not columns.take(lines[start].parts, further=True):
        return start
    stop, last = start + 1, lines[start]
    while stop < min(len(lines), start + _MOST_LINES) and len(columns.sides) <= _MOST_COLUMNS:
        line = lines[stop]
        if not _goes_on(last, line) or not columns.take(_parts(line), further=_is_row(line)):
            break
        last = line if _is_row(line) else last
        stop += 1
    return stop


def _goes_on(row: Line, line: Line) -> bool:
    """Whether a line may belong to the table of which `row` is the last row of several cells."""
    alike = abs(row.size - line.size) <= _SIZE * row.size
    return alike and -row.size < row.base - line.base <= _APART * row.size


def _parts(line: Line) -> Sequence[Part]:
    return line.parts or (Part(0, line.left, line.right),)


def _first(lines: Sequence[Line], start: int, columns: _Columns, done: int) -> int:
    """The first line of the cells that stand over the columns, as their heads do, or beside the first row.

    A head does not stand over the first column, where the words before the table would.
    """
    first, below = start, lines[start]
    height = _BAND if columns.of(below.parts[0]) else 0.0
    while first > done:
        line = lines[first - 1]
        near = abs(line.size - below.size) <= _SIZE * below.size
        beside = abs(line.base - below.base) <= height * below.size
        over = line.left >= columns.sides[0][1] and 0 < line.base - below.base <= _APART * below.size
        if len(line.parts) > 1 or not near or not (beside or over):
            break
        if not columns.take(_parts(line), further=False):
            break
        first -= 1
    return first


def _rows(lines: Sequence[Line], columns: _Columns) -> list[_Row]:
    """The lines as rows: a cell that stands to the right of the one before it is in the same row if it is level."""
    rows: list[_Row] = []
    for line in lines:
        parts = _parts(line)
        column = columns.of(parts[0])
        row = rows[-1] if rows else None
        if row is not None and len(parts) == 1 and column == row.last:
            before = row.cells[column][-1][0]
            goes_on = 0 < before.base - line.base <= _CLOSE * line.size and before.bold == line.bold
        else:
            goes_on = row is not None and column > row.last and abs(row.base - line.base) <= _BAND * line.size
        if row is None or not goes_on:
            row = _Row(base=line.base)
            rows.append(row)
        for number, part in enumerate(parts):
            row.cells.setdefault(columns.of(part), []).append((line, number))
    return rows


def _is_running_text(rows: Sequence[_Row]) -> bool:
    """Whether a column holds sentences rather than entries."""
    columns = {column for row in rows for column in row.cells}
    for column in columns:
        lengths = [len(_text(cell)) for row in rows for cell in row.cells.get(column, ())]
        if fmean(lengths) > _LONGEST:
            return True
    return False


def _is_contents(rows: Sequence[_Row], columns: int) -> bool:
    """Whether it is a table of contents: titles, and the numbers of pages."""
    last = [_text(cell) for row in rows for cell in row.cells.get(columns - 1, ())]
    return columns == 2 and sum(_PAGE.fullmatch(text) is not None for text in last) * 4 > len(last) * 3


def _is_head(row: _Row, rows: Sequence[_Row]) -> bool:
    """Whether the row names the columns: the first, set in bold unlike the last, or with nothing over the first."""
    if row is not rows[0]:
        return False
    lines, below = ([line for cell in each.cells.values() for line, _ in cell] for each in (row, rows[-1]))
    over = 0 not in row.cells and not any(line.parts for line in lines)
    return over or (all(line.bold for line in lines) and not all(line.bold for line in below))


def _text(cell: tuple[Line, int]) -> str:
    line, number = cell
    start, stop = _letters(line, number)
    return "".join(line.text.split())[start:stop]


def _letters(line: Line, number: int) -> tuple[int, int]:
    """From which letter to which a part of the line goes."""
    parts = _parts(line)
    return parts[number].first, parts[number + 1].first if number + 1 < len(parts) else sum(map(len, line.text.split()))


def _cut(line: Line, number: int, page: Page) -> tuple[tuple[Run, ...], Piece]:
    """The runs of a part of a line, and where they come from."""
    start, stop = _letters(line, number)
    places = [place for place, letter in enumerate(line.text) if not letter.isspace()]
    first, last = places[start], places[stop - 1] + 1
    _, runs = cut_runs(line.runs, (first, last - first))
    return runs, Piece(page.number, line, start, stop)
