# SPDX-License-Identifier: MIT
"""Documents are found, read, edited, taken off the shelf and put back."""

from dataclasses import replace
from pathlib import Path

import pytest

from companion.document.anchors import make_anchor
from companion.document.bookmark import AnchorState
from companion.document.model import Anchor, join_texts
from companion.errors import NotFound
from companion.library.library import Library
from tests.library.builders import add, manuscript, paragraph, place


def test_the_text_is_that_of_the_sections_in_order(library: Library) -> None:
    for document in (library.shelf.documents()[0].id, add(library, manuscript()).id):
        infos = library.shelf.sections(document)
        sections = [library.shelf.section(document, info.number) for info in infos]
        assert library.shelf.text(document) == "\n".join(join_texts(section.blocks) for section in sections)
        assert len(library.shelf.text(document)) == library.shelf.document(document).length
        for info, section in zip(infos, sections, strict=True):
            assert (info.number, info.title, info.start) == (section.number, section.title, section.start)
            slice_ = library.shelf.text(document)[info.start : info.start + info.length]
            assert slice_ == join_texts(section.blocks)


def test_a_section_comes_back_block_by_block(library: Library) -> None:
    made = manuscript("Radar sees far.", "Interceptors fly fast.", "Decoys deceive.")
    document = add(library, made).id
    for number, section in enumerate(made.sections):
        assert library.shelf.section(document, number).blocks == section.blocks


def test_every_offset_lies_in_a_section(library: Library) -> None:
    document = add(library, manuscript()).id
    second = library.shelf.sections(document)[1].start
    found = [library.shelf.section_at(document, offset) for offset in (-5, 0, second - 1, second, 10**9)]
    assert found == [0, 0, 0, 1, 1]


def test_every_offset_lies_on_a_page(library: Library) -> None:
    made = manuscript()
    pages = [replace(made.sections[0], blocks=(paragraph("First. " * 60, "xii"), paragraph("Second. " * 60, "1")))]
    document = add(library, replace(made, sections=tuple(pages))).id
    assert library.shelf.page_at(document, 0) == "xii"
    assert library.shelf.page_at(document, library.shelf.text(document).index("Second")) == "1"
    assert library.shelf.page_at(add(library, manuscript("No pages."), "plain.md").id, 3) == ""


def test_images_and_the_original_are_kept(library: Library) -> None:
    document = add(library, manuscript(), "Ein Bericht.md")
    assert library.shelf.image(document.id, "map.png") == b"\x89PNG map"
    assert library.shelf.image(document.id, "none.png") is None
    original = library.shelf.original(document.id)
    assert original is not None
    assert original.name == f"{document.id}-Ein Bericht.md"
    assert original.read_bytes() == (library.folder.parent / "Ein Bericht.md").read_bytes()


def test_a_document_is_never_without_a_title(library: Library) -> None:
    assert add(library, manuscript(title=" \n")).title == "Part 1"
    untitled = replace(
        manuscript(title=""), sections=(replace(manuscript().sections[0], blocks=(paragraph("Text."),)),)
    )
    assert add(library, untitled, "my_notes.txt").title == "my notes"


def test_metadata_comes_back_as_it_was(library: Library) -> None:
    about = {"authors": ("A. One", "B. Two"), "date": "2023", "publisher": "Club", "language": "en"}
    made = manuscript(**about, description="Short.", source="https://example.org/", extra={"series": "R"})
    document = add(library, replace(made, warnings=("12 of 40 pages have no text.",), pages=40))
    found = library.shelf.document(document.id)
    assert found == document
    assert found.metadata == replace(made.metadata, title="A report")
    assert (found.words, found.pages, found.warnings) == (10, 40, ("12 of 40 pages have no text.",))
    assert [(heading.title, heading.level) for heading in found.outline] == [("Part 1", 2), ("Part 2", 2)]


def test_a_document_is_found_by_id_title_or_part_of_it(library: Library) -> None:
    one = add(library, manuscript(title="The ABM Treaty"))
    two = add(library, manuscript("Other.", title="The ABM Treaty and After"), "two.md")
    assert library.shelf.find(one.id) == one
    assert library.shelf.find("the  abm treaty") == one
    assert library.shelf.find("and after") == two
    with pytest.raises(NotFound, match="2 documents answer"):
        library.shelf.find("treaty")
    for nothing in ("SALT", "", " "):
        with pytest.raises(NotFound, match="No document is called"):
            library.shelf.find(nothing)


def test_what_is_not_on_the_shelf_is_told(library: Library) -> None:
    shelf = library.shelf
    for ask in (shelf.document, shelf.text, shelf.sections, shelf.original, shelf.remove):
        with pytest.raises(NotFound):
            ask("00000000")
    with pytest.raises(NotFound):
        shelf.section("00000000", 0)
    with pytest.raises(NotFound):
        shelf.section_at("00000000", 0)
    with pytest.raises(NotFound):
        shelf.section(shelf.documents()[0].id, 999)


def test_an_edited_document_has_to_be_indexed_again(library: Library, report: str) -> None:
    list(library.index.update())
    assert library.index.behind() == set()
    old = library.shelf.document(report)
    edited = library.shelf.edit(report, replace(old.metadata, title="New  title", authors=("X",)), ("tag", " "))
    assert (edited.title, edited.metadata.authors, edited.tags) == ("New title", ("X",), ("tag",))
    assert library.index.behind() == {report}
    assert library.shelf.edit(report, replace(old.metadata, title=" "), ()).title == "New title"


def test_a_removed_document_is_gone_and_comes_back_whole(library: Library, report: str) -> None:
    document, text = library.shelf.document(report), library.shelf.text(report)
    mentions = library.glossary.mentions(report)
    library.shelf.keep_position(Anchor(report, 7, 7))
    removal = library.shelf.remove(report)
    assert removal.document == document
    assert library.shelf.documents() == []
    assert library.shelf.last_opened() is None
    assert library.glossary.counts() == {}
    for ask in (library.shelf.document, library.shelf.text, library.shelf.sections, library.shelf.original):
        with pytest.raises(NotFound):
            ask(report)
    assert library.shelf.restore(removal) == document
    assert library.shelf.text(report) == text
    assert library.glossary.mentions(report) == mentions
    assert library.shelf.last_opened() == report


def test_a_purged_document_leaves_nothing(library: Library, report: str) -> None:
    library.marks.add(Anchor(report, 0, 5))
    original = library.shelf.original(report)
    assert original is not None
    removal = library.shelf.remove(report)
    library.shelf.purge(removal)
    assert not original.exists()
    with pytest.raises(NotFound):
        library.shelf.restore(removal)


def test_a_document_on_the_shelf_cannot_be_purged(library: Library, report: str) -> None:
    removal = library.shelf.remove(report)
    library.shelf.restore(removal)
    library.shelf.purge(removal)
    assert library.shelf.text(report)
    assert library.shelf.original(report) is not None


def test_a_removed_document_can_be_restored_for_thirty_days(folder: Path) -> None:
    from companion.library.store import Store

    with Library.open(folder) as library:
        removal = library.shelf.remove(library.shelf.documents()[0].id)
    with Library.open(folder) as library:
        library.shelf.restore(removal)
        library.shelf.remove(removal.document.id)
    store = Store(folder / "library.db")
    store.save(lambda db: db.execute("UPDATE documents SET removed_at = '2020-01-01T00:00:00Z'"))
    store.close()
    with Library.open(folder) as library, pytest.raises(NotFound):
        library.shelf.restore(removal)


def test_the_last_position_is_kept_for_each_document(library: Library, report: str) -> None:
    other = add(library, manuscript()).id
    assert library.shelf.position(report) is None
    for anchor in (Anchor(report, 3, 3), Anchor(other, 5, 5), Anchor(report, 9, 9, suffix="and so on")):
        library.shelf.keep_position(anchor)
    assert library.shelf.position(report) == Anchor(report, 9, 9, suffix="and so on")
    assert library.shelf.position(other) == Anchor(other, 5, 5)
    assert library.shelf.last_opened() == report
    library.shelf.keep_position(Anchor("00000000", 1, 1))
    assert library.shelf.last_opened() == report


def test_another_edition_carries_the_bookmarks_over(library: Library, tmp_path: Path) -> None:
    old = ("Radar sees far over the horizon.", "Interceptors fly fast and hit hard.", "Decoys deceive the sensor.")
    document = add(library, manuscript(*old))
    moved = library.marks.add(place(library, document.id, "Interceptors fly fast"))
    exact = library.marks.add(place(library, document.id, "Part 1"))
    lost = library.marks.add(place(library, document.id, "Decoys deceive the sensor"), note="mine")
    text = library.shelf.text(document.id)
    at = text.index("Interceptors")
    library.shelf.keep_position(make_anchor(document.id, text, at, at))
    edition = tmp_path / "second.md"
    edition.write_text("second edition")
    new = manuscript("Radar sees far over the horizon. And more.", old[1], title="Renamed", date="2024")
    changed = library.shelf.replace(document.id, new, edition)
    assert (changed.id, changed.title, changed.metadata.date) == (document.id, document.title, "2024")
    text = library.shelf.text(document.id)
    marks = {mark.id: mark for mark in library.marks.bookmarks(document.id)}
    anchor = marks[moved.id].anchor
    assert text[anchor.start : anchor.end] == "Interceptors fly fast"
    states = (marks[exact.id].state, marks[moved.id].state, marks[lost.id].state)
    assert states == (AnchorState.EXACT, AnchorState.MOVED, AnchorState.LOST)
    assert (marks[lost.id].anchor.quote, marks[lost.id].note) == ("Decoys deceive the sensor", "mine")
    assert marks[lost.id].anchor.end <= len(text)
    position = library.shelf.position(document.id)
    assert position is not None
    assert text[position.start :].startswith("Interceptors")
    original = library.shelf.original(document.id)
    assert original is not None
    assert original.read_text() == "second edition"
    assert len(list((library.folder / "originals").iterdir())) == 2
    assert document.id in library.index.behind()
