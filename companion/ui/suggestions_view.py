# SPDX-License-Identifier: MIT
"""What the documents propose for the glossary, to be accepted, ignored or corrected with one key each."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from companion.glossary.model import EVERYWHERE, within_document
from companion.glossary.suggestion import Suggestion, SuggestionKind
from companion.ui.form import Form
from companion.ui.list_view import ListView
from companion.ui.panel import link, scrolling
from companion.ui.scope_box import ScopeBox, Scopes
from companion.ui.suggestion_rows import suggestion_rows


class SuggestionsView(ListView):
    """The list, and the form in which a proposal is corrected.

    Signals:
        accept_requested(str): take the suggestion of this id in.
        ignore_requested(str): propose it no more.
        correction_saved(str, str name, str short, str text, str scope): take it in with these words, to count there.
        place_opened(Suggestion): the place where it was found is wanted.
    """

    accept_requested = Signal(str)
    ignore_requested = Signal(str)
    correction_saved = Signal(str, str, str, str, str)
    place_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Suggestions", "suggestion", empty="Your documents propose nothing now.", parent=parent)
        self._by_id: dict[str, Suggestion] = {}
        self._form = _Correction()
        self._form_page = scrolling(self._form)
        self.pages.addWidget(self._form_page)
        for text, spoken, act in (
            ("Accept (A)", "Accept the suggestion", self._accept),
            ("Ignore (X)", "Ignore the suggestion", self._ignore),
            ("Correct (E)", "Correct the suggestion", self._correct),
        ):
            self.add_to_head(link(text, lambda act=act: self._on_current(act), spoken=spoken))
        for key, act in ((Qt.Key.Key_A, self._accept), (Qt.Key.Key_X, self._ignore), (Qt.Key.Key_E, self._correct)):
            self.list.on_key(key, act)
        self.list.removal_requested.connect(self._ignore)
        self.list.row_opened.connect(lambda value: self.place_opened.emit(self._by_id[value]))
        self._form.save_requested.connect(self._on_saved)
        self._form.cancelled.connect(self._close_form)

    def show_suggestions(self, suggestions: Sequence[Suggestion], document: str | None) -> None:
        """Show what is proposed; `document` is the open one. After a decision the list stands on the next row."""
        number = self.list.current_number()
        self._by_id = {each.id: each for each in suggestions}
        rows = suggestion_rows(suggestions, document)
        self.list.replace_rows(rows)
        if number >= 0 and self.list.current_row() is None:
            ahead = [n for n, row in enumerate(rows) if row.value in self._by_id]
            if ahead:
                self.list.select(next((n for n in ahead if n >= number), ahead[-1]))

    def set_scopes(self, scopes: Scopes) -> None:
        """Offer these scopes for a corrected suggestion besides everywhere."""
        self._form.scope.set_scopes(scopes)

    def show_problem(self, sentence: str) -> None:
        """Say why the correction could not be kept."""
        self.pages.setCurrentWidget(self._form_page)
        self._form.show_problem(sentence)

    def _on_current(self, act) -> None:
        row = self.list.current_row()
        if row is not None and row.value in self._by_id:
            act(row.value)

    def _accept(self, identity: str) -> None:
        self.accept_requested.emit(identity)

    def _ignore(self, identity: str) -> None:
        self.ignore_requested.emit(identity)

    def _correct(self, identity: str) -> None:
        self._form.edit(self._by_id[identity])
        self.pages.setCurrentWidget(self._form_page)
        self._form.setFocus()

    def _on_saved(self) -> None:
        words = self._form.words()
        if not words[0]:
            self._form.show_problem("The term needs a name.", self._form.name)
            return
        self._close_form()
        self.correction_saved.emit(self._form.identity, *words, self._form.scope.scope())

    def _close_form(self) -> None:
        self.pages.setCurrentIndex(0)
        self.list.setFocus()


def usual_scope(suggestion: Suggestion) -> str:
    """Where a suggestion counts unless the reader says otherwise: a document's own glossary in the document only."""
    own = suggestion.kind is SuggestionKind.ENTRY
    return within_document(suggestion.document) if own else EVERYWHERE


class _Correction(Form):
    """The words of a suggestion, to be changed."""

    def __init__(self) -> None:
        super().__init__()
        self.identity = ""
        self.name = self.add_line("Term")
        self._short = self.add_line("Short form")
        self._text = self.add_text("What it means", "In the document's words, or in yours", lines=5)
        self.scope = ScopeBox()
        self.add_widget("Where it counts", self.scope)
        self.add_buttons("Accept")
        self.setFocusProxy(self.name)

    def edit(self, suggestion: Suggestion) -> None:
        """Show a suggestion's words."""
        self.identity = suggestion.id
        self.name.setText(suggestion.name)
        self._short.setText(suggestion.short)
        self._text.setPlainText(suggestion.text)
        self.scope.choose(usual_scope(suggestion), "In its document")
        self.show_problem("")

    def words(self) -> tuple[str, str, str]:
        """Name, short form and text as they stand."""
        name, short = (" ".join(line.text().split()) for line in (self.name, self._short))
        return name, short, self._text.toPlainText().strip()
