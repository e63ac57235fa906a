# SPDX-License-Identifier: MIT
"""What SQLite and the disk say, in words for the reader."""

import contextlib
import errno
import logging
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from companion.errors import CompanionError, DamagedLibrary, DiskFull, LibraryError, ReadOnlyLibrary

_log = logging.getLogger(__name__)

READ_ONLY = "This library can be read but not changed. Make its folder writable, or open another library."
DISK_FULL = "The disk is full, so this could not be saved. Free some space and try again; nothing saved before is lost."
TOO_FULL = "The disk is full, so this library can be read but not changed. Free some space and open it again."
DAMAGED = "The library file is damaged. Close Reading Companion and open it again: it repairs the library by itself."
BUSY = "Another program is writing to the library. Try again in a moment."
UNREACHABLE = "The library in {folder} cannot be reached. Check that its disk is connected and that you may use it."

# What reading a damaged file raises: SQLite's own errors, or Python's when SQLite's message quotes the damage.
DATABASE_ERRORS = (sqlite3.Error, UnicodeDecodeError)

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_UNREACHABLE = (
    errno.EACCES,
    errno.EEXIST,
    errno.EIO,
    errno.ENODEV,
    errno.ENOENT,
    errno.ENOTDIR,
    errno.EPERM,
    errno.ESTALE,
)
_PROBE = 256 * 1024  # bytes
# What SQLite says of a disk that is full, or of a quota that is used up, besides SQLITE_FULL.
_PERHAPS_FULL = (
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_SHMSIZE,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_WRITE,
)


@contextlib.contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Raise what goes wrong with the library in `folder` as a LibraryError; our own bugs pass as they are."""
    try:
        yield
    except (*DATABASE_ERRORS, OSError) as error:
        told = explain(error, folder)
        if told is None:
            raise
        _log.info("%s: %s", getattr(error, "sqlite_errorname", type(error).__name__), error)
        raise told from error


def explain(error: Exception, folder: Path) -> CompanionError | None:
    """The sentence for an error, or None where it is a bug of ours."""
    if isinstance(error, OSError):
        return _explain_system(error, folder)
    if is_damage(error):
        return DamagedLibrary(DAMAGED)
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    if code == sqlite3.SQLITE_FULL or (code in _PERHAPS_FULL and not _has_room(folder)):
        return DiskFull(DISK_FULL)
    match code & 0xFF:
        case sqlite3.SQLITE_READONLY:
            return ReadOnlyLibrary(READ_ONLY)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return LibraryError(BUSY)
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return LibraryError(UNREACHABLE.format(folder=folder))
    return None


def is_damage(error: Exception) -> bool:
    """Whether the content of the database file is at fault."""
    if isinstance(error, UnicodeDecodeError):
        return True
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return "Could not decode to UTF-8" in str(error)
    return code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _explain_system(error: OSError, folder: Path) -> CompanionError | None:
    if error.errno in _FULL:
        return DiskFull(DISK_FULL)
    if error.errno == errno.EROFS:
        return ReadOnlyLibrary(READ_ONLY)
    if error.errno in _UNREACHABLE:
        return LibraryError(UNREACHABLE.format(folder=folder))
    return None


def _has_room(folder: Path) -> bool:
    """Whether a little more can be written: free space alone says nothing of a quota."""
    probe = folder / f"probe-{os.getpid()}.part"
    try:
        with probe.open("wb") as file:
            file.write(os.urandom(_PROBE))
            os.fsync(file.fileno())
    except OSError as error:
        return error.errno not in _FULL
    finally:
        with contextlib.suppress(OSError):
            probe.unlink()
    return True
