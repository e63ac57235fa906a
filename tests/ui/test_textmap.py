# SPDX-License-Identifier: MIT
"""The map between code points and Qt's positions: UTF-16, objects, gaps, and what lies outside."""

from hypothesis import given
from hypothesis import strategies as st

from companion.ui.textmap import TextMap, TextMapBuilder


def mapped(text: str, start: int = 0) -> TextMap:
    builder = TextMapBuilder(start)
    builder.write(text, 0)
    return builder.finish(len(text.encode("utf-16-le")) // 2)


def test_plain_text_stands_where_it_counts():
    made = mapped("missile", start=100)
    assert [made.to_qt(offset) for offset in (100, 103, 107)] == [0, 3, 7]
    assert [made.to_text(position) for position in (0, 3, 7)] == [100, 103, 107]


def test_an_emoji_takes_two_positions_and_one_offset():
    made = mapped("a🚀b🚀🚀c")
    assert [made.to_qt(offset) for offset in range(7)] == [0, 1, 3, 4, 6, 8, 9]
    assert [made.to_text(position) for position in (0, 1, 3, 4, 6, 8, 9)] == list(range(7))
    assert made.range_to_qt(1, 2) == (1, 3)


@given(st.text(max_size=60), st.integers(0, 10_000))
def test_any_text_comes_back_from_every_position(text, start):
    made = mapped(text, start)
    units = text.encode("utf-16-le", "surrogatepass")
    for number, letter in enumerate(text):
        first, last = made.range_to_qt(start + number, start + number + 1)
        assert units[2 * first : 2 * last].decode("utf-16-le", "surrogatepass") == letter
        assert made.to_text(first) == start + number


def test_what_the_text_does_not_have_is_skipped_from_both_sides():
    builder = TextMapBuilder(0)
    builder.write("super", 0)
    builder.write("cali", 6)  # a soft break at 5
    made = builder.finish(10)
    assert made.to_qt(5) == 6
    assert made.range_to_qt(0, 5) == (0, 5)
    assert made.range_to_qt(3, 7) == (3, 8)
    assert made.to_text(5) == 5


def test_an_object_stands_for_all_code_points_of_its_alternative_text():
    builder = TextMapBuilder(10)
    builder.write("a ", 0)
    builder.stand_for(7, 2)
    builder.write(" b", 3)
    made = builder.finish(5)
    assert {made.to_qt(offset) for offset in range(12, 19)} == {2}
    assert made.range_to_qt(14, 16) == (2, 3)
    assert made.to_text(2) == 12
    assert made.to_text(3) == 19


def test_offsets_outside_the_section_are_clamped():
    made = mapped("text", start=50)
    assert made.range_to_qt(0, 1_000) == (0, 4)
    assert made.to_text(99) == 54
    assert made.range_to_qt(60, 70) == (4, 4)


def test_a_section_without_text_has_one_place():
    made = TextMapBuilder(7).finish(0)
    assert made.to_qt(7) == made.end_to_qt(7) == 0
    assert made.to_text(3) == 7


def test_positions_before_the_first_letter_belong_to_it():
    builder = TextMapBuilder(20)
    builder.write("caption", 2)  # after an image in a block of its own
    made = builder.finish(9)
    assert made.to_text(0) == 20
    assert made.to_qt(20) == 2
