# SPDX-License-Identifier: MIT
"""The bar to find words in the open document: the line, its two switches, the count and the steps."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from companion.ui.theme import Theme, icon, set_state

_BUTTON, _ICON = 30, 18  # pixels
_LINE_WIDTH = 300


class FindBar(QWidget):
    """Hidden until it is opened. Whoever listens searches the one text and answers with `set_count`.

    Signals:
        find_requested(str query, bool case, bool whole): the words, or how they must match, were changed.
        step_requested(int): go to the next (+1) or previous (-1) place.
        closed(): the reader is done.
    """

    find_requested = Signal(str, bool, bool)
    step_requested = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Find in this document")
        self._line = QLineEdit()
        self._line.setPlaceholderText("Find in this document")
        self._line.setAccessibleName("Find in this document")
        self._line.setFixedWidth(_LINE_WIDTH)
        self._glass = QAction(self._line)
        self._line.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._case = self._button("Match upper and lower case", checkable=True)
        self._whole = self._button("Whole words only", checkable=True)
        self._count = QLabel()
        self._count.setObjectName("meta")
        self._previous = self._button("Previous place (Shift+F3)")
        self._next = self._button("Next place (F3)")
        self._close = self._button("Close (Esc)")
        self._arrange()
        self._connect()
        self.set_count(0, 0)
        self.hide()

    def open(self, text: str = "") -> None:
        """Show the bar and give it the keyboard; look for `text`, or again for what was looked for last."""
        if text:
            self._line.setText(text)
        self.show()
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.selectAll()
        self._ask()

    def set_count(self, current: int, total: int) -> None:
        """Show that the reader is at place `current` (from 1; 0 for none) of `total`."""
        found, asked = total > 0, bool(self._line.text().strip())
        if not asked:
            words = ""
        elif not found:
            words = "Not in this document"
        elif current:
            words = f"{current:,} of {total:,}"
        else:
            words = "1 place" if total == 1 else f"{total:,} places"
        self._count.setText(words)
        self._previous.setEnabled(found)
        self._next.setEnabled(found)
        set_state(self._line, "wrong", asked and not found)

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        self._glass.setIcon(icon("search", theme, _ICON))
        for button, name in (
            (self._case, "match-case"),
            (self._whole, "whole-word"),
            (self._previous, "chevron-up"),
            (self._next, "chevron-down"),
            (self._close, "close"),
        ):
            button.setIcon(icon(name, theme, _ICON))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self._leave()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step_requested.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 7, 12, 7)
        layout.setSpacing(4)
        layout.addWidget(self._line)
        layout.addSpacing(4)
        layout.addWidget(self._case)
        layout.addWidget(self._whole)
        layout.addSpacing(8)
        layout.addWidget(self._count, 1)
        for button in (self._previous, self._next, self._close):
            layout.addWidget(button)

    def _connect(self) -> None:
        self._line.textChanged.connect(self._ask)
        self._case.toggled.connect(self._ask)
        self._whole.toggled.connect(self._ask)
        self._previous.clicked.connect(lambda: self.step_requested.emit(-1))
        self._next.clicked.connect(lambda: self.step_requested.emit(1))
        self._close.clicked.connect(self._leave)

    def _button(self, name: str, *, checkable: bool = False) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("tool")
        button.setCheckable(checkable)
        button.setFixedSize(_BUTTON, _BUTTON)
        button.setIconSize(QSize(_ICON, _ICON))
        button.setToolTip(name)
        button.setAccessibleName(name.split(" (")[0])
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _ask(self) -> None:
        self.find_requested.emit(self._line.text(), self._case.isChecked(), self._whole.isChecked())

    def _leave(self) -> None:
        self.hide()
        self.closed.emit()
