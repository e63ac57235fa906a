# SPDX-License-Identifier: MIT
"""The documents: what they hold, how they come in and go, and where the reader was in each."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from companion.document.model import Anchor, Document, Manuscript, Metadata, PageBox, Section
from companion.errors import ConversionError, NotFound
from companion.library.originals import Originals
from companion.library.rows import (
    BOOKMARK,
    DOCUMENT,
    anchor_from_row,
    anchor_to_row,
    document_from_row,
    marks_for,
    metadata_to_row,
    now,
    to_lines,
)
from companion.library.store import Store
from companion.work import Work

if TYPE_CHECKING:
    from companion.library.editions import Edition, Snapshot
    from companion.library.intake import Intake
    from companion.library.values import ImportResult, Reading, Removal, SectionInfo

_ON_SHELF = "document = ? AND document IN (SELECT id FROM index_documents)"
_METADATA = "title, authors, date, publisher, language, description, source, extra"
_POSITION = "document, start, length, quote, prefix, suffix, opened"
_ANCHOR = BOOKMARK.split(", ", 1)[1].split(", title")[0]


class Shelf:
    """The documents of a library. Methods that name a document raise NotFound where it is not on the shelf."""

    def __init__(self, store: Store, originals: Originals, intake: Callable[[], Intake]) -> None:
        self._store = store
        self._originals = originals
        self._intake = intake

    def documents(self) -> list[Document]:
        """All documents, by title."""
        rows = self._store.rows(f"SELECT {DOCUMENT} FROM documents WHERE removed_at IS NULL")
        return sorted(map(document_from_row, rows), key=lambda each: (each.title.casefold(), each.added))

    def document(self, document: str) -> Document:
        """The document of this id."""
        row = self._store.row(f"SELECT {DOCUMENT} FROM documents WHERE id = ? AND removed_at IS NULL", document)
        if row is None:
            raise NotFound("This document is not in the library any more.")
        return document_from_row(row)

    def find(self, wanted: str) -> Document:
        """The document with this id, or this title, or enough of a title to be the only one."""
        documents = self.documents()
        words = wanted.casefold().split()
        tests: tuple[Callable[[Document], bool], ...] = (
            lambda each: each.id == wanted,
            lambda each: each.title.casefold().split() == words,
            lambda each: bool(words) and " ".join(words) in " ".join(each.title.casefold().split()),
        )
        found = next((some for test in tests if (some := [each for each in documents if test(each)])), [])
        if len(found) == 1:
            return found[0]
        if not found:
            raise NotFound(f"No document is called “{wanted}”. `companion list` shows what is in the library.")
        names = "; ".join(f"{each.id} “{each.title}”" for each in found[:4])
        raise NotFound(f"{len(found)} documents answer to “{wanted}”: {names}. Give more of the title, or the id.")

    def text(self, document: str) -> str:
        """The document's one text."""
        rows = self._store.rows(f"SELECT text FROM passages WHERE {_ON_SHELF} ORDER BY start", document)
        if not rows:
            self.document(document)
        return "".join(row[0] for row in rows)

    def sections(self, document: str) -> list[SectionInfo]:
        """The sections in order, without their blocks."""
        from companion.library.values import SectionInfo

        columns = "number, title, start, length"
        rows = self._store.rows(f"SELECT {columns} FROM sections WHERE {_ON_SHELF} ORDER BY number", document)
        if not rows:
            self.document(document)
        return [SectionInfo(*row) for row in rows]

    def section(self, document: str, number: int) -> Section:
        """One section with its blocks."""
        from companion.document.codec import blocks_from_json

        sql = f"SELECT title, blocks, start FROM sections WHERE {_ON_SHELF} AND number = ?"
        row = self._store.row(sql, document, number)
        if row is None:
            self.document(document)
            raise NotFound(f"The document has no section {number}.")
        return Section(row["title"], blocks_from_json(row["blocks"]), row["start"], number)

    def section_at(self, document: str, offset: int) -> int:
        """The number of the section in which the offset lies."""
        sql = f"SELECT number FROM sections WHERE {_ON_SHELF} AND start <= ? ORDER BY start DESC, number DESC LIMIT 1"
        number: int | None = self._store.value(sql, document, max(offset, 0))
        if number is None:
            self.document(document)
        return number or 0

    def page_at(self, document: str, offset: int) -> str:
        """The label of the page on which the offset lies, or ""."""
        sql = "SELECT page FROM passages WHERE document = ? AND start <= ? ORDER BY start DESC LIMIT 1"
        return self._store.value(sql, document, max(offset, 0)) or ""

    def image(self, document: str, name: str) -> bytes | None:
        """The bytes of an image of the document."""
        data: bytes | None = self._store.value(
            "SELECT data FROM images WHERE document = ? AND name = ?", document, name
        )
        return data

    def image_count(self, document: str) -> int:
        """How many images of the document are kept."""
        number: int = self._store.value("SELECT count(*) FROM images WHERE document = ?", document)
        return number

    def original(self, document: str) -> Path | None:
        """The library's copy of the file that the document was made from, if it is there."""
        path = self._originals.path(document, self.document(document).original)
        return path if path.is_file() else None

    def page_boxes(self, document: str, start: int, end: int, password: str = "") -> Work[tuple[PageBox, ...]]:
        """Where a range of the document's text stands on the pages of its original, which is read again for it.

        None where its format has no pages. Raises ConversionError where the original is missing or cannot be read,
        PasswordNeeded where it is locked.
        """
        from companion.importers.sandbox import boxes

        original = self.original(document)
        if original is None:
            raise ConversionError("The original is not in the library. Import the file again for a copy.")
        return (yield from boxes(original, start, end, password=password))

    def import_file(self, path: Path) -> Work[ImportResult]:
        """Take in one file. What is wrong with the file is told in the result; what is wrong with the library, such as
        a full disk, is raised as LibraryError.
        """
        return self._intake().import_file(path)

    def import_paths(
        self, paths: Sequence[Path], on_result: Callable[[ImportResult], None] | None = None, password: str = ""
    ) -> Work[tuple[ImportResult, ...]]:
        """Take in files, and the files of folders and the folders in them; `on_result` hears of each as it ends.

        `password` is tried on files that are locked, and kept nowhere.
        """
        return self._intake().import_paths(paths, on_result, password)

    def replace(self, document: str, manuscript: Manuscript, original: Path) -> Document:
        """Take in another edition of a document, made from the file `original`, and carry the bookmarks over."""
        return self._intake().replace(self.document(document), manuscript, original)

    def update(self, document: str, path: Path, password: str = "") -> Work[Edition]:
        """Take in the file at `path` as a new edition of a document, and carry the bookmarks over.

        Raises ConversionError where the file cannot be read or is in the library already. Until it is read nothing is
        changed; then the change is whole.
        """
        return self._intake().update(self.document(document), path, password)

    def put_back(self, snapshot: Snapshot) -> Snapshot:
        """Make a document what it was before an edition came in; returns what it was until now."""
        return self._intake().put_back(snapshot)

    def edit(self, document: str, metadata: Metadata, tags: tuple[str, ...]) -> Document:
        """Change what is known of a document. An empty title leaves the old one."""
        self.edit_all([replace(self.document(document), metadata=metadata, tags=tags)])
        return self.document(document)

    def edit_all(self, changed: Sequence[Document]) -> None:
        """Change what is known of several documents, of all or of none; an empty title leaves the old one."""
        edits = [(self.document(each.id), each) for each in changed]
        columns = [column.strip() for column in f"{_METADATA}, tags".split(",")]
        assignments = ", ".join(f"{column} = ?" for column in columns)

        def save(db: sqlite3.Connection) -> None:
            for old, new in edits:
                title = " ".join(new.metadata.title.split()) or old.title
                values = (title, *metadata_to_row(new.metadata)[1:], to_lines(new.tags), new.id)
                db.execute(f"UPDATE documents SET {assignments}, revision = revision + 1 WHERE id = ?", values)
                if new.metadata.language != old.metadata.language:
                    db.execute("UPDATE documents SET mentions_at = 0 WHERE id = ?", (new.id,))

        self._store.save(save)

    def remove(self, document: str) -> Removal:
        """Take a document off the shelf. It stays in the file, with its bookmarks, for `restore`."""
        return self.remove_all((document,))[0]

    def remove_all(self, documents: Sequence[str]) -> tuple[Removal, ...]:
        """Take several documents off the shelf, all or none."""
        from companion.library.values import Removal

        removed = now()
        count = "SELECT count(*) FROM bookmarks WHERE document = ?"
        removals = tuple(Removal(self.document(each), self._store.value(count, each), removed) for each in documents)
        rows = [(removed, each) for each in documents]
        self._store.save(lambda db: db.executemany("UPDATE documents SET removed_at = ? WHERE id = ?", rows))
        return removals

    def restore(self, removal: Removal) -> Document:
        """Put a removed document back with everything the reader made in it."""
        self.restore_all((removal,))
        return self.document(removal.document.id)

    def restore_all(self, removals: Sequence[Removal]) -> None:
        """Put several removed documents back."""
        rows = [(each.document.id,) for each in removals]
        self._store.save(lambda db: db.executemany("UPDATE documents SET removed_at = NULL WHERE id = ?", rows))

    def purge(self, removal: Removal) -> None:
        """Delete a removed document for good, with its bookmarks and its original."""

        def save(db: sqlite3.Connection) -> int:
            sql = "DELETE FROM documents WHERE id = ? AND removed_at IS NOT NULL"
            return db.execute(sql, (removal.document.id,)).rowcount

        if self._store.save(save):
            self._originals.remove(removal.document.id, removal.document.original)

    def position(self, document: str) -> Anchor | None:
        """Where the reader was last in a document."""
        row = self._store.row(f"SELECT {_ANCHOR} FROM positions WHERE document = ?", document)
        return anchor_from_row(row) if row else None

    def keep_position(self, anchor: Anchor) -> None:
        """Remember where the reader is, and that this document was read last."""

        def save(db: sqlite3.Connection) -> None:
            known = "SELECT 1 FROM documents WHERE id = ? AND removed_at IS NULL"
            if db.execute(known, (anchor.document,)).fetchone() is not None:
                sql = f"INSERT OR REPLACE INTO positions ({_POSITION}) VALUES ({marks_for(_POSITION)})"
                db.execute(sql, (*anchor_to_row(anchor), now()))

        self._store.save(save)

    def readings(self) -> dict[str, Reading]:
        """By id, how far each document that was opened has been read, and when."""
        from companion.library.values import Reading

        sql = (
            "SELECT document, positions.start, opened, documents.length FROM positions JOIN documents ON id = document"
        )
        rows = self._store.rows(sql)
        return {row[0]: Reading(min(row[1] / max(row[3], 1), 1.0), row[2]) for row in rows}

    def last_opened(self) -> str | None:
        """The id of the document that was read last."""
        sql = """SELECT document FROM positions JOIN documents ON id = document
                 WHERE removed_at IS NULL ORDER BY opened DESC LIMIT 1"""
        document: str | None = self._store.value(sql)
        return document
