# SPDX-License-Identifier: MIT
"""Sentences that define a term, found by rule, and sentences that only look like it."""

import pytest

from companion.glossary.defining import RULES, find_definitions


@pytest.mark.parametrize(
    ("sentence", "term", "rule"),
    [
        ("Deterrence is defined as the power to dissuade by fear.", "Deterrence", "defined as"),
        ("The term “arms race” is understood to mean a contest in weapons.", "arms race", "defined as"),
        ("In this treaty, “interceptor” means a missile that is built to destroy another one.", "interceptor", "means"),
        ("(3) The term “early warning” means the detection of a launch.", "early warning", "means"),
        (
            "Strategic stability refers to a state in which nobody gains by striking first.",
            "Strategic stability",
            "refers to",
        ),
        ("The expression “boost phase” generally refers to the first minutes of flight.", "boost phase", "refers to"),
        ("“Dark eagle” is the name for a hypersonic weapon of the Army.", "Dark eagle", "is the term for"),
        ("A railgun is a type of gun that needs no powder.", "railgun", "is a kind of"),
        ("A decoy is an object that looks like a warhead.", "decoy", "is a … that"),
        ("A kill vehicle (KV) is a device designed to hit a warhead.", "kill vehicle", "is a … that"),
        ("Cruise missiles are guided weapons that fly through the air.", "Cruise missiles", "is a … that"),
        ("A launch that comes without any warning is called a “bolt from the blue.”", "bolt from the blue", "called"),
    ],
)
def test_a_defining_sentence_is_found_with_its_term(sentence: str, term: str, rule: str) -> None:
    text = f"It was late. {sentence} Nobody knew."
    (found,) = find_definitions(text)
    assert (found.term, found.rule) == (term, rule)
    assert text[found.start : found.start + found.length] in sentence
    assert found.text in sentence
    assert found.rule in RULES


@pytest.mark.parametrize(
    "sentence",
    [
        "This means that the treaty is dead.",
        "It refers to an older report of the same committee.",
        "The section refers to the duties of the parties.",
        "He is a man who never sleeps at night.",
        "That is a question that nobody can answer now.",
        "Radar means trouble.",
        "The results are used to plan the next test in spring.",
        "Through such means the state tries to affect opinion abroad.",
        "Forces are developing capabilities that can be used anywhere.",
        "What is a missile that nobody can see?",
        "The satellites are arranged so that six are always within sight.",
        "By all means they refer to the guidance of the manual.",
    ],
)
def test_a_sentence_that_only_looks_like_it_is_left(sentence: str) -> None:
    assert find_definitions(f"It was late. {sentence} Nobody knew.") == []


def test_a_capital_of_the_sentences_beginning_is_taken_back() -> None:
    text = "Deterrence is defined as the power to dissuade. NATO means the alliance of the West. All want deterrence."
    assert [found.term for found in find_definitions(text)] == ["deterrence", "NATO"]


def test_a_short_form_beside_the_term_is_kept() -> None:
    (found,) = find_definitions("A kill vehicle (KV) is a device designed to hit a warhead.")
    assert found.short == "KV"


def test_strange_texts_take_no_time_to_speak_of() -> None:
    for text in ("means " * 50_000, "a" * 200_000, "“" * 100_000, "The term " * 40_000, "(1) " * 50_000):
        assert find_definitions(text) == []
