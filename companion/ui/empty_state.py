# SPDX-License-Identifier: MIT
"""What a panel shows while it has nothing to list: one sentence that says what to do, and links that do it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from companion.ui.flow_layout import FlowLayout
from companion.ui.panel import SIDE, label, link

Link = tuple[str, Callable[[], object]]


class EmptyState(QWidget):
    """A sentence, links beside one another, and below them titled columns of further links."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # what stands above it goes first
        self._sentence = label()
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._links = FlowLayout(spacing=10)
        self._columns: dict[str, tuple[QLabel, FlowLayout]] = {}
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(SIDE + 2, 14, SIDE, 14)
        layout.setSpacing(8)
        layout.addWidget(self._sentence)
        layout.addLayout(self._links)
        layout.addStretch(1)

    def show_sentence(self, sentence: str, links: Sequence[Link] = ()) -> None:
        """Show the sentence, with links by their text and what each does."""
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self._links.replace_all([link(text, action) for text, action in links])

    def show_column(self, caption: str, links: Sequence[Link]) -> None:
        """Show a column of links under a small heading; without links both are gone.

        Columns stand in the order in which they were shown first.
        """
        if caption not in self._columns:
            self._columns[caption] = heading, column = (
                label(caption.upper(), "caption"),
                FlowLayout(spacing=2, column=True),
            )
            heading.setContentsMargins(0, 8, 0, 0)
            place = self._layout.count() - 1  # before the room that is left
            self._layout.insertWidget(place, heading)
            self._layout.insertLayout(place + 1, column)
        heading, column = self._columns[caption]
        heading.setVisible(bool(links))
        column.replace_all([link(text, action) for text, action in links])
