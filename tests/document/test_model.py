# SPDX-License-Identifier: MIT
"""Offsets, titles and the outline of a document's one text."""

import pytest

from companion.document.model import (
    Block,
    BlockKind,
    Cell,
    Document,
    Heading,
    Mark,
    Metadata,
    Run,
    Section,
    heading_path,
    heading_range,
    headings,
    join_texts,
    page_of,
    positions,
    text_of,
    title_of,
)


def block(text: str, kind: BlockKind = BlockKind.PARAGRAPH, level: int = 0, page: str = "") -> Block:
    return Block(kind, (Run(text),), level=level, page=page)


_SECTIONS = (
    Section("Aims", (block("Aims", BlockKind.HEADING, 1, "i"), block("Peace.", page="ii"))),
    Section(
        "Means", (block("Means", BlockKind.HEADING, 2), block("  ", BlockKind.HEADING, 1), block("Trade.", page="3"))
    ),
)


def test_blocks_are_found_where_their_text_stands() -> None:
    text = "\n".join(join_texts(section.blocks) for section in _SECTIONS)
    for each, start in positions(_SECTIONS):
        assert text[start:].startswith(text_of(each))
    assert list(positions(())) == []


def test_a_table_is_read_row_by_row() -> None:
    row = (Cell((Run("a"), Run("b"))), Cell((Run("c"),)))
    assert text_of(Block(BlockKind.TABLE, rows=(row, row))) == "ab\nc\nab\nc"


def test_the_outline_is_made_of_headings_that_say_something() -> None:
    assert headings(_SECTIONS) == (Heading("Aims", 1, 0, "i"), Heading("Means", 2, 12))


def test_a_title_is_one_line_without_notes() -> None:
    call = Run("1", frozenset({Mark.SUPERSCRIPT}), "#fn1")
    heading = Block(
        BlockKind.HEADING, (Run("The  treaty\u2060"), call, Run("\nof H"), Run("2", frozenset({Mark.SUPERSCRIPT})))
    )
    assert title_of(heading) == "The treaty of H2"


@pytest.mark.parametrize(("start", "label"), [(0, "i"), (4, "i"), (5, "ii"), (13, "ii"), (30, "3")])
def test_a_place_has_the_last_page_that_began_before_it(start: int, label: str) -> None:
    assert page_of(_SECTIONS, start) == label


def test_a_place_stands_under_the_headings_that_enclose_it() -> None:
    outline = [
        Heading("One", 1, 0),
        Heading("a", 2, 10),
        Heading("x", 4, 20),
        Heading("b", 2, 30),
        Heading("Two", 1, 40),
    ]
    assert heading_path(outline, 25) == ("One", "a", "x")
    assert heading_path(outline, 30) == ("One", "b")
    assert heading_path(outline, 99) == ("Two",)
    assert heading_path(outline[1:], 5) == ()
    assert heading_path(outline[1:], 12) == ("a",)
    assert heading_range(outline, 25, 90) == (20, 30)
    assert heading_range(outline, 12, 90) == (10, 30)
    assert heading_range(outline, 5, 90) == (0, 40)
    assert heading_range(outline, 50, 90) == (40, 90)
    assert heading_range(outline[1:], 5, 90) == (0, 10)
    assert heading_range([], 5, 90) == (0, 90)


def test_a_document_is_called_by_its_title() -> None:
    assert Document("1", Metadata(title="Aims"), "text", "2024-01-01T00:00:00Z", 1, 4).title == "Aims"
