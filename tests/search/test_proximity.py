# SPDX-License-Identifier: MIT
"""How close two words stand, against a look at every pair of their places."""

import tempfile
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from companion.search.arrays import ArrayFile, head_checksum
from companion.search.proximity import closeness
from companion.search.segment import Segment
from companion.search.tokens import folded_words
from tests.search.small_library import SmallLibrary

texts = st.lists(st.lists(st.sampled_from(["aa", "ab", "bb", "cc", "cc", "cc"]), max_size=8), min_size=1, max_size=6)


@given(texts)
def test_closeness_is_one_by_the_smallest_distance(passages: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        library = SmallLibrary(Path(folder) / "library")
        library.put("d", [" ".join(words) for words in passages])
        library.bring_up()
        (path,) = library.index.glob("*.arrays")
        segment = Segment(ArrayFile(path, head_checksum(path)))
        ids = np.arange(len(passages))
        found = closeness(segment, [segment.words_between("a", "a")], [segment.word("bb")], ids)
        for words, close in zip(passages, found.tolist(), strict=True):
            first = [place for place, word in enumerate(words) if word.startswith("a")]
            second = [place for place, word in enumerate(words) if word == "bb"]
            assert folded_words(" ".join(words)) == words
            nearest = min((abs(one - other) for one in first for other in second), default=0)
            assert close == (np.float32(1 / nearest) if nearest else 0)
