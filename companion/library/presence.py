# SPDX-License-Identifier: MIT
"""Which processes have the library open: the first to come may repair it, the others only use it."""

import sqlite3
import time
from pathlib import Path

from companion.errors import LibraryError
from companion.library.files import make_file

_PATIENCE = 60.0  # seconds to wait while another process opens, and perhaps repairs, the library
_TRIES = 3  # two processes that come at the same instant may shut each other out; then they try again
_PAUSE = 0.003  # seconds


class Presence:
    """A lock on `folder/lock` that the system takes back when the process ends, however it ends.

    SQLite holds the lock, because it knows how on every platform; the file itself stays empty. `alone` is True
    for the process that found nobody else: it holds the lock exclusively until `settle`, then shares it.
    """

    def __init__(self, folder: Path) -> None:
        make_file(folder / "lock")
        self._lock = sqlite3.connect(folder / "lock", timeout=0, isolation_level=None, check_same_thread=False)
        try:
            self.alone = any(self._exclude(attempt) for attempt in range(_TRIES))
            if not self.alone:
                self._share(_PATIENCE)
        except BaseException:
            self._lock.close()
            raise

    def settle(self) -> None:
        """Let other processes in."""
        if self.alone:
            self._lock.execute("ROLLBACK")
            self._share(_PATIENCE)

    def leave(self) -> None:
        """Give the lock back."""
        self._lock.close()

    def _exclude(self, attempt: int) -> bool:
        time.sleep(_PAUSE * attempt)
        try:
            self._lock.execute("PRAGMA journal_mode = MEMORY").fetchall()  # a full disk has no room for a journal
            self._lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            return False
        return True

    def _share(self, patience: float) -> None:
        deadline = time.monotonic() + patience
        while True:
            try:
                self._lock.execute("BEGIN")
                self._lock.execute("SELECT count(*) FROM sqlite_master").fetchone()
            except sqlite3.OperationalError as error:
                if self._lock.in_transaction:
                    self._lock.execute("ROLLBACK")
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                    raise
                if time.monotonic() > deadline:
                    raise LibraryError(
                        "Another Reading Companion has been opening this library for a minute. Close it and try again."
                    ) from error
                time.sleep(_PAUSE)
            else:
                return
