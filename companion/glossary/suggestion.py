# SPDX-License-Identifier: MIT
"""What the program proposes for the glossary after reading a document, and what the reader made of it."""

from dataclasses import dataclass
from enum import StrEnum

from companion.document.model import Anchor


class SuggestionKind(StrEnum):
    """What is proposed."""

    ABBREVIATION = "abbreviation"  # a short form that the text explains
    DEFINITION = "definition"  # a sentence that says what a term means
    ENTRY = "entry"  # a row of the document's own glossary or of a list of definitions
    CANDIDATE = "candidate"  # a phrase that stands out in the document


class SuggestionState(StrEnum):
    """What the reader made of it."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    IGNORED = "ignored"
    CORRECTED = "corrected"  # accepted in other words


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposal: `name` for a term, found at `anchor` on `page` of the document that is called `title`.

    `short` is the short form of an ABBREVIATION, whose `name` is the long form. `text` is the sentence that defines
    or explains, "" for a CANDIDATE. `rule` names how it was found; `score` orders candidates, the best highest, and
    `count` says how often they stand in the document. `conflicts` are other long forms of the same short form in
    this document. `known` is true where the glossary has a term of this name already.
    """

    id: str
    kind: SuggestionKind
    name: str
    anchor: Anchor
    short: str = ""
    text: str = ""
    rule: str = ""
    score: float = 0.0
    count: int = 1
    state: SuggestionState = SuggestionState.PROPOSED
    title: str = ""
    page: str = ""
    conflicts: tuple[str, ...] = ()
    known: bool = False

    @property
    def document(self) -> str:
        """The id of the document."""
        return self.anchor.document
