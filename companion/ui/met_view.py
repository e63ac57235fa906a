# SPDX-License-Identifier: MIT
"""The terms that were looked up, each with the sentence in which it was met."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from companion.library.encounters import Encounter
from companion.ui.list_view import ListView
from companion.ui.panel import label, link
from companion.ui.rows import Row, Shape
from companion.ui.wording import count, joined, page

_SPACES = str.maketrans("\n\t\r\u2028\u2029", "     ")


class MetView(ListView):
    """A list of look-ups, the latest first.

    Signals:
        encounter_opened(Encounter): the term and the place where it was met are wanted.
        clear_requested(): all look-ups are to be forgotten.
    """

    encounter_opened = Signal(object)
    clear_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Terms looked up", "term", empty="No term was looked up yet.", parent=parent)
        self._status = label(name="meta", wrap=False)
        self.add_to_head(self._status, link("Clear", self.clear_requested.emit, spoken="Forget all look-ups"))
        self.list.row_opened.connect(self.encounter_opened)

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
