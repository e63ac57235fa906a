# SPDX-License-Identifier: MIT
"""The menus of the library panel: what can be done with documents, and which of them to show."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from companion.ui.document_rows import DocumentFilter, Shelved
from companion.ui.wording import count


class DocumentMenu(QMenu):
    """What can be done with one document or several.

    Signals:
        opening_requested(str): the document is to be opened.
        reveal_requested(str): its original is to be shown in its folder.
        edition_requested(str): a new edition of the document is to be taken in.
        properties_requested(list[str]): the properties of the documents are wanted.
        removal_requested(list[str]): the documents are to be taken out of the library.
        collecting_requested(str, list[str]): they are to go into the collection of this id, "" for a new one.
        uncollecting_requested(str, list[str]): they are to be taken out of the collection of this id.
    """

    opening_requested = Signal(str)
    reveal_requested = Signal(str)
    edition_requested = Signal(str)
    properties_requested = Signal(list)
    removal_requested = Signal(list)
    collecting_requested = Signal(str, list)
    uncollecting_requested = Signal(str, list)

    def __init__(self, documents: Sequence[str], shelved: Shelved, here: str, parent: QWidget) -> None:
        """`here` is the id of the collection that is shown, or ""."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen = list(documents)
        if len(chosen) == 1:
            self.addAction("Open", lambda: self.opening_requested.emit(chosen[0]))
            self.addAction("Show the original in its folder", lambda: self.reveal_requested.emit(chosen[0]))
            self.addAction("New edition …", lambda: self.edition_requested.emit(chosen[0]))
        several = f" of {count(len(chosen), 'document')}" if len(chosen) > 1 else ""
        self.addAction(f"Properties{several} …", lambda: self.properties_requested.emit(chosen))
        self._add_collections(chosen, shelved)
        kept = shelved.collection(here)
        if kept is not None:
            self.addAction(
                f"Take out of “{_plain(kept.name)}”", lambda: self.uncollecting_requested.emit(kept.id, chosen)
            )
        self.addSeparator()
        text = f"Remove {count(len(chosen), 'document')}" if several else "Remove from the library"
        self.addAction(f"{text}\tDel", lambda: self.removal_requested.emit(chosen))

    def _add_collections(self, chosen: list[str], shelved: Shelved) -> None:
        menu = self.addMenu("Collections")
        for each in shelved.collections:
            action = menu.addAction(_plain(each.name))
            action.setCheckable(True)
            inside = each.documents.issuperset(chosen)
            action.setChecked(inside)
            signal = self.uncollecting_requested if inside else self.collecting_requested
            action.triggered.connect(lambda _=False, signal=signal, each=each: signal.emit(each.id, chosen))
        if shelved.collections:
            menu.addSeparator()
        menu.addAction("New collection …", lambda: self.collecting_requested.emit("", chosen))


class FilterMenu(QMenu):
    """Which documents to show: all, those of a collection, or those with a tag.

    Signals:
        chosen(str collection, str tag): these are to be shown; both may be "".
        new_requested(): a new collection is to be made.
        renaming_requested(str): the collection of this id is to be called otherwise.
        removal_requested(str): the collection of this id is to be deleted.
        tag_search_requested(str): the documents with this tag are to be searched.
    """

    chosen = Signal(str, str)
    new_requested = Signal()
    renaming_requested = Signal(str)
    removal_requested = Signal(str)
    tag_search_requested = Signal(str)

    def show_choices(self, shelved: Shelved, wanted: DocumentFilter) -> None:
        """Offer what there is, with what is shown checked."""
        self.clear()
        self._add_choice(self, "All documents", not wanted.collection and not wanted.tag, "", "")
        self.addSection("Collections")
        for each in shelved.collections:
            text = f"{_plain(each.name)}\t{len(each.documents):,}"
            self._add_choice(self, text, each.id == wanted.collection, each.id, wanted.tag)
        self.addAction("New collection …", self.new_requested.emit)
        kept = shelved.collection(wanted.collection)
        if kept is not None:
            name = _plain(kept.name)
            self.addAction(f"Rename “{name}” …", lambda: self.renaming_requested.emit(kept.id))
            self.addAction(f"Delete the collection “{name}”", lambda: self.removal_requested.emit(kept.id))
        tags = shelved.tags()
        if tags:
            self.addSection("Tags")
            menu = self.addMenu("Documents with the tag")
            for tag in tags:
                self._add_choice(menu, _plain(tag), tag == wanted.tag, wanted.collection, tag)
        if wanted.tag:
            text = f"Search the documents with the tag “{_plain(wanted.tag)}”"
            self.addAction(text, lambda: self.tag_search_requested.emit(wanted.tag))

    def _add_choice(self, menu: QMenu, text: str, checked: bool, collection: str, tag: str) -> None:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(checked)
        action.triggered.connect(lambda _=False: self.chosen.emit(collection, tag))


def _plain(name: str) -> str:
    """The name as a menu shows it, to which an ampersand means a key."""
    return name.replace("&", "&&")
