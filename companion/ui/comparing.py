# SPDX-License-Identifier: MIT
"""Compares how documents define a term, and lets the reader make a sentence of the text a definition."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from companion.errors import CompanionError
from companion.glossary.comparison import Comparison, as_csv, as_markdown
from companion.ui.edits import Edits
from companion.ui.inspection import Inspection
from companion.ui.jobs import Jobs
from companion.ui.reader import Reader
from companion.ui.session import Session
from companion.ui.term_entry import TermEntry

_LONGEST = 2_000  # code points of a definition


class Comparing(QObject):
    """The comparison of the term that is being looked at.

    Signals:
        said(str): what was done, or what to do first.
        done_undoably(str): what was done, with an offer to undo it.
        failed(CompanionError): what was asked for could not be done.
        term_wanted(list[str]): the reader is to name the term that the selection defines; the names come first that
            stand in it. The answer goes to `define`.
    """

    said = Signal(str)
    done_undoably = Signal(str)
    failed = Signal(object)
    term_wanted = Signal(list)

    def __init__(self, session: Session, jobs: Jobs, edits: Edits, inspection: Inspection, entry: TermEntry) -> None:
        super().__init__(entry)
        self._session = session
        self._jobs = jobs
        self._edits = edits
        self._inspection = inspection
        self._view = entry.comparison
        self._view.comparison_wanted.connect(self._compare)
        self._view.place_opened.connect(self._open)
        self._view.removal_requested.connect(self._remove)
        self._view.table_requested.connect(self.show_table)
        self._view.export_requested.connect(self._choose_file)
        for changed in (edits.terms_changed, edits.definitions_changed):
            changed.connect(self._view.forget)

    def begin_definition(self, reader: Reader) -> None:
        """Let the reader name the term that the selected sentence defines."""
        start, end = reader.selection()
        document = self._session.document
        if document is None or start == end:
            self.said.emit("Select the sentence that says what a term means first.")
        elif end - start > _LONGEST:
            self.said.emit("That is too long for a definition. Select a sentence or two.")
        else:
            mentions = self._session.library.glossary.mentions(document.id, start, end)
            first = [self._inspection.term] if self._inspection.term else []
            self.term_wanted.emit(list(dict.fromkeys([each.term for each in mentions] + first)))

    def define(self, term: str, reader: Reader) -> None:
        """Keep the selected words as a definition of the term of this name."""
        start, end = reader.selection()
        try:
            anchor = self._session.anchor(start, end)
            self._edits.add_definition(term, anchor, self._session.text[start:end])
        except CompanionError as error:
            self.failed.emit(error)
            return
        self.done_undoably.emit(f"Kept as a definition of “{term}”.")

    def show_table(self, comparison: Comparison) -> None:
        """Show a comparison side by side, in a window that leaves this one usable."""
        from companion.ui.comparison_table import ComparisonTable

        table = ComparisonTable(comparison, self._view.window())
        table.place_opened.connect(self._open)
        table.export_requested.connect(self._choose_file)
        table.show()

    def write(self, comparison: Comparison, target: Path) -> None:
        """Write a comparison to a file; its suffix says in what form."""
        from companion.export.files import write_whole

        content = as_csv(comparison) if target.suffix.lower() == ".csv" else as_markdown(comparison)
        try:
            write_whole(target, content)
        except CompanionError as error:
            self.failed.emit(error)
        else:
            self.said.emit(f"Exported to {target.name}.")

    def _compare(self) -> None:
        term, library = self._inspection.term, self._session.library
        if not term:
            return
        from companion.library.comparing import compare

        self._jobs.ask("comparison", lambda: compare(library, term), self._on_compared)

    def _on_compared(self, comparison: Comparison) -> None:
        if comparison.term == self._inspection.term:
            self._view.show_comparison(comparison)

    def _open(self, place) -> None:
        self._session.open(place, reason=("term", self._inspection.term))

    def _remove(self, definition: str) -> None:
        try:
            self._edits.remove_definition(definition)
        except CompanionError as error:
            self.failed.emit(error)
            return
        self.done_undoably.emit("The definition was removed.")

    def _choose_file(self, comparison: Comparison) -> None:
        window: QWidget = self._view.window()
        filters = "Markdown (*.md);;Table (*.csv)"
        name, _ = QFileDialog.getSaveFileName(window, "Export the comparison", f"{comparison.term}.md", filters)
        if name:
            self.write(comparison, Path(name))
