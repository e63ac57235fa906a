# SPDX-License-Identifier: MIT
"""The words near another one are those that a comparison of all words finds."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from companion.search.arrays import ArrayFile, head_checksum, write_arrays
from companion.search.near import NearWords
from companion.search.strings import StringTable, string_arrays

words = st.text(st.sampled_from("abz09éßяь中\U0001d11e"), max_size=6)


@given(st.sets(words), words, st.sampled_from([1, 2]))
def test_near_words_are_those_a_comparison_of_all_finds(listed: set[str], word: str, distance: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "words.arrays"
        write_arrays(path, string_arrays("words", sorted(text.encode() for text in listed)))
        near = NearWords(StringTable(ArrayFile(path, head_checksum(path)), "words")).find(word, distance)
    assert sorted(near) == sorted(text for text in listed if OSA.distance(text, word) <= distance)
