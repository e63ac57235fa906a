# SPDX-License-Identifier: MIT
"""Keeps the suggestions for the glossary on screen as they are, and carries out what the reader decides on them."""

from PySide6.QtCore import QObject, Signal

from companion.document.model import Anchor
from companion.errors import CompanionError
from companion.glossary.model import EVERYWHERE
from companion.glossary.suggestion import Suggestion
from companion.ui.edits import Edits
from companion.ui.glossary_panel import GlossaryPanel
from companion.ui.jobs import Jobs
from companion.ui.session import Session
from companion.ui.suggestions_view import usual_scope


class Review(QObject):
    """The review of suggestions in one window.

    Signals:
        done_undoably(str): what was done, with an offer to undo it.
        failed(CompanionError): what was asked for could not be done.
    """

    done_undoably = Signal(str)
    failed = Signal(object)

    def __init__(self, session: Session, jobs: Jobs, edits: Edits, panel: GlossaryPanel) -> None:
        super().__init__(panel)
        self._session = session
        self._jobs = jobs
        self._edits = edits
        self._panel = panel
        self._known: dict[str, Suggestion] = {}
        view = panel.suggestions
        view.accept_requested.connect(self._on_accept)
        view.ignore_requested.connect(self._on_ignore)
        view.correction_saved.connect(self._on_corrected)
        view.place_opened.connect(self._on_place)
        edits.terms_changed.connect(self.refresh)
        edits.suggestions_changed.connect(self.refresh)
        session.document_opened.connect(lambda _document: self._show())

    def refresh(self) -> None:
        """Show what is proposed now."""
        self._jobs.ask("suggestions", lambda: self._session.library.suggestions.all(), self._on_suggestions)

    def _on_suggestions(self, suggestions: list[Suggestion]) -> None:
        self._known = {each.id: each for each in suggestions}
        self._show()

    def _show(self) -> None:
        document = self._session.document
        self._panel.suggestions.show_suggestions(tuple(self._known.values()), document.id if document else None)
        self._panel.show_suggested(len(self._known))

    def _on_accept(self, identity: str) -> None:
        scope = usual_scope(self._known[identity]) if identity in self._known else EVERYWHERE
        self._decide(identity, "accepted", lambda: self._edits.accept_suggestion(identity, scope))

    def _on_ignore(self, identity: str) -> None:
        self._decide(identity, "ignored", lambda: self._edits.ignore_suggestion(identity))

    def _on_corrected(self, identity: str, name: str, short: str, text: str, scope: str) -> None:
        words = {"name": name, "short": short, "text": text}
        self._decide(identity, "accepted as corrected", lambda: self._edits.accept_suggestion(identity, scope, **words))

    def _decide(self, identity: str, word: str, decide) -> None:
        suggestion = self._known.get(identity)
        if suggestion is None:
            return
        try:
            decide()
        except CompanionError as error:
            self.failed.emit(error)
            return
        self.done_undoably.emit(f"“{suggestion.short or suggestion.name}” {word}.")

    def _on_place(self, suggestion: Suggestion) -> None:
        anchor = suggestion.anchor
        self._session.open(Anchor(anchor.document, anchor.start, anchor.end), reason="suggestion")
