# SPDX-License-Identifier: MIT
"""Bookmarks are kept, ordered, changed, deleted and brought back."""

from dataclasses import replace

import pytest

from companion.document.bookmark import AnchorState
from companion.document.model import Anchor
from companion.errors import NotFound
from companion.library.library import Library
from tests.library.builders import add, manuscript, place


def test_a_bookmark_comes_back_as_it_was_given(library: Library, report: str) -> None:
    anchor = place(library, report, "critical component")
    kept = library.marks.add(anchor, title="Why", note="Two\nlines, é 😀", tags=("one", "two words"), colour="green")
    assert library.marks.bookmarks() == [kept]
    assert (kept.anchor, kept.title, kept.note) == (anchor, "Why", "Two\nlines, é 😀")
    assert (kept.tags, kept.colour, kept.state) == (("one", "two words"), "green", AnchorState.EXACT)
    assert kept.created == kept.changed


def test_bookmarks_stand_in_reading_order(library: Library, report: str) -> None:
    for start, end in ((50, 50), (10, 30), (10, 20)):
        library.marks.add(Anchor(report, start, end))
    ranges = [(mark.anchor.start, mark.anchor.end) for mark in library.marks.bookmarks(report)]
    assert ranges == [(10, 20), (10, 30), (50, 50)]


def test_bookmarks_of_all_documents_are_ordered_by_title(library: Library, report: str) -> None:
    first = add(library, manuscript(title="an earlier title")).id
    last = add(library, manuscript("Other words."), "other.md").id
    library.shelf.edit(last, replace(library.shelf.document(last).metadata, title="Zebra"), ())
    for document in (last, report, first):
        library.marks.add(Anchor(document, 0, 1))
    assert [mark.anchor.document for mark in library.marks.bookmarks()] == [first, report, last]


def test_a_changed_bookmark_keeps_its_time_of_making(library: Library, report: str) -> None:
    kept = library.marks.add(Anchor(report, 0, 5))
    changed = library.marks.change(replace(kept, note="better"))
    assert library.marks.bookmarks() == [changed]
    assert (changed.note, changed.created) == ("better", kept.created)
    assert changed.changed > kept.changed


def test_a_deleted_bookmark_can_be_restored_and_deleted_again(library: Library, report: str) -> None:
    kept = library.marks.add(Anchor(report, 0, 5), note="mine")
    for _ in range(2):
        assert library.marks.remove(kept.id) == kept
        assert library.marks.bookmarks() == []
        assert library.marks.restore(kept) == kept
        assert library.marks.bookmarks() == [kept]


def test_what_is_not_there_is_told(library: Library, report: str) -> None:
    kept = library.marks.add(Anchor(report, 0, 5))
    library.marks.remove(kept.id)
    with pytest.raises(NotFound):
        library.marks.remove(kept.id)
    with pytest.raises(NotFound):
        library.marks.change(kept)
    with pytest.raises(NotFound):
        library.marks.add(Anchor("00000000", 0, 5))


def test_bookmarks_of_a_removed_document_come_back_with_it(library: Library, report: str) -> None:
    kept = library.marks.add(Anchor(report, 0, 5))
    removal = library.shelf.remove(report)
    assert removal.bookmarks == 1
    assert library.marks.bookmarks() == []
    with pytest.raises(NotFound):
        library.marks.restore(kept)
    library.shelf.restore(removal)
    assert library.marks.bookmarks() == [kept]
