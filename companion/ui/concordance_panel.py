# SPDX-License-Identifier: MIT
"""The concordance: every place of a word or phrase in a line of its own, and how they are spread over the documents."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from companion.search.kwic import Concordance, Sorting
from companion.ui.bar_codes import BarCodes
from companion.ui.empty_state import EmptyState
from companion.ui.flow_layout import FlowLayout
from companion.ui.kwic_view import KwicView
from companion.ui.panel import SIDE, LineField, Panel, chip, label
from companion.ui.wording import count

_PAUSE = 250  # milliseconds without a key before the lines are asked for
_INVITATION = (
    "Type a word or a “phrase” to see every place where it stands, line under line. "
    "Select words in the text and press Ctrl+Shift+K for theirs."
)
_SORTINGS = {
    Sorting.DOCUMENT: ("As read", "Document by document, in the order of the text (D)"),
    Sorting.L3: ("3 left", "Sorted by the third word to the left"),
    Sorting.L2: ("2 left", "Sorted by the second word to the left"),
    Sorting.L1: ("1 left", "Sorted by the word to the left"),
    Sorting.HIT: ("Hit", "Sorted by the hit itself"),
    Sorting.R1: ("1 right", "Sorted by the word to the right"),
    Sorting.R2: ("2 right", "Sorted by the second word to the right"),
    Sorting.R3: ("3 right", "Sorted by the third word to the right"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to stand in the lines: those of a query, in an order, of the open document alone or of all."""

    query: str
    sorting: Sorting = Sorting.DOCUMENT
    here: bool = False


class ConcordancePanel(Panel):
    """Lines, or bar codes, below a line for the query.

    Signals:
        lines_requested(Wanted, int first): the lines from this number on are wanted; the answer goes to
            `show_concordance` or `show_problem`.
        line_previewed(KwicLine): the arrows moved to a line.
        line_opened(KwicLine): Enter or a click on a line.
        hit_chosen(Wanted, str document, int number, bool opened): a bar of the document was walked to, or opened.
        export_requested(Wanted): all lines are to be written to a file.
    """

    lines_requested = Signal(object, int)
    line_previewed = Signal(object)
    line_opened = Signal(object)
    hit_chosen = Signal(object, str, int, bool)
    export_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Concordance", parent)
        self._found = Concordance("")
        self._shown = 0
        self._line = LineField("Word or phrase", "Word or “phrase”", glass=True)
        self._here = chip("This document", checkable=True, tip="Only the lines of the open document")
        self._everything = chip("Everything", checkable=True, tip="The lines of all documents")
        self._everything.setChecked(True)
        self._scope, self._kinds, self._orders = QButtonGroup(self), QButtonGroup(self), QButtonGroup(self)
        self._chips: dict[Sorting, QPushButton] = {}
        self._as_lines = _tab("Lines", "Every place in a line of its own")
        self._as_bars = _tab("Distribution", "Where the places lie in each document")
        self._sort_chips = FlowLayout()
        self._status = label(name="meta", wrap=False)
        self._lines = KwicView()
        self._bars = BarCodes()
        self._empty = EmptyState()
        self._pages = QStackedWidget()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self.setMinimumSize(520, 150)
        self._build()
        self._connect()
        self._entrances = (self._lines, self._bars, self._line)
        self._show_found()

    def sizeHint(self) -> QSize:
        return QSize(800, 300)

    def wanted(self) -> Wanted:
        """What the reader has asked for."""
        sorting = next(sorting for sorting, button in self._chips.items() if button.isChecked())
        return Wanted(self._line.text().strip(), sorting, self._here.isChecked())

    def look_for(self, query: str) -> None:
        """Ask for the lines of a query as if the reader had typed it."""
        self._line.setText(query)
        self.ask()

    def focus_query(self) -> None:
        """Give the line of the query the keyboard, with its text selected."""
        self._line.setFocus()
        self._line.selectAll()

    def set_document_open(self, is_open: bool) -> None:
        """Say whether there is an open document to look in."""
        self._here.setEnabled(is_open)

    def ask(self) -> None:
        """Ask for the lines anew, because something of what is wanted or the index changed."""
        self._pause.stop()
        if self._line.text().strip():
            self._status.setText("Searching …")
            self.lines_requested.emit(self.wanted(), 0)
        else:
            self.show_concordance(Concordance(""))

    def show_concordance(self, found: Concordance) -> None:
        """Show an answer, or the next lines of the one that is shown."""
        if found.first and found.query == self._found.query:
            self._lines.add_values(found.lines)
            self._shown += len(found.lines)
        else:
            self._found, self._shown = found, len(found.lines)
            self._lines.set_total(found.total)
            wanted = self.wanted()
            self._lines.set_sorting(wanted.sorting, titles=not wanted.here and len(found.spreads) > 1)
            self._lines.set_values(found.lines)
            self._bars.set_values(found.spreads)
        self._lines.set_more(bool(found.lines) and self._shown < found.total)
        self._show_found()

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong with the query; the old lines stay."""
        self._status.setText(sentence)

    def _build(self) -> None:
        for group, buttons in (
            (self._scope, (self._here, self._everything)),
            (self._kinds, (self._as_lines, self._as_bars)),
        ):
            for button in buttons:
                group.addButton(button)
        self._as_lines.setChecked(True)
        for sorting, (text, tip) in _SORTINGS.items():
            button = chip(text, checkable=True, tip=tip)
            self._chips[sorting] = button
            button.setChecked(sorting is Sorting.DOCUMENT)
            self._orders.addButton(button)
            self._sort_chips.addWidget(button)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._line, 1)
        for button in (self._here, self._everything):
            head.addWidget(button)
        head.addSpacing(8)
        for button in (self._as_lines, self._as_bars):
            head.addWidget(button)
        head.addWidget(self.add_tool("download", "Export the lines", lambda: self.export_requested.emit(self.wanted())))
        foot.addLayout(self._sort_chips, 1)
        foot.addWidget(self._status)
        for page in (self._lines, self._bars, self._empty):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 4)
        layout.setSpacing(6)
        for part in (head, foot):
            part.setContentsMargins(SIDE, 0, SIDE, 0)
            layout.addLayout(part)
        layout.addWidget(self._pages, 1)
        self._themed += [self._line, self._lines, self._bars]

    def _connect(self) -> None:
        self._line.textEdited.connect(lambda _text: self._pause.start())
        self._pause.timeout.connect(self.ask)
        self._line.returnPressed.connect(self._on_return)
        self._line.left_downwards.connect(self._enter)
        self._scope.buttonClicked.connect(lambda _button: self.ask())
        self._orders.buttonClicked.connect(lambda _button: self.ask())
        self._kinds.buttonClicked.connect(lambda _button: self._show_found())
        self._lines.sorting_chosen.connect(self._on_sorting)
        self._lines.value_previewed.connect(self.line_previewed)
        self._lines.value_opened.connect(self.line_opened)
        self._lines.more_requested.connect(lambda: self.lines_requested.emit(self.wanted(), self._shown))
        self._bars.hit_previewed.connect(lambda *hit: self.hit_chosen.emit(self.wanted(), *hit, False))
        self._bars.hit_opened.connect(lambda *hit: self.hit_chosen.emit(self.wanted(), *hit, True))
        for view in (self._lines, self._bars):
            view.left_upwards.connect(self.focus_query)
        for part in (self._line, self._lines, self._bars):
            part.return_to_text_requested.connect(self.return_to_text_requested)

    def _show_found(self) -> None:
        """The page that goes with what was found, and how much that is."""
        found = self._found
        as_bars = self._as_bars.isChecked()
        for button in self._chips.values():
            button.setVisible(not as_bars)
        page = self._empty if not found.total else self._bars if as_bars else self._lines
        if not found.query:
            self._empty.show_sentence(_INVITATION)
        elif not found.total:
            where = "this document" if self._here.isChecked() else "the library"
            self._empty.show_sentence(found.notice or f"“{found.query}” stands nowhere in {where}.")
        self._status.setText(self._counted() if found.total else "")
        self.turn_to(self._pages, page)

    def _counted(self) -> str:
        found = self._found
        places = count(found.total, "place")
        if self._as_lines.isChecked() and self._shown < found.total:
            places = f"first {self._shown:,} of {places}"
        return f"{places} in {count(len(found.spreads), 'document')}"

    def _enter(self) -> None:
        (self._bars if self._as_bars.isChecked() else self._lines).enter()

    def _on_return(self) -> None:
        """Enter asks; on a query that has its answer it goes to the lines."""
        if self._line.text().strip() == self._found.query and self._found.total:
            self._enter()
        else:
            self.ask()

    def _on_sorting(self, sorting: Sorting) -> None:
        if not self._chips[sorting].isChecked():
            self._chips[sorting].setChecked(True)
            self.ask()


def _tab(text: str, tip: str) -> QPushButton:
    made = QPushButton(text)
    made.setObjectName("tab")
    made.setCheckable(True)
    made.setToolTip(tip)
    return made
