# SPDX-License-Identifier: MIT
"""A small form inside a panel: fields one below another, and the two buttons at its foot."""

from collections.abc import Iterable

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from companion.ui.panel import SIDE, label
from companion.ui.theme import set_state


class Form(QWidget):
    """Fields with their labels. Ctrl+Enter saves, Esc gives up.

    Signals:
        save_requested(): the fields are to be kept.
        cancelled(): they are to be forgotten.
    """

    save_requested = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problem = label(name="error")
        self._problem.hide()
        self._fields = QVBoxLayout(self)
        self._fields.setContentsMargins(SIDE, 10, SIDE, 12)
        self._fields.setSpacing(4)

    def show_problem(self, sentence: str, field: QLineEdit | QPlainTextEdit | None = None) -> None:
        """Say what is wrong, and with which field."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        for each in self.findChildren(QLineEdit):
            set_state(each, "wrong", each is field)
        if field is not None:
            field.setFocus()

    def add_line(self, name: str, hint: str = "") -> QLineEdit:
        """A field of one line under the label `name`."""
        line = QLineEdit()
        line.setPlaceholderText(hint)
        self.add_widget(name, line)
        return line

    def add_text(self, name: str, hint: str = "", *, lines: int = 4) -> QPlainTextEdit:
        """A field of several lines; Tab leaves it."""
        text = QPlainTextEdit()
        text.setPlaceholderText(hint)
        text.setTabChangesFocus(True)
        text.setFixedHeight(lines * text.fontMetrics().lineSpacing() + 22)
        self.add_widget(name, text)
        return text

    def add_list(self, name: str, hint: str = "") -> "ListField":
        """A field of several names with commas between them."""
        names = ListField()
        names.setPlaceholderText(hint)
        self.add_widget(name, names)
        return names

    def add_widget(self, name: str, widget: QWidget) -> None:
        """Any other field."""
        self._fields.addSpacing(4)
        caption = label(name, "meta")
        caption.setBuddy(widget)
        widget.setAccessibleName(name)
        self._fields.addWidget(caption)
        self._fields.addWidget(widget)

    def add_buttons(self, save: str) -> None:
        """The problem, if there is one, and the buttons, after the last field."""
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for text, name, signal in (("Cancel", "", self.cancelled), (save, "primary", self.save_requested)):
            button = QPushButton(text)
            button.setObjectName(name)
            button.setToolTip(f"{text} ({'Ctrl+Enter' if name else 'Esc'})")
            button.clicked.connect(lambda _=False, signal=signal: signal.emit())
            buttons.addWidget(button)
        self._fields.addSpacing(6)
        self._fields.addWidget(self._problem)
        self._fields.addLayout(buttons)
        self._fields.addStretch(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save_requested.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)


class ListField(QLineEdit):
    """Names with commas between them; each is completed from those that are known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._completer = QCompleter([], self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setWidget(self)
        self._completer.activated.connect(self._complete)
        self.textEdited.connect(self._offer)

    def names(self) -> tuple[str, ...]:
        """The names, each once."""
        parts = (" ".join(part.split()) for part in self.text().split(","))
        return tuple(dict.fromkeys(part for part in parts if part))

    def set_names(self, names: Iterable[str]) -> None:
        """Show these names."""
        self.setText(", ".join(names))
        self.setCursorPosition(0)  # a long list is read from its beginning

    def set_known(self, names: Iterable[str]) -> None:
        """Offer these names for completion."""
        self._completer.setModel(QStringListModel(sorted(names, key=str.casefold), self._completer))

    def _offer(self, text: str) -> None:
        part = text[: self.cursorPosition()].rpartition(",")[2].strip()
        self._completer.setCompletionPrefix(part)
        if part and self._completer.completionCount():
            self._completer.complete()
        else:
            self._completer.popup().hide()

    def _complete(self, name: str) -> None:
        before, comma, _ = self.text()[: self.cursorPosition()].rpartition(",")
        after = self.text()[self.cursorPosition() :]
        start = f"{before}{comma} " if comma else ""
        self.setText(f"{start}{name}{after}")
        self.setCursorPosition(len(start) + len(name))
