# SPDX-License-Identifier: MIT
import io
import zipfile
from base64 import b64decode
from collections.abc import Mapping
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.document.model import Block, BlockKind, Manuscript, Metadata, join_texts, text_of
from companion.errors import ConversionError, UnknownFormat
from companion.importers.formats import recognise
from companion.importers.reading import read
from tests.benchmarks import fidelity_epub

PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="uid">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">{metadata}</metadata>
<manifest>{manifest}</manifest><spine toc="ncx">{spine}</spine></package>"""
METADATA = """<dc:title>Sea Power</dc:title><dc:creator id="c">Ada Kern</dc:creator>
<dc:creator id="t">Bo Li</dc:creator>
<meta refines="#t" property="role">trl</meta><dc:date>1999-05-01T00:00:00Z</dc:date><dc:publisher>A Press</dc:publisher>
<dc:language>en-GB</dc:language><dc:description>&lt;p&gt;On &lt;b&gt;ships&lt;/b&gt;.&lt;/p&gt;</dc:description>
<dc:identifier id="other">x</dc:identifier><dc:identifier id="uid">urn:isbn:123</dc:identifier>"""
NAV = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>
<nav epub:type="toc"><ol><li><span>Part One</span><ol><li><a href="one.xhtml">The <i>First</i></a></li>
<li><a href="two.xhtml#mid">The Middle</a></li></ol></li></ol></nav></body></html>"""
NCX = """<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>Old One</text></navLabel>
<content src="one.xhtml"/><navPoint><navLabel><text>Old Middle</text></navLabel>
<content src="two.xhtml#mid"/></navPoint></navPoint></navMap></ncx>"""
TYPES = {
    "xhtml": "application/xhtml+xml", "png": "image/png", "ncx": "application/x-dtbncx+xml", "svg": "image/svg+xml",
    "bin": "application/octet-stream",
}  # fmt: skip


def chapter(body: str, head: str = "") -> str:
    spaces = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    return f"<html {spaces}><head>{head}</head><body>{body}</body></html>"


def pack(members: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def book(
    parts: Mapping[str, str | bytes], *, spine: str = "", metadata: str = METADATA, others: Mapping[str, str] = {}
) -> bytes:
    """An EPUB of `parts`; the spine holds those that `spine` names, else all XHTML in its order."""
    names = spine.split() or [name for name in parts if name.endswith(".xhtml") and name != "nav.xhtml"]
    manifest = "".join(
        f'<item id="{name}" href="{name}" media-type="{TYPES[name.rpartition(".")[2]]}"'
        + {"nav.xhtml": ' properties="nav"', "cover.png": ' properties="cover-image"'}.get(name, "")
        + "/>"
        for name in parts
    )
    package = PACKAGE.format(
        metadata=metadata, manifest=manifest, spine="".join(f'<itemref idref="{name}"/>' for name in names)
    )
    members = {f"OPS/{name}": data for name, data in parts.items()}
    return pack({"META-INF/container.xml": CONTAINER, "OPS/book.opf": package, **members, **others})


def read_book(data: bytes) -> Manuscript:
    return read(data, "book.epub", "epub")


def text(manuscript: Manuscript) -> str:
    return "\n".join(join_texts(section.blocks) for section in manuscript.sections)


def blocks_of(manuscript: Manuscript) -> list[Block]:
    return [block for section in manuscript.sections for block in section.blocks]


def refusal(data: bytes) -> str:
    with pytest.raises(ConversionError) as refused:
        read_book(data)
    return refused.value.message


TWO = {
    "one.xhtml": chapter('<h1>One</h1><p>See <a href="two.xhtml#mid">there</a> and <a href="two.xhtml">two</a>.</p>'),
    "two.xhtml": chapter('<p>Begin.</p><p id="mid">Middle.</p><p>Back to <a href="one.xhtml">one</a>.</p>'),
}


def test_chapters_are_read_in_the_order_of_the_spine() -> None:
    manuscript = read_book(book(TWO, spine="two.xhtml one.xhtml two.xhtml"))
    assert text(manuscript) == "Begin.\nMiddle.\nBack to one.\nOne\nSee there and two."
    assert len(manuscript.sections) == 2


def test_metadata_are_those_of_the_package() -> None:
    assert read_book(book(TWO)).metadata == Metadata(
        "Sea Power", ("Ada Kern",), "1999-05-01", "A Press", "en-GB", "On ships.", extra={"identifier": "urn:isbn:123"}
    )


def test_metadata_of_epub_2_tell_roles_and_events_in_attributes() -> None:
    metadata = (
        '<dc:title>T</dc:title><dc:creator opf:role="ill">Cy Tom</dc:creator><dc:creator opf:role="aut">Ada Kern'
        '</dc:creator><dc:date opf:event="modification">2020</dc:date><dc:date opf:event="publication">1901</dc:date>'
    )
    found = read_book(book(TWO, metadata=metadata)).metadata
    assert (found.authors, found.date) == (("Ada Kern",), "1901")


@pytest.mark.parametrize(
    ("name", "contents", "titles"),
    [
        ("nav.xhtml", NAV, [("Part One", 1), ("The First", 2), ("The Middle", 2)]),
        ("toc.ncx", NCX, [("Old One", 1), ("Old Middle", 2)]),
    ],
)
def test_the_contents_become_the_outline(name: str, contents: str, titles: list[tuple[str, int]]) -> None:
    manuscript = read_book(book({**TWO, name: contents}))
    assert [(heading.title, heading.level) for heading in manuscript.outline] == titles
    words = text(manuscript)
    assert words[manuscript.outline[0].start :].startswith("One")
    assert words[manuscript.outline[-1].start :].startswith("Middle.")


def test_links_between_chapters_lead_to_blocks_of_the_book() -> None:
    blocks = blocks_of(read_book(book(TWO)))
    named = {f"#{name}": text_of(block) for block in blocks for name in block.names}
    links = [named[run.link] for block in blocks for run in block.runs if run.link]
    assert links == ["Middle.", "Begin.", "One"]


def test_notes_are_notes_and_their_calls_lead_to_them() -> None:
    body = (
        '<p>A claim<a epub:type="noteref" href="#n1">1</a>.</p>'
        '<aside epub:type="footnote" id="n1"><p>Kennan.</p></aside>'
        '<p>More<a epub:type="noteref" href="end.xhtml#n2">2</a>.</p>'
    )
    end = '<section epub:type="endnotes"><ol><li epub:type="endnote" id="n2"><p>Waltz.</p></li></ol></section>'
    blocks = blocks_of(read_book(book({"one.xhtml": chapter(body), "end.xhtml": chapter(end)})))
    notes = {name: text_of(block) for block in blocks if block.kind is BlockKind.NOTE for name in block.names}
    called = [run.link for block in blocks for run in block.runs if run.link]
    assert [notes[link[1:]] for link in called] == ["Kennan.", "Waltz."]


def test_images_are_found_by_encoded_names_and_in_drawings() -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><title>no</title>'
        '<image xlink:href="a%20b.png"/><text>A <tspan>label</tspan></text></svg>'
    )
    page = chapter(
        f'<p><img src="a%20b.png" alt="plan"/></p>{drawing}<p>End <img src="https://example.org/x.png"/></p>'
    )
    manuscript = read_book(book({"one.xhtml": page, "a b.png": PIXEL}))
    assert [image.data for image in manuscript.images.values()] == [PIXEL]
    assert text(manuscript).split("\n")[-2:] == ["A label", "End"]
    assert manuscript.warnings == ("One image lies on the web and will not be loaded.",)


def test_a_cover_that_no_chapter_shows_stands_first() -> None:
    manuscript = read_book(book({**TWO, "cover.png": PIXEL}))
    assert manuscript.sections[0].blocks[0].image in manuscript.images
    shown = {**TWO, "cover.png": PIXEL, "three.xhtml": chapter('<p><img src="cover.png" alt=""/></p>')}
    assert len(read_book(book(shown)).sections) == 3


def test_a_picture_in_the_spine_is_a_figure_and_a_foreign_part_gives_way_to_its_fallback() -> None:
    data = book({**TWO, "p.png": PIXEL, "x.bin": b"?"}, spine="p.png x.bin one.xhtml")
    assert len(read_book(data).images) == 1
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist() if name != "mimetype"}
    members["OPS/book.opf"] = members["OPS/book.opf"].replace(b'href="x.bin"', b'href="x.bin" fallback="two.xhtml"')
    assert "Middle." in text(read_book(pack(members)))


def test_a_drawing_in_the_spine_is_read_as_text() -> None:
    words = '<text>Fixed layout</text><g style="display: none"><text>unseen</text></g>'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg"><script>no()</script>{words}</svg>'
    assert text(read_book(book({"a.svg": drawing}, spine="a.svg"))) == "Fixed layout"


def test_printed_pages_are_counted() -> None:
    page = '<span epub:type="pagebreak" title="{0}" id="p{0}"></span>'
    manuscript = read_book(book({"one.xhtml": chapter(f"<p>{page.format('xi')}A</p><p>{page.format('xii')}B</p>")}))
    assert (manuscript.pages, [block.page for block in blocks_of(manuscript)]) == (2, ["xi", "xii"])


def test_text_from_right_to_left_stays_as_it_is_written() -> None:
    body = '<p dir="rtl" xml:lang="ar">سلام <bdo dir="ltr">42</bdo></p>'
    (block,) = blocks_of(read_book(book({"one.xhtml": chapter(body)})))
    assert (text_of(block), block.language) == ("سلام 42", "ar")


def test_a_book_that_is_no_xml_is_read_as_html() -> None:
    page = "<html><body><p>Caf&eacute; &nbsp;open<br>late <b>unclosed</p><p>And & on</body></html>"
    assert "Café" in text(read_book(book({"one.xhtml": page})))
    assert "And & on" in text(read_book(book({"one.xhtml": page})))


def test_a_missing_chapter_is_told_and_the_others_are_read() -> None:
    manuscript = read_book(
        book({**TWO}, spine="one.xhtml two.xhtml", others={}).replace(b"OPS/two.xhtml", b"OPS/tow.xhtml")
    )
    assert text(manuscript).startswith("One")
    assert manuscript.warnings == ("One chapter is missing or damaged in the file, and left out.",)


def test_a_book_without_a_spine_gives_all_its_texts() -> None:
    assert "Middle." in text(read_book(book(TWO, spine="none")))


@pytest.mark.parametrize(
    ("scheme", "words"),
    [("META-INF/rights.xml", "Adobe DRM"), ("META-INF/license.lcpl", "Readium LCP"), ("x", r"copy protection \(DRM\)")],
)
def test_a_protected_book_is_refused_by_the_name_of_its_protection(scheme: str, words: str) -> None:
    encryption = encrypted("http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    with pytest.raises(ConversionError, match=words):
        read_book(book(TWO, others={"META-INF/encryption.xml": encryption, scheme: "?"}))


def test_obfuscated_fonts_do_not_count_as_protection() -> None:
    encryption = encrypted("http://www.idpf.org/2008/embedding")
    assert "Middle." in text(read_book(book(TWO, others={"META-INF/encryption.xml": encryption})))


def encrypted(method: str) -> str:
    return (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:e="http://www.w3.org/2001/04/xmlenc#">'
        f'<e:EncryptedData><e:EncryptionMethod Algorithm="{method}"/></e:EncryptedData></encryption>'
    )


def test_books_are_recognised_by_their_bytes_also_under_another_name() -> None:
    data = book(TWO)
    assert {recognise(name, data[:100]).name for name in ("a.epub", "a.zip", "a.md")} == {"epub"}
    with pytest.raises(UnknownFormat, match="ZIP"):
        recognise("a.md", pack({})[:4])


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", b"no archive", pack({}), pack({"META-INF/container.xml": "<"}), book({})],
    ids=["empty", "head", "words", "no container", "no xml", "no chapter"],
)
def test_what_is_no_book_is_refused_in_a_sentence(data: bytes) -> None:
    assert refusal(data).startswith("book.epub")


@pytest.mark.parametrize(
    "address",
    ["../../etc/passwd", "%2e%2e/%2e%2e/etc/passwd", "/etc/passwd", "file:///etc/passwd", "//host/share/a.png"],
)
def test_no_address_leads_out_of_the_archive(address: str) -> None:
    canary = {"../../etc/passwd": "secret", "/etc/passwd": "secret"}
    page = chapter(f'<p>Text <img src="{address}" alt="a"/> <a href="{address}">b</a></p>')
    manuscript = read_book(book({"one.xhtml": page}, others=canary))
    assert (text(manuscript), dict(manuscript.images)) == ("Text a b", {})
    assert not [run for block in blocks_of(manuscript) for run in block.runs if run.link]


@pytest.mark.parametrize("target", ["file:///etc/hostname", "http://localhost:9/x"])
def test_no_entity_is_resolved(target: str) -> None:
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{target}"><!ENTITY y "{"h" * 99}">]>' + chapter("<p>Text &x;</p>")
    assert text(read_book(book({"one.xhtml": page}))) == "Text &x;"


def test_laughing_entities_cost_nothing() -> None:
    laughs = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    page = f"<!DOCTYPE html [{laughs}]>" + chapter("<p>Text &a11;</p>")
    assert len(text(read_book(book({"one.xhtml": page})))) < 100


def test_a_chapter_that_swells_is_not_unpacked() -> None:
    bomb = chapter("<p>" + "0" * 30_000_000 + "</p>")
    assert "swells" in refusal(book({"one.xhtml": bomb}))


def test_an_archive_of_very_many_members_is_refused() -> None:
    assert "parts" in refusal(pack({f"{number}": b"" for number in range(10_001)}, zipfile.ZIP_STORED))


def test_deep_chapters_keep_their_text() -> None:
    assert "deep" in text(read_book(book({"one.xhtml": chapter("<div>" * 1_000 + "deep" + "</div>" * 1_000)})))


@cache
def sample() -> bytes:
    return book({**TWO, "nav.xhtml": NAV, "cover.png": PIXEL})


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.binary(min_size=1, max_size=8)), max_size=4))
def test_a_damaged_book_is_read_or_refused_in_a_sentence(changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(sample())
    for place, piece in changes:
        place %= len(data)
        data[place : place + len(piece)] = piece
    try:
        first = read_book(bytes(data))
    except ConversionError:
        return
    assert first == read_book(bytes(data))


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=200))
def test_any_package_and_any_chapter_are_read_or_refused(address: str, metadata: str, body: str) -> None:
    address = address.translate(dict.fromkeys(map(ord, "<&\"'")))
    page = chapter(f"<p><a href='{address}'>x</a>{body}</p>")
    try:
        assert text(
            read_book(book({"one.xhtml": page, "nav.xhtml": NAV.replace("one.xhtml", address)}, metadata=metadata))
        )
    except ConversionError:
        return


def test_every_valid_book_of_the_corpora_is_read_letter_for_letter() -> None:
    for result in fidelity_epub.results():
        if not result.is_broken:
            assert not result.reason, result.path.name
            assert result.likeness > 0.95, result.path.name
