# SPDX-License-Identifier: MIT
"""The reader's bookmarks: all or those of the open document, filtered by words, colours and tags."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from companion.document.bookmark import AnchorState, Bookmark
from companion.ui.bookmark_editor import BookmarkEditor
from companion.ui.bookmark_rows import UNSURE, BookmarkFilter, ListedBookmark, bookmark_rows
from companion.ui.colour_dots import ColourDots
from companion.ui.empty_state import EmptyState
from companion.ui.flow_layout import FlowLayout
from companion.ui.panel import SIDE, LineField, Panel, chip, label, scrolling
from companion.ui.row_list import RowList
from companion.ui.wording import count

_INVITATION = "Press Ctrl+D on a selection or a place to keep it."
_TAGS = 8  # tags offered as chips, the most used ones


class BookmarksPanel(Panel):
    """Bookmarks under their documents, in reading order. Enter opens, E edits, Delete removes.

    Signals:
        bookmark_previewed(Bookmark): the arrows moved to a bookmark.
        bookmark_opened(Bookmark): Enter or a click on a bookmark.
        bookmark_changed(Bookmark): the bookmark as it is to be kept.
        removal_requested(Bookmark): the bookmark is to be removed.
        export_requested(): all bookmarks are to be written to a file.
        likely_requested(Bookmark): where the bookmark, which is lost, may have stood is wanted.
        placing_requested(Bookmark): the bookmark is to stand on what is selected in the text.
        confirmed(Bookmark): the place of the bookmark, which was unsure, is right.
        scope_changed(bool): the reader chose only the open document (True) or all documents.
    """

    bookmark_previewed = Signal(object)
    bookmark_opened = Signal(object)
    bookmark_changed = Signal(object)
    removal_requested = Signal(object)
    export_requested = Signal()
    likely_requested = Signal(object)
    placing_requested = Signal(object)
    confirmed = Signal(object)
    scope_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Bookmarks", parent)
        self._bookmarks: dict[str, ListedBookmark] = {}
        self._document = ""
        self._line = LineField("Filter the bookmarks", "Filter the bookmarks")
        self._here = chip("This document", checkable=True, tip="Only the bookmarks of the open document")
        self._everywhere = chip("All documents", checkable=True, tip="The bookmarks of all documents")
        self._everywhere.setChecked(True)
        self._unsure = chip("To check", checkable=True, tip="Bookmarks whose words a new edition changed or dropped")
        self._scope = QButtonGroup(self)
        self._dots = ColourDots("Filter by colour", exclusive=False)
        self._tags = FlowLayout()
        self._tag_chips: list[QPushButton] = []
        self._status = label(name="meta", wrap=False)
        self._list = RowList("Bookmarks", "bookmark", editable=True)
        self._empty = EmptyState()
        self._editor = BookmarkEditor()
        self._form = scrolling(self._editor)
        self._listing = QWidget()
        self._lists = QStackedWidget()
        self._pages = QStackedWidget()
        self._build()
        self._connect()
        self._entrances = (self._editor, self._list, self._line)
        self._show_rows()

    def show_bookmarks(self, bookmarks: Sequence[ListedBookmark]) -> None:
        """Show these bookmarks of all documents, in reading order; the list stays where it is."""
        self._bookmarks = {listed.bookmark.id: listed for listed in bookmarks}
        tags = Counter(tag for listed in bookmarks for tag in listed.bookmark.tags)
        self._editor.set_known_tags(tags)
        self._show_tags([tag for tag, _ in tags.most_common(_TAGS)])
        self._show_rows()

    def set_document(self, document: str | None) -> None:
        """Say which document is open, so that its bookmarks can be shown alone."""
        self._document = document or ""
        self._here.setEnabled(bool(document))
        self._show_rows()

    def set_scope(self, this_document: bool) -> None:
        """Show which scope is in force; nobody is told."""
        (self._here if this_document else self._everywhere).setChecked(True)
        self._show_rows()

    def show_unsure(self) -> None:
        """List only the bookmarks that a new edition has reworded or lost, in all documents."""
        self._show_all()
        self._unsure.setChecked(True)
        self._show_rows()

    def set_current(self, identity: str) -> None:
        """Stand on the bookmark with this id, if it is shown."""
        for number, row in enumerate(self._list.rows()):
            if row.value == identity:
                self._list.select(number)

    def edit(self, identity: str) -> None:
        """Open the form on the bookmark with this id."""
        self.set_current(identity)
        self._editor.edit(self._bookmarks[identity].bookmark)
        self.turn_to(self._pages, self._form)
        self._editor.setFocus()

    def _build(self) -> None:
        for button in (self._here, self._everywhere):
            self._scope.addButton(button)
        scope = FlowLayout()
        for button in (self._here, self._everywhere, self._unsure):
            scope.addWidget(button)
        foot = QHBoxLayout()
        foot.addWidget(self._status, 1)
        foot.addWidget(
            self.add_tool("download", "Export bookmarks and notes (Ctrl+Shift+E)", self.export_requested.emit)
        )
        head = QVBoxLayout()
        head.setContentsMargins(SIDE, 10, SIDE, 4)
        head.setSpacing(7)
        head.addWidget(self._line)
        head.addLayout(scope)
        head.addWidget(self._dots)
        head.addLayout(self._tags)
        head.addLayout(foot)
        layout = QVBoxLayout(self._listing)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        self._lists.addWidget(self._list)
        self._lists.addWidget(self._empty)
        layout.addWidget(self._lists, 1)
        self._pages.addWidget(self._listing)
        self._pages.addWidget(self._form)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self._themed += [self._line, self._list, self._dots, self._editor]

    def _connect(self) -> None:
        self._line.textEdited.connect(lambda _text: self._show_rows())
        self._line.left_downwards.connect(self._list.enter)
        self._line.returnPressed.connect(self._list.enter)
        self._scope.buttonClicked.connect(self._on_scope)
        self._unsure.clicked.connect(self._show_rows)
        self._dots.chosen_changed.connect(self._show_rows)
        self._list.row_previewed.connect(lambda identity: self._tell(self.bookmark_previewed, identity))
        self._list.row_opened.connect(lambda identity: self._tell(self.bookmark_opened, identity))
        self._list.removal_requested.connect(lambda identity: self._tell(self.removal_requested, identity))
        self._list.edit_requested.connect(self.edit)
        self._list.menu_requested.connect(self._show_menu)
        self._list.left_upwards.connect(self._line.setFocus)
        self._editor.bookmark_saved.connect(self._on_saved)
        self._editor.cancelled.connect(self._close_editor)
        for part in (self._line, self._list):
            part.return_to_text_requested.connect(self.return_to_text_requested)

    def _filter(self) -> BookmarkFilter:
        return BookmarkFilter(
            self._dots.chosen(),
            frozenset(button.accessibleName() for button in self._tag_chips if button.isChecked()),
            tuple(self._line.text().casefold().split()),
            self._document if self._here.isChecked() else "",
            self._unsure.isChecked(),
        )

    def _show_rows(self) -> None:
        unsure = sum(listed.bookmark.state in UNSURE for listed in self._bookmarks.values())
        self._unsure.setVisible(unsure > 0)
        self._unsure.setChecked(self._unsure.isChecked() and unsure > 0)
        self._unsure.setText(f"To check {unsure:,}")
        wanted = self._filter()
        shown = [listed for listed in self._bookmarks.values() if wanted.lets(listed)]
        self._list.replace_rows(bookmark_rows(shown))
        self.turn_to(self._lists, self._list if shown else self._empty)
        total = count(len(self._bookmarks), "bookmark")
        filtered = len(shown) < len(self._bookmarks)
        self._status.setText(f"{total} · {len(shown):,} shown" if filtered else total)
        self._status.setVisible(bool(self._bookmarks))
        self._dots.setVisible(bool(self._bookmarks))
        self._dots.show_counts(Counter(listed.bookmark.colour for listed in shown))
        if self._bookmarks:
            self._empty.show_sentence("No bookmark is like that.", [("Show all bookmarks", self._show_all)])
        else:
            self._empty.show_sentence(_INVITATION)

    def _show_tags(self, tags: list[str]) -> None:
        if [button.accessibleName() for button in self._tag_chips] == tags:
            return
        chosen = self._filter().tags
        self._tag_chips = [chip(tag, checkable=True, tip=f"Bookmarks with the tag “{tag}”") for tag in tags]
        for button in self._tag_chips:
            button.setChecked(button.accessibleName() in chosen)
            button.clicked.connect(self._show_rows)
        self._tags.replace_all(list(self._tag_chips))

    def _show_all(self) -> None:
        self._line.clear()
        self._unsure.setChecked(False)
        self._dots.set_chosen(())
        for button in self._tag_chips:
            button.setChecked(False)
        if self._here.isChecked():
            self.scope_changed.emit(False)
        self.set_scope(False)

    def _show_menu(self, identity: str, point: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Open", lambda: self._tell(self.bookmark_opened, identity))
        menu.addAction("Edit\tE", lambda: self.edit(identity))
        bookmark = self._bookmarks[identity].bookmark
        if bookmark.state in UNSURE:
            if bookmark.state is AnchorState.LOST:
                menu.addAction("Show its likely place", lambda: self.likely_requested.emit(bookmark))
            menu.addAction("Place it on the selection", lambda: self.placing_requested.emit(bookmark))
        if bookmark.state is AnchorState.REWORDED:
            menu.addAction("The place is right", lambda: self.confirmed.emit(bookmark))
        menu.addAction("Remove\tDel", lambda: self._tell(self.removal_requested, identity))
        menu.popup(point)

    def _tell(self, signal: Signal, identity: str) -> None:
        signal.emit(self._bookmarks[identity].bookmark)

    def _on_scope(self) -> None:
        self._show_rows()
        self.scope_changed.emit(self._here.isChecked())

    def _on_saved(self, bookmark: Bookmark) -> None:
        self._close_editor()
        self.bookmark_changed.emit(bookmark)

    def _close_editor(self) -> None:
        self.turn_to(self._pages, self._listing)
