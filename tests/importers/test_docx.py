# SPDX-License-Identifier: MIT
"""Word files that these tests make: what is read of them, and that a hostile one costs no more than an error."""

import contextlib
import io
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.document.model import Block, BlockKind, Manuscript, Mark, text_of
from companion.errors import ConversionError
from companion.importers.docx import read
from companion.importers.docx_package import NAMESPACES
from companion.importers.formats import recognise
from companion.importers.sandbox import convert
from companion.importers.source import Source
from companion.work import finish
from tests.corpora import corpora

_SPACES = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
_OFFICE = NAMESPACES["r"]
_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (3).to_bytes(4, "big") + (2).to_bytes(4, "big")


def docx(body: str, parts: dict[str, str | bytes] | None = None, links: str = "", prologue: str = "") -> bytes:
    """A Word file; `parts` are further ones, by name, each also related to the document by its file's name."""
    parts = parts or {}
    related = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{name.rpartition("/")[2].partition(".")[0]}" Target="{name}"/>'
        for name in parts
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", f'<Relationships><Relationship Id="1" Type="{_OFFICE}/officeDocument" '
                         'Target="word/document.xml"/></Relationships>')  # fmt: skip
        archive.writestr("word/_rels/document.xml.rels", f"<Relationships>{related}{links}</Relationships>")
        document = f"{prologue}<w:document {_SPACES}><w:body>{body}</w:body></w:document>"
        archive.writestr("word/document.xml", document)
        for name, content in parts.items():
            archive.writestr(f"word/{name}", content)
    return packed.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    content = content if content.startswith("<") else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def manuscript(data: bytes) -> Manuscript:
    return read(Source(data, "report.docx"))


def blocks(body: str, parts: dict[str, str | bytes] | None = None, links: str = "", prologue: str = "") -> list[Block]:
    found = manuscript(docx(body, parts, links, prologue))
    return [block for section in found.sections for block in section.blocks]


def texts(body: str, prologue: str = "") -> list[str]:
    return [text_of(block) for block in blocks(body, prologue=prologue)]


_STYLES = f"""<w:styles {_SPACES}>
<w:style w:type="paragraph" w:styleId="u1"><w:name w:val="heading 1"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="own"><w:name w:val="Own"/><w:basedOn w:val="u1"/></w:style>
<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>
<w:style w:type="character" w:styleId="k"><w:name w:val="Key"/><w:rPr><w:b/></w:rPr></w:style></w:styles>"""
_NUMBERING = f"""<w:numbering {_SPACES}><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:pStyle w:val="u1"/>
<w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/>
<w:lvlOverride w:ilvl="1"><w:startOverride w:val="4"/></w:lvlOverride></w:num>
</w:numbering>"""
_PARTS: dict[str, str | bytes] = {"styles.xml": _STYLES, "numbering.xml": _NUMBERING}


def _item(text: str, level: int, number: int = 1) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_headings_come_from_styles_and_outline_levels_with_their_numbers() -> None:
    found = blocks(
        paragraph("Threats", '<w:pStyle w:val="u1"/>')
        + paragraph("Answers", '<w:pStyle w:val="own"/>')
        + paragraph("Detail", '<w:outlineLvl w:val="2"/>'),
        parts=_PARTS,
    )
    assert [(block.kind, block.level, text_of(block)) for block in found] == [
        (BlockKind.HEADING, 1, "I. Threats"),
        (BlockKind.HEADING, 1, "II. Answers"),
        (BlockKind.HEADING, 3, "Detail"),
    ]


def test_lists_count_as_word_counts_them() -> None:
    found = blocks(
        _item("a", 0)
        + _item("b", 1)
        + _item("c", 1)
        + _item("d", 2)
        + _item("e", 0)
        + _item("f", 1)
        + _item("g", 1, 2),
        parts=_PARTS,
    )
    assert [(block.marker, block.indent) for block in found] == [
        ("I.", 1), ("1.1", 2), ("1.2", 2), ("▪", 3), ("II.", 1), ("2.1", 2), ("2.4", 2),
    ]  # fmt: skip


def test_a_table_keeps_its_spans_and_flattens_the_tables_inside() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('x')}</w:tc><w:tc>{paragraph('y')}</w:tc></w:tr></w:tbl>"
    found = blocks(
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>"
        f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{paragraph("tall")}</w:tc>'
        f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("wide")}</w:tc></w:tr>'
        f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('covered')}</w:tc><w:tc>{inner}</w:tc>"
        f"<w:tc>{paragraph('last')}</w:tc></w:tr></w:tbl>"
    )
    assert len(found) == 1
    first, second = found[0].rows
    assert [(cell.rows, cell.columns, cell.header) for cell in first] == [(2, 1, True), (1, 2, True)]
    assert ["".join(run.text for run in cell.runs) for cell in second] == ["x\ny", "last"]


def test_notes_and_comments_follow_the_text_and_are_linked() -> None:
    footnotes = f'<w:footnotes {_SPACES}><w:footnote w:id="7">{paragraph("See the treaty.")}</w:footnote></w:footnotes>'
    comments = (
        f'<w:comments {_SPACES}><w:comment w:id="0" w:author="Ann">{paragraph("Really?")}</w:comment></w:comments>'
    )
    found = blocks(
        paragraph(run("Said") + '<w:r><w:footnoteReference w:id="7"/></w:r><w:r><w:commentReference w:id="0"/></w:r>'),
        parts={"footnotes.xml": footnotes, "comments.xml": comments},
    )
    assert [(block.kind, block.marker, text_of(block).replace("\u2060", "")) for block in found] == [
        (BlockKind.PARAGRAPH, "", "Said1✎"),
        (BlockKind.NOTE, "1", "See the treaty."),
        (BlockKind.NOTE, "✎", "Comment by Ann: Really?"),
    ]
    assert [run.link for run in found[0].runs if run.link] == [f"#{note.names[0]}" for note in found[1:]]


def test_of_tracked_changes_the_final_text_is_read() -> None:
    gone = "<w:del><w:r><w:delText>old</w:delText><w:t>old</w:t></w:r></w:del>"
    ended = paragraph("One ", "<w:rPr><w:del/></w:rPr>")
    assert texts(paragraph(run("A ") + gone + f"<w:ins>{run('new')}</w:ins>") + ended + paragraph("line")) == [
        "A new",
        "One line",
    ]


def test_text_boxes_are_read_once_after_their_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('In the box')}</w:txbxContent>"
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(paragraph(both + run("Around")) + paragraph("After")) == ["Around", "In the box", "After"]


def test_equations_become_a_line_of_text() -> None:
    def r(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    power = f"<m:sSup><m:e>{r('x')}</m:e><m:sup>{r('n+1')}</m:sup></m:sSup>"
    fraction = f"<m:f><m:num>{r('a+b')}</m:num><m:den>{r('c')}</m:den></m:f>"
    root = f"<m:rad><m:radPr/><m:deg/><m:e>{r('y')}</m:e></m:rad>"
    assert texts(paragraph(f"<m:oMath>{power}{r('=')}{fraction}{r('+')}{root}</m:oMath>")) == ["x^(n+1)=(a+b)/c+√y"]


def test_links_go_to_the_web_or_into_the_text_and_nowhere_else() -> None:
    links = "".join(
        f'<Relationship Id="{id}" Type="{_OFFICE}/hyperlink" Target="{address}" TargetMode="External"/>'
        for id, address in {"good": "https://example.org/a", "bad": "javascript:alert(1)"}.items()
    )
    code = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    instruction = '<w:r><w:instrText>HYPERLINK \\l "part 2"</w:instrText></w:r>'
    field = code("begin") + instruction + code("separate") + run("c") + code("end")
    named = f'<w:bookmarkStart w:id="0" w:name="part 2"/>{run("d")}'
    found = blocks(
        paragraph(f'<w:hyperlink r:id="good">{run("a")}</w:hyperlink><w:hyperlink r:id="bad">{run("b")}</w:hyperlink>')
        + paragraph(field)
        + paragraph(named),
        links=links,
    )
    assert [(run.text, run.link) for block in found for run in block.runs] == [
        ("a", "https://example.org/a"), ("b", None), ("c", "#part-2"), ("d", None),
    ]  # fmt: skip
    assert found[2].names == ("part-2",)


def test_images_are_taken_from_the_file_and_never_from_outside() -> None:
    links = (
        f'<Relationship Id="in" Type="{_OFFICE}/image" Target="media/a.png"/><Relationship Id="out" '
        f'Type="{_OFFICE}/image" Target="https://example.org/map.png" TargetMode="External"/>'
    )
    drawing = '<w:r><w:drawing><wp:docPr descr="A map"/><a:blip r:{}/></w:drawing></w:r>'.format
    data = docx(paragraph(drawing('embed="in"')) + paragraph(drawing('link="out"')), {"media/a.png": _PNG}, links=links)
    found = manuscript(data)
    figure, named = found.sections[0].blocks
    assert (figure.kind, text_of(figure), found.images[figure.image or ""].width) == (BlockKind.FIGURE, "A map", 3)
    assert named.runs[0].link == "https://example.org/map.png"
    assert found.warnings == ("One image lies on the web and will not be loaded.",)


def test_marks_come_from_runs_and_styles_and_hidden_text_is_left_out() -> None:
    content = run("a", '<w:rStyle w:val="k"/>') + run("b", '<w:rStyle w:val="k"/><w:b w:val="0"/>')
    found = blocks(paragraph(content + run("c", "<w:vanish/>") + run("d", "<w:i/>")), parts=_PARTS)
    assert [(run.text, set(run.marks)) for run in found[0].runs] == [
        ("a", {Mark.STRONG}), ("b", set()), ("d", {Mark.EMPHASIS}),
    ]  # fmt: skip


def test_broken_structure_still_gives_the_text() -> None:
    found = manuscript(docx(paragraph("First &amp; last") + paragraph("Second") + "<w:p></w:r>"))
    assert [text_of(block) for block in found.sections[0].blocks] == ["First & last", "Second"]
    assert "only its text" in found.warnings[0]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0", "old Word file"),
        (b"PK\x03\x04 not a file", "damaged"),
        (docx("x" * 40_000_000), "swells"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ConversionError, match=reason):
        manuscript(data)


def test_an_entity_shows_no_other_file() -> None:
    prologue = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    assert texts(paragraph("a") + "<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", prologue=prologue) == ["a"]


def test_tables_nested_too_deeply_keep_their_text() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 400 + paragraph("inside") + "</w:tc></w:tr></w:tbl>" * 400
    assert texts(deep) == ["inside"]


def test_20_000_paragraphs_are_read_in_seconds() -> None:
    data = docx("".join(paragraph(f"Paragraph {number} of a long report") for number in range(20_000)))
    start = time.process_time()
    assert sum(len(section.blocks) for section in manuscript(data).sections) == 20_000
    assert time.process_time() - start < 8


_ELEMENTS = (
    "w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:txbxContent", "w:fldChar", "w:ins", "w:del", "w:hyperlink",
    "m:oMath", "m:f", "m:sSup", "mc:AlternateContent", "mc:Choice", "w:footnoteReference", "w:br", "w:pPr", "w:sym",
)  # fmt: skip
_TREES = st.recursive(
    st.text(alphabet="ab \u0301<", max_size=5).map(lambda text: text.replace("<", "&lt;")),
    lambda inner: st.tuples(st.sampled_from(_ELEMENTS), st.lists(inner, max_size=4)).map(
        lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"
    ),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_TREES)
def test_elements_in_any_order_are_read_twice_alike(body: str) -> None:
    data = docx(body)
    assert manuscript(data) == manuscript(data)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 400), st.binary(min_size=1, max_size=8))
def test_damaged_bytes_raise_nothing_but_a_reason(place: int, damage: bytes) -> None:
    data = docx(paragraph("text"), _PARTS)
    at = place * len(data) // 400
    with contextlib.suppress(ConversionError):
        manuscript(data[:at] + damage + data[at + len(damage) :])


def test_every_word_file_of_the_corpora_is_read() -> None:
    for name in ("python-docx", "mammoth", "haystack", "docling/sources"):
        for path in sorted((corpora() / "docx" / name).glob("*.docx")):
            assert read(Source(path.read_bytes(), path.name)).format == "docx"


def test_hostile_files_of_the_corpora_give_text_or_a_reason() -> None:
    for path in sorted((corpora() / "malicious" / "poi-fuzz").glob("*.docx")):
        with contextlib.suppress(ConversionError):
            assert read(Source(path.read_bytes(), path.name)).format == "docx"


def test_a_word_file_passes_the_sandbox(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(docx(paragraph("Kept safe") + paragraph("Ünïcode"), _PARTS))
    found = finish(convert(path))
    assert [text_of(block) for block in found.sections[0].blocks] == ["Kept safe", "Ünïcode"]


@pytest.mark.parametrize(("name", "format"), [("a.docx", "docx"), ("a.zip", "docx"), ("a.dotx", "docx")])
def test_a_word_file_is_known_by_its_members(name: str, format: str) -> None:
    assert recognise(name, docx(paragraph("text"))[:4096]).name == format


def test_an_old_word_file_is_named() -> None:
    with pytest.raises(ConversionError, match="save it as DOCX"):
        recognise("a.doc", b"\xd0\xcf\x11\xe0")
