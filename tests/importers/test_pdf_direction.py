# SPDX-License-Identifier: MIT
"""Writing that runs to the left is read from the right, and the numbers in it from the left."""

import pytest

from companion.importers.pdf_direction import is_leftward, reading_order


def read(standing: str, *, leftward: bool) -> str:
    return "".join(standing[number] for number in reading_order(standing, leftward=leftward))


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        ("plain words 12", "plain words 12"),
        ("one םולש word", "one שלום word"),
        ("two םלוע םולש words", "two שלום עולם words"),
        ("a ١٤٣٤-ليربإ-١٤", "a ١٤-إبريل-١٤٣٤"),
        ("", ""),
    ],
)
def test_a_line_of_a_paragraph_that_runs_right(standing: str, words: str) -> None:
    assert read(standing, leftward=False) == words


@pytest.mark.parametrize(
    ("standing", "words"),
    [("םולש", "שלום"), ("NATO םולש", "שלום NATO"), ("3.14 םולש", "שלום 3.14"), (".םולש", "שלום.")],
)
def test_a_line_of_a_paragraph_that_runs_left(standing: str, words: str) -> None:
    assert read(standing, leftward=True) == words


def test_the_direction_is_that_of_most_letters() -> None:
    assert is_leftward("שלום ab")
    assert not is_leftward("שלום abcdef")
    assert not is_leftward("1234")
