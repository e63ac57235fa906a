# SPDX-License-Identifier: MIT
"""The view over rows that every panel shows, and what its keys mean."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QScrollArea, QSizePolicy, QWidget

from companion.ui.cards import CardDelegate
from companion.ui.rows import Row, RowModel, Shape
from companion.ui.theme import Theme

_ENSURE_VISIBLE = QAbstractItemView.ScrollHint.EnsureVisible
_SELECTS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier  # a click with one opens nothing
_BATCH = 16  # rows laid out before the window answers again


class RowList(QListView):
    """A list of rows. Arrows walk and preview, Enter or a click opens, Delete removes, Esc leaves.

    A list of which `several` can be selected does that with Shift and Ctrl, and its rows can be dragged.

    Signals (the object is the row's `value`):
        row_previewed(object): the keyboard moved to a row.
        row_opened(object): Enter or a click on a row.
        removal_requested(object): Delete on a row.
        edit_requested(object): E on a row of an editable list.
        left_upwards(): Up was pressed on the first row.
        back_requested(): Backspace was pressed; where the list came from another one, that is wanted.
        return_to_text_requested(): Esc was pressed.
        menu_requested(object, QPoint): a menu is wanted for a row, at this point of the screen.
        more_requested(): the end was reached, and there is more.
        group_unfolded(object): the rows of the group of this value are shown again.
        dragging(bool): selected rows are being dragged, or no longer.
    """

    row_previewed = Signal(object)
    row_opened = Signal(object)
    removal_requested = Signal(object)
    edit_requested = Signal(object)
    left_upwards = Signal()
    back_requested = Signal()
    return_to_text_requested = Signal()
    menu_requested = Signal(object, QPoint)
    more_requested = Signal()
    group_unfolded = Signal(object)
    dragging = Signal(bool)

    def __init__(
        self, name: str, noun: str, *, editable: bool = False, several: str = "", parent: QWidget | None = None
    ) -> None:
        """`name` is the list's accessible name, `noun` what one row of it is called.

        With `several` many rows can be selected, and dragged under that media type.
        """
        super().__init__(parent)
        self.setObjectName("rows")
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(name)
        self._editable = editable
        self._keys: dict[Qt.Key, Callable[[Any], object]] = {}
        self._rows = RowModel(noun, self)
        self._rows.more_requested.connect(self.more_requested)
        self._rows.unfolded.connect(self.group_unfolded)
        self._delegate = CardDelegate(self)
        self.setModel(self._rows)
        self.setItemDelegate(self._delegate)
        if several:
            self._rows.drag_type = several
            self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
            self.setDragEnabled(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_BATCH)
        self.setMouseTracking(True)
        self.clicked.connect(self._on_clicked)

    def on_key(self, key: Qt.Key, act: Callable[[Any], object]) -> None:
        """Do this with the value of the row that the keyboard stands on, when a plain key is pressed."""
        self._keys[key] = act

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._delegate.set_theme(theme)
        self.doItemsLayout()

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show these rows, from the first on, none of them current."""
        self._delegate.dimmed = False
        self._rows.set_rows(rows)
        self.scrollToTop()

    def replace_rows(self, rows: Iterable[Row]) -> None:
        """Show these rows, but stay at the same place of the list, on the row of the same value."""
        rows = list(rows)
        if self._rows.renew_rows(rows):
            self._delegate.dimmed = False
            return
        selected = set(self.selected_values())
        current, place = self.current_row(), self.verticalScrollBar().value()
        self.set_rows(rows)
        if current is None and not place:
            return
        # All rows need their places at once now; those that stay have their heights already.
        self.setLayoutMode(QListView.LayoutMode.SinglePass)
        self.doItemsLayout()
        self.setLayoutMode(QListView.LayoutMode.Batched)
        if current is not None:
            same = (n for n, row in enumerate(rows) if row.value == current.value and row.shape is current.shape)
            if (number := next(same, None)) is not None:
                self.select(number)
        if len(selected) > 1:
            self._select_too(selected)
        self.verticalScrollBar().setValue(place)

    def add_rows(self, rows: Iterable[Row]) -> None:
        """Show further rows after the ones shown."""
        self._rows.extend(list(rows))

    def set_more(self, more: bool) -> None:
        """Say whether `more_requested` is to come when the end is reached."""
        self._rows.set_more(more)

    def set_folded(self, groups: Iterable[Hashable]) -> None:
        """Fold the groups of these values and no others, from the next rows on."""
        self._rows.set_folded(groups)

    def set_dimmed(self, dimmed: bool) -> None:
        """Draw the rows pale, because they answer an older question."""
        if self._delegate.dimmed != dimmed:
            self._delegate.dimmed = dimmed
            self.viewport().update()

    def rows(self) -> tuple[Row, ...]:
        """All rows, those of folded groups too."""
        return tuple(self._rows.rows())

    def current_row(self) -> Row | None:
        """The row that the keyboard stands on."""
        return self._rows.row(self.currentIndex())

    def selected_values(self) -> list[object]:
        """The values of the selected rows, in the order of the list."""
        indexes = sorted(self.selectedIndexes(), key=lambda index: index.row())
        return [row.value for index in indexes if (row := self._rows.row(index)) is not None]

    def current_number(self) -> int:
        """The number in `rows()` of the row that the keyboard stands on, or -1."""
        return self._rows.number_of(self.currentIndex())

    def select(self, number: int) -> None:
        """Stand on the row that is `number` in `rows()` and bring it into sight; it is not opened."""
        self._stand_on(self._rows.index_of(number))

    def enter(self) -> None:
        """Take the keyboard, if there are rows to walk."""
        if self.isVisible():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.currentIndex()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and self._on_key(Qt.Key(event.key()), before):
            return
        super().keyPressEvent(event)
        row = self.current_row()
        if row is not None and self.currentIndex() != before and row.shape is not Shape.GROUP:
            self.row_previewed.emit(row.value)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid():
            first = next((n for n, row in enumerate(self._rows.rows()) if row.shape is not Shape.GROUP), None)
            if first is not None:
                self.select(first)
        super().focusInEvent(event)

    def startDrag(self, actions: Qt.DropAction) -> None:  # noqa: N802
        self.dragging.emit(True)
        super().startDrag(actions)
        self.dragging.emit(False)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        row = self._rows.row(index)
        if row is not None and row.shape is not Shape.GROUP:
            below = self.viewport().mapToGlobal(self.visualRect(index).center())
            self.menu_requested.emit(row.value, event.globalPos() if by_mouse else below)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()

    def _on_key(self, key: Qt.Key, index: QModelIndex) -> bool:
        """Do what the key means here; False where it means what it means in every list."""
        row = self._rows.row(index)
        if key == Qt.Key.Key_Escape:
            self.return_to_text_requested.emit()
        elif key == Qt.Key.Key_Backspace:
            self.back_requested.emit()
        elif key == Qt.Key.Key_Up and index.row() <= 0:
            self.left_upwards.emit()
        elif row is None:
            return False
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (key == Qt.Key.Key_Space and row.shape is Shape.GROUP):
            self._on_clicked(index)
        elif key == Qt.Key.Key_Left:
            self._fold(index)
        elif key == Qt.Key.Key_Right:
            self._rows.unfold(index)
        elif row.shape is Shape.GROUP:
            return False
        elif key == Qt.Key.Key_Delete:
            self.removal_requested.emit(row.value)
        elif key in self._keys:
            self._keys[key](row.value)
        elif self._editable and key == Qt.Key.Key_E:
            self.edit_requested.emit(row.value)
        else:
            return False
        return True

    def _on_clicked(self, index: QModelIndex) -> None:
        row = self._rows.row(index)
        if row is None or (self._rows.drag_type and QGuiApplication.keyboardModifiers() & _SELECTS):
            return
        if row.shape is not Shape.GROUP:
            self.row_opened.emit(row.value)
        elif self._rows.is_folded(index):
            self._rows.unfold(index)
        else:
            self._rows.fold(index)

    def _fold(self, index: QModelIndex) -> None:
        """On a group fold it, on a row of a group go to the group."""
        row = self._rows.row(index)
        if row is not None and row.shape is Shape.GROUP and not self._rows.is_folded(index):
            self._rows.fold(index)
        elif (group := self._rows.group_of(index)).isValid():
            self._stand_on(group)

    def _select_too(self, values: set[object]) -> None:
        for number, row in enumerate(self._rows.rows()):
            if row.value in values:
                index = self._rows.index_of(number)
                self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)

    def _stand_on(self, index: QModelIndex) -> None:
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)


class FittedList(RowList):
    """A list as high as its rows, inside something else that scrolls. For a few hundred rows at most."""

    _area: QScrollArea | None = None  # on the class, because Qt scrolls already while it constructs the view

    def __init__(self, name: str, noun: str, parent: QWidget | None = None) -> None:
        super().__init__(name, noun, parent=parent)
        self.setLayoutMode(QListView.LayoutMode.SinglePass)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizeAdjustPolicy(QAbstractItemView.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def keep_visible_in(self, area: QScrollArea) -> None:
        """Scroll `area` when the keyboard moves to a row that is out of sight."""
        self._area = area

    def focusInEvent(self, event: QFocusEvent) -> None:
        QListView.focusInEvent(self, event)  # without standing on the first row, which would scroll to it

    def scrollTo(self, index: QModelIndex, hint: QListView.ScrollHint = _ENSURE_VISIBLE) -> None:  # noqa: N802
        if self._area is not None and index.isValid():
            rect = self.visualRect(index)
            corner = self.viewport().mapTo(self._area.widget(), rect.center())
            self._area.ensureVisible(0, corner.y(), 0, rect.height() // 2 + 8)
