# SPDX-License-Identifier: MIT
"""The search under way: its query, its answer, the hit looked at, and where the reader was before."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from companion.document.model import Anchor, heading_range
from companion.errors import CompanionError
from companion.glossary.model import Term
from companion.library.library import Library
from companion.search.results import Hit, Results
from companion.search.wishes import Order, Wishes
from companion.ui.history import Place
from companion.ui.jobs import Jobs
from companion.ui.scope import Scope
from companion.ui.session import Session

_PAUSE = 80  # milliseconds without a key before the query is asked
_SHOWN = 100  # hits in the list; the panel says so where there are more
_PAINTED = 5_000  # passages of the open document whose hits are painted
_REMEMBERED = 12
_SETTLING = 200  # milliseconds in which a document that was opened is laid out, before its hits are looked for


class Inquiry(QObject):
    """One search at a time; a newer query always wins over an older one.

    Signals:
        searching(): a query was asked and is not answered yet.
        results_found(Results, Term | None): the answer, with the glossary's definition of the query.
        search_failed(str): what is wrong with the query, in a sentence; the last results stay.
        cleared(): there is no query any more.
        matches_found(list, int): ranges of the open document to paint, and which of them is current or -1.
        hit_chosen(int): the number of the hit looked at, in the list of results.
        term_chosen(str): the hit looked at is the glossary's entry of this name.
        return_possible(bool): whether there is a place to go back to from the search.
    """

    searching = Signal()
    results_found = Signal(object, object)
    search_failed = Signal(str)
    cleared = Signal()
    matches_found = Signal(object, int)  # an object: Qt would copy a list of thousands into one of its own
    hit_chosen = Signal(int)
    term_chosen = Signal(str)
    return_possible = Signal(bool)

    def __init__(self, session: Session, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.query = ""
        self.scope = Scope.EVERYTHING
        self.results = Results("")
        self.recent: tuple[str, ...] = ()
        self._session = session
        self._library: Library = session.library
        self._jobs = jobs
        self._current = -1
        self._matches: list[tuple[int, int]] = []
        self._departure: Place | None = None
        self._search_number = 0
        self._options: dict[str, Any] = {}
        self._wishes = Wishes()
        self._without: dict[str, frozenset[str]] = {}  # by query, the names that are not to be searched for as well
        self._settled = QTimer(self, singleShot=True, interval=_SETTLING)
        self._settled.timeout.connect(self._on_settled)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._on_pause)
        session.document_opened.connect(self._on_document_opened)

    def type(self, query: str) -> None:
        """The reader typed: ask after a short pause."""
        self.query = query
        if query.strip():
            self._pause.start()
        else:
            self.clear()

    def submit(self, query: str) -> None:
        """Ask at once, with the last word as it stands."""
        self.query = query
        self._pause.stop()
        if query.strip():
            self._remember(query.strip())
            self._ask(typing=False)
        else:
            self.clear()

    def submit_any(self, query: str) -> None:
        """Ask for passages that hold any of the words."""
        self.query = query
        self._ask(typing=False, any_words=True)

    def again(self) -> None:
        """Ask the same query again, because the index or the glossary changed."""
        if self.query.strip():
            self._ask(typing=not self.results.shown)

    def all_hits(self, limit: int) -> Callable[[], Results]:
        """What answers the present query with up to `limit` hits; it is to be called off the window's thread."""
        query, options, search = self.results.query, dict(self._options), self._library.index.search
        document = self._session.document.id if self.scope is not Scope.EVERYTHING and self._session.document else None
        return lambda: search(query, limit=limit, document=document, **options)

    def clear(self) -> None:
        """Forget the query, its answer and its painted hits."""
        self._pause.stop()
        self._jobs.forget("search")
        self._jobs.forget("matches")
        self.query, self.results, self._current, self._matches = "", Results(""), -1, []
        self._search_number += 1
        self._set_departure(None)
        self.matches_found.emit([], -1)
        self.cleared.emit()

    def set_scope(self, scope: Scope) -> None:
        """Search only there."""
        if scope is not self.scope:
            self.scope = scope
            self.again()

    def set_order(self, order: Order) -> None:
        """List the hits in this order."""
        self._wish(replace(self._wishes, order=order))

    def set_expanding(self, on: bool) -> None:
        """Search for the other names of the glossary's terms too, or not."""
        self._wish(replace(self._wishes, expand=on))

    def leave_out(self, name: str) -> None:
        """Search without this other name of a term; that is remembered for the query."""
        query = self.query.strip()
        self._without[query] = self._without.get(query, frozenset()) | {name}
        self.again()

    def take_all_names(self) -> None:
        """Search for all names again."""
        self._without.pop(self.query.strip(), None)
        self.again()

    def open(self, hit: Hit) -> None:
        """Show a hit in the text; stepping through the hits of one search is one step of the history."""
        if hit not in self.results.shown:
            return
        self._current = self.results.shown.index(hit)
        if hit.kind == "term":
            self.hit_chosen.emit(self._current)
            self.term_chosen.emit(hit.entry)
            return
        if self._departure is None:
            self._set_departure(self._session.place)
        whole = (hit.start, hit.start + hit.length) if hit.kind == "note" else (hit.start, hit.start)
        start, end = hit.matches[0] if hit.matches else whole
        self._session.open(Anchor(hit.document, start, end), reason=("search", self._search_number), flash=False)
        self.hit_chosen.emit(self._current)
        self.paint()

    def paint(self) -> None:
        """Tell again which hits stand in the open document."""
        current = -1
        document = self._session.document
        if 0 <= self._current < len(self.results.shown) and document is not None:
            hit = self.results.shown[self._current]
            if hit.document == document.id and hit.matches and hit.matches[0] in self._matches:
                current = self._matches.index(hit.matches[0])
        self.matches_found.emit(self._matches, current)

    def go_back(self) -> None:
        """Return to where the reader was before the search."""
        if self._departure is not None:
            place, self._departure = self._departure, None
            self._session.go_to(place)
            self.return_possible.emit(False)

    def _on_pause(self) -> None:
        self._ask(typing=True)

    def _on_document_opened(self, _document: object) -> None:
        self._matches = []
        self._settled.start()
        if self.scope is not Scope.EVERYTHING:
            self.again()

    def _on_settled(self) -> None:
        if self.results.query and self.results.shown:
            self._find_matches(self.results.query)

    def _ask(self, *, typing: bool, any_words: bool = False) -> None:
        query, library = self.query, self._library
        opened = self._session.document if self.scope is not Scope.EVERYTHING else None
        document = opened.id if opened else None
        without = self._without.get(query.strip(), frozenset())
        self._wishes = replace(self._wishes, without=without, stretch=self._stretch())
        options: dict[str, Any] = {"typing": typing, "any_words": any_words, "wishes": self._wishes}
        self._options = options
        self.searching.emit()

        def question() -> tuple[Results, Term | None]:
            results = library.index.search(query, limit=_SHOWN, document=document, **options)
            return results, library.glossary.term(query.strip().strip('"'))

        self._jobs.ask("search", question, self._on_answer, self._on_problem)

    def _wish(self, wishes: Wishes) -> None:
        if wishes != self._wishes:
            self._wishes = wishes
            self.again()

    def _stretch(self) -> tuple[int, int] | None:
        """The section to search in; while the reader looks at its hits it stays what it was."""
        document, place = self._session.document, self._session.place
        if self.scope is not Scope.SECTION or document is None or place is None:
            return None
        if self._departure is not None and self._wishes.stretch is not None:
            return self._wishes.stretch
        return heading_range(document.outline, place.start, document.length)

    def _on_answer(self, answer: tuple[Results, Term | None]) -> None:
        results, term = answer
        if results.query != self.results.query:
            self._search_number += 1
        self.results, self._current = results, -1
        self.results_found.emit(results, term)
        self._find_matches(results.query)

    def _on_problem(self, error: CompanionError) -> None:
        self.search_failed.emit(error.message)

    def _find_matches(self, query: str) -> None:
        """All hits in the open document, which may be more than the list shows."""
        document = self._session.document
        if document is None:
            return
        index, identity, options = self._library.index, document.id, self._options

        def question() -> list[tuple[int, int]]:
            results = index.search(query, limit=_PAINTED, document=identity, **options)
            return sorted({match for hit in results.shown for match in hit.matches})

        self._jobs.ask("matches", question, self._on_matches, self._on_problem)

    def _on_matches(self, matches: list[tuple[int, int]]) -> None:
        self._matches = matches
        self.paint()

    def _set_departure(self, place: Place | None) -> None:
        self._departure = place
        self.return_possible.emit(place is not None)

    def _remember(self, query: str) -> None:
        others = tuple(each for each in self.recent if each != query)
        self.recent = (query, *others)[:_REMEMBERED]
