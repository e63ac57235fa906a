# SPDX-License-Identifier: MIT
"""Puts the wiring of one window together, and takes up what was being done when it was closed."""

from dataclasses import replace

from PySide6.QtCore import QObject

from companion.ui.document_rows import Sorting
from companion.ui.find import Find
from companion.ui.lists import Lists
from companion.ui.parts import Parts
from companion.ui.scope import Scope
from companion.ui.settings import Settings, WindowState
from companion.ui.wiring.bookmarks import BookmarkWiring
from companion.ui.wiring.concordance import ConcordanceWiring
from companion.ui.wiring.glossary import GlossaryWiring
from companion.ui.wiring.reading import ReadingWiring
from companion.ui.wiring.saved_searches import SavedSearchWiring
from companion.ui.wiring.searching import SearchWiring
from companion.ui.wiring.shelf import ShelfWiring
from companion.ui.wiring.similar import SimilarWiring
from companion.ui.wiring.teller import Teller


class Wiring(QObject):
    """Connects the parts of one window."""

    def __init__(self, parts: Parts, find: Find, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._lists = Lists(parts, self)
        self.teller = Teller(parts, self)
        self.reading = ReadingWiring(parts, self._lists, self.teller, self)
        self.searching = SearchWiring(parts, find, self.teller, self)
        self.concordance = ConcordanceWiring(parts, self.teller, self)
        self.similar = SimilarWiring(parts, self.teller, self)
        self.saved = SavedSearchWiring(parts, self.teller, self)
        self.glossary = GlossaryWiring(parts, self.teller, self)
        self.bookmarks = BookmarkWiring(parts, self._lists, self)
        self.shelf = ShelfWiring(parts, self._lists, self.glossary, self.teller, self)
        parts.glossary.search_requested.connect(self.searching.search_for)
        parts.marking.search_wanted.connect(self.searching.search_for)
        parts.library_panel.tag_search_requested.connect(self.searching.begin_with_tag)
        for panel in parts.panels:
            panel.return_to_text_requested.connect(parts.reader.setFocus)

    def begin(self, state: WindowState) -> None:
        """Show everything as it is, take up what was being done, and bring the index and the marks up."""
        parts = self._parts
        parts.inquiry.recent = state.searches
        parts.search.set_recent(state.searches)
        parts.filing.recent = state.recent_files
        parts.filing.recent_changed.emit()
        self._lists.show_shelf()
        self.bookmarks.begin(state.bookmarks_here)
        self.reading.begin()
        self.glossary.lookup.show_page_terms(parts.page.terms_on_page)
        self.glossary.lookup.refresh()
        parts.index.refresh()
        self.saved.refresh()
        self._take_up(state)
        for notice in parts.library.notices:
            parts.notices.show_notice(notice)
        parts.intake.catch_up()

    def follow_settings(self, settings: Settings) -> None:
        """Take over the settings that concern behaviour."""
        self.glossary.lookup.hover_cards = settings.hover_cards
        self._parts.marking.copy_style = settings.copy_style
        self._parts.inquiry.set_expanding(settings.expand)
        self._parts.watching.follow(settings.watched)
        self._parts.library_panel.show_watched(self._parts.watching.folder)

    def state(self, before: WindowState) -> WindowState:
        """What is being done now, for the next start."""
        parts = self._parts
        return replace(
            before,
            query=parts.inquiry.query,
            scope_document=parts.inquiry.scope is Scope.DOCUMENT,
            searches=parts.inquiry.recent,
            recent_files=parts.filing.recent,
            bookmarks_here=self.bookmarks.here,
            term=parts.glossary.shown_term() or "",
            sorting=parts.library_panel.sorting().name,
        )

    def _take_up(self, state: WindowState) -> None:
        """Search, term and lists as they were when the window was closed."""
        parts = self._parts
        if state.sorting in Sorting.__members__:
            parts.library_panel.set_sorting(Sorting[state.sorting])
        scope = Scope.DOCUMENT if state.scope_document else Scope.EVERYTHING
        parts.search.scope.set_scope(scope)
        parts.inquiry.set_scope(scope)
        if state.query:
            parts.search.set_query(state.query)
            parts.inquiry.type(state.query)
        if state.term:
            self.glossary.lookup.show_term(state.term)
