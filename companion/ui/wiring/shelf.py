# SPDX-License-Identifier: MIT
"""Connects the library and contents panels, and the work on the library: import, index, mentions, check."""

from PySide6.QtCore import QObject

from companion.document.model import Anchor
from companion.errors import NotFound
from companion.library.origins import Changed
from companion.library.values import Health
from companion.ui.lists import Lists
from companion.ui.parts import Parts
from companion.ui.progress_view import ProgressView
from companion.ui.wiring.editions import EditionWiring
from companion.ui.wiring.glossary import GlossaryWiring
from companion.ui.wiring.teller import Teller


class ShelfWiring(QObject):
    """The shelf of one window."""

    def __init__(self, parts: Parts, lists: Lists, glossary: GlossaryWiring, teller: Teller, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._lists = lists
        self._glossary = glossary
        self._teller = teller
        self._progress = ProgressView(parts.job_bar, self)
        self.editions = EditionWiring(parts, teller, self)
        self.editions.job_started.connect(self._progress.show)
        self._wire_shelf()
        self._wire_work()
        self._wire_watching()

    def check_library(self) -> None:
        """Check the library's health and tell what was found."""
        library = self._parts.library
        job = self._parts.jobs.start("Checking the library", lambda: library.check(repair=not library.read_only))
        job.succeeded.connect(self._on_checked)
        job.failed.connect(self._teller.say_error)
        self._progress.show(job)

    def _wire_shelf(self) -> None:
        parts, panel = self._parts, self._parts.library_panel
        panel.document_chosen.connect(parts.session.open_document)
        panel.import_requested.connect(parts.filing.choose_files)
        panel.removal_requested.connect(parts.filing.remove)
        panel.reveal_requested.connect(parts.filing.reveal)
        panel.properties_requested.connect(parts.filing.edit_properties)
        panel.files_dropped.connect(parts.filing.import_paths)
        panel.collecting_requested.connect(parts.collecting.collect)
        panel.uncollecting_requested.connect(parts.collecting.uncollect)
        panel.collection_renaming_requested.connect(parts.collecting.rename)
        panel.collection_removal_requested.connect(parts.collecting.remove)
        parts.contents.place_previewed.connect(lambda start: self._go(start, reason="contents"))
        parts.contents.place_chosen.connect(lambda start: self._go(start))
        parts.edits.shelf_changed.connect(self._on_shelf_changed)
        parts.edits.collections_changed.connect(self._on_collections_changed)

    def _wire_work(self) -> None:
        parts = self._parts
        for teller in (parts.marking, parts.filing, parts.collecting):
            teller.said.connect(self._teller.say)
            teller.done_undoably.connect(self._teller.say_undoably)
            teller.failed.connect(self._teller.say_error)
        parts.edits.failed.connect(self._teller.say_error)
        parts.intake.failed.connect(self._teller.say_error)
        parts.intake.job_started.connect(self._progress.show)
        parts.intake.index_changed.connect(self._on_index_changed)
        parts.filing.imported.connect(self._on_imported)
        parts.reporting.said.connect(self._teller.say)
        parts.reporting.failed.connect(self._teller.say_error)
        parts.reporting.import_requested.connect(parts.filing.import_paths)
        parts.reporting.document_chosen.connect(parts.session.open_document)

    def _wire_watching(self) -> None:
        watching = self._parts.watching
        watching.new_found.connect(self._parts.intake.import_paths)
        watching.changed_found.connect(self._on_file_changed)
        watching.missing.connect(
            lambda folder: self._teller.say(
                f"The watched folder {folder} is not there. It is looked for again every minute; "
                "choose another one in the preferences, or stop watching."
            )
        )

    def _on_file_changed(self, change: Changed) -> None:
        """A changed file is never taken in unasked: the reader may have quoted from the old one."""
        try:
            title = self._parts.library.shelf.document(change.document).title
        except NotFound:
            return
        self._parts.notices.show_notice(
            f"{change.path.name} has changed since “{title}” was made from it.",
            "Take in the new edition",
            lambda: self.editions.take(change.document, change.path),
        )

    def _on_shelf_changed(self) -> None:
        self._parts.session.reload()
        self._lists.show_shelf()
        self._lists.show_bookmarks()
        self._glossary.lookup.refresh()
        self._parts.intake.update_index()

    def _on_collections_changed(self) -> None:
        self._lists.show_shelf()
        self._parts.intake.refresh_mentions()  # a term may hold in one collection only

    def _on_index_changed(self) -> None:
        self._parts.inquiry.again()
        self._parts.index.refresh()

    def _on_checked(self, health: Health) -> None:
        found = [*health.repaired, *health.problems] or ["All is well."]
        self._teller.say(f"{health.documents} documents, {health.bookmarks} bookmarks. {' '.join(found)}")

    def _on_imported(self, sentence: str, document: str | None) -> None:
        self._lists.show_shelf()
        self._glossary.lookup.refresh()
        parts, reporting = self._parts, self._parts.reporting
        if len(reporting.results) == 1 and reporting.locked:
            locked = reporting.locked
            parts.notices.show_notice(sentence, "Enter password…", lambda: reporting.ask_password(locked))
        elif len(reporting.results) > 1:
            parts.notices.show_notice(sentence, "Show", reporting.show_report)
        elif document is not None:
            parts.notices.show_notice(sentence, "Open", lambda: parts.session.open_document(document))
        else:
            self._teller.say(sentence)

    def _go(self, start: int, *, reason: object = None) -> None:
        document = self._parts.session.document
        if document is not None:
            self._parts.session.open(Anchor(document.id, start, start), reason=reason, flash=False)
