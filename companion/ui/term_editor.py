# SPDX-License-Identifier: MIT
"""The form in which a glossary term is written or changed."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from companion.glossary.model import Term
from companion.ui.form import Form
from companion.ui.scope_box import ScopeBox, Scopes


class TermEditor(Form):
    """Name, other names, meaning, related terms and sources of one term.

    Signals:
        term_saved(str | None, Term): the term as it is to be kept; its name until now, None for a new one.
    """

    term_saved = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._old_name: str | None = None
        self._name = self.add_line("Term")
        self._definition = self.add_text("Definition", "What it means, in a sentence or two", lines=6)
        self._abbreviations = self.add_list("Abbreviations", "ABM, BMD")
        self._aliases = self.add_list("Other names", "With commas between them")
        self._category = self.add_list("Category")
        self._related = self.add_list("Related terms", "With commas between them")
        self._sources = self.add_text("Sources", "One on each line; empty for your own wording", lines=3)
        self._scope = ScopeBox()
        self.add_widget("Where it counts", self._scope)
        self.add_buttons("Save term")
        self.save_requested.connect(self._on_save)
        self.setFocusProxy(self._name)

    def set_known(self, names: Iterable[str], categories: Iterable[str]) -> None:
        """Offer these terms and categories for completion."""
        self._related.set_known(names)
        self._category.set_known(categories)

    def set_scopes(self, scopes: Scopes) -> None:
        """Offer these scopes besides everywhere."""
        self._scope.set_scopes(scopes)

    def edit(self, term: Term, *, new: bool = False) -> None:
        """Show a term to be changed; with `new` it is the draft of one that is not in the glossary yet."""
        self._old_name = None if new else term.name
        self._name.setText(term.name)
        self._definition.setPlainText(term.definition)
        self._abbreviations.set_names(term.abbreviations)
        self._aliases.set_names(term.aliases)
        self._category.setText(term.category)
        self._related.set_names(term.related)
        self._sources.setPlainText("\n".join(term.sources))
        self._scope.choose(term.scope)
        self.show_problem("")

    def term(self) -> Term:
        """The term as the fields have it. What the reader wrote is the reader's own."""
        sources = (line.strip() for line in self._sources.toPlainText().splitlines())
        return Term(
            name=" ".join(self._name.text().split()),
            definition=self._definition.toPlainText().strip(),
            category=" ".join(self._category.text().split()),
            aliases=self._aliases.names(),
            abbreviations=self._abbreviations.names(),
            related=self._related.names(),
            sources=tuple(line for line in sources if line) or ("own wording",),
            scope=self._scope.scope(),
        )

    def _on_save(self) -> None:
        term = self.term()
        if not term.name:
            self.show_problem("The term needs a name.", self._name)
        elif not term.definition:
            self.show_problem("The term needs a definition: a sentence is enough.", self._definition)
        else:
            self.show_problem("")
            self.term_saved.emit(self._old_name, term)
