# SPDX-License-Identifier: MIT
"""What follows an import: its report, another try, and the password of a locked file."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QWidget

from companion.errors import CompanionError
from companion.library.import_report import save_report
from companion.library.values import ImportResult
from companion.ui.intake import Intake
from companion.ui.theme import Theme
from companion.ui.wording import count

if TYPE_CHECKING:
    from companion.ui.import_report import ImportReport


class Reporting(QObject):
    """The results of the last import, and what the reader does with them. A password is kept nowhere.

    Signals:
        said(str): what was done.
        failed(CompanionError): what was asked for could not be done.
        import_requested(list[Path], str): these files are to be imported, with a password or "".
        document_chosen(str): the document with this id is to be opened.
    """

    said = Signal(str)
    failed = Signal(object)
    import_requested = Signal(list, str)
    document_chosen = Signal(str)

    def __init__(self, intake: Intake, window: QWidget) -> None:
        super().__init__(window)
        self.results: tuple[ImportResult, ...] = ()
        self._window = window
        self._theme: Theme | None = None
        self._made = False
        intake.imported.connect(self._on_imported)

    @property
    def locked(self) -> list[Path]:
        """The files of the last import that need a password."""
        return [result.path for result in self.results if result.locked]

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._theme = theme
        if self._made:
            self._view.set_theme(theme)

    def show_report(self) -> None:
        """Show the report of the last import."""
        if not self.results:
            self.said.emit("Nothing was imported since the program was started.")
            return
        self._view.show_results(self.results)
        self._view.show()
        self._view.raise_()

    def save(self) -> None:
        """Write the report to a file of the reader's choice."""
        name, _ = QFileDialog.getSaveFileName(
            self._window, "Save the report", str(Path.home() / "import.csv"), "Table (*.csv);;Markdown (*.md)"
        )
        if not name:
            return
        try:
            save_report(Path(name), self.results)
        except CompanionError as error:
            self.failed.emit(error)
        else:
            self.said.emit(f"The report is in {Path(name).name}.")

    def ask_password(self, paths: Sequence[Path]) -> None:
        """Ask for the password of these files, then import them with it."""
        files = list(paths)
        dialog = QInputDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle("Password")
        what = files[0].name if len(files) == 1 else count(len(files), "locked file")
        dialog.setLabelText(f"The password of {what}. It is used once and kept nowhere.")
        dialog.setTextEchoMode(QLineEdit.EchoMode.Password)
        dialog.setOkButtonText("Import")
        dialog.textValueSelected.connect(lambda password: self.import_requested.emit(files, password))
        dialog.open()

    @cached_property
    def _view(self) -> "ImportReport":
        from companion.ui.import_report import ImportReport

        self._made = True
        view = ImportReport(self._window)
        view.document_chosen.connect(self.document_chosen)
        view.retry_requested.connect(lambda paths: self.import_requested.emit(paths, ""))
        view.password_requested.connect(self.ask_password)
        view.saving_requested.connect(self.save)
        if self._theme is not None:
            view.set_theme(self._theme)
        return view

    def _on_imported(self, results: tuple[ImportResult, ...], _whole: bool) -> None:
        """Files tried again take their old places in the report; anything else begins a new one."""
        fresh = {result.path: result for result in results}
        if results and fresh.keys() <= {result.path for result in self.results}:
            self.results = tuple(fresh.get(result.path, result) for result in self.results)
        else:
            self.results = results
        if self._made and self._view.isVisible():
            self._view.show_results(self.results)
