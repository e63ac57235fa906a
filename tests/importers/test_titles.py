# SPDX-License-Identifier: MIT
"""Headings of a plain text."""

import pytest

from companion.importers.titles import heading_level, is_capital


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Part Two: The Treaties", 1),
        ("ЧАСТЬ II", 1),
        ("Chapter 3. Deterrence", 2),
        ("Annex A", 2),
        ("THE STRATEGIC BALANCE", 2),
        ("THE 1ST ARMY", 2),
        ("1. Aims and Means", 2),
        ("2.1 limits of the treaty", 3),
        ("2.1.3.4.5.6.7 Deep", 6),
        ("IV. The Long Peace", 2),
        ("B. Early Warning", 3),
    ],
)
def test_a_line_that_stands_alone_may_be_a_heading(title: str, level: int) -> None:
    assert heading_level([title], capitals=True) == level


@pytest.mark.parametrize(
    "line",
    [
        "A sentence ends with a stop.",
        "It goes on,",
        "THE LIST FOLLOWS:",
        "1. the treaties were signed",
        "1. 2 3",
        "1972 was the year",
        "I. we do not know",
        "INTRODUCTION . . . . . 3",
        "THE STRATEGIC BALANCE 14",
        "U.S.",
        "USA",
        "A " * 60,
    ],
)
def test_a_line_that_only_looks_like_one_is_none(line: str) -> None:
    assert heading_level([line], capitals=True) == 0


@pytest.mark.parametrize(("line", "level"), [("====", 1), ("----", 2), ("~~~", 2), ("***", 1)])
def test_a_line_under_a_title_makes_it_a_heading(line: str, level: int) -> None:
    assert heading_level(["Aims", line], capitals=False) == level


def test_capitals_are_no_heading_where_half_of_the_text_is_in_capitals() -> None:
    assert heading_level(["THE STRATEGIC BALANCE"], capitals=False) == 0


def test_a_heading_has_at_most_two_lines_and_a_numbered_one_has_one() -> None:
    assert heading_level(["THE STRATEGIC", "BALANCE"], capitals=True) == 2
    assert heading_level(["THE STRATEGIC", "BALANCE", "TODAY"], capitals=True) == 0
    assert heading_level(["1. Aims and", "Means"], capitals=True) == 0


def test_capitals_need_four_letters_and_no_small_one() -> None:
    assert is_capital("NATO")
    assert not is_capital("ABM")
    assert not is_capital("NATo")
