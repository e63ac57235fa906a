# SPDX-License-Identifier: MIT
"""What the reader has had to do with the terms: which are known and not marked, and which were looked up where."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from companion.library.rows import now
from companion.library.store import Store
from companion.library.values import TermPlace

_KEPT = 500  # look-ups; older ones are forgotten
_COLUMNS = "term, time, document, start, length, title, page, sentence"


@dataclass(frozen=True, slots=True)
class Encounter:
    """A term that was looked up at `time` (ISO 8601, UTC), with the sentence in which it was met.

    `document` is the id of the document, None where that is gone; `title` stays. `start` and `length` are the place
    in its text.
    """

    term: str
    time: str
    document: str | None
    start: int
    length: int
    title: str
    page: str
    sentence: str


class Encounters:
    """Known terms and look-ups, by the terms' names; both follow a term that gets another name."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def hushed(self) -> frozenset[str]:
        """The names of the terms that are not to be marked in the text, because the reader knows them."""
        return frozenset(row["term"] for row in self._store.rows("SELECT term FROM hushed"))

    def hush(self, term: str, on: bool = True) -> None:
        """Mark the term of this name no more, or again."""
        sql = "INSERT OR IGNORE INTO hushed (term) VALUES (?)" if on else "DELETE FROM hushed WHERE term = ?"
        self._store.save(lambda db: db.execute(sql, (term,)))

    def record(self, term: str, place: TermPlace) -> None:
        """Remember that the term was looked up at this place; a place counts once, with its last time."""

        def save(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM encounters WHERE term = ? AND sentence = ?", (term, place.sentence))
            values = term, now(), place.document, place.start, place.length, place.title, place.page, place.sentence
            db.execute(f"INSERT INTO encounters ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
            kept = "SELECT number FROM encounters ORDER BY number DESC LIMIT ?"
            db.execute(f"DELETE FROM encounters WHERE number NOT IN ({kept})", (_KEPT,))

        self._store.save(save)

    def all(self) -> list[Encounter]:
        """The look-ups, the latest first; without those of terms that are not in the glossary."""
        rows = self._store.rows(
            f"""SELECT {_COLUMNS} FROM encounters WHERE term IN (SELECT name FROM terms WHERE NOT hidden)
                ORDER BY number DESC"""
        )
        return [Encounter(*row) for row in rows]

    def clear(self) -> list[Encounter]:
        """Forget the look-ups; returns them, for `restore`."""
        before = self.all()
        self._store.save(lambda db: db.execute("DELETE FROM encounters"))
        return before

    def restore(self, encounters: Sequence[Encounter]) -> None:
        """Bring look-ups back that were forgotten; `encounters` are in the order of `all`."""

        def save(db: sqlite3.Connection) -> None:
            known = {row["id"] for row in db.execute("SELECT id FROM documents")}
            for each in reversed(encounters):
                document = each.document if each.document in known else None
                place = each.start, each.length, each.title, each.page, each.sentence
                sql = f"INSERT INTO encounters ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                db.execute(sql, (each.term, each.time, document, *place))

        self._store.save(save)
