# SPDX-License-Identifier: MIT
"""Ends of sentences, and long texts cut there."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.document.sentences import cut_long, sentence_ends


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One stands. Two falls! Is it so?", ["One stands. ", "Two falls! "]),
        ("The U.S. Army went. It won.", ["The U.S. Army went. "]),
        ("He said “No.” She left.", ["He said “No.” "]),
        ("It was approx. five. Then", ["It was approx. five. "]),
        ("条約は発効した。その後", ["条約は発効した。"]),
        ("One stands.\u20601 Two falls\u20602. Three", ["One stands.\u20601 ", "Two falls\u20602. "]),
        ("条約は発効した。\u20601\u2060その後", ["条約は発効した。\u20601"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, sentences: list[str]) -> None:
    ends = [0, *sentence_ends(text)]
    assert [text[start:end] for start, end in pairwise(ends)] == sentences


@given(st.text(st.sampled_from("a. \nA"), max_size=300), st.integers(1, 20))
def test_pieces_together_are_the_text_and_none_is_too_long_or_short(text: str, least: int) -> None:
    pieces = list(cut_long(text, least, 2 * least))
    assert "".join(pieces) == text
    assert all(len(piece) <= 2 * least for piece in pieces)
    assert len(pieces) < 2 or all(len(piece) >= least for piece in pieces)
