# SPDX-License-Identifier: MIT
"""One term's entry: its names, its meaning, where that comes from, and every place where it stands."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from companion.glossary.model import Term
from companion.library.values import TermPlace
from companion.ui.flow_layout import FlowLayout
from companion.ui.panel import SIDE, Panel, chip, label, link, scrolling
from companion.ui.row_list import FittedList
from companion.ui.rows import Row, Shape
from companion.ui.theme import SERIF, Theme
from companion.ui.wording import count, joined, page, spoken_place

_AT_ONCE = 50  # mentions shown before one asks for more
_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
_SPACES = str.maketrans("\n\t\r\u2028\u2029", "     ")


class TermEntry(Panel):
    """The entry, one sheet to scroll.

    Signals:
        back_requested(): the entry or list seen before is wanted.
        term_chosen(str): a related term was chosen.
        category_chosen(str): the terms of this category are wanted.
        mention_opened(TermPlace): the place of a mention is wanted.
        search_requested(str): search for this term.
        edit_requested(Term): the term is to be changed.
        removal_requested(Term): the term is to be taken out of the glossary.
    """

    back_requested = Signal()
    term_chosen = Signal(str)
    category_chosen = Signal(str)
    mention_opened = Signal(object)
    search_requested = Signal(str)
    edit_requested = Signal(object)
    removal_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Entry of the glossary", parent)
        self._term = Term("", "")
        self._places: Sequence[TermPlace] = ()
        self._shown = 0
        self._name = label(name="title")
        self._category = FlowLayout()
        self._names = label(name="meta")
        self._definition = label()
        self._related = FlowLayout(spacing=8)
        self._related_part = _part("Related terms", self._related)
        self._sources = label(name="meta")
        self._sources.setTextInteractionFlags(_SELECTABLE)
        self._sources_part = _part("Sources", self._sources)
        self._caption = label(name="caption")
        self._mentions = FittedList("Mentions", "mention")
        self._more = FlowLayout()
        self._build()
        self._mentions.row_opened.connect(lambda number: self.mention_opened.emit(self._places[number]))
        self._mentions.row_previewed.connect(lambda number: self.mention_opened.emit(self._places[number]))
        self._mentions.back_requested.connect(self.back_requested)
        self._mentions.return_to_text_requested.connect(self.return_to_text_requested)
        self._entrances = (self._mentions, self._back)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours, the name in the glossary's."""
        super().set_theme(theme)
        palette = self._name.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(theme.glossary))
        self._name.setPalette(palette)

    def show_term(self, term: Term, places: Sequence[TermPlace], counts: tuple[int, int]) -> None:
        """Show a term, the places where it stands, and how many mentions there are in how many documents.

        Without places although there are mentions, they are still being gathered: the old ones stay.
        """
        fresh = term.name != self._term.name
        self._term = term
        if fresh or places or not counts[0]:
            self._places = places
        self._name.setText(joined(term.name, ", ".join(term.abbreviations)))
        self._category.replace_all([self._category_chip(term.category)] if term.category else [])
        self._names.setText("Also: " + ", ".join(term.aliases))
        self._names.setVisible(bool(term.aliases))
        self._definition.setText(term.definition)
        self._related.replace_all([link(name, lambda n=name: self.term_chosen.emit(n)) for name in term.related])
        self._related_part.setVisible(bool(term.related))
        self._sources.setText("\n".join(term.sources))
        self._sources_part.setVisible(bool(term.sources))
        mentions, documents = counts
        where = f"{count(mentions, 'mention')} in {count(documents, 'document')}"
        self._caption.setText(where.upper() if mentions else "NOT MENTIONED IN YOUR DOCUMENTS")
        for button in self._steppers:
            button.setEnabled(bool(self._places))
        self._show_mentions(_AT_ONCE if fresh else max(self._shown, _AT_ONCE))
        if fresh:
            self._scroll.verticalScrollBar().setValue(0)

    def step(self, by: int) -> None:
        """Open the next (+1) or previous (-1) mention, around the ends."""
        if not self._places:
            return
        row = self._mentions.current_row()
        before = -1 if by > 0 else 0
        number = ((row.value if row is not None and isinstance(row.value, int) else before) + by) % len(self._places)
        if number >= self._shown:
            self._show_mentions(len(self._places))
        values = [each.value for each in self._mentions.rows()]
        self._mentions.select(values.index(number))
        self.mention_opened.emit(self._places[number])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace:
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(SIDE - 6, 8, SIDE - 6, 2)
        tools.setSpacing(2)
        self._steppers = [
            self.add_tool("chevron-up", "Previous mention", lambda: self.step(-1)),
            self.add_tool("chevron-down", "Next mention", lambda: self.step(1)),
        ]
        self._back = self.add_tool("chevron-left", "Back (Backspace)", self.back_requested.emit)
        tools.addWidget(self._back)
        tools.addStretch(1)
        for button in self._steppers:
            tools.addWidget(button)
        for name, tip, signal in (
            ("search", "Search for it", lambda: self.search_requested.emit(self._term.name)),
            ("edit", "Change this term", lambda: self.edit_requested.emit(self._term)),
            ("trash", "Remove this term", lambda: self.removal_requested.emit(self._term)),
        ):
            tools.addWidget(self.add_tool(name, tip, signal))
        sheet = QWidget()
        layout = QVBoxLayout(sheet)
        layout.setContentsMargins(0, 2, 0, 8)
        layout.setSpacing(8)
        for part in (self._build_card(), self._related_part, self._sources_part, self._caption):
            layout.addLayout(_inset(part))
        layout.addWidget(self._mentions)
        more = QHBoxLayout()
        more.setContentsMargins(SIDE, 0, SIDE, 0)
        more.addLayout(self._more)
        layout.addLayout(more)
        layout.addStretch(1)
        self._scroll = scrolling(sheet)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(tools)
        outer.addWidget(self._scroll, 1)
        self._mentions.keep_visible_in(self._scroll)
        self._themed.append(self._mentions)

    def _build_card(self) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        self._definition.setFont(_reading_font())
        self._definition.setTextInteractionFlags(_SELECTABLE)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(14, 11, 14, 12)
        layout.setSpacing(6)
        layout.addWidget(self._name)
        layout.addLayout(self._category)
        layout.addWidget(self._definition)
        layout.addWidget(self._names)
        return card

    def _category_chip(self, category: str) -> QWidget:
        made = chip(category, tip=f"Show the terms of “{category}”")
        made.clicked.connect(lambda: self.category_chosen.emit(category))
        return made

    def _show_mentions(self, most: int) -> None:
        """The first `most` mentions, document by document, and the way to the others."""
        self._shown = min(most, len(self._places))
        rows: list[Row] = []
        totals = Counter(place.document for place in self._places)
        for number, place in enumerate(self._places[: self._shown]):
            if not rows or place.document != self._places[number - 1].document:
                rows.append(_group_row(place, totals[place.document]))
            rows.append(_mention_row(number, place))
        self._mentions.replace_rows(rows)
        self._mentions.setVisible(bool(rows))
        rest = len(self._places) - self._shown
        everything = link(f"Show {rest:,} more", lambda: self._show_mentions(len(self._places)))
        self._more.replace_all([everything] if rest else [])


def _part(title: str, content: QLabel | FlowLayout) -> QWidget:
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


def _group_row(place: TermPlace, mentions: int) -> Row:
    spoken = f"{place.title}, {count(mentions, 'mention')}"
    return Row(Shape.GROUP, place.title, value=place.document, aside=f"{mentions:,}", spoken=spoken, tip=place.title)


def _mention_row(number: int, place: TermPlace) -> Row:
    sentence = place.sentence.translate(_SPACES)
    section = place.section[-1] if place.section else ""
    return Row(
        Shape.CARD,
        "",
        value=number,
        body=sentence,
        spans=(place.span,),
        lines=3,
        meta=joined(section, page(place.page)),
        spoken=", ".join(part for part in (spoken_place(place.section, place.page), sentence) if part),
        tip=" › ".join((place.title, *place.section)),
    )


def _reading_font() -> QFont:
    font = QFont(SERIF)
    font.setPixelSize(14)
    return font


def _inset(widget: QWidget) -> QHBoxLayout:
    made = QHBoxLayout()
    made.setContentsMargins(SIDE, 0, SIDE, 0)
    made.addWidget(widget)
    return made
