# SPDX-License-Identifier: MIT
"""How many of a term's mentions are marked."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.glossary.model import Mention
from companion.ui.density import marked

MENTIONS = [Mention("radar" if n % 2 else "decoy", 10 * n, 5) for n in range(10)]


def heights(offsets: Sequence[int]) -> list[float]:
    return [offset / 40 for offset in offsets]


def starts(density: str, edges: Sequence[int] = ()) -> list[int]:
    return [each.start for each in marked(MENTIONS, density, edges, heights)]


@pytest.mark.parametrize(
    ("density", "edges", "expected"),
    [
        ("every", (), list(range(0, 100, 10))),
        ("off", (), []),
        ("first", (), [0, 10]),
        ("first", (0, 45), [0, 10, 50, 60]),
        ("screen", (), [0, 10, 40, 50, 80, 90]),
    ],
)
def test_mentions_are_marked_as_densely_as_was_chosen(
    density: str, edges: tuple[int, ...], expected: list[int]
) -> None:
    assert starts(density, edges) == expected


@given(st.lists(st.integers(0, 2000), unique=True).map(sorted))
def test_two_marks_of_a_term_are_a_screen_apart_and_no_gap_is_left(offsets: list[int]) -> None:
    mentions = [Mention("radar", offset, 1) for offset in offsets]
    shown = [each.start / 40 for each in marked(mentions, "screen", (), heights)]
    assert all(later - earlier >= 1 for earlier, later in pairwise(shown))
    for offset in offsets:
        assert any(offset / 40 - 1 < height <= offset / 40 for height in shown)
