# SPDX-License-Identifier: MIT
"""A library opens: new, old, newer, half made, write-protected, by many at once, and fast."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from companion.errors import LibraryError, NewerLibrary
from companion.library import presence, schema, store
from companion.library.backup import backups
from companion.library.library import Library
from companion.library.presence import Presence
from companion.library.trouble import READ_ONLY
from tests.library.builders import CHECKOUT, add, child, manuscript, place, run_with_mounts


def test_a_new_library_begins_with_the_report(new_library: Path) -> None:
    with Library.open(new_library, read_only=True) as library:
        (report,) = library.shelf.documents()
        assert report.title.startswith("Missile Defense and Arms Control")
        assert len(report.metadata.authors) == 5
        assert library.shelf.original(report.id) is not None


def test_a_removed_report_does_not_come_back(folder: Path) -> None:
    with Library.open(folder) as library:
        library.shelf.purge(library.shelf.remove(library.shelf.documents()[0].id))
    with Library.open(folder) as library:
        assert library.shelf.documents() == []


def test_newer_bundled_terms_are_taken_in(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "library.db")) as db:
        db.execute("UPDATE meta SET value = 'old' WHERE name = 'bundled'")
        db.execute("DELETE FROM terms WHERE id = 1")
        db.commit()
        number = db.execute("SELECT count(*) FROM terms").fetchone()[0]
    with Library.open(folder) as library:
        assert len(library.glossary.terms()) == number + 1
        assert library.glossary.bundled_version() != "old"


OPEN = """
import sys, time
from pathlib import Path
from companion.library.library import Library
folder = Path(sys.argv[1])
began = time.process_time()
library = Library.open(folder)
print(time.process_time() - began, *library.notices, flush=True)
sys.stdin.readline()
print(len(library.shelf.documents()), len(library.glossary.terms()))
library.close()
"""


def opening_time(folder: Path) -> float:
    """Seconds of the processor that Library.open takes in a process of its own."""
    with child(OPEN, folder) as process:
        output, errors = process.communicate("\n", timeout=30)
    assert not errors, errors
    return float(output.split()[0])


def test_an_existing_library_opens_in_a_fraction_of_the_time_that_a_new_one_takes(folder: Path, tmp_path: Path) -> None:
    fresh, known = [], []
    for number in range(4):  # in turn, so that what else the machine does falls on both
        fresh.append(opening_time(tmp_path / str(number)))
        known.append(opening_time(folder))
    assert min(known) < min(fresh) / 3


def test_many_processes_may_make_a_library_at_the_same_instant(tmp_path: Path, new_library: Path) -> None:
    code = OPEN.replace("sys.stdin.readline()", "")
    for round_ in range(3):
        folder = tmp_path / f"{round_}"
        processes = [
            subprocess.Popen([sys.executable, "-c", code, folder], cwd=CHECKOUT, stdout=-1, stderr=-1, text=True)
            for _ in range(5)
        ]
        answers = [process.communicate(timeout=60) for process in processes]
        assert [errors for _, errors in answers] == [""] * 5
        assert len({output.splitlines()[-1] for output, _ in answers}) == 1, answers
        with Library.open(folder) as library:
            assert len(library.shelf.documents()) == 1
            assert library.notices == ()


def test_only_the_first_process_may_repair(tmp_path: Path) -> None:
    first = Presence(tmp_path)
    assert first.alone
    first.settle()
    second = Presence(tmp_path)
    assert not second.alone
    first.leave()
    third = Presence(tmp_path)
    assert not third.alone
    second.leave()
    third.leave()
    last = Presence(tmp_path)
    assert last.alone
    last.leave()


def test_who_comes_while_another_opens_waits_and_then_gives_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "_PATIENCE", 0.1)
    first = Presence(tmp_path)
    with pytest.raises(LibraryError, match="has been opening this library"):
        Presence(tmp_path)
    first.leave()


def test_a_half_made_library_is_made_whole(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "library.db").touch()
    with Library.open(folder) as library:
        assert len(library.shelf.documents()) == 1
    shutil.rmtree(folder)
    folder.mkdir()
    with closing(sqlite3.connect(folder / "library.db")) as db:
        db.execute("PRAGMA journal_mode = WAL")
    with Library.open(folder) as library:
        assert len(library.shelf.documents()) == 1
        assert library.notices == ()


def test_what_a_killed_process_left_is_swept_away(folder: Path) -> None:
    strays = [folder / "originals" / name for name in ("0badc0de-lost.md", "0badc0de.part")]
    strays += [folder / "library.part", folder / "backups" / "library-20200101T000000Z-7.part"]
    mine = folder / "originals" / "my own file.txt"
    for path in (*strays, mine):
        path.write_text("x")
    with Library.open(folder) as library:
        document = library.shelf.documents()[0]
        assert library.shelf.original(document.id) is not None
    assert [path.exists() for path in strays] == [False] * 4
    assert mine.exists()


def test_a_newer_library_is_left_alone(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "library.db")) as db:
        db.execute("PRAGMA user_version = 99")
    before = (folder / "library.db").read_bytes()
    for read_only in (False, True):
        with pytest.raises(NewerLibrary, match="newer version"):
            Library.open(folder, read_only=read_only)
    assert (folder / "library.db").read_bytes() == before


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "library.db")) as db:
        db.execute("CREATE TABLE songs (name)")
    before = (tmp_path / "library.db").read_bytes()
    with pytest.raises(LibraryError, match="another program"):
        Library.open(tmp_path)
    assert (tmp_path / "library.db").read_bytes() == before
    assert not list(tmp_path.glob("*damaged*"))


STEP = ("ALTER TABLE documents ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'", "CREATE TABLE moods (name TEXT)")


def test_an_older_library_is_backed_up_and_brought_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(folder) as library:
        bookmark = library.marks.add(place(library, library.shelf.documents()[0].id, "Missile"))
    (old,) = backups(folder)
    old.rename(old.with_name("library-20200101T000000Z.db"))
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, STEP))
    monkeypatch.setattr(store.migrate, "__defaults__", (schema.MIGRATIONS,))
    with Library.open(folder) as library:
        assert library.marks.bookmarks() == [bookmark]
    with closing(sqlite3.connect(folder / "library.db")) as db:
        assert db.execute("SELECT mood FROM documents").fetchone() == ("calm",)
        assert db.execute("PRAGMA user_version").fetchone() == (len(schema.MIGRATIONS),)
    assert len(backups(folder)) == 2


def test_a_step_that_fails_leaves_the_older_library_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (folder / "library.db").read_bytes()
    with monkeypatch.context() as newer:
        newer.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, (*STEP, "INSERT INTO nowhere VALUES (1)")))
        newer.setattr(store.migrate, "__defaults__", (schema.MIGRATIONS,))
        with pytest.raises(sqlite3.OperationalError, match="nowhere"):
            Library.open(folder)
    assert (folder / "library.db").read_bytes() == before
    with Library.open(folder) as library:
        assert library.notices == ()
        assert library.shelf.documents()


def test_there_must_be_a_library_to_read(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="There is no library"):
        Library.open(tmp_path / "none", read_only=True)
    assert not (tmp_path / "none").exists()


def test_a_library_that_another_process_writes_can_be_read_meanwhile(folder: Path) -> None:
    with Library.open(folder) as writer, Library.open(folder, read_only=True) as reader:
        assert reader.read_only
        assert reader.notices == ()
        document = add(writer, manuscript())
        assert reader.shelf.document(document.id) == document


LEAVE_A_LOG = """
import os, sys
from pathlib import Path
from companion.document.model import Anchor
from companion.library.library import Library
library = Library.open(Path(sys.argv[1]))
library.marks.add(Anchor(library.shelf.documents()[0].id, 0, 5), note="in the log")
os._exit(0)
"""
READ = """
import sys
from pathlib import Path
from companion.errors import ReadOnlyLibrary
from companion.library.library import Library
with Library.open(Path(sys.argv[1])) as library:
    print(library.read_only, *library.notices)
    print([bookmark.note for bookmark in library.marks.bookmarks()], library.index.search("missile").total > 0)
    try:
        library.shelf.remove(library.shelf.documents()[0].id)
    except ReadOnlyLibrary:
        print("refused")
"""


@pytest.mark.parametrize("log", ["with a log", "without a log"])
def test_a_write_protected_library_is_opened_to_read(folder: Path, log: str) -> None:
    with child(LEAVE_A_LOG, folder) as process:
        assert process.wait(30) == 0
    if log == "without a log":
        Library.open(folder).close()
    assert (folder / "library.db-wal").exists() == (log == "with a log")
    mount = f"mount --bind '{folder}' '{folder}' && mount -o remount,ro,bind '{folder}'"
    lines = run_with_mounts(mount, READ, folder).splitlines()
    assert lines == [f"True {READ_ONLY}", "['in the log'] True", "refused"]
    assert not list(Path(tempfile.gettempdir()).glob("companion-*/library.db")), "the passing copy is left"


AS_NOBODY = """
import os, sys
from pathlib import Path
from companion.errors import CompanionError
from companion.library.library import Library
import companion.search.searcher  # before this becomes somebody who may not read it
os.setgid(65534); os.setuid(65534)
try:
    with Library.open(Path(sys.argv[1])) as library:
        print(library.read_only, len(library.shelf.documents()), library.index.search("missile").total > 0)
except CompanionError as error:
    print(error.message)
sys.stdout.flush()
os._exit(0)  # nobody may write what a measuring of coverage would write at the end
"""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may become somebody else")
def test_a_folder_without_rights_is_told_in_a_sentence(folder: Path, tmp_path: Path) -> None:
    def ask(where: Path) -> str:
        with child(AS_NOBODY, where) as process:
            output, errors = process.communicate(timeout=30)
        assert not errors, errors
        return output.strip()

    for parent in (tmp_path, *tmp_path.parents[:3]):
        parent.chmod(0o755)
    assert "cannot be reached" in ask(folder)
    (tmp_path / "closed").mkdir(mode=0o755)
    assert "cannot be reached" in ask(tmp_path / "closed" / "new")
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert ask(folder) == "True 1 True"


def test_a_file_in_the_place_of_the_folder_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError, match="is a file"):
        Library.open(tmp_path / "file")
    with pytest.raises(LibraryError, match="cannot be reached"):
        Library.open(tmp_path / "file" / "library")


def test_closing_twice_does_nothing(folder: Path) -> None:
    library = Library.open(folder)
    library.close()
    library.close()
    with Library.open(folder) as again:  # closed well: there is nothing to repair
        assert again.notices == ()
