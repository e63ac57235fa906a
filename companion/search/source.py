# SPDX-License-Identifier: MIT
"""What the index knows of the library's database: its three views, read-only.

Two show the documents with their passages, the third the entries: notes (with bookmarks' titles) and glossary terms.
To the index an entry is a document of one passage; its number is negative, so that no passage has the same.
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class SourcePassage:
    """A row of `index_passages`. `section` is the path of headings, outermost first."""

    number: int
    document: str
    start: int
    text: str
    section: tuple[str, ...]
    page: str


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A row of `index_documents`, or one for an entry, whose `kind` is "note" or "term".

    Authors and tags are joined by newlines; `language` is two letters.
    """

    id: str
    revision: int
    title: str
    authors: str
    tags: str
    language: str
    date: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A row of `index_entries`: a note with the document and range that it is about, or a term, which has none.

    `key` is the bookmark's id or the term's name.
    """

    document: SourceDocument
    passage: SourcePassage
    key: str
    length: int


_ENTRY = """SELECT number, id, revision, kind, key, document, title, heading, body, tags, language, date, start, length,
    section, page FROM index_entries"""
_ENTRIES = ("note:", "term:")  # how ids of entries begin
_DOCUMENT = "SELECT id, revision, title, authors, tags, language, date FROM index_documents"
_PASSAGE = "SELECT number, document, start, text, section, page FROM index_passages"


class Source:
    """A read-only connection to the library's database. It may pass between threads but serves one at a time."""

    def __init__(self, database: Path) -> None:
        self._rows = _connect(database)

    def close(self) -> None:
        """Close the connection."""
        self._rows.close()

    def revisions(self) -> dict[str, int]:
        """The revision of every document and of every entry, documents first."""
        both = "SELECT id, revision FROM index_documents UNION ALL SELECT id, revision FROM index_entries"
        return dict(self._rows.execute(both))

    def document(self, document: str) -> tuple[SourceDocument, list[SourcePassage]] | None:
        """A document and its passages as they stood at one moment, or None where it is gone; an entry likewise."""
        if document.startswith(_ENTRIES):
            rows = self._rows.execute(f"{_ENTRY} WHERE id = ?", (document,)).fetchall()
            return next(((entry.document, [entry.passage]) for entry in map(_entry, rows)), None)
        self._rows.execute("BEGIN")
        try:
            row = self._rows.execute(f"{_DOCUMENT} WHERE id = ?", (document,)).fetchone()
            passages = self._rows.execute(f"{_PASSAGE} WHERE document = ? ORDER BY number", (document,)).fetchall()
        finally:
            self._rows.execute("COMMIT")
        return (_document(row), [_passage(passage) for passage in passages]) if row else None

    def documents(self, ids: Iterable[str]) -> dict[str, SourceDocument]:
        """Those of the documents that are there, by id."""
        rows = self._rows.execute(f"{_DOCUMENT} WHERE id IN (SELECT value FROM json_each(?))", (json.dumps([*ids]),))
        return {row[0]: _document(row) for row in rows}

    def passages_in(self, document: str, start: int, end: int) -> list[SourcePassage]:
        """The passages of a document that reach into a range of its text, in order."""
        sql = f"{_PASSAGE} WHERE document = ? AND start < ? AND start + length(text) > ? ORDER BY start"
        return [_passage(row) for row in self._rows.execute(sql, (document, end, start))]

    def passages(self, numbers: Iterable[int]) -> dict[int, SourcePassage]:
        """Those of the passages of documents that are there, by number."""
        listed = json.dumps([*numbers])
        rows = self._rows.execute(f"{_PASSAGE} WHERE number IN (SELECT value FROM json_each(?))", (listed,))
        return {row[0]: _passage(row) for row in rows}

    def stretch(self, document: str, start: int, end: int) -> tuple[int, int]:
        """The numbers of the first and the last passage that lie, at least partly, in a range of a document's text."""
        sql = """SELECT min(number), max(number) FROM index_passages
                 WHERE document = ? AND start < ? AND start + length(text) > ?"""
        first, last = self._rows.execute(sql, (document, end, start)).fetchone()
        return (first, last) if first is not None else (1, 0)

    def entries(self, numbers: Iterable[int]) -> dict[int, SourceEntry]:
        """Those of the entries that are there, by the number of their passage."""
        wanted = [-number for number in numbers if number < 0]
        if not wanted:
            return {}
        rows = self._rows.execute(f"{_ENTRY} WHERE number IN (SELECT value FROM json_each(?))", (json.dumps(wanted),))
        return {entry.passage.number: entry for entry in map(_entry, rows)}


def _document(row: tuple[str, int, str | None, str | None, str | None, str | None, str | None]) -> SourceDocument:
    document, revision, title, authors, tags, language, date = row
    primary = (language or "en")[:2].lower()
    return SourceDocument(document, revision, title or "", authors or "", tags or "", primary, date or "")


def _passage(row: tuple[int, str, int, str, str | None, str | None]) -> SourcePassage:
    number, document, start, text, section, page = row
    return SourcePassage(number, document, start, text, tuple((section or "").splitlines()), page or "")


def _entry(row: tuple[Any, ...]) -> SourceEntry:
    number, id, revision, kind, key, document, title, heading, body, tags, language, date, start, length, *place = row
    lines = [", ".join(filter(None, heading.splitlines())), body]
    section, page = place
    passage = SourcePassage(
        -number, document, start, ":\n".join(filter(None, lines)), tuple((section or "").splitlines()), page or ""
    )
    primary = (language or "en")[:2].lower()
    return SourceEntry(SourceDocument(id, revision, title, "", tags, primary, date, kind), passage, key, length)


def _connect(database: Path) -> sqlite3.Connection:
    address = database.absolute().as_uri()
    rows = sqlite3.connect(f"{address}?mode=ro", uri=True, check_same_thread=False, isolation_level=None)
    try:
        rows.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        # In a folder that may not be written a WAL database opens only as one that nobody changes.
        rows.close()
        rows = sqlite3.connect(f"{address}?immutable=1", uri=True, check_same_thread=False, isolation_level=None)
    return rows
