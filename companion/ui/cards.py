# SPDX-License-Identifier: MIT
"""Draws the rows of a panel's list: cards, entries, lines of context and the groups over them."""

from collections.abc import Hashable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from companion.ui.card_text import BAR_HEIGHT, GAP, GROUP_INDENT, ICON, SIDE, Faces, Piece, SetRow, set_row
from companion.ui.rows import ROW_ROLE, Row, RowModel, Shape
from companion.ui.theme import Theme, icon

_RADIUS = 10.0
_REMEMBERED = 20_000  # heights
_DIMMED = 0.45


class CardDelegate(QStyledItemDelegate):
    """Draws every shape of row across the whole width of its view."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.dimmed = False
        self._view = view
        self._theme: Theme | None = None
        self._faces = Faces.around(view.font())
        self._heights: dict[Hashable, int] = {}
        self._width = 0  # of the view, when the heights were found

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours from now on, and in the view's present font."""
        self._theme = theme
        self._faces = Faces.around(self._view.font())
        self._heights.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row: Row = index.data(ROW_ROLE)
        if self._view.width() != self._width or len(self._heights) > _REMEMBERED:
            self._heights.clear()
            self._width = self._view.width()
        alike = _alike(row)
        height = self._heights.get(alike)
        if height is None:
            height = self._heights[alike] = round(set_row(row, self._width, self._faces).height)
        return QSize(0, height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = self._theme
        if theme is None:
            return
        row: Row = index.data(ROW_ROLE)
        made = set_row(row, self._view.width(), self._faces)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(QPointF(0, option.rect.y()))
        if self.dimmed:
            painter.setOpacity(_DIMMED)
        _Brush(painter, theme, option.state).draw(row, made, self._view.width())
        if row.shape is Shape.GROUP:
            model = index.model()
            folded = isinstance(model, RowModel) and model.is_folded(index)
            mark = icon("chevron-right" if folded else "chevron-down", theme, ICON)
            mark.paint(painter, SIDE + GROUP_INDENT * row.depth, 10, ICON, ICON)
        painter.restore()


def _alike(row: Row) -> Hashable:
    """What rows share that have the same height in the same width: all but the words, where none of them wraps."""
    if row.shape is Shape.ENTRY and row.lines == 1 and not row.aside:
        return bool(row.meta), row.fraction is not None
    return row


class _Brush:
    """Draws one row at the painter's origin."""

    def __init__(self, painter: QPainter, theme: Theme, state: QStyle.StateFlag) -> None:
        self._painter = painter
        self._theme = theme
        self._selected = bool(state & QStyle.StateFlag.State_Selected)
        self._hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        self._focused = bool(state & QStyle.StateFlag.State_HasFocus)

    def draw(self, row: Row, made: SetRow, width: float) -> None:
        if row.shape is Shape.CARD:
            self._sheet(row, QRectF(SIDE + 0.5, 0.5, width - 2 * SIDE - 1, made.height - GAP - 1))
        else:
            self._ground(row, QRectF(SIDE - 7, 1, width - 2 * SIDE + 12, made.height - 2))
        for piece in made.pieces:
            self._hits(piece)
            self._painter.setPen(self._colour(row, piece.colour))
            piece.layout.draw(self._painter, piece.at)
            if piece.icon:
                x, y = round(piece.at.x()) - ICON - 6, round(piece.at.y())
                icon(piece.icon, self._theme, ICON).paint(self._painter, x, y, ICON, ICON)
        if row.shape is Shape.BAR and row.fraction:
            self._bar(row, row.fraction, made, width)
        elif row.fraction is not None:
            self._progress(row, row.fraction, made, width)

    def _sheet(self, row: Row, sheet: QRectF) -> None:
        """A card: paper in a thin frame, which is the accent's when it is selected and thicker with the focus."""
        theme, painter = self._theme, self._painter
        frame = theme.accent if self._selected else theme.faint if self._hovered else theme.rule
        thick = 2.0 if self._focused else 1.0
        outline = QPainterPath()
        inset = (thick - 1) / 2
        outline.addRoundedRect(sheet.adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)
        painter.fillPath(outline, QColor(theme.paper))
        if row.edge:
            painter.save()
            painter.setClipPath(outline)
            painter.fillRect(QRectF(sheet.x(), sheet.y(), 5, sheet.height()), QColor(theme.highlight(row.edge).edge))
            painter.restore()
        painter.strokePath(outline, QPen(QColor(frame), thick))

    def _ground(self, row: Row, ground: QRectF) -> None:
        """Behind a row without a frame: the tint when it is selected, a ring with the focus."""
        theme, painter = self._theme, self._painter
        painter.setPen(Qt.PenStyle.NoPen)
        if self._selected and row.shape is not Shape.GROUP:
            painter.setBrush(QColor(theme.tint))
            painter.drawRoundedRect(ground, 6, 6)
        elif self._hovered:
            painter.setBrush(QColor(theme.hover))
            painter.drawRoundedRect(ground, 6, 6)
        if self._focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.focus), 1.0))
            painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _hits(self, piece: Piece) -> None:
        """Rounded grounds under the hits, a little wider than the words."""
        if not piece.spans:
            return
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(self._theme.hit))
        for number in range(piece.layout.lineCount()):
            line = piece.layout.lineAt(number)
            first, last = line.textStart(), line.textStart() + line.textLength()
            for start, end in piece.spans:
                if start < last and end > first:
                    a, b = line.cursorToX(max(start, first))[0], line.cursorToX(min(end, last))[0]
                    box = QRectF(min(a, b) - 1.5, line.y() + 1, abs(b - a) + 3, line.height() - 1)
                    self._painter.drawRoundedRect(box.translated(piece.at), 3, 3)

    def _bar(self, row: Row, fraction: float, made: SetRow, width: float) -> None:
        """The share of a row: on a faint track, so that the whole is seen too; outlined where the theme is."""
        left = SIDE + 2.0  # the same for all, however deep a title is set in
        track = QRectF(left, made.height - BAR_HEIGHT - 5, width - SIDE - 2 - left, BAR_HEIGHT)
        share = QRectF(track)
        share.setWidth(max(track.width() * min(fraction, 1.0), BAR_HEIGHT))
        self._painter.setPen(Qt.PenStyle.NoPen)
        for rect, colour in ((track, self._theme.hover), (share, self._theme.glossary)):
            self._painter.setBrush(QColor(colour))
            self._painter.drawRoundedRect(rect, BAR_HEIGHT / 2, BAR_HEIGHT / 2)

    def _progress(self, row: Row, fraction: float, made: SetRow, width: float) -> None:
        left = made.pieces[-1].at.x()
        line = QRectF(left, made.height - 6, width - SIDE - 2 - left, 2)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(self._theme.hover))
        self._painter.drawRoundedRect(line, 1, 1)
        line.setWidth(line.width() * min(max(fraction, 0.0), 1.0))
        self._painter.setBrush(QColor(self._theme.faint if row.shape is Shape.GROUP else self._theme.accent))
        self._painter.drawRoundedRect(line, 1, 1)

    def _colour(self, row: Row, name: str) -> QColor:
        if name == "ink" and self._selected and row.shape in (Shape.ENTRY, Shape.BAR):
            name = "accent"
        return QColor(getattr(self._theme, name))
