# SPDX-License-Identifier: MIT
"""Things at ranges are found as a plain look at all of them would find them."""

from hypothesis import given
from hypothesis import strategies as st

from companion.ui.ranges import Ranges

spans = st.tuples(st.integers(0, 60), st.integers(0, 12)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(spans, max_size=20), st.integers(0, 70), st.integers(0, 70))
def test_a_range_finds_what_stands_in_it(things, first, length):
    last = first + length
    expected = sorted(s for s in things if s[0] <= last and (s[1] > first or s[0] >= first))
    assert Ranges(things).between(first, last) == expected


@given(st.lists(spans, max_size=20), st.integers(0, 80))
def test_an_offset_finds_the_first_thing_over_it(things, offset):
    over = sorted(span for span in things if span[0] <= offset < span[1])
    assert Ranges(things).at(offset) == (over[0] if over else None)


def test_things_bring_their_own_ranges():
    found = Ranges(["long word", "a"], lambda word: (word.index(word[-1]), len(word)))
    assert len(found) == 2
    assert found.starts == [0, 8]
    assert found.between(0, 5) == ["a"]
