# SPDX-License-Identifier: MIT
"""The lines of a PDF page, put together from its characters, in the order in which they are read."""

import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from companion.document.model import Mark, Run
from companion.document.runs import RunBuffer
from companion.importers.pdf_direction import is_leftward, reading_order, runs_left
from companion.importers.pdf_glyphs import Glyph
from companion.importers.pdf_order import Area, in_reading_order

# Shares of the type size.
_LEVEL = 0.25  # how far apart the base lines of one line may be
_RAISED = 0.6  # the same where one of the two is set smaller: a note's number, an index
_SMALLER = 0.9
_APART = 1.2  # a wider gap is one between columns or cells
_WORD = 0.4  # a wider gap is one between words, whatever PDFium says
_NARROW = 0.2  # a narrower gap is none in writing that runs left, though PDFium may say that a space is near
_ROWS = 5  # lines that have a gap at the same place, at the least, where that is the gap between columns
_CANDIDATES = 60  # places where it is looked for
_COLUMNS = 8  # of a page; what has more is no running text
_COLUMN = 18  # characters of a column's line; a table's cells have fewer
# Letters in the shape that they take in print: ligatures, and Arabic and Hebrew ones joined.
_SHAPES = re.compile("[\ufb00-\ufdff\ufe70-\ufefc]")


def _no_numbers() -> "array[int]":
    return array("I")


@dataclass(frozen=True, slots=True)
class Part:
    """What stands between two wide gaps of a line: its sides, and the number of its first letter in the line."""

    first: int
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page. `base` is its height, `size` that of its type; `cells` counts the parts that gaps make.

    `numbers` are those of the characters, white space aside, by which PDFium knows them. `parts` are the cells, where
    there are several and the writing runs to the right.
    """

    runs: tuple[Run, ...]
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    cells: int = 1
    numbers: "array[int]" = field(default_factory=_no_numbers, compare=False)
    parts: tuple[Part, ...] = ()

    @property
    def text(self) -> str:
        """What the line says."""
        return "".join(run.text for run in self.runs)

    @property
    def area(self) -> Area:
        """Where it stands."""
        return Area(self.left, self.base - 0.2 * self.size, self.right, self.base + 0.7 * self.size)


@dataclass(slots=True)
class _Piece:
    """Characters that stand next to one another. `base` and `size` are those of the largest."""

    glyphs: list[Glyph]
    left: float
    right: float
    base: float
    size: float

    @classmethod
    def of(cls, glyph: Glyph) -> "_Piece":
        return cls([glyph], glyph.left, glyph.right, glyph.base, glyph.style.size)

    def takes(self, glyph: Glyph) -> bool:
        """Whether the character goes on with this piece."""
        last, size = self.glyphs[-1], max(self.size, glyph.style.size)
        if not level(self.base, self.size, glyph.base, glyph.style.size):
            return False
        gap = max(glyph.left - last.right, last.left - glyph.right)
        back = glyph.left < last.left - 0.5 * size and not runs_left(last.text + glyph.text)
        return gap < _APART * size and not back

    def add(self, glyph: Glyph) -> None:
        self.glyphs.append(glyph)
        self.left, self.right = min(self.left, glyph.left), max(self.right, glyph.right)
        if glyph.style.size > self.size:
            self.base, self.size = glyph.base, glyph.style.size


def level(base: float, size: float, other: float, other_size: float) -> bool:
    """Whether two pieces of text stand on one line."""
    larger, smaller = max(size, other_size), min(size, other_size)
    return abs(base - other) <= larger * (_RAISED if smaller < _SMALLER * larger else _LEVEL)


def lines_of(glyphs: Sequence[Glyph]) -> tuple[Line, ...]:
    """The lines of a page. Those that are turned follow those that most are like."""
    leftward = is_leftward("".join(glyph.text for glyph in glyphs))
    turned: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        turned.setdefault(glyph.angle, []).append(glyph)
    lines: list[Line] = []
    for group in sorted(turned.values(), key=len, reverse=True):
        lines += _level_lines(group, leftward=leftward)
    return tuple(lines)


def _level_lines(glyphs: Sequence[Glyph], *, leftward: bool) -> list[Line]:
    rows = _rows(_pieces(glyphs))
    lines = [line for row in _columns(rows) if (line := _line(row, leftward=leftward)) is not None]
    return [lines[number] for number in in_reading_order([line.area for line in lines])]


def _pieces(glyphs: Iterable[Glyph]) -> Iterator[_Piece]:
    piece: _Piece | None = None
    for glyph in glyphs:
        if piece is not None and piece.takes(glyph):
            piece.add(glyph)
            continue
        if piece is not None:
            yield piece
        piece = _Piece.of(glyph)
    if piece is not None:
        yield piece


def _rows(pieces: Iterable[_Piece]) -> list[list[_Piece]]:
    """The pieces that follow one another on one line."""
    rows: list[list[_Piece]] = []
    for piece in pieces:
        before = rows[-1][-1] if rows else None
        if before is not None and level(before.base, before.size, piece.base, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda piece: piece.left)
    return rows


def _columns(rows: list[list[_Piece]], most: int = _COLUMNS) -> list[list[_Piece]]:
    """The rows, cut where they run across columns: first all of the left column, then all of the right."""
    gutter = _gutter(rows) if most > 1 else None
    if gutter is None:
        return rows
    ordered: list[list[_Piece]] = []
    left: list[list[_Piece]] = []
    right: list[list[_Piece]] = []
    for row in rows:
        if any(piece.left < gutter < piece.right for piece in row):
            ordered += [*_columns(left, most - 1), *_columns(right, most - 1), row]
            left, right = [], []
            continue
        before = [piece for piece in row if piece.right <= gutter]
        left += [before] if before else []
        right += [row[len(before) :]] if len(before) < len(row) else []
    return [*ordered, *_columns(left, most - 1), *_columns(right, most - 1)]


def _gutter(rows: list[list[_Piece]]) -> float | None:
    """Where a gap between columns of running text is, if there is one that rows cross."""
    gaps = [
        (before, after)
        for row in rows
        for before, after in pairwise(row)
        if after.left - before.right > _APART * max(before.size, after.size)
    ]
    if len(gaps) < _ROWS:
        return None
    middles = Counter(round((before.right + after.left) / 2) for before, after in gaps)
    likely = sorted(middles, key=lambda x: middles[x], reverse=True)[:_CANDIDATES]
    best = max(likely, key=lambda x: (sum(before.right < x < after.left for before, after in gaps), middles[x]))
    crossed = [(before, after) for before, after in gaps if before.right < best < after.left]
    letters = [min(len(before.glyphs), len(after.glyphs)) for before, after in crossed]
    if len(crossed) < _ROWS or sum(letters) < _COLUMN * len(letters):
        return None
    return float(best)


def _line(row: list[_Piece], *, leftward: bool) -> Line | None:
    main = max(row, key=lambda piece: (piece.size, len(piece.glyphs)))
    glyphs = [glyph for piece in row for glyph in piece.glyphs]
    leads_left = runs_left("".join(glyph.text for glyph in glyphs))
    if leads_left:
        glyphs = _read_leftward(glyphs, leftward=leftward)
    runs, numbers = _runs(glyphs, main.base, main.size)
    if not runs:
        return None
    sizes = Counter(glyph.style.size for glyph in glyphs)
    bold = sum(glyph.style.bold for glyph in glyphs) * 10 >= len(glyphs) * 9
    parts = _parts(row) if len(row) > 1 and not leads_left else ()
    right = max(piece.right for piece in row)
    return Line(
        runs, row[0].left, right, main.base, max(sizes, key=lambda size: sizes[size]), bold, len(row), numbers, parts
    )


def _parts(row: Sequence[_Piece]) -> tuple[Part, ...]:
    parts = []
    first = 0
    for piece in row:
        parts.append(Part(first, piece.left, piece.right))
        first += sum(letters_in(_shown(glyph)) for glyph in piece.glyphs)
    return tuple(parts)


def _runs(glyphs: Sequence[Glyph], base: float, size: float) -> tuple[tuple[Run, ...], "array[int]"]:
    """The words of a line whose main characters have this base line and size, and the numbers of their characters."""
    buffer = RunBuffer()
    numbers = _no_numbers()
    before: Glyph | None = None
    linked: str | None = None
    for _, group in groupby(glyphs, lambda glyph: (glyph.style, glyph.link, glyph.base)):
        text, link = "", None
        for glyph in group:
            spaced = glyph.spaced or (before is not None and _gap(before, glyph) > _WORD * size)
            shown = _shown(glyph)
            text += f" {shown}" if spaced else shown
            numbers.extend([glyph.number] * letters_in(shown))
            before, link = glyph, glyph.link
        if before is not None:
            if text[0] == " " and link != linked:  # the space before a link is no part of it
                buffer.add(" ")
            buffer.add(text, _marks(before, base, size), link)
            linked = link
    return buffer.take(), numbers


def _shown(glyph: Glyph) -> str:
    return glyph.text if glyph.text.isascii() else _SHAPES.sub(_in_plain_letters, glyph.text)


def _in_plain_letters(shape: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", shape[0])


def letters_in(text: str) -> int:
    """How many characters of a text are something else than white space."""
    return len(text) if len(text) == 1 else sum(map(len, text.split()))


def _gap(before: Glyph, after: Glyph) -> float:
    return max(after.left - before.right, before.left - after.right)


def _marks(glyph: Glyph, base: float, size: float) -> frozenset[Mark]:
    marks = set()
    if glyph.style.bold:
        marks.add(Mark.STRONG)
    if glyph.style.italic:
        marks.add(Mark.EMPHASIS)
    if glyph.style.size < _SMALLER * size and abs(glyph.base - base) > 0.1 * size:
        marks.add(Mark.SUPERSCRIPT if glyph.base > base else Mark.SUBSCRIPT)
    return frozenset(marks)


def _read_leftward(glyphs: Sequence[Glyph], *, leftward: bool) -> list[Glyph]:
    """The characters of a line, some of which run to the left, as they are read."""
    standing, texts = _without_marks(glyphs)
    cells: list[tuple[int, str]] = []
    for number, text in enumerate(texts):
        if number and _parted(standing[number - 1], standing[number]):
            cells.append((number, " "))
        cells.append((number, text))
    read: list[Glyph] = []
    spaced = False
    for place in reading_order([text for _, text in cells], leftward=leftward):
        number, text = cells[place]
        if text != " ":
            read.append(replace(standing[number], text=text, spaced=spaced))
        spaced = text == " "
    return read


def _without_marks(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], list[str]]:
    """The characters from left to right but for combining marks, and their texts, to which the marks are added."""
    standing = sorted((glyph for glyph in glyphs if not _combines(glyph)), key=lambda glyph: glyph.left + glyph.right)
    texts = [glyph.text for glyph in standing]
    for mark in (glyph for glyph in glyphs if _combines(glyph)):
        if standing:
            middle = mark.left + mark.right
            nearest = min(range(len(standing)), key=lambda n: abs(standing[n].left + standing[n].right - middle))
            texts[nearest] += mark.text
    return standing, texts


def _parted(before: Glyph, after: Glyph) -> bool:
    """Whether there is a space between two neighbours. PDFium may have noted it with either where writing runs left."""
    left, right = runs_left(before.text), runs_left(after.text)
    known = after.spaced or left != right or (left and before.spaced)
    narrowest = (_NARROW if left or right else 0.0) if known else _WORD
    return _gap(before, after) > narrowest * after.style.size


def _combines(glyph: Glyph) -> bool:
    return unicodedata.combining(glyph.text[0]) > 0
