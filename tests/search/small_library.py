# SPDX-License-Identifier: MIT
"""A small library for the tests of the search: the two views that the index reads, as plain tables."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from companion.search.indexer import bring_up
from companion.search.manifest import Manifest
from companion.search.searcher import Searcher
from companion.work import finish

_SCHEMA = """
CREATE TABLE index_documents (id TEXT, revision INTEGER, title TEXT, authors TEXT, tags TEXT, language TEXT, date TEXT);
CREATE TABLE index_entries (id TEXT, number INTEGER, revision INTEGER, kind TEXT, key TEXT, document TEXT, title TEXT,
    heading TEXT, body TEXT, tags TEXT, language TEXT, date TEXT, start INTEGER, length INTEGER, section TEXT,
    page TEXT);
CREATE TABLE index_passages (number INTEGER, document TEXT, start INTEGER, text TEXT, section TEXT, page TEXT);
"""


@dataclass
class SmallLibrary:
    """A database with documents, and the folder of its index."""

    folder: Path
    _next: int = field(default=1, init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._rows() as rows:
            rows.executescript(_SCHEMA)

    @property
    def database(self) -> Path:
        return self.folder / "library.db"

    @property
    def index(self) -> Path:
        return self.folder / "index"

    def put(
        self,
        document: str,
        passages: Sequence[str],
        *,
        title: str = "",
        authors: str = "",
        tags: str = "",
        language: str = "en",
        date: str = "",
        sections: Sequence[str] = (),
    ) -> None:
        """Add a document, or replace it by a later revision. Numbers of passages are never used twice."""
        with self._rows() as rows:
            row = rows.execute("SELECT max(revision) FROM index_documents WHERE id = ?", (document,)).fetchone()
            self._drop(rows, document)
            values = (document, (row[0] or 0) + 1, title or document, authors, tags, language, date)
            rows.execute("INSERT INTO index_documents VALUES (?, ?, ?, ?, ?, ?, ?)", values)
            start = 0
            for place, text in enumerate(passages):
                section = sections[place] if place < len(sections) else ""
                passage = (self._next, document, start, text, section, str(place + 1))
                rows.execute("INSERT INTO index_passages VALUES (?, ?, ?, ?, ?, ?)", passage)
                self._next += 1
                start += len(text)

    def drop(self, document: str) -> None:
        """Remove a document."""
        with self._rows() as rows:
            self._drop(rows, document)

    def bring_up(self) -> Manifest:
        """Index what is new, in this process."""
        return finish(bring_up(self.database, self.index))

    def searcher(self, *terms: tuple[str, ...]) -> "closing[Searcher]":
        """Index what is new and open the result; each of `terms` is called by several names."""
        self.bring_up()
        called = {name.casefold(): names for names in terms for name in names}
        return closing(Searcher(self.index, self.database, lambda phrase: called.get(phrase.casefold(), ())))

    def _drop(self, rows: sqlite3.Connection, document: str) -> None:
        rows.execute("DELETE FROM index_documents WHERE id = ?", (document,))
        rows.execute("DELETE FROM index_passages WHERE document = ?", (document,))

    def _rows(self) -> "_Transaction":
        return _Transaction(self.database)


class _Transaction:
    """A connection that commits and closes at the end of its block."""

    def __init__(self, database: Path) -> None:
        self._rows = sqlite3.connect(database)

    def __enter__(self) -> sqlite3.Connection:
        return self._rows

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self._rows.commit()
        self._rows.close()
