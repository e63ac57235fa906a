# SPDX-License-Identifier: MIT
"""The command palette: one line in which every command, document, heading and term can be named."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from companion.ui.panel import SIDE, LineField, label
from companion.ui.row_list import RowList
from companion.ui.rows import Row, Shape
from companion.ui.theme import Theme

_WIDTH, _HEIGHT = 560, 420
_SHOWN = 60  # choices listed
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: its name, what kind of thing it is, its keys, and the value that stands for it."""

    name: str
    kind: str = "Command"
    keys: str = ""
    detail: str = ""
    value: object = None


class CommandPalette(QFrame):
    """A line and the choices that match it, the best first, over the upper middle of its parent.

    Enter takes a choice, Esc none; it closes when it loses the keyboard.

    Signals:
        choice_taken(object): the `value` of the choice that was taken; the palette is closed by then, and the
            keyboard is where it was before.
    """

    choice_taken = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName("Command palette")
        self._choices: list[tuple[Choice, str]] = []
        self._before: QWidget | None = None
        self._line = _PaletteLine(
            "Command, document, heading or term", "Command, document, heading or term", glass=True
        )
        self._line.setObjectName("search")
        self._list = RowList("Choices", "choice")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._none = label("Nothing is called so.", "meta")
        self._none.setContentsMargins(SIDE, 8, SIDE, 8)
        self._build()
        self._line.textChanged.connect(self._show_rows)
        self._line.moved.connect(self._move)
        self._line.submitted.connect(self._take_current)
        self._line.left.connect(self.hide)
        self._line.return_to_text_requested.connect(self.close_palette)
        self._list.row_opened.connect(self._take)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._line.set_theme(theme)
        self._list.set_theme(theme)

    def open_with(self, choices: Sequence[Choice]) -> None:
        """Appear with these choices; while nothing is typed they stand in their order."""
        self._choices = [(choice, choice.name.casefold()) for choice in choices]
        self._before = QApplication.focusWidget()
        parent = self.parentWidget()
        width, height = min(_WIDTH, parent.width() - 40), min(_HEIGHT, parent.height() - 80)
        self.setGeometry((parent.width() - width) // 2, 56, width, height)
        self._line.clear()
        self._show_rows("")
        self.raise_()
        self.show()
        self._line.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_palette(self) -> None:
        """Go away, and give the keyboard back."""
        self.hide()
        if self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 8)
        line = QVBoxLayout()
        line.setContentsMargins(SIDE - 2, 0, SIDE - 2, 0)
        line.addWidget(self._line)
        layout.addLayout(line)
        layout.addWidget(self._none)
        layout.addWidget(self._list, 1)

    def _show_rows(self, text: str) -> None:
        found = best(text, self._choices) if text.strip() else [choice for choice, _ in self._choices]
        self._list.set_rows(_row(choice) for choice in found[:_SHOWN])
        self._none.setVisible(not found)
        if found:
            self._list.select(0)

    def _move(self, by: int) -> None:
        rows = len(self._list.rows())
        if rows:
            self._list.select((self._list.current_number() + by) % rows)

    def _take_current(self) -> None:
        row = self._list.current_row()
        if row is not None:
            self._take(row.value)

    def _take(self, choice: object) -> None:
        self.close_palette()
        if isinstance(choice, Choice):
            self.choice_taken.emit(choice.value)


def best(text: str, choices: Sequence[tuple[Choice, str]]) -> list[Choice]:
    """The choices that `text` may mean, the likeliest first; each comes with its folded name."""
    wanted = " ".join(text.casefold().split())
    scored = [(score(wanted, name), number, choice) for number, (choice, name) in enumerate(choices)]
    return [choice for points, _, choice in sorted(scored, key=lambda each: (-each[0], each[1])) if points]


def score(wanted: str, name: str) -> int:
    """How well `wanted` matches the folded `name`; 0 for not at all.

    In falling order: the name begins so; its words begin so, in any order; its initials; it holds the text;
    it holds the letters in this order, the closer together the better. A short name comes before a long one.
    """
    short = max(0, 400 - len(name))
    if name.startswith(wanted):
        return 5000 + short
    words = _WORD.findall(name)
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return 4000 + short
    letters = wanted.replace(" ", "")
    if "".join(word[0] for word in words).startswith(letters):
        return 3000 + short
    if wanted in name:
        return 2000 + short
    spread = _spread(letters, name)
    return max(1, 1000 - 5 * spread) if spread >= 0 else 0


def _spread(letters: str, name: str) -> int:
    """Over how many code points of `name` the letters are spread, taken in order; -1 where one is missing."""
    first = place = name.find(letters[:1])
    for letter in letters[1:]:
        if place < 0:
            return -1
        place = name.find(letter, place + 1)
    return place - first if place >= 0 else -1


def _row(choice: Choice) -> Row:
    return Row(
        Shape.ENTRY,
        choice.name,
        value=choice,
        aside=choice.keys or choice.kind,
        meta=choice.detail,
        spoken=", ".join(part for part in (choice.name, choice.kind, choice.detail, choice.keys) if part),
    )


class _PaletteLine(LineField):
    """The line, from which the arrows move in the list.

    Signals:
        moved(int): by so many rows.
        submitted(): Enter.
        left(): the keyboard went elsewhere.
    """

    moved = Signal(int)
    submitted = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        key = Qt.Key(event.key())
        if key in steps:
            self.moved.emit(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self.left.emit()
