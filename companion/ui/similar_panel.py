# SPDX-License-Identifier: MIT
"""Passages like one that the reader pointed at, with the words that they share."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from companion.search.results import Hit, SimilarHit, SimilarPassages
from companion.ui.empty_state import EmptyState
from companion.ui.panel import SIDE, Panel, label
from companion.ui.row_list import RowList
from companion.ui.rows import Row, Shape
from companion.ui.wording import count, joined, one_line, page, spoken_place

_INVITATION = "Select a passage, or stand in one, and press Ctrl+Shift+S to find others like it in the whole library."
_QUOTED = 160  # code points of the passage that are shown
_SHARED = 8  # words that are named


class SimilarPanel(Panel):
    """The passages, the most similar first. Arrows preview, Enter opens.

    Signals:
        hit_previewed(Hit): the arrows moved to a passage.
        hit_opened(Hit): Enter or a click on a passage.
    """

    hit_previewed = Signal(object)
    hit_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Similar passages", parent)
        self._quote = label(name="meta", wrap=False)
        self._quote.setMinimumWidth(0)
        self._status = label(name="meta", wrap=False)
        self._list = RowList("Similar passages", "passage")
        self._empty = EmptyState()
        self._pages = QStackedWidget()
        self.setMinimumHeight(150)
        head = QVBoxLayout()
        head.setContentsMargins(SIDE, 8, SIDE, 6)
        head.setSpacing(2)
        head.addWidget(self._quote)
        head.addWidget(self._status)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._pages, 1)
        self._themed += [self._list]
        self._entrances = (self._list,)
        self._list.row_previewed.connect(self.hit_previewed)
        self._list.row_opened.connect(self.hit_opened)
        self._list.return_to_text_requested.connect(self.return_to_text_requested)
        self._show_empty(_INVITATION)

    def sizeHint(self) -> QSize:
        return QSize(800, 300)

    def show_searching(self, quote: str) -> None:
        """Say which passage others are looked for."""
        shown = one_line(quote)
        self._quote.setText(f"Like “{shown if len(shown) <= _QUOTED else shown[:_QUOTED].rsplit(' ', 1)[0] + ' …'}”")
        self._status.setText("Searching …")

    def show_passages(self, found: SimilarPassages) -> None:
        """Show what was found."""
        self._list.set_rows(map(_row, found.hits))
        if found.hits:
            self._status.setText(joined(count(len(found.hits), "passage"), found.notice or ""))
            self._status.setVisible(True)
            self._quote.setVisible(True)
            self.turn_to(self._pages, self._list)
        elif found.notice or found.words:
            self._show_empty(found.notice or "No other passage of the library shares telling words with this one.")
        else:
            self._show_empty("This passage has no words by which another could be found. Choose a longer one.")

    def _show_empty(self, sentence: str) -> None:
        self._status.setVisible(False)
        self._empty.show_sentence(sentence)
        self.turn_to(self._pages, self._empty)


def _row(similar: SimilarHit) -> Row:
    hit: Hit = similar.hit
    section = hit.section[-1] if hit.section and hit.section[-1] != hit.title else ""
    shared = ", ".join(similar.shared[:_SHARED])
    place = joined(section, page(hit.page))
    return Row(
        Shape.CARD,
        hit.title,
        value=hit,
        body=one_line(hit.snippet.text) if not hit.snippet.spans else hit.snippet.text.replace("\n", " "),
        spans=hit.snippet.spans,
        lines=3,
        meta=place,
        extra=(("tag", f"Both hold {shared}"),),
        spoken=", ".join(
            (hit.snippet.text.replace("\n", " "), f"both hold {shared}", spoken_place(hit.section, hit.page, hit.title))
        ),
        tip=" › ".join((hit.title, *hit.section)),
    )
