# SPDX-License-Identifier: MIT
"""Plain text to a manuscript: paragraphs, lists and headings are put together, and no letter is lost."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.document.limits import MAX_DEPTH
from companion.document.model import Block, BlockKind, Manuscript, text_of
from companion.errors import ConversionError
from companion.importers.plain import read
from companion.importers.source import Source
from tests.corpora import corpora

_LETTER = re.compile(r"[^\W_]")


def manuscript(text: str) -> Manuscript:
    return read(Source(text.encode(), "a.txt"))


def blocks(text: str) -> list[Block]:
    return [block for section in manuscript(text).sections for block in section.blocks]


def outline(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, text_of(block)) for block in blocks(text)]


# Lines and words


def test_the_lines_of_a_paragraph_are_joined() -> None:
    text = (
        "The parties agree not to\ndeploy such systems for a\ndefense of the territory.\n\nA second\nparagraph is here."
    )
    assert outline(text) == [
        ("paragraph", "The parties agree not to deploy such systems for a defense of the territory."),
        ("paragraph", "A second paragraph is here."),
    ]


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        ("a deter-\nrence of war", "deterrence"),
        ("an anti-\nballistic one; anti-ballistic", "anti-ballistic"),
        ("a long-\nterm aim, long in term", "long-term"),
        ("the mid-\n1970s were calm", "mid-1970s"),
        ("a deter\u00ad\nrence of war", "deterrence"),
    ],
)
def test_a_word_broken_at_a_lines_end_is_made_whole(lines: str, word: str) -> None:
    assert word in outline(f"This is a text of several words about {lines} and more words.")[0][1]


def test_verses_keep_their_lines() -> None:
    text = "O what is it\nThat makes us\nLove the hills\nAnd the seas\n\nThe wind goes\nOver the moor\nAll night"
    assert outline(text)[0][1].count("\n") == 3


def test_lines_that_are_paragraphs_stay_apart() -> None:
    text = "\n".join("A paragraph on one line, as a word processor writes it. " * 4 for _ in range(3))
    assert len(outline(text)) == 3


def test_a_paragraph_that_a_page_tore_is_one() -> None:
    text = (
        "The treaty forbids the deployment of weapons of\nthis kind, and of every other that reaches the\f\nsame range."
    )
    (block,) = blocks(text)
    assert text_of(block).endswith("that reaches the same range.")
    assert block.page == "1"


def test_an_indented_first_line_begins_a_paragraph() -> None:
    text = (
        "   The first paragraph of the text is\nhere and ends.\n   The second paragraph of the text\nis here and ends."
    )
    assert [text for _, text in outline(text)] == [
        "The first paragraph of the text is here and ends.",
        "The second paragraph of the text is here and ends.",
    ]


# Lists, tables, headings


def test_items_have_their_markers_and_their_depth() -> None:
    text = "Aims:\n\n* peace, which is\n  hard to keep\n    - trust\n* trade\n\n1) first\n2) second\n"
    assert [(block.marker, block.indent, text_of(block)) for block in blocks(text)[1:]] == [
        ("•", 1, "peace, which is hard to keep"),
        ("◦", 2, "trust"),
        ("•", 1, "trade"),
        ("1)", 1, "first"),
        ("2)", 1, "second"),
    ]


def test_a_bullet_on_a_line_of_its_own_takes_the_next_paragraph() -> None:
    (block,) = blocks("•\n\nThe aim of the treaty")
    assert (block.kind, block.marker, text_of(block)) == (BlockKind.ITEM, "•", "The aim of the treaty")


def test_a_list_of_any_depth_is_read() -> None:
    text = "\n".join(" " * 3 * depth + f"- item {depth}" for depth in range(200))
    assert max(block.indent for block in blocks(text)) == MAX_DEPTH


def test_columns_stay_under_one_another() -> None:
    text = "Country      Missiles     Year\nFrance             58     1990\n  USSR           1,398     1990\n"
    assert outline(text) == [("code", text.rstrip("\n"))]


def test_a_line_of_signs_is_a_rule() -> None:
    assert outline("One.\n\n* * *\n\nTwo.") == [("paragraph", "One."), ("rule", ""), ("paragraph", "Two.")]


def test_headings_are_found_and_the_first_is_the_title() -> None:
    text = "MISSILE DEFENSE\n\nIntroduction\n------------\n\nThe text begins here.\n\n1. Aims and Means\n\nMore of it."
    assert manuscript(text).metadata.title == "MISSILE DEFENSE"
    found = [(block.level, text_of(block)) for block in blocks(text) if block.kind is BlockKind.HEADING]
    assert found == [(1, "MISSILE DEFENSE"), (2, "Introduction"), (4, "1. Aims and Means")]


def test_a_heading_may_stand_right_above_its_text() -> None:
    text = (
        "THE AIMS OF THE TREATY\nThe parties to the treaty undertake not to deploy such\nsystems, and to limit others."
    )
    assert outline(text)[0] == ("heading", "THE AIMS OF THE TREATY")


def test_a_table_of_contents_gives_no_title() -> None:
    assert manuscript("CONTENTS\n\nThe text, which begins with a list.").metadata.title == ""


def test_pages_are_counted_and_label_their_blocks() -> None:
    made = manuscript("First page.\n\n7\n\fSecond page.\n\n8\n\fThird page.\n\n9\n")
    assert made.pages == 3
    assert [block.page for block in made.sections[0].blocks] == ["7", "8", "9"]


def test_a_single_huge_paragraph_is_cut_and_complete() -> None:
    text = "The treaty was signed. " * 30_000
    made = manuscript(text)
    assert len(made.sections) > 5
    assert " ".join(text_of(block) for section in made.sections for block in section.blocks) == text.strip()


def test_one_huge_word_is_read_in_time() -> None:
    assert sum(len(text_of(block)) for block in blocks("x" * 300_000)) == 300_000


# Real texts, and any text


def test_scanned_reports_keep_every_letter_and_are_put_together() -> None:
    files = sorted((corpora() / "policy" / "nss").glob("*.txt"))
    assert len(files) > 10
    for file in files:
        data = file.read_bytes()
        read_blocks = [block for section in read(Source(data, file.name)).sections for block in section.blocks]
        shown = "\n".join(block.marker + text_of(block) for block in read_blocks)
        before = Counter(_LETTER.findall(data.decode("utf-8", "replace")))
        lost = (before - Counter(_LETTER.findall(shown))).total()
        assert lost <= before.total() * 0.001, file.name
        assert len(re.findall(r"[a-z]-\n[a-z]", shown)) <= 3, file.name
        prose = [block for block in read_blocks if block.kind is BlockKind.PARAGRAPH]
        torn = sum(1 for block in prose if text_of(block)[0].islower())
        assert torn <= len(prose) * 0.25, file.name
        assert sorted(len(text_of(block)) for block in prose)[len(prose) // 2] > 60, file.name


_TEXTS = st.text(st.sampled_from("abcAB1. -*•\n\n\n\t\f:—é\u00ad"), max_size=400)


@given(_TEXTS)
def test_the_letters_are_those_of_the_text_in_its_order(text: str) -> None:
    shown = "\n".join(block.marker + text_of(block) for block in blocks(text))
    assert _is_part(_LETTER.findall(shown), _LETTER.findall(text))


def _is_part(part: list[str], whole: list[str]) -> bool:
    rest = iter(whole)
    return all(letter in rest for letter in part)


@given(_TEXTS)
def test_the_same_text_gives_the_same_blocks(text: str) -> None:
    assert manuscript(text) == manuscript(text)


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    try:
        made = read(Source(text.encode("utf-8", "replace"), "a.txt"))
    except ConversionError:  # it is of control characters
        return
    assert all(text_of(block) or block.kind is BlockKind.RULE for section in made.sections for block in section.blocks)
