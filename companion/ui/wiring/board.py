# SPDX-License-Identifier: MIT
"""The wiring board: where what one part of the window says meets what another part does.

Panels never know each other, nor the library. One method connects each.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QGuiApplication

from companion.document.bookmark import Bookmark
from companion.document.model import Anchor, Document
from companion.errors import CompanionError
from companion.glossary.model import Term
from companion.library.values import Health
from companion.search.results import Occurrence
from companion.ui.find import Find
from companion.ui.library_panel import Sorting
from companion.ui.lists import Lists
from companion.ui.lookup import Lookup
from companion.ui.notices import Severity
from companion.ui.parts import Parts
from companion.ui.progress_view import ProgressView
from companion.ui.settings import Settings, WindowState

if TYPE_CHECKING:
    from companion.ui.main_window import MainWindow

_OCCURRENCES = 500


class Wiring(QObject):
    """Connects the parts of one window."""

    def __init__(self, parts: Parts, find: Find, window: "MainWindow") -> None:
        super().__init__(window)
        self._parts = parts
        self._window = window
        self._find = find
        self._bookmarks_here = False
        self._lists = Lists(parts, self)
        self._progress = ProgressView(parts.job_bar, self)
        self._lookup = Lookup(parts.session, parts.jobs, parts.reader, parts.glossary, parts.card)
        self._wire_session()
        self._wire_reader()
        self._wire_search()
        self._wire_index()
        self._wire_glossary()
        self._wire_bookmarks()
        self._wire_shelf()
        self._wire_work()
        for panel in parts.panels:
            panel.return_to_text_requested.connect(parts.reader.setFocus)

    def begin(self, state: WindowState) -> None:
        """Show everything as it is, take up what was being done, and bring the index and the marks up."""
        parts = self._parts
        parts.inquiry.recent = state.searches
        parts.search.set_recent(state.searches)
        parts.filing.recent = state.recent_files
        parts.filing.recent_changed.emit()
        if parts.session.document is not None:
            self._on_document_opened(parts.session.document)
        else:
            self._on_document_closed()
        self._lists.show_shelf()
        self._lists.show_bookmarks()
        self._lookup.show_page_terms(parts.page.terms_on_page)
        self._lookup.refresh()
        if parts.session.place is not None:
            self._lists.follow_place(parts.session.place.start)
        parts.index.refresh()
        self._take_up(state)
        for notice in parts.library.notices:
            parts.notices.show_notice(notice)
        parts.intake.catch_up()

    def follow_settings(self, settings: Settings) -> None:
        """Take over the settings that concern behaviour."""
        self._lookup.hover_cards = settings.hover_cards
        self._parts.marking.copy_style = settings.copy_style

    def state(self, before: WindowState) -> WindowState:
        """What is being done now, for the next start."""
        parts = self._parts
        return replace(
            before,
            query=parts.inquiry.query,
            scope_document=parts.inquiry.this_document,
            searches=parts.inquiry.recent,
            recent_files=parts.filing.recent,
            bookmarks_here=self._bookmarks_here,
            term=parts.glossary.shown_term() or "",
            sorting=parts.library_panel.sorting().name,
        )

    def search_for(self, query: str) -> None:
        """Search as if the reader had typed the query and pressed Enter."""
        self._parts.search.set_query(query)
        self._window.dock_area.show_panel("search")
        self._parts.inquiry.submit(query)

    def show_term(self, name: str) -> None:
        """Show a term's entry in the glossary."""
        self._window.dock_area.raise_panel("glossary")
        self._lookup.show_term(name)

    def step_hit(self, by: int) -> None:
        """F3: the next (+1) or previous (-1) place of the find bar while it is open, else of the search."""
        if self._find.active:
            self._find.step(by)
        elif (hit := self._parts.search.step(by)) is not None:
            self._parts.inquiry.open(hit)
        else:
            self.say("Search for something first; F3 then walks through the hits.")

    def check_library(self) -> None:
        """Check the library's health and tell what was found."""
        library = self._parts.library
        job = self._parts.jobs.start("Checking the library", lambda: library.check(repair=not library.read_only))
        job.succeeded.connect(self._on_checked)
        job.failed.connect(self.say_error)
        self._progress.show(job)

    def say(self, sentence: str) -> None:
        """Tell the reader something that needs no answer."""
        self._parts.notices.show_notice(sentence)

    def say_undoably(self, sentence: str) -> None:
        """Tell the reader what was done, and offer to undo it."""
        self._parts.notices.show_notice(sentence, "Undo", self._parts.edits.stack.undo)

    def say_error(self, error: CompanionError) -> None:
        """Tell the reader what could not be done."""
        self._parts.notices.show_notice(error.message, severity=Severity.ERROR)

    def _take_up(self, state: WindowState) -> None:
        """Search, term and lists as they were when the window was closed."""
        parts = self._parts
        self._bookmarks_here = state.bookmarks_here
        parts.bookmarks.set_scope(state.bookmarks_here)
        if state.sorting in Sorting.__members__:
            parts.library_panel.set_sorting(Sorting[state.sorting])
        parts.search.set_scope(state.scope_document)
        parts.inquiry.set_scope(state.scope_document)
        if state.query:
            parts.search.set_query(state.query)
            parts.inquiry.type(state.query)
        if state.term:
            self._lookup.show_term(state.term)

    def _wire_session(self) -> None:
        parts, session = self._parts, self._parts.session
        session.document_opened.connect(self._on_document_opened)
        session.document_closed.connect(self._on_document_closed)
        session.section_shown.connect(lambda _section: (self._find if self._find.active else parts.inquiry).paint())
        session.place_changed.connect(self._lists.follow_place)
        session.history_changed.connect(self._on_history)
        session.failed.connect(self.say_error)
        parts.page.terms_shown.connect(self._lookup.show_page_terms)
        self._on_history()

    def _wire_reader(self) -> None:
        parts, reader = self._parts, self._parts.reader
        reader.link_activated.connect(self._on_link)
        reader.note_requested.connect(self._on_note)
        reader.mention_hovered.connect(lambda mention, rect: self._lookup.hover(mention.term, rect))
        reader.mention_left.connect(self._lookup.leave)
        reader.mention_activated.connect(lambda term, _start: self.show_term(term))
        reader.card_requested.connect(lambda mention, rect: self._lookup.open_card(mention.term, rect, focus=True))
        reader.page_end_reached.connect(lambda: parts.session.turn_section(1))
        reader.page_start_reached.connect(lambda: parts.session.turn_section(-1))
        reader.zoom_requested.connect(self._window.zoom)
        reader.bookmark_ribbon_clicked.connect(self._on_ribbon)
        reader.selection_changed.connect(self._on_selection)
        parts.card.term_opened.connect(self.show_term)
        parts.card.link_activated.connect(self._on_link)
        self._find.ended.connect(parts.inquiry.paint)

    def _wire_search(self) -> None:
        parts, panel, inquiry = self._parts, self._parts.search, self._parts.inquiry
        panel.query_edited.connect(inquiry.type)
        panel.query_submitted.connect(inquiry.submit)
        panel.suggestion_taken.connect(inquiry.submit)
        panel.any_words_requested.connect(inquiry.submit_any)
        panel.hit_previewed.connect(inquiry.open)
        panel.hit_opened.connect(inquiry.open)
        panel.definition_opened.connect(self.show_term)
        panel.scope_changed.connect(inquiry.set_scope)
        panel.return_requested.connect(inquiry.go_back)
        inquiry.searching.connect(panel.show_searching)
        inquiry.results_found.connect(panel.show_results)
        inquiry.results_found.connect(lambda *_: panel.set_recent(inquiry.recent))
        inquiry.search_failed.connect(panel.show_problem)
        inquiry.cleared.connect(panel.clear_results)
        inquiry.matches_found.connect(self._on_matches)
        inquiry.hit_chosen.connect(panel.set_current)
        inquiry.return_possible.connect(panel.set_return_available)
        inquiry.return_possible.connect(parts.actions["before_search"].setEnabled)
        parts.actions["before_search"].setEnabled(False)

    def _wire_index(self) -> None:
        parts, panel = self._parts, self._parts.index
        index, ask = parts.library.index, parts.jobs.ask
        panel.more_requested.connect(
            lambda prefix, count: ask(
                "words", lambda: index.words(prefix, count), lambda words: panel.show_words(prefix, words)
            )
        )
        panel.word_chosen.connect(
            lambda word: ask(
                "occurrences",
                lambda: index.occurrences(word, _OCCURRENCES),
                lambda found: panel.show_occurrences(word, found),
            )
        )
        panel.occurrence_previewed.connect(lambda each: self._open_occurrence(each, preview=True))
        panel.occurrence_opened.connect(self._open_occurrence)
        panel.search_requested.connect(self.search_for)

    def _wire_glossary(self) -> None:
        parts, panel = self._parts, self._parts.glossary
        panel.term_chosen.connect(self._lookup.show_term)
        panel.mention_opened.connect(
            lambda place: parts.session.open(
                Anchor(place.document, place.start, place.start + place.length), reason=("term", panel.shown_term())
            )
        )
        panel.search_requested.connect(self.search_for)
        panel.add_requested.connect(parts.marking.add_term)
        panel.term_saved.connect(self._on_term_saved)
        panel.removal_requested.connect(self._on_term_removal)
        parts.marking.term_wanted.connect(self.show_term)
        parts.marking.term_drafted.connect(self._on_term_drafted)
        parts.marking.search_wanted.connect(self.search_for)
        parts.edits.terms_changed.connect(self._lookup.refresh)
        parts.edits.terms_changed.connect(parts.intake.refresh_mentions)

    def _wire_bookmarks(self) -> None:
        parts, panel = self._parts, self._parts.bookmarks
        panel.bookmark_previewed.connect(
            lambda bookmark: parts.session.open(bookmark.anchor, reason="bookmarks", flash=False)
        )
        panel.bookmark_opened.connect(lambda bookmark: parts.session.open(bookmark.anchor))
        panel.bookmark_changed.connect(parts.marking.change)
        panel.removal_requested.connect(parts.marking.remove)
        panel.scope_changed.connect(self._on_bookmark_scope)
        panel.export_requested.connect(parts.filing.export_bookmarks)
        parts.edits.bookmarks_changed.connect(self._lists.show_bookmarks)
        parts.marking.bookmark_drafted.connect(self._on_bookmark_drafted)

    def _wire_shelf(self) -> None:
        parts, panel = self._parts, self._parts.library_panel
        panel.document_chosen.connect(parts.session.open_document)
        panel.import_requested.connect(parts.filing.choose_files)
        panel.removal_requested.connect(parts.filing.remove)
        panel.reveal_requested.connect(parts.filing.reveal)
        panel.properties_requested.connect(parts.filing.edit_properties)
        panel.files_dropped.connect(parts.filing.import_paths)
        parts.contents.place_previewed.connect(lambda start: self._go(start, reason="contents"))
        parts.contents.place_chosen.connect(lambda start: self._go(start))
        parts.edits.shelf_changed.connect(self._on_shelf_changed)

    def _wire_work(self) -> None:
        parts = self._parts
        for teller in (parts.marking, parts.filing):
            teller.said.connect(self.say)
            teller.done_undoably.connect(self.say_undoably)
            teller.failed.connect(self.say_error)
        parts.edits.failed.connect(self.say_error)
        parts.intake.failed.connect(self.say_error)
        parts.intake.job_started.connect(self._progress.show)
        parts.intake.index_changed.connect(self._on_index_changed)
        parts.intake.mentions_changed.connect(parts.page.show_mentions)
        parts.intake.mentions_changed.connect(self._lookup.refresh)
        parts.filing.imported.connect(self._on_imported)

    def _on_document_opened(self, document: Document) -> None:
        parts = self._parts
        parts.contents.show_outline(document.outline)
        parts.search.set_document_open(True)
        parts.actions.enable(True, *_NEED_DOCUMENT)
        parts.bookmarks.set_document(document.id)
        parts.library_panel.set_current(document.id)
        self._window.setWindowTitle(document.title)

    def _on_document_closed(self) -> None:
        parts = self._parts
        parts.contents.show_outline(())
        parts.top_bar.show_place("No document is open", ())
        parts.search.set_document_open(False)
        parts.actions.enable(False, *_NEED_DOCUMENT)
        parts.bookmarks.set_document(None)
        parts.library_panel.set_current(None)
        self._window.setWindowTitle("")

    def _on_history(self) -> None:
        parts = self._parts
        parts.actions["back"].setEnabled(parts.session.can_go_back)
        parts.actions["forward"].setEnabled(parts.session.can_go_forward)

    def _on_matches(self, matches: list[tuple[int, int]], current: int) -> None:
        if not self._find.active:
            self._parts.reader.set_hits(matches, current)

    def _on_link(self, target: str) -> None:
        parts = self._parts
        if target.startswith("#"):
            parts.session.follow(target[1:])
            return
        clipboard = QGuiApplication.clipboard()
        parts.notices.show_notice(
            f"This link leads out of the program: {target}", "Copy", lambda: clipboard.setText(target)
        )

    def _on_note(self, name: str, place: QRect) -> None:
        page = self._parts.reader.page
        if page is not None and name in page.notes:
            self._parts.card.show_note(page.notes[name], place)

    def _on_selection(self, start: int, end: int) -> None:
        self._parts.actions.enable(start != end, "copy", "copy_cited", "look_up", "search_selection")

    def _on_ribbon(self, identity: str) -> None:
        self._window.dock_area.show_panel("bookmarks")
        self._parts.bookmarks.set_current(identity)

    def _on_term_saved(self, old_name: str | None, term: Term) -> None:
        try:
            self._parts.edits.save_term(old_name, term)
        except CompanionError as error:
            self._parts.glossary.show_term_problem(error.message)
            return
        self._lookup.show_term(term.name)
        self.say_undoably(f"“{term.name}” is kept in the glossary.")

    def _on_term_removal(self, term: Term) -> None:
        try:
            self._parts.edits.remove_term(term)
        except CompanionError as error:
            self.say_error(error)
            return
        self._parts.glossary.show_list()
        self.say_undoably(f"“{term.name}” was taken out of the glossary.")

    def _on_term_drafted(self, term: Term) -> None:
        self._window.dock_area.show_panel("glossary")
        self._parts.glossary.begin_term(term)

    def _on_bookmark_scope(self, this_document: bool) -> None:
        self._bookmarks_here = this_document

    def _on_bookmark_drafted(self, bookmark: Bookmark) -> None:
        self._window.dock_area.show_panel("bookmarks")
        self._parts.bookmarks.edit(bookmark.id)

    def _on_shelf_changed(self) -> None:
        self._parts.session.reload()
        self._lists.show_shelf()
        self._lists.show_bookmarks()
        self._lookup.refresh()
        self._parts.intake.update_index()

    def _on_index_changed(self) -> None:
        self._parts.inquiry.again()
        self._parts.index.refresh()

    def _on_checked(self, health: Health) -> None:
        found = [*health.repaired, *health.problems] or ["All is well."]
        self.say(f"{health.documents} documents, {health.bookmarks} bookmarks. {' '.join(found)}")

    def _on_imported(self, sentence: str, document: str | None) -> None:
        self._lists.show_shelf()
        self._lookup.refresh()
        if document is None:
            self.say(sentence)
        else:
            self._parts.notices.show_notice(sentence, "Open", lambda: self._parts.session.open_document(document))

    def _open_occurrence(self, each: Occurrence, *, preview: bool = False) -> None:
        anchor = Anchor(each.document, each.start, each.start + each.length)
        self._parts.session.open(anchor, reason=("index", self._parts.index.prefix()), flash=not preview)

    def _go(self, start: int, *, reason: object = None) -> None:
        document = self._parts.session.document
        if document is not None:
            self._parts.session.open(Anchor(document.id, start, start), reason=reason, flash=False)


_NEED_DOCUMENT = (
    "properties", "reveal", "remove_document", "find", "bookmark", "edit_bookmark", "next_section",
    "previous_section", "next_bookmark", "previous_bookmark",
)  # fmt: skip
