# SPDX-License-Identifier: MIT
"""A list of many values, each on a line of the same height, that a delegate paints; walked like every other list."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

VALUE_ROLE = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


class ValueModel(QAbstractListModel):
    """Values in order.

    Signals:
        more_requested(): the view came to the end, and there are more.
    """

    more_requested = Signal()

    def __init__(self, spoken: Callable[[int, Any], str], tip: Callable[[Any], str], parent: QWidget) -> None:
        """`spoken(number, value)` is what a screen reader says, `tip(value)` what stands in the tip."""
        super().__init__(parent)
        self.values: list[Any] = []
        self.more = False
        self._spoken = spoken
        self._tip = tip

    def set_values(self, values: Sequence[Any]) -> None:
        """Show these values instead of the old ones."""
        self.beginResetModel()
        self.values = list(values)
        self.more = False
        self.endResetModel()

    def extend(self, values: Sequence[Any]) -> None:
        """Show further values after the old ones."""
        if values:
            self.beginInsertRows(QModelIndex(), len(self.values), len(self.values) + len(values) - 1)
            self.values.extend(values)
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self.values)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        value = self.values[index.row()]
        if role == VALUE_ROLE:
            return value
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(index.row(), value)
        return self._tip(value) if role == Qt.ItemDataRole.ToolTipRole else None

    def canFetchMore(self, parent: Index) -> bool:
        return self.more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        self.more = False  # until the answer comes, so that it is asked once
        self.more_requested.emit()


class ValueList(QListView):
    """The view. Arrows walk and preview, Enter or a click opens, Esc leaves.

    Signals:
        value_previewed(object): the keyboard moved to a value.
        value_opened(object): Enter or a click on a value.
        left_upwards(): Up was pressed on the first value.
        return_to_text_requested(): Esc was pressed.
        more_requested(): the end was reached, and there are more.
    """

    value_previewed = Signal(object)
    value_opened = Signal(object)
    left_upwards = Signal()
    return_to_text_requested = Signal()
    more_requested = Signal()

    def __init__(self, name: str, spoken: Callable[[int, Any], str], tip: Callable[[Any], str]) -> None:
        """`name` is the list's accessible name."""
        super().__init__()
        self.setObjectName("rows")
        self.setAccessibleName(name)
        self.viewport().setAutoFillBackground(False)
        self._values = ValueModel(spoken, tip, self)
        self._values.more_requested.connect(self.more_requested)
        self.setModel(self._values)
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.clicked.connect(lambda index: self.value_opened.emit(index.data(VALUE_ROLE)))

    def values(self) -> Sequence[Any]:
        """All values that are shown."""
        return self._values.values

    def set_values(self, values: Sequence[Any]) -> None:
        """Show these values from the first on."""
        self._values.set_values(values)
        self.scrollToTop()

    def add_values(self, values: Sequence[Any]) -> None:
        """Show further values after the ones shown."""
        self._values.extend(values)

    def set_more(self, more: bool) -> None:
        """Say whether `more_requested` is to come when the end is reached."""
        self._values.more = more

    def current_value(self) -> Any:
        """The value that the keyboard stands on, or None."""
        return self.currentIndex().data(VALUE_ROLE)

    def select(self, number: int) -> None:
        """Stand on the value with this number and bring it into sight; it is not opened."""
        index = self._values.index(number)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def enter(self) -> None:
        """Take the keyboard, if there are values to walk."""
        if self.isVisible() and self.values():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid() and self.values():
            self.select(0)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.currentIndex()
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.return_to_text_requested.emit()
        elif key == Qt.Key.Key_Up and before.row() <= 0:
            self.left_upwards.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and before.isValid():
            self.value_opened.emit(before.data(VALUE_ROLE))
        else:
            super().keyPressEvent(event)
            if self.currentIndex() != before:
                self.value_previewed.emit(self.currentIndex().data(VALUE_ROLE))
