# SPDX-License-Identifier: MIT
"""A check tells in sentences what is wrong with a library, and mends what can be mended."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from companion.document.model import Anchor
from companion.library.library import Library
from companion.library.store import Store
from companion.library.values import Health
from companion.work import finish
from tests.importers.manuscripts import png


@pytest.fixture
def store(library: Library) -> Iterator[Store]:
    """The database behind the library's back."""
    store = Store(library.folder / "library.db")
    yield store
    store.close()


@pytest.fixture
def folder(indexed_library: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(indexed_library, tmp_path / "library"))


def check(library: Library, *, repair: bool = False) -> Health:
    return finish(library.check(repair))


def test_a_sound_library_is_well_and_its_index_is_brought_up(library: Library, report: str) -> None:
    library.marks.add(Anchor(report, 0, 5))
    library.shelf.edit(report, library.shelf.document(report).metadata, ("a tag",))
    health = check(library)
    assert health.ok
    assert health.problems == ()
    assert health.repaired == ("The index was brought up to the library.",)
    assert (health.documents, health.indexed, health.bookmarks, health.lost_bookmarks) == (1, 1, 1, 0)
    assert health.passages > 5
    assert check(library).repaired == ()


def test_a_text_that_is_read_again_keeps_the_images_that_lay_beside_the_file(
    library: Library, store: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "reports"
    (folder / "figures").mkdir(parents=True)
    (folder / "figures" / "my map.png").write_bytes(png())
    path = folder / "note.md"
    path.write_text("# Note\n\nA map.\n\n![The map](figures/my%20map.png)\n")
    document = finish(library.shelf.import_file(path)).document
    assert document is not None
    shutil.rmtree(folder)
    blocks = library.shelf.section(document.id, 0).blocks
    store.save(lambda db: db.execute("UPDATE passages SET text = 'x' || text WHERE document = ?", (document.id,)))
    assert "read again" in check(library, repair=True).repaired[0]
    assert library.shelf.section(document.id, 0).blocks == blocks
    assert blocks[-1].image is not None
    assert library.shelf.image(document.id, blocks[-1].image) == png()
    assert library.shelf.document(document.id).warnings == ()


ILLS: dict[str, tuple[str, str]] = {
    "UPDATE passages SET text = 'x' || text WHERE number = 3": ("is not as it was written", "read again"),
    "DELETE FROM passages WHERE number = 3": ("is not as it was written", "read again"),
    "UPDATE sections SET blocks = '[]' WHERE number = 0": ("is not as it was written", "read again"),
    "DELETE FROM sections": ("is not as it was written", "read again"),
    "UPDATE documents SET length = length + 1": ("is not as it was written", "read again"),
    "UPDATE bookmarks SET start = 10000000": ("stand outside the text", "found again"),
    "UPDATE mentions SET start = start + 10000000": ("stand outside the text", "made again"),
}


@pytest.mark.parametrize("ill", ILLS)
def test_what_is_wrong_is_told_and_mended(library: Library, report: str, store: Store, ill: str) -> None:
    text, mentions = library.shelf.text(report), library.glossary.mentions(report)
    start = text.index("missile")
    library.marks.add(Anchor(report, start, start + 7, quote="missile"))
    bookmarks = library.marks.bookmarks()
    store.save(lambda db: db.execute(ill))
    problem, repaired = ILLS[ill]
    told = check(library)
    assert not told.ok
    assert problem in told.problems[0]
    mended = check(library, repair=True)
    assert mended.ok, mended
    assert any(repaired in sentence for sentence in mended.repaired)
    assert check(library).problems == ()
    assert library.shelf.text(report) == text
    assert library.glossary.mentions(report) == mentions
    assert [mark.anchor.quote for mark in library.marks.bookmarks()] == [mark.anchor.quote for mark in bookmarks]
    for mark in library.marks.bookmarks():
        assert text[mark.anchor.start : mark.anchor.end] == "missile"


def test_rows_that_belong_to_nothing_are_deleted(library: Library, store: Store, report: str) -> None:
    library.marks.add(Anchor(report, 0, 5))
    store.connection().execute("PRAGMA foreign_keys = OFF")
    store.save(lambda db: db.execute("UPDATE bookmarks SET document = 'gone'"))
    assert "1 rows of the library file belong to nothing." in check(library).problems
    assert check(library, repair=True).ok
    assert check(library).ok


def test_a_list_of_the_file_that_went_wrong_is_made_again(folder: Path) -> None:
    with Library.open(folder) as library:
        report = library.shelf.documents()[0].id
        for start in range(5):
            library.marks.add(Anchor(report, start, start + 10 - start))
    with closing(sqlite3.connect(folder / "library.db")) as db:
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_master SET sql = replace(sql, 'start', 'length') WHERE name = 'bookmarks_by_place'")
        db.commit()
    with Library.open(folder) as library:
        assert check(library).problems == ("The library file is damaged inside.",)
        mended = check(library, repair=True)
        assert (mended.ok, mended.repaired) == (True, ("The library file's lists were made again.",))
        assert check(library).ok
        assert len(library.marks.bookmarks()) == 5


def test_a_missing_or_changed_original_is_told(library: Library, report: str) -> None:
    original = library.shelf.original(report)
    assert original is not None
    kept = library.folder.parent / "kept.md"
    shutil.copyfile(original, kept)
    original.write_text("changed")
    assert "has been changed" in check(library).problems[0]
    original.unlink()
    assert "is missing" in check(library, repair=True).problems[0]
    finish(library.shelf.import_file(kept))
    assert check(library).ok


@pytest.mark.parametrize("spoil", [shutil.rmtree, lambda index: (index / "manifest.json").write_text("{}")])
def test_a_lost_index_is_made_anew(library: Library, spoil: Callable[[Path], object]) -> None:
    check(library)
    spoil(library.folder / "index")
    health = check(library)
    assert (health.ok, health.indexed) == (True, 1)
    assert health.repaired == ("The index was brought up to the library.",)


def test_a_library_that_is_only_read_is_checked_too(folder: Path) -> None:
    with Library.open(folder, read_only=True) as library:
        health = check(library, repair=True)
        assert health.ok
        assert (health.documents, health.indexed) == (1, 1)
