# SPDX-License-Identifier: MIT
"""How a document comes in: converted, marked with the glossary's terms, and saved whole or not at all."""

import secrets
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from companion.document.bookmark import AnchorState
from companion.document.model import Document, Manuscript, Metadata
from companion.errors import (
    CompanionError,
    ConversionError,
    DamagedLibrary,
    LibraryError,
    NotFound,
    PasswordNeeded,
    ReadOnlyLibrary,
)
from companion.importers.opening import open_file, why_changed, why_unreadable
from companion.library.draft import Draft, draft, insert, replace_content, write_mentions
from companion.library.editions import Carried, Edition, Snapshot, bookmarks_of, put_back, take_snapshot
from companion.library.files import digest_of
from companion.library.glossary import Glossary
from companion.library.originals import Originals, file_name
from companion.library.origins import Origin, Origins, origin_of, write_origin
from companion.library.rows import DOCUMENT, anchor_from_row, anchor_to_row, document_from_row, now
from companion.library.store import Store
from companion.library.trouble import READ_ONLY
from companion.library.values import ImportResult, ImportStatus, Marked
from companion.library.walk import files_of
from companion.work import Progress, Work, finish

if TYPE_CHECKING:
    from companion.importers.sandbox import Converter

OnResult = Callable[[ImportResult], None]


class Intake:
    """Takes files and manuscripts into the library."""

    def __init__(self, store: Store, originals: Originals, glossary: Glossary) -> None:
        self._store = store
        self.originals = originals
        self.glossary = glossary
        self._origins = Origins(store)

    def import_paths(
        self, paths: Sequence[Path], on_result: OnResult | None, password: str = ""
    ) -> Work[tuple[ImportResult, ...]]:
        """See `Shelf.import_paths`."""
        from companion.importers.sandbox import Converter

        self._refuse_read_only()
        files: list[Path] = []
        for file in files_of(paths, self._store.database.parent):
            files.append(file)
            yield Progress(0, None, file.name)
        results: list[ImportResult] = []
        with Converter(len(files)) as converter:
            for number, file in enumerate(files):
                result = yield from _counted(self._try(file, converter, password), number, len(files), file.name)
                results.append(result)
                if on_result is not None:
                    on_result(result)
        return tuple(results)

    def import_file(self, path: Path) -> Work[ImportResult]:
        """See `Shelf.import_file`."""
        from companion.importers.sandbox import Converter

        self._refuse_read_only()
        with Converter(1) as converter:
            return (yield from self._try(path, converter))

    def take(self, manuscript: Manuscript, source: Path, digest: str, *, bundled: bool = False) -> Work[ImportResult]:
        """Save a new document made from the file `source`, with a copy of the file.

        Where it came from is remembered, unless it is `bundled` with the program.
        """
        made = draft(manuscript, file_name(source), digest)
        made = replace(made, document=replace(made.document, id=self._free_id(), added=now()))
        yield Progress(1, 3, "marking glossary terms")
        marked = self.glossary.read(made.text, made.document.metadata.language)
        yield Progress(2, 3, "saving")
        document = made.document
        try:
            if self.originals.take(source, document.id, document.original) != digest:
                raise ConversionError(why_changed(source.name))
            origin = None if bundled else origin_of(source, document.id, digest)
            added = self._store.save(lambda db: _insert(db, made, marked, origin))
        except BaseException:
            self.originals.remove(document.id, document.original)
            raise
        if not added:  # another process was faster with the same file
            self.originals.remove(document.id, document.original)
            return self._known(source, digest) or ImportResult(source, ImportStatus.UNCHANGED)
        return ImportResult(source, ImportStatus.IMPORTED, document, len(made.passages), document.warnings)

    def replace(self, document: Document, manuscript: Manuscript, original: Path) -> Document:
        """See `Shelf.replace`."""
        made = draft(manuscript, file_name(original), finish(digest_of(original)))
        date = manuscript.metadata.date or document.metadata.date
        changed = self._rewrite(document, made, replace(document.metadata, date=date))
        self.originals.take(original, document.id, changed.original)
        self._origins.keep(origin_of(original, document.id, changed.digest))
        if changed.original != document.original:
            self.originals.remove(document.id, document.original)
        return changed

    def update(self, document: Document, path: Path, password: str = "") -> Work[Edition]:
        """See `Shelf.update`."""
        from companion.importers.sandbox import Converter

        self._refuse_read_only()
        try:
            open_file(path).close()
            digest = yield from digest_of(path)
            self._refuse_known(document, digest, path)
            with Converter(1) as converter:
                manuscript = yield from converter.convert(path, password)
        except OSError as error:
            raise ConversionError(why_unreadable(path, error)) from error
        yield Progress(1, 2, "finding the bookmarks again")
        before = take_snapshot(self._store, document, self.originals.path(document.id, document.original))
        changed = self.replace(document, manuscript, path)
        after = {bookmark.id: bookmark for bookmark in bookmarks_of(self._store, document.id)}
        carried = tuple(Carried(each, after[each.id]) for each in before.bookmarks if each.id in after)
        return Edition(changed, carried, before)

    def put_back(self, snapshot: Snapshot) -> Snapshot:
        """See `Shelf.put_back`."""
        self._refuse_read_only()
        row = self._store.row(f"SELECT {DOCUMENT} FROM documents WHERE id = ?", snapshot.document)
        if row is None:
            raise NotFound("This document is not in the library any more.")
        now_there = document_from_row(row)
        path = self.originals.path(snapshot.document, now_there.original)
        replaced = take_snapshot(self._store, now_there, path)
        if snapshot.original is not None:
            self.originals.put(snapshot.original, snapshot.document, snapshot.name)
        self._store.save(lambda db: put_back(db, snapshot))
        if now_there.original != snapshot.name or snapshot.original is None:
            self.originals.remove(snapshot.document, now_there.original)
        return replaced

    def _refuse_known(self, document: Document, digest: str, path: Path) -> None:
        """A file from which a document of the library was made is no new edition of anything."""
        sql = "SELECT id, title FROM documents WHERE digest = ? AND removed_at IS NULL"
        for row in self._store.rows(sql, digest):
            if row["id"] == document.id:
                raise ConversionError(f"{path.name} is the edition that the library has already.")
            known = f"{path.name} is in the library already, as “{row['title']}”."
            raise ConversionError(f"{known} Take that out first to make it an edition.")

    def reread(self, document: Document) -> Work[Document]:
        """Make a document's text again from its original. Raises ConversionError where that cannot be done."""
        from companion.importers.sandbox import convert

        original = self.originals.path(document.id, document.original)
        if not original.is_file():
            raise ConversionError("its original is not in the library")
        digest = yield from digest_of(original)
        manuscript = yield from convert(original, beside=self._kept_images(document.id))
        if manuscript.metadata.title == original.stem.replace("_", " "):  # the copy's name begins with an id
            manuscript = replace(manuscript, metadata=replace(manuscript.metadata, title=""))
        made = draft(manuscript, document.original, digest)
        return self._rewrite(document, made, document.metadata if document.format else made.document.metadata)

    def _kept_images(self, document: str) -> Callable[[str], bytes]:
        """The images that lay beside a document's file when it came in; a copy of the file has none beside it."""
        sql = "SELECT address, data FROM images WHERE document = ? AND address <> ''"
        try:
            images = {row["address"]: row["data"] for row in self._store.rows(sql, document)}
        except DamagedLibrary:  # which may be why the document is read again
            images = {}
        return lambda address: images.get(address, b"")

    def _rewrite(self, document: Document, made: Draft, about: Metadata) -> Document:
        """Give a document another text; the reader's bookmarks and words about it stay."""
        changed = replace(made.document, id=document.id, added=document.added, tags=document.tags, metadata=about)
        made = replace(made, document=changed)
        marked = self.glossary.read(made.text, about.language, document.id)

        def save(db: sqlite3.Connection) -> None:
            replace_content(db, made)
            write_mentions(db, document.id, marked)
            carry_over(db, document.id, made.text)

        self._store.save(save)
        return changed

    def _try(self, path: Path, converter: "Converter", password: str = "") -> Work[ImportResult]:
        """Take in one file, or say in the result why not."""
        began = time.perf_counter()
        try:
            open_file(path).close()
            result = yield from self._import(path, converter, password)
        except PasswordNeeded as error:
            result = ImportResult(path, ImportStatus.FAILED, reason=error.message, locked=True)
        except LibraryError:
            raise  # a full disk, say: no other file would fare better
        except CompanionError as error:
            result = ImportResult(path, ImportStatus.FAILED, reason=error.message)
        except OSError as error:
            result = ImportResult(path, ImportStatus.FAILED, reason=why_unreadable(path, error))
        return replace(result, seconds=time.perf_counter() - began)

    def _import(self, path: Path, converter: "Converter", password: str) -> Work[ImportResult]:
        digest = yield from digest_of(path)
        known = self._known(path, digest)
        if known is not None:
            if known.document is not None:
                self._origins.keep(origin_of(path, known.document.id, digest))
            return known
        manuscript = yield from converter.convert(path, password)
        return (yield from self.take(manuscript, path, digest))

    def _known(self, path: Path, digest: str) -> ImportResult | None:
        """The document of the same content; one that was removed comes back, with all that the reader made in it.

        An original that got lost is put back as well.
        """
        row = self._store.row(
            f"SELECT {DOCUMENT}, removed_at FROM documents WHERE digest = ? ORDER BY removed_at IS NOT NULL", digest
        )
        if row is None:
            return None
        document = document_from_row(row)
        passages = self._store.value("SELECT count(*) FROM passages WHERE document = ?", document.id)
        if not self.originals.path(document.id, document.original).exists():
            self.originals.take(path, document.id, document.original)
        if row["removed_at"] is None:
            return ImportResult(path, ImportStatus.UNCHANGED, document, passages)
        self._store.save(lambda db: db.execute("UPDATE documents SET removed_at = NULL WHERE id = ?", (document.id,)))
        return ImportResult(path, ImportStatus.IMPORTED, document, passages, document.warnings)

    def _free_id(self) -> str:
        while True:
            identity = secrets.token_hex(4)
            if self._store.row("SELECT 1 FROM documents WHERE id = ?", identity) is None:
                return identity

    def _refuse_read_only(self) -> None:
        if self._store.read_only:
            raise ReadOnlyLibrary(READ_ONLY)


def _insert(db: sqlite3.Connection, made: Draft, marked: Marked, origin: Origin | None) -> bool:
    """Write the document unless there is one of the same content."""
    if db.execute("SELECT 1 FROM documents WHERE digest = ?", (made.document.digest,)).fetchone() is not None:
        return False
    insert(db, made)
    write_mentions(db, made.document.id, marked)
    if origin is not None:
        write_origin(db, origin)
    return True


def carry_over(db: sqlite3.Connection, document: str, text: str) -> None:
    """Find all that the reader keeps in the document again in its new text; nothing is dropped."""
    from companion.document.anchors import locate_all, make_anchor

    for table, key in (("bookmarks", "id"), ("definitions", "id"), ("suggestions", "id"), ("positions", "document")):
        rows = db.execute(f"SELECT * FROM {table} WHERE document = ?", (document,)).fetchall()
        for row, place in zip(rows, locate_all(map(anchor_from_row, rows), text), strict=True):
            anchor = make_anchor(document, text, place.start, place.end)
            if place.state is AnchorState.LOST:  # it keeps what it quoted, to be found in a later edition
                anchor = replace(anchor_from_row(row), start=place.start, end=place.end)
            values = (*anchor_to_row(anchor)[1:], row[key])
            anchored = "start = ?, length = ?, quote = ?, prefix = ?, suffix = ?"
            db.execute(f"UPDATE {table} SET {anchored} WHERE {key} = ?", values)
            if table in ("bookmarks", "definitions"):
                db.execute(f"UPDATE {table} SET state = ? WHERE id = ?", (place.state.value, row["id"]))


def _counted(work: Work[ImportResult], done: int, total: int, name: str) -> Work[ImportResult]:
    """The work on one of many files, its progress told as so many files of all."""
    try:
        while True:
            step = next(work)
            yield Progress(done, total, f"{name}: {step.text}")
    except StopIteration as end:
        result: ImportResult = end.value
        return result
    finally:
        work.close()
