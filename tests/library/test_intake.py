# SPDX-License-Identifier: MIT
"""Files come in whole, once, and what is wrong with one is told in its result."""

import os
from pathlib import Path

import pytest

from companion.document.model import Anchor
from companion.errors import ReadOnlyLibrary
from companion.library.library import Library
from companion.library.originals import Originals
from companion.library.values import ImportResult, ImportStatus
from companion.library.walk import files_of
from companion.work import Progress, finish
from tests.importers.pdf_files import Extras, lines, pdf


@pytest.fixture
def essay(tmp_path: Path) -> Path:
    path = tmp_path / "An essay.md"
    path.write_text("# On radar\n\nRadar sees far.\n\n## Decoys\n\nDecoys deceive a sensor.\n")
    return path


def take(library: Library, path: Path) -> ImportResult:
    return finish(library.shelf.import_file(path))


def test_an_imported_file_is_a_document_with_its_original(library: Library, essay: Path) -> None:
    result = take(library, essay)
    assert (result.path, result.status, result.reason) == (essay, ImportStatus.IMPORTED, None)
    document = result.document
    assert document is not None
    assert (document.title, document.format, document.original) == ("On radar", "markdown", "An essay.md")
    assert len(document.id) == 8
    int(document.id, 16)
    assert result.passages > 0
    assert 0 < result.seconds < 30
    assert library.shelf.document(document.id) == document
    original = library.shelf.original(document.id)
    assert original is not None
    assert original.read_bytes() == essay.read_bytes()


def test_the_same_content_comes_in_once(library: Library, essay: Path, tmp_path: Path) -> None:
    first = take(library, essay)
    copy = tmp_path / "copy.md"
    copy.write_bytes(essay.read_bytes())
    again = take(library, copy)
    assert (again.status, again.document, again.passages) == (ImportStatus.UNCHANGED, first.document, first.passages)
    assert len(library.shelf.documents()) == 2
    assert len(list((library.folder / "originals").iterdir())) == 2


def test_a_removed_document_comes_back_by_importing_it_again(library: Library, essay: Path) -> None:
    document = take(library, essay).document
    assert document is not None
    kept = library.marks.add(Anchor(document.id, 0, 5))
    library.shelf.remove(document.id)
    again = take(library, essay)
    assert (again.status, again.document) == (ImportStatus.IMPORTED, document)
    assert library.marks.bookmarks() == [kept]


def test_a_folder_is_imported_with_the_folders_in_it(library: Library, tmp_path: Path) -> None:
    library.close()
    with Library.open(tmp_path / "papers" / "library") as library:
        papers = tmp_path / "papers"
        (papers / "deep" / "er").mkdir(parents=True)
        (papers / ".hidden").mkdir()
        for name in ("b.md", "A.TXT", "deep/er/c.md", ".hidden/d.md", ".e.md", "picture.xyz"):
            (papers / name).write_text(f"The text of {name}.")
        heard: list[ImportResult] = []
        steps: list[Progress] = []
        results = finish(library.shelf.import_paths([papers, papers / "picture.xyz"], heard.append), steps.append)
        assert tuple(heard) == results
        assert [(result.path.name, result.status.value) for result in results[:-1]] == [
            ("A.TXT", "imported"),
            ("b.md", "imported"),
            ("c.md", "imported"),
        ]
        assert results[-1].path.name == "picture.xyz"
        assert {step.total for step in steps} == {None, 4}
        assert any("c.md" in step.text for step in steps)


def test_one_bad_file_does_not_stop_the_others(library: Library, essay: Path, tmp_path: Path) -> None:
    (tmp_path / "junk.bin").write_bytes(os.urandom(3000))
    (tmp_path / "empty.md").touch()
    names = ("none.md", "junk.bin", "empty.md", "An essay.md")
    results = finish(library.shelf.import_paths([tmp_path / name for name in names]))
    assert [result.status.value for result in results] == ["failed"] * 3 + ["imported"]
    for result in results[:3]:
        assert result.document is None
        assert result.reason is not None
        assert result.reason.endswith((".", "!"))
        assert "Error" not in result.reason
    assert results[0].reason == f"There is no file {tmp_path / 'none.md'}. Check the name and the folder."


def test_a_locked_file_is_taken_in_with_its_password_which_is_kept_nowhere(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(pdf(lines("The words inside."), extras=Extras(password="open sesame")))
    (refused,) = finish(library.shelf.import_paths([path]))
    assert refused.locked
    assert "is locked with a password" in (refused.reason or "")
    (result,) = finish(library.shelf.import_paths([path], password="open sesame"))
    assert not result.locked
    assert result.document is not None
    assert "The words inside." in library.shelf.text(result.document.id)
    library.close()
    kept = [file.read_bytes() for file in library.folder.rglob("*") if file.is_file()]
    assert kept
    assert not any(b"open sesame" in data for data in kept)


def test_what_is_no_file_is_told(library: Library, tmp_path: Path) -> None:
    assert "is a folder" in (take(library, tmp_path).reason or "")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.md")
        assert "not a file that has an end" in (take(library, tmp_path / "pipe.md").reason or "")
    (tmp_path / "loop.md").symlink_to(tmp_path / "loop.md")
    assert "cannot be read" in (take(library, tmp_path / "loop.md").reason or "")
    assert "cannot be read" in (take(library, Path("a\0b.md")).reason or "")


def test_a_name_of_any_bytes_and_length_is_kept(library: Library, tmp_path: Path) -> None:
    names = [os.fsdecode(b"\xff\xfe name.md"), "é" * 120 + ".md", "a:b?.md"]
    for name in names:
        path = tmp_path / name
        path.write_text(f"The text of {len(name)}.")
        result = take(library, path)
        assert result.document is not None, result.reason
        original = library.shelf.original(result.document.id)
        assert original is not None
        assert original.name.endswith(".md")
        assert len(os.fsencode(original.name)) <= 255


def test_an_import_can_be_stopped_anywhere_and_leaves_nothing(library: Library, essay: Path) -> None:
    before = sorted((library.folder / "originals").iterdir())
    steps = 0
    while True:
        work = library.shelf.import_file(essay)
        try:
            for _ in range(steps + 1):
                next(work)
        except StopIteration:
            break
        work.close()
        assert len(library.shelf.documents()) == 1
        assert sorted((library.folder / "originals").iterdir()) == before
        steps += 1
    assert steps > 3
    assert len(library.shelf.documents()) == 2


def test_a_file_that_changes_meanwhile_is_not_taken_in(
    library: Library, essay: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_original = Originals.take

    def take_another(self: Originals, source: Path, document: str, name: str) -> str:
        source.write_text("Other words.")
        return take_original(self, source, document, name)

    monkeypatch.setattr(Originals, "take", take_another)
    result = take(library, essay)
    assert result.reason == "An essay.md changed while it was being read. Import it again."
    assert len(library.shelf.documents()) == 1
    assert len(list((library.folder / "originals").iterdir())) == 1


def test_a_file_that_another_process_imported_meanwhile_is_there_once(
    library: Library, essay: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = library.shelf.import_file(essay)
    for _ in range(2):
        next(work)
    with Library.open(library.folder) as other:
        first = take(other, essay)
    result = finish(work)
    assert (result.status, result.document) == (ImportStatus.UNCHANGED, first.document)
    assert len(list((library.folder / "originals").iterdir())) == 2


def test_a_lost_original_is_put_back_by_importing_again(library: Library, essay: Path) -> None:
    document = take(library, essay).document
    assert document is not None
    original = library.shelf.original(document.id)
    assert original is not None
    original.unlink()
    assert library.shelf.original(document.id) is None
    assert take(library, essay).status is ImportStatus.UNCHANGED
    assert library.shelf.original(document.id) == original


def test_nothing_is_imported_into_a_library_that_is_only_read(folder: Path, essay: Path) -> None:
    with Library.open(folder, read_only=True) as library, pytest.raises(ReadOnlyLibrary):
        finish(library.shelf.import_paths([essay]))


def test_a_thousand_files_are_listed_without_delay(tmp_path: Path) -> None:
    for number in range(1000):
        (tmp_path / f"{number:04}.md").touch()
    assert len(list(files_of([tmp_path], tmp_path / "library"))) == 1000
