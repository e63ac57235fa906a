# SPDX-License-Identifier: MIT
"""Everything the reader can change in the library, each change with its undo."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from companion.document.bookmark import Bookmark
from companion.document.model import Anchor, Document
from companion.errors import CompanionError
from companion.glossary.model import Term
from companion.library.editions import Edition
from companion.library.library import Library
from companion.library.values import Collection, SavedSearch

if TYPE_CHECKING:
    from companion.library.merging import Merge


class Edits(QObject):
    """The gate through which every change goes; it is done at once and can be undone.

    Signals:
        bookmarks_changed(): a bookmark came, went or changed.
        terms_changed(): a glossary term came, went or changed.
        hushed_changed(): a term is to be marked in the text no more, or again.
        encounters_changed(): the look-ups were forgotten, or came back.
        suggestions_changed(): what is proposed for the glossary changed, but no term did.
        definitions_changed(): a definition in a document came or went.
        shelf_changed(): a document came, went or changed.
        collections_changed(): a collection came, went or changed.
        searches_changed(): a saved search came or went.
        failed(CompanionError): an undo or redo could not be done.
    """

    bookmarks_changed = Signal()
    terms_changed = Signal()
    hushed_changed = Signal()
    encounters_changed = Signal()
    suggestions_changed = Signal()
    definitions_changed = Signal()
    shelf_changed = Signal()
    collections_changed = Signal()
    searches_changed = Signal()
    failed = Signal(object)

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self._library = library

    def add_bookmark(self, anchor: Anchor, **details: Any) -> Bookmark:
        """Keep a place; `details` are the title, note, tags and colour."""
        marks = self._library.marks
        bookmark = marks.add(anchor, **details)
        self._done(
            "Add bookmark",
            lambda: marks.restore(bookmark),
            lambda: marks.remove(bookmark.id),
            self.bookmarks_changed,
        )
        return bookmark

    def change_bookmark(self, bookmark: Bookmark) -> Bookmark:
        """Replace the bookmark that has the same id."""
        marks = self._library.marks
        before = next(old for old in marks.bookmarks(bookmark.anchor.document) if old.id == bookmark.id)
        changed = marks.change(bookmark)
        self._done("Edit bookmark", lambda: marks.change(changed), lambda: marks.change(before), self.bookmarks_changed)
        return changed

    def remove_bookmark(self, bookmark: Bookmark) -> None:
        """Delete a bookmark."""
        marks = self._library.marks
        removed = marks.remove(bookmark.id)
        self._done(
            "Delete bookmark",
            lambda: marks.remove(removed.id),
            lambda: marks.restore(removed),
            self.bookmarks_changed,
        )

    def save_term(self, old_name: str | None, term: Term) -> None:
        """Add a glossary entry, or replace the one called `old_name`."""
        glossary = self._library.glossary
        if old_name is None:
            glossary.add(term)
            self._done(
                "Add term",
                lambda: glossary.restore(term),
                lambda: glossary.remove(term.name),
                self.terms_changed,
            )
            return
        before = glossary.term(old_name)
        assert before is not None, "a term is edited that the glossary does not have"
        glossary.change(old_name, term)
        self._done(
            "Edit term",
            lambda: glossary.change(before.name, term),
            lambda: glossary.change(term.name, before),
            self.terms_changed,
        )

    def merge_terms(self, kept: str, other: str, wanted: Term) -> None:
        """Make one entry of the two of these names, and let it read as `wanted`."""
        glossary = self._library.glossary

        def merge() -> "tuple[Merge, Term]":
            made = glossary.merge(kept, other)
            return made, glossary.change(made.merged.name, wanted) if wanted != made.merged else made.merged

        done = [merge()]

        def redo() -> None:
            done[0] = merge()

        def undo() -> None:
            made, now = done[0]
            if now != made.merged:
                glossary.change(now.name, made.merged)
            glossary.unmerge(made)

        self._done("Merge terms", redo, undo, self.terms_changed)

    def remove_term(self, term: Term) -> None:
        """Delete a glossary entry."""
        glossary = self._library.glossary
        removed = glossary.remove(term.name)
        self._done(
            "Delete term",
            lambda: glossary.remove(removed.name),
            lambda: glossary.restore(removed),
            self.terms_changed,
        )

    def hush_term(self, name: str, on: bool = True) -> None:
        """Mark the term of this name no more in the text, or again."""
        encounters = self._library.encounters
        encounters.hush(name, on)
        self._done(
            "Hush term" if on else "Mark term again",
            lambda: encounters.hush(name, on),
            lambda: encounters.hush(name, not on),
            self.hushed_changed,
        )

    def clear_encounters(self) -> None:
        """Forget which terms were looked up."""
        encounters = self._library.encounters
        before = encounters.clear()
        self._done("Forget look-ups", encounters.clear, lambda: encounters.restore(before), self.encounters_changed)

    def accept_suggestion(self, identity: str, scope: str, **words: str) -> None:
        """Take a suggestion into the glossary, to count in a scope.

        `words` are the name, the short form and the text where they are corrected.
        """
        suggestions = self._library.suggestions
        made = [suggestions.accept(identity, scope, **words)]

        def redo() -> None:
            made[0] = suggestions.accept(identity, scope, **words)

        self._done("Accept suggestion", redo, lambda: suggestions.revert(made[0]), self.terms_changed)

    def ignore_suggestion(self, identity: str) -> None:
        """Propose this no more."""
        suggestions = self._library.suggestions
        decision = suggestions.ignore(identity)
        self._done(
            "Ignore suggestion",
            lambda: suggestions.ignore(identity),
            lambda: suggestions.revert(decision),
            self.suggestions_changed,
        )

    def add_definition(self, term: str, anchor: Anchor, text: str) -> None:
        """Keep what a document says as a definition of the term of this name."""
        definitions = self._library.definitions
        kept = definitions.add(term, anchor, text)
        self._done(
            "Make definition",
            lambda: definitions.restore(kept),
            lambda: definitions.remove(kept.id),
            self.definitions_changed,
        )

    def remove_definition(self, identity: str) -> None:
        """Let the definition of this id go."""
        definitions = self._library.definitions
        removed = definitions.remove(identity)
        self._done(
            "Remove definition",
            lambda: definitions.remove(removed.id),
            lambda: definitions.restore(removed),
            self.definitions_changed,
        )

    def edit_documents(self, before: Sequence[Document], after: Sequence[Document]) -> None:
        """Change what is known of documents: their metadata and tags become those of `after`."""
        shelf = self._library.shelf
        shelf.edit_all(after)
        self._done(
            _of_many("Edit document", after),
            lambda: shelf.edit_all(after),
            lambda: shelf.edit_all(before),
            self.shelf_changed,
        )

    def remove_documents(self, documents: Sequence[str]) -> None:
        """Take documents off the shelf with everything the reader made in them."""
        shelf = self._library.shelf
        removals = [shelf.remove_all(documents)]

        def redo() -> None:
            removals[0] = shelf.remove_all(documents)

        text = _of_many("Remove document", documents)
        self._done(text, redo, lambda: shelf.restore_all(removals[0]), self.shelf_changed)

    def save_search(self, query: str, seen: int) -> SavedSearch:
        """Keep a query, of whose passages those up to the number `seen` are known."""
        searches = self._library.searches
        made = searches.add(query, seen)
        self._done(
            "Save search", lambda: searches.restore(made), lambda: searches.remove(made.id), self.searches_changed
        )
        return made

    def forget_search(self, search: str) -> None:
        """Delete a saved search."""
        searches = self._library.searches
        removed = searches.remove(search)
        self._done(
            "Forget search", lambda: searches.remove(search), lambda: searches.restore(removed), self.searches_changed
        )

    def add_collection(self, name: str, documents: Sequence[str] = ()) -> Collection:
        """Make a collection of documents."""
        collections = self._library.collections
        made = collections.add(name, documents)
        self._done(
            "Make collection",
            lambda: collections.restore(made),
            lambda: collections.remove(made.id),
            self.collections_changed,
        )
        return made

    def rename_collection(self, collection: Collection, name: str) -> None:
        """Call a collection otherwise."""
        rename = self._library.collections.rename
        rename(collection.id, name)
        self._done(
            "Rename collection",
            lambda: rename(collection.id, name),
            lambda: rename(collection.id, collection.name),
            self.collections_changed,
        )

    def remove_collection(self, collection: str) -> None:
        """Delete a collection; its documents stay."""
        collections = self._library.collections
        removed = collections.remove(collection)
        self._done(
            "Delete collection",
            lambda: collections.remove(collection),
            lambda: collections.restore(removed),
            self.collections_changed,
        )

    def collect(self, collection: str, documents: Sequence[str]) -> int:
        """Put documents into a collection; returns how many were not in it."""
        collections = self._library.collections
        fresh = collections.include(collection, documents)
        if fresh:
            self._done(
                "Put into collection",
                lambda: collections.include(collection, fresh),
                lambda: collections.exclude(collection, fresh),
                self.collections_changed,
            )
        return len(fresh)

    def uncollect(self, collection: str, documents: Sequence[str]) -> int:
        """Take documents out of a collection; returns how many were in it."""
        collections = self._library.collections
        taken = collections.exclude(collection, documents)
        if taken:
            self._done(
                "Take out of collection",
                lambda: collections.exclude(collection, taken),
                lambda: collections.include(collection, taken),
                self.collections_changed,
            )
        return len(taken)

    def take_edition(self, edition: Edition) -> None:
        """A new edition was taken in: let it be undone."""
        shelf = self._library.shelf
        other = [edition.before]  # the state that is not there now

        def turn() -> None:
            other[0] = shelf.put_back(other[0])

        self._done("New edition", turn, turn, self.shelf_changed)

    def _done(self, text: str, redo: Callable[[], object], undo: Callable[[], object], changed: Any) -> None:
        def guarded(action: Callable[[], object]) -> Callable[[], None]:
            def run() -> None:
                try:
                    action()
                except CompanionError as error:
                    self.failed.emit(error)
                changed.emit()

            return run

        self.stack.push(_Step(text, guarded(redo), guarded(undo)))
        changed.emit()


def _of_many(text: str, documents: Sequence[object]) -> str:
    return text if len(documents) == 1 else f"{text}s"


class _Step(QUndoCommand):
    """A change already made: pushing it does not do it a second time."""

    def __init__(self, text: str, redo: Callable[[], None], undo: Callable[[], None]) -> None:
        super().__init__(text)
        self._redo, self._undo = redo, undo
        self._pushed = False

    def redo(self) -> None:
        if self._pushed:
            self._redo()
        self._pushed = True

    def undo(self) -> None:
        self._undo()
