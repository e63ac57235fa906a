# SPDX-License-Identifier: MIT
"""Passages: contiguous, of a readable size, each under one heading."""

import time

from hypothesis import given
from hypothesis import strategies as st

from companion.document.model import Block, BlockKind, Cell, Passage, Run, Section, headings, join_texts
from companion.document.passages import cut_passages

WORDS = st.lists(st.sampled_from(["A treaty", "stands. ", "Does it? ", "\n", "no", "ш", "。"]), max_size=400).map(
    "".join
)
BLOCKS = st.builds(
    lambda kind, text, page: Block(kind, (Run(text),) if text else (), page=page),
    st.sampled_from(BlockKind),
    WORDS,
    st.sampled_from(["", "", "ii"]),
)
SECTIONS = st.lists(st.lists(BLOCKS, min_size=1, max_size=8).map(lambda blocks: Section("", tuple(blocks))), max_size=4)


def paragraph(text: str, page: str = "") -> Block:
    return Block(BlockKind.PARAGRAPH, (Run(text),), page=page)


def heading(text: str, level: int = 1) -> Block:
    return Block(BlockKind.HEADING, (Run(text),), level=level)


def cut(*blocks: Block) -> tuple[Passage, ...]:
    return cut_passages([Section("", blocks)])


@given(SECTIONS)
def test_passages_together_are_the_text(sections: list[Section]) -> None:
    passages = cut_passages(sections)
    assert "".join(passage.text for passage in passages) == join_texts(b for s in sections for b in s.blocks)
    offset = 0
    for passage in passages:
        assert passage.start == offset
        assert passage.text
        offset += len(passage.text)


@given(SECTIONS)
def test_no_heading_stands_inside_a_passage_after_other_text(sections: list[Section]) -> None:
    starts = {entry.start for entry in headings(sections)}
    for passage in cut_passages(sections):
        inside = [start for start in starts if passage.start < start < passage.start + len(passage.text)]
        for start in inside:
            before = passage.start + len(passage.text[: start - passage.start].rstrip())
            assert before == passage.start or any(known < before for known in starts if known >= passage.start)


def test_a_heading_goes_with_the_paragraph_after_it() -> None:
    passages = cut(heading("One"), heading("Two", 2), paragraph("a" * 1_000), heading("Three"), paragraph("b"))
    assert [passage.text.split("\n")[0] for passage in passages] == ["One", "Three"]
    assert passages[0].text.startswith("One\nTwo\naaa")


def test_many_headings_in_a_row_do_not_make_one_huge_passage() -> None:
    passages = cut(*[heading(f"Chapter {number}") for number in range(1_000)])
    assert max(len(passage.text) for passage in passages) < 1_000


def test_short_blocks_join_and_long_ones_stand_alone() -> None:
    passages = cut(paragraph("a" * 90), paragraph("b" * 90), paragraph("c" * 700), paragraph("d" * 700))
    assert [set(passage.text.strip()) - {"\n"} for passage in passages] == [{"a", "b"}, {"c"}, {"d"}]


def test_a_long_block_is_cut_at_sentence_ends() -> None:
    text = "The U.S. Army asked for a radar. It was never built. " * 200
    passages = cut(paragraph(text.strip()))
    assert len(passages) > 5
    for passage in passages:
        assert 500 <= len(passage.text) <= 2_000
        assert passage.text.rstrip().endswith((".",))
        assert passage.text.startswith(("The", "It"))


def test_a_long_block_without_sentences_is_still_cut() -> None:
    assert all(len(passage.text) <= 2_000 for passage in cut(paragraph("x" * 50_000)))


def test_a_passage_stays_on_its_page() -> None:
    passages = cut(paragraph("Last line of a page.", "xii"), paragraph("First of the next.", "14"))
    assert [passage.page for passage in passages] == ["xii", "14"]


def test_notes_stay_apart_from_the_text_before_them() -> None:
    note = Block(BlockKind.NOTE, (Run("Herz named it in 1950."),), marker="1")
    assert [passage.text for passage in cut(paragraph("Short."), note)] == ["Short.\n", "Herz named it in 1950."]


def test_a_rule_belongs_to_the_text_before_it() -> None:
    assert [passage.text for passage in cut(paragraph("a" * 700), Block(BlockKind.RULE), paragraph("b"))] == [
        "a" * 700 + "\n\n",
        "b",
    ]


def test_a_table_is_cut_between_its_cells() -> None:
    row = (Cell((Run("Range " * 20),)), Cell((Run("Speed " * 20),)))
    passages = cut(Block(BlockKind.TABLE, rows=(row,) * 40))
    assert len(passages) > 3
    assert all(passage.text.endswith("\n") for passage in passages[:-1])


def test_offsets_count_from_the_first_section() -> None:
    assert cut_passages([Section("", (paragraph("a"),), start=70)])[0].start == 70


def test_nothing_gives_no_passages() -> None:
    assert cut_passages([]) == ()
    assert cut(paragraph("")) == ()


def test_a_hundred_thousand_rules_take_no_time() -> None:
    started = time.process_time()
    cut(*[Block(BlockKind.RULE)] * 100_000)
    assert time.process_time() - started < 2
