# SPDX-License-Identifier: MIT
"""The reader's collections: named sets of documents."""

import secrets
import sqlite3
from collections.abc import Iterable

from companion.errors import CompanionError, NotFound
from companion.library.store import Store
from companion.library.values import Collection

_GONE = "This collection is not in the library any more."


class Collections:
    """Collections, each change saved before its method returns. A name belongs to one collection, in any case."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[Collection]:
        """All collections by name, with those of their documents that are on the shelf."""
        members: dict[str, set[str]] = {}
        sql = "SELECT collection, document FROM collected WHERE document IN (SELECT id FROM index_documents)"
        for row in self._store.rows(sql):
            members.setdefault(row["collection"], set()).add(row["document"])
        rows = self._store.rows("SELECT id, name FROM collections")
        found = [Collection(row["id"], row["name"], frozenset(members.get(row["id"], ()))) for row in rows]
        return sorted(found, key=lambda each: each.name.casefold())

    def find(self, wanted: str) -> Collection:
        """The collection of this id or name. Raises NotFound."""
        name = _plain(wanted).casefold()
        for each in self.all():
            if each.id == wanted or each.name.casefold() == name:
                return each
        raise NotFound(f"No collection is called “{wanted}”. Make one first, or check its name.")

    def add(self, name: str, documents: Iterable[str] = ()) -> Collection:
        """Make a collection. Raises CompanionError where the name is taken or empty."""
        made = Collection(secrets.token_hex(4), _plain(name), frozenset(documents))
        self._store.save(lambda db: _write(db, made))
        return made

    def restore(self, collection: Collection) -> Collection:
        """Bring a deleted collection back as it was, with those documents that still are in the library."""
        self._store.save(lambda db: _write(db, collection))
        return collection

    def rename(self, collection: str, name: str) -> None:
        """Call the collection of this id otherwise. Raises NotFound, or CompanionError where the name is taken."""
        called = _plain(name)

        def save(db: sqlite3.Connection) -> None:
            _check(db, called, collection)
            if db.execute("UPDATE collections SET name = ? WHERE id = ?", (called, collection)).rowcount == 0:
                raise NotFound(_GONE)

        self._store.save(save)

    def remove(self, collection: str) -> Collection:
        """Delete the collection of this id, not its documents; returns it, for `restore`. Raises NotFound."""

        def save(db: sqlite3.Connection) -> Collection:
            row = db.execute("SELECT name FROM collections WHERE id = ?", (collection,)).fetchone()
            if row is None:
                raise NotFound(_GONE)
            documents = db.execute("SELECT document FROM collected WHERE collection = ?", (collection,)).fetchall()
            db.execute("DELETE FROM collections WHERE id = ?", (collection,))
            return Collection(collection, row["name"], frozenset(document for (document,) in documents))

        return self._store.save(save)

    def include(self, collection: str, documents: Iterable[str]) -> frozenset[str]:
        """Put documents into the collection of this id; returns those that were not in it. Raises NotFound."""
        wanted = tuple(documents)

        def save(db: sqlite3.Connection) -> frozenset[str]:
            if db.execute("SELECT 1 FROM collections WHERE id = ?", (collection,)).fetchone() is None:
                raise NotFound(_GONE)
            return frozenset(each for each in wanted if _collect(db, collection, each))

        return self._store.save(save)

    def exclude(self, collection: str, documents: Iterable[str]) -> frozenset[str]:
        """Take documents out of the collection of this id; returns those that were in it."""
        wanted = tuple(documents)
        sql = "DELETE FROM collected WHERE collection = ? AND document = ?"

        def save(db: sqlite3.Connection) -> frozenset[str]:
            return frozenset(each for each in wanted if db.execute(sql, (collection, each)).rowcount)

        return self._store.save(save)


def _write(db: sqlite3.Connection, collection: Collection) -> None:
    _check(db, collection.name, collection.id)
    db.execute("INSERT INTO collections (id, name) VALUES (?, ?)", (collection.id, collection.name))
    for document in collection.documents:
        _collect(db, collection.id, document)


def _collect(db: sqlite3.Connection, collection: str, document: str) -> bool:
    """Put one document in, if it is in the library; False where it was in already."""
    sql = "INSERT OR IGNORE INTO collected (collection, document) SELECT ?, id FROM documents WHERE id = ?"
    return db.execute(sql, (collection, document)).rowcount > 0


def _check(db: sqlite3.Connection, name: str, collection: str) -> None:
    if not name:
        raise CompanionError("A collection needs a name. Give it one.")
    others = db.execute("SELECT name FROM collections WHERE id <> ?", (collection,)).fetchall()
    if any(other.casefold() == name.casefold() for (other,) in others):
        raise CompanionError(f"There is a collection called “{name}” already. Choose another name.")


def _plain(name: str) -> str:
    return " ".join(name.split())
