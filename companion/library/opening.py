# SPDX-License-Identifier: MIT
"""Opens a library folder: makes it, mends it or brings it up to this version, so that what is opened is sound."""

import contextlib
import os
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from companion.errors import DamagedLibrary, DiskFull, LibraryError
from companion.library import schema
from companion.library.files import PART, discard, make_file, make_folder, make_reserve, release_reserve
from companion.library.presence import Presence
from companion.library.store import Access, Store, connect, log_of, migrate, version_of
from companion.library.trouble import DAMAGED, DATABASE_ERRORS, READ_ONLY, TOO_FULL, explained, is_damage

NAME = "library.db"
_STAMP = "closed"
_TRIES = 100
_PAUSE = 0.02  # seconds


@dataclass(slots=True)
class Opened:
    """A library folder in use. `unread` are ids of documents whose text could not be saved from a damaged file."""

    folder: Path
    store: Store
    notices: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    presence: Presence | None = None  # None where the library is only read
    scratch: Path | None = None  # a passing copy of the database, to be deleted

    def close(self) -> None:
        """Close the file and, where it is sound and nobody else uses it, remember how it was left."""
        self.store.close()
        if self.presence is not None:
            if not self.store.damaged:
                _stamp(self.folder)
            self.presence.leave()
        if self.scratch is not None:
            import shutil

            shutil.rmtree(self.scratch, ignore_errors=True)


def open_folder(folder: Path, *, read_only: bool) -> Opened:
    """Open the library in `folder`. Raises LibraryError; a folder that may not be written is opened to read."""
    with explained(folder):
        if folder.exists() and not folder.is_dir():
            raise LibraryError(f"{folder} is a file. Choose a folder for the library.")
        if read_only:
            return _open_to_read(folder)
        if folder.exists() and not _is_writable(folder):
            return _open_to_read(folder, READ_ONLY)
        make_folder(folder)
    try:
        with explained(folder):
            return _open_to_write(folder)
    except DiskFull:
        with explained(folder):
            return _open_to_write(folder) if release_reserve(folder) else _open_to_read(folder, TOO_FULL)


def _open_to_write(folder: Path) -> Opened:
    for _ in range(_TRIES):
        presence = Presence(folder)
        try:
            if presence.alone:
                return _open_alone(folder, presence)
            if _version(folder / NAME) == len(schema.MIGRATIONS):
                return Opened(folder, Store(folder / NAME), presence=presence)
        except BaseException:
            presence.leave()
            raise
        # Two processes came to a new or older library at the same instant; one of them must be first.
        presence.leave()
        time.sleep(_PAUSE)
    raise LibraryError("An older Reading Companion has this library open. Close it and try again.")


def _open_alone(folder: Path, presence: Presence) -> Opened:
    database = folder / NAME
    opened = Opened(folder, Store(database), presence=presence)
    for rest in (*folder.glob(f"*{PART}"), *(folder / "backups").glob(f"*{PART}")):
        discard(rest)  # a process was killed while it wrote this
    if not _is_usable(folder):
        from companion.library.rescue import rescue

        opened.notices, opened.unread = rescue(database)
    make_file(database)
    with closing(connect(database, Access.WRITE)) as db:
        version = version_of(db)
        if 0 < version < len(schema.MIGRATIONS):
            from companion.library.backup import take_backup

            take_backup(db, folder)
        db.execute("PRAGMA journal_mode = WAL").fetchall()
        if version < len(schema.MIGRATIONS):
            migrate(db)
    make_reserve(folder)
    return opened


def _open_to_read(folder: Path, obstacle: str = "") -> Opened:
    """Open without writing anything into the folder if there is an `obstacle` to that, which is told the reader."""
    database = folder / NAME
    if not database.is_file():
        raise LibraryError(f"There is no library in {folder}. Check the folder's name.")
    scratch = None
    access = Access.FROZEN if obstacle or not _is_writable(folder) else Access.READ
    log = log_of(database)
    if access is Access.FROZEN and log.exists() and log.stat().st_size:
        # What was saved last is in the log, which SQLite reads only where it may write.
        scratch = _copy((database, log))
        database, access = scratch / NAME, Access.READ
    opened = Opened(folder, Store(database, access), (obstacle,) if obstacle else (), scratch=scratch)
    try:
        if _version(database, access) < len(schema.MIGRATIONS):
            raise LibraryError("This library is of an older version. Open it once where it may be written.")
    except BaseException:
        opened.close()
        raise
    return opened


def _copy(files: Sequence[Path]) -> Path:
    import shutil
    import tempfile

    scratch = Path(tempfile.mkdtemp(prefix="companion-"))
    try:
        for file in files:
            shutil.copyfile(file, scratch / file.name)
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    return scratch


def _is_usable(folder: Path) -> bool:
    """Whether there is a library that can be read, or one is to be made here.

    A file that was not left as we leave it is looked at from end to end. One that is empty, or not there, is usable
    unless there are backups, which say that it once held something.
    """
    try:
        if (folder / NAME).exists():
            with closing(connect(folder / NAME, Access.WRITE)) as db:
                if version_of(db):
                    return _was_left_well(folder) or _is_sound(db)
    except DATABASE_ERRORS as error:
        if is_damage(error):
            return False
        raise
    return not any((folder / "backups").glob("*.db"))


def _is_sound(db: sqlite3.Connection) -> bool:
    from companion.library.integrity import is_sound

    return is_sound(db)


def _version(database: Path, access: Access = Access.READ) -> int:
    try:
        with closing(connect(database, access)) as db:
            return version_of(db)
    except DATABASE_ERRORS as error:
        if is_damage(error):
            raise DamagedLibrary(DAMAGED) from error
        raise


def _is_writable(folder: Path) -> bool:
    database = folder / NAME
    return os.access(folder, os.W_OK | os.X_OK) and (not database.exists() or os.access(database, os.W_OK))


def _was_left_well(folder: Path) -> bool:
    """Whether the file is, to the nanosecond, as the last process closed it."""
    try:
        stamp = (folder / _STAMP).read_text()
    except OSError:
        return False
    return stamp == _state(folder / NAME)


def _stamp(folder: Path) -> None:
    if not log_of(folder / NAME).exists():
        with contextlib.suppress(OSError):  # without a stamp the next opening takes a longer look, nothing else
            make_file(folder / _STAMP)
            (folder / _STAMP).write_text(_state(folder / NAME))


def _state(database: Path) -> str:
    status = database.stat()
    return f"{status.st_size} {status.st_mtime_ns}"
