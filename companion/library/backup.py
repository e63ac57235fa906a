# SPDX-License-Identifier: MIT
"""Copies of library.db in FOLDER/backups, each proved good before it counts."""

import os
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from companion.library.files import PART, discard, make_file, make_folder, replace_durably, sync_file
from companion.library.integrity import is_sound
from companion.library.store import Access, connect, log_of

_PATTERN = "library-*.db"
_TIME = "library-%Y%m%dT%H%M%SZ.db"
_NEWEST = 5
_DAYS = 7
_OFTEN_ENOUGH = 30 * 60  # seconds


def backups(folder: Path) -> list[Path]:
    """The backups of the library in `folder`, newest first."""
    return sorted((folder / "backups").glob(_PATTERN), reverse=True)


def taken_at(backup: Path) -> datetime:
    """When a backup was taken, in UTC."""
    return datetime.strptime(backup.name, _TIME).replace(tzinfo=UTC)


def is_due(database: Path) -> bool:
    """Whether the library has changed since its last backup, and that is more than half an hour old."""
    newest = backups(database.parent)[:1]
    if not newest:
        return True
    taken = newest[0].stat().st_mtime
    log = log_of(database)
    changed = database.stat().st_mtime > taken or (log.exists() and log.stat().st_size > 0)
    return changed and not 0 <= time.time() - taken < _OFTEN_ENOUGH


def take_backup(db: sqlite3.Connection, folder: Path) -> Path | None:
    """Copy the library, prove the copy, then let older ones go; returns None where the copy was not good.

    What is in the log is first written into the file, so that `is_due` can go by the file's time.
    """
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    make_folder(folder / "backups")
    target = folder / "backups" / datetime.now(UTC).strftime(_TIME)
    part = target.with_name(f"{target.stem}-{os.getpid()}{PART}")
    discard(part)
    make_file(part)
    try:
        with closing(sqlite3.connect(part)) as copy:
            db.backup(copy)
        if not _is_good(part, db):
            return None
        sync_file(part)
        replace_durably(part, target)
    finally:
        discard(part)
    for path in to_let_go(backups(folder)):
        discard(path)
    return target


def to_let_go(newest_first: list[Path]) -> list[Path]:
    """The backups that are not among the newest five, nor the last of one of the newest seven days that have any."""
    days: dict[str, Path] = {}
    for path in newest_first:
        days.setdefault(path.name[:16], path)
    kept = {*newest_first[:_NEWEST], *list(days.values())[:_DAYS]}
    return [path for path in newest_first if path not in kept]


def _is_good(copy: Path, source: sqlite3.Connection) -> bool:
    counts = "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM bookmarks), (SELECT count(*) FROM terms)"
    with closing(connect(copy, Access.FROZEN)) as db:
        return tuple(db.execute(counts).fetchone()) == tuple(source.execute(counts).fetchone()) and is_sound(db)
