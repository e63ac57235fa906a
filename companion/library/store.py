# SPDX-License-Identifier: MIT
"""The one door to library.db: connections, and saves that happen whole or not at all."""

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from companion.errors import DamagedLibrary, DiskFull, LibraryError, NewerLibrary, ReadOnlyLibrary
from companion.library import schema
from companion.library.files import release_reserve
from companion.library.trouble import READ_ONLY, explained

_T = TypeVar("_T")
_BUSY = 5.0  # seconds to wait for another process that is saving
_PRAGMAS = ("synchronous = FULL", "foreign_keys = ON", "trusted_schema = OFF", "cell_size_check = ON")
_WAL_KEPT = 16 * 1024 * 1024  # bytes; a large import leaves no larger log behind


class Access(StrEnum):
    """How the file is opened; the value is what SQLite's file address says."""

    WRITE = "mode=rw"
    READ = "mode=ro"
    FROZEN = "mode=ro&immutable=1"  # for a folder in which SQLite may not even make its shared memory


class Store:
    """library.db, open. Any thread may use it: each gets a connection of its own, and one at a time saves."""

    def __init__(self, database: Path, access: Access = Access.WRITE) -> None:
        self.database = database
        self.damaged = False  # whether damage was met since the file was opened
        self.read_only = access is not Access.WRITE
        self._access = access
        self._connections: dict[threading.Thread, sqlite3.Connection] = {}
        self._guard = threading.Lock()
        self._saving = threading.Lock()

    def rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        """All rows that `sql` selects."""
        with self._explained():
            return self.connection().execute(sql, values).fetchall()

    def row(self, sql: str, *values: object) -> sqlite3.Row | None:
        """The first row that `sql` selects."""
        with self._explained():
            row: sqlite3.Row | None = self.connection().execute(sql, values).fetchone()
            return row

    def value(self, sql: str, *values: object) -> Any:
        """The first column of the first row, or None where there is no row."""
        row = self.row(sql, *values)
        return None if row is None else row[0]

    def save(self, change: Callable[[sqlite3.Connection], _T]) -> _T:
        """Run `change` in one transaction; when this returns, the change is on the disk.

        On a full disk the reserve is given up and `change` runs a second time, so it must be repeatable.
        Raises DiskFull, ReadOnlyLibrary, DamagedLibrary or LibraryError; then nothing has changed.
        """
        if self.read_only:
            raise ReadOnlyLibrary(READ_ONLY)
        with self._saving:
            try:
                return self._attempt(change)
            except DiskFull:
                if not release_reserve(self.database.parent):
                    raise
                return self._attempt(change)

    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        thread = threading.current_thread()
        known = self._connections.get(thread)
        if known is not None:
            return known
        fresh = connect(self.database, self._access)
        with self._guard:
            ended = [each for each in self._connections if not each.is_alive()]
            for each in ended:
                self._connections.pop(each).close()
            self._connections[thread] = fresh
        return fresh

    def close(self) -> None:
        """Close the connections of all threads; none of them may be in use."""
        with self._guard:
            while self._connections:
                self._connections.popitem()[1].close()

    def _attempt(self, change: Callable[[sqlite3.Connection], _T]) -> _T:
        with self._explained():
            db = self.connection()
            with transaction(db):
                return change(db)

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            with explained(self.database.parent):
                yield
        except DamagedLibrary:
            self.damaged = True
            raise


def connect(database: Path, access: Access) -> sqlite3.Connection:
    """A new connection, set up as every connection of ours is."""
    address = f"{database.absolute().as_uri()}?{access.value}"
    db = sqlite3.connect(address, uri=True, timeout=_BUSY, isolation_level=None, check_same_thread=False)
    try:
        db.row_factory = sqlite3.Row
        for pragma in _PRAGMAS:
            db.execute(f"PRAGMA {pragma}")
        if access is Access.WRITE:
            db.execute(f"PRAGMA journal_size_limit = {_WAL_KEPT}")
    except BaseException:
        db.close()
        raise
    return db


def log_of(database: Path) -> Path:
    """Where SQLite keeps what was saved last, until it is written into the file itself."""
    return database.with_name(f"{database.name}-wal")


@contextlib.contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing; holds the right to write from the beginning."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        # After some errors, a full disk among them, SQLite has rolled back by itself.
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def migrate(db: sqlite3.Connection, steps: Sequence[Sequence[str]] = schema.MIGRATIONS) -> None:
    """Bring the file up to the last of `steps` in one transaction; on any error it stays as it was."""
    with transaction(db):
        version = version_of(db)
        for step in steps[version:]:
            for statement in step:
                db.execute(statement)
        db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {max(version, len(steps))}")


def version_of(db: sqlite3.Connection) -> int:
    """The version of the tables, 0 without any. Raises NewerLibrary, or LibraryError where the file is not ours."""
    application: int = db.execute("PRAGMA application_id").fetchone()[0]
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    empty = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if application != schema.APPLICATION_ID and not empty:
        raise LibraryError(
            "The library.db in this folder belongs to another program. Choose another folder for the library."
        )
    if version > len(schema.MIGRATIONS):
        raise NewerLibrary(
            "This library was written by a newer version of Reading Companion. Open it with that version."
        )
    return version
