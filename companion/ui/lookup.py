# SPDX-License-Identifier: MIT
"""Shows what the glossary knows: the terms of this page, an entry with its mentions, the card over a word."""

from PySide6.QtCore import QObject, QRect, QTimer

from companion.glossary.model import Term
from companion.library.library import Library
from companion.ui.glossary_panel import GlossaryPanel
from companion.ui.inspection import Inspection
from companion.ui.jobs import Jobs
from companion.ui.reader import Reader
from companion.ui.session import Session
from companion.ui.term_card import HoverCard, Standing

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
        self._on_page: list[str] = []
        self._terms: dict[str, Term] = {}
        self._counts: dict[str, tuple[int, int]] = {}
        self._here: dict[str, tuple[int, int]] = {}  # the same for the open document
        self._hovered: tuple[str, QRect] | None = None
        self._delay = QTimer(self, singleShot=True, interval=_HOVER)
        self._delay.timeout.connect(self._on_delay)
        session.document_opened.connect(lambda _document: self.count_here())

    def show_page_terms(self, names: list[str]) -> None:
        """List the terms of this page first."""
        self._on_page = names
        self._show_list()

    def show_term(self, name: str) -> None:
        """Show a term's entry: its definition at once, where it stands as soon as that is gathered."""
        term = self._library.glossary.term(name)
        if term is None:
            return
        self._card.hide()
        self._panel.show_entry(term, self._count(term))
        self.inspection.follow(term.name)

    def refresh(self) -> None:
        """Show list and entry as they are after a change; counting may take a while in a large library."""
        self._terms = {term.name: term for term in self._library.glossary.terms()}
        self._jobs.ask("counts", self._library.glossary.counts, self._on_counts)
        self.count_here()
        self.show_hushed()
        self._show_list()
        shown = self._panel.shown_term()
        if shown is not None and self._library.glossary.term(shown) is not None:
            self.show_term(shown)
            return
        if shown is not None:
            self._panel.show_list()
        chosen = self._library.glossary.term(self.inspection.term)
        self.inspection.follow(chosen.name if chosen is not None else "")

    def count_here(self) -> None:
        """Count the terms of the open document."""
        document, glossary = self._session.document, self._library.glossary
        self._here = {}
        if document is not None:
            self._jobs.ask("counts here", lambda: glossary.counts(document.id), self._on_counts_here)

    def show_hushed(self) -> None:
        """Tell the panel which terms the reader knows."""
        self._panel.show_hushed(self._library.encounters.hushed())

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
            here = self._here.get(term.name, (0, 0))[0]
            self._card.show_term(term, Standing(*self._count(term), here), rect, focus=focus)

    def _count(self, term: Term) -> tuple[int, int]:
        return self._counts.get(term.name, (0, 0))

    def _show_list(self) -> None:
        on_page = [self._terms[name] for name in self._on_page if name in self._terms]
        self._panel.show_terms(on_page, list(self._terms.values()), self._counts)

    def _on_counts(self, counts: dict[str, tuple[int, int]]) -> None:
        self._counts = counts
        self._show_list()
        term = self._library.glossary.term(self._panel.shown_term() or "")
        if term is not None:
            self._panel.show_entry(term, self._count(term))

    def _on_counts_here(self, counts: dict[str, tuple[int, int]]) -> None:
        self._here = counts

    def _on_delay(self) -> None:
        if self._hovered is not None:
            self.open_card(*self._hovered)
