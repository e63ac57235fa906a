# SPDX-License-Identifier: MIT
"""The terms that were looked up, each with the sentence in which it was met."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion.library.encounters import Encounter
from companion.ui.panel import SIDE, label, link
from companion.ui.row_list import RowList
from companion.ui.rows import Row, Shape
from companion.ui.theme import Theme
from companion.ui.wording import count, joined, page

_SPACES = str.maketrans("\n\t\r\u2028\u2029", "     ")


class MetView(QWidget):
    """A list of look-ups, the latest first.

    Signals:
        encounter_opened(Encounter): the term and the place where it was met are wanted.
        clear_requested(): all look-ups are to be forgotten.
    """

    encounter_opened = Signal(object)
    clear_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = RowList("Terms looked up", "term")
        self._status = label(name="meta", wrap=False)
        head = QHBoxLayout()
        head.setContentsMargins(SIDE + 2, 0, SIDE, 4)
        head.addWidget(self._status, 1)
        head.addWidget(link("Clear", self.clear_requested.emit, spoken="Forget all look-ups"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        self.list.row_opened.connect(self.encounter_opened)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.list.set_theme(theme)

    def show_encounters(self, encounters: Sequence[Encounter]) -> None:
        """Show these look-ups, the latest first."""
        self._status.setText(f"{count(len(encounters), 'term')} looked up")
        self.list.replace_rows(map(_row, encounters))


def _row(each: Encounter) -> Row:
    sentence = each.sentence.translate(_SPACES)
    time = datetime.fromisoformat(each.time).astimezone()
    day = f"{time.day} {time:%b %Y}"
    return Row(
        Shape.CARD,
        each.term,
        value=each,
        aside=day,
        body=sentence,
        lines=3,
        meta=joined(each.title, page(each.page), "" if each.document else "no longer in the library"),
        ink="glossary",
        spoken=f"{each.term}, {day}, {sentence}",
        tip=each.title,
    )
