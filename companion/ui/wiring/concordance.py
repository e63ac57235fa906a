# SPDX-License-Identifier: MIT
"""Connects the concordance with the index, the text and the reader's files."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from companion.document.model import Anchor
from companion.errors import CompanionError
from companion.search.kwic import Concordance, KwicLine
from companion.ui.concordance_panel import Wanted
from companion.ui.parts import Parts
from companion.ui.wiring.teller import Teller

_AT_ONCE = 500  # lines asked for at a time
_MOST = 1_000_000  # lines that are written to a file


class ConcordanceWiring(QObject):
    """The concordance of one window."""

    def __init__(self, parts: Parts, teller: Teller, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._teller = teller
        panel = parts.concordance
        panel.lines_requested.connect(self._ask)
        panel.line_previewed.connect(self._open)
        panel.line_opened.connect(self._open)
        panel.hit_chosen.connect(self._on_hit)
        panel.export_requested.connect(self._choose_file)
        parts.index.concordance_requested.connect(self.look_for)
        parts.index.phrases_requested.connect(
            lambda: parts.intake.find_phrases().succeeded.connect(parts.index.show_phrases)
        )
        parts.intake.index_changed.connect(self._on_index_changed)
        parts.session.document_opened.connect(self._on_document)
        parts.session.document_closed.connect(lambda: panel.set_document_open(False))

    def open(self) -> None:
        """Show the lines of the selected words, or let the reader type some."""
        words = self._parts.marking.selected_words()
        self._parts.dock_area.show_panel("concordance")
        if words:
            self.look_for(words)
        else:
            self._parts.concordance.focus_query()

    def look_for(self, words: str) -> None:
        """Show the lines of a word or phrase."""
        self._parts.dock_area.show_panel("concordance")
        self._parts.concordance.look_for(f'"{words}"' if " " in words else words)

    def _ask(self, wanted: Wanted, first: int) -> None:
        panel = self._parts.concordance
        self._parts.jobs.ask(
            "concordance",
            lambda: self._find(wanted, first, _AT_ONCE),
            panel.show_concordance,
            lambda error: panel.show_problem(error.message),
        )

    def _find(self, wanted: Wanted, first: int, limit: int, document: str | None = None) -> Concordance:
        opened = self._parts.session.document
        within = opened.id if wanted.here and opened is not None else None
        index = self._parts.library.index
        return index.concordance(
            wanted.query, sorting=wanted.sorting, first=first, limit=limit, document=document or within
        )

    def _open(self, line: KwicLine) -> None:
        anchor = Anchor(line.document, line.start, line.start + line.length)
        self._parts.session.open(anchor, reason="concordance")

    def _on_hit(self, wanted: Wanted, document: str, number: int, opened: bool) -> None:
        """The bar's line is fetched: the n-th of its document in the order of reading."""
        in_order = Wanted(wanted.query)
        self._parts.jobs.ask(
            "concordance hit",
            lambda: self._find(in_order, number, 1, document),
            lambda found: [self._open(line) for line in found.lines],
        )

    def _choose_file(self, wanted: Wanted) -> None:
        if not wanted.query:
            self._teller.say("Look for a word first; then its lines can be exported.")
            return
        start, kinds = str(Path.home() / "concordance.csv"), "Table (*.csv);;Markdown (*.md)"
        name, _ = QFileDialog.getSaveFileName(self._parts.concordance, "Export the lines", start, kinds)
        if name:
            self.export(wanted, Path(name))

    def export(self, wanted: Wanted, target: Path) -> None:
        """Write all lines to a file; its suffix says in what form."""

        def question() -> int:
            from companion.export.files import write_whole
            from companion.search.kwic_tables import written

            found = self._find(wanted, 0, _MOST)
            write_whole(target, written(found.lines, target.suffix))
            return len(found.lines)

        def on_written(lines: int) -> None:
            self._teller.say(f"Exported {lines:,} lines to {target.name}.")

        def on_error(error: CompanionError) -> None:
            self._teller.say_error(error)

        self._parts.jobs.ask("concordance export", question, on_written, on_error)

    def _on_index_changed(self) -> None:
        if self._parts.concordance.wanted().query:
            self._parts.concordance.ask()

    def _on_document(self, _document: object) -> None:
        panel = self._parts.concordance
        panel.set_document_open(True)
        if panel.wanted().here and panel.wanted().query:
            panel.ask()
