# SPDX-License-Identifier: MIT
"""Reads what can still be read of a damaged library.db into a sound one."""

import logging
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from companion.library.draft import checksum_of
from companion.library.originals import Originals
from companion.library.rows import DOCUMENT, anchor_from_row, bookmark_from_row, document_from_row, now
from companion.library.store import Access, connect
from companion.library.trouble import DATABASE_ERRORS

_log = logging.getLogger(__name__)
_CONTENT = ("sections", "passages", "images")
_ENTRY = ("name", "definition", "category", "aliases", "abbreviations", "related", "sources", "origin")
_PLACED = (
    "bookmarks",
    "definitions",
    "suggestions",
    "positions",
    "collected",
    "origins",
)  # what points into a document
_NOTHING = checksum_of((), ())

Row = Mapping[str, Any]

# The reader's own tables, and what turns a good row of each into a value.
_OWN: dict[str, Callable[[Any], object]] = {
    "bookmarks": bookmark_from_row,
    "positions": anchor_from_row,
    "terms": lambda row: [row[column] + "" for column in _ENTRY],
    "versions": lambda row: row["name"] + row["did"] + row["at"] + row["who"],
    "cards": lambda row: row["term"] + row["due"] + row["card"],
    "reviews": lambda row: row["term"] + row["at"],
    "definitions": anchor_from_row,
    "suggestions": anchor_from_row,
    "meta": lambda row: row["name"] + row["value"],
    "collections": lambda row: row["id"] + row["name"],
    "collected": lambda row: row["collection"] + row["document"],
    "origins": lambda row: row["path"] + row["document"],
    "searches": lambda row: row["query"] + row["created"],
    "hushed": lambda row: row["term"].casefold(),
    "encounters": lambda row: row["term"] + row["sentence"],
}


class Salvage:
    """Lays a damaged file over `sound`, which is empty or an older backup; foreign keys are off meanwhile.

    A table that reads to its end replaces the backup's; of another one the rows that can be read are added. A
    document counts only whole: one that does not keeps its place and its bookmarks, and is listed in `unread`.
    """

    def __init__(self, sound: sqlite3.Connection, originals: Originals) -> None:
        self.unread: tuple[str, ...] = ()
        self.dropped = 0  # bookmarks whose documents are gone without a trace
        self._sound = sound
        self._originals = originals

    def lay_over(self, database: Path) -> None:
        """Read the damaged file; one that cannot be read at all changes nothing."""
        complete = False
        try:
            with closing(connect(database, Access.READ)) as damaged:
                complete = self._documents(damaged)
                for table, value_of in _OWN.items():
                    self._own_table(damaged, table, value_of)
        except DATABASE_ERRORS:
            _log.warning("%s cannot be read at all", database.name)
        if not complete:
            self._keep_places()
        self._tidy()

    def _documents(self, damaged: sqlite3.Connection) -> bool:
        rows, complete = _readable(damaged, "documents", document_from_row)
        held = {row["id"]: row["checksum"] for row in self._sound.execute("SELECT id, checksum FROM documents")}
        for row in rows:
            document = row["id"]
            content = None
            if held.get(document) != row["checksum"]:
                content = _content(damaged, document, row["checksum"])
                if content is None and document in held:
                    continue  # the backup's edition is whole
            self._put("documents", row if content or document in held else {**row, "checksum": _NOTHING, "length": 0})
            for table, parts in (content or {}).items():
                self._sound.execute(f"DELETE FROM {table} WHERE document = ?", (document,))
                for part in parts:
                    self._put(table, part)
        if complete:
            self._forget(set(held).difference(row["id"] for row in rows))
        return complete

    def _own_table(self, damaged: sqlite3.Connection, table: str, value_of: Callable[[Any], object]) -> None:
        rows, complete = _readable(damaged, table, value_of)
        if complete:
            self._sound.execute(f"DELETE FROM {table}")
        for row in rows:
            self._put(table, row)

    def _keep_places(self) -> None:
        """Where a document's row is lost but its original is there, make a place for what is read from that again."""
        known = {row["id"] for row in self._sound.execute("SELECT id FROM documents")}
        for original in self._originals.names():
            document, dash, name = original.partition("-")
            if document not in known and dash:
                blank = dict.fromkeys(DOCUMENT.split(", "), "") | {"words": 0, "length": 0, "pages": None}
                about = {
                    "id": document,
                    "title": name,
                    "extra": "{}",
                    "outline": "[]",
                    "added": now(),
                    "original": name,
                }
                self._put("documents", {**blank, **about, "checksum": _NOTHING})

    def _forget(self, documents: Iterable[str]) -> None:
        for document in documents:
            self._sound.execute("DELETE FROM documents WHERE id = ?", (document,))
            for table in (*_CONTENT, *_PLACED):
                self._sound.execute(f"DELETE FROM {table} WHERE document = ?", (document,))

    def _put(self, table: str, row: Row) -> None:
        """Write a row, unless it is one that the table refuses."""
        columns = [column for column in row if (table, column) != ("passages", "number")]
        marks = ", ".join("?" for _ in columns)
        sql = f"INSERT OR REPLACE INTO {table} ({', '.join(columns)}) VALUES ({marks})"
        try:
            self._sound.execute(sql, [row[column] for column in columns])
        except sqlite3.IntegrityError:
            return

    def _tidy(self) -> None:
        """Leave nothing that points nowhere, and have the mentions made again."""
        orphaned = "document NOT IN (SELECT id FROM documents)"
        self.dropped = self._sound.execute(f"DELETE FROM bookmarks WHERE {orphaned}").rowcount
        for table in _PLACED[1:]:
            self._sound.execute(f"DELETE FROM {table} WHERE {orphaned}")
        self._sound.execute("DELETE FROM collected WHERE collection NOT IN (SELECT id FROM collections)")
        for table in ("mentions", "vocabularies", "changed_names"):
            self._sound.execute(f"DELETE FROM {table}")
        self._sound.execute("UPDATE documents SET mentions_at = -1")
        unread = self._sound.execute("SELECT id FROM documents WHERE checksum = ? AND removed_at IS NULL", (_NOTHING,))
        self.unread = tuple(row["id"] for row in unread)


def _readable(damaged: sqlite3.Connection, table: str, value_of: Callable[[Any], object]) -> tuple[list[Row], bool]:
    """The good rows of a table, read from both ends up to the damage, and whether they are all."""
    rows: dict[int, Row] = {}
    complete = False
    for direction in ("ASC", "DESC"):
        try:
            good = True
            for row in damaged.execute(f"SELECT rowid AS place, * FROM {table} ORDER BY rowid {direction}"):
                fields = dict(row)
                place = fields.pop("place")
                if _is_good(row, value_of):
                    rows[place] = fields
                else:
                    good = False
            complete = good
            break
        except DATABASE_ERRORS:
            continue
    return [rows[place] for place in sorted(rows)], complete


def _is_good(row: sqlite3.Row, value_of: Callable[[Any], object]) -> bool:
    try:
        value_of(row)
    except (ValueError, TypeError):
        return False
    return True


def _content(damaged: sqlite3.Connection, document: str, checksum: str) -> dict[str, list[Row]] | None:
    """The rows of a document's content, or None where they are not all there as they were written."""
    try:
        content: dict[str, list[Row]] = {
            table: [dict(row) for row in damaged.execute(f"SELECT * FROM {table} WHERE document = ?", (document,))]
            for table in _CONTENT
        }
        sections = sorted(content["sections"], key=lambda row: row["number"])
        passages = sorted(content["passages"], key=lambda row: row["start"])
        found = checksum_of((row["blocks"] for row in sections), (row["text"] for row in passages))
    except (*DATABASE_ERRORS, TypeError, AttributeError):
        return None
    return content if found == checksum else None
