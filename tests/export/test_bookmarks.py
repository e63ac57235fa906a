# SPDX-License-Identifier: MIT
"""Bookmarks and notes are written in six forms; what a document or a reader wrote never becomes markup or formula."""

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import markdown
import pytest
from lxml import html

from companion.document.bookmark import AnchorState, Bookmark
from companion.document.model import Anchor, Document, Heading, Metadata
from companion.errors import CompanionError
from companion.export.bookmarks import SUFFIXES, export, save

REPORT = Document(
    "d1",
    Metadata(
        title="Missile Defense & Arms Control",
        authors=("Alexander Chekov", "Valdai Discussion Club"),
        date="2023-05",
        publisher="Valdai Discussion Club",
        language="en",
        source="https://valdaiclub.com/files/40258/?a_b=1",
    ),
    "markdown",
    "2026-11-23T10:00:00Z",
    600,
    4_000,
    outline=(Heading("Outlook", 1, 0), Heading("The loop", 2, 100)),
)
OTHER = Document("d2", Metadata(title="An essay"), "text", "2026-11-23T10:00:00Z", 10, 60)

QUOTED = Bookmark(
    "b2",
    Anchor("d1", 120, 160, "unified battle management loops", "creation of ", " for space"),
    title="unified battle management…",
    note="Compare with the other report.\nAsk *Bogdanov*.",
    tags=("strategy", "to check"),
    colour="green",
    created="2026-11-23T10:00:00Z",
    changed="2026-11-23T11:00:00Z",
)
POINT = Bookmark(
    "b1", Anchor("d1", 10, 10, "", "", "In general"), title="Where I stopped", created="2026-11-22T10:00:00Z"
)
EVIL = Bookmark(
    "b3",
    Anchor("d2", 0, 20, '=HYPERLINK("http://x","y")\n# <script>alert(1)</script>'),
    note="=1+1 <b>bold</b> \\end{document} {",
    tags=("@tag",),
    state=AnchorState.LOST,
)
ALL = (EVIL, QUOTED, POINT)
DOCUMENTS = (REPORT, OTHER, Document("d3", Metadata(title="Without bookmarks"), "text", "", 1, 1))


def written(suffix: str, bookmarks: tuple[Bookmark, ...] = ALL) -> str:
    return export(suffix, bookmarks, DOCUMENTS, lambda document, offset: "14" if document == "d1" else "")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_export_is_the_same_whatever_the_order_of_what_it_is_given(suffix: str) -> None:
    assert written(suffix) == export(
        suffix, ALL[::-1], DOCUMENTS[::-1], lambda document, offset: "14" if document == "d1" else ""
    )
    assert "Without bookmarks" not in written(suffix)


@pytest.mark.parametrize("suffix", [suffix for suffix in SUFFIXES if suffix != ".json"])
def test_the_joiner_before_a_notes_number_is_not_written(suffix: str) -> None:
    noted = replace(QUOTED, anchor=replace(QUOTED.anchor, quote="missile censor\u20601 technologies"))
    content = written(suffix, (noted,))
    assert "censor1 technologies" in content


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_without_bookmarks_the_file_is_still_whole(suffix: str) -> None:
    content = written(suffix, ())
    if suffix == ".json":
        assert json.loads(content)["total"] == 0
    assert "Missile" not in content


@pytest.mark.parametrize("suffix", [".pdf", "", ".MD "])
def test_another_suffix_is_refused_with_those_there_are(suffix: str) -> None:
    with pytest.raises(CompanionError, match=r"\.md \.json \.csv \.html \.ris \.bib"):
        export(suffix, ALL, DOCUMENTS)


def test_a_suffix_in_capitals_will_do() -> None:
    assert export(".MD", ALL, DOCUMENTS) == export(".md", ALL, DOCUMENTS)


def test_markdown_groups_by_document_and_section() -> None:
    assert written(".md", (QUOTED, POINT)) == (
        "# Bookmarks and notes\n\n"
        "## Missile Defense & Arms Control\n\n"
        "Alexander Chekov and Valdai Discussion Club, *Missile Defense & Arms Control*, Valdai Discussion Club, "
        "2023-05, <https://valdaiclub.com/files/40258/?a_b=1>\n\n"
        "### Outlook\n\n"
        "**Where I stopped**\n\n"
        "— p. 14 · yellow · 2026-11-22 <!-- b1 -->\n\n"
        "### Outlook › The loop\n\n"
        "> unified battle management loops\n>\n"
        "> — p. 14 · green · 2026-11-23 <!-- b2 -->\n\n"
        "Compare with the other report.  \nAsk \\*Bogdanov\\*.\n\n"
        "Tags: strategy, to check\n"
    )


def test_markdown_shows_a_hostile_quotation_as_text() -> None:
    page = html.fromstring(markdown.markdown(written(".md")))
    assert not page.xpath("//script | //b")
    assert "# <script>alert(1)</script>" in page.text_content()
    assert "not found in the newest edition" in page.text_content()


def test_json_is_a_collection_of_web_annotations() -> None:
    collection = json.loads(written(".json"))
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (collection["type"], collection["total"]) == ("AnnotationCollection", 3)
    lost, point, quoted = collection["first"]["items"]
    assert [item["motivation"] for item in (lost, point, quoted)] == ["commenting", "bookmarking", "commenting"]
    assert (
        json.loads(written(".json", (replace(QUOTED, note=""),)))["first"]["items"][0]["motivation"] == "highlighting"
    )
    assert quoted["id"].endswith(":b2")
    assert quoted["target"]["selector"] == [
        {
            "type": "TextQuoteSelector",
            "exact": "unified battle management loops",
            "prefix": "creation of ",
            "suffix": " for space",
        },
        {"type": "TextPositionSelector", "start": 120, "end": 160},
    ]
    assert quoted["target"]["source"]["dc:title"] == "Missile Defense & Arms Control"
    assert quoted["target"]["meta"] == {"headings": ["Outlook", "The loop"], "page": "14", "anchor": "exact"}
    bodies = [(body["purpose"], body["value"]) for body in quoted["body"]]
    assert bodies == [("commenting", QUOTED.note), ("tagging", "strategy"), ("tagging", "to check")]
    assert (quoted["created"], quoted["modified"]) == (QUOTED.created, QUOTED.changed)


def test_a_table_has_a_row_for_each_bookmark_and_no_formula() -> None:
    content = written(".csv")
    assert content.startswith("\ufeff")
    assert content.count("\r\n") == 4
    rows = list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"), newline="")))
    assert [row["bookmark"] for row in rows] == ["b3", "b1", "b2"]
    assert rows[2]["quote"] == QUOTED.anchor.quote
    assert rows[2]["note"] == QUOTED.note
    assert (rows[2]["section"], rows[2]["page"], rows[2]["tags"]) == ("Outlook › The loop", "14", "strategy; to check")
    assert rows[0]["quote"] == "'" + EVIL.anchor.quote
    assert not any((cell or "").startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row.values())


def test_a_web_page_holds_only_our_own_markup() -> None:
    content = written(".html")
    page = html.document_fromstring(content.encode())
    assert not page.xpath("//script | //b | //img | //link | //@onclick | //iframe")
    assert [quote.text_content() for quote in page.xpath("//blockquote")] == [EVIL.anchor.quote, QUOTED.anchor.quote]
    assert page.xpath("//article/@id") == ["bookmark-b3", "bookmark-b1", "bookmark-b2"]
    assert page.xpath("//h3/text()") == ["Outlook", "Outlook › The loop"]


def test_ris_has_a_record_for_each_document() -> None:
    content = written(".ris")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - [^\r\n]*", line) for line in content.split("\r\n")[:-1])
    assert content.count("TY  - ") == content.count("ER  - ") == 2
    assert "AU  - Chekov, Alexander\r\nAU  - Valdai Discussion Club\r\n" in content
    assert "PY  - 2023\r\nDA  - 2023/05\r\n" in content
    assert (
        "N1  - “unified battle management loops” (p. 14) Compare with the other report. Ask *Bogdanov*.\r\n" in content
    )


def test_bibtex_escapes_what_it_would_obey() -> None:
    content = written(".bib")
    assert "@misc{chekov2023missile," in content
    assert "  author = {Chekov, Alexander and {Valdai Discussion Club}}," in content
    assert "  title = {{Missile Defense \\& Arms Control}}," in content
    assert "  url = {https://valdaiclub.com/files/40258/?a_b=1}," in content
    assert "\\textbackslash{}end\\{document\\}" in content
    unescaped = re.sub(r"\\[{}]", "", content)
    assert unescaped.count("{") == unescaped.count("}")


def test_two_documents_do_not_share_a_bibtex_key() -> None:
    twin = replace(OTHER, id="d4")
    content = export(".bib", (EVIL, replace(EVIL, anchor=replace(EVIL.anchor, document="d4"))), (OTHER, twin))
    assert re.findall(r"@misc\{(.*),", content) == ["essay", "essay-2"]


def test_a_file_is_written_byte_for_byte_and_replaces_an_older_one(tmp_path: Path) -> None:
    target = tmp_path / "notes.csv"
    target.write_text("old")
    save(target, ALL, DOCUMENTS)
    assert target.read_bytes() == export(".csv", ALL, DOCUMENTS).encode()
    assert [path.name for path in tmp_path.iterdir()] == ["notes.csv"]


def test_a_file_that_cannot_be_written_is_explained_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(CompanionError, match=r"could not be written: No such file or directory\. Choose"):
        save(tmp_path / "nowhere" / "notes.md", ALL, DOCUMENTS)
    folder = tmp_path / "notes.md"
    folder.mkdir()
    with pytest.raises(CompanionError, match="could not be written"):
        save(folder, ALL, DOCUMENTS)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.md"]
