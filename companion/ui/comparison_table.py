# SPDX-License-Identifier: MIT
"""The comparison of a term in a window of its own: the documents side by side in a table that can be sorted."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from companion.document.model import Anchor
from companion.glossary.comparison import Comparison, Use
from companion.ui.panel import label
from companion.ui.wording import count, one_line

_COLUMNS = ("Document", "Year", "Mentions", "Defines it as", "First met")
_WIDTHS = (190, 56, 76)
_SIZE = (900, 480)  # pixels, at first
_PLACE = Qt.ItemDataRole.UserRole


class ComparisonTable(QDialog):
    """A window beside the program's, which stays usable. Enter or a double click on a cell opens its place.

    Signals:
        place_opened(Anchor): a definition or a first use is wanted.
        export_requested(Comparison): a file of it is wanted.
    """

    place_opened = Signal(object)
    export_requested = Signal(object)

    def __init__(self, comparison: Comparison, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"“{comparison.term}” in {count(len(comparison.uses), 'document')}")
        self.table = QTableWidget(len(comparison.uses), len(_COLUMNS))
        self.table.setObjectName("list")
        self.table.setAccessibleName("Comparison")
        self._fill(comparison)
        trend = ", ".join(f"{each.year}: {each.mentions:,}" for each in comparison.years())
        export = QPushButton("Export…")
        export.clicked.connect(lambda: self.export_requested.emit(comparison))
        close = QPushButton("Close")
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addWidget(label(f"Mentions by year: {trend}" if trend else "No document tells its year.", "meta"), 1)
        foot.addWidget(export)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)
        for button in (export, close):
            button.setAutoDefault(False)  # Enter opens a place
        self.resize(*_SIZE)
        self.table.cellActivated.connect(self._on_activated)

    def _fill(self, comparison: Comparison) -> None:
        table = self.table
        table.setHorizontalHeaderLabels(_COLUMNS)
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setWordWrap(True)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        for number, use in enumerate(comparison.uses):
            for column, item in enumerate(_items(use)):
                table.setItem(number, column, item)
        header = table.horizontalHeader()
        for column, width in enumerate(_WIDTHS):
            table.setColumnWidth(column, width)
        for column in range(len(_WIDTHS), len(_COLUMNS)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)  # before, or it would be sorted by the first column
        table.setSortingEnabled(True)
        table.setCurrentCell(0, 0)

    def _on_activated(self, row: int, column: int) -> None:
        place = self.table.item(row, column).data(_PLACE)
        if place is not None:
            self.place_opened.emit(Anchor(*place))


def _items(use: Use) -> list[QTableWidgetItem]:
    definitions = "\n\n".join(one_line(each.text) for each in use.definitions)
    first = (use.document, use.start, use.start + use.length) if use.start >= 0 else None
    anchor = use.definitions[0].anchor if use.definitions else None
    defined = (use.document, anchor.start, anchor.end) if anchor is not None else first
    cells = (
        (use.title, first),
        (use.year, first),
        (use.mentions, first),
        (definitions or "—", defined),
        (one_line(use.sentence) or "—", first),
    )
    items = []
    for value, place in cells:
        item = QTableWidgetItem()
        item.setData(Qt.ItemDataRole.DisplayRole, value)
        item.setData(_PLACE, place)
        item.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        items.append(item)
    return items
