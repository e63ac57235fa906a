# SPDX-License-Identifier: MIT
"""A term of the glossary, a mention of it in a text, and what a document says that it means."""

from dataclasses import dataclass

from companion.document.bookmark import AnchorState
from companion.document.model import Anchor

EVERYWHERE = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry: one concept, its names and what it means.

    `aliases` are other names and spellings, `abbreviations` its short forms; together with `name` they are
    what is looked for in a text. `related` holds names of other terms. Each of `sources` is a work in the
    usual form ("Jervis, R. (1978). Cooperation under the Security Dilemma. World Politics 30(2)"), or
    "own wording". `origin` is "bundled" for an entry that came with the program and "own" for the reader's.
    `scope` says where the term is looked for: EVERYWHERE, or what `within_document` or `within_collection` answer.
    """

    name: str
    definition: str
    category: str = ""
    aliases: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    origin: str = "own"
    scope: str = EVERYWHERE

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that the term is called, its name first."""
        return (self.name, *self.aliases, *self.abbreviations)


@dataclass(frozen=True, slots=True)
class Mention:
    """A term standing at a range of a text: `length` code points from `start`. `term` is the term's name."""

    term: str
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Definition:
    """What a document says that a term means: `text`, which stands at `anchor` on `page` (a label, or "").

    `term` is the term's name, `title` the document's. `rule` names the rule that proposed it (see
    `companion.glossary.defining.RULES`), or is "own" where the reader chose the words. `state` says how surely the
    place still stands after a new edition; `created` is an ISO 8601 time in UTC.
    """

    id: str
    term: str
    anchor: Anchor
    text: str
    rule: str = "own"
    title: str = ""
    page: str = ""
    state: AnchorState = AnchorState.EXACT
    created: str = ""

    @property
    def document(self) -> str:
        """The id of the document."""
        return self.anchor.document


def within_document(document: str) -> str:
    """The scope of a term that is looked for in the document of this id only."""
    return f"document:{document}"


def within_collection(collection: str) -> str:
    """The scope of a term that is looked for in the documents of the collection of this id only."""
    return f"collection:{collection}"
