# SPDX-License-Identifier: MIT
"""Runs long reading of the library in processes of their own, and tells how far they have come.

In a thread of the window's process it would take turns with the window for the interpreter.
"""

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from companion.work import Progress, Work

_Lines: TypeAlias = "queue.Queue[str | None]"

# The child imports from where we do, and from nowhere else: not its folder, not the environment's idea of a path.
_START = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); "
    "from importlib import import_module; sys.exit(import_module(sys.argv[2]).main(sys.argv[3:]))"
)
_POLL = 0.1  # seconds between two moments at which the work can be stopped
_PATIENCE = 5.0  # seconds that a stopped process has to end


class ProcessFailed(Exception):
    """The process ended badly; the message is what it said last."""


def run_indexer(database: Path, folder: Path) -> Work[None]:
    """Bring the index in `folder` up to `database`. Closing the work ends the process. Raises ProcessFailed."""
    yield from _run("companion.search.indexer", database, folder)


def run_phrases(folder: Path) -> Work[None]:
    """Find the phrases of the index in `folder` and keep them there. Closing the work ends the process.

    Raises ProcessFailed.
    """
    yield from _run("companion.search.phrases", folder)


def run_suggestions(database: Path, document: str | None) -> Work[None]:
    """Read the documents that are new or have changed, or only this one, for what they propose for the glossary.

    Closing the work ends the process. Raises ProcessFailed.
    """
    yield from _run("companion.library.suggesting", database, *([document] if document else []))


def _run(module: str, *arguments: Path | str) -> Work[None]:
    progress = Progress(0, None, "starting")
    said = ""
    with _process(module, *arguments) as (process, lines):
        for line in _until_end(lines):
            if line is not None:
                try:
                    progress = _progress(json.loads(line), progress)
                except ValueError:
                    said = line.strip() or said
            yield progress
        status = process.wait()
    if status:
        raise ProcessFailed(said or f"status {status}")


@contextmanager
def _process(module: str, *arguments: Path | str) -> Iterator[tuple["subprocess.Popen[str]", _Lines]]:
    """The process and a queue of what it prints, line by line, with None at the end."""
    path = json.dumps([str(Path(entry).absolute()) for entry in sys.path])
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _START, path, module, *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    assert process.stdout is not None
    output = process.stdout
    lines: _Lines = queue.Queue()

    def read() -> None:
        for line in output:
            lines.put(line)
        lines.put(None)

    reader = threading.Thread(target=read, name="output of a process", daemon=True)
    reader.start()
    try:
        yield process, lines
    finally:
        process.terminate()
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        reader.join()
        output.close()


def _until_end(lines: _Lines) -> Iterator[str | None]:
    """The lines as they come; None whenever there is none for a moment."""
    while True:
        try:
            line = lines.get(timeout=_POLL)
        except queue.Empty:
            yield None
            continue
        if line is None:
            return
        yield line


def _progress(step: Any, last: Progress) -> Progress:
    if not isinstance(step, dict):
        raise ValueError("not a step of the work")
    return Progress(step.get("done", last.done), step.get("total", last.total), step.get("text", last.text))
