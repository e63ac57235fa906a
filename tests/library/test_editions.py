# SPDX-License-Identifier: MIT
"""A new edition comes in whole, carries every bookmark over, and can be taken back exactly."""

from pathlib import Path

import pytest

from companion.document.bookmark import AnchorState
from companion.errors import ConversionError
from companion.library.library import Library
from companion.work import finish
from tests.library.builders import place

OLD = """# On loops

A radar sees the warhead early enough, and the interceptor meets it above the clouds.

The battle-management loop closes within minutes of the launch, so the decision has to be prepared beforehand.

This sentence about harbours and lighthouses will be taken out of the next edition altogether.
"""
NEW = """# On loops

A new opening stands here. It is long enough to move all that follows by a good deal.

A radar sees the warhead early enough, and the interceptor meets it above the clouds.

The battle-management loop closes within a few minutes of a launch, so the decision must be prepared beforehand.
"""


@pytest.fixture
def loops(library: Library, tmp_path: Path) -> str:
    """The id of a document with three bookmarks."""
    (tmp_path / "loops.md").write_text(OLD, encoding="utf-8")
    document = finish(library.shelf.import_file(tmp_path / "loops.md")).document
    assert document is not None
    for quote in (
        "the interceptor meets it above the clouds",
        "The battle-management loop closes within minutes of the launch, so the decision has to be prepared",
        "This sentence about harbours and lighthouses will be taken out",
    ):
        library.marks.add(place(library, document.id, quote), note=f"on {quote[:9]}")
    library.shelf.keep_position(place(library, document.id, "so the decision"))
    return document.id


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    path = tmp_path / "loops-2.md"
    path.write_text(NEW, encoding="utf-8")
    return path


def test_every_bookmark_is_carried_over_and_says_how_surely(library: Library, loops: str, edition: Path) -> None:
    taken = finish(library.shelf.update(loops, edition))
    assert [taken.count(state) for state in AnchorState] == [0, 1, 1, 1]
    assert library.shelf.text(loops).startswith("On loops\nA new opening")
    moved, reworded, lost = (each.after for each in taken.carried)
    text = library.shelf.text(loops)
    assert text[moved.anchor.start : moved.anchor.end] == "the interceptor meets it above the clouds"
    assert text[reworded.anchor.start : reworded.anchor.end].startswith(
        "The battle-management loop closes within a few"
    )
    assert lost.anchor.quote.startswith("This sentence about harbours")
    assert [each.before.note for each in taken.carried] == [each.after.note for each in taken.carried]
    original = library.shelf.original(loops)
    assert original is not None
    assert original.read_text("utf-8") == NEW
    assert library.index.behind() >= {loops}


def test_an_edition_that_was_taken_back_leaves_no_trace_and_can_come_again(
    library: Library, loops: str, edition: Path
) -> None:
    def state() -> tuple[object, ...]:
        original = library.shelf.original(loops)
        assert original is not None
        shelf = library.shelf
        whole = (shelf.document(loops), shelf.text(loops), shelf.section(loops, 0), shelf.position(loops))
        return *whole, library.marks.bookmarks(loops), original.name, original.read_bytes()

    before = state()
    taken = finish(library.shelf.update(loops, edition))
    after = state()
    again = library.shelf.put_back(taken.before)
    assert state() == before
    assert finish(library.check()).ok
    library.shelf.put_back(again)
    assert state() == after
    assert len(list((library.folder / "originals").glob(f"{loops}-*"))) == 1
    finish(library.glossary.refresh())
    assert library.glossary.mentions(loops)


def test_the_same_file_and_one_that_is_another_document_are_no_new_edition(
    library: Library, loops: str, edition: Path, tmp_path: Path
) -> None:
    with pytest.raises(ConversionError, match="has already"):
        finish(library.shelf.update(loops, tmp_path / "loops.md"))
    finish(library.shelf.import_file(edition))
    with pytest.raises(ConversionError, match="in the library already, as “On loops”"):
        finish(library.shelf.update(loops, edition))


def test_what_cannot_be_read_changes_nothing(library: Library, loops: str, tmp_path: Path) -> None:
    before = library.shelf.text(loops)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 no more")
    for name in ("broken.pdf", "nowhere.md"):
        with pytest.raises(ConversionError):
            finish(library.shelf.update(loops, tmp_path / name))
    work = library.shelf.update(loops, tmp_path / "loops.md")
    next(work)
    work.close()
    assert library.shelf.text(loops) == before
    assert all(each.state is AnchorState.EXACT for each in library.marks.bookmarks(loops))
