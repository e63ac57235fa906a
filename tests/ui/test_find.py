# SPDX-License-Identifier: MIT
"""Finding characters in the open document's one text."""

from hypothesis import given
from hypothesis import strategies as st

from companion.ui.find import places

TEXT = "Arms race stability. An arms\nrace; a\u00a0racehorse (a+)+$ ARMS  RACE"


def found(characters: str, **options: bool) -> list[str]:
    return [TEXT[start:end] for start, end in places(TEXT, characters, **options)]


def test_every_place_is_found_whatever_the_case_and_the_white_space() -> None:
    assert found("arms race") == ["Arms race", "arms\nrace", "ARMS  RACE"]


def test_case_is_kept_where_it_is_asked_for() -> None:
    assert found("ARMS", case=True) == ["ARMS"]


def test_whole_words_leave_parts_of_words_alone() -> None:
    assert len(found("race")) == 4
    assert len(found("race", whole=True)) == 3


def test_characters_are_data_and_never_a_pattern() -> None:
    assert found("(a+)+$") == ["(a+)+$"]
    assert found(".") == ["."]


def test_nothing_asked_for_finds_nothing() -> None:
    assert found("") == found("  ") == []


@given(st.text(max_size=200), st.text(min_size=1, max_size=5))
def test_a_place_holds_what_was_asked_for(text: str, characters: str) -> None:
    for start, end in places(text, characters, case=True):
        assert text[start:end].split() == characters.split()
