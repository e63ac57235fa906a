# SPDX-License-Identifier: MIT
"""Shows in one bar whichever job began last and still runs."""

from PySide6.QtCore import QObject

from companion.ui.jobs import Job
from companion.ui.notices import JobBar
from companion.work import Progress


class ProgressView(QObject):
    """Jobs overlap: the bar belongs to the newest, and falls back to the one before when that ends."""

    def __init__(self, bar: JobBar, parent: QObject) -> None:
        super().__init__(parent)
        self._bar = bar
        self._jobs: list[Job] = []
        bar.cancel_requested.connect(self._on_cancel)

    def show(self, job: Job) -> None:
        """A job was started."""
        self._jobs.append(job)
        self._bar.begin(job.name)
        job.progressed.connect(lambda progress: self._on_progress(job, progress))
        job.ended.connect(lambda: self._on_ended(job))

    def _on_progress(self, job: Job, progress: Progress) -> None:
        if self._jobs and self._jobs[-1] is job and not job.cancelled:
            self._bar.show_progress(progress)

    def _on_ended(self, job: Job) -> None:
        current = self._jobs[-1] is job
        self._jobs.remove(job)
        if current and self._jobs:
            self._bar.begin(self._jobs[-1].name)
        elif not self._jobs:
            self._bar.end()

    def _on_cancel(self) -> None:
        if self._jobs:
            self._bar.show_cancelling()
            self._jobs[-1].cancel()
