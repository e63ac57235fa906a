# SPDX-License-Identifier: MIT
"""Connects what searches: the search panel with its inquiry, the find bar, and the A-Z index."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from companion.document.model import Anchor
from companion.search.results import Hit, Occurrence
from companion.ui.find import Find
from companion.ui.parts import Parts
from companion.ui.wiring.teller import Teller
from companion.ui.wording import count

_OCCURRENCES = 500
_EXPORTED = 10_000  # hits


class SearchWiring(QObject):
    """Search, find and index of one window."""

    def __init__(self, parts: Parts, find: Find, teller: Teller, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._find = find
        self._teller = teller
        self._wire_search()
        self._wire_index()
        find.ended.connect(parts.inquiry.paint)
        parts.session.section_shown.connect(lambda _section: (find if find.active else parts.inquiry).paint())

    def search_for(self, query: str) -> None:
        """Search as if the reader had typed the query and pressed Enter."""
        self._parts.search.set_query(query)
        self._parts.dock_area.show_panel("search")
        self._parts.inquiry.submit(query)

    def begin_with_tag(self, tag: str) -> None:
        """Put the tag before what the reader is about to type, so that only its documents are searched."""
        name = tag.replace('"', "")
        query = f'tag:"{name}" ' if " " in name else f"tag:{name} "
        self._parts.dock_area.show_panel("search")
        self._parts.search.set_query(query)
        self._parts.search.focus_query(at_end=True)
        self._parts.inquiry.type(query)

    def export(self, target: Path) -> None:
        """Write the hits to a file; its suffix says in what form."""
        find = self._parts.inquiry.all_hits(_EXPORTED)

        def question() -> int:
            from companion.export.files import write_whole
            from companion.search.hit_tables import written

            results = find()
            write_whole(target, written(results, target.suffix))
            return len(results.shown)

        def on_written(hits: int) -> None:
            self._teller.say(f"Exported {count(hits, 'hit')} to {target.name}.")

        self._parts.jobs.ask("hits export", question, on_written, self._teller.say_error)

    def step_hit(self, by: int) -> None:
        """F3: the next (+1) or previous (-1) place of the find bar while it is open, else of the search."""
        if self._find.active:
            self._find.step(by)
        elif (hit := self._parts.search.step(by)) is not None:
            self._parts.inquiry.open(hit)
        else:
            self._teller.say("Search for something first; F3 then walks through the hits.")

    def _wire_search(self) -> None:
        parts, panel, inquiry = self._parts, self._parts.search, self._parts.inquiry
        panel.query_edited.connect(inquiry.type)
        panel.query_submitted.connect(inquiry.submit)
        panel.suggestion_taken.connect(inquiry.submit)
        panel.any_words_requested.connect(inquiry.submit_any)
        panel.hit_previewed.connect(inquiry.open)
        panel.hit_opened.connect(inquiry.open)
        panel.export_requested.connect(self._choose_file)
        panel.scope.scope_changed.connect(inquiry.set_scope)
        panel.scope.order_changed.connect(inquiry.set_order)
        panel.name_refused.connect(inquiry.leave_out)
        panel.names_wanted.connect(inquiry.take_all_names)
        panel.return_requested.connect(inquiry.go_back)
        inquiry.searching.connect(panel.show_searching)
        inquiry.results_found.connect(panel.show_results)
        inquiry.results_found.connect(lambda *_: panel.set_recent(inquiry.recent))
        inquiry.search_failed.connect(panel.show_problem)
        inquiry.cleared.connect(panel.clear_results)
        inquiry.matches_found.connect(self._on_matches)
        inquiry.hit_chosen.connect(panel.set_current)
        panel.hit_opened.connect(self._on_opened)
        for changed in (parts.edits.bookmarks_changed, parts.edits.terms_changed):
            changed.connect(parts.intake.update_index)  # notes and terms are found too
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

    def _on_matches(self, matches: list[tuple[int, int]], current: int) -> None:
        if not self._find.active:
            self._parts.reader.set_hits(matches, current)

    def _choose_file(self) -> None:
        start, kinds = str(Path.home() / "hits.csv"), "Table (*.csv);;Markdown (*.md)"
        name, _ = QFileDialog.getSaveFileName(self._parts.search, "Export the hits", start, kinds)
        if name:
            self.export(Path(name))

    def _on_opened(self, hit: Hit) -> None:
        if hit.kind == "note":
            self._parts.bookmarks.set_current(hit.entry)
            self._parts.dock_area.raise_panel("bookmarks")

    def _open_occurrence(self, each: Occurrence, *, preview: bool = False) -> None:
        anchor = Anchor(each.document, each.start, each.start + each.length)
        self._parts.session.open(anchor, reason=("index", self._parts.index.prefix()), flash=not preview)
