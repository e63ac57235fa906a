# SPDX-License-Identifier: MIT
"""Inline text while it grows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.document.model import WORD_JOINER, Mark, Run
from companion.document.runs import RunBuffer, cut_runs, without_front
from companion.document.words import spans

_STRONG = frozenset({Mark.STRONG})
_RAISED = frozenset({Mark.SUPERSCRIPT})


def text_with_call(before: str, after: str, number: str = "1", link: str | None = "#fn1") -> str:
    buffer = RunBuffer()
    buffer.add(before)
    buffer.add(number, _RAISED, link)
    buffer.add(after)
    return "".join(run.text for run in buffer.take())


@pytest.mark.parametrize("before", ["treaties", "treaty.", "‘treaty’", "1972", "1,200", "条約", "U.S."])
def test_the_number_of_a_note_is_a_word_of_its_own(before: str) -> None:
    text = text_with_call(before, " were")
    assert text == f"{before}{WORD_JOINER}1 were"
    assert "1" in [text[start:end] for start, end in spans(text)]


def test_a_word_right_behind_the_number_is_kept_apart_too() -> None:
    assert text_with_call("条約", "の") == "条約\u20601\u2060の"


@pytest.mark.parametrize(
    ("before", "after", "number"),
    [("treaties ", ", and", "1"), ("treaties", " and", "[1]"), ("treaties", ".", "*"), ("", ".", "1")],
)
def test_nothing_is_added_where_nothing_would_run_together(before: str, after: str, number: str) -> None:
    assert WORD_JOINER not in text_with_call(before, after, number)


@pytest.mark.parametrize("link", [None, "https://example.org/"])
def test_a_raised_number_that_calls_no_note_stays_with_its_word(link: str | None) -> None:
    assert text_with_call("m", " wide", "2", link) == "m2 wide"


def test_a_number_in_several_runs_is_one_number() -> None:
    buffer = RunBuffer()
    buffer.add("a")
    buffer.add("1", _RAISED, "#fn12")
    buffer.add("2", _RAISED | _STRONG, "#fn12")
    buffer.add("3", _RAISED, "#fn3")
    assert "".join(run.text for run in buffer.take()) == "a\u206012\u20603"


def test_a_number_after_an_image_is_kept_apart_from_its_text() -> None:
    buffer = RunBuffer()
    buffer.add_image("image-1", "map", frozenset(), None)
    buffer.add("1", _RAISED, "#fn1")
    assert [run.text for run in buffer.take()] == ["map", WORD_JOINER, "1"]


def test_a_line_break_takes_the_space_before_it() -> None:
    buffer = RunBuffer()
    buffer.break_line()
    buffer.add("a ", _STRONG)
    buffer.break_line()
    buffer.begin_line()
    buffer.add(" b")
    assert buffer.take() == (Run("a", _STRONG), Run("\nb"))
    assert buffer.at_start


def test_cutting_keeps_marks_images_and_every_word() -> None:
    runs = (Run("one two "), Run("three four", _STRONG), Run("map", image="image-1"))
    assert list(cut_runs(runs, [4, 10, 20])) == [
        (Run("one"),),
        (Run("two "), Run("three", _STRONG)),
        (Run("four", _STRONG), Run("map", image="image-1")),
    ]


def test_taking_from_the_front_keeps_an_image() -> None:
    runs = (Run("1. "), Run("map", image="image-1"), Run("text"))
    assert without_front(runs, 6) == (Run("", image="image-1"), Run("text"))
    assert without_front(runs, 0) == runs


_RUNS = st.lists(
    st.tuples(st.text("a1 \n.", max_size=4), st.sampled_from([frozenset(), _RAISED]), st.sampled_from([None, "#n"]))
)


@given(_RUNS)
def test_a_buffer_adds_nothing_but_joiners(runs: list[tuple[str, frozenset[Mark], str | None]]) -> None:
    buffer = RunBuffer()
    for text, marks, link in runs:
        buffer.add(text, marks, link)
    made = "".join(run.text for run in buffer.take())
    assert made.replace(WORD_JOINER, "").replace(" ", "") == "".join("".join(text for text, _, _ in runs).split())
    assert made == made.strip()
