# SPDX-License-Identifier: MIT
"""The grid of a table of Word: which cells reach down over others, which are only covered, which rows are gone."""

from dataclasses import dataclass, field

from lxml import etree

from companion.importers.docx_package import child, number, tag, value

_ROW, _CELL = tag("w:tr"), tag("w:tc")
_WRAPPERS = frozenset(map(tag, ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo")))


@dataclass(slots=True)
class Grid:
    """What the cells of one table are. `heights` holds only those that reach over more than one row."""

    cells: int = 0
    heights: dict[etree._Element, int] = field(default_factory=dict)
    covered: set[etree._Element] = field(default_factory=set)


def grid_of(table: etree._Element) -> Grid:
    """The grid of a table, without the tables inside it."""
    grid = Grid()
    above: dict[int, etree._Element] = {}  # for each column, the cell that reaches down into it
    for row in _inside(table, _ROW):
        if is_deleted(row):
            continue
        column = number(child(row, "w:trPr", "w:gridBefore"), "w:val") or 0
        reaching: dict[int, etree._Element] = {}
        for cell in _inside(row, _CELL):
            grid.cells += 1
            merged = child(cell, "w:tcPr", "w:vMerge")
            if merged is not None:
                top = above.get(column)
                if value(merged) == "restart" or top is None:
                    reaching[column] = cell
                else:
                    grid.covered.add(cell)
                    grid.heights[top] = grid.heights.get(top, 1) + 1
                    reaching[column] = top
            column += width_of(cell)
        above = reaching
    return grid


def width_of(cell: etree._Element) -> int:
    """How many columns of the grid a cell covers."""
    return max(number(child(cell, "w:tcPr", "w:gridSpan")) or 1, 1)


def is_deleted(row: etree._Element) -> bool:
    """Whether a tracked change took the row away."""
    return child(row, "w:trPr", "w:del") is not None


def _inside(parent: etree._Element, name: str) -> list[etree._Element]:
    """The rows of a table, or the cells of a row, also where they stand in a content control."""
    found: list[etree._Element] = []
    waiting = list(reversed(parent))
    while waiting:
        element = waiting.pop()
        if element.tag == name:
            found.append(element)
        elif element.tag in _WRAPPERS:
            waiting.extend(reversed(element))
    return found
