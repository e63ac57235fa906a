# SPDX-License-Identifier: MIT
"""The panel to search in: a line, where to look, and the passages found, document by document."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from companion.glossary.model import Term
from companion.library.values import SavedSearch
from companion.search.filters import filters_in, without
from companion.search.results import Hit, Results
from companion.ui.empty_state import EmptyState
from companion.ui.flow_layout import FlowLayout
from companion.ui.hit_rows import result_rows
from companion.ui.panel import SIDE, Panel, chip, label, link
from companion.ui.query_line import QueryLine
from companion.ui.row_list import RowList
from companion.ui.scope import Scope
from companion.ui.search_scope import ScopeChips
from companion.ui.wording import count, joined

_EXAMPLES = ("security dilemma", "battle management*", '"strategic stability"')
_LONG = 600  # milliseconds of searching after which the reader is told
_FILTERS = {
    "title": "words of a document’s title",
    "author": "one of the authors",
    "tag": "one of the tags",
    "date": "a year, or 2021..2023",
    "in": "one document",
    "section": "words of a heading",
    "kind": "text, note or term",
}
_INVITATION = "Type words to find every passage that holds them, in any form. For example:"


class SearchPanel(Panel):
    """Search in the open document or in everything.

    Signals:
        query_edited(str): the reader typed; this is the query now.
        query_submitted(str): Enter was pressed on this query.
        hit_previewed(Hit): the arrows moved to a hit.
        hit_opened(Hit): Enter or a click on a hit, or Enter in the line on a query that is answered already.
        definition_opened(str): the definition in the first row was opened; the term's name.
        suggestion_taken(str): the reader took this query: a better spelling, an example, a recent one.
        any_words_requested(str): nothing holds all words of this query; passages with any of them are wanted.
        name_refused(str): this other name of a term is not to be searched for as well.
        names_wanted(): all names of the query's terms are to be searched for again.
        saving_requested(str): this query is to be saved, or where it is saved, to be forgotten.
        export_requested(): the hits are to be written to a file.
        return_requested(): the reader wants back to where the search began.
    """

    query_edited = Signal(str)
    query_submitted = Signal(str)
    hit_previewed = Signal(object)
    hit_opened = Signal(object)
    definition_opened = Signal(str)
    suggestion_taken = Signal(str)
    any_words_requested = Signal(str)
    name_refused = Signal(str)
    names_wanted = Signal()
    saving_requested = Signal(str)
    export_requested = Signal()
    return_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Search", parent)
        self._results = Results("")
        self._submitted = ""
        self._line = QueryLine("Search the library", "Search the library", glass=True)
        self._line.setObjectName("search")
        self._line.setToolTip("Search the library (Ctrl+L)")
        self.scope = ScopeChips(self)
        self._completer = self._line.completion
        self._filter = self.add_tool("filter", "Add a filter", self._show_filter_menu)
        self._export = self.add_tool("download", "Export the hits", self.export_requested.emit)
        self._save = self.add_tool("bookmark", "Save this search", lambda: self.saving_requested.emit(self.query()))
        self._saved: frozenset[str] = frozenset()
        self._filters = FlowLayout()
        self._back = link("Go back", self.return_requested.emit, spoken="Back to where I was before searching")
        self._back.setToolTip("Back to where I was before searching (Ctrl+Shift+B)")
        self._notice = label(name="meta")
        self._status = label(name="meta")
        self._patience = QTimer(self, singleShot=True, interval=_LONG)
        self._patience.timeout.connect(self._say_that_it_takes_long)
        self._names = FlowLayout()
        self._refused: set[str] = set()
        self._steps = FlowLayout(spacing=10)
        self._list = RowList("Passages found", "hit")
        self._empty = EmptyState()
        self._pages = QStackedWidget()
        self._build()
        self._connect()
        self._entrances = (self._line,)
        self.set_return_available(False)
        self.set_saved(())
        self.clear_results()

    def query(self) -> str:
        """The query as it stands in the line."""
        return self._line.text()

    def set_query(self, query: str) -> None:
        """Put a query into the line; nobody is told."""
        self._line.setText(query)
        self._show_filters()

    def set_filter_values(self, values: Mapping[str, Sequence[str]]) -> None:
        """The values of the filters' fields that are worth offering."""
        self._completer.set_values(values)

    def focus_query(self, *, at_end: bool = False) -> None:
        """Give the line the keyboard, with its text selected, or `at_end` of its text."""
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if at_end:
            self._line.end(False)
        else:
            self._line.selectAll()

    def set_document_open(self, is_open: bool) -> None:
        """Say whether there is an open document to search in."""
        self.scope.set_document_open(is_open)

    def set_recent(self, queries: Sequence[str]) -> None:
        """Offer these queries, the latest first, while there is no answer to show."""
        self._empty.show_column("Recent searches", [(query, lambda q=query: self._take(q)) for query in queries])

    def set_saved(self, searches: Sequence[tuple[SavedSearch, int]]) -> None:
        """Offer the saved searches, each with how many passages are new in it, while there is no answer to show."""
        self._saved = frozenset(each.query for each, _ in searches)
        links = [
            (f"{each.query} · {news:,} new" if news else each.query, lambda query=each.query: self._take(query))
            for each, news in searches
        ]
        self._empty.show_column("Saved searches", links)
        self._show_saved()

    def is_saved(self, query: str) -> bool:
        """Whether a query is one of the saved searches."""
        return " ".join(query.split()) in self._saved

    def set_return_available(self, available: bool) -> None:
        """Say whether there is a place to go back to from the search."""
        self._back.setVisible(available)

    def show_searching(self) -> None:
        """A query was asked; the old answer stays until the new one comes."""
        self._set_status("Searching …")
        self._steps.replace_all([])
        self._patience.start()

    def show_results(self, results: Results, definition: Term | None) -> None:
        """Show an answer. Asked again after a change, the same query keeps its current hit."""
        kept = self.current_hit() if results.query == self._results.query else None
        if results.query.strip() != self._results.query.strip():
            self._refused.clear()
        self._results = results
        self._list.set_rows(result_rows(results, definition))
        self.turn_to(self._pages, self._list if self._list.rows() else self._empty)
        self._say(results.notice or "")
        self._show_status()
        if not self._list.rows():
            self._empty.show_sentence("")
        if kept is not None and kept in results.shown:
            self.set_current(results.shown.index(kept))

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong with the query; the old answer stays, pale."""
        self._list.set_dimmed(True)
        self._set_status("")
        self._names.replace_all([])
        self._steps.replace_all([])
        self._say(sentence)

    def clear_results(self) -> None:
        """Show no answer, but what one can do here."""
        self._results = Results("")
        self._submitted = ""
        self._list.set_rows(())
        self._set_status("")
        self._names.replace_all([])
        self._steps.replace_all([])
        self._say("")
        self._empty.show_sentence(_INVITATION, [(query, lambda q=query: self._take(q)) for query in _EXAMPLES])
        self.turn_to(self._pages, self._empty)

    def current_hit(self) -> Hit | None:
        """The hit that the list stands on."""
        row = self._list.current_row()
        return self._results.shown[row.value] if row is not None and isinstance(row.value, int) else None

    def set_current(self, number: int) -> None:
        """Stand on the hit with this number in the results; it is not opened."""
        for position, row in enumerate(self._list.rows()):
            if isinstance(row.value, int) and row.value == number:
                self._list.select(position)

    def step(self, by: int) -> Hit | None:
        """Stand on the next (+1) or previous (-1) hit as listed, around the ends; None where there are none.

        The order is that of the list, which puts hits of one document together. It is not opened.
        """
        rows = self._list.rows()
        hits = [position for position, row in enumerate(rows) if isinstance(row.value, int)]
        if not hits:
            return None
        current = self._list.current_number()
        before = -1 if by > 0 else 0
        self._list.select(hits[((hits.index(current) if current in hits else before) + by) % len(hits)])
        return self.current_hit()

    def _build(self) -> None:
        scope = FlowLayout()
        for button in (*self.scope.buttons, self._back):
            scope.addWidget(button)
        head = QVBoxLayout()
        head.setContentsMargins(SIDE, 10, SIDE, 6)
        head.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self._line, 1)
        line.addWidget(self._filter)
        head.addLayout(line)
        head.addLayout(scope)
        head.addLayout(self._filters)
        head.addWidget(self._notice)
        status = QHBoxLayout()
        status.setSpacing(4)
        status.addWidget(self._status, 1)
        status.addWidget(self.scope.order)
        status.addWidget(self._save)
        status.addWidget(self._export)
        head.addLayout(status)
        head.addLayout(self._names)
        head.addLayout(self._steps)
        self._pages.addWidget(self._list)
        self._pages.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._pages, 1)
        self._themed += [self._line, self._list]

    def _connect(self) -> None:
        self._line.textEdited.connect(self._on_edited)
        self._completer.completed.connect(self._on_edited)
        self._line.submitted.connect(self._on_submitted)
        self._line.left_downwards.connect(self._list.enter)
        self._line.return_to_text_requested.connect(self.return_to_text_requested)
        self._list.row_previewed.connect(self._on_previewed)
        self._list.row_opened.connect(self._on_opened)
        self._list.left_upwards.connect(self.focus_query)
        self._list.return_to_text_requested.connect(self.return_to_text_requested)

    def _show_status(self) -> None:
        results = self._results
        steps = []
        self._names.replace_all(self._name_chips())
        if results.hits:
            self._set_status(self._found())
        else:
            several = len(results.query.split()) > 1
            self._set_status(f"No passage{self._where()} holds {'all these words' if several else 'this word'}.")
            if results.suggestion:
                steps.append(
                    link(f"Did you mean “{results.suggestion}”?", lambda: self._take(results.suggestion or ""))
                )
            if several:
                steps.append(link("Find any of the words", lambda: self.any_words_requested.emit(results.query)))
            if self.scope.scope() is not Scope.EVERYTHING:
                steps.append(link("Search everything", self._search_everything))
        self._steps.replace_all(steps)

    def _name_chips(self) -> list[QWidget]:
        """What was searched for as well, each name with a way to leave it out; the way back where any was."""
        names = dict.fromkeys(name for _, others in self._results.expansions for name in others)
        chips: list[QWidget] = [label("Also searched for", "meta", wrap=False)] if names else []
        for name in names:
            made = chip(f"{name}  ×", tip=f"Search without “{name}”")
            made.setAccessibleName(f"Search without “{name}”")
            made.clicked.connect(lambda _checked, refused=name: self._refuse(refused))
            chips.append(made)
        if self._refused:
            chips.append(link("Search for all names", self._want_names))
        return chips

    def _found(self) -> str:
        """How much was found, and where; an entry is a note or a term of the glossary."""
        results = self._results
        found = count(results.total - results.entries, "passage")
        entries = joined("", count(results.entries, "entry", "entries") if results.entries else "")
        if results.total > len(results.hits) + 1:  # the definition is counted, but no hit
            return joined(found, entries, f"best {len(results.hits):,} shown")
        if self.scope.scope() is not Scope.EVERYTHING:
            return joined(f"{found}{self._where()}", entries)
        documents = count(len({hit.document for hit in results.hits if hit.kind == "text"}), "document")
        return joined(f"{found} in {documents}" if results.total > results.entries else "", entries)

    def _where(self) -> str:
        where = self.scope.scope()
        return "" if where is Scope.EVERYTHING else f" in this {where}"

    def _refuse(self, name: str) -> None:
        self._refused.add(name)
        self.name_refused.emit(name)

    def _want_names(self) -> None:
        self._refused.clear()
        self.names_wanted.emit()

    def _show_saved(self) -> None:
        saved = self.is_saved(self.query())
        text = "Do not keep this search any more" if saved else "Save this search"
        self._save.setVisible(bool(self._results.query))
        self._save.setCheckable(True)
        self._save.setChecked(saved)
        self._save.setToolTip(text)
        self._save.setAccessibleName(text)

    def _show_filters(self) -> None:
        """A chip for each filter in the line, by which it is taken out."""
        chips: list[QWidget] = []
        for each in filters_in(self.query()):
            name = f"{'not ' if each.negative else ''}{each.field}: {each.value}"
            made = chip(f"{name}  ×", tip="Take this filter out")
            made.setAccessibleName(f"Take out the filter {name}")
            made.clicked.connect(lambda _checked, unwanted=each: self._take(without(self.query(), unwanted)))
            chips.append(made)
        self._filters.replace_all(chips)

    def _show_filter_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for field, meaning in _FILTERS.items():
            menu.addAction(f"{field}: {meaning}").triggered.connect(
                lambda _checked, name=field: self._begin_filter(name)
            )
        menu.popup(self._filter.mapToGlobal(self._filter.rect().bottomLeft()))

    def _begin_filter(self, field: str) -> None:
        """Write the beginning of a filter at the end of the line."""
        self.set_query(f"{self.query().rstrip()} {field}:".lstrip())
        self.focus_query(at_end=True)
        self._completer.offer()

    def _on_edited(self, query: str) -> None:
        self._show_filters()
        self.query_edited.emit(query)

    def _on_submitted(self, backwards: bool) -> None:
        """Enter asks; on a query that has its answer it opens hit after hit."""
        self._completer.hide()
        query = self.query()
        if query != self._submitted or not self._results.shown:
            self._submitted = query
            self.query_submitted.emit(query)
        elif (hit := self.step(-1 if backwards else 1)) is not None:
            self.hit_opened.emit(hit)

    def _on_previewed(self, value: object) -> None:
        if isinstance(value, int):
            self.hit_previewed.emit(self._results.shown[value])

    def _on_opened(self, value: object) -> None:
        if isinstance(value, int):
            self.hit_opened.emit(self._results.shown[value])
        elif isinstance(value, Term):
            self.definition_opened.emit(value.name)

    def _take(self, query: str) -> None:
        self.set_query(query)
        self.suggestion_taken.emit(query)

    def _search_everything(self) -> None:
        self.scope.set_scope(Scope.EVERYTHING)
        self.scope.scope_changed.emit(Scope.EVERYTHING)

    def _say_that_it_takes_long(self) -> None:
        older = f" Until then these are the hits of “{self._results.query}”." if self._results.shown else ""
        self._set_status(f"Still searching.{older}")

    def _set_status(self, sentence: str) -> None:
        self._patience.stop()
        self._status.setText(sentence)
        self._status.setVisible(bool(sentence))
        self.scope.order.setVisible(bool(sentence) and len(self._results.shown) > 1)
        self._export.setVisible(bool(sentence) and bool(self._results.shown))
        self._show_saved()

    def _say(self, sentence: str) -> None:
        self._notice.setText(sentence)
        self._notice.setVisible(bool(sentence))
