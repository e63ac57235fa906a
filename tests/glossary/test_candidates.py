# SPDX-License-Identifier: MIT
"""Phrases that may be terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.glossary.candidates import Counts, find_candidates
from companion.importers.reading import read
from companion.paths import resources_folder
from tests.corpora import corpora

TEXT = """The kill vehicle left the booster. A kill vehicle is small. Every infrared seeker sees the kill vehicle.
The infrared seeker of the exoatmospheric kill vehicle is cold. Exoatmospheric kill vehicles need an infrared seeker.
It quickly went to the very large house on the hill, and the rules of engagement said so. Rules of engagement matter.
"""


def phrases(text: str, rest: Counts | None = None, limit: int = 10) -> list[str]:
    return [each.phrase for each in find_candidates(text, rest, limit)]


def test_phrases_that_come_again_are_candidates_however_they_are_inflected() -> None:
    found = find_candidates(TEXT)
    counts = {each.phrase: each.count for each in found}
    assert counts["kill vehicle"] == 5
    assert counts["infrared seeker"] == 3
    assert counts["exoatmospheric kill vehicle"] == 2
    assert counts["rules of engagement"] == 2
    for each in found:
        assert TEXT[each.start : each.start + each.length].casefold() in (each.phrase, f"{each.phrase}s".casefold())


def test_neither_stop_words_nor_verbs_nor_adverbs_bound_a_candidate() -> None:
    text = "We quickly deploy the thing. We quickly deploy the thing. It is very large. It is very large of course."
    assert phrases(text) == []


def test_a_phrase_that_stands_only_within_a_longer_one_counts_less() -> None:
    assert phrases("The airborne chemical laser was here. " * 3) == ["airborne chemical laser"]


def test_what_is_usual_in_the_rest_of_the_library_does_not_stand_out() -> None:
    text = "The arms race and the kill vehicle. " * 4
    rest = Counts()
    rest.add("The arms race goes on. " * 200)
    found = phrases(text, rest)
    assert "kill vehicle" in found
    assert "arms race" not in found


def test_counts_without_a_text_are_those_of_the_others() -> None:
    one, both = Counts(), Counts()
    one.add("kill vehicle")
    both.add("kill vehicle")
    both.add("arms race, kill vehicle")
    rest = both.without(one)
    assert (rest.words, rest.at_most(("kill", "vehicle")), rest.at_most(("arm", "race"))) == (4, 1, 1)


def test_the_bundled_report_has_sensible_candidates() -> None:
    text = (resources_folder() / "report" / "summary.md").read_text("utf-8")
    assert {"missile defense", "security dilemma", "arms control"} <= set(phrases(text))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Satellite.md", {"satellite", "communications satellite", "geosynchronous orbit", "transfer orbit"}),
        ("Global_Positioning_System.md", {"GPS receivers", "atomic clocks", "selective availability"}),
    ],
)
def test_an_article_of_the_field_has_sensible_candidates(name: str, expected: set[str]) -> None:
    data = (corpora() / "policy" / "wikipedia-md" / name).read_bytes()
    made = read(data, name, "markdown")
    text = "\n".join(run.text for section in made.sections for block in section.blocks for run in block.runs)
    assert expected <= set(phrases(text, limit=40))


@given(st.text(alphabet="ab ABs.-'of\n1İß", max_size=80))
def test_any_text_has_candidates_only_within_itself(text: str) -> None:
    for found in find_candidates(text * 3):
        assert "".join((text * 3)[found.start : found.start + found.length].split())
        assert found.count >= 2


def test_a_library_that_holds_one_document_compares_it_with_nothing() -> None:
    assert phrases(TEXT, Counts()) == phrases(TEXT)
