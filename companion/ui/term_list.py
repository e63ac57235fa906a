# SPDX-License-Identifier: MIT
"""The list of the glossary: the terms of the page, of the document or all, to filter and sort; and other views."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from companion.ui.empty_state import EmptyState
from companion.ui.panel import SIDE, LineField, Panel
from companion.ui.row_list import RowList
from companion.ui.tabs import Tabs
from companion.ui.term_rows import Listed, Scope
from companion.ui.wording import count

_SCOPES = tuple(Scope)


class TermList(Panel):
    """A tab for each scope, and further ones for other views on the glossary.

    Signals:
        term_chosen(str): the entry of this term is wanted.
        add_requested(): a new term is to be written.
        removal_requested(str): Delete on a term.
        hush_requested(str, bool): mark the term in the text no more, or again.
    """

    term_chosen = Signal(str)
    add_requested = Signal()
    removal_requested = Signal(str)
    hush_requested = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Terms", parent)
        self._listed = Listed()
        self._by_count = False
        self.line = LineField("Filter the terms", "Filter the terms")
        self.tabs = Tabs("Which terms")
        self.list = RowList("Terms", "term")
        self._empty = EmptyState()
        self._views = QStackedWidget()
        self._others: dict[int, QWidget] = {}
        self._build()
        self._connect()
        self._entrances = (self.line,)
        self.show_terms(Listed())

    def show_terms(self, listed: Listed) -> None:
        """Show the terms as they are now."""
        before, self._listed = self._listed, listed
        for number, scope in enumerate(_SCOPES):
            terms = len(listed.within(scope))
            title = f"{scope.value} {terms:,}" if terms else scope.value
            self.tabs.set_title(number, title, shown=scope is not Scope.KNOWN or bool(listed.hushed))
        if self.scope is Scope.KNOWN and not listed.hushed:
            self.turn_to_tab(_SCOPES.index(Scope.ALL))
        if self.scope is Scope.PAGE or replace(before, on_page=listed.on_page) != listed:
            self._show_rows()  # to scroll changes only the terms of the page

    @property
    def scope(self) -> Scope | None:
        """The scope that is shown; None while another view is."""
        number = self.tabs.current()
        return _SCOPES[number] if number < len(_SCOPES) else None

    def add_view(self, title: str, view: QWidget) -> int:
        """Put a view behind a further tab, which is left away until it is given its title."""
        number = self.tabs.add(title)
        self.tabs.set_title(number, title, shown=False)
        self._others[number] = view
        view.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # none makes the panel higher
        self._views.addWidget(view)
        return number

    def turn_to_tab(self, number: int) -> None:
        """Show what is behind a tab."""
        self.tabs.choose(number)
        self._show_rows()

    def show_matching(self, wanted: str) -> None:
        """Show the terms of the whole glossary that a filter leaves."""
        self.line.setText(wanted)
        self.turn_to_tab(_SCOPES.index(Scope.ALL))

    def _build(self) -> None:
        self._sort = self.add_tool("list", "Sort by count", self._on_sort)
        self._sort.setCheckable(True)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.line, 1)
        head.addWidget(self._sort)
        head.addWidget(self.add_tool("plus", "Add a term (Ctrl+Shift+G)", self.add_requested.emit))
        for scope in _SCOPES:
            self.tabs.add(scope.value)
        top = QVBoxLayout()
        top.setContentsMargins(SIDE, 0, SIDE - 6, 0)
        top.setSpacing(6)
        top.addLayout(head)
        top.addWidget(self.tabs)
        self._views.addWidget(self.list)
        self._views.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addWidget(self._views, 1)
        self._themed += [self.line, self.list]

    def _connect(self) -> None:
        self.line.textEdited.connect(lambda _text: self._show_rows())
        self.line.left_downwards.connect(self._enter)
        self.line.returnPressed.connect(self._enter)
        self.line.return_to_text_requested.connect(self.return_to_text_requested)
        self.tabs.chosen.connect(lambda _number: self._show_rows())
        self.list.row_opened.connect(lambda name: self.term_chosen.emit(name))
        self.list.removal_requested.connect(self._on_removal)
        self.list.left_upwards.connect(self.line.setFocus)
        self.list.return_to_text_requested.connect(self.return_to_text_requested)

    def _enter(self) -> None:
        """Hand the keyboard to what is listed."""
        if self._views.currentWidget() is not self._empty:
            self._views.currentWidget().setFocus()

    def _show_rows(self) -> None:
        scope, wanted = self.scope, self.line.text().strip().casefold()
        for widget in (self.line, self._sort):
            widget.setEnabled(scope is not None)
        if scope is None:
            self.turn_to(self._views, self._others[self.tabs.current()])
            return
        rows = self._listed.rows(scope, wanted, by_count=self._by_count)
        self.list.replace_rows(rows)
        self.turn_to(self._views, self.list if rows else self._empty)
        self.line.setPlaceholderText(f"Filter {count(len(self._listed.within(scope)), 'term')}")
        if not rows:
            self._say_empty(scope, wanted)

    def _say_empty(self, scope: Scope, wanted: str) -> None:
        add = ("Add a term", self.add_requested.emit)
        everything = ("Show all terms", lambda: self.show_matching(""))
        elsewhere = len(self._listed.within(Scope.ALL, wanted)) if wanted else 0
        if elsewhere:
            links = [(f"Look at {count(elsewhere, 'other')}", lambda: self.show_matching(self.line.text())), add]
            self._empty.show_sentence("No term here is called so.", links)
        elif wanted:
            self._empty.show_sentence("No term is called so.", [everything, add])
        else:
            self._empty.show_sentence(scope.sentence, [everything, add] if self._listed.terms else [add])

    def _on_sort(self) -> None:
        self._by_count = self._sort.isChecked()
        self._sort.setToolTip("Sort by name" if self._by_count else "Sort by count")
        self._show_rows()

    def _on_removal(self, name: str) -> None:
        if self.scope is Scope.KNOWN:
            self.hush_requested.emit(name, False)
        else:
            self.removal_requested.emit(name)
