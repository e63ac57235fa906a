# SPDX-License-Identifier: MIT
"""Connects the bookmarks panel with the marks on the page."""

from PySide6.QtCore import QObject

from companion.document.bookmark import Bookmark
from companion.ui.lists import Lists
from companion.ui.parts import Parts


class BookmarkWiring(QObject):
    """The bookmarks of one window; `here` says whether only those of the open document are listed."""

    def __init__(self, parts: Parts, lists: Lists, parent: QObject) -> None:
        super().__init__(parent)
        self.here = False
        self._parts = parts
        self._lists = lists
        self._wire_bookmarks()

    def begin(self, here: bool) -> None:
        """List the bookmarks, all or `here`."""
        self.here = here
        self._parts.bookmarks.set_scope(here)
        self._lists.show_bookmarks()

    def _wire_bookmarks(self) -> None:
        parts, panel = self._parts, self._parts.bookmarks
        panel.bookmark_previewed.connect(
            lambda bookmark: parts.session.open(bookmark.anchor, reason="bookmarks", flash=False)
        )
        panel.bookmark_opened.connect(lambda bookmark: parts.session.open(bookmark.anchor))
        panel.bookmark_changed.connect(parts.marking.change)
        panel.removal_requested.connect(parts.marking.remove)
        panel.scope_changed.connect(self._on_bookmark_scope)
        panel.export_requested.connect(parts.filing.export_bookmarks)
        parts.edits.bookmarks_changed.connect(self._lists.show_bookmarks)
        parts.reader.bookmark_ribbon_clicked.connect(self._on_ribbon)
        parts.marking.bookmark_drafted.connect(self._on_bookmark_drafted)

    def _on_ribbon(self, identity: str) -> None:
        self._parts.dock_area.show_panel("bookmarks")
        self._parts.bookmarks.set_current(identity)

    def _on_bookmark_scope(self, this_document: bool) -> None:
        self.here = this_document

    def _on_bookmark_drafted(self, bookmark: Bookmark) -> None:
        self._parts.dock_area.show_panel("bookmarks")
        self._parts.bookmarks.edit(bookmark.id)
