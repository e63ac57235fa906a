# SPDX-License-Identifier: MIT
"""Watches a folder of the reader's choice: what is new in it is taken in, what has changed is offered."""

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from companion.library.library import Library
from companion.library.origins import Findings
from companion.ui.jobs import Jobs
from companion.work import Work

_REST = 1_500  # milliseconds without a change after which the folder is looked over
_SETTLING = 2_500  # after which a file that was being written is looked at again
_POLL = 60_000  # between two looks, for file systems that tell of no change
_FOLDERS = 500  # folders watched for changes; in the others changes are met by the slow look


class Watching(QObject):
    """One folder and the folders in it, off unless the reader asks. A file that vanishes removes nothing.

    Signals:
        new_found(list[Path]): these files are to be imported.
        changed_found(Changed): a file holds something else than the document made from it, and was not told of yet.
        missing(str): the folder is not there any more.
    """

    new_found = Signal(list)
    changed_found = Signal(object)
    missing = Signal(str)

    def __init__(self, library: Library, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = ""
        self._library = library
        self._jobs = jobs
        self._told: set[tuple[str, int]] = set()  # paths and times of files that need not be told of again
        self._looking = False
        self._is_missing = False
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _path: self._rest.start())
        self._watcher.fileChanged.connect(lambda _path: self._rest.start())
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self.look)
        self._poll = QTimer(self, interval=_POLL)
        self._poll.timeout.connect(self.look)

    def follow(self, folder: str) -> None:
        """Watch this folder from now on; "" for none. A library that can only be read watches nothing."""
        if folder == self.folder or self._library.read_only:
            return
        self.folder = folder
        self._told.clear()
        self._is_missing = False
        self._unwatch()
        if folder:
            self._poll.start()
            self._rest.start()
        else:
            self._poll.stop()
            self._rest.stop()

    def look(self) -> None:
        """Look the folder over now."""
        if not self.folder or self._looking:
            return
        folder = Path(self.folder)
        if not folder.is_dir():
            if not self._is_missing:
                self._is_missing = True
                self.missing.emit(self.folder)
            return
        self._is_missing = False
        self._looking = True
        origins = self._library.origins

        def work() -> Work[tuple[Findings, list[str]]]:
            findings = yield from origins.look_over(folder)
            return findings, _folders(folder)

        job = self._jobs.start("Looking at the watched folder", work, lane="watch")
        job.succeeded.connect(lambda found: self._on_found(str(folder), *found))
        job.ended.connect(self._on_ended)

    def _on_found(self, folder: str, findings: Findings, folders: Sequence[str]) -> None:
        if folder != self.folder:
            return
        watched = set(self._watcher.directories())
        if fresh := [each for each in folders if each not in watched]:
            self._watcher.addPaths(fresh)
        if findings.unsettled:
            QTimer.singleShot(_SETTLING, self, self._rest.start)
        # What failed once is tried again when it changes, or by hand from the report.
        new = [path for path in findings.new if self._is_untold(path)]
        if new:
            self.new_found.emit(new)
        for each in findings.changed:
            if self._is_untold(each.path):
                self.changed_found.emit(each)

    def _on_ended(self) -> None:
        self._looking = False

    def _is_untold(self, path: Path) -> bool:
        try:
            state = str(path), path.stat().st_mtime_ns
        except OSError:
            return False
        if state in self._told:
            return False
        self._told.add(state)
        return True

    def _unwatch(self) -> None:
        if watched := self._watcher.directories():
            self._watcher.removePaths(watched)


def _folders(folder: Path) -> list[str]:
    """The folder and those in it, as many as are watched."""
    found: list[str] = []
    for here, names, _ in os.walk(folder):
        names[:] = sorted(name for name in names if name[0] != ".")
        found.append(here)
        if len(found) >= _FOLDERS:
            break
    return found
