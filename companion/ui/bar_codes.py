# SPDX-License-Identifier: MIT
"""How the hits of a query are spread over documents: a bar code for each, with its count and its rate beside it."""

from bisect import bisect_left

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from companion.search.kwic import Spread
from companion.ui.kwic_view import paint_ground
from companion.ui.panel import SIDE
from companion.ui.theme import Theme
from companion.ui.value_list import VALUE_ROLE, ValueList
from companion.ui.wording import count

_HEIGHT = 34
_TITLE = 0.3  # of the width, for the document's title
_COUNTS = 150  # pixels for count and rate
_GAP = 14
_BAR = 1.6  # pixels, the width of a bar


class BarCodes(ValueList):
    """Documents with their bar codes. Up and Down walk the documents, Left and Right the hits of one.

    Signals (besides those of the list):
        hit_previewed(str document, int number): the keyboard moved to the hit of this number in the document.
        hit_opened(str document, int number): Enter, or a press on a bar.
    """

    hit_previewed = Signal(str, int)
    hit_opened = Signal(str, int)

    def __init__(self) -> None:
        super().__init__("Distribution", _spoken, lambda spread: spread.title)
        self._delegate = _BarDelegate(self)
        self.setItemDelegate(self._delegate)
        self.clicked.disconnect()
        self.value_previewed.connect(lambda spread: self._stand_on(spread, 0))
        self.value_opened.connect(lambda spread: self.hit_opened.emit(spread.document, self._delegate.number))

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._delegate.theme = theme
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        spread: Spread | None = self.current_value()
        if spread is not None and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            self._stand_on(spread, min(max(self._delegate.number + step, 0), len(spread.places) - 1))
            self.hit_previewed.emit(spread.document, self._delegate.number)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            spread: Spread = index.data(VALUE_ROLE)
            code = code_box(QRectF(self.visualRect(index)))
            share = (event.position().x() - code.left()) / max(code.width(), 1)
            self._stand_on(spread, _nearest(spread, share))
            self.hit_opened.emit(spread.document, self._delegate.number)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseMove:
            index = self.indexAt(event.position().toPoint())
            self.viewport().setCursor(
                Qt.CursorShape.PointingHandCursor if index.isValid() else Qt.CursorShape.ArrowCursor
            )
        return super().viewportEvent(event)

    def _stand_on(self, spread: Spread, number: int) -> None:
        self._delegate.number = number
        place = round(100 * spread.places[number])
        self.setAccessibleDescription(f"hit {number + 1} of {len(spread.places)}, at {place} percent of {spread.title}")
        self.viewport().update()


def code_box(row: QRectF) -> QRectF:
    """Where in a row the bar code stands."""
    left = row.left() + SIDE + round(row.width() * _TITLE) + _GAP
    return QRectF(left, row.top() + 6, max(row.right() - SIDE - _COUNTS - _GAP - left, 40), row.height() - 12)


def rate(spread: Spread) -> str:
    """ "25 · 42.9 per 10,000"."""
    return f"{len(spread.places):,} · {spread.rate:,.1f} per 10,000"


def _spoken(number: int, spread: Spread) -> str:
    hits = count(len(spread.places), "hit")
    return f"{spread.title}, {hits} in {count(spread.words, 'word')}, {spread.rate:,.1f} per 10,000 words"


def _nearest(spread: Spread, share: float) -> int:
    at = bisect_left(spread.places, share)
    around = range(max(at - 1, 0), min(at + 1, len(spread.places)))
    return min(around, key=lambda number: abs(spread.places[number] - share))


class _BarDelegate(QStyledItemDelegate):
    """Paints one document; `number` is the hit that the keyboard stands on in the selected one."""

    def __init__(self, view: BarCodes) -> None:
        super().__init__(view)
        self.theme: Theme | None = None
        self.number = 0

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, _HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = self.theme
        if theme is None:
            return
        spread: Spread = index.data(VALUE_ROLE)
        row = QRectF(option.rect)
        code = code_box(row)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, theme, option.state, row.adjusted(SIDE - 7, 1, 7 - SIDE, -1))
        painter.setPen(QColor(theme.ink))
        painter.setFont(option.font)
        title = QRectF(row.left() + SIDE, row.top(), code.left() - _GAP - row.left() - SIDE, row.height())
        shown = QFontMetricsF(option.font).elidedText(spread.title, Qt.TextElideMode.ElideRight, title.width())
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, shown)
        self._paint_code(painter, theme, spread, code, bool(option.state & QStyle.StateFlag.State_Selected))
        font = QFont(option.font)
        font.setPixelSize(12)
        painter.setFont(font)
        painter.setPen(QColor(theme.muted))
        counts = QRectF(code.right() + _GAP, row.top(), _COUNTS, row.height())
        painter.drawText(counts, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, rate(spread))
        painter.restore()

    def _paint_code(self, painter: QPainter, theme: Theme, spread: Spread, code: QRectF, selected: bool) -> None:
        painter.setPen(QColor(theme.rule))
        painter.setBrush(QColor(theme.paper))
        painter.drawRoundedRect(code.adjusted(-3.5, -0.5, 3.5, 0.5), 4, 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        # Bars that fall on the same pixel are one bar: thousands are drawn as fast as hundreds.
        for x in sorted({round(code.left() + place * (code.width() - _BAR)) for place in spread.places}):
            painter.drawRect(QRectF(x, code.top() + 2, _BAR, code.height() - 4))
        if selected and self.number < len(spread.places):
            x = round(code.left() + spread.places[self.number] * (code.width() - _BAR))
            painter.setBrush(QColor(theme.edge))
            painter.drawRect(QRectF(x - 1, code.top() - 3, 4, code.height() + 6))
