# SPDX-License-Identifier: MIT
"""A row of dots in the reader's bookmark colours, to choose one or to filter by some."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from companion.document.bookmark import COLOURS
from companion.ui.theme import Theme

_SIZE = 24
_TICK = [QPointF(8.5, 12), QPointF(11, 14.5), QPointF(15.5, 9.5)]


class ColourDots(QWidget):
    """One dot a colour; the chosen ones are filled and have a tick.

    Signals:
        chosen_changed(): the reader chose another colour, or let one go.
    """

    chosen_changed = Signal()

    def __init__(self, name: str, *, exclusive: bool, parent: QWidget | None = None) -> None:
        """`name` is the accessible name; with `exclusive` always exactly one is chosen."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._dots = {colour: _Dot(colour) for colour in COLOURS}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for dot in self._dots.values():
            dot.setAutoExclusive(exclusive)
            dot.clicked.connect(self.chosen_changed)
            layout.addWidget(dot)
        layout.addStretch(1)
        self.setFocusProxy(self._dots[COLOURS[0]])

    def set_theme(self, theme: Theme) -> None:
        """Draw in this theme's shades."""
        for dot in self._dots.values():
            dot.theme = theme
            dot.update()

    def chosen(self) -> frozenset[str]:
        """The chosen colours."""
        return frozenset(colour for colour, dot in self._dots.items() if dot.isChecked())

    def set_chosen(self, colours: Iterable[str]) -> None:
        """Choose these colours; nobody is told."""
        chosen = set(colours)
        for colour, dot in self._dots.items():
            dot.setChecked(colour in chosen)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Say how many bookmarks each colour has; the dot of a colour that has none is pale."""
        for colour, dot in self._dots.items():
            dot.count = counts.get(colour, 0)
            dot.setToolTip(f"{colour.capitalize()} ({dot.count})")
            dot.setAccessibleName(f"{colour.capitalize()}, {dot.count}")
            dot.update()


class _Dot(QAbstractButton):
    def __init__(self, colour: str) -> None:
        super().__init__()
        self.colour = colour
        self.count = 1
        self.theme: Theme | None = None
        self.setCheckable(True)
        self.setFixedSize(_SIZE, _SIZE)
        self.setToolTip(colour.capitalize())
        self.setAccessibleName(colour.capitalize())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return QSize(_SIZE, _SIZE)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.theme is None:
            return
        shade = self.theme.highlight(self.colour)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self.count or self.isChecked() else 0.35)
        painter.setPen(QPen(QColor(shade.edge), 1.5))
        painter.setBrush(QColor(shade.edge if self.isChecked() else shade.ground))
        painter.drawEllipse(QRectF(5, 5, 14, 14))
        if self.isChecked():
            painter.setPen(QPen(QColor(self.theme.paper), 1.8))
            painter.drawPolyline(_TICK)
        if self.hasFocus():
            painter.setOpacity(1.0)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self.theme.focus), 1.5))
            painter.drawEllipse(QRectF(1.5, 1.5, 21, 21))
        painter.end()
