# SPDX-License-Identifier: MIT
"""What is painted with the text of a page but is not text: panels, bars, rules, markers and page numbers."""

from collections.abc import Iterable

from PySide6 import QtCore
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextBlock, QTextBlockFormat

from companion.ui.theme import SANS, Theme
from companion.ui.type_styles import Ornament, Property

_PANEL_RADIUS = 6
_BAR = 3  # pixels, the width of the bar beside a quotation
_PAGE_PIXELS = 11
_BOXES = {"[ ]": False, "[x]": True, "[X]": True, "☐": False, "☑": True, "☒": True}

Placed = tuple[QTextBlock, QRectF]


class Ornaments:
    """Paints around the blocks of one page. Coordinates are the document's; `em` is the reading size in pixels."""

    def __init__(self, theme: Theme, em: int, width: float, margin: float) -> None:
        """`width` is the document's, of which `margin` stands free on both sides of the column."""
        self._theme = theme
        self._em = em
        self._left = margin
        self._right = width - margin

    def paint_under(self, painter: QPainter, placed: Iterable[Placed]) -> None:
        """Paint what lies below the text."""
        for block, rect in placed:
            layout = block.blockFormat()
            ornament = layout.intProperty(Property.ORNAMENT)
            if ornament == Ornament.CODE:
                self._paint_panel(painter, rect, layout)
            elif ornament == Ornament.MISSING:
                self._paint_missing(painter, block, rect, layout)
            elif ornament == Ornament.RULE:
                middle = (self._left + self._right) / 2
                third = (self._right - self._left) / 6
                self._paint_rule(painter, middle - third, middle + third, rect.center().y())
            elif ornament == Ornament.NOTES:
                end = self._left + (self._right - self._left) / 3
                self._paint_rule(painter, self._left, end, rect.top() - 1.2 * self._em)
            if layout.intProperty(Property.QUOTE):
                self._paint_bars(painter, block, rect, layout)

    def paint_over(self, painter: QPainter, placed: Iterable[Placed]) -> None:
        """Paint what stands beside the text."""
        for block, rect in placed:
            layout = block.blockFormat()
            marker, page = layout.stringProperty(Property.MARKER), layout.stringProperty(Property.PAGE)
            if not marker and not page:
                continue
            line = block.layout().lineAt(0)
            baseline = rect.top() - block.layout().boundingRect().top() + line.y() + line.ascent()
            if marker:
                self._paint_marker(painter, marker, block, baseline)
            if page:
                self._paint_page(painter, page, baseline)

    def _paint_panel(self, painter: QPainter, rect: QRectF, layout: QTextBlockFormat) -> None:
        painter.setPen(QPen(QColor(self._theme.rule)) if self._theme.outlined else QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.code))
        painter.drawRoundedRect(self._panel(rect, layout), _PANEL_RADIUS, _PANEL_RADIUS)

    def _paint_missing(self, painter: QPainter, block: QTextBlock, rect: QRectF, layout: QTextBlockFormat) -> None:
        painter.setPen(QPen(QColor(self._theme.faint), 1, QtCore.Qt.PenStyle.DashLine))
        painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
        panel = self._panel(rect, layout)
        painter.drawRoundedRect(panel, _PANEL_RADIUS, _PANEL_RADIUS)
        if block.length() == 1:
            painter.setPen(QColor(self._theme.muted))
            painter.setFont(block.charFormat().font())
            painter.drawText(panel, QtCore.Qt.AlignmentFlag.AlignCenter, "An image is missing here")

    def _panel(self, rect: QRectF, layout: QTextBlockFormat) -> QRectF:
        inner = layout.intProperty(Property.INDENT)
        high = 0.62 * self._em
        # In whole pixels, or its edges would be blurred.
        left, right = round(self._left + inner), round(self._right)
        return QRectF(left, round(rect.top() - high), right - left, round(rect.height() + 2 * high))

    def _paint_rule(self, painter: QPainter, left: float, right: float, height: float) -> None:
        painter.setPen(QPen(QColor(self._theme.faint), 1))
        y = round(height) + 0.5
        painter.drawLine(QPointF(round(left), y), QPointF(round(right), y))

    def _paint_bars(self, painter: QPainter, block: QTextBlock, rect: QRectF, layout: QTextBlockFormat) -> None:
        """One bar for each quotation around the block, without a gap to the next block of the same one."""
        colour = QColor(self._theme.accent)
        if not self._theme.outlined:
            colour = _mixed(colour, QColor(self._theme.paper), 0.7)
        following = block.next()
        shared = following.blockFormat().intProperty(Property.QUOTE) if following.isValid() else 0
        for depth in range(layout.intProperty(Property.QUOTE)):
            bottom = rect.bottom() - 0.1 * self._em
            if depth < shared:
                lines = following.layout().boundingRect()
                bottom = block.document().documentLayout().blockBoundingRect(following).top() + lines.top() + self._em
            top = round(rect.top() + 0.1 * self._em)
            step = round(depth * 1.2 * self._em)
            leftwards = layout.layoutDirection() is QtCore.Qt.LayoutDirection.RightToLeft
            left = self._right - step - _BAR if leftwards else self._left + step
            painter.fillRect(QRectF(left, top, _BAR, round(bottom) - top), colour)

    def _paint_marker(self, painter: QPainter, marker: str, block: QTextBlock, baseline: float) -> None:
        layout = block.blockFormat()
        size = layout.intProperty(Property.SIZE)
        inner = layout.intProperty(Property.INDENT)
        leftwards = layout.layoutDirection() is QtCore.Qt.LayoutDirection.RightToLeft
        edge = self._right - inner + 0.5 * size if leftwards else self._left + inner - 0.5 * size
        if marker in _BOXES:
            self._paint_box(painter, _BOXES[marker], edge, baseline, size)
            return
        if marker == "•":  # the bullets of most faces are too small to be seen in a margin
            radius = 0.13 * size
            painter.setPen(QtCore.Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.muted))
            x = edge + 2 * radius if leftwards else edge - 2 * radius
            painter.drawEllipse(QPointF(x, baseline - 0.31 * size), radius, radius)
            return
        font = block.charFormat().font()
        painter.setFont(font)
        painter.setPen(QColor(self._theme.muted))
        wide = QFontMetricsF(font).horizontalAdvance(marker)
        painter.drawText(QPointF(edge if leftwards else edge - wide, baseline), marker)

    def _paint_box(self, painter: QPainter, ticked: bool, edge: float, baseline: float, size: int) -> None:
        side = round(0.72 * size)
        box = QRectF(round(edge - side) + 0.5, round(baseline - side + 0.06 * size) + 0.5, side, side)
        painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.muted), 1.3))
        painter.drawRoundedRect(box, 2.5, 2.5)
        if ticked:
            x, y = box.left(), box.top()
            painter.setPen(QPen(QColor(self._theme.accent), 1.8))
            painter.drawPolyline(
                [QPointF(x + a * side, y + b * side) for a, b in ((0.22, 0.52), (0.43, 0.74), (0.8, 0.28))]
            )

    def _paint_page(self, painter: QPainter, page: str, baseline: float) -> None:
        font = QFont(SANS)
        font.setPixelSize(_PAGE_PIXELS)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.muted))
        room = self._left - 12
        label = QFontMetricsF(font).elidedText(f"p. {page}", QtCore.Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(self._right + 10, baseline), label)


def _mixed(colour: QColor, ground: QColor, share: float) -> QColor:
    """`colour` as it would look on `ground` with the opacity `share`; strips of it may overlap."""
    parts = ((colour.redF(), ground.redF()), (colour.greenF(), ground.greenF()), (colour.blueF(), ground.blueF()))
    return QColor.fromRgbF(*(a * share + b * (1 - share) for a, b in parts))
