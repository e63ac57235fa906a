# SPDX-License-Identifier: MIT
"""Makes a sound library out of a damaged one: the newest good backup, with all that can still be read laid over it."""

import os
import shutil
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from companion.errors import LibraryError
from companion.library.backup import backups, taken_at
from companion.library.files import PART, copy_to_disk, discard, make_file, replace_durably, sync_file
from companion.library.integrity import is_sound
from companion.library.originals import Originals
from companion.library.salvage import Salvage
from companion.library.store import Access, connect, log_of, migrate, transaction, version_of
from companion.library.trouble import DATABASE_ERRORS


def rescue(database: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Put a sound library in the place of `database`, which stays beside it as `library.db.damaged-<time>`.

    Returns sentences for the reader, and the ids of documents whose text has to be read again from the original.
    Killed anywhere, it leaves the damaged file in its place, or the sound one.
    """
    folder = database.parent
    part = database.with_suffix(PART)
    backup = _begin(part, backups(folder))
    with closing(connect(part, Access.WRITE)) as sound:
        sound.execute("PRAGMA journal_mode = DELETE").fetchall()
        migrate(sound)
        sound.execute("PRAGMA foreign_keys = OFF")
        with transaction(sound):
            salvage = Salvage(sound, Originals(folder))
            salvage.lay_over(database)
    sync_file(part)
    kept = _set_aside(database)
    replace_durably(part, database)
    shutil.rmtree(folder / "index", ignore_errors=True)
    return _tell(kept, backup, salvage), salvage.unread


def _begin(part: Path, candidates: Sequence[Path]) -> Path | None:
    """Make `part` a copy of the newest backup that is good, or an empty file where none is."""
    for backup in candidates:
        discard(part)
        copy_to_disk(backup, part)
        try:
            with closing(connect(part, Access.FROZEN)) as db:
                if version_of(db) and is_sound(db):
                    return backup
        except (*DATABASE_ERRORS, LibraryError):
            continue
    discard(part)
    make_file(part)
    return None


def _set_aside(database: Path) -> Path | None:
    """Give the damaged file a second name, so that the sound one can take its place in one step."""
    if not database.exists():
        return None
    kept = database.with_name(f"{database.name}.damaged-{datetime.now(UTC).strftime('%Y%m%dT%H%M%S%fZ')}")
    log = log_of(database)
    if log.exists():
        shutil.copyfile(log, log_of(kept))
    try:
        os.link(database, kept)
    except OSError:  # a file system without links
        shutil.copyfile(database, kept)
    for rest in (log, database.with_name(f"{database.name}-shm")):
        discard(rest)
    return kept


def _tell(kept: Path | None, backup: Path | None, salvage: Salvage) -> tuple[str, ...]:
    found = "was damaged" if kept else "was missing"
    source = f"restored from the backup of {taken_at(backup):%d %B %Y, %H:%M} (UTC)" if backup else "made anew"
    newer = ", with everything that could still be read in the old one" if kept else ""
    sentences = [f"The library file {found} and was {source}{newer}."]
    if salvage.dropped:
        sentences.append(f"{salvage.dropped} bookmarks belonged to documents that could not be read.")
    if kept:
        sentences.append(f"The damaged file is kept as {kept.name}.")
    return (" ".join(sentences),)
