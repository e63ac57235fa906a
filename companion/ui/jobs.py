# SPDX-License-Identifier: MIT
"""Runs slow work off the window's thread and delivers what becomes of it on the window's thread."""

import sys
import threading
from collections import defaultdict, deque
from collections.abc import Callable
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from companion.errors import CompanionError
from companion.work import Work

_REPORT_EVERY = 0.05  # seconds between two progress reports of one job


class Job(QObject):
    """One piece of work under way.

    Signals:
        progressed(Progress): how far it has come, at most 20 times a second.
        succeeded(object): its result.
        failed(CompanionError): why it could not be done, in a sentence for the reader.
        ended(): it succeeded, failed or was cancelled; nothing follows.
    """

    progressed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self.name = name
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Stop at the next yield; what the work has finished by then stays."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._cancelled.is_set()


class Jobs(QObject):
    """The runner of generators and of quick questions.

    Work of one lane runs one after another, lanes run side by side. Of questions with the same key only
    the latest is answered.

    Signals:
        started(Job): a job was put in its lane.
    """

    started = Signal(object)
    _deliver = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(6)
        self._lanes: defaultdict[str, deque[tuple[Job, Callable[[], Work[Any]]]]] = defaultdict(deque)
        self._asked: dict[str, int] = {}
        self._closed = False
        self._undelivered = 0
        self._counting = threading.Lock()
        self._deliver.connect(self._on_deliver)  # it is posted by other threads only, and so queued

    def start(self, name: str, work: Callable[[], Work[Any]], *, lane: str = "library") -> Job:
        """Run the generator that `work()` makes, after what waits in the same lane."""
        job = Job(name, self)
        queue = self._lanes[lane]
        queue.append((job, work))
        self.started.emit(job)
        if len(queue) == 1:
            self._begin(lane)
        return job

    def ask(
        self,
        key: str,
        question: Callable[[], Any],
        on_answer: Callable[[Any], None],
        on_error: Callable[[CompanionError], None] | None = None,
    ) -> None:
        """Answer `question()` off the window's thread, unless a newer question with the same key comes."""
        number = self._asked[key] = self._asked.get(key, 0) + 1

        def run() -> None:
            if self._asked.get(key) != number or self._closed:
                return
            try:
                answer = question()
            except CompanionError as error:
                if on_error is not None:
                    self._post(lambda error=error: on_error(error) if self._asked.get(key) == number else None)
            except BaseException:
                self._post_crash()
            else:
                self._post(lambda: on_answer(answer) if self._asked.get(key) == number else None)

        self._run_in_pool(run)

    def forget(self, key: str) -> None:
        """Let the question under way with this key go unanswered."""
        self._asked[key] = self._asked.get(key, 0) + 1

    @property
    def busy(self) -> bool:
        """Whether any job waits or runs."""
        return any(self._lanes.values())

    @property
    def idle(self) -> bool:
        """Whether nothing runs, waits or is on its way to the window."""
        return not self.busy and not self._pool.activeThreadCount() and not self._undelivered

    def close(self) -> None:
        """Cancel everything and wait for the threads; nothing is delivered, and nothing begins, afterwards."""
        self._closed = True
        for queue in self._lanes.values():
            for job, _ in queue:
                job.cancel()
        self._pool.waitForDone()

    def _begin(self, lane: str) -> None:
        job, work = self._lanes[lane][0]
        self._run_in_pool(lambda: self._run(lane, job, work))

    def _run_in_pool(self, function: Callable[[], None]) -> None:
        # Once closed nothing may begin: the pool's end waits for its threads while it holds the interpreter, which
        # they would need, and the program would never end.
        if not self._closed:
            self._pool.start(_Runnable(function))

    def _run(self, lane: str, job: Job, work: Callable[[], Work[Any]]) -> None:
        try:
            result = self._drive(job, work)
        except CompanionError as error:
            self._post(lambda error=error: job.failed.emit(error))
        except BaseException:
            self._post_crash()
        else:
            if not job.cancelled:
                self._post(lambda: job.succeeded.emit(result))
        self._post(lambda: self._finish(lane, job))

    def _drive(self, job: Job, work: Callable[[], Work[Any]]) -> Any:
        if job.cancelled:
            return None
        generator = work()
        throttle = _Throttle(_REPORT_EVERY)
        try:
            while not job.cancelled:
                try:
                    progress = next(generator)
                except StopIteration as end:
                    return end.value
                if throttle.is_due():
                    self._post(lambda progress=progress: job.progressed.emit(progress))
        finally:
            generator.close()
        return None

    def _finish(self, lane: str, job: Job) -> None:
        self._lanes[lane].popleft()
        if self._lanes[lane]:
            self._begin(lane)
        job.ended.emit()
        job.deleteLater()

    def _post(self, call: Callable[[], object]) -> None:
        if not self._closed:
            with self._counting:
                self._undelivered += 1
            self._deliver.emit(call)

    def _post_crash(self) -> None:
        """Let our own bug reach the crash report, which lives on the window's thread."""
        kind, error, trace = sys.exc_info()
        self._post(lambda: sys.excepthook(kind, error, trace))

    @Slot(object)
    def _on_deliver(self, call: Callable[[], object]) -> None:
        with self._counting:
            self._undelivered -= 1
        if not self._closed:
            call()


class _Throttle:
    """Lets something through at most once in `interval` seconds."""

    def __init__(self, interval: float) -> None:
        self._interval = interval
        self._next = 0.0

    def is_due(self) -> bool:
        now = monotonic()
        if now < self._next:
            return False
        self._next = now + self._interval
        return True


class _Runnable(QRunnable):
    def __init__(self, function: Callable[[], None]) -> None:
        super().__init__()
        self._function = function

    def run(self) -> None:
        self._function()
