# SPDX-License-Identifier: MIT
"""The strip of letters beside the index, with which one jumps to the words of a letter."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from companion.ui.theme import Theme

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WIDTH = 24
_SMALLEST = 9  # pixels, the height of a letter under which every second one is a dot


class LetterStrip(QWidget):
    """The letters from A to Z, one below the other; a click, or the arrows, choose one.

    Signals:
        letter_chosen(str): this capital letter.
    """

    letter_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letter = ""
        self._theme: Theme | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Jump to a letter")
        self.setToolTip("Jump to the words of a letter")

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._theme = theme
        self.update()

    def set_letter(self, letter: str) -> None:
        """Show which letter the words in the list begin with; "" for all."""
        self._letter = letter
        self.setAccessibleDescription(letter)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, 26 * 14)

    def minimumSizeHint(self) -> QSize:
        return QSize(_WIDTH, 26 * 4)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            number = int(event.position().y() * len(_LETTERS) / max(self.height(), 1))
            self._choose(min(max(number, 0), len(_LETTERS) - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = _LETTERS.find(self._letter) if self._letter else -1
        letter = event.text().upper()
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Right):
            self._choose(min(number + 1, len(_LETTERS) - 1))
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Left):
            self._choose(max(number - 1, 0))
        elif letter and letter in _LETTERS:
            self._choose(_LETTERS.index(letter))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = self.height() / len(_LETTERS)
        font = self.font()
        font.setPixelSize(max(min(11, round(step)), 7))
        painter.setFont(font)
        for number, letter in enumerate(_LETTERS):
            box = QRect(0, round(number * step), _WIDTH - 4, round(step))
            chosen = letter == self._letter
            if chosen:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(self._theme.tint))
                painter.drawRoundedRect(box.adjusted(2, 0, -2, 0), 4, 4)
            painter.setPen(QColor(self._theme.accent if chosen else self._theme.muted))
            shown = letter if chosen or step >= _SMALLEST or number % 2 == 0 else "·"
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
        if self.hasFocus():
            painter.setPen(QColor(self._theme.focus))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRect(0, 0, _WIDTH - 4, self.height() - 1), 6, 6)
        painter.end()

    def _choose(self, number: int) -> None:
        self.set_letter(_LETTERS[number])
        self.letter_chosen.emit(self._letter)
