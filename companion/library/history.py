# SPDX-License-Identifier: MIT
"""The history of the glossary's entries: what each was before every change, who made it and when."""

import getpass
import json
import sqlite3
from dataclasses import dataclass

from companion.glossary.model import Term
from companion.library.rows import TERM, now, term_from_row, term_to_row
from companion.library.store import Store

PROGRAM = "Reading Companion"  # who changes the entries that come with the program


@dataclass(frozen=True, slots=True)
class Version:
    """A change of an entry: `did` is "added", "changed", "removed" or "merged"; `before` is None where it was added.

    `at` is an ISO 8601 time in UTC. `who` is the name under which the reader works on this computer, or PROGRAM.
    """

    number: int
    name: str
    did: str
    at: str
    who: str
    before: Term | None


class History:
    """What happened to entries. A version is taken back by giving the glossary the entry as it was before."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_entry(self, name: str) -> list[Version]:
        """The changes of the entry of this name, under whatever name it had then, the last one first."""
        return [
            _from_row(row)
            for row in self._store.rows("SELECT * FROM versions WHERE name = ? ORDER BY number DESC", name)
        ]

    def latest(self, limit: int = 100) -> list[Version]:
        """The last changes of all entries, also of those that are gone."""
        return [
            _from_row(row) for row in self._store.rows("SELECT * FROM versions ORDER BY number DESC LIMIT ?", limit)
        ]


def record(db: sqlite3.Connection, did: str, name: str, before: Term | None, who: str = "") -> None:
    """Keep what an entry was before a change that is being saved; `name` is what it is called after it."""
    if before is not None and before.name != name:
        db.execute("UPDATE versions SET name = ? WHERE name = ?", (name, before.name))
    entry = None if before is None else json.dumps(dict(zip(_COLUMNS, term_to_row(before), strict=True)))
    values = (name, did, now(), who or _reader(), entry)
    db.execute("INSERT INTO versions (name, did, at, who, entry) VALUES (?, ?, ?, ?, ?)", values)


_COLUMNS = [column.strip() for column in TERM.split(",")]


def _from_row(row: sqlite3.Row) -> Version:
    before = None if row["entry"] is None else term_from_row(json.loads(row["entry"]))
    return Version(row["number"], row["name"], row["did"], row["at"], row["who"], before)


def _reader() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a system that has no names
        return ""
