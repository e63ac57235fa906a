# SPDX-License-Identifier: MIT
"""Cards from the glossary come when they are due, and say plainly where the package for it is missing."""

import importlib.util
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from companion.errors import CompanionError
from companion.glossary.model import Term
from companion.library.learning import Grade, Learning
from companion.library.library import Library
from companion.work import finish
from tests.library.builders import add, manuscript

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
needs_fsrs = pytest.mark.skipif(not Learning.is_available(), reason="the optional package fsrs is not installed")


@pytest.fixture
def learning(library: Library) -> Learning:
    library.glossary.add(Term("zugzwang", "A bind."))
    add(library, manuscript("A zugzwang is here. " * 40))
    finish(library.glossary.refresh())
    return library.learning


def test_without_the_package_it_says_how_to_get_it(learning: Learning, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    for ask in (learning.deal, lambda: learning.answer("zugzwang", Grade.GOOD)):
        with pytest.raises(CompanionError, match=r"not installed\. Install it with"):
            ask()


@needs_fsrs
def test_new_cards_are_the_terms_that_are_mentioned_most(learning: Learning) -> None:
    first, *others = learning.deal(10, NOON)
    assert (first.term.name, first.due) == ("zugzwang", "")
    assert first.met is not None
    assert first.met.sentence == "A zugzwang is here."
    assert all(card.met is not None for card in others)
    assert len(learning.deal(1, NOON)) == 3  # twenty seconds a card


@needs_fsrs
def test_a_card_comes_again_when_it_is_due(learning: Learning) -> None:
    answer = learning.answer("zugzwang", Grade.EASY, 30, NOON)
    assert answer.due > "2026-03-01"
    assert "zugzwang" not in {card.term.name for card in learning.deal(10, NOON)}
    due = datetime.fromisoformat(answer.due)
    (first, *_) = learning.deal(10, due)
    assert (first.term.name, first.due) == ("zugzwang", answer.due)
    again = learning.answer("zugzwang", Grade.AGAIN, 30, due)
    assert datetime.fromisoformat(again.due) - due < timedelta(hours=1)


@needs_fsrs
def test_the_minutes_of_a_day_end(learning: Learning) -> None:
    for number in range(12):
        learning.answer(f"term {number}", Grade.GOOD, 60, NOON)
    assert learning.seconds_spent(NOON) == 720
    assert learning.deal(10, NOON) == []
    assert learning.deal(10, NOON + timedelta(days=1)) != []


@needs_fsrs
def test_an_answer_can_be_taken_back(learning: Learning) -> None:
    cards = learning.deal(10, NOON)
    first = learning.answer("zugzwang", Grade.GOOD, 5, NOON)
    second = learning.answer("zugzwang", Grade.EASY, 5, NOON)
    learning.take_back(second)
    assert learning.answer("zugzwang", Grade.EASY, 5, NOON).before == (
        first.due,
        second.before[1] if second.before else "",
    )
    assert learning.seconds_spent(NOON) == 10
    for each in (second, first):
        learning.take_back(each)
    learning.take_back(replace(first, review=first.review + 2))
    assert learning.deal(10, NOON) == cards


@needs_fsrs
def test_a_card_follows_its_term(library: Library, learning: Learning) -> None:
    learning.answer("zugzwang", Grade.GOOD, 5, NOON)
    library.glossary.change("zugzwang", Term("Zwangzug", "A bind.", aliases=("zugzwang",)))
    assert "Zwangzug" in {card.term.name for card in learning.deal(10, NOON + timedelta(days=30)) if card.due}
