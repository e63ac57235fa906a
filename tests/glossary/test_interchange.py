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

# A value in one line, without the space around it that no form keeps.
line = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split()) or "x"
)
lines = st.lists(line, max_size=3).map(tuple)
definitions = st.lists(line, min_size=1, max_size=3).map("\n".join)
terms = st.builds(Term, line, definitions, st.one_of(st.just(""), line), lines, lines, lines, lines)


@pytest.mark.parametrize("suffix", [".csv", ".md"])
@given(st.lists(terms, min_size=1, max_size=4))
def test_nothing_is_lost_on_the_way_out_and_back(suffix: str, glossary: list[Term]) -> None:
    assert read_glossary(suffix, write_glossary(suffix, glossary)) == glossary


@pytest.mark.parametrize("suffix", [".csv", ".md", ".CSV"])
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
        (".tbx", "<x/>", "ends in .csv or .md"),
        ("", "x", "ends in .csv or .md"),
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
    with pytest.raises(CompanionError, match=r"ends in \.csv or \.md"):
        write_glossary(".xlsx", [])
