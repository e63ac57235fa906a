# SPDX-License-Identifier: MIT
"""The library remembers the files that documents came from, and sees what is new or changed in a folder."""

import os
import time
from pathlib import Path

import pytest

from companion.library.files import digest_of
from companion.library.library import Library
from companion.library.origins import Changed, Findings
from companion.work import finish

LONG_AGO = time.time() - 3_600


def write(path: Path, words: str, age: float = 0.0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"# {words}\n\nA text on {words}.\n", encoding="utf-8")
    os.utime(path, (LONG_AGO - age, LONG_AGO - age))
    return path


def look(library: Library, folder: Path) -> Findings:
    return finish(library.origins.look_over(folder))


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    write(tmp_path / "reports" / "a.md", "radar")
    write(tmp_path / "reports" / "deep" / "b.md", "lasers")
    write(tmp_path / "reports" / ".hidden.md", "nothing")
    return tmp_path / "reports"


def import_all(library: Library, folder: Path) -> list[str]:
    results = finish(library.shelf.import_paths([folder]))
    return [result.document.id for result in results if result.document is not None]


def test_a_document_knows_the_files_that_it_came_from(library: Library, reports: Path) -> None:
    radar, _ = import_all(library, reports)
    copy = write(reports / "copy.md", "radar")
    import_all(library, reports)
    assert library.origins.of(radar) == [str(copy), str(reports / "a.md")]
    bundled = next(each.id for each in library.shelf.documents() if "Missile Defense" in each.title)
    assert library.origins.of(bundled) == []


def test_what_is_new_is_found_and_what_was_imported_is_not(library: Library, reports: Path) -> None:
    assert look(library, reports) == Findings((reports / "a.md", reports / "deep" / "b.md"))
    import_all(library, reports)
    assert look(library, reports) == Findings()


def test_a_file_that_stayed_as_it_was_is_not_read(
    library: Library, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_all(library, reports)
    read: list[Path] = []
    monkeypatch.setattr("companion.library.origins.digest_of", lambda path: read.append(path) or digest_of(path))
    look(library, reports)
    assert read == []
    os.utime(reports / "a.md", (LONG_AGO + 9, LONG_AGO + 9))
    assert look(library, reports) == Findings(), "another time with the same words is no change"
    look(library, reports)
    assert read == [reports / "a.md"]


def test_a_changed_file_is_told_with_its_document(library: Library, reports: Path) -> None:
    radar, _ = import_all(library, reports)
    write(reports / "a.md", "radars and more", age=5)
    assert look(library, reports).changed == (Changed(reports / "a.md", radar),)


def test_a_document_that_the_reader_removed_does_not_come_back(library: Library, reports: Path) -> None:
    radar, _ = import_all(library, reports)
    library.shelf.remove(radar)
    os.utime(reports / "a.md", (LONG_AGO + 9, LONG_AGO + 9))
    assert look(library, reports) == Findings()


def test_a_vanished_file_removes_nothing(library: Library, reports: Path) -> None:
    radar, _ = import_all(library, reports)
    (reports / "a.md").unlink()
    assert look(library, reports) == Findings()
    assert library.shelf.document(radar)


def test_a_file_that_is_being_written_waits(library: Library, reports: Path) -> None:
    os.utime(reports / "a.md")
    assert look(library, reports) == Findings((reports / "deep" / "b.md",), unsettled=True)
