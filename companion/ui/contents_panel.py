# SPDX-License-Identifier: MIT
"""The outline of the open document, with the heading that one reads under, and how far one has come."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QFont, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from companion.document.model import Heading
from companion.ui.empty_state import EmptyState
from companion.ui.outline_view import START, OutlineView
from companion.ui.panel import SIDE, LineField, Panel, label
from companion.ui.wording import count

_LONG = 14  # headings from which on a filter is offered
_OPEN_AT_FIRST = 60  # headings up to which the whole outline is unfolded


class ContentsPanel(Panel):
    """The headings as a tree. Enter or a click goes to one.

    Signals:
        place_previewed(int): the arrows moved to the heading that begins at this offset.
        place_chosen(int): Enter or a click on the heading that begins at this offset.
    """

    place_previewed = Signal(int)
    place_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Contents", parent)
        self._items: list[QStandardItem] = []
        self._starts: list[int] = []
        self._current = -1
        self._line = LineField("Filter the headings", "Filter the headings")
        self._model = QStandardItemModel(self)
        self._filter = QSortFilterProxyModel(self)
        self._filter.setSourceModel(self._model)
        self._filter.setRecursiveFilteringEnabled(True)
        self._filter.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._tree = OutlineView()
        self._tree.setModel(self._filter)
        self._empty = EmptyState()
        self._pages = QStackedWidget()
        self._bar = QProgressBar()
        self._progress = label(name="meta", wrap=False)
        self._build()
        self._connect()
        self._entrances = (self._tree,)
        self.show_outline(())
        self._empty.show_sentence("No document is open. Choose one from the library.")

    def show_outline(self, headings: Sequence[Heading]) -> None:
        """Show the headings of a document, which may have none."""
        self._model.clear()
        self._items = _tree_of(headings, self._model.invisibleRootItem())
        self._starts = [heading.start for heading in headings]
        self._current = -1
        self._line.clear()
        self._line.setVisible(len(headings) > _LONG)
        self._on_filter("")
        if len(headings) <= _OPEN_AT_FIRST:
            self._tree.expandAll()
        self.turn_to(self._pages, self._tree if headings else self._empty)
        self._empty.show_sentence("This document has no headings.")

    def set_current(self, offset: int) -> None:
        """Mark the heading under which `offset` stands. The list is left alone while the arrows walk it."""
        number = bisect_right(self._starts, offset) - 1
        if number == self._current:
            return
        for each, strong in ((self._current, False), (number, True)):
            if 0 <= each < len(self._items):
                font = self._tree.font()
                font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
                self._items[each].setFont(font)
        self._current = number
        if number >= 0 and not self._tree.walking:
            self._stand_on(self._items[number])

    def set_progress(self, fraction: float, page: str, minutes_left: int | None) -> None:
        """Say how far one has come: 0 to 1, the page ("12 of 48", or "" where there are none), and the time left."""
        percent = round(100 * min(max(fraction, 0.0), 1.0))
        self._bar.setUpdatesEnabled(False)  # or Qt would paint the whole window before this call returns
        self._bar.setValue(percent)
        self._bar.setUpdatesEnabled(True)
        place = f"Page {page}" if page else f"{percent} %"
        left = f" · {_time_left(minutes_left)}" if minutes_left is not None else ""
        self._progress.setText(place + left)
        self._bar.setAccessibleDescription(place + left)

    def _build(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(SIDE, 8, SIDE, 4)
        head.addWidget(self._line)
        self._pages.addWidget(self._tree)
        self._pages.addWidget(self._empty)
        tree = QVBoxLayout()
        tree.setContentsMargins(8, 0, 4, 0)
        tree.addWidget(self._pages)
        foot = QVBoxLayout()
        foot.setContentsMargins(SIDE, 8, SIDE, 12)
        foot.setSpacing(6)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(3)
        self._bar.setAccessibleName("Reading progress")
        foot.addWidget(self._bar)
        foot.addWidget(self._progress)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(tree, 1)
        layout.addLayout(foot)
        self._themed += [self._line, self._tree]

    def _connect(self) -> None:
        self._line.textEdited.connect(self._on_filter)
        self._line.left_downwards.connect(self._tree.setFocus)
        self._line.returnPressed.connect(self._tree.setFocus)
        self._line.return_to_text_requested.connect(self.return_to_text_requested)
        self._tree.place_chosen.connect(self.place_chosen)
        self._tree.place_previewed.connect(self.place_previewed)

    def _on_filter(self, text: str) -> None:
        self._filter.setFilterFixedString(text.strip())
        if text.strip():
            self._tree.expandAll()

    def _stand_on(self, item: QStandardItem) -> None:
        index = self._filter.mapFromSource(item.index())
        if not index.isValid():
            return
        parent = index.parent()
        while parent.isValid():
            self._tree.expand(parent)
            parent = parent.parent()
        self._tree.setCurrentIndex(index)
        self._tree.scrollTo(index)


def _tree_of(headings: Sequence[Heading], root: QStandardItem) -> list[QStandardItem]:
    """Items for the headings, each under the last one before it of a lower level; in the headings' order."""
    items: list[QStandardItem] = []
    above: list[tuple[int, QStandardItem]] = []
    for heading in headings:
        item = QStandardItem(heading.title)
        page = f", page {heading.page}" if heading.page else ""
        item.setData(heading.start, START)
        item.setToolTip(heading.title + page)
        item.setAccessibleText(heading.title + page)
        while above and above[-1][0] >= heading.level:
            above.pop()
        (above[-1][1] if above else root).appendRow(item)
        above.append((heading.level, item))
        items.append(item)
    return items


def _time_left(minutes: int) -> str:
    if minutes < 1:
        return "less than a minute left"
    if minutes < 90:
        return f"{count(minutes, 'minute')} left"
    return f"{minutes / 60:.1f} hours left"
