# SPDX-License-Identifier: MIT
"""A damaged library.db opens all the same, with a notice, and what can be saved of it is saved."""

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from companion.document.model import Anchor
from companion.errors import DamagedLibrary
from companion.glossary.model import Term
from companion.library.backup import backups
from companion.library.library import Library
from companion.work import finish
from tests.library.builders import add, child, manuscript

OWN = Term("zugzwang", "A duty to move.")


@pytest.fixture(scope="session")
def used_library(new_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with a backup and, newer than that, an imported document, bookmarks and a term; not to be changed."""
    home = tmp_path_factory.mktemp("used")
    folder = Path(shutil.copytree(new_library, home / "library"))
    source = home / "imported.md"
    source.write_text("# Imported\n\n" + "\n\n".join(f"Paragraph {number} on radar." for number in range(300)))
    with Library.open(folder) as library:
        (report,) = library.shelf.documents()
        result = finish(library.shelf.import_file(source))
        assert result.document is not None
        for number in range(60):
            library.marks.add(Anchor(report.id, number, number + 5), note=f"report {number}")
            library.marks.add(Anchor(result.document.id, number, number + 5), note=f"imported {number}")
        library.glossary.add(OWN)
        library.collections.add("Treaties", (report.id, result.document.id))
        library.searches.add("arms control", 3)
    return folder


@pytest.fixture
def folder(used_library: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(used_library, tmp_path / "library"))


def holdings(library: Library) -> dict[str, object]:
    """All that a reader would miss."""
    documents = library.shelf.documents()
    titles = {document.id: document.title for document in documents}
    return {
        "collections": {
            each.name: {titles[document] for document in each.documents} for each in library.collections.all()
        },
        "texts": {document.title: library.shelf.text(document.id) for document in documents},
        "searches": library.searches.all(),
        "notes": [bookmark.note for bookmark in library.marks.bookmarks()],
        "terms": library.glossary.terms(),
        "mentions": {document.title: library.glossary.mentions(document.id) for document in documents},
    }


def assert_sound(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "library.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def zeroed(data: bytearray, start: float, end: float) -> bytearray:
    first, last = (int(len(data) * part) for part in (start, end))
    data[first:last] = bytes(last - first)
    return data


def scrambled(data: bytearray, seed: int, count: int) -> bytearray:
    chance = random.Random(seed)
    for _ in range(count):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return data


WHOLLY: dict[str, Callable[[bytearray], bytes]] = {
    "emptied": lambda data: b"",
    "zeroed": lambda data: bytes(len(data)),
    "not a database": lambda data: b"hello" * 1000,
    "header lost": lambda data: bytes(zeroed(data, 0, 0.01)),
    "only a header": lambda data: bytes(data[:100]),
}
PARTLY: dict[str, Callable[[bytearray], bytes]] = {
    "halved": lambda data: bytes(data[: len(data) // 2]),
    "a page short": lambda data: bytes(data[:-4096]),
    "cut at an odd place": lambda data: bytes(data[: len(data) * 9 // 10 + 13]),
    "middle zeroed": lambda data: bytes(zeroed(data, 0.4, 0.6)),
    "end zeroed": lambda data: bytes(zeroed(data, 0.8, 1)),
    "beginning zeroed": lambda data: bytes(zeroed(data, 0.1, 0.3)),
    **{f"scrambled {seed}": lambda data, seed=seed: bytes(scrambled(data, seed, 400)) for seed in range(8)},  # type: ignore[misc]
}


@pytest.mark.parametrize("how", [*WHOLLY, *PARTLY])
def test_a_damaged_library_is_restored_with_its_backup_and_what_can_be_read(folder: Path, how: str) -> None:
    with Library.open(folder, read_only=True) as library:
        before = holdings(library)
    database = folder / "library.db"
    damaged = (WHOLLY | PARTLY)[how](bytearray(database.read_bytes()))
    database.write_bytes(damaged)
    with Library.open(folder) as library:
        after = holdings(library)
        if after != before:
            assert library.notices, "what is lost must be told"
        assert "Missile Defense and Arms Control" in "".join(after["texts"]), "the backup had the report"
        assert len(after["terms"]) >= 40
        if library.notices:
            (notice, *_) = library.notices
            assert "was damaged" in notice or "was missing" in notice
            assert "backup" in notice
        library.marks.add(Anchor(library.shelf.documents()[0].id, 0, 5), note="it works")
    if how != "emptied" and library.notices:
        (kept,) = (path for path in folder.glob("library.db.damaged-*") if not path.name.endswith(("-wal", "-shm")))
        assert kept.read_bytes() == damaged
    assert_sound(folder)
    with Library.open(folder) as library:
        assert library.notices == ()
        assert finish(library.check()).problems == ()


@pytest.mark.parametrize("how", ["middle zeroed", "scrambled 1"])
def test_without_a_backup_a_new_library_holds_what_can_be_read(folder: Path, how: str) -> None:
    for backup in backups(folder):
        backup.unlink()
    database = folder / "library.db"
    database.write_bytes(PARTLY[how](bytearray(database.read_bytes())))
    with Library.open(folder) as library:
        assert "made anew" in library.notices[0]
        texts = "".join(library.shelf.text(document.id) for document in library.shelf.documents())
        assert "Missile defense is a critical component" in texts
        assert "Paragraph 7 on radar." in texts
    assert_sound(folder)


def ruin(folder: Path, table: str) -> None:
    """Overwrite the leaves of a table, and of nothing else, with noise."""
    database = folder / "library.db"
    with closing(sqlite3.connect(database)) as db:
        db.execute("PRAGMA journal_mode = DELETE")
        size = db.execute("PRAGMA page_size").fetchone()[0]
        pages = [
            row[0] for row in db.execute("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'", (table,))
        ]
        db.execute("PRAGMA journal_mode = WAL")
    with database.open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * size)
            file.write(random.Random(page).randbytes(size))


def has_dbstat() -> bool:
    with closing(sqlite3.connect(":memory:")) as db:
        return ("ENABLE_DBSTAT_VTAB",) in db.execute("PRAGMA compile_options").fetchall()


@pytest.mark.skipif(not has_dbstat(), reason="this SQLite cannot tell which page belongs to which table")
@pytest.mark.parametrize("table", ["passages", "sections", "documents", "mentions", "images"])
def test_damage_to_what_can_be_made_again_loses_nothing_of_the_readers(folder: Path, table: str) -> None:
    with Library.open(folder, read_only=True) as library:
        before = holdings(library)
    ruin(folder, table)
    with Library.open(folder) as library:
        assert library.notices
        assert holdings(library) == before


@pytest.mark.skipif(not has_dbstat(), reason="this SQLite cannot tell which page belongs to which table")
def test_damage_to_the_bookmarks_leaves_the_texts_and_terms(folder: Path) -> None:
    with Library.open(folder, read_only=True) as library:
        before = holdings(library)
    ruin(folder, "bookmarks")
    with Library.open(folder) as library:
        after = holdings(library)
        assert library.notices
    assert {**after, "notes": None} == {**before, "notes": None}


def test_a_text_that_was_altered_in_place_is_noticed(folder: Path) -> None:
    database = folder / "library.db"
    data = database.read_bytes()
    assert data.count(b"Paragraph 7 on radar.") >= 1
    database.write_bytes(data.replace(b"Paragraph 7 on radar.", b"Paragraph 7 on cabbag"))
    with Library.open(folder) as library:
        assert library.notices
        texts = "".join(library.shelf.text(document.id) for document in library.shelf.documents())
        assert "Paragraph 7 on radar." in texts
        assert "cabbag" not in texts


def test_a_library_file_that_was_deleted_is_restored_from_its_backup(folder: Path) -> None:
    (folder / "library.db").unlink()
    with Library.open(folder) as library:
        assert "was missing" in library.notices[0]
        titles = [document.title for document in library.shelf.documents()]
        assert any("Missile" in title for title in titles)
        assert "Imported" in titles, "its original was still there"


def test_a_bad_backup_is_passed_over(folder: Path) -> None:
    (good,) = backups(folder)
    bad = good.with_name("library-29990101T000000Z.db")
    bad.write_bytes(good.read_bytes()[:20_000])
    (folder / "library.db").write_bytes(b"noise")
    with Library.open(folder) as library:
        assert library.shelf.documents()
        assert "2999" not in library.notices[0]


CHANGE_AND_DIE = """
import os, sys
from pathlib import Path
from companion.document.model import Anchor
from companion.library.library import Library
library = Library.open(Path(sys.argv[1]))
for number in range(20):
    library.marks.add(Anchor(library.shelf.documents()[0].id, number, number), note="last")
os._exit(0)
"""


@pytest.mark.parametrize("how", ["deleted", "halved", "zeroed", "scrambled"])
def test_a_lost_or_damaged_log_costs_no_more_than_the_log(folder: Path, how: str) -> None:
    with child(CHANGE_AND_DIE, folder) as process:
        assert process.wait(30) == 0
    log = folder / "library.db-wal"
    data = bytearray(log.read_bytes())
    assert data
    if how == "deleted":
        log.unlink()
    elif how == "halved":
        os.truncate(log, len(data) // 2)
    else:
        log.write_bytes(bytes(len(data)) if how == "zeroed" else bytes(scrambled(data, 3, 300)))
    with Library.open(folder) as library:
        notes = [bookmark.note for bookmark in library.marks.bookmarks()]
        assert len([note for note in notes if note != "last"]) == 120
        assert len(library.shelf.documents()) == 2
    assert_sound(folder)


def test_damage_met_while_reading_is_told_and_repaired_at_the_next_start(folder: Path) -> None:
    with Library.open(folder) as library:
        document = library.shelf.documents()[0].id
    database = folder / "library.db"
    with Library.open(folder) as library:
        database.write_bytes(bytes(zeroed(bytearray(database.read_bytes()), 0.05, 1)))
        with pytest.raises(DamagedLibrary, match="open it again"):
            library.shelf.text(document)
    with Library.open(folder) as library:
        assert library.notices
        assert library.shelf.text(document)


def test_a_damaged_library_is_not_repaired_while_it_is_only_read(folder: Path) -> None:
    (folder / "library.db").write_bytes(b"noise" * 1000)
    with pytest.raises(DamagedLibrary):
        Library.open(folder, read_only=True)
    assert (folder / "library.db").read_bytes() == b"noise" * 1000


def test_a_document_added_after_the_backup_is_read_again_from_its_original(folder: Path) -> None:
    (folder / "library.db").write_bytes(b"noise")
    with Library.open(folder) as library:
        titles = {document.title: document.id for document in library.shelf.documents()}
        assert "Paragraph 7 on radar." in library.shelf.text(titles["Imported"])
        assert finish(library.check()).problems == ()


def test_a_text_that_cannot_be_read_again_is_told(folder: Path) -> None:
    with Library.open(folder) as library:
        document = add(library, manuscript("Only here."), "only.md")
        library.marks.add(Anchor(document.id, 0, 4), note="kept")
        original = library.shelf.original(document.id)
    assert original is not None
    original.unlink()
    database = folder / "library.db"
    database.write_bytes(database.read_bytes().replace(b"Only here.", b"Only h\x00re."))
    with Library.open(folder) as library:
        assert "is lost (its original is not in the library)" in library.notices[-1]
        assert "kept" in [bookmark.note for bookmark in library.marks.bookmarks()]
