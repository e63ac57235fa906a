# SPDX-License-Identifier: MIT
"""One process that reads foreign files: started, fed, listened to, and ended at once when it is not wanted any more."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from time import monotonic
from typing import BinaryIO

from companion.document.model import Manuscript, PageBox
from companion.errors import ConversionError, PasswordNeeded
from companion.importers.answers import (
    Answer,
    Request,
    boxes_of,
    manuscript_of,
    read_answer,
    read_message,
    sentence,
    write_frame,
    write_request,
)
from companion.importers.opening import name_of, why_changed, why_unreadable
from companion.work import Progress, Work

# The process imports from where we do, and from nowhere else: not its folder, not the environment's idea of a path.
_START = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); "
    "from companion.importers.worker import main; sys.exit(main(sys.argv[2:]))"
)
_ENVIRONMENT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")  # what an interpreter may need to start
_POLL = 0.05  # seconds between two moments at which the work can be stopped
_CHUNK = 1024 * 1024  # bytes


_Reply = Answer | tuple[PageBox, ...]


class Cause(Enum):
    """Why a file could not be read by its reader."""

    TIME = auto()
    MEMORY = auto()
    ERROR = auto()  # in the reader
    END = auto()  # of the process, or of any trust in it


class Failure(Exception):
    """The process failed; the message is for the log."""

    def __init__(self, cause: Cause, message: str) -> None:
        super().__init__(message)
        self.cause = cause


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that is to be read: where it lies, its content, the password that opens it, and the images beside it."""

    path: Path
    file: BinaryIO
    password: str
    beside: Callable[[str], bytes]  # the image at an address, relative to the file; none where it may not be read

    @property
    def name(self) -> str:
        """The file's name, as it is shown."""
        return name_of(self.path)


class Process:
    """Reads files of one format, one after another, until `usable` says that it has had its share or has failed."""

    def __init__(self, format: str, memory: int, seconds: float, files: int) -> None:
        """`memory` (bytes) and `seconds` (of processor time) are for one file, of which `files` may come.

        Raises ConversionError where the system has no process to give.
        """
        path = json.dumps([str(Path(entry).absolute()) for entry in sys.path])
        limits = map(str, (memory, int(seconds) + 1, files))
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", _START, path, format, *limits],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise ConversionError(
                f"No process can be started to read the file ({error.strerror}). Close other programs and try again."
            ) from error
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._requests, self._answers = self._process.stdin, self._process.stdout
        self.format = format
        self._files = self._left = files
        self._busy = False

    @property
    def fresh(self) -> bool:
        """Whether it has read nothing yet."""
        return self._left == self._files

    @property
    def usable(self) -> bool:
        """Whether it can read a further file."""
        return self._left > 0 and not self._busy and self._process.poll() is None

    def read(self, opened: Opened, seconds: float) -> Work[Manuscript]:
        """What it makes of the whole content of a file. Closing the work ends the process.

        Raises ConversionError where the file is at fault, PasswordNeeded where it is locked, and Failure.
        """
        answer = yield from self._answer(opened, range(0), seconds)
        try:
            if not isinstance(answer, Answer):
                raise ValueError("another answer")
            manuscript = yield from manuscript_of(answer)
        except ValueError as error:
            raise Failure(Cause.END, f"a false answer: {error}") from error
        self._busy = False
        return manuscript

    def find(self, opened: Opened, text: range, seconds: float) -> Work[tuple[PageBox, ...]]:
        """Where this range of the text that `read` makes stands on the pages of a file. Raises as `read` does."""
        answer = yield from self._answer(opened, text, seconds)
        if isinstance(answer, Answer):
            raise Failure(Cause.END, "a false answer: another one")
        self._busy = False
        return answer

    def _answer(self, opened: Opened, text: range, seconds: float) -> Work[_Reply]:
        deadline = monotonic() + seconds
        self._busy = True
        self._left -= 1
        talk = _Talk(lambda: self._talk(opened, text))
        talk.start()
        try:
            while talk.is_alive():
                yield Progress(0, None, "reading")
                if monotonic() > deadline:
                    raise Failure(Cause.TIME, f"no answer within {seconds:.1f} seconds")
                talk.join(_POLL)
        finally:
            if talk.is_alive():
                self._process.kill()  # which ends the talk
                talk.join()
        answer = talk.result()
        if isinstance(answer, ConversionError):
            self._busy = False
            raise answer
        return answer

    def end(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        with suppress(OSError):  # what it has not taken yet cannot be sent any more
            self._requests.close()
        self._answers.close()
        self._process.wait()

    def _talk(self, opened: Opened, text: range) -> _Reply | ConversionError:
        """Send the file and hear the answer, or why there is none."""
        self._send(opened, text)
        try:
            while True:
                message = read_message(self._answers)
                match message:
                    case {"kind": "ask", "address": str(address)}:
                        image = opened.beside(address)
                        with _heard():
                            write_frame(self._requests, image)
                    case {"kind": "manuscript"}:
                        return read_answer(self._answers, message)
                    case {"kind": "boxes", "boxes": list(boxes)}:
                        return boxes_of(boxes)
                    case {"kind": "refused", "sentence": str(words)}:
                        return ConversionError(sentence(words))
                    case {"kind": "locked", "sentence": str(words)}:
                        return PasswordNeeded(sentence(words))
                    case {"kind": "failed", "cause": "memory"}:
                        raise Failure(Cause.MEMORY, "out of memory")
                    case {"kind": "failed", "place": str(place)}:
                        raise Failure(Cause.ERROR, sentence(place))
                    case _:
                        raise ValueError("an unknown message")
        except EOFError as error:
            raise Failure(Cause.END, "the process ended") from error
        except ValueError as error:
            raise Failure(Cause.END, f"a false answer: {error}") from error

    def _send(self, opened: Opened, text: range) -> None:
        file, name = opened.file, opened.name
        before = os.fstat(file.fileno())
        with _heard():
            request = Request(name, self.format, before.st_size, opened.password, text.start, text.stop)
            write_request(self._requests, request)
        left = before.st_size
        while left:
            try:
                chunk = file.read(min(left, _CHUNK))
            except OSError as error:
                raise ConversionError(why_unreadable(opened.path, error)) from error
            if not chunk:
                raise ConversionError(why_changed(name))
            left -= len(chunk)
            with _heard():
                self._requests.write(chunk)
        after = os.fstat(file.fileno())
        if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
            raise ConversionError(why_changed(name))
        with _heard():
            self._requests.flush()


class _Talk(threading.Thread):
    """A talk with a process, on a thread of its own because either side may keep the other waiting."""

    def __init__(self, talk: Callable[[], _Reply | ConversionError]) -> None:
        super().__init__(name="reading", daemon=True)
        self._talk = talk
        self._answer: _Reply | ConversionError | None = None
        self._error: BaseException | None = None

    def run(self) -> None:
        try:
            self._answer = self._talk()
        except BaseException as error:
            self._error = error

    def result(self) -> _Reply | ConversionError:
        """What the talk led to, after it has ended; raises what it raised."""
        if self._error is not None:
            raise self._error
        assert self._answer is not None
        return self._answer


@contextmanager
def _heard() -> Iterator[None]:
    """Something is said to the process, which may have ended."""
    try:
        yield
    except OSError as error:
        raise Failure(Cause.END, "the process ended") from error
