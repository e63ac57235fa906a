# SPDX-License-Identifier: MIT
"""The reader's scroll bar, with a slim strip that shows hits, bookmarks and a chosen term over the whole section."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QStyle, QStyleOptionSlider, QWidget

from companion.ui.theme import Theme

_WIDTH = 18
_LANE = 9  # pixels at the left that the marks have to themselves
_REACH = 4  # pixels around a mark in which a press means it


class StripKind(Enum):
    """What a mark of the strip stands for."""

    HIT = auto()
    CURRENT = auto()
    TERM = auto()
    BOOKMARK = auto()


@dataclass(frozen=True, slots=True)
class StripMark:
    """A mark at `fraction` (0 to 1) of the section's height, for the place `offset` of the text."""

    fraction: float
    offset: int
    kind: StripKind


class ScrollStrip(QScrollBar):
    """Signals:
    mark_pressed(int offset): the reader pressed the mark of that place.
    """

    mark_pressed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._theme: Theme | None = None
        self._marks: list[StripMark] = []
        self.setMouseTracking(True)
        self.setAccessibleName("Position in the section")

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self._theme = theme
        self.update()

    def set_marks(self, marks: Sequence[StripMark]) -> None:
        """Show these marks; later ones lie above earlier ones."""
        self._marks = list(marks)
        self.update()

    def marks(self) -> Sequence[StripMark]:
        """The marks shown."""
        return self._marks

    def height_of(self, mark: StripMark) -> float:
        """Where a mark is drawn, in pixels from the top."""
        return 6 + mark.fraction * (self.height() - 12)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, super().sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        mark = self._mark_at(event.position())
        if mark is not None and event.button() is Qt.MouseButton.LeftButton:
            self.mark_pressed.emit(mark.offset)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._mark_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.paper))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        self._paint_handle(painter)
        for mark in self._marks:
            self._paint_mark(painter, mark)

    def _paint_handle(self, painter: QPainter) -> None:
        if self.maximum() <= self.minimum():
            return
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        control, part = QStyle.ComplexControl.CC_ScrollBar, QStyle.SubControl.SC_ScrollBarSlider
        handle = self.style().subControlRect(control, option, part, self)
        used = self.isSliderDown() or self.underMouse()
        width = 6 if used else 4
        painter.setBrush(QColor(self._theme.muted if used else self._theme.faint))
        painter.drawRoundedRect(QRectF(_WIDTH - 2 - width, handle.top() + 2, width, handle.height() - 4), 3, 3)

    def _paint_mark(self, painter: QPainter, mark: StripMark) -> None:
        theme, y = self._theme, self.height_of(mark)
        if mark.kind is StripKind.BOOKMARK:
            painter.setBrush(QColor(theme.mark))
            painter.drawPolygon([QPointF(0, y - 3.5), QPointF(7, y), QPointF(0, y + 3.5)])
        elif mark.kind is StripKind.TERM:
            painter.setBrush(QColor(theme.glossary))
            painter.drawEllipse(QPointF(5, y), 2, 2)
        elif mark.kind is StripKind.CURRENT:
            painter.setBrush(QColor(theme.edge))
            painter.drawRoundedRect(QRectF(0, y - 2, _WIDTH - 1, 4), 2, 2)
        else:
            painter.setBrush(QColor(theme.edge))
            painter.drawRoundedRect(QRectF(1, y - 1, _LANE - 2, 2), 1, 1)

    def _mark_at(self, point: QPointF) -> StripMark | None:
        if point.x() > _LANE:
            return None
        near = min(self._marks, key=lambda mark: abs(self.height_of(mark) - point.y()), default=None)
        return near if near is not None and abs(self.height_of(near) - point.y()) <= _REACH else None
