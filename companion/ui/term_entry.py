# SPDX-License-Identifier: MIT
"""One term's entry: what it means, where it stands, and what can be done with it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from companion.glossary.model import Term
from companion.library.history import Version
from companion.library.mentions import DocumentSpread
from companion.ui.comparison_view import ComparisonView
from companion.ui.history_view import HistoryView
from companion.ui.map_view import MapView
from companion.ui.mentions_view import MentionsView
from companion.ui.panel import SIDE, Panel, label
from companion.ui.row_list import RowList
from companion.ui.spread_view import SpreadView
from companion.ui.tabs import Tabs
from companion.ui.term_map import TermMap
from companion.ui.term_meaning import TermMeaning
from companion.ui.theme import Theme
from companion.ui.wording import joined


class TermEntry(Panel):
    """The entry, in views that show one thing each.

    Signals (those of its views besides, on the views):
        back_requested(): the entry or list seen before is wanted.
        step_requested(int): the next (+1) or previous (-1) mention is wanted.
        search_requested(str): search for this term.
        hush_requested(str, bool): mark the term in the text no more, or again.
        edit_requested(Term): the term is to be changed.
        removal_requested(Term): the term is to be taken out of the glossary.
    """

    back_requested = Signal()
    step_requested = Signal(int)
    search_requested = Signal(str)
    hush_requested = Signal(str, bool)
    edit_requested = Signal(object)
    removal_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Entry of the glossary", parent)
        self._term = Term("", "")
        self._hushed: frozenset[str] = frozenset()
        self.meaning = TermMeaning()
        self.mentions = MentionsView()
        self.spread = SpreadView()
        self.comparison = ComparisonView()
        self.map = MapView()
        self.history = HistoryView()
        self._name = label(name="title", wrap=False)
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._tabs = Tabs("Views of the entry")
        self._views = QStackedWidget()
        self._menu = QMenu(self)
        self._hush = QAction("I know this: do not mark it", self)
        self._hush.setCheckable(True)
        self._build()
        self._connect()
        self._entrances = (*self._lists(), self._back)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours, the name in the glossary's."""
        super().set_theme(theme)
        palette = self._name.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(theme.glossary))
        self._name.setPalette(palette)

    def show_term(self, term: Term, counts: tuple[int, int]) -> None:
        """Show a term that has so many mentions in so many documents; its places follow in `show_spread`."""
        fresh = term.name != self._term.name
        self._term = term
        self._name.setText(joined(term.name, ", ".join(term.abbreviations)))
        self._name.setToolTip(self._name.text())
        self._hush.setChecked(term.name in self._hushed)
        self.meaning.show_term(term, counts)
        if fresh:
            self.show_spread((), None)
            self.comparison.forget()

    def show_spread(self, spread: Sequence[DocumentSpread], document: str | None, *, fresh: bool = True) -> None:
        """Show where the term stands; `document` is the open one. What is not `fresh` stays unfolded as it is."""
        for button in self._steppers:
            button.setEnabled(any(each.spans for each in spread))
        self.mentions.show_spread(spread, fresh=fresh)
        self.spread.show_spread(spread, document)

    def show_versions(self, versions: Sequence[Version]) -> None:
        """Show what the entry was before each change; without any there is no tab for it."""
        self.history.show_versions(versions)
        self._show_history_tab(len(versions))

    def show_hushed(self, names: frozenset[str]) -> None:
        """Say which terms are not marked in the text."""
        self._hushed = names
        self._hush.setChecked(self._term.name in names)

    def turn_to_view(self, view: QWidget) -> None:
        """Show one of the views."""
        self._tabs.choose(self._views.indexOf(view))
        self.turn_to(self._views, view)

    def add_view(self, title: str, view: QWidget) -> None:
        """Put a view behind a tab of this title."""
        view.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # none makes the panel higher
        self._views.addWidget(view)
        self._tabs.add(title)

    def add_command(self, text: str, act: Callable[[Term], object]) -> None:
        """Put a command on the term into the menu of the entry."""
        self._menu.addAction(text, lambda: act(self._term))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace:
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(SIDE - 6, 8, SIDE - 6, 2)
        head.setSpacing(2)
        self._back = self.add_tool("chevron-left", "Back (Backspace)", self.back_requested.emit)
        self._steppers = [
            self.add_tool("chevron-up", "Previous mention (Shift+F4)", lambda: self.step_requested.emit(-1)),
            self.add_tool("chevron-down", "Next mention (F4)", lambda: self.step_requested.emit(1)),
        ]
        more = self.add_tool("more", "What can be done with this term", lambda: None)
        more.setMenu(self._menu)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        head.addWidget(self._back)
        head.addWidget(self._name, 1)
        for button in (*self._steppers, more):
            head.addWidget(button)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(SIDE - 4, 0, SIDE - 4, 6)
        tabs.addWidget(self._tabs)
        for title, view in (
            ("Meaning", self.meaning),
            ("Mentions", self.mentions),
            ("Spread", self.spread),
            ("Compare", self.comparison),
            ("Map", self.map),
            ("History", self.history),
        ):
            self.add_view(title, view)
        self._show_history_tab(0)
        self.add_command("Search for it", lambda term: self.search_requested.emit(term.name))
        self._menu.addAction(self._hush)
        self._hush.triggered.connect(lambda on: self.hush_requested.emit(self._term.name, on))
        self.add_command("Change this term…", self.edit_requested.emit)
        self.add_command("Remove this term", self.removal_requested.emit)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addLayout(tabs)
        outer.addWidget(self._views, 1)
        self._themed += [self.mentions, self.spread, self.comparison, self.map, self.history]

    def _lists(self) -> tuple[RowList | TermMap, ...]:
        """What takes the keyboard in each view."""
        lists = (view.list for view in (self.mentions, self.spread, self.comparison, self.history))
        return (*lists, self.map.map, self.map.list)

    def _show_history_tab(self, changes: int) -> None:
        number = self._views.indexOf(self.history)
        self._tabs.set_title(number, f"History {changes:,}", shown=bool(changes))
        if not changes and self._views.currentWidget() is self.history:
            self.turn_to_view(self.meaning)

    def _connect(self) -> None:
        self._tabs.chosen.connect(lambda number: self.turn_to(self._views, self._views.widget(number)))
        self.meaning.mentions_requested.connect(lambda: self.turn_to_view(self.mentions))
        self.meaning.edit_requested.connect(lambda: self.edit_requested.emit(self._term))
        self.meaning.search_requested.connect(self.search_requested)
        for each in self._lists():
            each.back_requested.connect(self.back_requested)
            each.return_to_text_requested.connect(self.return_to_text_requested)
