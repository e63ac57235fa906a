# SPDX-License-Identifier: MIT
"""The glossary beside the page: the list of its terms, and one term's entry or form."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from companion.glossary.model import Term
from companion.glossary.network import network
from companion.ui.met_view import MetView
from companion.ui.panel import Panel, scrolling
from companion.ui.scope_box import Scopes
from companion.ui.suggestions_view import SuggestionsView
from companion.ui.term_editor import TermEditor
from companion.ui.term_entry import TermEntry
from companion.ui.term_list import TermList
from companion.ui.term_rows import Listed


class GlossaryPanel(Panel):
    """The `terms` in a list, with `suggestions` and terms `met` beside them, and behind each term its `entry`.

    Signals (those of its parts besides, on the parts):
        term_chosen(str): the entry of this term is wanted; the answer goes to `show_entry`.
        search_requested(str): search for this term.
        term_saved(str | None, Term): the term as it is to be kept; its name until now, None for a new one.
        removal_requested(Term): the term is to be taken out of the glossary.
        merge_requested(Term): another term is to be merged into this one; the answer goes to `begin_merge`.
        merge_saved(Term, Term, Term): a term, the one that goes into it, and what is to become of both.
    """

    term_chosen = Signal(str)
    search_requested = Signal(str)
    term_saved = Signal(object, object)
    removal_requested = Signal(object)
    merge_requested = Signal(object)
    merge_saved = Signal(object, object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Glossary", parent)
        self._listed = Listed()
        self._trail: list[str] = []
        self._merging: tuple[Term, Term] | None = None  # the term that is kept, and the one that goes into it
        self.terms = TermList()
        self.met = MetView()
        self.entry = TermEntry()
        self.suggestions = SuggestionsView()
        self._suggested_tab = self.terms.add_view("Suggested", self.suggestions)
        self._met_tab = self.terms.add_view("Met", self.met)
        self._editor = TermEditor()
        self._form = scrolling(self._editor)
        self._pages = QStackedWidget()
        for page in (self.terms, self.entry, self._form):
            self._pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self._themed += [self.terms, self.entry, self.met, self.suggestions]
        self._connect()
        self._entrances = (self._editor, self.entry, self.terms)

    def show_terms(self, listed: Listed) -> None:
        """Show the terms as they are now."""
        if listed == self._listed:
            return
        before, self._listed = self._listed, listed
        self.terms.show_terms(listed)
        self.entry.show_hushed(listed.hushed)
        if (before.terms, before.here) != (listed.terms, listed.here):
            terms = listed.terms
            self._editor.set_known((term.name for term in terms), {term.category for term in terms if term.category})
            self._show_map()

    def show_entry(self, term: Term, counts: tuple[int, int]) -> None:
        """Show a term; `counts` are its mentions and their documents."""
        if not self._trail or self._trail[-1] != term.name:
            self._trail.append(term.name)
        self.entry.show_term(term, counts)
        self._show_map()
        self.turn_to(self._pages, self.entry)

    def show_list(self) -> None:
        """Go back to the list of terms."""
        self._trail.clear()
        self.turn_to(self._pages, self.terms)

    def shown_term(self) -> str | None:
        """The name of the term whose entry is on screen."""
        return self._trail[-1] if self._pages.currentWidget() is self.entry and self._trail else None

    def begin_term(self, draft: Term) -> None:
        """Open the form for a new term, filled in as far as the draft goes."""
        self._edit(draft, new=True)

    def begin_merge(self, kept: Term, other: Term, draft: Term) -> None:
        """Show the `draft` of what becomes of two terms that mean the same, to be changed before it is kept."""
        self._edit(draft)
        self._merging = kept, other

    def set_scopes(self, scopes: Scopes) -> None:
        """Offer these scopes for a term besides everywhere."""
        scopes = tuple(scopes)
        self._editor.set_scopes(scopes)
        self.suggestions.set_scopes(scopes)

    def show_term_problem(self, sentence: str) -> None:
        """Say why the term could not be kept; the form comes back as it was."""
        self.turn_to(self._pages, self._form)
        self._editor.show_problem(sentence)

    def show_met(self, number: int) -> None:
        """Say how many terms were looked up."""
        self.show_tab(self._met_tab, "Met", number)

    def show_suggested(self, number: int) -> None:
        """Say how much is proposed for the glossary."""
        self.show_tab(self._suggested_tab, "Suggested", number)

    def show_tab(self, number: int, title: str, items: int) -> None:
        """Call a tab of the list by a title and how much is behind it; without anything it is left away."""
        self.terms.tabs.set_title(number, f"{title} {items:,}", shown=bool(items))
        if not items and self.terms.tabs.current() == number:
            self.terms.show_matching("")

    def _connect(self) -> None:
        self.terms.term_chosen.connect(self.term_chosen)
        self.terms.removal_requested.connect(self._on_removal)
        for view in (self.met, self.suggestions):
            view.list.left_upwards.connect(self.terms.tabs.setFocus)
        entry = self.entry
        entry.back_requested.connect(self._on_back)
        entry.meaning.term_chosen.connect(self.term_chosen)
        entry.meaning.category_chosen.connect(self._on_category)
        entry.map.term_chosen.connect(self.term_chosen)
        entry.search_requested.connect(self.search_requested)
        entry.edit_requested.connect(self._edit)
        entry.removal_requested.connect(self.removal_requested)
        entry.add_command("Merge another term into it…", self.merge_requested.emit)
        self._editor.term_saved.connect(self._on_saved)
        self._editor.cancelled.connect(self._close_editor)
        for part in (self.terms, self.entry, self.met.list, self.suggestions.list):
            part.return_to_text_requested.connect(self.return_to_text_requested)

    def _show_map(self) -> None:
        """Show the terms around the one in the entry, sized by the open document."""
        if self._trail:
            here = {name: mentions for name, (mentions, _) in self._listed.here.items()}
            self.entry.map.show_network(network(self._trail[-1], self._listed.terms, here))

    def _on_category(self, category: str) -> None:
        self.show_list()
        self.terms.show_matching(category)

    def _on_removal(self, name: str) -> None:
        term = next((term for term in self._listed.terms if term.name == name), None)
        if term is not None:
            self.removal_requested.emit(term)

    def _on_back(self) -> None:
        """To the entry seen before this one, or to the list."""
        self._trail = self._trail[:-1]
        if self._trail:
            self.term_chosen.emit(self._trail[-1])
        else:
            self.show_list()

    def _edit(self, term: Term, *, new: bool = False) -> None:
        self._merging = None
        self._editor.edit(term, new=new)
        self.turn_to(self._pages, self._form)
        self._editor.setFocus()

    def _on_saved(self, old_name: str | None, term: Term) -> None:
        self._close_editor()
        if self._merging is not None:
            kept, other = self._merging
            self.merge_saved.emit(kept, other, term)
        else:
            self.term_saved.emit(old_name, term)

    def _close_editor(self) -> None:
        self.turn_to(self._pages, self.entry if self._trail else self.terms)
