# SPDX-License-Identifier: MIT
"""The filters of a query, as they are shown and taken out, and its hits as a file."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.search.filters import Filter, as_written, filters_in, without
from companion.search.hit_tables import written
from companion.search.query import parse
from companion.search.results import Hit, Results, Snippet


def test_the_filters_of_a_query_are_found_where_they_stand() -> None:
    query = 'radar tag:arms -author:"Jane Doe" date:2021..2023 Note: https://x.org (in:report OR kind:note)'
    found = list(filters_in(query))
    assert [(each.field, each.value, each.negative) for each in found] == [
        ("tag", "arms", False),
        ("author", "Jane Doe", True),
        ("date", "2021..2023", False),
        ("in", "report", False),
        ("kind", "note", False),
    ]
    assert query[found[1].start : found[1].end] == '-author:"Jane Doe"'
    assert without(query, found[1]) == "radar tag:arms date:2021..2023 Note: https://x.org (in:report OR kind:note)"
    assert list(filters_in("title: radar tag")) == []


@pytest.mark.parametrize("value", ["arms", "arms control", 'a "b"', "x:y", "2021", "ядро"])
def test_a_filter_is_written_so_that_it_is_read_again(value: str) -> None:
    (found,) = filters_in(f"radar {as_written('tag', value)}")
    assert found.value == value.replace('"', "")
    assert parse(as_written("tag", value)) is not None


@given(st.text(max_size=60))
def test_no_text_at_all_is_too_strange_to_look_for_filters(text: str) -> None:
    for each in filters_in(text):
        assert isinstance(each, Filter)
        assert len(without(text, each)) < len(text)


def hit(text: str, *spans: tuple[int, int]) -> Hit:
    return Hit("text", "d1", "=A report", ("Part",), "7", 10, 20, 1.0, Snippet(text, spans))


def test_hits_are_written_as_a_table_without_formulas_and_as_quotations() -> None:
    results = Results("radar", 1, hits=(hit("+1 radar", (3, 8)),), partial=(hit("a *star*", (2, 8)),))
    table = list(csv.reader(io.StringIO(written(results, ".csv").removeprefix("\ufeff"))))
    assert table[0][:5] == ["kind", "document", "section", "page", "passage"]
    assert [row[1] for row in table[1:]] == ["'=A report"] * 2
    assert table[1][4] == "'+1 radar"
    text = written(results, ".md")
    assert "# radar" in text
    assert "**radar**" in text
    assert "\\*star\\*" in text
    assert "› Part, p. 7" in text
