# SPDX-License-Identifier: MIT
"""The reader's bookmarks, highlights and notes."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

from companion.errors import NotFound
from companion.library.rows import BOOKMARK, bookmark_from_row, bookmark_to_row, marks_for, now
from companion.library.store import Store

if TYPE_CHECKING:
    from companion.document.bookmark import Bookmark
    from companion.document.model import Anchor

_SELECT = f"SELECT {BOOKMARK} FROM bookmarks WHERE document IN (SELECT id FROM documents WHERE removed_at IS NULL)"


class Marks:
    """Bookmarks, each saved before its method returns."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def bookmarks(self, document: str | None = None) -> list[Bookmark]:
        """The bookmarks of one document in reading order, or of all documents, by the documents' titles."""
        if document is not None:
            rows = self._store.rows(f"{_SELECT} AND document = ? ORDER BY start, length, created", document)
            return [bookmark_from_row(row) for row in rows]
        titles = {row["id"]: row["title"] for row in self._store.rows("SELECT id, title FROM documents")}
        rows = self._store.rows(f"{_SELECT} ORDER BY document, start, length, created")
        bookmarks = [bookmark_from_row(row) for row in rows]
        return sorted(bookmarks, key=lambda each: (titles[each.anchor.document].casefold(), each.anchor.document))

    def add(
        self, anchor: Anchor, *, title: str = "", note: str = "", tags: tuple[str, ...] = (), colour: str = "yellow"
    ) -> Bookmark:
        """Keep a place. Raises NotFound where its document is not in the library."""
        import secrets

        from companion.document.bookmark import Bookmark

        time = now()
        bookmark = Bookmark(
            secrets.token_hex(4), anchor, title=title, note=note, tags=tags, colour=colour, created=time, changed=time
        )
        return self._keep(bookmark)

    def change(self, bookmark: Bookmark) -> Bookmark:
        """Replace the bookmark that has the same id; returns it with the time of the change. Raises NotFound."""
        changed = replace(bookmark, changed=now())
        _check(changed)

        def save(db: sqlite3.Connection) -> None:
            columns = ", ".join(f"{column.strip()} = ?" for column in BOOKMARK.split(","))
            values = (*bookmark_to_row(changed), changed.id)
            if db.execute(f"UPDATE bookmarks SET {columns} WHERE id = ?", values).rowcount == 0:
                raise NotFound("This bookmark is not in the library any more.")

        self._store.save(save)
        return changed

    def remove(self, bookmark: str) -> Bookmark:
        """Delete the bookmark of this id; returns it, for `restore`. Raises NotFound."""

        def save(db: sqlite3.Connection) -> Bookmark:
            row = db.execute(f"SELECT {BOOKMARK} FROM bookmarks WHERE id = ?", (bookmark,)).fetchone()
            if row is None:
                raise NotFound("This bookmark is not in the library any more.")
            db.execute("DELETE FROM bookmarks WHERE id = ?", (bookmark,))
            return bookmark_from_row(row)

        return self._store.save(save)

    def restore(self, bookmark: Bookmark) -> Bookmark:
        """Bring a deleted bookmark back as it was. Raises NotFound where its document is gone."""
        return self._keep(bookmark)

    def _keep(self, bookmark: Bookmark) -> Bookmark:
        _check(bookmark)

        def save(db: sqlite3.Connection) -> None:
            known = "SELECT 1 FROM documents WHERE id = ? AND removed_at IS NULL"
            if db.execute(known, (bookmark.anchor.document,)).fetchone() is None:
                raise NotFound("The document of this bookmark is not in the library any more.")
            sql = f"INSERT OR REPLACE INTO bookmarks ({BOOKMARK}) VALUES ({marks_for(BOOKMARK)})"
            db.execute(sql, bookmark_to_row(bookmark))

        self._store.save(save)
        return bookmark


def _check(bookmark: Bookmark) -> None:
    from companion.document.bookmark import COLOURS

    anchor = bookmark.anchor
    if bookmark.colour not in COLOURS or not 0 <= anchor.start <= anchor.end:
        raise ValueError(f"not a bookmark that can be kept: {bookmark.colour}, {anchor.start} to {anchor.end}")
