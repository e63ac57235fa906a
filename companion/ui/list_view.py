# SPDX-License-Identifier: MIT
"""A view of a panel that is a list: with links over it, and a sentence in its place while there is nothing to list."""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from companion.ui.empty_state import EmptyState
from companion.ui.flow_layout import FlowLayout
from companion.ui.panel import SIDE
from companion.ui.row_list import RowList
from companion.ui.theme import Theme


class ListView(QWidget):
    """The `list` on the first of its `pages`; the second one says why there is nothing."""

    def __init__(self, name: str, noun: str, *, empty: str = "", parent: QWidget | None = None) -> None:
        """`name` is the list's accessible name, `noun` what one row is called; `empty` is said where there is none."""
        super().__init__(parent)
        self.list = RowList(name, noun)
        self.pages = QStackedWidget()
        self._head = FlowLayout(spacing=12)
        self._margins = QHBoxLayout()
        self._margins.addLayout(self._head)
        listing, nothing = QWidget(), EmptyState()
        nothing.show_sentence(empty)
        inner = QVBoxLayout(listing)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addLayout(self._margins)
        inner.addWidget(self.list, 1)
        self.pages.addWidget(listing)
        self.pages.addWidget(nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)
        self.setFocusProxy(self.list)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.list.set_theme(theme)

    def add_to_head(self, *widgets: QWidget) -> None:
        """Put small widgets over the list, beside one another."""
        self._margins.setContentsMargins(SIDE, 0, SIDE, 3)
        for widget in widgets:
            self._head.addWidget(widget)

    def show_list(self, anything: bool) -> None:
        """Show the list, or say that there is nothing."""
        self.pages.setCurrentIndex(0 if anything else 1)
