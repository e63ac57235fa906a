# SPDX-License-Identifier: MIT
"""Whether a library.db still holds what was written into it."""

import sqlite3

from companion.library.draft import checksum_of
from companion.library.trouble import DATABASE_ERRORS, is_damage


def is_sound(db: sqlite3.Connection) -> bool:
    """Whether the file's structure is whole and every document's text is as it was saved."""
    try:
        return db.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok" and not altered_documents(db)
    except DATABASE_ERRORS as error:
        if is_damage(error):
            return False
        raise


def altered_documents(db: sqlite3.Connection) -> list[str]:
    """Ids of the documents whose stored sections or passages are not those that were written."""
    documents = db.execute("SELECT id, checksum FROM documents").fetchall()
    return [document for document, checksum in documents if checksum != _checksum(db, document)]


def _checksum(db: sqlite3.Connection, document: str) -> str:
    blocks = db.execute("SELECT CAST(blocks AS BLOB) FROM sections WHERE document = ? ORDER BY number", (document,))
    texts = db.execute("SELECT CAST(text AS BLOB) FROM passages WHERE document = ? ORDER BY start", (document,))
    return checksum_of((row[0] for row in blocks), (row[0] for row in texts))
