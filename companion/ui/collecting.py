# SPDX-License-Identifier: MIT
"""What the reader does with collections; each change can be undone."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog, QWidget

from companion.errors import CompanionError
from companion.library.library import Library
from companion.library.values import Collection
from companion.ui.edits import Edits
from companion.ui.wording import count


class Collecting(QObject):
    """Commands on collections, with the small dialog that asks for a name.

    Signals:
        said(str): what was found.
        done_undoably(str): what was done, with an offer to undo it.
        failed(CompanionError): what was asked for could not be done.
    """

    said = Signal(str)
    done_undoably = Signal(str)
    failed = Signal(object)

    def __init__(self, library: Library, edits: Edits, window: QWidget) -> None:
        super().__init__(window)
        self._library = library
        self._edits = edits
        self._window = window

    def collect(self, collection: str, documents: Sequence[str]) -> None:
        """Put documents into the collection of this id, or with "" into a new one, which the reader names."""
        if not collection:
            self._make(documents)
            return

        def put() -> str:
            kept = self._find(collection)
            number = self._edits.collect(collection, documents)
            return f"{count(number, 'document')} put into “{kept.name}”." if number else ""

        self._try(put, "It is in that collection already.")

    def uncollect(self, collection: str, documents: Sequence[str]) -> None:
        """Take documents out of the collection of this id."""

        def take() -> str:
            kept = self._find(collection)
            number = self._edits.uncollect(collection, documents)
            return f"{count(number, 'document')} taken out of “{kept.name}”." if number else ""

        self._try(take, "It is not in that collection.")

    def rename(self, collection: str) -> None:
        """Let the reader call a collection otherwise."""

        def change() -> str:
            kept = self._find(collection)
            name = self._ask("Rename the collection", kept.name)
            if name is None or name == kept.name:
                return ""
            self._edits.rename_collection(kept, name)
            return f"“{kept.name}” is called “{name}” now."

        self._try(change)

    def remove(self, collection: str) -> None:
        """Delete a collection; its documents stay."""

        def delete() -> str:
            kept = self._find(collection)
            self._edits.remove_collection(collection)
            return f"The collection “{kept.name}” was deleted; its documents stay in the library."

        self._try(delete)

    def _make(self, documents: Sequence[str]) -> None:
        def make() -> str:
            name = self._ask("New collection")
            if name is None:
                return ""
            made = self._edits.add_collection(name, documents)
            inside = f" with {count(len(documents), 'document')}" if documents else ""
            return f"The collection “{made.name}” was made{inside}."

        self._try(make)

    def _ask(self, title: str, name: str = "") -> str | None:
        given, accepted = QInputDialog.getText(self._window, title, "Name", text=name)
        return " ".join(given.split()) if accepted else None

    def _find(self, collection: str) -> Collection:
        return self._library.collections.find(collection)

    def _try(self, change: Callable[[], str], nothing: str = "") -> None:
        """Do it and say the sentence it returns; where it is empty nothing was changed, and `nothing` says so."""
        try:
            sentence = change()
        except CompanionError as error:
            self.failed.emit(error)
            return
        if sentence:
            self.done_undoably.emit(sentence)
        elif nothing:
            self.said.emit(nothing)
