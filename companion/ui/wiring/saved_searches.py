# SPDX-License-Identifier: MIT
"""Connects the saved searches: saving and forgetting one, and how much is new in each."""

from PySide6.QtCore import QObject

from companion.errors import CompanionError, QueryError
from companion.glossary.model import Term
from companion.library.values import SavedSearch
from companion.search.results import Results
from companion.ui.parts import Parts
from companion.ui.wiring.teller import Teller


class SavedSearchWiring(QObject):
    """The saved searches of one window."""

    def __init__(self, parts: Parts, teller: Teller, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._teller = teller
        parts.search.saving_requested.connect(self._on_saving)
        parts.edits.searches_changed.connect(self.refresh)
        parts.intake.index_changed.connect(self.refresh)
        parts.inquiry.results_found.connect(self._on_results)

    def refresh(self) -> None:
        """Show the saved searches, each with the number of passages that came since it was looked at last."""
        library = self._parts.library

        def look() -> list[tuple[SavedSearch, int]]:
            return [(each, self._news(each)) for each in library.searches.all()]

        self._parts.jobs.ask("saved searches", look, self._parts.search.set_saved)

    def _news(self, search: SavedSearch) -> int:
        try:
            return self._parts.library.index.count_since(search.query, search.seen)
        except QueryError:
            return 0

    def _on_saving(self, query: str) -> None:
        """Save the query, or forget it where it is saved already."""
        edits, searches = self._parts.edits, self._parts.library.searches
        try:
            saved = next((each for each in searches.all() if each.query == " ".join(query.split())), None)
            if saved is None:
                edits.save_search(query, self._parts.inquiry.results.newest)
                self._teller.say_undoably("The search is saved. It stands in the empty search panel.")
            else:
                edits.forget_search(saved.id)
                self._teller.say_undoably("The search is not saved any more.")
        except CompanionError as error:
            self._teller.say_error(error)

    def _on_results(self, results: Results, _definition: Term | None) -> None:
        """What is shown is not new any more."""
        library = self._parts.library
        if library.read_only or not self._parts.search.is_saved(results.query):
            return
        library.searches.look_at(results.query, results.newest)
        self.refresh()
