# SPDX-License-Identifier: MIT
"""The process that reads files is killed a hundred times, or reads hundreds of files: nothing is lost either way."""

import os
import random
import signal
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from companion.importers import sandbox
from companion.importers.process import Process
from companion.library.library import Library
from companion.library.values import ImportStatus
from companion.work import finish

if os.name == "nt":
    pytest.skip("a process is killed otherwise on Windows", allow_module_level=True)

KILLS = 100


def _write(folder: Path, count: int) -> None:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:04}.txt").write_text(f"Report {number}\n\nIt says {number} words on missile defense.\n")


def _texts(library: Library) -> set[str]:
    documents = (each for each in library.shelf.documents() if each.format == "text")
    return {library.shelf.text(each.id).split("It says ")[1].split()[0] for each in documents}


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> list[Process]:
    """The processes that read files, in the order in which they are started."""
    started: list[Process] = []

    class Noted(Process):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments)  # type: ignore[arg-type]
            started.append(self)

    monkeypatch.setattr(sandbox, "Process", Noted)
    return started


def test_a_hundred_kills_of_the_reading_process_lose_nothing(
    library: Library, readers: list[Process], tmp_path: Path
) -> None:
    folder, count = tmp_path / "reports", 40
    _write(folder, count)
    chance = random.Random(5)
    kills = 0
    while kills < KILLS:
        work = library.shelf.import_paths([folder])
        wait = chance.randrange(4)
        with suppress(StopIteration):
            while True:
                next(work)
                wait -= 1
                if wait < 0 and kills < KILLS and readers:
                    kills += _kill(readers[-1])
                    wait = chance.randrange(4)
        if kills < KILLS:  # all are in, or have been given up: begin again
            for document in library.shelf.documents():
                if document.format == "text":
                    library.shelf.purge(library.shelf.remove(document.id))
    results = finish(library.shelf.import_paths([folder]))
    assert {result.status for result in results} <= {ImportStatus.IMPORTED, ImportStatus.UNCHANGED}
    assert _texts(library) == {str(number) for number in range(count)}
    assert finish(library.check(False)).problems == ()
    with closing(sqlite3.connect(library.folder / "library.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_hundreds_of_small_files_are_read_by_a_few_processes(
    library: Library, readers: list[Process], tmp_path: Path
) -> None:
    _write(tmp_path / "reports", 410)
    results = finish(library.shelf.import_paths([tmp_path / "reports"]))
    assert [result.status for result in results] == [ImportStatus.IMPORTED] * 410
    assert len(_texts(library)) == 410
    assert len(readers) == 3  # each of which reads two hundred


def _kill(process: Process) -> bool:
    """Kill the process that reads, as the system does where memory runs out."""
    pid = process._process.pid
    if process._process.poll() is not None:
        return False
    os.kill(pid, signal.SIGKILL)
    return True
