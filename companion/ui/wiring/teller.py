# SPDX-License-Identifier: MIT
"""Tells the reader what was done, in the bar of notices."""

from PySide6.QtCore import QObject

from companion.errors import CompanionError
from companion.ui.notices import Severity
from companion.ui.parts import Parts


class Teller(QObject):
    """Says things that need no answer."""

    def __init__(self, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts

    def say(self, sentence: str) -> None:
        """Tell the reader something that needs no answer."""
        self._parts.notices.show_notice(sentence)

    def say_undoably(self, sentence: str) -> None:
        """Tell the reader what was done, and offer to undo it."""
        self._parts.notices.show_notice(sentence, "Undo", self._parts.edits.stack.undo)

    def say_error(self, error: CompanionError) -> None:
        """Tell the reader what could not be done."""
        self._parts.notices.show_notice(error.message, severity=Severity.ERROR)
