# SPDX-License-Identifier: MIT
"""The glossary that a document brings along."""

from dataclasses import replace

import pytest

from companion.document.model import Section, join_texts
from companion.glossary.listed import find_entries
from companion.importers.reading import read


def sections(markdown: str) -> list[Section]:
    placed: list[Section] = []
    start = 0
    for section in read(markdown.encode(), "a.md", "markdown").sections:
        placed.append(replace(section, start=start))
        start += len(join_texts(section.blocks)) + 1
    return placed


MEANINGS = {"Radar": "It sees far and wide.", "Sonar": "It hears far and wide.", "Lidar": "It shines far and wide."}
FORMS = {
    "headings": "### {}\n\n{}\n",
    "bold": "**{}** {}\n",
    "bold, colon": "**{}**: {}\n",
    "colons": "{}: {}\n",
    "dashes": "{} – {}\n",
    "items": "- {} – {}",
    "table": "| {} | {} |",
    "list of definitions": "{}\n:   {}\n",
}


def written(form: str) -> str:
    head = "| Term | Meaning |\n|---|---|\n" if form == "table" else ""
    return head + "\n".join(FORMS[form].format(*entry) for entry in MEANINGS.items())


@pytest.mark.parametrize("title", ["Glossary", "Appendix A: Terms and Definitions", "1.2 Definitions", "Key terms"])
@pytest.mark.parametrize("form", FORMS)
def test_the_entries_of_a_glossary_are_read(title: str, form: str) -> None:
    placed = sections(
        f"# Report\n\nText.\n\n## {title}\n\n{written(form)}\n\n## After\n\nMore: this is no entry at all.\n"
    )
    text = join_texts(block for section in placed for block in section.blocks)
    found = find_entries(placed)
    assert {each.term: each.text for each in found} == MEANINGS
    for each in found:
        stands = text[each.start : each.start + each.length]
        assert stands.startswith(each.term)
        assert stands.endswith(each.text)


def test_a_list_of_definitions_is_read_wherever_it_stands() -> None:
    body = written("list of definitions")
    assert [each.rule for each in find_entries(sections(f"# Report\n\n{body}\n"))] == ["definition list"] * 3


@pytest.mark.parametrize("form", [form for form in FORMS if form != "list of definitions"])
def test_elsewhere_the_same_form_is_no_glossary(form: str) -> None:
    assert find_entries(sections(f"# Report\n\n## Sensors\n\n{written(form)}\n")) == []


def test_a_dictionary_writes_its_terms_small_before_a_full_stop() -> None:
    body = "\n\n".join(f"{term.lower()} set. {meaning}" for term, meaning in MEANINGS.items())
    assert [each.term for each in find_entries(sections(f"# Glossary\n\n{body}\n"))] == [
        "radar set",
        "sonar set",
        "lidar set",
    ]


def test_a_short_form_in_brackets_is_kept_apart() -> None:
    body = "**Ballistic missile (BM)** It falls.\n\n**Radar** It sees far.\n\n**Sonar** None.\n\n**Lidar** It shines.\n"
    found = find_entries(sections(f"# Glossary\n\n{body}"))
    assert [(each.term, each.short) for each in found] == [("Ballistic missile", "BM"), ("Radar", ""), ("Lidar", "")]
