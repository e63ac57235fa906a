# SPDX-License-Identifier: MIT
"""The term that is being looked at: where it stands, on the page and in its entry, and the way through its mentions."""

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QObject

from companion.document.model import Anchor
from companion.library.mentions import DocumentSpread
from companion.library.values import TermPlace
from companion.ui.jobs import Jobs
from companion.ui.mentions_view import STRETCH
from companion.ui.reader import Reader
from companion.ui.session import Session
from companion.ui.term_entry import TermEntry

Stand = tuple[str, int, int]  # a document, an offset in it, and a length


class Inspection(QObject):
    """Follows one term through the documents."""

    def __init__(self, session: Session, jobs: Jobs, reader: Reader, entry: TermEntry) -> None:
        super().__init__(reader)
        self.term = ""
        self._session = session
        self._jobs = jobs
        self._reader = reader
        self._entry = entry
        self._spread: Sequence[DocumentSpread] = ()
        self._at: Stand | None = None  # the mention opened last
        self._first = ""  # the document that was open when the term was first looked at: it stays at the head
        entry.mentions.places_wanted.connect(self._fetch)
        entry.mentions.place_opened.connect(lambda place: self.open(place.document, place.start, place.length))
        entry.spread.place_chosen.connect(self.open)
        entry.step_requested.connect(self.step)
        session.place_changed.connect(entry.spread.set_place)
        session.document_opened.connect(lambda _document: self._gather(fresh=False))

    def follow(self, term: str) -> None:
        """Look at this term, or again at the same one after a change; "" at none."""
        fresh = term != self.term
        self.term = term
        if fresh:
            self._at, self._spread = None, ()
            self._first = self._session.document.id if self._session.document else ""
        self._gather(fresh=fresh)

    def open(self, document: str, start: int, length: int) -> None:
        """Show a mention in the text."""
        self._at = (document, start, length)
        self._session.open(Anchor(document, start, start + length), reason=("term", self.term))

    def step(self, by: int) -> bool:
        """Show the next (+1) or previous (-1) mention, around the ends; False where there is none.

        It goes on from the mention shown last while that is on screen, else from where the reader stands.
        """
        stands = [(each.document, *span) for each in self._spread for span in each.spans]
        if not stands:
            return False
        first, last = self._reader.visible_range()
        here = self._session.document.id if self._session.document else ""
        at = self._at
        if at in stands and at[0] == here and first <= at[1] <= last:
            number = stands.index(at) + by
        else:
            number = self._ahead(stands, here, first) - (by < 0)
        self.open(*stands[number % len(stands)])
        self._entry.mentions.select(*self._at[:2])
        return True

    def _ahead(self, stands: Sequence[Stand], document: str, offset: int) -> int:
        """The number of the first mention of the open document that is not before `offset`."""
        first = next((number for number, stand in enumerate(stands) if stand[0] == document), 0)
        inside = [stand[1] for stand in stands if stand[0] == document]
        return first + bisect_left(inside, offset)

    def _gather(self, *, fresh: bool) -> None:
        term, library = self.term, self._session.library
        document = self._session.document.id if self._session.document else None
        if not term:
            self._jobs.forget("spread")
            self._reader.set_chosen_term([])
            return
        wanted = [each for each in (self._first, document) if each]
        self._jobs.ask(
            "spread",
            lambda: library.mentions.spread(term, wanted),
            lambda spread: self._on_spread(term, document, spread, fresh),
        )

    def _on_spread(self, term: str, document: str | None, spread: Sequence[DocumentSpread], fresh: bool) -> None:
        if term != self.term:
            return
        self._spread = spread
        self._entry.show_spread(spread, document, fresh=fresh)
        here = next((each for each in spread if each.document == document), None)
        self._reader.set_chosen_term([(start, start + length) for start, length in here.spans] if here else [])

    def _fetch(self, document: str, start: int, end: int) -> None:
        """Find the sentences of a stretch for the list."""
        term, mentions = self.term, self._session.library.mentions

        def deliver(places: list[TermPlace]) -> None:
            if term == self.term:
                self._entry.mentions.add_places(document, places)

        key = f"places {document} {start}"  # a stretch does not take the place of another one
        self._jobs.ask(key, lambda: mentions.places(term, document, start, end, STRETCH), deliver)
