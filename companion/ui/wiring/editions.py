# SPDX-License-Identifier: MIT
"""Connects what brings a new edition of a document with what becomes of its bookmarks."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from companion.document.bookmark import AnchorState, Bookmark
from companion.document.model import Anchor
from companion.library.editions import Edition
from companion.ui.jobs import Job
from companion.ui.parts import Parts
from companion.ui.wiring.teller import Teller
from companion.ui.wording import count

if TYPE_CHECKING:
    from companion.document.anchors import Location

_STATES = {
    AnchorState.EXACT: "where it was",
    AnchorState.MOVED: "moved",
    AnchorState.REWORDED: "reworded",
    AnchorState.LOST: "lost",
}


class EditionWiring(QObject):
    """The new editions of one window.

    Signals:
        job_started(Job): an edition is being taken in.
    """

    job_started = Signal(object)

    def __init__(self, parts: Parts, teller: Teller, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._teller = teller
        self._folder = str(Path.home())
        parts.library_panel.edition_requested.connect(self.choose)
        parts.bookmarks.likely_requested.connect(self._find_likely)
        parts.bookmarks.placing_requested.connect(self._place)
        parts.bookmarks.confirmed.connect(parts.marking.confirm)

    def choose(self, identity: str = "") -> None:
        """Let the reader choose the file of a new edition of a document, or of the open one."""
        from companion.importers.formats import SUFFIXES

        document = identity or (self._parts.session.document.id if self._parts.session.document else "")
        if not document:
            self._teller.say("Open the document first of which you have a new edition.")
            return
        kinds = f"Documents ({' '.join(f'*{suffix}' for suffix in SUFFIXES)});;All files (*)"
        name, _ = QFileDialog.getOpenFileName(self._parts.reader.window(), "New edition", self._folder, kinds)
        if name:
            self._folder = str(Path(name).parent)
            self.take(document, Path(name))

    def take(self, document: str, path: Path) -> Job:
        """Take in a file as a new edition of a document."""
        shelf = self._parts.library.shelf
        job = self._parts.jobs.start("Taking in a new edition", lambda: shelf.update(document, path), lane="import")
        job.succeeded.connect(self._on_taken)
        job.failed.connect(self._teller.say_error)
        self.job_started.emit(job)
        return job

    def _on_taken(self, edition: Edition) -> None:
        parts = self._parts
        parts.edits.take_edition(edition)
        parts.intake.refresh_mentions()
        sentence = edition_sentence(edition)
        if edition.count(AnchorState.REWORDED) or edition.count(AnchorState.LOST):
            parts.notices.show_notice(sentence, "Show", lambda: self._show_unsure(edition.document.id))
        else:
            self._teller.say_undoably(sentence)

    def _show_unsure(self, document: str) -> None:
        self._parts.session.open_document(document)
        self._parts.dock_area.show_panel("bookmarks")
        self._parts.bookmarks.show_unsure()

    def _find_likely(self, bookmark: Bookmark) -> None:
        shelf, anchor = self._parts.library.shelf, bookmark.anchor

        def question() -> "Location | None":
            from companion.document.anchors import likely_place

            return likely_place(anchor, shelf.text(anchor.document))

        self._parts.jobs.ask(
            "likely", question, lambda place: self._show_likely(bookmark, place), self._teller.say_error
        )

    def _show_likely(self, bookmark: Bookmark, place: "Location | None") -> None:
        if place is None:
            self._teller.say(
                "Nothing in the text looks like it. Select the words that it is to stand on; then place it."
            )
            return
        self._parts.session.open(Anchor(bookmark.anchor.document, place.start, place.end))
        self._parts.notices.show_notice(
            "Did the bookmark stand here?",
            "Place it here",
            lambda: self._parts.marking.place(bookmark, place.start, place.end),
        )

    def _place(self, bookmark: Bookmark) -> None:
        session = self._parts.session
        start, end = self._parts.reader.selection()
        if session.document is None or session.document.id != bookmark.anchor.document or start == end:
            self._teller.say("Open the bookmark's document and select the words that it is to stand on; then place it.")
        else:
            self._parts.marking.place(bookmark, start, end)


def edition_sentence(edition: Edition) -> str:
    """What became of a document and its bookmarks, in a sentence."""
    counts = {state: edition.count(state) for state in AnchorState}
    title = f"“{edition.document.title}” has its new text."
    if not edition.carried:
        return title
    parts = ", ".join(f"{number:,} {_STATES[state]}" for state, number in counts.items() if number)
    return f"{title} {count(len(edition.carried), 'bookmark')}: {parts}."
