# SPDX-License-Identifier: MIT
"""What the reader does with a passage: bookmark it, quote it, look it up, search for it."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from companion.document.bookmark import AnchorState, Bookmark
from companion.document.citation import cite, locator
from companion.document.model import Document
from companion.document.sentences import sentence_around
from companion.errors import CompanionError
from companion.glossary.model import Term
from companion.ui.edits import Edits
from companion.ui.reader import Reader
from companion.ui.session import Session

_TITLE = 60  # code points of a bookmark's title made from the text
_SENTENCE = 400  # code points of the sentence that becomes a term's source
_TERM = 80  # a longer selection is not a term


class Marking(QObject):
    """Commands on the selection, or on the place where the reader stands.

    Signals:
        said(str): what was done, in a few words; it can be undone or needs no answer.
        done_undoably(str): what was done, with an offer to undo it.
        failed(CompanionError): what was asked for could not be done.
        term_wanted(str): show this glossary entry.
        search_wanted(str): search for this.
        term_drafted(Term): let the reader complete this new glossary entry.
        bookmark_drafted(Bookmark): let the reader write a note to this bookmark.
    """

    said = Signal(str)
    done_undoably = Signal(str)
    failed = Signal(object)
    term_wanted = Signal(str)
    search_wanted = Signal(str)
    term_drafted = Signal(object)
    bookmark_drafted = Signal(object)

    def __init__(self, session: Session, edits: Edits, reader: Reader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._edits = edits
        self._reader = reader
        self.copy_style = "chicago"
        self.colour = "yellow"

    def bookmark(self) -> Bookmark | None:
        """Keep the selection as a highlight, or the place as a point."""
        try:
            anchor = self._session.anchor(*self._range())
            title = "" if anchor.quote else self._title(anchor.start)
            bookmark = self._edits.add_bookmark(anchor, title=title, colour=self.colour)
        except CompanionError as error:
            self.failed.emit(error)
            return None
        self._reader.clear_selection()
        self.done_undoably.emit("Highlighted." if anchor.quote else "Bookmarked.")
        return bookmark

    def bookmark_with_note(self) -> None:
        """Keep the passage and let the reader write."""
        bookmark = self.bookmark()
        if bookmark is not None:
            self.bookmark_drafted.emit(bookmark)

    def change(self, bookmark: Bookmark) -> None:
        """Keep a bookmark as the reader left it; the next ones take its colour."""
        try:
            self._edits.change_bookmark(bookmark)
        except CompanionError as error:
            self.failed.emit(error)
        else:
            self.colour = bookmark.colour

    def place(self, bookmark: Bookmark, start: int, end: int) -> None:
        """Let a bookmark stand on another range of the open document; all else about it stays."""
        try:
            anchor = self._session.anchor(start, end)
            self._edits.change_bookmark(replace(bookmark, anchor=anchor, state=AnchorState.EXACT))
        except CompanionError as error:
            self.failed.emit(error)
            return
        self._reader.clear_selection()
        self.done_undoably.emit("The bookmark stands here now.")

    def confirm(self, bookmark: Bookmark) -> None:
        """A bookmark whose place was unsure is right where it stands."""
        try:
            self._edits.change_bookmark(replace(bookmark, state=AnchorState.EXACT))
        except CompanionError as error:
            self.failed.emit(error)
        else:
            self.done_undoably.emit("The bookmark's place is confirmed.")

    def remove(self, bookmark: Bookmark) -> None:
        """Delete a bookmark."""
        try:
            self._edits.remove_bookmark(bookmark)
        except CompanionError as error:
            self.failed.emit(error)
        else:
            self.done_undoably.emit("Bookmark deleted.")

    def copy_cited(self) -> None:
        """Put the selected passage and its source on the clipboard."""
        start, end = self._range()
        document = self._session.document
        if document is None or start == end:
            self.said.emit("Select the passage that you want to quote first.")
            return
        text = self._session.text
        place = locator(text, start, self._session.library.shelf.page_at(document.id, start))
        quotation = cite(document.metadata, text[start:end], place, self.copy_style)
        QGuiApplication.clipboard().setText(quotation)
        self.said.emit("Copied with its source.")

    def look_up(self) -> None:
        """Show the glossary entry of the selection, or offer to write one."""
        words = self.selected_words()
        if not words:
            self.said.emit("Select a term to look it up.")
            return
        term = self._session.library.glossary.term(words)
        if term is not None:
            self.term_wanted.emit(term.name)
        else:
            self.add_term()

    def add_term(self) -> None:
        """Begin a glossary entry from the selection, with its sentence as the source."""
        words = self.selected_words()
        document = self._session.document
        if len(words) > _TERM:
            self.said.emit("That is too long for a term. Select a word or a short phrase.")
            return
        sources = (self._met(document),) if document and words else ()
        self.term_drafted.emit(Term(name=words, definition="", sources=sources))

    def search_selection(self) -> None:
        """Search the library for the selected words."""
        words = self.selected_words()
        if words:
            self.search_wanted.emit(f'"{words}"' if " " in words else words)
        else:
            self.said.emit("Select the words that you want to search for.")

    def step_bookmark(self, by: int) -> None:
        """Jump to the next (+1) or previous (-1) bookmark of the open document."""
        document, place = self._session.document, self._session.place
        if document is None or place is None:
            return
        bookmarks = self._session.library.marks.bookmarks(document.id)
        here = place.start
        ahead = [each for each in bookmarks if (each.anchor.start > here if by > 0 else each.anchor.start < here)]
        if not ahead:
            self.said.emit("There is no further bookmark in this document.")
            return
        self._session.open(ahead[0 if by > 0 else -1].anchor)

    def selected_words(self) -> str:
        """The selected text on one line; "" where nothing is selected."""
        start, end = self._reader.selection()
        return " ".join(self._session.text[start:end].split())

    def _range(self) -> tuple[int, int]:
        start, end = self._reader.selection()
        if start != end or self._session.place is None:
            return start, end
        return self._session.place.start, self._session.place.start

    def _met(self, document: Document) -> str:
        """The sentence of the selection, with its place, as a source."""
        start, end = self._reader.selection()
        text, shift = self._session.text, max(start - _SENTENCE, 0)
        around = text[shift : end + _SENTENCE]
        first, last = sentence_around(around, start - shift, end - shift, _SENTENCE)
        page = self._session.library.shelf.page_at(document.id, start)
        return f"“{' '.join(around[first:last].split())}” ({document.title}{f', p. {page}' if page else ''})"

    def _title(self, start: int) -> str:
        words = self._session.text[start : start + _TITLE + 1].split("\n")[0]
        return words if len(words) <= _TITLE else words[:_TITLE].rsplit(" ", 1)[0] + "…"
