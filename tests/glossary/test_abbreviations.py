# SPDX-License-Identifier: MIT
"""Abbreviations are found where a text explains them."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.glossary.abbreviations import find_abbreviations
from tests.corpora import corpora


def pairs(text: str) -> list[tuple[str, str]]:
    return [(found.short, found.long) for found in find_abbreviations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Anti-Ballistic Missile (ABM) Treaty", [("ABM", "Anti-Ballistic Missile")]),
        ("ABM (anti-ballistic missile) systems", [("ABM", "anti-ballistic missile")]),
        ("Intercontinental ballistic missiles (ICBMs) fly.", [("ICBMs", "Intercontinental ballistic missiles")]),
        ("the Department of Defense (DoD) says", [("DoD", "Department of Defense")]),
        ("the Office of Management and Budget (OMB)", [("OMB", "Office of Management and Budget")]),
        ("ground-based interceptors [GBIs]", [("GBIs", "ground-based interceptors")]),
        ("the Missile Technology Control Regime (MTCR, 1987)", [("MTCR", "Missile Technology Control Regime")]),
        ("command, control, communications and intelligence (C3I)",
         [("C3I", "command, control, communications and intelligence")]),
        ("(the North Atlantic Treaty Organization (NATO) agreed)", [("NATO", "North Atlantic Treaty Organization")]),
        ("defence in layers (ballistic missile defence, BMD)", [("BMD", "ballistic missile defence")]),
        ("ICBMs (intercontinental ballistic missiles)", [("ICBMs", "intercontinental ballistic missiles")]),
        ("a three-dimensional (3D) picture", [("3D", "three-dimensional")]),
        ("treaties (of Moscow, SALT) and others (by land, NATO)", []),
        ("a third (3D) picture", []),
        ("terminal high-altitude\n area defense (THAAD)", []),
        ("It ended. Missile Defense Agency (MDA)", [("MDA", "Missile Defense Agency")]),
        ("the kill vehicle (see below) and others (with care)", []),
        ("at a range of 10 km (10 km) and (p<0.05)", []),
        ("an agency (a) shall and (b) may", []),
        ("no words (XYZ)", []),
        ("the Office of Intelligence and Counterintelligence (OICI)",
         [("OICI", "Office of Intelligence and Counterintelligence")]),
    ],
)  # fmt: skip
def test_a_short_form_is_paired_with_what_it_stands_for(text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize("text", ["So the  anti-ballistic missile (ABM), it", "So ABM (anti-ballistic missile), it"])
def test_an_explanation_is_located_from_its_first_word_to_its_bracket(text: str) -> None:
    (found,) = find_abbreviations(text)
    explained = text[found.start : found.start + found.length]
    assert explained in ("anti-ballistic missile (ABM)", "ABM (anti-ballistic missile)")


def test_precision_and_recall_on_a_published_set_stay_as_published() -> None:
    """MED1250 of Ab3P (Sohn et al. 2008); Schwartz and Hearst report 0.96 and 0.82 on a set of their own."""
    records = (corpora() / "abbrev" / "ab3p-med1250" / "MED1250_labeled").read_text("utf-8", "replace").split("\n\n")
    right = found = wanted = 0
    for record in records:
        lines = record.strip("\n").split("\n")[1:]
        text = "\n".join(line for line in lines if not line.startswith(("  ", "//")))
        gold = {tuple(line.split("|")[:2]) for line in lines if line.startswith("  ") and "|" in line}
        expected = {(folded(short), folded(long)) for short, long in gold}
        given_ = {(folded(short), folded(long)) for short, long in pairs(text)}
        right, found, wanted = right + len(given_ & expected), found + len(given_), wanted + len(expected)
    assert right / found >= 0.95
    assert right / wanted >= 0.83


def folded(form: str) -> str:
    return " ".join(form.split()).casefold()


@given(st.text(alphabet="aAbB ()[].,;\n-s1'İß", max_size=60))
def test_any_text_has_explanations_only_within_itself(text: str) -> None:
    for found in find_abbreviations(text):
        explained = text[found.start : found.start + found.length]
        assert found.short in explained
        assert explained[-1] in ")]"


@pytest.mark.parametrize(
    "hostile",
    [
        lambda n: "(" * n,
        lambda n: "(a" * n + ")" * n,
        lambda n: "(" + "a " * n + ")",
        lambda n: "x." * n + "(AB)",
        lambda n: "a (B) " * n,
    ],
)
def test_brackets_without_end_take_time_in_proportion(hostile: Callable[[int], str]) -> None:
    def seconds(count: int) -> float:
        text = hostile(count)
        start = time.thread_time()
        find_abbreviations(text)
        return time.thread_time() - start

    assert seconds(20_000) < 12 * seconds(4_000) + 0.1
