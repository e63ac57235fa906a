# SPDX-License-Identifier: MIT
"""Connects the glossary: its panel, the marks and the card in the text, and the editing of terms."""

from PySide6.QtCore import QObject, QRect

from companion.errors import CompanionError
from companion.glossary.model import Mention, Term
from companion.library.encounters import Encounter
from companion.ui.comparing import Comparing
from companion.ui.lookup import Lookup
from companion.ui.parts import Parts
from companion.ui.review import Review
from companion.ui.wiring.teller import Teller


class GlossaryWiring(QObject):
    """The glossary of one window."""

    def __init__(self, parts: Parts, teller: Teller, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._teller = teller
        self.lookup = Lookup(parts.session, parts.jobs, parts.reader, parts.glossary, parts.card)
        self.review = Review(parts.session, parts.jobs, parts.edits, parts.glossary)
        inspection, entry = self.lookup.inspection, parts.glossary.entry
        self.comparing = Comparing(parts.session, parts.jobs, parts.edits, inspection, entry)
        self._wire_text()
        self._wire_panel()
        self._wire_edits()

    def show_term(self, name: str) -> None:
        """Show a term's entry in the glossary."""
        self._parts.dock_area.raise_panel("glossary")
        self.lookup.show_term(name)

    def step_mention(self, by: int) -> None:
        """The next (+1) or previous (-1) mention of the term that is being looked at."""
        if not self.lookup.inspection.term:
            self._teller.say("Open a term first; F4 then walks through its mentions.")
        elif not self.lookup.inspection.step(by):
            self._teller.say("None of your documents mentions this term.")

    def hush(self, name: str, on: bool = True) -> None:
        """Mark a term no more in the text, or again."""
        try:
            self._parts.edits.hush_term(name, on)
        except CompanionError as error:
            self._teller.say_error(error)
            return
        self._teller.say_undoably(f"“{name}” is {'marked no more' if on else 'marked again'} in the text.")

    def _wire_text(self) -> None:
        parts, reader, lookup = self._parts, self._parts.reader, self.lookup
        parts.page.terms_shown.connect(lookup.show_page_terms)
        reader.mention_hovered.connect(lambda mention, rect: lookup.hover(mention.term, rect))
        reader.mention_left.connect(lookup.leave)
        reader.mention_activated.connect(self._on_term_met)
        reader.card_requested.connect(self._on_card_asked)
        parts.card.term_opened.connect(self.show_term)
        parts.card.hush_requested.connect(self.hush)
        parts.search.definition_opened.connect(self.show_term)
        parts.inquiry.term_chosen.connect(self.show_term)

    def _wire_panel(self) -> None:
        parts, panel = self._parts, self._parts.glossary
        panel.term_chosen.connect(self.lookup.show_term)
        panel.entry.hush_requested.connect(self.hush)
        panel.terms.add_requested.connect(parts.marking.add_term)
        panel.terms.hush_requested.connect(self.hush)
        panel.met.encounter_opened.connect(self._on_encounter)
        panel.met.clear_requested.connect(self._on_clear_encounters)
        panel.term_saved.connect(self._on_term_saved)
        panel.removal_requested.connect(self._on_term_removal)
        panel.entry.history.version_wanted.connect(self._on_version)
        panel.merge_saved.connect(self._on_merged)

    def _wire_edits(self) -> None:
        parts = self._parts
        parts.intake.suggestions_changed.connect(self.review.refresh)
        for part in (self.review, self.comparing):
            part.done_undoably.connect(self._teller.say_undoably)
            part.failed.connect(self._teller.say_error)
        self.comparing.said.connect(self._teller.say)
        parts.marking.term_wanted.connect(lambda name: self._on_term_met(name, parts.reader.selection()[0]))
        parts.edits.encounters_changed.connect(self.lookup.show_encounters)
        parts.marking.term_drafted.connect(self._on_term_drafted)
        parts.edits.terms_changed.connect(self.lookup.refresh)
        parts.edits.terms_changed.connect(parts.intake.refresh_mentions)
        parts.edits.hushed_changed.connect(parts.page.show_mentions)
        parts.edits.hushed_changed.connect(self.lookup.show_hushed)
        parts.intake.mentions_changed.connect(parts.page.show_mentions)
        parts.intake.mentions_changed.connect(self.lookup.refresh)

    def _on_term_met(self, name: str, start: int) -> None:
        """The reader looked a term up where it stands in the text."""
        self.show_term(name)
        self.lookup.meet(name, start)

    def _on_card_asked(self, mention: Mention, place: QRect) -> None:
        self.lookup.open_card(mention.term, place, focus=True)
        self.lookup.meet(mention.term, mention.start)

    def _on_encounter(self, encounter: Encounter) -> None:
        """Show a term and the place where it was met, if that is still there."""
        self.show_term(encounter.term)
        if encounter.document is not None:
            self.lookup.inspection.open(encounter.document, encounter.start, encounter.length)

    def _on_clear_encounters(self) -> None:
        try:
            self._parts.edits.clear_encounters()
        except CompanionError as error:
            self._teller.say_error(error)
            return
        self._teller.say_undoably("The terms you looked up are forgotten.")

    def _on_term_saved(self, old_name: str | None, term: Term) -> None:
        try:
            self._parts.edits.save_term(old_name, term)
        except CompanionError as error:
            self._parts.glossary.show_term_problem(error.message)
            return
        self.lookup.show_term(term.name)
        self._teller.say_undoably(f"“{term.name}” is kept in the glossary.")

    def _on_version(self, term: Term) -> None:
        """Let the entry on screen be as it was."""
        shown = self._parts.glossary.shown_term()
        try:
            self._parts.edits.save_term(shown, term)
        except CompanionError as error:
            self._teller.say_error(error)
            return
        self.lookup.show_term(term.name)
        self._teller.say_undoably(f"“{term.name}” is as it was before.")

    def _on_merged(self, kept: Term, other: Term, wanted: Term) -> None:
        try:
            self._parts.edits.merge_terms(kept.name, other.name, wanted)
        except CompanionError as error:
            self._parts.glossary.show_term_problem(error.message)
            return
        self.lookup.show_term(wanted.name)
        self._teller.say_undoably(f"“{other.name}” is part of “{wanted.name}” now.")

    def _on_term_removal(self, term: Term) -> None:
        try:
            self._parts.edits.remove_term(term)
        except CompanionError as error:
            self._teller.say_error(error)
            return
        self._parts.glossary.show_list()
        self._teller.say_undoably(f"“{term.name}” was taken out of the glossary.")

    def _on_term_drafted(self, term: Term) -> None:
        self._parts.dock_area.show_panel("glossary")
        self._parts.glossary.begin_term(term)
