# SPDX-License-Identifier: MIT
"""The lines of a concordance: all hits stand below one another, what is left and right of them runs to the edges."""

from itertools import islice

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from companion.document.words import spans
from companion.search.kwic import KwicLine, Sorting
from companion.ui.panel import SIDE
from companion.ui.theme import SERIF, Theme
from companion.ui.value_list import VALUE_ROLE, ValueList
from companion.ui.wording import joined, page, spoken_place

_HEIGHT = 25
_MIDDLE = 0.47  # of the room for the line, where the hit begins
_SOURCE = 170  # pixels for the document's title and the page
_PAGE = 48  # pixels for the page alone
_WIDE = 620  # pixels of the view from which on the title has room
_BESIDE = (Sorting.L3, Sorting.L2, Sorting.L1, Sorting.HIT, Sorting.R1, Sorting.R2, Sorting.R3)


class KwicView(ValueList):
    """The lines. Left and Right choose the word by which they are sorted, D the order of reading.

    Signals (besides those of the list):
        sorting_chosen(Sorting): the lines are wanted in this order.
    """

    sorting_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__("Lines", self._spoken, _tip)
        self._delegate = _LineDelegate(self)
        self.setItemDelegate(self._delegate)
        self._total = 0

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._delegate.theme = theme
        self.viewport().update()

    def set_total(self, total: int) -> None:
        """Say how many lines there are, shown or not."""
        self._total = total

    def set_sorting(self, sorting: Sorting, *, titles: bool) -> None:
        """Say by what the lines are sorted, and whether their documents' titles are to be told."""
        self._delegate.sorting, self._delegate.titles = sorting, titles
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sorting = self._delegate.sorting
        here = _BESIDE.index(sorting if sorting in _BESIDE else Sorting.HIT)
        if event.key() == Qt.Key.Key_Left:
            self.sorting_chosen.emit(_BESIDE[max(here - 1, 0)])
        elif event.key() == Qt.Key.Key_Right:
            self.sorting_chosen.emit(_BESIDE[min(here + 1, len(_BESIDE) - 1)])
        elif event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.sorting_chosen.emit(Sorting.DOCUMENT)
        else:
            super().keyPressEvent(event)

    def _spoken(self, number: int, line: KwicLine) -> str:
        place = spoken_place(line.section, line.page, line.title)
        return f"line {number + 1} of {self._total}, {line.left}{line.hit}{line.right}, {place}"


def _tip(line: KwicLine) -> str:
    return joined(" › ".join((line.title, *line.section)), page(line.page))


class _LineDelegate(QStyledItemDelegate):
    """Paints one line."""

    def __init__(self, view: KwicView) -> None:
        super().__init__(view)
        self.theme: Theme | None = None
        self.sorting = Sorting.DOCUMENT
        self.titles = True
        self._plain = _face(view.font(), QFont.Weight.Normal)
        self._strong = _face(view.font(), QFont.Weight.DemiBold)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, _HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if self.theme is None:
            return
        line: KwicLine = index.data(VALUE_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        paint_ground(painter, self.theme, option.state, box.adjusted(SIDE - 7, 1, 7 - SIDE, -1))
        inner = box.adjusted(SIDE, 0, -SIDE, 0)
        source = (_SOURCE if box.width() >= _WIDE else _PAGE) if self.titles else (_PAGE if line.page else 0)
        room = inner.adjusted(0, 0, -source, 0)
        middle = room.left() + round(room.width() * _MIDDLE)
        self._paint_line(painter, line, room, middle)
        self._paint_source(painter, line, QRectF(room.right() + 10, box.top(), source - 10, box.height()))
        painter.restore()

    def _paint_line(self, painter: QPainter, line: KwicLine, room: QRectF, middle: float) -> None:
        plain, strong = QFontMetricsF(self._plain), QFontMetricsF(self._strong)
        base = room.top() + (room.height() + plain.ascent() - plain.descent()) / 2
        hit = strong.elidedText(line.hit, Qt.TextElideMode.ElideRight, room.right() - middle)
        painter.setFont(self._strong)
        painter.setPen(QColor(self.theme.ink))
        painter.drawText(QPointF(middle, base), hit)
        after = middle + strong.horizontalAdvance(hit)
        if self.sorting is Sorting.HIT:
            self._underline(painter, middle, after, base)
        painter.setFont(self._plain)
        painter.setClipRect(room)
        self._paint_left(painter, line.left, room.left(), middle, base)
        self._paint_right(painter, line.right, after, room.right(), base)
        painter.setClipping(False)

    def _paint_left(self, painter: QPainter, text: str, left: float, right: float, base: float) -> None:
        """The words before the hit, which end where it begins."""
        metrics = QFontMetricsF(self._plain)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideLeft, right - left)
        begin = right - metrics.horizontalAdvance(shown)
        painter.setPen(QColor(self.theme.muted))
        painter.drawText(QPointF(begin, base), shown)
        words = list(spans(shown)) if self.sorting[0] == "L" else []
        number = int(self.sorting[1]) if words else 1
        if number <= len(words):
            self._paint_key(painter, shown, words[-number], begin, base)

    def _paint_right(self, painter: QPainter, text: str, left: float, right: float, base: float) -> None:
        metrics = QFontMetricsF(self._plain)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(right - left, 0.0))
        painter.setPen(QColor(self.theme.muted))
        painter.drawText(QPointF(left, base), shown)
        if self.sorting[0] == "R":
            number = int(self.sorting[1])
            for word in islice(spans(shown), number - 1, number):
                self._paint_key(painter, shown, word, left, base)

    def _paint_key(self, painter: QPainter, text: str, word: tuple[int, int], left: float, base: float) -> None:
        """The word by which the lines are sorted: in ink, and underlined."""
        metrics = QFontMetricsF(self._plain)
        start = left + metrics.horizontalAdvance(text[: word[0]])
        painter.setPen(QColor(self.theme.ink))
        painter.drawText(QPointF(start, base), text[word[0] : word[1]])
        self._underline(painter, start, start + metrics.horizontalAdvance(text[word[0] : word[1]]), base)

    def _underline(self, painter: QPainter, left: float, right: float, base: float) -> None:
        painter.setPen(QPen(QColor(self.theme.accent), 1.5))
        painter.drawLine(QPointF(left, base + 3.5), QPointF(right, base + 3.5))

    def _paint_source(self, painter: QPainter, line: KwicLine, box: QRectF) -> None:
        if box.width() <= 0:
            return
        font = QFont(painter.font())
        font.setFamily(self.parent().font().family())
        font.setPixelSize(11)
        painter.setFont(font)
        painter.setPen(QColor(self.theme.muted))
        label = page(line.page)
        wide = QFontMetricsF(font).horizontalAdvance(label)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, label)
        if box.width() > _PAGE:
            room = box.width() - wide - (8 if label else 0)
            title = QFontMetricsF(font).elidedText(line.title, Qt.TextElideMode.ElideRight, room)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)


def paint_ground(painter: QPainter, theme: Theme, state: QStyle.StateFlag, ground: QRectF) -> None:
    """Behind a line: the tint when it is selected, a ring with the focus."""
    selected, hovered = state & QStyle.StateFlag.State_Selected, state & QStyle.StateFlag.State_MouseOver
    if selected or hovered:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.tint if selected else theme.hover))
        painter.drawRoundedRect(ground, 6, 6)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.focus), 1.0))
        painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


def _face(base: QFont, weight: QFont.Weight) -> QFont:
    font = QFont(base)
    font.setFamily(SERIF)
    font.setPixelSize(14)
    font.setWeight(weight)
    return font
