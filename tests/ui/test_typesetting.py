# SPDX-License-Identifier: MIT
"""Setting a page: what Qt shows is the one text, character for character, and it looks as it should."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, Qt, QUrl
from PySide6.QtGui import QFont, QImage, QTextBlock, QTextCursor, QTextDocument

from companion.document.blocks import blocks_from_html, parse_html
from companion.document.model import Block, BlockKind, Cell, Mark, Run, Section, join_texts
from companion.ui.lines import line_boxes
from companion.ui.theme import Themes
from companion.ui.type_styles import Ornament, Property
from companion.ui.typesetting import MARGIN, Look, TypesetPage, column_width, reads_leftwards, shown, typeset
from tests.corpora import corpora
from tests.ui.pages import block, heading, page_of, picture, run, shown_text, table, theme
from tests.yardstick import unit

pytestmark = pytest.mark.usefixtures("qapp")

QT_TAKES_FOR_STRUCTURE = "\u2028\u2029\ufdd0\ufdd1\ufffc"
texts = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=QT_TAKES_FOR_STRUCTURE),
        st.sampled_from("ab \n🚀👩🏽‍🚀é\u0301\u200dשלום漢字\u00a0\u00ad"),
    ),
    max_size=40,
)
runs = st.builds(
    Run,
    texts,
    st.frozensets(st.sampled_from(list(Mark)), max_size=3),
    st.sampled_from([None, None, "https://example.org/", "#note"]),
    st.sampled_from([None, None, None, "picture", "gone"]),
)
cells = st.builds(Cell, st.lists(runs, max_size=2).map(tuple), st.booleans(), st.integers(1, 3), st.integers(1, 3))
tables = st.builds(
    lambda rows: Block(BlockKind.TABLE, rows=rows),
    st.lists(st.lists(cells, max_size=4).map(tuple), max_size=4).map(tuple),
)
plain_blocks = st.builds(
    Block,
    st.sampled_from([kind for kind in BlockKind if kind is not BlockKind.TABLE]),
    st.lists(runs, max_size=4).map(tuple),
    level=st.integers(0, 6),
    indent=st.integers(0, 3),
    quote=st.integers(0, 2),
    marker=st.sampled_from(["", "•", "3."]),
    image=st.sampled_from([None, "picture", "gone"]),
    page=st.sampled_from(["", "12"]),
)


def qt_block(page: TypesetPage, text: str) -> QTextBlock:
    """The block of Qt's document in which `text` stands."""
    return page.document.findBlock(page.map.to_qt(page.map.start + page.text.index(text)))


def font_of(page: TypesetPage, text: str) -> QFont:
    cursor = QTextCursor(page.document)
    cursor.setPosition(page.map.to_qt(page.map.start + page.text.index(text)) + 1)
    return cursor.charFormat().font()


@given(st.lists(st.one_of(plain_blocks, plain_blocks, tables), max_size=8), st.integers(0, 10**6))
def test_what_qt_shows_is_the_one_text_for_any_blocks(blocks, start):
    page = page_of(*blocks, start=start)
    assert shown_text(page) == page.text == join_texts(blocks)
    assert page.map.end == start + len(page.text)


def test_what_qt_shows_is_the_one_text_of_real_pages():
    files = sorted((corpora() / "html").rglob("*.html"))[::6]
    assert len(files) > 20
    for file in files:
        blocks = blocks_from_html(parse_html(file.read_bytes())).blocks
        assert shown_text(page_of(*blocks)) == join_texts(blocks), file


def test_what_qt_shows_is_the_one_text_in_many_scripts():
    text = (corpora() / "lang/unstructured-language-docs/UDHR_first_article_all.txt").read_text("utf-8")
    blocks = [block(line) for line in text.splitlines() if line][:1500]
    assert shown_text(page_of(*blocks, start=99)) == join_texts(blocks)


def test_tables_at_both_ends_and_side_by_side_add_nothing_to_the_text():
    page = page_of(table("a|b", "c|d"), table("e|f"), block("between"), table("g"), start=5)
    assert shown_text(page) == "a\nb\nc\nd\ne\nf\nbetween\ng"


@given(st.text(st.characters(exclude_categories=[]), max_size=30))
def test_characters_that_qt_takes_for_structure_are_shown_as_one_other(text):
    page = page_of(block(text), block("end"))
    assert len(shown(text)) == len(text)
    assert shown_text(page).endswith("\nend")
    assert len(shown_text(page)) == len(page.text)
    assert page.document.blockCount() == 2


def test_soft_breaks_are_in_the_view_only_and_not_inside_a_letter():
    word = "👩🏽‍🚀e\u0301" * 400
    page = page_of(block(word))
    raw = page.document.toRawText()
    assert raw.count("\u200b") >= 5
    assert raw.replace("\u200b", "") == word
    assert not any(after in "\u0301\u200d🏽" for after in (raw[i + 1] for i, c in enumerate(raw) if c == "\u200b"))
    assert shown_text(page) == word


def test_a_half_megabyte_word_is_laid_out_at_once():
    page = page_of(block("x" * 500_000))
    begun = time.thread_time()
    page.document.setTextWidth(600)
    assert page.document.size().height() > 1_000
    assert time.thread_time() - begun < 3


def test_scripts_without_spaces_are_not_broken_by_us():
    assert "\u200b" not in page_of(block("漢字仮名交じり文" * 100)).document.toRawText()


def test_a_hundred_kilobytes_are_set_in_moments():
    sentence = "Missile defense remains a challenge to international and national security. "
    blocks = [block(sentence * 3, run("interceptors", Mark.EMPHASIS), sentence * 3) for _ in range(220)]
    assert len(join_texts(blocks)) > 100_000
    page_of(*blocks[:1])
    begun = time.thread_time()
    page_of(*blocks)
    assert time.thread_time() - begun < 8 * unit()


def test_the_measures_of_the_look():
    page = page_of(
        heading("Title"),
        block("Body text"),
        heading("Part", 2),
        heading("Point", 3),
        block("call()", kind=BlockKind.CODE),
    )
    title, body, part, point, code = (font_of(page, text) for text in ("Title", "Body", "Part", "Point", "call"))
    assert (title.family(), title.pixelSize(), title.weight()) == ("Literata", 34, 600)
    assert (body.family(), body.pixelSize()) == ("Literata", 18)
    assert (part.pixelSize(), part.weight()) == (23, 600)
    assert (point.family(), point.pixelSize(), point.weight()) == ("Inter", 17, 600)
    assert (code.family(), code.pixelSize()) == ("JetBrains Mono", 15)
    assert qt_block(page, "Body").blockFormat().lineHeight() == 29  # 1.62 of 18
    assert font_of(page_of(table("cell")), "cell").pixelSize() == 14


@pytest.mark.parametrize("size", [12, 18, 32])
def test_lines_are_evenly_spaced_whatever_stands_in_them(size):
    plain, raised = "a few words to fill a line or two ", run("2", Mark.SUPERSCRIPT)
    page = page_of(block(plain * 3, raised, run("code", Mark.CODE), plain * 4, "שלום", plain), look=Look(size=size))
    page.document.setTextWidth(column_width(page.look) + 2 * MARGIN)
    page.document.size()
    layout = page.document.begin().layout()
    baselines = [layout.lineAt(n).y() + layout.lineAt(n).ascent() for n in range(layout.lineCount())]
    steps = {round(below - above, 3) for above, below in pairwise(baselines)}
    assert len(baselines) > 3
    assert steps == {round(size * 1.62)}


def test_a_line_holds_about_as_many_characters_as_the_reader_wants():
    for measure in (50, 68, 90):
        look = Look(measure=measure)
        page = page_of(block("The authors assess trends and key problem areas of the field anew. " * 40), look=look)
        page.document.setTextWidth(column_width(look) + 2 * MARGIN)
        page.document.size()
        layout = page.document.begin().layout()
        lengths = [layout.lineAt(n).textLength() for n in range(layout.lineCount() - 1)]
        assert 0.88 * measure < max(lengths) < 1.12 * measure


def test_the_reader_chooses_face_and_justification():
    page = page_of(block("text"), heading("Title"), look=Look(face="Inter", justify=True))
    assert font_of(page, "text").family() == "Inter"
    assert qt_block(page, "text").blockFormat().alignment() == Qt.AlignmentFlag.AlignJustify
    assert qt_block(page, "Title").blockFormat().alignment() != Qt.AlignmentFlag.AlignJustify


def test_markers_are_beside_the_text_and_not_in_it():
    page = page_of(
        block("first", kind=BlockKind.ITEM, indent=1, marker="1."),
        block("inner", kind=BlockKind.ITEM, indent=2, marker="•"),
        block("a note", kind=BlockKind.NOTE, marker="2."),
    )
    assert page.document.toPlainText() == "first\ninner\na note"
    first, inner, note = (qt_block(page, text).blockFormat() for text in ("first", "inner", "a note"))
    assert [each.stringProperty(Property.MARKER) for each in (first, inner, note)] == ["1.", "•", "2."]
    assert inner.leftMargin() == 2 * first.leftMargin() > 0


def test_a_rule_stands_before_the_first_note_only():
    page = page_of(block("text"), block("one", kind=BlockKind.NOTE), block("two", kind=BlockKind.NOTE))
    ornaments = [qt_block(page, text).blockFormat().intProperty(Property.ORNAMENT) for text in ("text", "one", "two")]
    assert ornaments == [Ornament.NONE, Ornament.NOTES, Ornament.NONE]
    assert font_of(page, "one").pixelSize() < font_of(page, "text").pixelSize()


def test_quotations_have_their_depth_and_their_source_stands_apart():
    page = page_of(
        block("Deep words", kind=BlockKind.QUOTE, quote=2), block("— Somebody", kind=BlockKind.QUOTE, quote=1)
    )
    assert qt_block(page, "Deep").blockFormat().intProperty(Property.QUOTE) == 2
    assert font_of(page, "Deep").italic()
    assert not font_of(page, "Some").italic()
    assert font_of(page_of(block(run("not", Mark.EMPHASIS), kind=BlockKind.QUOTE)), "not").italic() is False


def test_inline_marks_are_set():
    page = page_of(
        block(
            run("strong", Mark.STRONG), run("leaning", Mark.EMPHASIS), run("mono", Mark.CODE), run("gone", Mark.STRUCK),
            run("under", Mark.UNDERLINE), run("little", Mark.SMALL), run("above", Mark.SUPERSCRIPT),
        )
    )  # fmt: skip
    assert font_of(page, "strong").weight() == 700
    assert font_of(page, "leaning").italic()
    assert font_of(page, "mono").family() == "JetBrains Mono"
    assert font_of(page, "gone").strikeOut()
    assert font_of(page, "little").pixelSize() < 18
    cursor = QTextCursor(page.document)
    cursor.setPosition(page.text.index("under") + 1)
    assert cursor.charFormat().fontUnderline()
    cursor.setPosition(page.text.index("above") + 1)
    assert cursor.charFormat().verticalAlignment() == cursor.charFormat().VerticalAlignment.AlignSuperScript


def test_code_is_shown_without_ligatures():
    assert [tag.toString() for tag in font_of(page_of(block("->", kind=BlockKind.CODE)), "->").featureTags()] == [
        b"calt"
    ]


def test_a_page_number_is_kept_where_a_page_begins():
    page = page_of(block("one", page="xii"), block("two", page="xii"), block("three", page="13"))
    labels = [qt_block(page, text).blockFormat().stringProperty(Property.PAGE) for text in ("one", "two", "three")]
    assert labels == ["xii", "", "13"]


def test_columns_of_numbers_are_set_right():
    page = page_of(table("System|Range|Share", "THAAD|200|12.5 %", "S-400|1,400|—", header=True))
    right = Qt.AlignmentFlag.AlignRight
    aligned = {
        text: bool(qt_block(page, text).blockFormat().alignment() & right)
        for text in ("THAAD", "1,400", "12.5", "Range")
    }
    assert aligned == {"THAAD": False, "1,400": True, "12.5": True, "Range": True}


def test_a_wide_table_stays_within_the_column():
    page = page_of(table(*["|".join(["incomprehensibilities"] * 12)] * 2), block("after"))
    width = column_width(page.look) + 2 * MARGIN
    page.document.setTextWidth(width)
    page.document.size()
    boxes = line_boxes(page.document, *page.map.range_to_qt(0, len(page.text)))
    assert max(box.right for box in boxes) <= width - MARGIN + 1


def test_paragraphs_of_both_directions_run_as_they_should():
    hebrew, english = "שלום עולם, here too", "Peace, שלום"
    page = page_of(block(hebrew, kind=BlockKind.ITEM, indent=1, marker="1."), block(english))
    leftwards, rightwards = qt_block(page, hebrew), qt_block(page, english)
    assert leftwards.textDirection() != rightwards.textDirection()
    assert leftwards.blockFormat().rightMargin() > 0 == leftwards.blockFormat().leftMargin()
    assert reads_leftwards("… 12 العربية")
    assert not reads_leftwards("A word: العربية")


def test_a_figure_is_shown_with_its_caption_at_its_place():
    page = page_of(block("before"), block("The caption", kind=BlockKind.FIGURE, image="picture"), block("after"))
    assert "\ufffc" in page.document.toRawText()
    assert shown_text(page) == "before\nThe caption\nafter"
    assert qt_block(page, "The caption").blockFormat().intProperty(Property.ORNAMENT) == Ornament.NONE


def test_a_missing_figure_shows_its_words_in_a_frame():
    for gone in ("gone", "broken", None):
        page = typeset_with(
            {"broken": b"\x89PNG\r\n\x1a\n not really"}, block("What it shows", kind=BlockKind.FIGURE, image=gone)
        )
        assert "\ufffc" not in page.document.toRawText()
        assert qt_block(page, "What").blockFormat().intProperty(Property.ORNAMENT) == Ornament.MISSING


def typeset_with(files: dict[str, bytes], *blocks: Block, name: str = "light") -> TypesetPage:
    return typeset(Section("", blocks), files.get, Look(), Themes()[name])


def test_a_large_image_is_shown_no_wider_than_the_column():
    page = typeset_with({"big": picture(3000, 900)}, block("", kind=BlockKind.FIGURE, image="big"), block("x"))
    width = column_width(page.look)
    page.document.setTextWidth(width + 2 * MARGIN)
    page.document.size()
    assert page.document.begin().layout().lineAt(0).naturalTextRect().width() == pytest.approx(width, abs=1)
    page.document.setTextWidth(300)
    page.document.size()
    assert page.document.begin().layout().lineAt(0).naturalTextRect().width() <= 300 - 2 * MARGIN + 1


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_images_are_decoded_when_they_are_drawn(kind):
    asked = []

    def answer(name: str) -> bytes:
        asked.append(name)
        return picture(60, 40, kind)

    page = typeset(Section("", (block("", kind=BlockKind.FIGURE, image="a"),)), answer, Look(), theme())
    before = len(asked)
    image = page.document.resource(QTextDocument.ResourceType.ImageResource.value, QUrl("page-image:0"))
    assert isinstance(image, QImage)
    assert image.width() == 60
    assert len(asked) == before + 1


def test_nothing_but_our_images_is_ever_loaded(tmp_path):
    (tmp_path / "secret.png").write_bytes(picture())
    page = page_of(block("text"))
    kinds = QTextDocument.ResourceType
    for address in (
        f"file://{tmp_path}/secret.png",
        f"{tmp_path}/secret.png",
        "page-image:7",
        "http://example.org/a.png",
    ):
        image = page.document.loadResource(kinds.ImageResource.value, QUrl(address))
        assert (image.width(), image.height()) == (1, 1)
        assert page.document.loadResource(kinds.StyleSheetResource.value, QUrl(address)) == ""


def test_a_picture_of_another_kind_or_too_large_is_not_decoded():
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    bomb = bytearray(picture(40, 30))
    bomb[16:24] = (30_000).to_bytes(4, "big") * 2  # the size that its header claims
    for data in (svg, bytes(bomb)):
        page = typeset_with({"it": data}, block("words", kind=BlockKind.FIGURE, image="it"))
        assert "\ufffc" not in page.document.toRawText()


def test_transparent_figures_stand_on_white_where_the_page_is_dark():
    clear = QImage(10, 10, QImage.Format.Format_ARGB32)
    clear.fill(0)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    clear.save(buffer, "PNG")
    for name, colour in (("dark", "#ffffff"), ("light", "#000000")):
        page = typeset_with({"it": buffer.data().data()}, block("", kind=BlockKind.FIGURE, image="it"), name=name)
        image = page.document.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl("page-image:0"))
        assert image.pixelColor(5, 5).name() == colour


def test_links_names_and_notes_are_found_by_their_offsets():
    page = page_of(
        block(
            "See ",
            run("here", link="https://example.org/"),
            run(" and", Mark.STRONG, link="https://example.org/"),
            " there",
        ),
        heading("Goal"),
        block("Text", run("1", Mark.SUPERSCRIPT, link="#fn1")),
        block("First line", kind=BlockKind.NOTE, marker="1.", names=("fn1",)),
        block("second line", kind=BlockKind.NOTE),
        block("Other", kind=BlockKind.NOTE, marker="2.", names=("fn2",)),
        start=1000,
    )
    first, second = page.links
    assert (page.text[first.start - 1000 : first.end - 1000], first.target) == ("here and", "https://example.org/")
    assert second.target == "#fn1"
    assert page.names["fn1"] == 1000 + page.text.index("First line")
    assert [len(page.notes[name]) for name in ("fn1", "fn2")] == [2, 1]


def test_an_empty_section_can_be_set():
    page = page_of()
    assert shown_text(page) == page.text == ""


@settings(max_examples=20)
@given(st.lists(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), max_size=4), min_size=1, max_size=5))
def test_cells_that_span_never_lose_their_text(spans):
    numbers = iter(range(1000))
    rows = tuple(tuple(Cell((Run(f"c{next(numbers)}"),), False, c, r) for c, r in row) for row in spans)
    page = page_of(Block(BlockKind.TABLE, rows=rows), block("after"))
    assert shown_text(page) == page.text
    page.document.setTextWidth(600)
    assert page.document.size().height() > 0
