# SPDX-License-Identifier: MIT
"""Fills the panels that list what the library holds, and tells them where the reader is."""

from PySide6.QtCore import QObject, QTimer

from companion.document.model import heading_path
from companion.ui.bookmark_rows import ListedBookmark
from companion.ui.document_rows import Shelved
from companion.ui.parts import Parts

_WORDS_A_MINUTE = 230  # silent reading of English prose: Brysbaert (2019) measures 238 for non-fiction

_REST = 120  # milliseconds without scrolling after which the terms of the page are listed anew


class Lists(QObject):
    """What stands in the library, contents and bookmarks panels, and what the search panel offers of it."""

    def __init__(self, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._terms_timer = QTimer(self, singleShot=True, interval=_REST)
        self._terms_timer.timeout.connect(parts.page.update_terms)

    def show_bookmarks(self) -> None:
        """Show the bookmarks as they are now, in the list and on the page."""
        parts, shelf = self._parts, self._parts.library.shelf
        bookmarks = parts.library.marks.bookmarks()
        documents = {each: shelf.document(each) for each in {mark.anchor.document for mark in bookmarks}}
        listed = []
        for bookmark in bookmarks:
            document, start = documents[bookmark.anchor.document], bookmark.anchor.start
            page = shelf.page_at(document.id, start) if document.pages else ""
            listed.append(ListedBookmark(bookmark, document.title, heading_path(document.outline, start), page))
        parts.bookmarks.show_bookmarks(listed)
        parts.page.show_bookmarks()

    def show_shelf(self) -> None:
        """Show the documents as they are now, how far each was read, and the collections; offer them as filters."""
        parts, library = self._parts, self._parts.library
        shelf, collections = library.shelf, library.collections

        def look() -> tuple[Shelved, dict[str, list[str]]]:
            shelved = Shelved(tuple(shelf.documents()), shelf.readings(), tuple(collections.all()))
            return shelved, shelved.filter_values()

        def show(looked: tuple[Shelved, dict[str, list[str]]]) -> None:
            shelved, values = looked
            parts.library_panel.show_shelved(shelved)
            parts.search.set_filter_values(values)

        parts.jobs.ask("shelf", look, show)

    def follow_place(self, start: int) -> None:
        """The reader scrolled to `start`: show the section, the page and what is left."""
        parts = self._parts
        document = parts.session.document
        if document is None:
            return
        parts.contents.set_current(start)
        _, last = parts.reader.visible_range()
        read = min(last / max(document.length, 1), 1.0)
        page = parts.library.shelf.page_at(document.id, start) if document.pages else ""
        minutes = round((1 - read) * document.words / _WORDS_A_MINUTE)
        parts.contents.set_progress(read, f"{page} of {document.pages}" if page else "", minutes)
        parts.library_panel.set_progress(document.id, read)
        self._terms_timer.start()
