# SPDX-License-Identifier: MIT
"""What the reader does with files: import, export, properties, removal, and where the original lies."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from companion.document.model import Document
from companion.errors import CompanionError
from companion.library.import_report import import_sentence
from companion.library.values import ImportResult, ImportStatus
from companion.ui.edits import Edits
from companion.ui.folders import show_in_folder
from companion.ui.intake import Intake
from companion.ui.session import Session

if TYPE_CHECKING:
    from companion.ui.properties import Properties
    from companion.ui.shared_properties import SharedProperties

_RECENT = 10
_EXPORTS = (
    "Markdown (*.md)",
    "Web Annotation (*.json)",
    "Table (*.csv)",
    "Web page (*.html)",
    "RIS (*.ris)",
    "BibTeX (*.bib)",
)
_NAMED = 3  # failed files that a notice names; the report has them all


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

    def import_paths(self, paths: Sequence[Path], password: str = "") -> None:
        """Import files and folders; a single file is opened when it is there. `password` is kept nowhere."""
        if not paths:
            return
        self._folder = str(paths[0].parent)
        self._open_after = len(paths) == 1 and not paths[0].is_dir()
        names = [str(path.resolve()) for path in paths]
        self.recent = tuple(dict.fromkeys([*names, *self.recent]))[:_RECENT]
        self.recent_changed.emit()
        self._intake.import_paths(paths, password)

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

    def edit_properties(self, identities: Sequence[str] = ()) -> None:
        """Show the properties of documents, or of the open one, and keep what the reader changes."""
        documents = self._documents(identities)
        if not documents:
            return
        dialog = self._dialog(documents)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        changed = dialog.changed()
        before = {document.id: document for document in documents}
        after = [document for document in changed if document != before[document.id]]
        if not after:
            return
        try:
            self._edits.edit_documents([before[document.id] for document in after], after)
        except CompanionError as error:
            self.failed.emit(error)
        else:
            self.done_undoably.emit("Saved." if len(after) == 1 else f"Saved for {len(after):,} documents.")

    def reveal(self, identity: str = "") -> None:
        """Show the folder that holds the original file of a document, or of the open one."""
        for document in self._documents([identity] if identity else ()):
            original = self._session.library.shelf.original(document.id)
            if original is None:
                self.said.emit(f"The library has no copy of {document.original}. Import the file again for one.")
            else:
                show_in_folder(original)

    def remove(self, identities: Sequence[str] = ()) -> None:
        """Take documents, or the open one, out of the library; it can be undone."""
        documents = self._documents(identities)
        if not documents:
            return
        try:
            self._edits.remove_documents([document.id for document in documents])
        except CompanionError as error:
            self.failed.emit(error)
        else:
            what = f"“{documents[0].title}”" if len(documents) == 1 else f"{len(documents):,} documents"
            self.done_undoably.emit(f"Removed {what}.")

    def _documents(self, identities: Sequence[str]) -> list[Document]:
        """The documents of these ids; without any, the open one."""
        if not identities:
            return [self._session.document] if self._session.document else []
        try:
            return [self._session.library.shelf.document(each) for each in identities]
        except CompanionError as error:
            self.failed.emit(error)
            return []

    def _dialog(self, documents: Sequence[Document]) -> "Properties | SharedProperties":
        from companion.ui.properties import Facts, Properties
        from companion.ui.shared_properties import SharedProperties

        if len(documents) == 1:
            library, identity = self._session.library, documents[0].id
            facts = Facts(tuple(library.origins.of(identity)), library.shelf.image_count(identity))
            return Properties(documents[0], facts, self._window)
        return SharedProperties(documents, self._window)

    def _on_imported(self, results: Sequence[ImportResult], whole: bool) -> None:
        there = [result.document for result in results if result.document is not None]
        first = there[0].id if len(there) == 1 or (there and self._open_after) else None
        sentence = _with_reasons(results)
        self.imported.emit(sentence if whole else f"Stopped before the end. {sentence}", first)
        opens, self._open_after = self._open_after, False  # what comes in unasked is not opened
        if opens and first is not None:
            self._session.open_document(first)


def _with_reasons(results: Sequence[ImportResult]) -> str:
    """What became of the import, with the reasons where only a few files failed."""
    sentence = import_sentence(results)
    failed = [result for result in results if result.status is ImportStatus.FAILED]
    if len(results) == 1 or len(failed) > _NAMED:
        return sentence
    return "\n".join([sentence, *(f"{result.path.name}: {result.reason}" for result in failed)])
