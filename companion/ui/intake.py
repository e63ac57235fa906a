# SPDX-License-Identifier: MIT
"""Long work on the library and what follows from it: imports, the index, the glossary's mentions."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from companion.library.library import Library
from companion.library.values import ImportResult
from companion.ui.jobs import Job, Jobs


class Intake(QObject):
    """Keeps the index and the mentions behind the library and the glossary, without being asked.

    Signals:
        imported(tuple[ImportResult, ...], bool): an import ended, with one result a file; False where it was stopped
            or failed before the last one.
        index_changed(): the index answers from newer data now.
        mentions_changed(): the glossary's mentions were brought up to date.
        suggestions_changed(): documents were read for what they propose for the glossary.
        failed(CompanionError): a job could not be done.
        job_started(Job): work began that is worth showing.
    """

    imported = Signal(object, bool)
    index_changed = Signal()
    mentions_changed = Signal()
    suggestions_changed = Signal()
    failed = Signal(object)
    job_started = Signal(object)

    def __init__(self, library: Library, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._index_waits = False
        self._mentions_wait = False
        self._suggestions_wait = False

    def import_paths(self, paths: Sequence[Path], password: str = "") -> Job:
        """Import files and folders; the index follows. What was done before a stop or an error is told as well."""
        shelf = self._library.shelf
        results: list[ImportResult] = []
        job = self._jobs.start("Importing", lambda: shelf.import_paths(paths, results.append, password), lane="import")
        whole: list[bool] = []
        job.succeeded.connect(lambda _results: whole.append(True))
        job.ended.connect(lambda: self._on_import_ended(tuple(results), bool(whole)))
        self._watch(job)
        return job

    def catch_up(self) -> None:
        """Index what is not indexed or was damaged, and mark what is not marked; both cost little where all is well."""
        self.update_index()
        self.refresh_mentions()
        self.refresh_suggestions()

    def update_index(self) -> None:
        """Bring the index up to the library; asked twice before it begins, it runs once."""
        if self._index_waits or self._library.read_only:
            return
        self._index_waits = True
        index = self._library.index

        def work():
            self._index_waits = False
            return index.update()

        job = self._jobs.start("Indexing", work, lane="index")
        job.succeeded.connect(lambda _state: self.index_changed.emit())
        self._watch(job)

    def rebuild_index(self) -> None:
        """Make the index anew from the library."""
        job = self._jobs.start("Rebuilding the index", self._library.index.rebuild, lane="index")
        job.succeeded.connect(lambda _state: self.index_changed.emit())
        self._watch(job)

    def find_phrases(self) -> Job:
        """Find the phrases of the library, or read those that are kept; they are the job's result."""
        job = self._jobs.start("Finding phrases", self._library.index.phrases, lane="index")
        self._watch(job)
        return job

    def refresh_mentions(self) -> None:
        """Bring the stored mentions up to the glossary."""
        if self._mentions_wait or self._library.read_only:
            return
        self._mentions_wait = True
        glossary = self._library.glossary

        def work():
            self._mentions_wait = False
            return glossary.refresh()

        job = self._jobs.start("Marking glossary terms", work, lane="glossary")
        job.succeeded.connect(lambda _count: self.mentions_changed.emit())
        self._watch(job)

    def refresh_suggestions(self) -> None:
        """Read documents that are new or changed for what they propose; it waits for the marks."""
        if self._suggestions_wait or self._library.read_only:
            return
        self._suggestions_wait = True

        def work():
            self._suggestions_wait = False
            return self._library.suggestions.refresh()

        job = self._jobs.start("Reading for abbreviations and definitions", work, lane="glossary")
        job.succeeded.connect(lambda _count: self.suggestions_changed.emit())
        self._watch(job)

    def _watch(self, job: Job) -> None:
        job.failed.connect(self.failed)
        self.job_started.emit(job)

    def _on_import_ended(self, results: tuple[ImportResult, ...], whole: bool) -> None:
        if results or whole:
            self.imported.emit(results, whole)
        self.update_index()
        self.refresh_suggestions()
