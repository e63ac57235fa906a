# SPDX-License-Identifier: MIT
"""The reader's scroll bar, with a slim strip that shows hits, bookmarks and a chosen term over the whole section."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from PySide6 import QtCore
from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPalette
from PySide6.QtWidgets import QScrollBar

from companion.ui.theme import Theme, palette

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

_WIDTH = 18
_LANE = 9  # pixels at the left that the marks have to themselves
_REACH = 4  # pixels around a mark in which a press means it
_LEAST = 40  # pixels of the handle: its least height in the style sheet, with its margins


class StripKind(Enum):
    """What a mark of the strip stands for."""

    HIT = auto()
    CURRENT = auto()
    TERM = auto()
    BOOKMARK = auto()


class StripMark(NamedTuple):
    """A mark at `fraction` (0 to 1) of the section's height, for the place `offset` of the text."""

    fraction: float
    offset: int
    kind: StripKind


class ScrollStrip(QScrollBar):
    """Signals:
    mark_pressed(int offset): the reader pressed the mark of that place.
    """

    mark_pressed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._theme: Theme | None = None
        self._marks: list[StripMark] = []
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setMouseTracking(True)
        self.setAccessibleName("Position in the section")

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self._theme = theme
        self.setPalette(palette(theme))
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

    def handle(self) -> tuple[int, int]:
        """Upper edge and height of the handle in pixels, as our style sheet makes Qt put it; (0, 0) for none.

        Asking Qt's style would load all that Python knows of styles, only for this.
        """
        way = self.maximum() - self.minimum()
        if way <= 0:
            return 0, 0
        height = min(max(self.height() * self.pageStep() // (way + self.pageStep()), _LEAST), self.height())
        free = self.height() - height
        return (2 * free * (self.sliderPosition() - self.minimum()) + way) // (2 * way), height

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, super().sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        mark = self._mark_at(event.position())
        if mark is not None and event.button() is QtCore.Qt.MouseButton.LeftButton:
            self.mark_pressed.emit(mark.offset)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._mark_at(event.position()) is not None
        self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor if over else QtCore.Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.eraseRect(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_handle(painter)
        if self._marks:
            painter.setPen(QtCore.Qt.PenStyle.NoPen)
        for mark in self._marks:
            self._paint_mark(painter, mark)

    def _paint_handle(self, painter: QPainter) -> None:
        top, height = self.handle()
        if not height:
            return
        used = self.isSliderDown() or self.underMouse()
        width = 6 if used else 4
        path = QPainterPath()
        path.addRoundedRect(QRectF(_WIDTH - 2 - width, top + 2, width, height - 4), 3, 3)
        painter.fillPath(path, self.palette().placeholderText() if used else self.palette().dark())  # muted, faint

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
