# SPDX-License-Identifier: MIT
"""The rows of every panel's list: values that say what is drawn and read aloud, and their model, with groups."""

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

ROW_ROLE = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


class Shape(Enum):
    """How a row is drawn."""

    GROUP = auto()  # a line over the rows that follow it; it can be folded
    BAR = auto()  # a title over the bar of its share
    CARD = auto()  # a sheet of paper with a title, a text and a small line
    ENTRY = auto()  # a title and a small line, without a frame
    CONTEXT = auto()  # a word in its line: all words of the list stand below one another


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list.

    `lead` stands muted before the `title`, `aside` at the right of both. `body` is set in the reading face in at
    most `lines` lines (the title of an entry in at most two of them), with `spans` (half-open, in code points) on the
    colour of a hit. `note` is the reader's own text, `meta` the small line, with an icon of the name `icon` before
    it, and `extra` are further small lines, each with the name of its icon. `edge` and `ink` name colours of the
    theme for the left edge and for the title. `fraction` (0 to 1) is drawn as a thin line, or as a bar. `depth`
    counts the groups around a group, and the steps by which a bar's title is set in. `marked` is the row
    that is open now. `spoken` is what a screen reader says after "hit 3 of 14".
    """

    shape: Shape
    title: str
    value: object = None
    lead: str = ""
    aside: str = ""
    body: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    lines: int = 4
    note: str = ""
    meta: str = ""
    icon: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    edge: str = ""
    ink: str = ""
    fraction: float | None = None
    depth: int = 0
    marked: bool = False
    spoken: str = ""
    tip: str = ""


class RowModel(QAbstractListModel):
    """Rows in order. The rows after a group belong to it until the next group that is no deeper; folded, it hides them.

    A group is known by its row's `value`, so that it stays folded while the answers under it change.

    Signals:
        more_requested(): the view came to the end, and `set_more` said that there is more.
        unfolded(object): the group of this value shows its rows again.
    """

    more_requested = Signal()
    unfolded = Signal(object)

    def __init__(self, noun: str, parent: QObject | None = None) -> None:
        """`noun` is what a screen reader calls a row ("hit", "bookmark")."""
        super().__init__(parent)
        self._noun = noun
        self._rows: list[Row] = []
        self._shown: list[int] = []
        self._ordinals: list[int] = []
        self._folded: set[Hashable] = set()
        self._more = False
        self.drag_type = ""  # the media type under which rows can be dragged, their values one a line

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show these rows instead of the old ones."""
        self.beginResetModel()
        self._rows = list(rows)
        self._ordinals = []
        self._number(0)
        self._shown = self._unfolded()
        self._more = False
        self.endResetModel()

    def set_folded(self, groups: Iterable[Hashable]) -> None:
        """Fold the groups of these values and no others, from the next `set_rows` on."""
        self._folded = set(groups)

    def renew_rows(self, rows: Sequence[Row]) -> bool:
        """Show `rows` in place of the old ones where they are the same things, folded alike; else return False."""
        kinds, before = ([(row.shape, row.value, row.depth) for row in each] for each in (rows, self._rows))
        if kinds != before or self._shown != self._unfolded():
            return False
        changed = [number for number, row in enumerate(rows) if row != self._rows[number]]
        self._rows = list(rows)
        self._more = self._more and not changed
        for number in changed:
            if number in self._shown:
                index = self.index(self._shown.index(number))
                self.dataChanged.emit(index, index)
        return True

    def extend(self, rows: Sequence[Row]) -> None:
        """Show further rows, none of them a group, after the old ones."""
        if not rows:
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), len(self._shown), len(self._shown) + len(rows) - 1)
        self._rows.extend(rows)
        self._number(first)
        self._shown.extend(range(first, len(self._rows)))
        self.endInsertRows()

    def set_more(self, more: bool) -> None:
        """Say whether there are further rows to ask for."""
        self._more = more

    def rows(self) -> Sequence[Row]:
        """All rows, those of folded groups too."""
        return self._rows

    def row(self, index: Index) -> Row | None:
        """The row at an index, None where the index is not valid."""
        return self._rows[self._shown[index.row()]] if index.isValid() else None

    def number_of(self, index: Index) -> int:
        """Where the row at an index stands in `rows()`, -1 where the index is not valid."""
        return self._shown[index.row()] if index.isValid() else -1

    def index_of(self, number: int) -> QModelIndex:
        """The index of the row that is `number` in `rows()`; the groups around it are unfolded first."""
        if number not in self._shown:
            group = self._group_around(number)
            if group is not None:
                self.unfold(self.index_of(group))
        return self.index(self._shown.index(number))

    def is_folded(self, index: Index) -> bool:
        """Whether the row is a group whose rows are hidden."""
        row = self.row(index)
        return row is not None and row.shape is Shape.GROUP and row.value in self._folded

    def fold(self, index: Index) -> None:
        """Hide the rows of a group."""
        row = self.row(index)
        if row is None or row.shape is not Shape.GROUP or self.is_folded(index):
            return
        first = index.row() + 1
        last = bisect_left(self._shown, self._end_of(self._shown[index.row()]))
        self._folded.add(row.value)
        if last > first:
            self.beginRemoveRows(QModelIndex(), first, last - 1)
            del self._shown[first:last]
            self.endRemoveRows()
        self.dataChanged.emit(index, index)

    def unfold(self, index: Index) -> None:
        """Show the rows of a group again."""
        row = self.row(index)
        if row is None or not self.is_folded(index):
            return
        number, first = self._shown[index.row()], index.row() + 1
        self._folded.discard(row.value)
        hidden = self._unfolded(number + 1, self._end_of(number))
        if hidden:
            self.beginInsertRows(QModelIndex(), first, first + len(hidden) - 1)
            self._shown[first:first] = hidden
            self.endInsertRows()
        self.dataChanged.emit(index, index)
        self.unfolded.emit(row.value)

    def group_of(self, index: Index) -> QModelIndex:
        """The index of the group that a row belongs to; not valid where there is none."""
        group = self._group_around(self._shown[index.row()]) if index.isValid() else None
        return QModelIndex() if group is None else self.index(self._shown.index(group))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.tip or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index, row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self.drag_type and index.isValid() else flags

    def mimeTypes(self) -> list[str]:
        return [self.drag_type] if self.drag_type else []

    def mimeData(self, indexes: Iterable[QModelIndex]) -> QMimeData:
        data = QMimeData()
        values = (row.value for index in indexes if (row := self.row(index)) is not None)
        data.setData(self.drag_type, "\n".join(map(str, values)).encode())
        return data

    def canFetchMore(self, parent: Index) -> bool:
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        self._more = False  # until the answer comes, so that it is asked once
        self.more_requested.emit()

    def _spoken(self, index: Index, row: Row) -> str:
        if row.shape is Shape.GROUP:
            state = "folded" if self.is_folded(index) else "unfolded"
            return f"{row.spoken or row.title}, {state}"
        place = f"{self._noun} {self._ordinals[self._shown[index.row()]]} of {self._ordinals[-1]}"
        return f"{place}, {row.spoken or row.title}"

    def _number(self, first: int) -> None:
        """Count the rows that are not groups, from the row `first` on."""
        number = self._ordinals[-1] if self._ordinals else 0
        for row in self._rows[first:]:
            number += row.shape is not Shape.GROUP
            self._ordinals.append(number)

    def _unfolded(self, first: int = 0, end: int | None = None) -> list[int]:
        """The rows from `first` to `end` that no folded group among them hides."""
        end = len(self._rows) if end is None else end
        if not self._folded:
            return list(range(first, end))
        shown: list[int] = []
        hiding: int | None = None  # the depth of the folded group that hides the rows
        for number in range(first, end):
            row = self._rows[number]
            if row.shape is Shape.GROUP and (hiding is None or row.depth <= hiding):
                hiding = row.depth if row.value in self._folded else None
                shown.append(number)
            elif hiding is None:
                shown.append(number)
        return shown

    def _end_of(self, group: int) -> int:
        """The number after the last row of a group."""
        depth, end = self._rows[group].depth, group + 1
        while end < len(self._rows) and not (self._rows[end].shape is Shape.GROUP and self._rows[end].depth <= depth):
            end += 1
        return end

    def _group_around(self, number: int) -> int | None:
        """The innermost group that a row, or a group, belongs to."""
        row = self._rows[number]
        depth = row.depth if row.shape is Shape.GROUP else None
        for position in range(number - 1, -1, -1):
            before = self._rows[position]
            if before.shape is Shape.GROUP and (depth is None or before.depth < depth):
                return position
        return None
