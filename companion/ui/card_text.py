# SPDX-License-Identifier: MIT
"""Sets the texts of a row: which lines they make in a given width, and how high the row becomes.

All text here is plain text from documents. It is set with QTextLayout and never read as markup.
"""

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextCharFormat, QTextLayout, QTextOption

from companion.ui.rows import Row, Shape
from companion.ui.theme import SERIF

SIDE = 16  # pixels from the edge of the list to a card
PADDING = 14  # from the edge of a card to its text
GAP = 10  # between two cards
ICON = 14
GROUP_INDENT = 14  # of a group inside another one
BAR_INDENT = 10
BAR_HEIGHT = 5

_A_LINE = 160  # code points, more than stand on any line of a panel
_LONG_WORD = 16  # code points
_SHORTEST_LEAD = 8  # code points of a cut lead that still say something
_ELIDE_LEFT = Qt.TextElideMode.ElideLeft
_ELIDE_RIGHT = Qt.TextElideMode.ElideRight

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Faces:
    """The fonts of a list, all derived from the interface's font."""

    title: QFont
    plain: QFont
    small: QFont
    body: QFont
    strong: QFont
    note: QFont

    @classmethod
    def around(cls, base: QFont) -> "Faces":
        """The fonts that go with the interface's font `base`."""
        size = base.pixelSize() if base.pixelSize() > 0 else 13
        return cls(
            title=_font(base, size, QFont.Weight.DemiBold),
            plain=_font(base, size),
            small=_font(base, size - 1),
            body=_font(base, size + 1, family=SERIF),
            strong=_font(base, size + 1, QFont.Weight.DemiBold, family=SERIF),
            note=_font(base, size),
        )


@dataclass(slots=True)
class Piece:
    """A text with its lines made: where it stands, its colour by the theme's name, its hits, an icon before it.

    `spans` count Qt's positions in `layout`.
    """

    layout: QTextLayout
    at: QPointF
    colour: str
    spans: Spans = ()

    step: float = 0.0
    icon: str = ""

    @property
    def height(self) -> float:
        """The height of all lines, in pixels."""
        return self.layout.lineCount() * self.step


@dataclass(slots=True)
class SetRow:
    """A row whose texts are set: its pieces relative to the row's corner, and its whole height in pixels."""

    pieces: list[Piece] = field(default_factory=list)
    height: float = 0.0


def set_row(row: Row, width: float, faces: Faces) -> SetRow:
    """Set a row that is `width` pixels wide."""
    if row.shape is Shape.CARD:
        return _set_card(row, width, faces)
    if row.shape is Shape.ENTRY:
        return _set_entry(row, width, faces)
    if row.shape is Shape.CONTEXT:
        return _set_context(row, width, faces)
    if row.shape is Shape.BAR:
        return _set_bar(row, width, faces)
    return _set_group(row, width, faces)


def to_units(text: str, offset: int) -> int:
    """Qt's position (UTF-16 units) of a code point of `text`."""
    return offset + sum(1 for letter in text[:offset] if letter > "\uffff")


def flow(
    text: str,
    font: QFont,
    width: float,
    lines: int,
    *,
    spans: Spans = (),
    strong: QFont | None = None,
    leading: float = 1.25,
) -> Piece:
    """Break `text` into at most `lines` lines; what is left over is said by an ellipsis.

    `spans` (code points) are set in the font `strong`; `leading` is the distance of two lines in ems.
    """
    text = text[: lines * _A_LINE].replace("\n", "\u2028")
    piece = _broken(text, font, width, lines, spans, strong, leading)
    last = piece.layout.lineAt(piece.layout.lineCount() - 1)
    if last.textStart() + last.textLength() < len(piece.layout.text()):
        kept = _from_units(text, last.textStart())
        end = QFontMetricsF(strong or font).elidedText(text[kept : kept + _A_LINE], _ELIDE_RIGHT, width)
        cut = text[:kept] + _cut_right(end)
        inside = tuple((start, min(stop, len(cut) - 1)) for start, stop in spans if start < len(cut) - 1)
        piece = _broken(cut, font, width, lines, inside, strong, leading)
    return piece


def _broken(
    text: str, font: QFont, width: float, lines: int, spans: Spans, strong: QFont | None, leading: float
) -> Piece:
    layout = QTextLayout(text, font)
    layout.setTextOption(_wrapping())
    units = tuple((to_units(text, start), to_units(text, end)) for start, end in spans)
    if strong is not None and units:
        layout.setFormats([_format(start, end, strong) for start, end in units])
    step = round(leading * font.pixelSize())
    layout.beginLayout()
    for number in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, number * step + (step - line.height()) / 2))
    layout.endLayout()
    return Piece(layout, QPointF(), "ink", units, step)


def _set_card(row: Row, width: float, faces: Faces) -> SetRow:
    made = SetRow()
    left, inner = SIDE + PADDING, width - 2 * (SIDE + PADDING)
    y = 11.0
    if row.title or row.aside:
        y = _set_title(made, row, QRectF(left, y, inner, 0), faces, faces.title) + 5
    if row.body:
        piece = flow(row.body, faces.body, inner, row.lines, spans=row.spans, strong=faces.strong, leading=1.5)
        y = _place(made, piece, left, y, "ink") + 5
    if row.note:
        y = _place(made, flow(row.note, faces.note, inner, 3, leading=1.35), left, y, "ink") + 5
    for icon, text in ((row.icon, row.meta), *row.extra):
        if text:
            y = _set_small(made, icon, text, QRectF(left, y, inner, 0), faces) + 4
    made.height = y + 8 + GAP
    return made


def _set_entry(row: Row, width: float, faces: Faces) -> SetRow:
    made = SetRow()
    left, inner = SIDE + 2.0, width - 2 * (SIDE + 2.0)
    y = 7.0 if row.meta else 5.0
    margin = y
    font = faces.title if row.marked else faces.plain
    if row.aside:
        y = _set_title(made, row, QRectF(left, y, inner, 0), faces, font)
    else:
        y = _place(made, flow(row.title, font, inner, min(row.lines, 2)), left, y, row.ink or "ink")
    if row.meta:
        y = _set_small(made, row.icon, row.meta, QRectF(left, y + 2, inner, 0), faces)
    made.height = y + margin + (5 if row.fraction is not None else 0)
    return made


def _set_bar(row: Row, width: float, faces: Faces) -> SetRow:
    """A title with its number, and room for the bar below; without a share it is only a small muted line."""
    made = SetRow()
    left = SIDE + 2.0 + BAR_INDENT * min(row.depth, 4)
    box = QRectF(left, 4.0, width - SIDE - 2 - left, 0)
    font = faces.title if row.marked else faces.plain
    made.height = _set_title(made, row, box, faces, font) + (4 + BAR_HEIGHT + 5 if row.fraction else 4)
    return made


def _set_group(row: Row, width: float, faces: Faces) -> SetRow:
    made = SetRow()
    left = SIDE + ICON + 6.0 + GROUP_INDENT * row.depth
    box = QRectF(left, 9.0, width - SIDE - left, 0)
    made.height = _set_title(made, row, box, faces, faces.title) + (13 if row.fraction is not None else 9)
    return made


def _set_context(row: Row, width: float, faces: Faces) -> SetRow:
    """A line in which the word always begins at the same place, four tenths along."""
    made = SetRow()
    left, inner = SIDE + 2.0, width - 2 * (SIDE + 2.0)
    start, end = row.spans[0] if row.spans else (0, 0)
    before, word, after = row.body[:start], row.body[start:end], row.body[end:]
    plain, strong = QFontMetricsF(faces.body), QFontMetricsF(faces.strong)
    middle = left + round(inner * 0.4)
    before = plain.elidedText(before[-_A_LINE:], _ELIDE_LEFT, middle - left)
    word = strong.elidedText(word, _ELIDE_RIGHT, left + inner - middle)
    rest = left + inner - middle - strong.horizontalAdvance(word)
    after = plain.elidedText(after[:_A_LINE], _ELIDE_RIGHT, max(rest, 0.0))
    y = 6.0
    # The space before the word must count, or the word would stand too far left.
    advance = plain.horizontalAdvance(before)
    _place(made, flow(before, faces.body, inner, 1), middle - advance, y, "muted")
    y = _place(made, flow(word, faces.strong, inner, 1), middle, y, "ink")
    _place(made, flow(after, faces.body, inner, 1), middle + strong.horizontalAdvance(word), 6.0, "muted")
    if row.meta:
        y = _set_small(made, row.icon, row.meta, QRectF(left, y, inner, 0), faces)
    made.height = y + 6
    return made


def _set_title(made: SetRow, row: Row, box: QRectF, faces: Faces, font: QFont) -> float:
    """The line of lead, title (in `font`) and aside; where there is no room for all, the lead goes first."""
    small, bold, plain = QFontMetricsF(faces.small), QFontMetricsF(font), QFontMetricsF(faces.plain)
    room = box.width()
    if row.aside:
        wide = small.horizontalAdvance(row.aside) + 2
        _place(made, flow(row.aside, faces.small, wide, 1), box.right() - wide + 1, box.y() + 1, "muted")
        room -= wide + 8
    title = bold.elidedText(row.title[:_A_LINE], _ELIDE_RIGHT, room)
    left = box.x()
    if row.lead:
        lead = plain.elidedText(row.lead, _ELIDE_LEFT, room - bold.horizontalAdvance(title) - 2)
        lead = _cut_left(lead)
        if len(lead) > _SHORTEST_LEAD:
            _place(made, flow(lead, faces.plain, room, 1), left, box.y(), "muted")
            left += plain.horizontalAdvance(lead)
    return _place(made, flow(title, font, room + 4, 1), left, box.y(), row.ink or "ink")


def _set_small(made: SetRow, icon: str, text: str, box: QRectF, faces: Faces) -> float:
    """A small line; where it is too long its longest part gives way, so that the page or the year stays."""
    indent = ICON + 6.0 if icon else 0.0
    inner = box.width() - indent
    metrics = QFontMetricsF(faces.small)
    text = text[: 2 * _A_LINE]
    if metrics.horizontalAdvance(text) > inner:
        parts = text.split(" · ")
        longest = max(range(len(parts)), key=lambda number: len(parts[number]))
        others = metrics.horizontalAdvance(text) - metrics.horizontalAdvance(parts[longest])
        if inner - others > inner / 3:
            parts[longest] = metrics.elidedText(parts[longest], _ELIDE_RIGHT, inner - others)
        text = metrics.elidedText(" · ".join(parts), _ELIDE_RIGHT, inner + 1)
    piece = flow(text, faces.small, box.width(), 1)
    piece.icon = icon
    return _place(made, piece, box.x() + indent, box.y(), "muted")


def _place(made: SetRow, piece: Piece, x: float, y: float, colour: str) -> float:
    """Add the piece at its place; returns where it ends."""
    piece.at, piece.colour = QPointF(x, y), colour
    made.pieces.append(piece)
    return y + piece.height


def _font(base: QFont, size: int, weight: QFont.Weight = QFont.Weight.Normal, *, family: str = "") -> QFont:
    font = QFont(base)
    if family:
        font.setFamily(family)
    font.setPixelSize(size)
    font.setWeight(weight)
    return font


def _format(start: int, end: int, font: QFont) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length = start, end - start
    made.format = QTextCharFormat()
    made.format.setFont(font)
    return made


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _cut_right(elided: str) -> str:
    """An elided text without its last word where that is cut; as it is where the word is long."""
    if not elided.endswith("…"):
        return elided
    text = elided.rstrip("…\u2028 ")
    head, space, tail = text.rpartition(" ")
    return (head if space and len(tail) < _LONG_WORD else text) + "…"


def _cut_left(elided: str) -> str:
    """The same for a text whose beginning was elided."""
    if not elided.startswith("…"):
        return elided
    head, _, tail = elided.partition(" ")
    return "… " + tail if tail and len(head) < _LONG_WORD else elided


def _from_units(text: str, position: int) -> int:
    """The code point of `text` at Qt's position."""
    return len(text.encode("utf-16-le")[: 2 * position].decode("utf-16-le", "ignore"))
