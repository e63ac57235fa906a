# SPDX-License-Identifier: MIT
"""The line in which a query is written."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from companion.ui.filter_completer import FilterCompleter
from companion.ui.panel import LineField


class QueryLine(LineField):
    """The line of the query.

    Signals:
        submitted(bool backwards): Enter was pressed, with Shift or without.
    """

    submitted = Signal(bool)

    def __init__(self, name: str, placeholder: str, *, glass: bool) -> None:
        super().__init__(name, placeholder, glass=glass)
        self.completion = FilterCompleter(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.completion.is_choosing() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # the list of completions takes it
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)
