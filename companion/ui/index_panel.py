# SPDX-License-Identifier: MIT
"""The A-Z index: every word of the library, and the lines in which a word stands."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from companion.search.results import IndexWord, Occurrence, PhraseCount
from companion.ui.context_rows import Order, context_rows
from companion.ui.empty_state import EmptyState
from companion.ui.flow_layout import FlowLayout
from companion.ui.letter_strip import LetterStrip
from companion.ui.panel import SIDE, LineField, Panel, chip, label
from companion.ui.row_list import RowList
from companion.ui.rows import Row, Shape
from companion.ui.wording import count

_AT_ONCE = 200  # words asked for at a time


class IndexPanel(Panel):
    """The words of the library with their counts; a word leads to its lines of context, and back.

    Signals:
        more_requested(str prefix, int count): the first `count` words that begin with `prefix` are wanted;
            the answer goes to `show_words`.
        word_chosen(str): the lines of this word are wanted; the answer goes to `show_occurrences`.
        occurrence_previewed(Occurrence): the arrows moved to a line.
        occurrence_opened(Occurrence): Enter or a click on a line.
        search_requested(str): search for this word.
        concordance_requested(str): the concordance of this word or phrase is wanted.
        phrases_requested(): the phrases are wanted; the answer goes to `show_phrases`.
    """

    more_requested = Signal(str, int)
    word_chosen = Signal(str)
    occurrence_previewed = Signal(object)
    occurrence_opened = Signal(object)
    search_requested = Signal(str)
    concordance_requested = Signal(str)
    phrases_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("A–Z Index", parent)
        self._prefix = ""
        self._word = ""
        self._occurrences: Sequence[Occurrence] = ()
        self._line = LineField("Words that begin with", "Words that begin with …")
        self._letters = LetterStrip()
        self._words = RowList("Words of the library", "word")
        self._phrases = RowList("Phrases of the library", "phrase")
        self._known_phrases: Sequence[PhraseCount] | None = None
        self._as_words = chip("Words", checkable=True, tip="Every word, from A to Z")
        self._as_phrases = chip(
            "Phrases", checkable=True, tip="Words that stand together unusually often, the most unusual first"
        )
        self._kinds = QButtonGroup(self)
        self._lines = RowList("Lines of context", "place")
        self._empty = EmptyState()
        self._heading = label(name="title", wrap=False)
        self._counts = label(name="meta")
        self._orders = QButtonGroup(self)
        self._word_pages = QStackedWidget()
        self._pages = QStackedWidget()
        self._build()
        self._connect()
        self._entrances = (self._lines, self._line)

    def prefix(self) -> str:
        """The beginning of the words that are shown."""
        return self._prefix

    def refresh(self) -> None:
        """Ask for the words again, because the index changed; for the phrases when they are looked at."""
        self._known_phrases = None
        if self._as_phrases.isChecked() and self.isVisible():
            self.phrases_requested.emit()
        self.more_requested.emit(self._prefix, max(_AT_ONCE, len(self._words.rows())))

    def show_words(self, prefix: str, words: Sequence[IndexWord]) -> None:
        """Show the words that begin with `prefix`, in their order. An answer to an older question is dropped."""
        if prefix != self._prefix:
            return
        rows = [_word_row(word) for word in words]
        old = self._words.rows()
        if old and rows[: len(old)] == list(old):
            self._words.add_rows(rows[len(old) :])
        else:
            self._words.set_rows(rows)
        # A full page means that there may be more; a short one is the end.
        self._words.set_more(bool(rows) and len(rows) % _AT_ONCE == 0 and len(rows) > len(old))
        if self._as_phrases.isChecked():
            return
        self.turn_to(self._word_pages, self._words if rows else self._empty)
        if prefix:
            self._empty.show_sentence(f"No word begins with “{prefix}”.", [("Show all words", self.show_all)])
        else:
            self._empty.show_sentence("The index has no words yet. They appear when a document has been read in.")

    def show_phrases(self, phrases: Sequence[PhraseCount]) -> None:
        """Show the phrases of the library, the most unusual first; those of which a word begins as the line says."""
        self._known_phrases = phrases
        if not self._as_phrases.isChecked():
            return
        beginning = f" {self._prefix.casefold()}"
        shown = [_phrase_row(phrase) for phrase in phrases if beginning in f" {phrase.phrase}"]
        self._phrases.set_rows(shown)
        self.turn_to(self._word_pages, self._phrases if shown else self._empty)
        if phrases:
            self._empty.show_sentence(f"No phrase has a word that begins with “{self._prefix}”.")
        else:
            self._empty.show_sentence("No words stand together unusually often yet. Import more documents.")

    def show_all(self) -> None:
        """Show the words from the first on."""
        self._line.clear()
        self._ask("")

    def show_occurrences(self, word: str, occurrences: Sequence[Occurrence]) -> None:
        """Show the lines in which a word stands."""
        self._word, self._occurrences = word, occurrences
        self._heading.setText(word)
        documents = len({occurrence.document for occurrence in occurrences})
        self._counts.setText(f"{count(len(occurrences), 'place')} in {count(documents, 'document')}")
        self._show_lines()
        self.turn_to(self._pages, self._lines_page)

    def show_list(self) -> None:
        """Go back from the lines to the words."""
        self.turn_to(self._pages, self._words_page)

    def _build(self) -> None:
        self._words_page = QWidget()
        self._lines_page = self._build_lines()
        layout = QVBoxLayout(self._words_page)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(_inset(self._line))
        kinds = FlowLayout()
        kinds.setContentsMargins(SIDE, 0, SIDE, 0)
        for button in (self._as_words, self._as_phrases):
            self._kinds.addButton(button)
            kinds.addWidget(button)
        self._as_words.setChecked(True)
        layout.addLayout(kinds)
        body = QHBoxLayout()
        body.setSpacing(0)
        self._word_pages.addWidget(self._words)
        self._word_pages.addWidget(self._phrases)
        self._word_pages.addWidget(self._empty)
        body.addWidget(self._word_pages, 1)
        body.addWidget(self._letters)
        layout.addLayout(body, 1)
        self._pages.addWidget(self._words_page)
        self._pages.addWidget(self._lines_page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self._themed += [self._line, self._letters, self._words, self._phrases, self._lines]

    def _build_lines(self) -> QWidget:
        page = QWidget()
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.add_tool("chevron-left", "Back to the words (Backspace)", self.show_list))
        head.addWidget(self._heading, 1)
        head.addWidget(
            self.add_tool("list", "Show it in the concordance", lambda: self.concordance_requested.emit(self._word))
        )
        head.addWidget(self.add_tool("search", "Search for this word", lambda: self.search_requested.emit(self._word)))
        orders = FlowLayout()
        for order in Order:
            button = chip(order.value, checkable=True, tip=order.tip)
            button.setProperty("order", order)
            button.setChecked(order is Order.READING)
            self._orders.addButton(button)
            orders.addWidget(button)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(6)
        for part in (head, _inset(self._counts), orders):
            left = SIDE - 6 if part is head else 0
            part.setContentsMargins(left or SIDE, 0, SIDE, 0)
            layout.addLayout(part)
        layout.addWidget(self._lines, 1)
        return page

    def _connect(self) -> None:
        self._line.textEdited.connect(self._ask)
        for arrived in (self._line.left_downwards, self._line.returnPressed):
            arrived.connect(lambda: (self._phrases if self._as_phrases.isChecked() else self._words).enter())
        self._kinds.buttonClicked.connect(lambda _button: self._on_kind())
        self._phrases.row_opened.connect(lambda phrase: self.concordance_requested.emit(phrase))
        self._phrases.left_upwards.connect(self._line.setFocus)
        self._letters.letter_chosen.connect(self._on_letter)
        self._words.row_opened.connect(lambda word: self.word_chosen.emit(word))
        self._words.more_requested.connect(self._on_end)
        self._words.left_upwards.connect(self._line.setFocus)
        self._lines.row_previewed.connect(self.occurrence_previewed)
        self._lines.row_opened.connect(self.occurrence_opened)
        self._orders.buttonClicked.connect(lambda _button: self._show_lines())
        self._lines.back_requested.connect(self.show_list)
        for part in (self._line, self._words, self._phrases, self._lines):
            part.return_to_text_requested.connect(self.return_to_text_requested)

    def _on_letter(self, letter: str) -> None:
        self._line.setText(letter.lower())
        self._ask(letter.lower())

    def _on_end(self) -> None:
        self.more_requested.emit(self._prefix, len(self._words.rows()) + _AT_ONCE)

    def _ask(self, prefix: str) -> None:
        self._prefix = prefix.strip()
        self._letters.set_letter(self._prefix[:1].upper())
        self._words.set_more(False)
        if self._as_phrases.isChecked() and self._known_phrases is not None:
            self.show_phrases(self._known_phrases)
        self.more_requested.emit(self._prefix, _AT_ONCE)

    def _on_kind(self) -> None:
        as_phrases = self._as_phrases.isChecked()
        self._letters.setVisible(not as_phrases)
        self._line.setPlaceholderText("Phrases with words like …" if as_phrases else "Words that begin with …")
        if not as_phrases:
            self._word_pages.setCurrentWidget(self._words)
            self.more_requested.emit(self._prefix, max(_AT_ONCE, len(self._words.rows())))
        elif self._known_phrases is not None:
            self.show_phrases(self._known_phrases)
        else:
            self._empty.show_sentence("Looking for phrases …")
            self._word_pages.setCurrentWidget(self._empty)
            self.phrases_requested.emit()

    def _show_lines(self) -> None:
        order: Order = self._orders.checkedButton().property("order")
        self._lines.set_rows(context_rows(self._occurrences, order))


def _word_row(word: IndexWord) -> Row:
    passages, documents = count(word.passages, "passage"), count(word.documents, "document")
    return Row(
        Shape.ENTRY,
        word.word,
        value=word.word,
        aside=f"{word.passages:,} · {word.documents:,}",
        spoken=f"{word.word}, {passages} in {documents}",
        tip=f"{passages} in {documents}",
    )


def _phrase_row(phrase: PhraseCount) -> Row:
    counts = f"{count(phrase.places, 'place')} in {count(phrase.documents, 'document')}"
    return Row(
        Shape.ENTRY,
        phrase.phrase,
        value=phrase.phrase,
        aside=f"{phrase.places:,} · {phrase.documents:,}",
        spoken=f"{phrase.phrase}, {counts}",
        tip=f"{counts}; log-likelihood {phrase.score:,.0f}",
    )


def _inset(widget: QWidget) -> QVBoxLayout:
    made = QVBoxLayout()
    made.setContentsMargins(SIDE, 0, SIDE, 0)
    made.addWidget(widget)
    return made
