# SPDX-License-Identifier: MIT
"""Connects the session and the page: what is open, where the reader stands, links, notes and the selection."""

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QGuiApplication

from companion.document.model import Document
from companion.ui.lists import Lists
from companion.ui.parts import Parts
from companion.ui.wiring.teller import Teller

_NEED_DOCUMENT = (
    "properties", "reveal", "remove_document", "new_edition", "find", "bookmark", "edit_bookmark", "next_section",
    "previous_section", "next_bookmark", "previous_bookmark",
)  # fmt: skip


class ReadingWiring(QObject):
    """The page and the session of one window."""

    def __init__(self, parts: Parts, lists: Lists, teller: Teller, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._lists = lists
        self._wire_session(teller)
        self._wire_reader()

    def begin(self) -> None:
        """Show what is open, and where the reader stands."""
        session = self._parts.session
        if session.document is not None:
            self._on_document_opened(session.document)
        else:
            self._on_document_closed()
        self._on_history()
        if session.place is not None:
            self._lists.follow_place(session.place.start)

    def _wire_session(self, teller: Teller) -> None:
        session = self._parts.session
        session.document_opened.connect(self._on_document_opened)
        session.document_closed.connect(self._on_document_closed)
        session.place_changed.connect(self._lists.follow_place)
        session.history_changed.connect(self._on_history)
        session.failed.connect(teller.say_error)

    def _wire_reader(self) -> None:
        parts, reader = self._parts, self._parts.reader
        reader.link_activated.connect(self._on_link)
        reader.note_requested.connect(self._on_note)
        reader.page_end_reached.connect(lambda: parts.session.turn_section(1))
        reader.page_start_reached.connect(lambda: parts.session.turn_section(-1))
        reader.selection_changed.connect(self._on_selection)
        parts.card.link_activated.connect(self._on_link)

    def _on_document_opened(self, document: Document) -> None:
        parts = self._parts
        parts.contents.show_outline(document.outline)
        parts.search.set_document_open(True)
        parts.actions.enable(True, *_NEED_DOCUMENT)
        parts.bookmarks.set_document(document.id)
        parts.library_panel.set_current(document.id)
        parts.top_bar.window().setWindowTitle(document.title)

    def _on_document_closed(self) -> None:
        parts = self._parts
        parts.contents.show_outline(())
        parts.top_bar.show_place("No document is open", ())
        parts.search.set_document_open(False)
        parts.actions.enable(False, *_NEED_DOCUMENT)
        parts.bookmarks.set_document(None)
        parts.library_panel.set_current(None)
        parts.top_bar.window().setWindowTitle("")

    def _on_history(self) -> None:
        parts = self._parts
        parts.actions["back"].setEnabled(parts.session.can_go_back)
        parts.actions["forward"].setEnabled(parts.session.can_go_forward)

    def _on_link(self, target: str) -> None:
        parts = self._parts
        if target.startswith("#"):
            parts.session.follow(target[1:])
            return
        clipboard = QGuiApplication.clipboard()
        parts.notices.show_notice(
            f"This link leads out of the program: {target}", "Copy", lambda: clipboard.setText(target)
        )

    def _on_note(self, name: str, place: QRect) -> None:
        page = self._parts.reader.page
        if page is not None and name in page.notes:
            self._parts.card.show_note(page.notes[name], place)

    def _on_selection(self, start: int, end: int) -> None:
        self._parts.actions.enable(start != end, "copy", "copy_cited", "look_up", "define", "search_selection")
