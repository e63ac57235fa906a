# SPDX-License-Identifier: MIT
"""A term side by side: the trend over the years, and the files that are written of it."""

import csv
import io

from companion.document.model import Anchor
from companion.glossary.comparison import Comparison, Use, as_csv, as_markdown
from companion.glossary.model import Definition

SAYS = Definition("1", "radar", Anchor("d0", 5, 20), "=Radar is\na device.", "defined as", "New", "4")
USES = (
    Use("d0", "New *report*", "2023-05-01", 3, (SAYS,), "Radar is\na device.", "4", 5, 5),
    Use("d1", "Old", "1999", 2, (), "A radar.", "", 0, 5),
    Use("d2", "Old too", "1999-12", 5),
    Use("d3", "Timeless", "spring", 9),
)
COMPARISON = Comparison("radar", USES)


def test_the_trend_counts_mentions_and_documents_by_year() -> None:
    assert [(each.year, each.mentions, each.documents) for each in COMPARISON.years()] == [
        ("1999", 7, 2),
        ("2023", 3, 1),
    ]


def test_the_table_has_a_row_for_each_document_and_no_formula() -> None:
    text = as_csv(COMPARISON)
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text[1:], newline="")))
    assert len(rows) == 5
    assert rows[1] == [
        "New *report*",
        "2023-05-01",
        "3",
        "'=Radar is a device.",
        "4",
        "defined as",
        "Radar is a device.",
        "4",
    ]
    assert rows[2][3:6] == ["", "", ""]


def test_markdown_shows_names_as_they_are_and_quotes_the_definitions() -> None:
    text = as_markdown(COMPARISON)
    assert text.startswith("# radar\n\nMentions by year: 1999: 7, 2023: 3\n\n## New \\*report\\* (2023-05-01)\n")
    assert "> &#61;Radar is a device. (p. 4)" in text
    assert "First met: A radar.\n" in text
