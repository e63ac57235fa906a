# SPDX-License-Identifier: MIT
"""Another edition of a document: taken in for the old one, with the reader's bookmarks carried over, and taken back."""

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from companion.document.bookmark import AnchorState, Bookmark
from companion.document.model import Document
from companion.library.rows import BOOKMARK, DOCUMENT, bookmark_from_row, marks_for
from companion.library.store import Store

# What a document's text is made of, and where the reader stands in it. Passages get new numbers when they come back.
_TABLES = {
    "documents": f"{DOCUMENT}, checksum",
    "sections": "document, number, title, start, length, blocks",
    "passages": "document, start, text, section, page",
    "images": "document, name, media_type, width, height, data, address",
    "positions": "document, start, length, quote, prefix, suffix, opened",
}
_CONTENT = ("sections", "passages", "images", "positions")
_ANCHOR = "start, length, quote, prefix, suffix, state"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A document's text, bookmarks' places and original as they stood at one moment, to be put back."""

    document: str
    name: str  # of the original
    original: bytes | None
    rows: Mapping[str, Sequence[tuple[Any, ...]]] = field(repr=False)
    bookmarks: tuple[Bookmark, ...] = ()


@dataclass(frozen=True, slots=True)
class Carried:
    """A bookmark as it stood in the old edition, and as it stands in the new one."""

    before: Bookmark
    after: Bookmark


@dataclass(frozen=True, slots=True)
class Edition:
    """A new edition that was taken in: the document as it is now, what became of its bookmarks, and the old state."""

    document: Document
    carried: tuple[Carried, ...]
    before: Snapshot = field(repr=False)

    def count(self, state: AnchorState) -> int:
        """How many bookmarks stand so."""
        return Counter(each.after.state for each in self.carried)[state]


def take_snapshot(store: Store, document: Document, original: Path) -> Snapshot:
    """The document as it is now; `original` is where its file lies, if it has one."""
    rows = {
        table: [
            tuple(row)
            for row in store.rows(
                f"SELECT {columns} FROM {table} WHERE {'id' if table == 'documents' else 'document'} = ?", document.id
            )
        ]
        for table, columns in _TABLES.items()
    }
    content = original.read_bytes() if original.is_file() else None
    return Snapshot(document.id, document.original, content, rows, bookmarks_of(store, document.id))


def bookmarks_of(store: Store, document: str) -> tuple[Bookmark, ...]:
    """The bookmarks of a document, in reading order."""
    sql = f"SELECT {BOOKMARK} FROM bookmarks WHERE document = ? ORDER BY start, length, created"
    return tuple(bookmark_from_row(row) for row in store.rows(sql, document))


def put_back(db: sqlite3.Connection, snapshot: Snapshot) -> None:
    """Make the document what it was. Bookmarks that came since stay; terms are marked anew by the next look."""
    identity = snapshot.document
    for table in (*_CONTENT, "mentions"):
        db.execute(f"DELETE FROM {table} WHERE document = ?", (identity,))
    columns = _TABLES["documents"]
    assignments = ", ".join(f"{column.strip()} = ?" for column in columns.split(","))
    sql = f"UPDATE documents SET {assignments}, revision = revision + 1, mentions_at = 0 WHERE id = ?"
    db.execute(sql, (*snapshot.rows["documents"][0], identity))
    for table in _CONTENT:
        columns = _TABLES[table]
        db.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks_for(columns)})", snapshot.rows[table])
    anchored = ", ".join(f"{column.strip()} = ?" for column in _ANCHOR.split(","))
    for bookmark in snapshot.bookmarks:
        anchor = bookmark.anchor
        place = (anchor.start, anchor.end - anchor.start, anchor.quote, anchor.prefix, anchor.suffix)
        db.execute(f"UPDATE bookmarks SET {anchored} WHERE id = ?", (*place, bookmark.state.value, bookmark.id))
