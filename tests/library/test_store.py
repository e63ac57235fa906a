# SPDX-License-Identifier: MIT
"""Saves happen whole or not at all, from any thread and beside other processes."""

import sqlite3
import stat
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from companion.errors import LibraryError, ReadOnlyLibrary
from companion.library import store as store_module
from companion.library.files import make_file
from companion.library.library import Library
from companion.library.store import Access, Store, connect, migrate
from companion.library.trouble import TOO_FULL
from tests.library.builders import child, place, run_with_mounts


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    make_file(tmp_path / "library.db")
    with closing(connect(tmp_path / "library.db", Access.WRITE)) as db:
        db.execute("PRAGMA journal_mode = WAL").fetchall()
        migrate(db)
    store = Store(tmp_path / "library.db")
    yield store
    store.close()


def note(store: Store, name: str) -> None:
    store.save(lambda db: db.execute("INSERT INTO meta (name, value) VALUES (?, '')", (name,)))


def test_a_save_that_fails_changes_nothing(store: Store) -> None:
    def save(db: sqlite3.Connection) -> None:
        db.execute("INSERT INTO meta (name, value) VALUES ('half', '')")
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        store.save(save)
    assert store.value("SELECT count(*) FROM meta") == 0
    note(store, "whole")
    assert store.value("SELECT count(*) FROM meta") == 1


def test_every_connection_is_set_up_to_lose_nothing(store: Store) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "busy_timeout": 5000}
    wanted |= {"cell_size_check": 1, "application_id": 0x52644362}
    assert {name: store.value(f"PRAGMA {name}") for name in wanted} == wanted


def test_a_row_cannot_belong_to_a_document_that_is_not_there(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        store.save(
            lambda db: db.execute(
                "INSERT INTO passages (document, start, text, section, page) VALUES ('00000000', 0, '', '', '')"
            )
        )


def test_threads_save_side_by_side(store: Store) -> None:
    def work(number: int) -> None:
        for step in range(25):
            note(store, f"{number} {step}")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.value("SELECT count(*) FROM meta") == 200


def test_the_connection_of_a_thread_that_ended_is_closed(store: Store) -> None:
    connections: list[sqlite3.Connection] = []
    thread = threading.Thread(target=lambda: connections.append(store.connection()))
    thread.start()
    thread.join()
    assert store.connection() is not connections[0]
    with pytest.raises(sqlite3.ProgrammingError):
        connections[0].execute("SELECT 1")


def test_a_library_that_another_program_holds_for_long_is_told_in_a_sentence(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "_BUSY", 0.05)
    with closing(connect(store.database, Access.WRITE)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryError, match="Another program is writing"):
            note(store, "too late")
        other.execute("ROLLBACK")
    note(store, "in time")


def test_only_the_owner_can_enter_a_new_library(new_library: Path) -> None:
    def mode(path: Path) -> int:
        return stat.S_IMODE(path.stat().st_mode)

    assert mode(new_library) == mode(new_library / "originals") == mode(new_library / "backups") == 0o700
    files = [path for path in new_library.rglob("*") if path.is_file() and "index" not in path.parts]
    assert {path.name: oct(mode(path)) for path in files if mode(path) != 0o600} == {}


SAVE_BOOKMARKS = """
import sys
from pathlib import Path
from companion.document.model import Anchor
from companion.library.library import Library
with Library.open(Path(sys.argv[1])) as library:
    document = library.shelf.documents()[0].id
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(40):
        library.marks.add(Anchor(document, number, number), note=sys.argv[2])
"""


def test_two_processes_save_side_by_side(folder: Path) -> None:
    with child(SAVE_BOOKMARKS, folder, "one") as one, child(SAVE_BOOKMARKS, folder, "two") as two:
        for process in (one, two):
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in (one, two):
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        assert (one.wait(30), two.wait(30)) == (0, 0)
    with Library.open(folder) as library:
        assert library.notices == ()
        notes = [bookmark.note for bookmark in library.marks.bookmarks()]
        assert (notes.count("one"), notes.count("two")) == (40, 40)


FILL_THE_DISK = """
import shutil, sys
from pathlib import Path
from companion.errors import DiskFull
from companion.library.library import Library
from companion.work import finish
from tests.library.builders import place
disk = Path(sys.argv[2])
folder = disk / "library"
shutil.copytree(sys.argv[1], folder)
assert (folder / "reserve").stat().st_blocks * 512 >= 8 << 20

def fill():
    with (disk / "filler").open("ab", buffering=0) as file:
        for size in (1 << 20, 4096, 1) * 3:  # a file system that counts on two processors may find some more
            try:
                while file.write(bytes(size)) == size:
                    pass
            except OSError:
                pass

with Library.open(folder) as library:
    document = library.shelf.documents()[0].id
    anchor = place(library, document, "Missile")
    kept = [library.marks.add(anchor, note="before")]
    fill()
    kept.append(library.marks.add(anchor, note="x" * 100_000))
    assert not (folder / "reserve").exists(), "the save needed no reserve"
    fill()
    try:
        while len(kept) < 100:
            kept.append(library.marks.add(anchor, note="x" * 500_000))
        raise AssertionError("the disk is never full")
    except DiskFull as error:
        error_message = error.message
    assert error_message.startswith("The disk is full")
    assert library.marks.bookmarks() == kept
    assert library.marks.bookmarks()[0].note == "before"
    try:
        finish(library.shelf.import_file(Path(sys.argv[1]).parent / "new.md"))
        raise AssertionError("a file was taken in")
    except DiskFull as error:
        assert error.message == error_message
    assert len(list((folder / "originals").iterdir())) == 1
with Library.open(folder) as library:
    assert library.marks.bookmarks() == kept
    assert library.notices == ()
    (disk / "filler").unlink()
    kept.append(library.marks.add(anchor, note="after"))
with Library.open(folder) as library:
    assert library.notices == ()
    assert library.marks.bookmarks() == kept
"""


def test_on_a_full_disk_the_save_still_succeeds_once_and_then_says_so(folder: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    (tmp_path / "new.md").write_text("A new text. " * 1000)
    mount = f"mount -t tmpfs -o size=24m tmpfs '{disk}'"
    assert run_with_mounts(mount, FILL_THE_DISK, folder, disk) == ""


OPEN_ON_A_FULL_DISK = (
    FILL_THE_DISK.split("with Library")[0]
    + """
read_only = False
while not read_only:
    fill()
    with Library.open(folder) as library:
        read_only = library.read_only
        print(read_only, len(library.shelf.documents()), *library.notices)
        place(library, library.shelf.documents()[0].id, "Missile")
"""
)


def test_a_library_on_a_full_disk_can_be_read(folder: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = f"mount -t tmpfs -o size=24m tmpfs '{disk}'"
    lines = run_with_mounts(mount, OPEN_ON_A_FULL_DISK, folder, disk).splitlines()
    assert (lines[0], lines[-1]) == ("False 1", f"True 1 {TOO_FULL}"), "first the reserve is given up"


def test_a_library_opened_to_read_refuses_every_change(folder: Path) -> None:
    with Library.open(folder, read_only=True) as library:
        document = library.shelf.documents()[0]
        anchor = place(library, document.id, "Missile")
        changes = (
            lambda: library.marks.add(anchor),
            lambda: library.shelf.remove(document.id),
            lambda: library.shelf.keep_position(anchor),
            lambda: next(library.shelf.import_file(folder / "library.db")),
            lambda: next(library.index.update()),
        )
        for change in changes:
            with pytest.raises(ReadOnlyLibrary):
                change()


@pytest.mark.skipif(sys.platform == "win32", reason="a path of the POSIX kind")
def test_a_library_may_lie_in_a_folder_of_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "Bücher & notes #1? 100% 📚 ' \" x"
    Library.open(folder).close()
    with Library.open(folder) as library:
        assert library.shelf.documents()
