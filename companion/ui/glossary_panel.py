# SPDX-License-Identifier: MIT
"""The glossary beside the page: the terms on it, all others, and one term's entry or form."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from companion.glossary.model import Term
from companion.ui.empty_state import EmptyState
from companion.ui.panel import SIDE, LineField, Panel, label, scrolling
from companion.ui.row_list import RowList
from companion.ui.rows import Row, Shape
from companion.ui.term_editor import TermEditor
from companion.ui.term_entry import TermEntry
from companion.ui.wording import count, joined


class GlossaryPanel(Panel):
    """The terms in two groups, and behind each its entry, `entry`, with everything that is known of it.

    Signals:
        term_chosen(str): the entry of this term is wanted; the answer goes to `show_entry`.
        search_requested(str): search for this term.
        add_requested(): a new term is to be written; the answer goes to `begin_term`.
        term_saved(str | None, Term): the term as it is to be kept; its name until now, None for a new one.
        removal_requested(Term): the term is to be taken out of the glossary.
    """

    term_chosen = Signal(str)
    search_requested = Signal(str)
    add_requested = Signal()
    term_saved = Signal(object, object)
    removal_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Glossary", parent)
        self._on_page: tuple[str, ...] = ()
        self._terms: tuple[Term, ...] = ()
        self._counts: Mapping[str, tuple[int, int]] = {}
        self._trail: list[str] = []
        self._hushed: frozenset[str] = frozenset()
        self._line = LineField("Filter the terms", "Filter the terms")
        self._status = label(name="meta")
        self._list = RowList("Terms", "term")
        self._empty = EmptyState()
        self.entry = TermEntry()
        self._editor = TermEditor()
        self._form = scrolling(self._editor)
        self._listing = QWidget()
        self._lists = QStackedWidget()
        self._pages = QStackedWidget()
        self._build()
        self._connect()
        self._entrances = (self._editor, self.entry, self._line)
        self._show_rows()

    def show_terms(self, on_page: Sequence[Term], terms: Sequence[Term], counts: Mapping[str, tuple[int, int]]) -> None:
        """Show the terms on the page and all terms; `counts` has their mentions and documents by name."""
        names = tuple(term.name for term in on_page)
        if (names, tuple(terms), counts) == (self._on_page, self._terms, self._counts):
            return
        self._on_page, self._terms, self._counts = names, tuple(terms), counts
        self._editor.set_known((term.name for term in terms), {term.category for term in terms if term.category})
        self._show_rows()

    def show_entry(self, term: Term, counts: tuple[int, int]) -> None:
        """Show a term; `counts` are its mentions and their documents."""
        if not self._trail or self._trail[-1] != term.name:
            self._trail.append(term.name)
        self.entry.show_term(term, counts)
        self.turn_to(self._pages, self.entry)

    def show_hushed(self, names: frozenset[str]) -> None:
        """Say which terms the reader knows: they are not marked in the text."""
        self._hushed = names
        self.entry.show_hushed(names)
        self._show_rows()

    def show_list(self) -> None:
        """Go back to the list of terms."""
        self._trail.clear()
        self.turn_to(self._pages, self._listing)

    def shown_term(self) -> str | None:
        """The name of the term whose entry is on screen."""
        return self._trail[-1] if self._pages.currentWidget() is self.entry and self._trail else None

    def begin_term(self, draft: Term) -> None:
        """Open the form for a new term, filled in as far as the draft goes."""
        self._edit(draft, new=True)

    def show_term_problem(self, sentence: str) -> None:
        """Say why the term could not be kept; the form comes back as it was."""
        self.turn_to(self._pages, self._form)
        self._editor.show_problem(sentence)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._line, 1)
        head.addWidget(self.add_tool("plus", "Add a term (Ctrl+Shift+G)", self.add_requested.emit))
        layout = QVBoxLayout(self._listing)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(6)
        top = QVBoxLayout()
        top.setContentsMargins(SIDE, 0, SIDE - 6, 0)
        top.setSpacing(6)
        top.addLayout(head)
        top.addWidget(self._status)
        layout.addLayout(top)
        self._lists.addWidget(self._list)
        self._lists.addWidget(self._empty)
        layout.addWidget(self._lists, 1)
        for page in (self._listing, self.entry, self._form):
            self._pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self._themed += [self._line, self._list, self.entry]

    def _connect(self) -> None:
        self._line.textEdited.connect(lambda _text: self._show_rows())
        self._line.left_downwards.connect(self._list.enter)
        self._line.returnPressed.connect(self._list.enter)
        self._list.row_opened.connect(lambda name: self.term_chosen.emit(name))
        self._list.removal_requested.connect(self._on_removal)
        self._list.left_upwards.connect(self._line.setFocus)
        self.entry.back_requested.connect(self._on_back)
        self.entry.meaning.term_chosen.connect(self.term_chosen)
        self.entry.meaning.category_chosen.connect(self._on_category)
        self.entry.search_requested.connect(self.search_requested)
        self.entry.edit_requested.connect(self._edit)
        self.entry.removal_requested.connect(self.removal_requested)
        self._editor.term_saved.connect(self._on_saved)
        self._editor.cancelled.connect(self._close_editor)
        for part in (self._line, self._list, self.entry):
            part.return_to_text_requested.connect(self.return_to_text_requested)

    def _show_rows(self) -> None:
        wanted = self._line.text().strip().casefold()
        by_name = {term.name: term for term in self._terms}
        found = sorted((t for t in self._terms if _matches(t, wanted)), key=lambda term: term.name.casefold())
        here = [by_name[name] for name in self._on_page if name in by_name and _matches(by_name[name], wanted)]
        rows = self._group("On this page", here) + self._group("All terms", found)
        self._list.replace_rows(rows)
        self.turn_to(self._lists, self._list if found else self._empty)
        total = count(len(self._terms), "term")
        self._line.setPlaceholderText(f"Filter {total}" if self._terms else "Filter the terms")
        self._status.setText(f"{len(found):,} of {total}")
        self._status.setVisible(bool(wanted))
        add = ("Add a term", self.add_requested.emit)
        if self._terms:
            self._empty.show_sentence("No term is called so.", [("Show all terms", self._clear_filter), add])
        else:
            self._empty.show_sentence("The glossary is empty. Select a word in the text and add it.", [add])

    def _group(self, title: str, terms: Sequence[Term]) -> list[Row]:
        if not terms:
            return []
        head = Row(Shape.GROUP, title, value=title, aside=f"{len(terms):,}", spoken=f"{title}, {len(terms)} terms")
        return [head, *(_term_row(term, self._counts.get(term.name, (0, 0))) for term in terms)]

    def _clear_filter(self) -> None:
        self._line.clear()
        self._show_rows()

    def _on_category(self, category: str) -> None:
        self.show_list()
        self._line.setText(category)
        self._show_rows()

    def _on_removal(self, name: str) -> None:
        term = next((term for term in self._terms if term.name == name), None)
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
        self._editor.edit(term, new=new)
        self.turn_to(self._pages, self._form)
        self._editor.setFocus()

    def _on_saved(self, old_name: str | None, term: Term) -> None:
        self._close_editor()
        self.term_saved.emit(old_name, term)

    def _close_editor(self) -> None:
        self.turn_to(self._pages, self.entry if self._trail else self._listing)


def _matches(term: Term, wanted: str) -> bool:
    return not wanted or any(wanted in name.casefold() for name in (*term.names, term.category))


def _term_row(term: Term, counts: tuple[int, int]) -> Row:
    mentions, documents = counts
    said = f"{count(mentions, 'mention')} in {count(documents, 'document')}" if mentions else "not mentioned"
    return Row(
        Shape.ENTRY,
        term.name,
        value=term.name,
        aside=f"{mentions:,}" if mentions else "",
        meta=joined(term.category, ", ".join(term.abbreviations[:3])),
        spoken=", ".join(part for part in (term.name, term.category, said) if part),
        tip=said.capitalize(),
    )
