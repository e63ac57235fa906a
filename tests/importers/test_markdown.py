# SPDX-License-Identifier: MIT
"""Markdown to a manuscript: what its readers expect of it, and no word lost on the way."""

import json
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.document.blocks import blocks_from_html, parse_html
from companion.document.links import is_safe_link
from companion.document.model import Block, BlockKind, Manuscript, Mark, Run, join_texts, text_of
from companion.document.words import keys, spans
from companion.glossary.matcher import Matcher
from companion.glossary.model import Term
from companion.importers.markdown import read
from companion.importers.source import Source
from tests.corpora import corpora

_PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR\0\0\0\x02\0\0\0\x03"
_WORD = re.compile(r"\w+")


def manuscript(text: str) -> Manuscript:
    return read(Source(text.encode(), "a.md", lambda address: _PNG if address.endswith(".png") else None))


def blocks(text: str) -> list[Block]:
    return [block for section in manuscript(text).sections for block in section.blocks]


def only(text: str) -> Block:
    (block,) = blocks(text)
    return block


# What a text is made of


def test_headings_lists_quotations_and_code_become_blocks() -> None:
    text = (
        "# Aims\n\nSetext\n------\n\n1. one\n2. two\n    - deep\n\n> said\n\n```py\nx  = 1\n```\n\n    y = 2\n\n* * *\n"
    )
    assert [(block.kind.value, block.level, block.marker, text_of(block)) for block in blocks(text)] == [
        ("heading", 1, "", "Aims"),
        ("heading", 2, "", "Setext"),
        ("item", 0, "1.", "one"),
        ("item", 0, "2.", "two"),
        ("item", 0, "◦", "deep"),
        ("quote", 0, "", "said"),
        ("code", 0, "", "x  = 1"),
        ("code", 0, "", "y = 2"),
        ("rule", 0, "", ""),
    ]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("**a**", Mark.STRONG),
        ("*a*", Mark.EMPHASIS),
        ("`a`", Mark.CODE),
        ("~~a~~", Mark.STRUCK),
        ("==a==", Mark.HIGHLIGHT),
    ],
)
def test_words_are_marked(text: str, mark: Mark) -> None:
    assert only(f"x {text} y").runs == (Run("x "), Run("a", frozenset({mark})), Run(" y"))


@pytest.mark.parametrize("text", ["a == b and c == d", "`a==b==c`", "~~ a ~~", r"\~\~a\~\~"])
def test_signs_that_mark_nothing_stay(text: str) -> None:
    marks = frozenset().union(*(run.marks for run in only(text).runs))
    assert not marks & {Mark.HIGHLIGHT, Mark.STRUCK}


def test_tasks_are_ticked_or_not() -> None:
    text = "- [x] done\n- [ ] to *do*\n- [X]  too\n- [y] other\n- [z]\n"
    assert [(block.marker, text_of(block)) for block in blocks(text)] == [
        ("[x]", "done"),
        ("[ ]", "to do"),
        ("[x]", "too"),
        ("•", "[y] other"),
        ("•", "[z]"),
    ]
    assert [block.marker for block in blocks("- [x] done\n\n    more\n\n- [ ] to do\n")] == ["[x]", "", "[ ]"]


def test_tables_are_read_in_both_notations() -> None:
    piped = only("| State | Missiles |\n|---|--:|\n| France | **58** |\n")
    assert text_of(piped) == "State\nMissiles\nFrance\n58"
    assert [cell.header for row in piped.rows for cell in row] == [True, True, False, False]
    markup = only("<table><tr><th>State<td colspan=2>58</table>")
    assert [(cell.header, cell.columns) for cell in markup.rows[0]] == [(True, 1), (False, 2)]


def test_definitions_abbreviations_and_admonitions_are_read() -> None:
    text = (
        'ABM\n:   A missile.\n\nThe ABM treaty.\n\n*[ABM]: Anti-ballistic missile\n\n!!! note "Take care"\n    Of it.\n'
    )
    assert [(block.kind.value, block.indent, text_of(block)) for block in blocks(text)] == [
        ("paragraph", 0, "ABM"),
        ("paragraph", 1, "A missile."),
        ("paragraph", 0, "The ABM treaty."),
        ("quote", 0, "Take care"),
        ("quote", 0, "Of it."),
    ]


def test_links_within_the_text_find_their_headings() -> None:
    first, heading = blocks("See [aims](#the-aims) or [this](other.md).\n\n# The Aims\n")
    assert [run.link for run in first.runs] == [None, "#the-aims", None]
    assert "the-aims" in heading.names


def test_markup_that_could_harm_is_left_out() -> None:
    made = manuscript("a <script>alert(1)</script> <b onclick='x()'>b</b> [c](javascript:x) <iframe src=x>d</iframe>\n")
    assert join_texts(made.sections[0].blocks).split() == ["a", "b", "c"]
    assert all(run.link is None for block in made.sections[0].blocks for run in block.runs)


# Notes


_NOTES = "The treaties[^1] and the *pact*[^n].[^1] 条約[^n]の\n\n[^1]: Herz, 1950.\n[^n]: Jervis.\n\n    And more.\n"


def test_notes_stand_at_the_end_and_their_numbers_link_to_them() -> None:
    text, *notes = blocks(_NOTES)
    assert [(note.kind, note.marker, text_of(note)) for note in notes] == [
        (BlockKind.NOTE, "1", "Herz, 1950."),
        (BlockKind.NOTE, "2", "Jervis."),
        (BlockKind.NOTE, "", "And more."),
    ]
    calls = [run for run in text.runs if run.link]
    assert [(run.text, run.marks) for run in calls] == [(number, frozenset({Mark.SUPERSCRIPT})) for number in "1212"]
    assert {run.link for run in calls} == {
        f"#{name}" for note in notes for name in note.names if name.startswith("fn:")
    }


def test_the_number_of_a_note_does_not_spoil_the_word_before_it() -> None:
    text = text_of(blocks(_NOTES)[0])
    assert [text[start:end] for start, end in spans(text)] == [
        *("The", "treaties", "1", "and", "the", "pact", "2", "1", "条", "約", "2", "の"),
    ]
    assert keys(text)[1] == keys("treaty")[0]
    (mention,) = Matcher([Term("Treaty", definition="An agreement.")]).mentions(text)
    assert text[mention.start : mention.start + len("treaties")] == "treaties"


def test_the_number_of_a_note_is_not_part_of_a_title() -> None:
    made = manuscript("# The treaty[^1] of 1972[^2]\n\n[^1]: One.\n[^2]: Two.\n")
    assert made.metadata.title == made.sections[0].title == "The treaty of 1972"


# The file around the text


def test_front_matter_says_what_the_document_is() -> None:
    made = manuscript("---\ntitle: Missile Defense\nauthor: A; B\ndate: 14 March 2023\n---\n# Other\n\nText.\n")
    assert (made.metadata.title, made.metadata.authors, made.metadata.date) == (
        "Missile Defense",
        ("A", "B"),
        "2023-03-14",
    )
    assert [text_of(block) for block in made.sections[0].blocks] == ["Other", "Text."]


def test_the_title_is_the_first_heading_that_says_something() -> None:
    assert manuscript("Text\n\n# \n\n## The *Aims*\n").metadata.title == "The Aims"


def test_images_are_taken_from_beside_the_file_or_named() -> None:
    made = manuscript(
        "![A map](figures/map.png)\n\nSee ![flag](flag.png) and ![web](https://e.org/x.png) ![gone](x.gif).\n"
    )
    figure, line = made.sections[0].blocks
    assert (figure.kind, figure.image, text_of(figure)) == (BlockKind.FIGURE, "image-1", "A map")
    assert [run.image for run in line.runs if run.image] == ["image-2"]
    assert text_of(line) == "See flag and web gone."
    assert [(image.width, image.height) for image in made.images.values()] == [(2, 3)] * 2
    assert len(made.warnings) == 2


def test_a_text_in_another_encoding_is_read_with_a_warning() -> None:
    made = read(
        Source(("# Цели\n\n" + "Стороны обязуются не развёртывать такие системы. " * 5).encode("cp1251"), "a.md")
    )
    assert made.metadata.title == "Цели"
    assert len(made.warnings) == 1


def test_a_long_text_is_cut_at_its_headings() -> None:
    text = "\n\n".join(f"## Part {number}\n\n{'The parties met again. ' * 1_000}" for number in range(12))
    made = manuscript(text)
    assert len(made.sections) > 2
    assert all(section.title.startswith("Part") for section in made.sections)


# The words of others' tests


def _examples(folder: Path) -> Iterator[tuple[str, str]]:
    """Markdown, and the HTML that it should become."""
    for example in json.loads((folder / "markdown-it-py" / "test_cmark_spec" / "commonmark.json").read_text()):
        yield example["markdown"], example["html"]
    for file in sorted((folder / "python-markdown-tests").rglob("*.txt")):
        if file.with_suffix(".html").exists():
            yield file.read_text(), file.with_suffix(".html").read_text()


def test_no_words_of_the_reference_outputs_are_lost() -> None:
    examples = list(_examples(corpora() / "md"))
    assert len(examples) > 700
    words = kept = whole = 0
    for text, markup in examples:
        wanted = _WORD.findall(join_texts(blocks_from_html(parse_html(markup)).blocks))
        found = _WORD.findall(join_texts(blocks(text)))
        matches = SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks()
        same = sum(match.size for match in matches)
        words, kept, whole = words + len(wanted), kept + same, whole + (same == len(wanted))
    # The two differ in dialect: where CommonMark shows brackets as they stand, the other sees a link or a tag.
    assert kept / words >= 0.99
    assert whole / len(examples) >= 0.94


_PIECES = st.sampled_from(
    [
        *"a \n*_`[]()|&é\\", "b c", "\n\n", "    ", "# ", "- ", "1. ", "> ", "**", "```", "~~", "==", "![",
        "](#a)", "[^1]", "[^1]: ", "---", "<div>", "</p>", "<!--", ":   ", "!!! ", "[x] ", "{: #a }",
    ]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=40).map("".join))
def test_any_text_is_read_into_safe_blocks_and_always_the_same(text: str) -> None:
    made = manuscript(text)
    assert made == manuscript(text)
    assert all(
        run.link is None or is_safe_link(run.link)
        for section in made.sections
        for block in section.blocks
        for runs in (block.runs, *(cell.runs for row in block.rows for cell in row))
        for run in runs
    )
