# SPDX-License-Identifier: MIT
"""The documents of the library: filtered, sorted, the open one marked, each with how far it has been read."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QActionGroup, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from companion.library.values import Reading
from companion.ui.document_menu import DocumentMenu, FilterMenu
from companion.ui.document_rows import DocumentFilter, Shelved, Sorting, document_rows
from companion.ui.drop_targets import DOCUMENTS, CollectionTargets, FileTarget
from companion.ui.empty_state import EmptyState
from companion.ui.flow_layout import FlowLayout
from companion.ui.panel import SIDE, LineField, Panel, chip, label, link
from companion.ui.row_list import RowList
from companion.ui.wording import count


class LibraryPanel(Panel):
    """Documents in two lines each. Enter opens, Delete removes; files can be dropped here.

    Several documents can be selected with Shift and Ctrl, and dragged into a collection.

    Signals:
        document_chosen(str): Enter or a click on the document with this id.
        import_requested(): files are to be chosen and read in.
        files_dropped(list[Path]): these files are to be read in.
        removal_requested(list[str]): the documents with these ids are to be taken out.
        reveal_requested(str): the original of the document with this id is to be shown in its folder.
        edition_requested(str): a new edition of the document with this id is to be taken in.
        properties_requested(list[str]): the properties of the documents with these ids are wanted.
        collecting_requested(str, list[str]): these documents are to go into the collection, "" for a new one.
        uncollecting_requested(str, list[str]): these documents are to be taken out of the collection.
        collection_renaming_requested(str): the collection is to be called otherwise.
        collection_removal_requested(str): the collection is to be deleted.
        tag_search_requested(str): the documents with this tag are to be searched.
        watching_stop_requested(): the watched folder is not to be watched any more.
    """

    document_chosen = Signal(str)
    import_requested = Signal()
    files_dropped = Signal(list)
    removal_requested = Signal(list)
    reveal_requested = Signal(str)
    edition_requested = Signal(str)
    properties_requested = Signal(list)
    collecting_requested = Signal(str, list)
    uncollecting_requested = Signal(str, list)
    collection_renaming_requested = Signal(str)
    collection_removal_requested = Signal(str)
    tag_search_requested = Signal(str)
    watching_stop_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Library", parent)
        self._shelved = Shelved()
        self._current = ""
        self._sorting = Sorting.RECENT
        self._filter = DocumentFilter()
        self._line = LineField("Filter the documents", "Filter")
        self._sort_menu = QMenu(self)
        self._filter_menu = FilterMenu(self)
        self._in_force = FlowLayout()
        self._chips: list[QPushButton] = []
        self._status = label(name="meta")
        self._list = RowList("Documents", "document", several=DOCUMENTS)
        self._empty = EmptyState()
        self._file_target = FileTarget()
        self._targets = CollectionTargets()
        self._pages = QStackedWidget()
        self._watched = label(name="meta", wrap=False)
        self._watch_line = QWidget()
        self.setAcceptDrops(True)
        self._build()
        self._connect()
        self._entrances = (self._list, self._line)
        self._show_rows()

    def show_shelved(self, shelved: Shelved) -> None:
        """Show what the library holds."""
        self._shelved = shelved
        if shelved.collection(self._filter.collection) is None:
            self._filter = replace(self._filter, collection="")
        if self._filter.tag not in shelved.tags():
            self._filter = replace(self._filter, tag="")
        self._show_filter()
        self._show_rows()

    def show_watched(self, folder: str) -> None:
        """Say which folder is watched; "" for none."""
        self._watched.setText(f"Watching {Path(folder).name or folder}")
        self._watched.setToolTip(folder)
        self._watch_line.setVisible(bool(folder))

    def set_current(self, document: str | None) -> None:
        """Mark the document that is open."""
        self._current = document or ""
        self._show_rows()
        if not self._list.hasFocus():
            for number, row in enumerate(self._list.rows()):
                if row.value == self._current:
                    self._list.select(number)

    def set_progress(self, document: str, fraction: float) -> None:
        """Say how far (0 to 1) a document has been read."""
        before = self._shelved.readings.get(document, Reading(-1.0))
        if round(100 * before.fraction) != round(100 * fraction):
            readings = {**self._shelved.readings, document: replace(before, fraction=fraction)}
            self._shelved = replace(self._shelved, readings=readings)
            self._show_rows()

    def sorting(self) -> Sorting:
        """The order of the documents."""
        return self._sorting

    def set_sorting(self, sorting: Sorting) -> None:
        """Show the documents in this order."""
        self._sorting = sorting
        for action in self._sort_menu.actions():
            action.setChecked(action.data() is sorting)
        self._show_rows()

    def show_only(self, *, collection: str = "", tag: str = "") -> None:
        """Show the documents of a collection, by its id, with a tag; without either all."""
        self._filter = replace(self._filter, collection=collection, tag=tag)
        self._show_filter()
        self._show_rows()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self.turn_to(self._pages, self._file_target)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_rows()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._show_rows()
        self.files_dropped.emit([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(SIDE, 8, SIDE - 6, 2)
        head.setSpacing(2)
        head.addWidget(self._line, 1)
        for name, tip, menu in (
            ("filter", "Show a collection or a tag", self._filter_menu),
            ("list", "Sort the documents", self._sort_menu),
        ):
            tool = self.add_tool(name, tip, lambda: None)
            tool.setMenu(menu)
            tool.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            head.addWidget(tool)
        head.addWidget(self.add_tool("plus", "Import files (Ctrl+O)", self.import_requested.emit))
        group = QActionGroup(self)
        for sorting in Sorting:
            action = self._sort_menu.addAction(sorting.value)
            action.setCheckable(True)
            action.setChecked(sorting is self._sorting)
            action.setData(sorting)
            action.triggered.connect(lambda _=False, sorting=sorting: self.set_sorting(sorting))
            group.addAction(action)
        for page in (self._list, self._empty, self._file_target, self._targets):
            self._pages.addWidget(page)
        status = QVBoxLayout()
        status.setContentsMargins(SIDE, 2, SIDE, 2)
        status.addLayout(self._in_force)
        status.addWidget(self._status)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addLayout(status)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._watch_line)
        watch = QHBoxLayout(self._watch_line)
        watch.setContentsMargins(SIDE, 2, SIDE - 4, 6)
        watch.addWidget(self._watched, 1)
        watch.addWidget(link("Stop", self.watching_stop_requested.emit, spoken="Stop watching the folder"))
        self._watched.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._watch_line.hide()
        self._themed += [self._line, self._list, self._file_target]

    def _connect(self) -> None:
        self._line.textEdited.connect(self._on_words)
        self._line.left_downwards.connect(self._list.enter)
        self._line.returnPressed.connect(self._list.enter)
        self._filter_menu.chosen.connect(lambda collection, tag: self.show_only(collection=collection, tag=tag))
        self._filter_menu.new_requested.connect(lambda: self.collecting_requested.emit("", self._selected("")))
        self._filter_menu.renaming_requested.connect(self.collection_renaming_requested)
        self._filter_menu.removal_requested.connect(self.collection_removal_requested)
        self._filter_menu.tag_search_requested.connect(self.tag_search_requested)
        self._list.row_opened.connect(lambda identity: self.document_chosen.emit(identity))
        self._list.removal_requested.connect(lambda identity: self.removal_requested.emit(self._selected(identity)))
        self._list.menu_requested.connect(self._show_menu)
        self._list.left_upwards.connect(self._line.setFocus)
        self._list.dragging.connect(self._on_dragging)
        self._targets.documents_dropped.connect(self.collecting_requested)
        for part in (self._line, self._list):
            part.return_to_text_requested.connect(self.return_to_text_requested)

    def _on_words(self, text: str) -> None:
        self._filter = replace(self._filter, words=tuple(text.casefold().split()))
        self._show_rows()

    def _on_dragging(self, begins: bool) -> None:
        if begins:
            self._targets.show_collections(self._shelved.collections)
            self._pages.setCurrentWidget(self._targets)
        else:
            self._show_rows()

    def _show_filter(self) -> None:
        """What is shown is named by chips; a click on one lets it go."""
        wanted = self._filter
        self._filter_menu.show_choices(self._shelved, wanted)
        kept = self._shelved.collection(wanted.collection)
        names = [(f"{kept.name}  ✕", kept.name, {"tag": wanted.tag})] if kept else []
        names += [(f"#{wanted.tag}  ✕", wanted.tag, {"collection": wanted.collection})] if wanted.tag else []
        self._chips = []
        for text, name, rest in names:
            button = chip(text, tip=f"Only “{name}” is shown; press to show more")
            button.setAccessibleName(f"Stop showing only {name}")
            button.clicked.connect(lambda _=False, rest=rest: self.show_only(**rest))
            self._chips.append(button)
        self._in_force.replace_all(list(self._chips))

    def _show_rows(self) -> None:
        total = len(self._shelved.documents)
        shown = self._filter.of(self._shelved, self._sorting)
        self._list.replace_rows(document_rows(shown, self._shelved, self._current))
        self._status.setText(f"{len(shown):,} of {count(total, 'document')}")
        self._status.setVisible(self._filter != DocumentFilter())
        self.turn_to(self._pages, self._list if shown else self._empty)
        if not shown:
            self._say_why_empty()

    def _say_why_empty(self) -> None:
        if not self._shelved.documents:
            choose = ("Choose files to import", self.import_requested.emit)
            self._empty.show_sentence("The library is empty. Drop files here, or choose some.", [choose])
        elif self._filter.words or self._filter.tag:
            self._empty.show_sentence("No document is like that.", [("Show all documents", self._clear_filter)])
        else:
            sentence = "This collection is empty. Drag documents here, or use their menu."
            self._empty.show_sentence(sentence, [("Show all documents", self._clear_filter)])

    def _clear_filter(self) -> None:
        self._line.clear()
        self._filter = DocumentFilter()
        self.show_only()

    def _selected(self, identity: str) -> list[str]:
        """The selected documents where the one with this id is among them, else that one."""
        selected = [str(value) for value in self._list.selected_values()]
        if identity and identity not in selected:
            return [identity]
        return selected if identity or len(selected) > 1 else []

    def _show_menu(self, identity: str, point: QPoint) -> None:
        menu = DocumentMenu(self._selected(identity), self._shelved, self._filter.collection, self)
        menu.opening_requested.connect(self.document_chosen)
        menu.reveal_requested.connect(self.reveal_requested)
        menu.edition_requested.connect(self.edition_requested)
        menu.properties_requested.connect(self.properties_requested)
        menu.removal_requested.connect(self.removal_requested)
        menu.collecting_requested.connect(self.collecting_requested)
        menu.uncollecting_requested.connect(self.uncollecting_requested)
        menu.popup(point)
