# SPDX-License-Identifier: MIT
"""The blocks of a PDF file: paragraphs, list items and headings, from the lines of its pages."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import pairwise
from statistics import median

from companion.document.markers import BULLETS
from companion.document.model import Block, BlockKind, Mark, Run
from companion.document.runs import RunBuffer, without_front
from companion.importers.lines import Layout
from companion.importers.pdf_headings import Headings
from companion.importers.pdf_lines import Line, letters_in
from companion.importers.pdf_notes import Page, page_name
from companion.importers.pdf_pieces import Piece, Placed
from companion.importers.pdf_tables import Table, tables_in

_BULLET = re.compile("[•·▪◦‣●○■□➢❖✓*–—\uf0b7\uf0a7\uf0d8-](?: +(?=\\S)|$)")
_NUMBER = re.compile(r"(?:\(?(?:\d{1,3}|[a-z]|[ivx]{2,5})[.)]|\([A-Z]\)) +(?=\S)")
_ENDS = (".", "!", "?", ":", "…", "”", '."', "»", "。", "！", "？")
_LEADS_IN = (".", ":", ";", "!", "?", ",")
_STEP = 1.3  # of the distance between lines; from here on a gap parts paragraphs
_LEADING = 1.3  # of the type size: the distance between lines where too few stand together to tell
_INDENT = 0.8  # of the type size
_SIZE = 0.08  # share by which the size of the type may differ within a paragraph
_SHORT = 0.06  # of a column's width


class _Seam(Enum):
    """How a line stands to the one before it."""

    START = auto()  # another paragraph begins
    GO_ON = auto()
    ROW = auto()  # the next row of something like a table


@dataclass(frozen=True, slots=True)
class _Column:
    """Lines of one page that stand under one another. `leading` is the distance between two of them."""

    lines: tuple[Line, ...]
    left: float
    right: float
    leading: float
    hanging: bool

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "_Column":
        left, right = min(line.left for line in lines), max(line.right for line in lines)
        steps = [before.base - after.base for before, after in pairwise(lines) if _alike(before, after)]
        close = [step for step in steps if step > 0]
        leading = median(close) if len(close) >= 4 else _LEADING * median(line.size for line in lines)
        indented = sum(line.left > left + _INDENT * line.size for line in lines)
        return cls(tuple(lines), left, right, leading, indented * 2 > len(lines))

    def is_filled(self, line: Line) -> bool:
        """Whether a line is as wide as the column, so that gaps in it may come from spacing it out."""
        return line.left <= self.left + line.size and line.right >= self.right - line.size


@dataclass(slots=True)
class _Draft:
    """A block while its lines come together."""

    kind: BlockKind
    page: str
    lines: list[Line] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    marker: str = ""
    level: int = 0
    indent: int = 0
    name: str = ""
    pieces: list[Piece] = field(default_factory=list)

    def begin(self, line: Line, page: Page, marker: str = "") -> None:
        """Add the first line, but for the marker that it begins with."""
        self.runs += page.linked(without_front(line.runs, len(marker)) if marker else line.runs)
        self._note(line, page, letters_in(marker))

    def add(self, line: Line, page: Page, drop: int = 0, between: str = "") -> None:
        """Add a further line. `drop` characters at the end of the last one go."""
        if drop and self.runs:
            self.runs[-1] = replace(self.runs[-1], text=self.runs[-1].text[:-drop])
            self.pieces[-1] = replace(self.pieces[-1], stop=self.pieces[-1].stop - drop)
        if between and self.runs:
            self.runs.append(replace(self.runs[-1], text=between))
        self.runs += page.linked(line.runs)
        self._note(line, page, 0)

    def show_marker(self) -> None:
        """Let the marker be part of the text."""
        if self.marker:
            self.runs.insert(0, Run(f"{self.marker} "))
            self.pieces[0] = replace(self.pieces[0], start=self.pieces[0].start - letters_in(self.marker))
            self.marker = ""

    def _note(self, line: Line, page: Page, start: int) -> None:
        self.lines.append(line)
        self.pieces.append(Piece(page.number, line, start, letters_in(line.text)))

    def placed(self) -> Placed:
        """The block that it has become."""
        return Placed(self._block(), tuple(self.pieces))

    def _block(self) -> Block:
        unmarked = {Mark.STRONG, Mark.EMPHASIS} if self.kind is BlockKind.HEADING else set()
        buffer = RunBuffer()
        for run in self.runs:
            buffer.add_verbatim(run.text, run.marks - unmarked, run.link)
        return Block(
            self.kind,
            buffer.take(),
            level=self.level,
            indent=self.indent,
            marker=self.marker,
            names=(self.name,) if self.name else (),
            page=self.page,
        )


def blocks_of(pages: Sequence[Sequence[Line]], labels: Sequence[str], headings: Headings) -> tuple[Placed, ...]:
    """The blocks of a file's pages, each of which has a label."""
    text = "\n".join(line.text for lines in pages for line in lines)
    writer = _Writer(Layout.of(text), headings)
    for number, (lines, label) in enumerate(zip(pages, labels, strict=True)):
        page = Page.of(lines, number, label, headings.body)
        done = 0
        for table in tables_in(lines):
            writer.read(lines[done : table.start], page)
            writer.take(table, page)
            done = table.stop
        writer.read(lines[done:], page)
    return writer.blocks()


def _columns(lines: Sequence[Line]) -> Iterator[_Column]:
    """The lines of a page, parted wherever reading goes on at another place than below."""
    column: list[Line] = []
    for line in lines:
        last = column[-1] if column else None
        if last is not None and (line.base >= last.base or line.left >= last.right or line.right <= last.left):
            yield _Column.of(column)
            column = []
        column.append(line)
    if column:
        yield _Column.of(column)


def _alike(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) <= _SIZE * max(one.size, other.size)


class _Writer:
    """Reads columns of lines in order, and writes blocks."""

    def __init__(self, layout: Layout, headings: Headings) -> None:
        self._layout = layout
        self._headings = headings
        self._drafts: list[_Draft | Placed] = []
        self._list: list[float] = []  # how far the lists that stand open are indented, in points

    def read(self, lines: Sequence[Line], page: Page) -> None:
        """Read lines that hold no table."""
        for column in _columns(lines):
            self._read_column(column, page)

    def take(self, table: Table, page: Page) -> None:
        """Write a table."""
        self._drafts.append(table.placed(page))
        self._list.clear()

    def _read_column(self, column: _Column, page: Page) -> None:
        fresh = True
        position = 0
        while position < len(column.lines):
            line = column.lines[position]
            count, level = self._headings.named(column.lines[position : position + 3], page.number)
            if count:
                self._heading(column.lines[position : position + count], level, page)
                position, fresh = position + count, True
                continue
            if page.note(line)[0]:
                self._start_note(line, page)
                position, fresh = position + 1, False
                continue
            seam = _Seam.START if fresh else self._seam(column, position)
            self._read(line, seam, page, torn=fresh)
            position, fresh = position + 1, False

    @property
    def _last(self) -> _Draft | None:
        """What came last, unless that was a table."""
        last = self._drafts[-1] if self._drafts else None
        return None if isinstance(last, Placed) else last

    def blocks(self) -> tuple[Placed, ...]:
        """The blocks of all that was read."""
        for draft in self._drafts:
            if isinstance(draft, Placed):
                continue
            if draft.kind not in (BlockKind.HEADING, BlockKind.NOTE) and (level := self._headings.level(draft.lines)):
                draft.kind, draft.level, draft.indent = BlockKind.HEADING, level, 0
                draft.show_marker()
        placed = (draft if isinstance(draft, Placed) else draft.placed() for draft in self._drafts)
        return tuple(_named(each for each in placed if each.block.runs or each.block.rows))

    def _start_note(self, line: Line, page: Page) -> None:
        label, marker = page.note(line)
        draft = _Draft(BlockKind.NOTE, page.label, marker=f"{label}.", name=page.name(label))
        draft.begin(line, page, marker)
        self._drafts.append(draft)
        self._list.clear()

    def _heading(self, lines: Sequence[Line], level: int, page: Page) -> None:
        draft = _Draft(BlockKind.HEADING, page.label, level=level)
        for line in lines:
            draft.add(line, page, between=" ")
        self._drafts.append(draft)
        self._list.clear()

    def _read(self, line: Line, seam: _Seam, page: Page, *, torn: bool) -> None:
        draft = self._last
        marker = _marker(line.text)
        if torn and not marker and (begun := self._torn(line)) is not None:
            draft, seam = begun, _Seam.GO_ON
        if seam is _Seam.START or draft is None or draft.kind is BlockKind.HEADING:
            self._start(line, marker, page)
        elif seam is _Seam.ROW:
            draft.add(line, page, between="\n")
        else:
            drop, between = self._layout.seam(draft.lines[-1].text, line.text)
            draft.add(line, page, drop, between)

    def _start(self, line: Line, marker: str, page: Page) -> None:
        if not marker:
            while self._list and line.left <= self._list[-1] + _INDENT * line.size / 2:
                self._list.pop()
            draft = _Draft(BlockKind.PARAGRAPH, page.label, indent=len(self._list))
        else:
            while self._list and line.left < self._list[-1] - _INDENT * line.size / 2:
                self._list.pop()
            if not self._list or line.left > self._list[-1] + _INDENT * line.size / 2:
                self._list.append(line.left)
            bullet = BULLETS[min(len(self._list), len(BULLETS)) - 1]
            shown = bullet if _BULLET.match(line.text) else marker.strip()
            draft = _Draft(BlockKind.ITEM, page.label, marker=shown, indent=len(self._list))
        draft.begin(line, page, marker)
        self._drafts.append(draft)

    def _torn(self, line: Line) -> _Draft | None:
        """The paragraph that goes on with this line, the first of a column or page."""
        for draft in reversed(self._drafts[-8:]):
            if isinstance(draft, Placed):
                return None
            last = draft.lines[-1]
            if not _alike(last, line):
                if last.size > line.size:
                    return None
                continue  # a footnote stands between
            if draft.kind is BlockKind.NOTE:
                continue
            if draft.kind is BlockKind.HEADING or self._headings.level(draft.lines) or last.cells > 2:
                return None
            split = last.text.endswith("-") and line.text[:1].isalpha()
            return draft if split or (line.text[:1].islower() and not last.text.endswith(_ENDS)) else None
        return None

    def _seam(self, column: _Column, position: int) -> _Seam:
        """How a line of the column stands to the one before it."""
        before, line = column.lines[position - 1 : position + 1]
        if before.base - line.base > _STEP * column.leading or not _alike(before, line) or before.bold != line.bold:
            return _Seam.START
        marker = _marker(line.text)
        if marker and self._begins_item(before, line):
            return _Seam.START
        if _is_row(line) and _is_row(before):
            return _Seam.ROW
        if any(_is_row(each) and not column.is_filled(each) for each in (before, line)):
            return _Seam.START
        return _Seam.START if self._is_indented(column, before, line) or _is_last(column, before, line) else _Seam.GO_ON

    def _begins_item(self, before: Line, line: Line) -> bool:
        if _BULLET.match(line.text) and line.text[0] not in "-–—*":
            return True
        last = self._last
        in_list = last is not None and last.kind is BlockKind.ITEM
        in_list = in_list and abs(self._list[-1] - line.left) <= _INDENT * line.size
        return before.text.endswith(_LEADS_IN) or in_list

    def _is_indented(self, column: _Column, before: Line, line: Line) -> bool:
        """Whether a paragraph begins with this line, as its left edge shows."""
        draft, margin = self._last, _INDENT * line.size
        deeper = line.left - before.left
        if draft is None:
            return False
        if draft.kind is BlockKind.ITEM:
            first = draft.lines[0]
            return (
                len(draft.lines) > 1 and (deeper < -margin / 2 or deeper > margin) and line.left <= first.left + margin
            )
        if deeper > margin:
            return not column.hanging
        return deeper < -margin and (column.hanging or len(draft.lines) > 1)


def _named(placed: Iterable[Placed]) -> Iterator[Placed]:
    """The blocks, of which the first of each page has the page's name."""
    pages = 0  # that have been named
    for each in placed:
        last = max(piece.page for piece in each.pieces)
        names = tuple(map(page_name, range(pages, last + 1)))
        pages = max(pages, last + 1)
        yield replace(each, block=replace(each.block, names=(*each.block.names, *names))) if names else each


def _is_last(column: _Column, before: Line, line: Line) -> bool:
    """Whether a paragraph ends with the line `before`: the next word would have found room in it."""
    width = column.right - column.left
    word = line.text.split(maxsplit=1)[0]
    room = len(word) * (line.right - line.left) / max(len(line.text), 1)
    if before.right + room > column.right - _SHORT * width:
        return False
    return before.text.endswith(_ENDS) or not line.text[:1].islower()


def _is_row(line: Line) -> bool:
    return line.cells > (2 if _marker(line.text) else 1)


def _marker(text: str) -> str:
    """What stands before an item, with the space after it, or ""."""
    match = _BULLET.match(text) or _NUMBER.match(text)
    return match[0] if match else ""
