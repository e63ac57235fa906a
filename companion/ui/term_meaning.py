# SPDX-License-Identifier: MIT
"""What a term means: its category, definition and names, its relatives, and where that comes from."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from companion.glossary.model import Term
from companion.ui.flow_layout import FlowLayout
from companion.ui.panel import SIDE, chip, label, link, scrolling
from companion.ui.theme import SERIF
from companion.ui.wording import count

_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class TermMeaning(QWidget):
    """One sheet to scroll.

    Signals:
        term_chosen(str): a related term was chosen.
        category_chosen(str): the terms of this category are wanted.
        mentions_requested(): the places where the term stands are wanted.
        search_requested(str): search for this term.
        edit_requested(): the term is to be changed.
    """

    term_chosen = Signal(str)
    category_chosen = Signal(str)
    mentions_requested = Signal()
    search_requested = Signal(str)
    edit_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._term = Term("", "")
        self._category = FlowLayout()
        self._names = label(name="meta")
        self._definition = label()
        self._ways = FlowLayout(spacing=12)
        self._related = FlowLayout(spacing=8)
        self._related_part = part("Related terms", self._related)
        self._sources = label(name="meta")
        self._sources.setTextInteractionFlags(_SELECTABLE)
        self._sources_part = part("Sources", self._sources)
        sheet = QWidget()
        layout = QVBoxLayout(sheet)
        layout.setContentsMargins(0, 2, 0, 8)
        layout.setSpacing(8)
        layout.addLayout(_inset(self._build_card()))
        ways = QHBoxLayout()
        ways.setContentsMargins(SIDE, 0, SIDE, 0)
        ways.addLayout(self._ways)
        layout.addLayout(ways)
        for each in (self._related_part, self._sources_part):
            layout.addLayout(_inset(each))
        layout.addStretch(1)
        self._scroll = scrolling(sheet)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    def show_term(self, term: Term, counts: tuple[int, int]) -> None:
        """Show a term that has so many mentions in so many documents."""
        fresh = term.name != self._term.name
        self._term = term
        self._category.replace_all([self._category_chip(term.category)] if term.category else [])
        names = f"Also: {', '.join(term.aliases)}" if term.aliases else ""
        where = term.scope.partition(":")[0]
        scope = f"Counts in one {where} only" if where else ""
        self._names.setText("\n".join(line for line in (names, scope) if line))
        self._names.setVisible(bool(names or scope))
        self._definition.setText(term.definition or "Nobody has written a definition yet.")
        self._related.replace_all([link(name, lambda n=name: self.term_chosen.emit(n)) for name in term.related])
        self._related_part.setVisible(bool(term.related))
        self._sources.setText("\n".join(term.sources))
        self._sources_part.setVisible(bool(term.sources))
        self._show_ways(*counts)
        if fresh:
            self._scroll.verticalScrollBar().setValue(0)

    def _show_ways(self, mentions: int, documents: int) -> None:
        """Where one can go from here."""
        where = f"{count(mentions, 'mention')} in {count(documents, 'document')}"
        search = link("Search for it", lambda: self.search_requested.emit(self._term.name))
        there = link(where, self.mentions_requested.emit) if mentions else label("Not mentioned", "meta", wrap=False)
        write = [] if self._term.definition else [link("Write a definition", self.edit_requested.emit)]
        self._ways.replace_all([there, search, *write])

    def _build_card(self) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        font = QFont(SERIF)
        font.setPixelSize(14)
        self._definition.setFont(font)
        self._definition.setTextInteractionFlags(_SELECTABLE)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(14, 11, 14, 12)
        layout.setSpacing(6)
        layout.addLayout(self._category)
        layout.addWidget(self._definition)
        layout.addWidget(self._names)
        return card

    def _category_chip(self, category: str) -> QWidget:
        made = chip(category, tip=f"Show the terms of “{category}”")
        made.clicked.connect(lambda: self.category_chosen.emit(category))
        return made


def part(title: str, content: QLabel | FlowLayout) -> QWidget:
    """A small heading with its content below."""
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(2, 2, 0, 0)
    layout.setSpacing(3)
    layout.addWidget(label(title.upper(), "caption"))
    if isinstance(content, QLabel):
        layout.addWidget(content)
    else:
        layout.addLayout(content)
    return made


def _inset(widget: QWidget) -> QHBoxLayout:
    made = QHBoxLayout()
    made.setContentsMargins(SIDE, 0, SIDE, 0)
    made.addWidget(widget)
    return made
