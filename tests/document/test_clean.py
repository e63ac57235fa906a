# SPDX-License-Identifier: MIT
"""Text without characters that have no meaning in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.document.clean import clean, is_clean
from companion.document.limits import MAX_MARKS


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\r\nb\rc\x0bd\x85e\u2028f\u2029g", "a\nb\nc\nd\ne\nf\ng"),
        ("a\x00b\x1fc\x7fd\x9fe\ufefff\ufffcg", "abcdefg"),
        ("a\ud800b\ufdd0c\uffffd", "a\ufffdb\ufffdc\ufffdd"),
        ("page\fpage\ttab", "page\fpage\ttab"),
        ("a" + "\u0301" * 40 + "b", "a" + "\u0301" * MAX_MARKS + "b"),
    ],
)
def test_what_means_nothing_goes(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned
    assert is_clean(cleaned)


@pytest.mark.parametrize("text", ["", "Plain.", "Мир", "条約\u3000。", "😀\u200d🚀", "e\u0301", "word\u20601", "עברית"])
def test_a_text_without_such_characters_stays(text: str) -> None:
    assert clean(text) == text
    assert is_clean(text)


@pytest.mark.parametrize("text", ["a\rb", "\x00", "\ufeff", "\ud800", "\u2029"])
def test_an_unclean_text_is_known(text: str) -> None:
    assert not is_clean(text)


@given(st.text(st.characters(), max_size=60))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert is_clean(clean(text))
    clean(text).encode()


def test_a_run_of_marks_of_direction_is_cut_off() -> None:
    assert clean("a" + "\u202e\u2066" * 10_000 + "b") == "a" + "\u202e\u2066" * 8 + "b"
    assert clean("\u202bשלום\u202c") == "\u202bשלום\u202c"
