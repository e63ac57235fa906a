# SPDX-License-Identifier: MIT
"""A map of terms: the chosen one in the middle, the related ones around it, each as large as it is often mentioned."""

from math import hypot, sqrt

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from companion.glossary.network import Network, Node
from companion.ui.map_layout import Box, place
from companion.ui.theme import Theme
from companion.ui.wording import count, joined

_SMALLEST, _LARGEST, _MIDDLE = 4.0, 12.0, 9.0  # radii in pixels; the middle one has at least its own
_LINE = 15  # pixels, the height of a line of a label
_WIDEST = 104  # pixels of a label's line
_DIRECTIONS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class TermMap(QWidget):
    """The map. Arrows walk to the nearest term in their direction, Enter or a click chooses one.

    Signals:
        term_walked_to(str): the keyboard came to this term.
        term_chosen(str): this term is to be looked at.
        back_requested(): Backspace was pressed.
        return_to_text_requested(): Esc was pressed.
    """

    term_walked_to = Signal(str)
    term_chosen = Signal(str)
    back_requested = Signal()
    return_to_text_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._network = Network()
        self._boxes: dict[int, Box] = {}
        self._labels: list[tuple[str, ...]] = []
        self._current = 0
        self._theme: Theme | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Map of terms")

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._theme = theme
        self.update()

    def show_network(self, network: Network) -> None:
        """Show these terms."""
        if network != self._network:
            same = self._network.nodes[:1] == network.nodes[:1]
            self._network = network
            self._labels = [_broken(node.name, self._font()) for node in network.nodes]
            self._boxes = {}
            self._walk_to(self._current if same and self._current < len(network.nodes) else 0)
            if self.isVisible():
                self._arrange()

    def walk_to(self, name: str) -> None:
        """Stand on the term of this name, if there was room for it; nobody is told."""
        number = next((n for n in self._boxes if self._network.nodes[n].name == name), None)
        if number is not None:
            self._walk_to(number)

    def boxes(self) -> dict[str, QRectF]:
        """Where the terms that there is room for stand, with their labels."""
        return {
            self._network.nodes[number].name: QRectF(
                box.x - box.width / 2, box.y - box.height / 2, box.width, box.height
            )
            for number, box in self._boxes.items()
        }

    def current(self) -> str:
        """The name of the term that the keyboard stands on, "" where there is none."""
        return self._network.nodes[self._current].name if self._network.nodes else ""

    def sizeHint(self) -> QSize:
        return QSize(324, 260)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 140)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.isVisible():
            self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()  # not before: to find the places takes its time

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _DIRECTIONS and self._boxes:
            number = self._towards(*_DIRECTIONS[key])
            if number is not None:
                self._walk_to(number)
                self.term_walked_to.emit(self.current())
        elif key is Qt.Key.Key_Home and self._boxes:
            self._walk_to(0)
            self.term_walked_to.emit(self.current())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._boxes:
            self.term_chosen.emit(self.current())
        elif key is Qt.Key.Key_Backspace:
            self.back_requested.emit()
        elif key is Qt.Key.Key_Escape:
            self.return_to_text_requested.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position())
        if number is not None and event.button() is Qt.MouseButton.LeftButton:
            self._walk_to(number)
            self.term_chosen.emit(self.current())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            number = self._at(QPointF(event.pos()))
            text = _said(self._network.nodes[number]) if number is not None else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_links(painter, self._theme)
        for number in sorted(self._boxes, reverse=True):
            self._paint_node(painter, self._theme, number)
        painter.end()

    def _paint_links(self, painter: QPainter, theme: Theme) -> None:
        """Lines between related terms; those of the current one are stronger and lie above."""
        shown = [link for link in self._network.links if set(link) <= self._boxes.keys()]
        for link in sorted(shown, key=lambda link: self._current in link):
            strong = self._current in link
            painter.setPen(QPen(QColor(theme.glossary if strong else theme.faint), 1.6 if strong else 1.0))
            painter.drawLine(self._centre(link[0]), self._centre(link[1]))

    def _paint_node(self, painter: QPainter, theme: Theme, number: int) -> None:
        node, centre, radius = self._network.nodes[number], self._centre(number), self._radius(number)
        box, current = self._boxes[number], number == self._current
        label = QRectF(box.x - box.width / 2, centre.y() + radius + 4, box.width, _LINE * len(self._labels[number]))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.window))
        painter.drawRoundedRect(label.adjusted(1, 0, -1, 1), 4, 4)  # so that no line runs through a word
        painter.drawEllipse(centre, radius + 2, radius + 2)
        painter.setBrush(QColor(theme.glossary if number == 0 else theme.tint if node.mentions else theme.window))
        pen = QPen(QColor(theme.glossary), 1.6)
        pen.setStyle(Qt.PenStyle.SolidLine if node.mentions or number == 0 else Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.drawEllipse(centre, radius, radius)
        if current and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.focus), 2))
            painter.drawEllipse(centre, radius + 3.5, radius + 3.5)
        painter.setFont(self._font(strong=number == 0 or current))
        painter.setPen(QColor(theme.ink if node.distance < 2 or current else theme.muted))
        for line, text in enumerate(self._labels[number]):
            row = QRectF(label.x(), label.y() + line * _LINE, label.width(), _LINE)
            painter.drawText(row, Qt.AlignmentFlag.AlignCenter, text)

    def _arrange(self) -> None:
        """Find the places for this size of the map."""
        metrics = QFontMetricsF(self._font(strong=True))
        sizes = []
        for number, lines in enumerate(self._labels):
            radius = self._radius(number)
            wide = max([metrics.horizontalAdvance(line) + 8 for line in lines] + [2 * radius + 8])
            sizes.append((wide, 2 * radius + 8 + _LINE * len(lines)))
        self._boxes = place(self._network, sizes, self.width(), self.height())
        self._walk_to(self._current if self._current in self._boxes else 0)

    def _radius(self, number: int) -> float:
        most = max((node.mentions for node in self._network.nodes), default=0)
        share = self._network.nodes[number].mentions / most if most else 0.0
        radius = _SMALLEST + (_LARGEST - _SMALLEST) * sqrt(share)  # so that the area goes with the mentions
        return max(radius, _MIDDLE) if number == 0 else radius

    def _centre(self, number: int) -> QPointF:
        """The middle of a term's circle, which stands over its label."""
        box = self._boxes[number]
        return QPointF(box.x, box.y - box.height / 2 + self._radius(number) + 3)

    def _at(self, point: QPointF) -> int | None:
        inside = (
            number
            for number, box in self._boxes.items()
            if abs(point.x() - box.x) <= box.width / 2 and abs(point.y() - box.y) <= box.height / 2
        )
        return next(inside, None)

    def _towards(self, across: int, down: int) -> int | None:
        """The nearest term in a direction; what lies aside counts as farther away."""
        here = self._boxes[self._current]

        def distance(number: int) -> float:
            x, y = self._boxes[number].x - here.x, self._boxes[number].y - here.y
            ahead, aside = x * across + y * down, abs(x * down) + abs(y * across)
            return hypot(ahead, 2.5 * aside) if ahead > 1 else float("inf")

        nearest = min(self._boxes, key=distance)
        return nearest if distance(nearest) < float("inf") else None

    def _walk_to(self, number: int) -> None:
        self._current = number
        said = _said(self._network.nodes[number]) if self._network.nodes else ""
        self.setAccessibleDescription(said)
        self.update()

    def _font(self, *, strong: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(12)
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        return font


def _said(node: Node) -> str:
    where = "not mentioned in this document" if not node.mentions else f"{count(node.mentions, 'mention')} here"
    return joined(node.name, where)


def _broken(name: str, font: QFont) -> tuple[str, ...]:
    """A name in at most two lines, the first as long as there is room; what is left over is said by an ellipsis."""
    metrics = QFontMetricsF(font)
    if metrics.horizontalAdvance(name) <= _WIDEST:
        return (name,)
    words, first = name.split(" "), ""
    while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= _WIDEST:
        first = f"{first} {words.pop(0)}".strip()
    rest = " ".join(words)
    lines = (line for line in (first, rest) if line)
    return tuple(metrics.elidedText(line, Qt.TextElideMode.ElideRight, _WIDEST) for line in lines)
