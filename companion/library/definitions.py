# SPDX-License-Identifier: MIT
"""What documents say that terms mean: definitions that keep their place, and live through a new edition."""

import secrets
import sqlite3

from companion.document.bookmark import AnchorState
from companion.document.model import Anchor
from companion.errors import CompanionError, NotFound
from companion.glossary.model import Definition
from companion.library.rows import anchor_from_row, anchor_to_row, marks_for, now
from companion.library.store import Store

_COLUMNS = "id, term, document, start, length, quote, prefix, suffix, text, rule, state, created"
_SELECT = """
    SELECT definitions.*, documents.title, (
        SELECT page FROM passages WHERE passages.document = definitions.document AND passages.start <= definitions.start
        ORDER BY passages.start DESC LIMIT 1) AS page
    FROM definitions JOIN documents ON documents.id = definitions.document AND documents.removed_at IS NULL"""
_ORDER = "ORDER BY documents.title COLLATE NOCASE, definitions.document, definitions.start, definitions.created"
_GONE = "This definition is not in the library any more."


class Definitions:
    """Definitions with their places, each saved before its method returns."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_term(self, name: str) -> list[Definition]:
        """What the documents say that the term of this name means, by the documents' titles."""
        return [from_row(row) for row in self._store.rows(f"{_SELECT} WHERE term = ? {_ORDER}", name)]

    def in_document(self, document: str) -> list[Definition]:
        """The definitions of all terms that stand in this document, in reading order."""
        return [from_row(row) for row in self._store.rows(f"{_SELECT} WHERE document = ? {_ORDER}", document)]

    def documents(self, name: str) -> dict[str, str]:
        """By id, the titles of the documents that define the term of this name."""
        return {each.document: each.title for each in self.of_term(name)}

    def add(self, term: str, anchor: Anchor, text: str, rule: str = "own") -> Definition:
        """Keep `text`, which stands at `anchor`, as a definition of the term of this name.

        Raises NotFound where there is no such term or document, CompanionError for a text without words.
        """
        words = " ".join(text.split())
        if not words:
            raise CompanionError("A definition needs words. Select the sentence that says what the term means.")
        return self.restore(Definition(secrets.token_hex(4), term, anchor, words, rule, created=now()))

    def remove(self, definition: str) -> Definition:
        """Delete the definition of this id; returns it, for `restore`. Raises NotFound."""
        row = self._store.row(f"{_SELECT} WHERE definitions.id = ?", definition)
        if row is None:
            raise NotFound(_GONE)
        self._store.save(lambda db: db.execute("DELETE FROM definitions WHERE id = ?", (definition,)))
        return from_row(row)

    def restore(self, definition: Definition) -> Definition:
        """Bring a deleted definition back as it was. Raises NotFound where its term or document is gone."""

        def save(db: sqlite3.Connection) -> None:
            if db.execute("SELECT 1 FROM terms WHERE name = ? AND NOT hidden", (definition.term,)).fetchone() is None:
                raise NotFound(f"The glossary has no term “{definition.term}” any more.")
            known = "SELECT 1 FROM documents WHERE id = ? AND removed_at IS NULL"
            if db.execute(known, (definition.document,)).fetchone() is None:
                raise NotFound("The document of this definition is not in the library any more.")
            sql = f"INSERT OR REPLACE INTO definitions ({_COLUMNS}) VALUES ({marks_for(_COLUMNS)})"
            db.execute(sql, _to_row(definition))

        self._store.save(save)
        row = self._store.row(f"{_SELECT} WHERE definitions.id = ?", definition.id)
        if row is None:
            raise NotFound(_GONE)
        return from_row(row)


def from_row(row: sqlite3.Row) -> Definition:
    """A definition from its columns with the document's title and the page."""
    return Definition(
        id=row["id"],
        term=row["term"],
        anchor=anchor_from_row(row),
        text=row["text"],
        rule=row["rule"],
        title=row["title"],
        page=row["page"] or "",
        state=AnchorState(row["state"]),
        created=row["created"],
    )


def _to_row(definition: Definition) -> tuple[object, ...]:
    return (
        definition.id,
        definition.term,
        *anchor_to_row(definition.anchor),
        definition.text,
        definition.rule,
        definition.state.value,
        definition.created,
    )
