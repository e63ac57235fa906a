# SPDX-License-Identifier: MIT
"""The report of an import: every file with what became of it and why, to filter, to keep and to try again."""

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from companion.library.import_report import import_sentence, shown_path
from companion.library.values import ImportResult, ImportStatus
from companion.ui.empty_state import EmptyState
from companion.ui.flow_layout import FlowLayout
from companion.ui.panel import SIDE, LineField, chip, label
from companion.ui.row_list import RowList
from companion.ui.rows import Row, Shape
from companion.ui.theme import Theme
from companion.ui.wording import joined

_ICONS = {ImportStatus.IMPORTED: "check", ImportStatus.UNCHANGED: "file", ImportStatus.FAILED: "warning"}
_SIZE = (640, 560)  # pixels


class ImportReport(QDialog):
    """The files of the last import; those that failed come first. It stays open beside the reading.

    Signals:
        document_chosen(str): the document with this id is to be opened.
        retry_requested(list[Path]): these files are to be imported again.
        password_requested(list[Path]): these files are to be imported with a password.
        saving_requested(): the report is to be written to a file.
    """

    document_chosen = Signal(str)
    retry_requested = Signal(list)
    password_requested = Signal(list)
    saving_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Import report")
        self.resize(*_SIZE)
        self._results: tuple[ImportResult, ...] = ()
        self._summary = label(name="title")
        self._line = LineField("Filter the files", "Filter by name or reason")
        self._kinds = QButtonGroup(self)
        self._chips: dict[str, QPushButton] = {}
        self._list = RowList("Files", "file")
        self._empty = EmptyState()
        self._pages = QStackedWidget()
        self._retry = QPushButton("Try again")
        self._password = QPushButton("Enter password…")
        self._save = QPushButton("Save report…")
        self._build()
        self._connect()

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._line.set_theme(theme)
        self._list.set_theme(theme)

    def show_results(self, results: Sequence[ImportResult]) -> None:
        """Show what became of these files."""
        self._results = tuple(sorted(results, key=lambda result: result.status is not ImportStatus.FAILED))
        self._summary.setText(import_sentence(results))
        for name, button in self._chips.items():
            number = sum(1 for result in results if _KINDS[name](result))
            button.setText(f"{name} {number:,}")
            button.setVisible(bool(number) or name == "All")
            if button.isChecked() and not number:
                self._chips["All"].setChecked(True)
        self._retry.setVisible(any(_failed(result) for result in results))
        self._password.setVisible(any(result.locked for result in results))
        self._show_rows()

    def _build(self) -> None:
        kinds = FlowLayout()
        for name in _KINDS:
            button = self._chips[name] = chip(name, checkable=True)
            self._kinds.addButton(button)
            kinds.addWidget(button)
        self._chips["All"].setChecked(True)
        for page in (self._list, self._empty):
            self._pages.addWidget(page)
        head = QVBoxLayout()
        head.setContentsMargins(SIDE, 14, SIDE, 4)
        head.setSpacing(8)
        head.addWidget(self._summary)
        head.addWidget(self._line)
        head.addLayout(kinds)
        foot = QHBoxLayout()
        foot.setContentsMargins(SIDE, 4, SIDE, 12)
        close = QPushButton("Close")
        close.clicked.connect(self.close)
        for button in (self._save, self._retry, self._password):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(close)
        for button in (self._save, self._retry, self._password, close):
            button.setAutoDefault(False)
        self._retry.setToolTip("Import the files that failed once more")
        self._save.setToolTip("Write the report to a file, as a table or as Markdown")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self._pages, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self._line.textEdited.connect(lambda _text: self._show_rows())
        self._line.left_downwards.connect(self._list.enter)
        self._line.return_to_text_requested.connect(self.close)
        self._kinds.buttonClicked.connect(lambda _button: self._show_rows())
        self._list.left_upwards.connect(self._line.setFocus)
        self._list.return_to_text_requested.connect(self.close)
        self._list.row_opened.connect(self._on_opened)
        self._list.menu_requested.connect(self._show_menu)
        self._retry.clicked.connect(lambda: self.retry_requested.emit(self._paths(_failed)))
        self._password.clicked.connect(lambda: self.password_requested.emit(self._paths(lambda each: each.locked)))
        self._save.clicked.connect(self.saving_requested)

    def _show_rows(self) -> None:
        kind = next(name for name, button in self._chips.items() if button.isChecked())
        words = self._line.text().casefold().split()
        shown = [result for result in self._results if _KINDS[kind](result) and _holds(result, words)]
        self._list.replace_rows([_row(result) for result in shown])
        self._pages.setCurrentWidget(self._list if shown else self._empty)
        self._empty.show_sentence("No file is like that.", [("Show all files", self._show_all)])

    def _show_all(self) -> None:
        self._line.clear()
        self._chips["All"].setChecked(True)
        self._show_rows()

    def _paths(self, wanted) -> list[Path]:
        return [result.path for result in self._results if wanted(result)]

    def _result(self, path: Path) -> ImportResult:
        return next(result for result in self._results if result.path == path)

    def _on_opened(self, path: Path) -> None:
        result = self._result(path)
        if result.document is not None:
            self.document_chosen.emit(result.document.id)
        elif result.locked:
            self.password_requested.emit([result.path])

    def _show_menu(self, path: Path, point: QPoint) -> None:
        result = self._result(path)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if result.document is not None:
            identity = result.document.id
            menu.addAction("Open", lambda: self.document_chosen.emit(identity))
        else:
            menu.addAction("Try again", lambda: self.retry_requested.emit([result.path]))
        if result.locked:
            menu.addAction("Enter password…", lambda: self.password_requested.emit([result.path]))
        menu.popup(point)


def _failed(result: ImportResult) -> bool:
    return result.status is ImportStatus.FAILED


_KINDS = {
    "All": lambda _result: True,
    "Failed": _failed,
    "Locked": lambda result: result.locked,
    "With a warning": lambda result: bool(result.warnings),
    "Imported": lambda result: result.status is ImportStatus.IMPORTED,
    "Unchanged": lambda result: result.status is ImportStatus.UNCHANGED,
}


def _holds(result: ImportResult, words: Sequence[str]) -> bool:
    title = result.document.title if result.document else ""
    text = "\n".join((shown_path(result.path), title, result.reason or "", *result.warnings)).casefold()
    return all(word in text for word in words)


def _row(result: ImportResult) -> Row:
    path = shown_path(result.path)
    folder, _, name = path.rpartition(os.sep)
    remarks = " ".join((result.reason or "", *result.warnings)).strip()
    title = result.document.title if result.document else ""
    return Row(
        Shape.CARD,
        name,
        value=result.path,
        aside=result.status.value,
        note=remarks,
        meta=joined(title, folder),
        icon=_ICONS[result.status],
        spoken=", ".join(part for part in (name, result.status.value, remarks, title) if part),
        tip=path,
    )
