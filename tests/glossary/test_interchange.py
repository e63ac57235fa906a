# SPDX-License-Identifier: MIT
"""A glossary goes out and comes back the same; what is wrong in a file from elsewhere is said."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.errors import CompanionError
from companion.glossary.bundled import bundled_terms
from companion.glossary.interchange import load_glossary, read_glossary, write_glossary
from companion.glossary.model import Term
from tests.corpora import corpora

# A value in one line, without the space around it that no form keeps.
line = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split()) or "x"
)
lines = st.lists(line, max_size=3).map(tuple)
definitions = st.lists(line, min_size=1, max_size=3).map("\n".join)
terms = st.builds(Term, line, definitions, st.one_of(st.just(""), line), lines, lines, lines, lines)
SUFFIXES = [".csv", ".md", ".tbx", ".ttl"]


def consistent(glossary: list[Term]) -> list[Term]:
    """The terms as a library holds them: no name twice, and nothing twice in a list."""
    seen: set[str] = set()
    kept = []
    for term in glossary:
        names = [name for name in dict.fromkeys(term.names) if name not in seen]
        seen.update(names)
        if term.name in names:
            aliases, short = (
                tuple(name for name in group if name in names[1:]) for group in (term.aliases, term.abbreviations)
            )
            short = tuple(name for name in dict.fromkeys(short) if name not in aliases)
            kept.append(
                replace(
                    term,
                    aliases=tuple(dict.fromkeys(aliases)),
                    abbreviations=short,
                    related=tuple(dict.fromkeys(term.related)),
                )
            )
    return kept


@pytest.mark.parametrize("suffix", [".tbx", ".ttl"])
@given(st.lists(terms, min_size=1, max_size=4).map(consistent))
def test_nothing_is_lost_by_a_form_that_knows_concepts(suffix: str, glossary: list[Term]) -> None:
    assert read_glossary(suffix, write_glossary(suffix, glossary)) == glossary


@pytest.mark.parametrize("suffix", [".csv", ".md"])
@given(st.lists(terms, min_size=1, max_size=4))
def test_nothing_is_lost_on_the_way_out_and_back(suffix: str, glossary: list[Term]) -> None:
    assert read_glossary(suffix, write_glossary(suffix, glossary)) == glossary


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".CSV"])
def test_the_bundled_glossary_goes_out_and_back(suffix: str) -> None:
    own = [replace(term, origin="own") for term in bundled_terms()]
    assert read_glossary(suffix, write_glossary(suffix, own)) == own


def test_a_table_holds_no_formula() -> None:
    table = write_glossary(".csv", [Term("=1+1", "-2", aliases=("@x", "y"))])
    cells = [cell for row in csv.reader(io.StringIO(table.removeprefix("\ufeff"), newline="")) for cell in row]
    assert {"'=1+1", "'-2", "'@x\ny"} <= set(cells)


def test_a_table_from_elsewhere_may_have_fewer_and_other_columns() -> None:
    content = "Definition,Term,Owner\r\nA shield.,missile defence,me\r\n,,\r\n"
    assert read_glossary(".csv", content) == [Term("missile defence", "A shield.")]


def test_markdown_from_elsewhere_has_headings_aliases_in_italics_and_text() -> None:
    content = (
        "# missile defence\n*BMD, shield*\n\nA shield\nagainst missiles.\n\n---\n\n# loop\n\nIt closes.\n\n# empty\n"
    )
    assert read_glossary(".md", content) == [
        Term("missile defence", "A shield\nagainst missiles.", aliases=("BMD", "shield")),
        Term("loop", "It closes."),
    ]


BOMB = """<?xml version="1.0"?><!DOCTYPE tbx [<!ENTITY a "1234567890"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<tbx><text><body><conceptEntry><langSec><termSec><term>&b;</term></termSec></langSec></conceptEntry></body></text></tbx>"""
EXTERNAL = """<!DOCTYPE tbx [<!ENTITY file SYSTEM "file:///etc/passwd">]><tbx><text>&file;</text></tbx>"""


@pytest.mark.parametrize(
    ("suffix", "content", "complaint"),
    [
        (".csv", "a,b\r\n1,2\r\n", "must name the columns"),
        (".csv", "", "must name the columns"),
        (".csv", 'term,definition\r\n"open,x\r\n', "not a table"),
        (".csv", "term,definition\r\n,nothing\r\n", "Row 2 has no term"),
        (".csv", "term,definition\r\n", "no terms in this file"),
        (".csv", f"term,definition\r\nx,{'y' * 30_000}\r\n", "more than 20,000 characters"),
        (".csv", f"term,definition\r\nx,{'y' * 200_000}\r\n", "not a table|more than 20,000"),
        (".md", "no heading at all", "no terms in this file"),
        (".md", "#" * 1_000_000, "no terms in this file"),
        (".tbx", "<x/>", "begins with <x>"),
        (".tbx", "<tbx", "not well-formed"),
        (".tbx", "", "not well-formed"),
        (".tbx", "<a>" * 100_000, "not well-formed"),
        (".tbx", "<tbx><text><body/></text></tbx>", "no terms in this file"),
        (".tbx", "<tbx><conceptEntry><langSec/></conceptEntry></tbx>", "Concept 1 has no term"),
        (".tbx", BOMB, "declares XML entities"),
        (".tbx", EXTERNAL, "declares XML entities"),
        (".ttl", "", "no terms in this file"),
        (".ttl", "<a> <b> .", "in line 1, something does not belong there"),
        (".ttl", "\nskos:a a skos:Concept .", "in line 2, the prefix skos: is not declared"),
        (".ttl", "<a> <b> " + "[ <c> " * 100_000, "nested too deeply"),
        (".ttl", "<a> <b> " + "( " * 100_000, "does not belong there"),
        (".ttl", '<a> <b> "open', "does not belong there"),
        (".ttl", "<a> <b> <c>", "“.” is missing"),
        (".txt", "x", "written, not read"),
        ("", "x", "ends in .csv, .md, .tbx or .ttl"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_the_reason(suffix: str, content: str, complaint: str) -> None:
    with pytest.raises(CompanionError, match=complaint):
        read_glossary(suffix, content)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CompanionError, match=r"could not be read: No such file or directory\."):
        load_glossary(tmp_path / "terms.csv")
    (tmp_path / "terms.csv").write_bytes("term,definition\nß,x".encode("latin-1"))
    with pytest.raises(CompanionError, match="is not a text in UTF-8"):
        load_glossary(tmp_path / "terms.csv")


def test_a_form_that_is_not_written_is_refused() -> None:
    with pytest.raises(CompanionError, match=r"ends in \.csv, \.md"):
        write_glossary(".xlsx", [])


DCA = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader/><text><body>
<termEntry id="c1"><descripGrp><descrip type="subjectField">radar</descrip></descripGrp>
<langSet xml:lang="de"><tig><term>Radarkeule</term></tig></langSet>
<langSet xml:lang="en"><descripGrp><descrip type="definition">A beam of waves.</descrip>
<admin type="source">Someone (1990)</admin></descripGrp>
<ntig><termGrp><term>radar <hi>beam</hi></term><termNote type="termType">fullForm</termNote></termGrp></ntig>
<ntig><termGrp><term>RB</term><termNote type="termType">abbreviation</termNote></termGrp></ntig></langSet>
<ref type="crossReference" target="#c2">elsewhere</ref></termEntry>
<termEntry id="c2"><langSet xml:lang="en"><tig><term>lobe</term></tig></langSet></termEntry>
</body></text></martif>"""

DCT = """<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
  xmlns:basic="http://www.tbxinfo.net/ns/basic" xmlns:min="http://www.tbxinfo.net/ns/min"><tbxHeader/><text><body>
<conceptEntry id="c1"><min:subjectField>radar</min:subjectField>
<basic:crossReference target="c2">elsewhere</basic:crossReference><basic:source>Someone (1990)</basic:source>
<langSec xml:lang="de"><termSec><term>Radarkeule</term></termSec></langSec>
<langSec xml:lang="en"><basic:definition>A beam of waves.</basic:definition>
<termSec><term>radar beam</term></termSec>
<termSec><term>RB</term><min:termType>abbreviation</min:termType></termSec></langSec></conceptEntry>
<conceptEntry id="c2"><langSec xml:lang="en"><termSec><term>lobe</term></termSec></langSec></conceptEntry>
</body></text></tbx>"""


@pytest.mark.parametrize("content", [DCA, DCT], ids=["DCA of 2008", "DCT"])
def test_tbx_of_every_style_is_read(content: str) -> None:
    assert read_glossary(".tbx", content) == [
        Term("radar beam", "A beam of waves.", "radar", ("Radarkeule",), ("RB",), ("lobe",), ("Someone (1990)",)),
        Term("lobe", ""),
    ]


def test_a_vocabulary_from_elsewhere_is_read() -> None:
    content = """
        @base <http://example.org/terms/> .
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>  # as SPARQL has it
        @prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
        @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
        <scheme> a skos:ConceptScheme ; skos:hasTopConcept <radar> , ( 1 2.5 true ) .
        <radar> a skos:Concept ;
            skos:prefLabel 'Funkmessgerät'@de , "radar"@en-GB ;
            skos:altLabel \"\"\"radio
set\"\"\"@en ;
            skos:definition [ rdf:value "It sees \\u0041far.\\n" ] ;
            skos:broader <sensor> ; skos:related <elsewhere> ; .
        <sensor> a skos:Concept ; xl:prefLabel [ a xl:Label ; xl:literalForm "sensor" ] .
        [] skos:note "about nothing"^^<http://www.w3.org/2001/XMLSchema#string> .
    """
    assert read_glossary(".ttl", content) == [
        Term("radar", "It sees Afar.", aliases=("Funkmessgerät", "radio set"), related=("sensor",)),
        Term("sensor", ""),
    ]


def test_what_xml_cannot_hold_does_not_break_the_file() -> None:
    assert read_glossary(".tbx", write_glossary(".tbx", [Term("a\x00b", "c\ud800d")])) == [Term("a\ufffdb", "c\ufffdd")]


def test_cards_for_anki_have_stable_ids_and_show_text_as_it_is() -> None:
    term = Term("kill <chain>", "One.\nTwo\t& more.", "concept", ("loop",), ("KC",), sources=("Own",))
    before, after = (write_glossary(".txt", [each]) for each in (term, replace(term, definition="Other words.")))
    head, card = before.rsplit("\n", 2)[:2]
    assert "#guid column:1" in head
    assert card.split("\t")[1:] == [
        "kill &lt;chain&gt;<br><small>loop, KC</small>",
        "One.<br>Two &amp; more.<br><small>Own</small>",
        "concept",
    ]
    assert card.split("\t")[0] == after.rsplit("\n", 2)[1].split("\t")[0]


@pytest.mark.parametrize("name", ["xmlbomb.xml", "xmlbomb2.xml", "quadratic.xml", "external.xml", "cyclic.xml"])
def test_known_bombs_are_refused_in_one_sentence(name: str, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.tbx"
    bomb.write_bytes((corpora() / "malicious" / "xml-defusedxml" / name).read_bytes())
    with pytest.raises(CompanionError, match="declares XML entities"):
        load_glossary(bomb)


def test_a_file_in_utf_16_is_read_and_one_that_is_endless_is_not(tmp_path: Path) -> None:
    file = tmp_path / "terms.csv"
    file.write_text("term,definition\nß,x\n", encoding="utf-16")
    assert load_glossary(file) == [Term("ß", "x")]
    with file.open("wb") as opened:
        opened.truncate(50_000_000)
    with pytest.raises(CompanionError, match="larger than 20 MB"):
        load_glossary(file)


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(
    st.lists(st.sampled_from([*"<>\"'[]();.,@:_ \n#|*=&^\\", "<tbx>", "term", "a", "@prefix", '"""', "ß"]), max_size=30)
)
def test_any_file_is_read_or_refused_in_a_sentence(suffix: str, parts: list[str]) -> None:
    refused = ""
    try:
        assert read_glossary(suffix, "".join(parts))
    except CompanionError as error:
        refused = error.message
    assert "\n" not in refused
