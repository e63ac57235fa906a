# SPDX-License-Identifier: MIT
"""Documents are kept in named sets, which come, go and are brought back."""

import pytest

from companion.errors import CompanionError, NotFound
from companion.library.library import Library
from companion.library.values import Collection
from tests.library.builders import add, manuscript


def names(library: Library) -> list[str]:
    return [each.name for each in library.collections.all()]


def test_a_document_may_be_in_several_collections(library: Library, report: str) -> None:
    other = add(library, manuscript()).id
    treaties = library.collections.add("  Treaties\n and  law ", (report, other))
    chapter = library.collections.add("chapter 3", [report])
    assert library.collections.all() == [chapter, treaties]
    assert treaties.name == "Treaties and law"
    assert treaties.documents == {report, other}
    assert library.collections.find("TREATIES AND LAW") == library.collections.find(treaties.id) == treaties


def test_a_collection_is_filled_and_emptied_and_says_what_changed(library: Library, report: str) -> None:
    other = add(library, manuscript()).id
    made = library.collections.add("Treaties", (report,))
    assert library.collections.include(made.id, (report, other, "nowhere")) == {other}
    assert library.collections.exclude(made.id, (report, "nowhere")) == {report}
    assert library.collections.find("treaties").documents == {other}


def test_a_deleted_collection_comes_back_as_it_was_and_its_documents_stay(library: Library, report: str) -> None:
    made = library.collections.add("Treaties", (report,))
    for _ in range(2):
        assert library.collections.remove(made.id) == made
        assert library.collections.all() == []
        library.collections.restore(made)
        assert library.collections.all() == [made]
    assert library.shelf.document(report)


def test_a_name_is_given_once(library: Library) -> None:
    made, other = library.collections.add("Treaties"), library.collections.add("Law")
    with pytest.raises(CompanionError, match="There is a collection called “TREATIES” already"):
        library.collections.add("TREATIES")
    with pytest.raises(CompanionError, match="already"):
        library.collections.rename(other.id, "treaties")
    with pytest.raises(CompanionError, match="needs a name"):
        library.collections.rename(other.id, "  ")
    library.collections.rename(made.id, "TREATIES")
    assert names(library) == ["Law", "TREATIES"]


def test_what_is_not_there_is_told(library: Library, report: str) -> None:
    gone = library.collections.remove(library.collections.add("Treaties").id).id
    for attempt in (
        lambda: library.collections.find("Treaties"),
        lambda: library.collections.remove(gone),
        lambda: library.collections.rename(gone, "Law"),
        lambda: library.collections.include(gone, (report,)),
    ):
        with pytest.raises(NotFound, match="collection"):
            attempt()


def test_a_removed_document_comes_back_into_its_collections(library: Library, report: str) -> None:
    made = library.collections.add("Treaties", (report,))
    removal = library.shelf.remove(report)
    assert library.collections.all() == [Collection(made.id, "Treaties")]
    library.shelf.restore(removal)
    assert library.collections.all() == [made]
    library.shelf.purge(library.shelf.remove(report))
    assert library.collections.all() == [Collection(made.id, "Treaties")]
