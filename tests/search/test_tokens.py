# SPDX-License-Identifier: MIT
"""The words of a text, taken apart piece by piece, are those of the whole text."""

from hypothesis import given
from hypothesis import strategies as st

from companion.document.words import WORD, fold, is_unspaced
from companion.search.tokens import Tokens, folded_words, joined_words

pieces = st.sampled_from(
    [
        "missile",
        "Missile’s",
        "U.S.",
        "1,200.5",
        "co\u00adop",
        "e\u0301",
        "—",
        "a-b-c",
        "\n",
        "\t",
        ".",
        "x" * 60,
        "ſ",
        "'",
        "弾道ミ",
        "ｶﾞ",
        "co-op",
    ]
)
texts = st.lists(pieces | st.text(max_size=4), max_size=12).flatmap(
    lambda many: st.sampled_from([" ", "", "  "]).map(lambda between: between.join(many))
)


@given(texts)
def test_words_and_their_ranges_are_those_of_a_scan_of_the_whole_text(text: str) -> None:
    scanned = [(fold(match[0]), match.span()) for match in WORD.finditer(text) if fold(match[0])]
    for at, (word, (start, end)) in enumerate(scanned[:-1]):
        after, (first, last) = scanned[at + 1]
        if end == first and is_unspaced(word) and is_unspaced(after):
            scanned[at] = word + after, (start, last)
    tokens = Tokens(text)
    assert tokens.words == [word for word, _ in scanned] == folded_words(text)
    assert tokens.ranges == [range_ for _, range_ in scanned]
    assert joined_words(text) == [word for _, word in tokens.joined]
    for places, word in tokens.joined:
        assert word == "".join(tokens.words[place] for place in places)


def test_a_word_with_hyphens_is_known_without_them() -> None:
    assert joined_words("The co-operation of SM-3 and a-b-c, x-y-z-w; state‑run - no") == [
        "cooperation",
        "sm3",
        "abc",
        "staterun",
    ]
