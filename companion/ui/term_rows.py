# SPDX-License-Identifier: MIT
"""Makes rows of the glossary's terms: which ones a scope has, in which order, and with which counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from companion.glossary.model import Term
from companion.ui.rows import Row, Shape
from companion.ui.wording import count, joined

Counts = Mapping[str, tuple[int, int]]  # by a term's name, its mentions and the documents that hold them


class Scope(Enum):
    """Which terms are listed; the value is the tab's title."""

    PAGE = "Page"
    DOCUMENT = "Document"
    ALL = "All"
    KNOWN = "Known"

    @property
    def sentence(self) -> str:
        """What is said where the scope has no term at all."""
        return {
            Scope.PAGE: "No term of the glossary stands on this page.",
            Scope.DOCUMENT: "No term of the glossary stands in this document.",
            Scope.ALL: "The glossary is empty. Select a word in the text and add it.",
            Scope.KNOWN: "Here are the terms that you know and that are not marked.",
        }[self]


@dataclass(frozen=True, slots=True)
class Listed:
    """All that is known of the terms: all of them, the names of those on the page, and where they stand.

    `counts` is for the whole library, `here` for the open document; `hushed` are the names of the terms that are
    not marked because the reader knows them.
    """

    terms: tuple[Term, ...] = ()
    on_page: tuple[str, ...] = ()
    counts: Counts = field(default_factory=dict)
    here: Counts = field(default_factory=dict)
    hushed: frozenset[str] = frozenset()

    def within(self, scope: Scope, wanted: str = "") -> list[Term]:
        """The terms of a scope of which a name or the category holds `wanted`; those of the page as they are met."""
        names = {
            Scope.PAGE: frozenset(self.on_page) - self.hushed,
            Scope.DOCUMENT: self.here.keys() - self.hushed,
            Scope.ALL: None,
            Scope.KNOWN: self.hushed,
        }[scope]
        found = [term for term in self.terms if (names is None or term.name in names) and _matches(term, wanted)]
        if scope is Scope.PAGE:
            return sorted(found, key=lambda term: self.on_page.index(term.name))
        return sorted(found, key=lambda term: term.name.casefold())

    def rows(self, scope: Scope, wanted: str = "", *, by_count: bool = False) -> list[Row]:
        """The rows of those terms; `by_count` puts the most frequent first."""
        here = scope in (Scope.PAGE, Scope.DOCUMENT)
        terms = self.within(scope, wanted)
        if by_count:
            counts = self.here if here else self.counts
            terms.sort(key=lambda term: -counts.get(term.name, (0, 0))[0])
        return [self._row(term, here) for term in terms]

    def _row(self, term: Term, here: bool) -> Row:
        mentions, documents = self.counts.get(term.name, (0, 0))
        shown = self.here.get(term.name, (0, 0))[0] if here else mentions
        said = f"{count(mentions, 'mention')} in {count(documents, 'document')}" if mentions else "not mentioned"
        said = f"{shown:,} here, {said}" if here else said
        known = "known" if term.name in self.hushed else ""
        return Row(
            Shape.ENTRY,
            term.name,
            value=term.name,
            aside=f"{shown:,}" if shown else "",
            ink="muted" if known else "",
            meta=joined(term.category, ", ".join(term.abbreviations[:3]), known),
            spoken=", ".join(part for part in (term.name, term.category, known, said) if part),
            tip=said.capitalize(),
        )


def _matches(term: Term, wanted: str) -> bool:
    return not wanted or any(wanted in name.casefold() for name in (*term.names, term.category))
