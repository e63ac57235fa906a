# SPDX-License-Identifier: MIT
"""Turns files into manuscripts in processes of their own, so that a hostile file can waste one of them and no more.

Such a process gets bytes, never a path, and has nothing else: no file, no network, little memory, a deadline. How
far each system can hold it to that, `companion.importers.confinement` says. Its answer is checked before it is
believed.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Self

from companion.document.model import Manuscript, PageBox
from companion.errors import ConversionError
from companion.importers.formats import Format, named, recognise
from companion.importers.opening import name_of, open_file
from companion.importers.process import Cause, Failure, Opened, Process
from companion.importers.siblings import Siblings
from companion.work import Work

_SERIES = 200  # files that one process reads
_HEAD = 4_096  # bytes by which a format is recognised
_LEGIBLE = ("markdown",)  # formats whose files can be read as they stand, where their own reader fails

Beside = Callable[[str], bytes]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may cost: seconds in all, seconds before Markdown is read as text, bytes of memory."""

    seconds: float = 60.0
    markdown_seconds: float = 10.0
    memory: int = 1024 * 1024 * 1024


_LIMITS = Limits()


def convert(
    path: Path, limits: Limits = _LIMITS, *, password: str = "", beside: Beside | None = None
) -> Work[Manuscript]:
    """The manuscript that the file at `path` holds. Closing the work ends the process that reads it at once.

    `beside` answers for the images beside the file, where not those that lie there are wanted. Raises ConversionError
    with a sentence that says why there is no manuscript, UnknownFormat where nothing reads the file, PasswordNeeded
    where it is locked and `password` does not open it.
    """
    with Converter(1, limits) as converter:
        return (yield from converter.convert(path, password, beside))


def boxes(
    path: Path, start: int, end: int, limits: Limits = _LIMITS, *, password: str = ""
) -> Work[tuple[PageBox, ...]]:
    """Where the code points from `start` to `end` of a manuscript's text stand on the pages of its file.

    The sections of the manuscript that `convert` makes of the file, joined by newlines, are that text. None where the
    format has no pages. Raises as `convert` does.
    """
    with open_file(path) as file:
        opened = Opened(path, file, password, Siblings(path).read)
        format = recognise(opened.name, file.read(_HEAD))
        file.seek(0)
        process = Process(format.name, limits.memory, limits.seconds, 1)
        try:
            return (yield from process.find(opened, range(start, end), limits.seconds))
        except Failure as failure:
            _log.info("%s could not be looked through: %s", opened.name, failure)
            raise ConversionError(f"{opened.name} can no longer be read. The text is safe.") from failure
        finally:
            process.end()


class Converter:
    """Reads file after file of one import. For each format it keeps a process, which spares a file most of its cost.

    A process reads at most 200 files, all of the same import, and none after one that it failed at.
    """

    def __init__(self, files: int, limits: Limits = _LIMITS) -> None:
        """`files` is how many may come."""
        self._files = min(files, _SERIES)
        self._limits = limits
        self._processes: dict[str, Process] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._processes.values():
            process.end()
        self._processes.clear()

    def convert(self, path: Path, password: str = "", beside: Beside | None = None) -> Work[Manuscript]:
        """See the function `convert`."""
        end = monotonic() + self._limits.seconds
        with open_file(path) as file:
            opened = Opened(path, file, password, beside or Siblings(path).read)
            format = recognise(opened.name, file.read(_HEAD))
            seconds = self._limits.seconds
            if format.name == "markdown":
                seconds = min(seconds, self._limits.markdown_seconds)
            try:
                return (yield from self._read(opened, format, seconds))
            except Failure as failure:
                trouble = self._told(failure.cause, seconds)
            if format.name not in _LEGIBLE or monotonic() >= end:
                raise ConversionError(_refusal(path, trouble))
            try:
                manuscript = yield from self._read(opened, named("text"), end - monotonic())
            except Failure as failure:
                raise ConversionError(_refusal(path, self._told(failure.cause, self._limits.seconds))) from failure
        warning = f"As {format.title} the file {trouble}. Its text is shown as it stands in the file."
        return replace(manuscript, warnings=(warning, *manuscript.warnings))

    def _read(self, opened: Opened, format: Format, seconds: float) -> Work[Manuscript]:
        end = monotonic() + seconds
        process = self._waiting(format) or self._started(format)
        fresh = process.fresh
        try:
            return (yield from self._attempt(process, opened, seconds))
        except Failure as failure:
            _log.info("%s could not be read as %s: %s", opened.name, format.title, failure)
            if failure.cause is Cause.TIME or (fresh and failure.cause is not Cause.END):
                raise
        # Somebody may have ended the process, or the files before this one have spoiled it: the file gets a fresh one.
        return (yield from self._attempt(self._started(format), opened, end - monotonic()))

    def _attempt(self, process: Process, opened: Opened, seconds: float) -> Work[Manuscript]:
        try:
            opened.file.seek(0)
            return (yield from process.read(opened, seconds))
        finally:
            if process.usable:
                self._processes[process.format] = process
            else:
                process.end()

    def _waiting(self, format: Format) -> Process | None:
        """The process that was kept for this format, if it still lives."""
        process = self._processes.pop(format.name, None)
        if process is not None and not process.usable:
            process.end()
            return None
        return process

    def _started(self, format: Format) -> Process:
        return Process(format.name, self._limits.memory, self._limits.seconds, self._files)

    def _told(self, cause: Cause, seconds: float) -> str:
        match cause:
            case Cause.TIME:
                return f"takes longer than {seconds:g} seconds to read"
            case Cause.MEMORY:
                return f"needs more than {self._limits.memory / 1024**3:.2g} GB of memory to be read"
            case _:
                return "makes its reader fail"


def _refusal(path: Path, trouble: str) -> str:
    return f"{name_of(path)} {trouble}. Split it into smaller files, or save it as plain text, then import that."
