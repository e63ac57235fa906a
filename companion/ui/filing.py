# SPDX-License-Identifier: MIT
"""What the reader does with files: import, export, properties, removal, and where the original lies."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from companion.errors import CompanionError
from companion.library.values import ImportResult, ImportStatus
from companion.ui.edits import Edits
from companion.ui.intake import Intake, import_sentence
from companion.ui.properties import Properties
from companion.ui.session import Session

_RECENT = 10
_EXPORTS = (
    "Markdown (*.md)",
    "Web Annotation (*.json)",
    "Table (*.csv)",
    "Web page (*.html)",
    "RIS (*.ris)",
    "BibTeX (*.bib)",
)
_REPORTED = 12  # failed files that a notice names


class Filing(QObject):
    """Commands on files and on whole documents, with the dialogs that they need.

    Signals:
        said(str): what was done.
        done_undoably(str): what was done, with an offer to undo it.
        failed(CompanionError): what was asked for could not be done.
        imported(str sentence, object document): an import ended; `document` is the id to open, or None.
        recent_changed(): the list of recent files changed.
    """

    said = Signal(str)
    done_undoably = Signal(str)
    failed = Signal(object)
    imported = Signal(str, object)
    recent_changed = Signal()

    def __init__(self, session: Session, edits: Edits, intake: Intake, window: QWidget) -> None:
        super().__init__(window)
        self.recent: tuple[str, ...] = ()
        self._session = session
        self._edits = edits
        self._intake = intake
        self._window = window
        self._folder = str(Path.home())
        self._open_after = False
        intake.imported.connect(self._on_imported)

    def choose_files(self) -> None:
        """Let the reader choose files to import."""
        from companion.importers.formats import SUFFIXES

        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        names, _ = QFileDialog.getOpenFileNames(
            self._window, "Open or import", self._folder, f"Documents ({patterns});;All files (*)"
        )
        self.import_paths([Path(name) for name in names])

    def choose_folder(self) -> None:
        """Let the reader choose a folder to import."""
        name = QFileDialog.getExistingDirectory(self._window, "Import a folder", self._folder)
        if name:
            self.import_paths([Path(name)])

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Import files and folders; a single file is opened when it is there."""
        if not paths:
            return
        self._folder = str(paths[0].parent)
        self._open_after = len(paths) == 1 and not paths[0].is_dir()
        names = [str(path.resolve()) for path in paths]
        self.recent = tuple(dict.fromkeys([*names, *self.recent]))[:_RECENT]
        self.recent_changed.emit()
        self._intake.import_paths(paths)

    def export_bookmarks(self) -> None:
        """Write all bookmarks and notes to a file of the reader's choice; its suffix says in what form."""
        filters = (
            "Markdown (*.md);;Web Annotation (*.json);;Table (*.csv);;Web page (*.html);;RIS (*.ris);;BibTeX (*.bib)"
        )
        name, _ = QFileDialog.getSaveFileName(self._window, "Export bookmarks and notes", self._folder, filters)
        if name:
            self.write_bookmarks(Path(name))

    def write_bookmarks(self, target: Path) -> None:
        """Write all bookmarks and notes to `target`."""
        from companion.export.bookmarks import save

        library = self._session.library
        try:
            save(target, library.marks.bookmarks(), library.shelf.documents(), library.shelf.page_at)
        except CompanionError as error:
            self.failed.emit(error)
        else:
            self.said.emit(f"Exported to {target.name}.")

    def edit_properties(self, identity: str | None = None) -> None:
        """Show a document's properties and keep what the reader changes."""
        document = self._document(identity)
        if document is None:
            return
        dialog = Properties(document, self._window)
        if dialog.exec() != Properties.DialogCode.Accepted:
            return
        metadata, tags = dialog.metadata(), dialog.tag_names()
        if (metadata, tags) == (document.metadata, document.tags):
            return
        try:
            self._edits.edit_document(document, metadata, tags)
        except CompanionError as error:
            self.failed.emit(error)
        else:
            self.done_undoably.emit("Saved.")

    def reveal(self, identity: str | None = None) -> None:
        """Show the folder that holds a document's original file."""
        document = self._document(identity)
        original = self._session.library.shelf.original(document.id) if document else None
        if original is None:
            self.said.emit("This document came with the program; it has no file of its own.")
        else:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(original.parent)))

    def remove(self, identity: str | None = None) -> None:
        """Take a document out of the library; it can be undone."""
        document = self._document(identity)
        if document is None:
            return
        try:
            self._edits.remove_document(document)
        except CompanionError as error:
            self.failed.emit(error)
        else:
            self.done_undoably.emit(f"Removed “{document.title}”.")

    def _document(self, identity: str | None):
        if identity is None:
            return self._session.document
        try:
            return self._session.library.shelf.document(identity)
        except CompanionError as error:
            self.failed.emit(error)
            return None

    def _on_imported(self, results: Sequence[ImportResult]) -> None:
        there = [result.document for result in results if result.document is not None]
        first = there[0].id if len(there) == 1 or (there and self._open_after) else None
        self.imported.emit(_with_reasons(results), first)
        if self._open_after and first is not None:
            self._session.open_document(first)


def _with_reasons(results: Sequence[ImportResult]) -> str:
    """What became of the import, with the reasons of the first files that failed."""
    sentence = import_sentence(results)
    failed = [result for result in results if result.status is ImportStatus.FAILED]
    if len(results) == 1 or not failed:
        return sentence
    reasons = [f"{result.path.name}: {result.reason}" for result in failed[:_REPORTED]]
    more = [f"… and {len(failed) - _REPORTED} more."] if len(failed) > _REPORTED else []
    return "\n".join([sentence, *reasons, *more])
