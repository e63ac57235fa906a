# SPDX-License-Identifier: MIT
"""Shows what the glossary knows: the list, an entry, the card over a word; and remembers what was looked up."""

from dataclasses import replace

from PySide6.QtCore import QObject, QRect, QTimer

from companion.glossary.model import Term, within_collection, within_document
from companion.library.library import Library
from companion.ui.glossary_panel import GlossaryPanel
from companion.ui.inspection import Inspection
from companion.ui.jobs import Jobs
from companion.ui.reader import Reader
from companion.ui.session import Session
from companion.ui.term_card import HoverCard, Standing
from companion.ui.term_rows import Counts, Listed

_HOVER = 250  # milliseconds until a card opens


class Lookup(QObject):
    """The glossary's side of the window: what its panel and its card show."""

    def __init__(self, session: Session, jobs: Jobs, reader: Reader, panel: GlossaryPanel, card: HoverCard) -> None:
        super().__init__(reader)
        self.hover_cards = True
        self.inspection = Inspection(session, jobs, reader, panel.entry)
        self._session = session
        self._library: Library = session.library
        self._jobs = jobs
        self._panel = panel
        self._card = card
        self._listed = Listed()
        self._hovered: tuple[str, QRect] | None = None
        self._delay = QTimer(self, singleShot=True, interval=_HOVER)
        self._delay.timeout.connect(self._on_delay)
        session.document_opened.connect(lambda _document: self._count_here())
        session.document_opened.connect(lambda _document: self._offer_scopes())
        session.document_closed.connect(self._count_here)

    def show_page_terms(self, names: list[str]) -> None:
        """List the terms of this page."""
        self._show_list(on_page=tuple(names))

    def show_term(self, name: str) -> None:
        """Show a term's entry: its definition at once, where it stands as soon as that is gathered."""
        term = self._library.glossary.term(name)
        if term is None:
            return
        self._card.hide()
        self._panel.show_entry(term, self._count(term))
        self._panel.entry.show_versions(self._library.history.of_entry(term.name))
        self.inspection.follow(term.name)

    def meet(self, name: str, start: int) -> None:
        """Remember that the reader looked this term up where it stands at this offset of the open document."""
        document, library = self._session.document, self._library
        if document is None or library.read_only:
            return

        def record() -> None:
            for place in library.mentions.places(name, document.id, start, start + 1, 1):
                library.encounters.record(name, place)

        self._jobs.ask(f"meet {name} {start}", record, lambda _nothing: self.show_encounters())

    def refresh(self) -> None:
        """Show list and entry as they are after a change; counting may take a while in a large library."""
        glossary = self._library.glossary
        self._show_list(terms=tuple(glossary.terms()), hushed=self._library.encounters.hushed())
        self._jobs.ask("counts", glossary.counts, self._on_counts)
        self._count_here()
        self._offer_scopes()
        self.show_encounters()
        shown = self._panel.shown_term()
        if shown is not None and glossary.term(shown) is not None:
            self.show_term(shown)
            return
        if shown is not None:
            self._panel.show_list()
        chosen = glossary.term(self.inspection.term)
        self.inspection.follow(chosen.name if chosen is not None else "")

    def show_hushed(self) -> None:
        """Show which terms the reader knows."""
        self._show_list(hushed=self._library.encounters.hushed())

    def show_encounters(self) -> None:
        """Show which terms were looked up."""
        encounters = self._library.encounters.all()
        self._panel.met.show_encounters(encounters)
        self._panel.show_met(len(encounters))

    def hover(self, name: str, rect: QRect) -> None:
        """The mouse rests on a term in the text."""
        if self.hover_cards:
            self._hovered = (name, rect)
            self._delay.start()

    def leave(self) -> None:
        """The mouse left the term."""
        self._hovered = None
        self._delay.stop()
        self._card.hide_soon()

    def open_card(self, name: str, rect: QRect, *, focus: bool = False) -> None:
        """Open the card at once; with `focus` the keyboard goes into it."""
        term = self._library.glossary.term(name)
        if term is not None:
            here = self._listed.here.get(term.name, (0, 0))[0]
            standing = Standing(*self._count(term), here, self._defined(term))
            self._card.show_term(term, standing, rect, focus=focus)

    def _defined(self, term: Term) -> str:
        """Which document defines the term, the open one before others, and where."""
        found = self._library.definitions.of_term(term.name)
        open_now = self._session.document.id if self._session.document else ""
        first = min(found, key=lambda each: each.document != open_now, default=None)
        return "" if first is None else f"“{first.title}”" + (f", p. {first.page}" if first.page else "")

    def _count(self, term: Term) -> tuple[int, int]:
        return self._listed.counts.get(term.name, (0, 0))

    def _count_here(self) -> None:
        """Count the terms of the open document."""
        document, glossary = self._session.document, self._library.glossary
        if document is None:
            self._jobs.forget("counts here")
            self._show_list(here={})
        else:
            self._jobs.ask("counts here", lambda: glossary.counts(document.id), self._on_counts_here)

    def _offer_scopes(self) -> None:
        """Let a term count in the open document or in a collection only."""
        document = self._session.document
        here = [("In this document", within_document(document.id))] if document is not None else []
        collections = self._library.collections.all()
        self._panel.set_scopes([*here, *((f"In “{each.name}”", within_collection(each.id)) for each in collections)])

    def _show_list(self, **known: object) -> None:
        """Show the list with what is now known."""
        self._listed = replace(self._listed, **known)  # type: ignore[arg-type]
        self._panel.show_terms(self._listed)

    def _on_counts(self, counts: Counts) -> None:
        self._show_list(counts=counts)
        term = self._library.glossary.term(self._panel.shown_term() or "")
        if term is not None:
            self._panel.show_entry(term, self._count(term))

    def _on_counts_here(self, counts: Counts) -> None:
        self._show_list(here=counts)

    def _on_delay(self) -> None:
        if self._hovered is not None:
            self.open_card(*self._hovered)
