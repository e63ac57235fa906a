# SPDX-License-Identifier: MIT
"""The process that reads foreign files: it loads a format's reader, confines itself, and answers request by request."""

import encodings
import pkgutil
import sys
from contextlib import suppress
from importlib import import_module
from typing import BinaryIO

from companion.errors import ConversionError, PasswordNeeded
from companion.importers.answers import (
    MAX_IMAGE,
    Request,
    frames_of,
    numbers_of,
    read_frame,
    read_request,
    write_frame,
    write_message,
)
from companion.importers.confinement import allow_time, confine
from companion.importers.formats import named
from companion.importers.reading import boxes, read
from companion.importers.source import Source

_FRONT = 64  # bytes in which front matter begins, if there is any


def main(arguments: list[str]) -> int:
    """Serve requests from standard input until it ends.

    `arguments`: the format, the bytes of memory and seconds of processor time that one file may use, and how
    many files may come.
    """
    format, memory, seconds, files = arguments[0], *map(int, arguments[1:])
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing that a library prints may pass for an answer
    import_module(named(format).module)
    confined = False
    while (received := read_request(requests)) is not None:
        request, data = received
        if not confined:
            prepare(data if files == 1 else None)
            confine(memory)
            confined = True
        allow_time(seconds)
        _serve(request, data, requests, answers)
    return 0


def prepare(data: bytes | None) -> None:
    """Load what the readers load late, as far as reading `data` needs it; all of it where that is None."""
    if data is not None and _is_common_text(data):
        if b"---" in data[:_FRONT]:
            import_module("yaml")
        return
    for module in ("yaml", "charset_normalizer", "companion.importers.alphabets"):
        import_module(module)
    for codec in pkgutil.iter_modules(encodings.__path__):
        with suppress(ImportError):  # some are of Windows alone
            import_module(f"encodings.{codec.name}")


def _serve(request: Request, data: bytes, requests: BinaryIO, answers: BinaryIO) -> None:
    def sibling(address: str) -> bytes | None:
        write_message(answers, kind="ask", address=address)
        return read_frame(requests, MAX_IMAGE) or None

    try:
        if request.end > request.start:
            source = Source(data, request.name, password=request.password)
            found = numbers_of(boxes(source, request.format, request.start, request.end))
            write_message(answers, kind="boxes", boxes=found)
            return
        frames = frames_of(read(data, request.name, request.format, sibling, request.password))
    except PasswordNeeded as error:
        write_message(answers, kind="locked", sentence=error.message)
    except ConversionError as error:
        write_message(answers, kind="refused", sentence=error.message)
    except MemoryError:
        write_message(answers, kind="failed", cause="memory", place="")
    except Exception as error:  # a reader that cannot cope with a file: told to the other side, which logs it
        write_message(answers, kind="failed", cause="error", place=_place(error))
    else:
        for frame in frames:
            write_frame(answers, frame)


def _place(error: Exception) -> str:
    """What went wrong and in which line of which module; nothing of the file's text."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = "" if trace is None else f" in {trace.tb_frame.f_globals.get('__name__')}, line {trace.tb_lineno}"
    return type(error).__name__ + where


def _is_common_text(data: bytes) -> bool:
    """Whether it is UTF-8, and nothing hints at an encoding that only looks like it."""
    if b"\0" in data or b"\x1b" in data:
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
