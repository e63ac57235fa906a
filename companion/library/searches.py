# SPDX-License-Identifier: MIT
"""The reader's saved searches."""

import secrets
import sqlite3

from companion.errors import CompanionError, NotFound
from companion.library.rows import now
from companion.library.store import Store
from companion.library.values import SavedSearch


class Searches:
    """Saved searches, each change saved before its method returns. A query is saved once."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[SavedSearch]:
        """All saved searches, the oldest first."""
        rows = self._store.rows("SELECT id, query, created, seen FROM searches ORDER BY created, query")
        return [SavedSearch(*row) for row in rows]

    def add(self, query: str, seen: int = 0) -> SavedSearch:
        """Save a query, of whose passages those up to the number `seen` are known. Raises CompanionError."""
        return self.restore(SavedSearch(secrets.token_hex(4), " ".join(query.split()), now(), seen))

    def restore(self, search: SavedSearch) -> SavedSearch:
        """Bring a deleted search back as it was."""
        if not search.query:
            raise CompanionError("There is no search to save. Type one first.")

        def save(db: sqlite3.Connection) -> None:
            if db.execute("SELECT 1 FROM searches WHERE query = ?", (search.query,)).fetchone() is not None:
                raise CompanionError(f"“{search.query}” is saved already.")
            row = (search.id, search.query, search.created, search.seen)
            db.execute("INSERT INTO searches (id, query, created, seen) VALUES (?, ?, ?, ?)", row)

        self._store.save(save)
        return search

    def remove(self, search: str) -> SavedSearch:
        """Delete the search of this id; returns it, for `restore`. Raises NotFound."""

        def save(db: sqlite3.Connection) -> SavedSearch:
            row = db.execute("SELECT id, query, created, seen FROM searches WHERE id = ?", (search,)).fetchone()
            if row is None:
                raise NotFound("This search is not saved any more.")
            db.execute("DELETE FROM searches WHERE id = ?", (search,))
            return SavedSearch(*row)

        return self._store.save(save)

    def look_at(self, query: str, newest: int) -> None:
        """What answers a query is looked at: if it is saved, passages up to this number are known from now on."""
        sql = "UPDATE searches SET seen = ? WHERE query = ? AND seen < ?"
        self._store.save(lambda db: db.execute(sql, (newest, " ".join(query.split()), newest)))
