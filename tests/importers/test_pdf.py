# SPDX-License-Identifier: MIT
"""PDF files become paragraphs, lists and headings in the order of reading, and bad ones a sentence."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.document.model import Block, BlockKind, Manuscript, Mark, text_of
from companion.errors import ConversionError, PasswordNeeded
from companion.importers.formats import recognise
from companion.importers.pdf import read
from companion.importers.reading import read as import_in_place
from companion.importers.sandbox import convert
from companion.importers.source import Source
from companion.library.library import Library
from companion.work import finish
from tests.importers.pdf_files import BOLD, FIRST, Extras, Words, lines, outline, pdf

PROSE = (
    "The parties agree that each of them shall give notice of a test no later than",
    "thirty days before the day on which it takes place, and that the other party",
    "may send observers to it.",
)
LOCKED = pdf(lines(*PROSE), extras=Extras(password="été"))


def manuscript(*pages: Sequence[Words], extras: Extras | None = None) -> Manuscript:
    return read(Source(pdf(*pages, extras=extras or Extras()), "report.pdf"))


def blocks(*pages: Sequence[Words], extras: Extras | None = None) -> list[Block]:
    return [block for section in manuscript(*pages, extras=extras).sections for block in section.blocks]


def texts(*pages: Sequence[Words], extras: Extras | None = None) -> list[str]:
    return [text_of(block) for block in blocks(*pages, extras=extras)]


def test_the_lines_of_a_paragraph_become_one() -> None:
    assert texts(lines(*PROSE)) == [" ".join(PROSE)]


def test_an_indented_line_begins_a_paragraph() -> None:
    second = [Words(90, 664, "A second paragraph begins further in than its other lines do,"), Words(72, 652, "here.")]
    assert texts([*lines(*PROSE), *second]) == [
        " ".join(PROSE),
        "A second paragraph begins further in than its other lines do, here.",
    ]


def test_a_gap_begins_a_paragraph() -> None:
    assert texts([*lines(*PROSE), *lines(*PROSE, y=650)]) == [" ".join(PROSE)] * 2


def test_a_word_that_a_line_breaks_becomes_whole_again() -> None:
    [text] = texts(lines("The treaty was signed by the gov-", "ernment, and the gov-", "ernment kept it."))
    assert text == "The treaty was signed by the government, and the government kept it."


def test_a_paragraph_goes_on_over_the_page() -> None:
    [block] = blocks(lines(*PROSE[:2]), lines(PROSE[2]))
    assert text_of(block) == " ".join(PROSE)
    assert block.page == "1"


COLUMN = ("Words of the column that", "stands on the left side", "of this page, in order,") * 2
OTHER = ("Other words are put into", "the column on the right", "side, and come later on.") * 2


def test_columns_are_read_one_after_the_other() -> None:
    left, right = lines(*COLUMN), lines(*OTHER, x=320)
    expected = " ".join((*COLUMN, *OTHER))
    assert " ".join(texts([*left, *right])) == expected
    assert " ".join(texts([*right, *left])) != expected  # the file says so, and nothing on the page contradicts it
    assert " ".join(texts([words for row in zip(left, right, strict=True) for words in row])) == expected


def test_what_stands_above_is_read_first_whatever_the_file_says() -> None:
    foot, body = lines("A note at the foot of the page.", y=100, size=8), lines(*PROSE)
    assert texts([*foot, *body]) == [" ".join(PROSE), "A note at the foot of the page."]


def test_running_lines_leave_the_text_and_number_the_pages() -> None:
    words = ("Alpha", "Beta", "Gamma", "Delta")
    pages = [
        [
            Words(72, 800, "Report on Missile Defence"),
            *lines(
                f"{word} begins a page of a report that is about",
                f"{word} and what it tells its readers",
                f"of {word}.",
            ),
            Words(290, 40, f"{number}"),
        ]
        for number, word in enumerate(words, 12)
    ]
    found = blocks(*pages)
    assert [text_of(block) for block in found] == [
        f"{word} begins a page of a report that is about {word} and what it tells its readers of {word}."
        for word in words
    ]
    assert [block.page for block in found] == ["12", "13", "14", "15"]


def test_a_page_that_holds_only_a_running_line_keeps_it() -> None:
    assert texts(*[[Words(72, 800, "Plate")]] * 4) == ["Plate"] * 4


def test_the_file_may_call_its_pages_otherwise() -> None:
    labels = Extras(catalog="/PageLabels << /Nums [0 << /S /r /St 9 >> 1 << /S /D >>] >>")
    pages = [lines(f"Page {word}, which is full.") for word in ("one", "two", "three")]
    assert [block.page for block in blocks(*pages, extras=labels)] == ["ix", "1", "2"]


def test_larger_type_makes_headings_and_their_levels() -> None:
    page = [
        Words(72, 760, "The Report", 24),
        Words(72, 730, "A Chapter", 16),
        *lines(*PROSE),
        Words(72, 640, "Bold Words", 10, BOLD),
        *lines(*PROSE, y=620),
    ]
    found = [(block.level, text_of(block)) for block in blocks(page) if block.kind is BlockKind.HEADING]
    assert found == [(1, "The Report"), (2, "A Chapter"), (3, "Bold Words")]


def test_the_outline_names_headings_that_look_like_text() -> None:
    page = [Words(72, 724, "3. Verification"), *lines(*PROSE)]
    found = blocks(lines(*PROSE), page, extras=outline(("Verification", 1)))
    assert [(block.level, text_of(block)) for block in found if block.kind is BlockKind.HEADING] == [
        (1, "3. Verification")
    ]


def test_lists_have_items_with_their_markers() -> None:
    page = [
        *lines("The parties shall", y=724),
        *lines("• give notice of each test, thirty days before it takes", y=700),
        *lines("place at the latest;", x=80, y=688),
        *lines("• send observers.", y=676),
        *lines("1. In the first year.", "2. In the second year.", y=640),
    ]
    found = [(block.marker, text_of(block)) for block in blocks(page) if block.kind is BlockKind.ITEM]
    assert found == [
        ("•", "give notice of each test, thirty days before it takes place at the latest;"),
        ("•", "send observers."),
        ("1.", "In the first year."),
        ("2.", "In the second year."),
    ]


def test_lines_with_wide_gaps_that_make_no_table_stay_lines() -> None:
    rows = [Words(x, 700 - 12 * row, f"cell {row} {x}") for row in range(2) for x in (72, 200, 330)]
    assert texts(rows) == ["\n".join(f"cell {row} 72 cell {row} 200 cell {row} 330" for row in range(2))]


def test_links_lead_to_the_web_alone() -> None:
    linked = blocks(lines(*PROSE), extras=Extras(links=("https://example.org/a",)))
    assert {run.link for block in linked for run in block.runs} == {"https://example.org/a"}
    for address in ("javascript:alert(1)", "file:///etc/passwd", "#place"):
        found = blocks(lines(*PROSE), extras=Extras(links=(address,)))
        assert {run.link for block in found for run in block.runs} == {None}


def test_bold_words_are_marked() -> None:
    [block] = blocks([Words(72, 700, "We do"), Words(102, 700, "not", 10, BOLD), Words(122, 700, "agree.")])
    assert [(run.text.strip(), Mark.STRONG in run.marks) for run in block.runs] == [
        ("We do", False),
        ("not", True),
        ("agree.", False),
    ]


def test_the_file_says_who_wrote_it_and_when() -> None:
    info = "/Title (Deterrence) /Author (A. Person; B. Other) /CreationDate (D:20230517120000Z) /Subject (Of it)"
    found = manuscript(lines(*PROSE), extras=Extras(catalog="/Lang (en-GB)", info=info))
    data = found.metadata
    assert (data.title, data.authors, data.date) == ("Deterrence", ("A. Person", "B. Other"), "2023-05-17")
    assert (data.language, data.description, found.pages) == ("en-GB", "Of it", 1)


def test_a_title_that_a_program_made_up_gives_way_to_the_heading() -> None:
    page = [Words(72, 760, "The Report", 24), *lines(*PROSE)]
    assert manuscript(page, extras=Extras(info="/Title (Microsoft Word - x.doc)")).metadata.title == "The Report"


def test_a_locked_file_opens_with_its_password_alone() -> None:
    for password, words in (("", "is locked with a password"), ("other", "does not open with this password")):
        with pytest.raises(PasswordNeeded, match=words):
            import_in_place(LOCKED, "locked.pdf", "pdf", password=password)
    found = import_in_place(LOCKED, "locked.pdf", "pdf", password="été")
    assert found == import_in_place(pdf(lines(*PROSE)), "locked.pdf", "pdf")


def test_pages_without_text_are_counted() -> None:
    assert manuscript(lines(*PROSE), [], []).warnings == ("2 of 3 pages have no text.",)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (pdf(lines(*PROSE), extras=Extras(trailer="/Encrypt << /Filter /Other >>")), "protected in a way"),
        (pdf([], []), "OCR"),
        (b"%PDF-1.7\nnothing", "damaged"),
        (b"", "damaged"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_reason(data: bytes, words: str) -> None:
    with pytest.raises(ConversionError, match=words):
        read(Source(data, "report.pdf"))


def test_an_outline_that_goes_in_circles_ends() -> None:
    ring = (
        f"<< /First {FIRST + 1} 0 R /Last {FIRST + 1} 0 R >>",
        f"<< /Title (Again) /Parent {FIRST} 0 R /Dest [{{page 0}} /Fit] /Next {FIRST + 1} 0 R /First {FIRST} 0 R >>",
    )
    assert texts(lines(*PROSE), extras=Extras(catalog=f"/Outlines {FIRST} 0 R", objects=ring)) == [" ".join(PROSE)]


@pytest.mark.parametrize("title", ["", "/Title (Détente)"])
def test_a_confined_process_reads_it_and_the_library_finds_its_words(tmp_path: Path, title: str) -> None:
    file = tmp_path / "report.pdf"
    data = pdf(lines(*PROSE), *[lines(f"Page {number} of many.") for number in range(4)], extras=Extras(info=title))
    file.write_bytes(data)
    assert finish(convert(file)) == import_in_place(data, file.name, "pdf")
    with Library.open(tmp_path / "library") as library:
        document = finish(library.shelf.import_file(file)).document
        assert document is not None
        finish(library.index.update())
        [hit] = library.index.search("observers", document=document.id).hits
        assert (hit.page, document.pages) == ("1", 5)


def test_the_bytes_tell_a_pdf_file_whatever_its_name() -> None:
    assert recognise("report.md", b"%PDF-1.7").name == recognise("REPORT.PDF", b"junk %PDF-1.7").name == "pdf"


SAMPLE = pdf(
    [Words(72, 760, "The Report", 24), *lines(*PROSE)], lines(*COLUMN), extras=outline(("The Report", 0), ("Other", 1))
)


def test_the_same_file_gives_the_same_blocks() -> None:
    assert read(Source(SAMPLE, "a.pdf")) == read(Source(SAMPLE, "a.pdf"))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.binary(max_size=12)), min_size=1, max_size=6))
def test_a_damaged_file_is_read_or_refused(damage: list[tuple[int, bytes]]) -> None:
    data = bytearray(SAMPLE)
    for place, replacement in damage:
        data[place : place + len(replacement)] = replacement
    with suppress(ConversionError):
        assert read(Source(bytes(data), "report.pdf")).pages


_NUMBER = st.floats(-1e6, 1e6) | st.floats(0, 600)
_PLACED = st.builds(
    Words, _NUMBER, _NUMBER, st.text("abcdefgh .-1•", min_size=1, max_size=30), st.sampled_from((6, 10, 10, 10, 24))
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(_PLACED, max_size=12), min_size=1, max_size=4))
def test_wherever_words_stand_the_reader_adds_none(pages: list[list[Words]]) -> None:
    try:
        found = read(Source(pdf(*pages), "report.pdf"))
    except ConversionError:
        return
    letters = [letter for section in found.sections for block in section.blocks for letter in text_of(block)]
    shown = "".join(words.text for page in pages for words in page)
    assert all(letters.count(letter) <= shown.count(letter) for letter in set("abcdefgh"))
