# SPDX-License-Identifier: MIT
"""Completes the filters of a query while it is typed: their names, and the values that the library has."""

import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit

from companion.search.filters import as_written
from companion.search.query import FIELDS

_UNFINISHED = re.compile(r'(?:^|(?<=[\s(-]))(?:([^\W\d_]+):("?[^"]*)|([^\W\d_]{2,}))$')
_MOST = 40


class FilterCompleter(QObject):
    """Offers completions under a line while the word before the cursor is the beginning of a filter.

    Signals:
        completed(str): the reader took one; this is the query now.
    """

    completed = Signal(str)

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line
        self._values: Mapping[str, Sequence[str]] = {}
        self._start = 0
        self._completer = QCompleter(QStringListModel(self), self)
        self._completer.setWidget(line)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.popup().setAccessibleName("Filters")
        self._completer.popup().setTextElideMode(Qt.TextElideMode.ElideRight)
        self._completer.activated[str].connect(self._take)
        line.textEdited.connect(lambda _text: self.offer())

    def set_values(self, values: Mapping[str, Sequence[str]]) -> None:
        """The values of each field that are worth offering."""
        self._values = values

    def offers(self) -> list[str]:
        """What can be taken now."""
        before = self._line.text()[: self._line.cursorPosition()]
        word = _UNFINISHED.search(before)
        if word is None:
            return []
        field, value, name = word.groups()
        self._start = word.start(1) if field else word.start(3)
        if name:
            return [f"{each}:" for each in FIELDS if each.startswith(name.lower()) and each != name.lower()]
        wanted = value.strip('"').casefold()
        fitting = [each for each in self._values.get(field.lower(), ()) if wanted in each.casefold()]
        fitting.sort(key=lambda each: not each.casefold().startswith(wanted))
        offers = [as_written(field.lower(), each) for each in fitting[:_MOST]]
        return [] if offers == [before[self._start :]] else offers

    def offer(self) -> None:
        """Show what can be taken, or nothing."""
        offers = self.offers()
        model = self._completer.model()
        assert isinstance(model, QStringListModel)
        model.setStringList(offers)
        if offers:
            self._completer.complete()
        else:
            self.hide()

    def is_choosing(self) -> bool:
        """Whether one of the offers is chosen, so that Enter takes it."""
        popup = self._completer.popup()
        return popup.isVisible() and popup.currentIndex().isValid()

    def hide(self) -> None:
        """Show nothing."""
        self._completer.popup().hide()

    def _take(self, offer: str) -> None:
        text, cursor = self._line.text(), self._line.cursorPosition()
        finished = offer + ("" if offer.endswith(":") else " ")
        self._line.setText(text[: self._start] + finished + text[cursor:].lstrip())
        self._line.setCursorPosition(self._start + len(finished))
        self.completed.emit(self._line.text())
        if offer.endswith(":"):
            self.offer()
