# SPDX-License-Identifier: MIT
"""Looks a library over from end to end, and mends what can be mended."""

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from companion.document.bookmark import AnchorState
from companion.document.codec import blocks_from_json
from companion.document.model import Document, join_texts
from companion.errors import CompanionError, DamagedLibrary
from companion.library.files import digest_of
from companion.library.index import Index
from companion.library.intake import Intake, carry_over
from companion.library.integrity import altered_documents
from companion.library.rows import DOCUMENT, document_from_row
from companion.library.store import Store
from companion.library.trouble import DAMAGED
from companion.library.values import Health
from companion.work import Progress, Work

_OUT_OF_TEXT = """SELECT {table}.document FROM {table} JOIN documents ON documents.id = {table}.document
                  WHERE {table}.start + {table}.length > documents.length OR {table}.start < 0"""


class Checkup:
    """One look over a library. With `repair` what is wrong is put right where that can be done.

    The index is a cache, so it is brought up in any case, unless the library can only be read.
    """

    def __init__(self, store: Store, intake: Intake, index: Index, *, repair: bool) -> None:
        self._store = store
        self._intake = intake
        self._index = index
        self._repair = repair and not store.read_only
        self._problems: list[str] = []
        self._repaired: list[str] = []

    def run(self) -> Work[Health]:
        """Look at everything."""
        yield from self._look_at_file()
        documents = self._documents()
        altered = set(altered_documents(self._store.connection()))
        for number, document in enumerate(documents):
            yield Progress(number, len(documents), document.title)
            yield from self._look_at_text(document, document.id in altered)
            yield from self._look_at_original(document)
        yield from self._look_at_places()
        yield from self._look_at_index()
        return self._health()

    def _look_at_file(self) -> Work[None]:
        yield Progress(0, None, "the library file")
        found = [row[0] for row in self._store.rows("PRAGMA integrity_check(10)")]
        if found != ["ok"]:
            yield from self._mend(
                "The library file is damaged inside.", self._reindex, "The library file's lists were made again."
            )
        dangling = self._store.rows("PRAGMA foreign_key_check")
        if dangling:
            yield from self._mend(
                f"{len(dangling)} rows of the library file belong to nothing.",
                lambda: self._store.save(lambda db: _delete(db, dangling)),
                f"{len(dangling)} rows that belonged to nothing were deleted.",
            )

    def _look_at_text(self, document: Document, altered: bool) -> Work[None]:
        if not altered and self._is_consistent(document):
            return
        problem = f"The stored text of “{document.title}” is not as it was written."
        if not self._repair:
            self._problems.append(problem)
            return
        try:
            yield from self._intake.reread(document)
        except CompanionError as error:
            self._problems.append(f"{problem} It could not be read again: {error.message}")
        else:
            self._repaired.append(f"The text of “{document.title}” was read again from its original.")

    def _look_at_original(self, document: Document) -> Work[None]:
        path = self._intake.originals.path(document.id, document.original)
        if not path.is_file():
            self._problems.append(
                f"The original of “{document.title}” is missing. The text is safe; import the file again for a copy."
            )
        elif (yield from digest_of(path)) != document.digest:
            self._problems.append(
                f"The original of “{document.title}” has been changed since it was imported. The text is safe."
            )

    def _look_at_places(self) -> Work[None]:
        strayed = {row[0] for table in ("bookmarks", "positions") for row in self._out_of_text(table)}
        if strayed:
            yield from self._mend(
                f"Bookmarks of {len(strayed)} documents stand outside the text.",
                lambda: self._find_places(strayed),
                f"The places of bookmarks in {len(strayed)} documents were found again.",
            )
        if wrong := {row[0] for row in self._out_of_text("mentions")}:
            yield from self._mend(
                f"Marks of glossary terms in {len(wrong)} documents stand outside the text.",
                lambda: self._store.save(lambda db: db.execute("UPDATE documents SET mentions_at = -1")),
                "The marks of glossary terms were made again.",
            )
        if not self._store.read_only:
            yield from self._intake.glossary.refresh()

    def _look_at_index(self) -> Work[None]:
        if self._store.read_only:
            return
        generation = self._index.state().generation
        try:
            yield from self._index.update()
        except CompanionError as error:
            self._problems.append(error.message)
        else:
            if self._index.state().generation != generation:
                self._repaired.append("The index was brought up to the library.")

    def _mend(self, problem: str, repair: Callable[[], object], repaired: str) -> Work[None]:
        yield Progress(0, None, problem)
        if not self._repair:
            self._problems.append(problem)
            return
        try:
            repair()
        except CompanionError as error:
            self._problems.append(f"{problem} {error.message}")
        else:
            self._repaired.append(repaired)

    def _reindex(self) -> None:
        self._store.save(lambda db: db.execute("REINDEX"))
        if self._store.value("PRAGMA integrity_check(1)") != "ok":
            self._store.damaged = True
            raise DamagedLibrary(DAMAGED)

    def _is_consistent(self, document: Document) -> bool:
        """Whether passages and sections make up the same text, without gaps, and of the length that is noted."""
        passages = self._store.rows("SELECT start, text FROM passages WHERE document = ? ORDER BY start", document.id)
        sections = self._store.rows("SELECT start, blocks FROM sections WHERE document = ? ORDER BY start", document.id)
        text = "".join(row["text"] for row in passages)
        starts = [row["start"] for row in passages] + [document.length]
        if not sections or len(text) != document.length:
            return False
        if any(
            start + len(row["text"]) != after for row, (start, after) in zip(passages, pairwise(starts), strict=True)
        ):
            return False
        return text == "\n".join(join_texts(blocks_from_json(row["blocks"])) for row in sections)

    def _find_places(self, documents: set[str]) -> None:
        for document in documents:
            rows = self._store.rows("SELECT text FROM passages WHERE document = ? ORDER BY start", document)
            text = "".join(row[0] for row in rows)
            self._store.save(partial(carry_over, document=document, text=text))

    def _out_of_text(self, table: str) -> list[sqlite3.Row]:
        return self._store.rows(_OUT_OF_TEXT.format(table=table))

    def _documents(self) -> list[Document]:
        rows = self._store.rows(f"SELECT {DOCUMENT} FROM documents WHERE removed_at IS NULL")
        return [document_from_row(row) for row in rows]

    def _health(self) -> Health:
        row = self._store.row(
            """SELECT (SELECT count(*) FROM index_documents), (SELECT count(*) FROM index_passages),
                      count(*), count(CASE state WHEN ? THEN 1 END)
               FROM bookmarks WHERE document IN (SELECT id FROM index_documents)""",
            AnchorState.LOST.value,
        )
        assert row is not None, "a count is always one row"
        documents, passages, bookmarks, lost_bookmarks = row
        indexed = self._index.state().indexed
        return Health(
            not self._problems,
            documents,
            passages,
            indexed,
            bookmarks,
            lost_bookmarks,
            tuple(self._problems),
            tuple(self._repaired),
        )


def _delete(db: sqlite3.Connection, dangling: Sequence[sqlite3.Row]) -> None:
    """Delete the rows that SQLite's foreign key check lists; mentions, which have no row number, are made again."""
    for table, place, *_ in dangling:
        if place is None:
            db.execute(f"DELETE FROM {table}")
            db.execute("UPDATE documents SET mentions_at = -1")
        else:
            db.execute(f"DELETE FROM {table} WHERE rowid = ?", (place,))
