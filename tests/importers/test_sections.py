# SPDX-License-Identifier: MIT
"""A continuous text is cut at headings into sections that the window can show."""

from hypothesis import given
from hypothesis import strategies as st

from companion.document.model import Block, BlockKind, Cell, Mark, Run, Section, join_texts, text_of
from companion.importers.sections import MAX_SECTION, cut_sections

_SENTENCE = "The parties met again in the spring of that year. "


def paragraph(length: int) -> Block:
    return Block(BlockKind.PARAGRAPH, (Run((_SENTENCE * (length // len(_SENTENCE) + 1))[:length].rstrip()),))


def heading(title: str, level: int = 1) -> Block:
    return Block(BlockKind.HEADING, (Run(title),), level=level)


def call(name: str) -> Run:
    return Run("1", frozenset({Mark.SUPERSCRIPT}), f"#{name}")


def words(sections: tuple[Section, ...]) -> list[str]:
    return [word for section in sections for word in join_texts(section.blocks).split()]


def test_a_short_text_is_one_section_named_after_its_heading() -> None:
    blocks = (heading("Aims  of\nit"), paragraph(100), heading("Means"))
    assert cut_sections(blocks, "File") == (Section("Aims of it", blocks),)


def test_a_text_without_headings_is_named_as_the_document() -> None:
    assert [section.title for section in cut_sections([paragraph(60_000)] * 3, "File")] == ["File", "File", "File"]


def test_no_blocks_make_no_section() -> None:
    assert cut_sections([], "File") == ()


def test_a_section_ends_before_the_highest_heading() -> None:
    blocks = [heading("A"), *[paragraph(20_000)] * 2, heading("B"), paragraph(20_000), heading("b", 2)]
    sections = cut_sections([*blocks, *[paragraph(20_000)] * 3], "File")
    assert [section.title for section in sections] == ["A", "B"]
    assert text_of(sections[1].blocks[0]) == "B"


def test_a_heading_near_the_beginning_does_not_cut_a_section() -> None:
    blocks = [heading("A"), heading("B"), *[paragraph(24_000)] * 3, heading("c", 2), *[paragraph(24_000)] * 2]
    assert [section.title for section in cut_sections(blocks, "File")] == ["A", "c"]


def test_a_heading_goes_with_what_follows_it() -> None:
    blocks = [heading("A"), paragraph(20_000), paragraph(79_900), heading("Early", 3), paragraph(50_000)]
    last = cut_sections(blocks, "File")[-1]
    assert text_of(last.blocks[0]) == "Early"


def test_a_huge_paragraph_is_cut_at_sentence_ends() -> None:
    block = Block(BlockKind.ITEM, (Run(_SENTENCE * 10_000),), indent=1, marker="•", names=("a",))
    sections = cut_sections([block], "File")
    blocks = [block for section in sections for block in section.blocks]
    assert (blocks[0].kind, blocks[0].marker, blocks[0].names) == (BlockKind.ITEM, "•", ("a",))
    assert all(
        (each.kind, each.marker, each.names, each.indent) == (BlockKind.PARAGRAPH, "", (), 1) for each in blocks[1:]
    )
    assert all(text_of(each).endswith(".") for each in blocks)
    assert words(sections) == (_SENTENCE * 10_000).split()


def test_a_huge_heading_becomes_paragraphs() -> None:
    block = Block(BlockKind.HEADING, (Run(_SENTENCE * 3_000),), level=1, names=("a",))
    blocks = [block for section in cut_sections([block], "File") for block in section.blocks]
    assert {(block.kind, block.level) for block in blocks} == {(BlockKind.PARAGRAPH, 0)}
    assert blocks[0].names == ("a",)


def test_a_huge_table_goes_on_in_a_further_one() -> None:
    row = (Cell((Run("x" * 30_000),)), Cell((Run("y" * 30_000),)))
    table = Block(BlockKind.TABLE, rows=(row,) * 4, names=("t",))
    blocks = [block for section in cut_sections([table], "File") for block in section.blocks]
    assert [(block.kind, len(block.rows), block.names) for block in blocks] == [
        (BlockKind.TABLE, 1, ("t",)),
        *[(BlockKind.TABLE, 1, ())] * 3,
    ]


def test_a_row_that_is_longer_than_a_section_becomes_paragraphs() -> None:
    huge = Cell((Run(_SENTENCE * 3_000),))
    small = Cell((Run("small"),))
    table = Block(BlockKind.TABLE, rows=((small,), (huge, small), (small,)))
    sections = cut_sections([table], "File")
    kinds = [block.kind for section in sections for block in section.blocks]
    assert kinds[0] is kinds[-1] is BlockKind.TABLE
    assert set(kinds[1:-1]) == {BlockKind.PARAGRAPH}
    assert words(sections) == ["small", *(_SENTENCE * 3_000).split(), "small", "small"]


def test_a_note_stands_in_the_section_that_calls_it_first() -> None:
    note = Block(BlockKind.NOTE, (Run("Herz."),), marker="1", names=("fn1",))
    more = Block(BlockKind.NOTE, (Run("Jervis."),))
    other = Block(BlockKind.NOTE, (Run("Lost."),), marker="2", names=("fn2",))
    caller = Block(BlockKind.PARAGRAPH, (Run("See\u2060"), call("fn1")))
    cell = Block(BlockKind.TABLE, rows=((Cell((call("fn1"),)),),))
    sections = cut_sections([caller, *[paragraph(60_000)] * 3, cell, note, more, other], "File")
    assert sections[0].blocks[-2:] == (note, more)
    assert sections[-1].blocks[-2:] == (cell, other)


_BLOCKS = st.lists(
    st.one_of(
        st.integers(1, 250_000).map(paragraph),
        st.builds(heading, st.sampled_from(["A", "B"]), st.integers(1, 6)),
        st.just(Block(BlockKind.RULE)),
    ),
    max_size=12,
)


@given(_BLOCKS)
def test_sections_are_short_enough_and_together_the_text(blocks: list[Block]) -> None:
    sections = cut_sections(blocks, "File")
    assert all(section.blocks for section in sections)
    assert all(len(join_texts(section.blocks)) <= MAX_SECTION for section in sections)
    assert words(sections) == join_texts(blocks).split()


def test_a_section_holds_no_more_cells_than_the_window_shows_at_once() -> None:
    rows = ((Cell((Run("x"),)),) * 50,) * 40
    sections = cut_sections([Block(BlockKind.TABLE, rows=rows)] * 10, "File")
    assert max(sum(len(row) for block in section.blocks for row in block.rows) for section in sections) <= 5_000
    assert sum(len(section.blocks) for section in sections) == 10
