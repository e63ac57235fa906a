# SPDX-License-Identifier: MIT
"""Words of a text, and what two forms of one word have in common."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.document.words import american, fold, key, keys, spans


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. Army's 1,200.5 missiles", ["The", "U.S.", "Army's", "1,200.5", "missiles"]),
        ("anti-ballistic, mid-1970s", ["anti", "ballistic", "mid", "1970s"]),
        ("treaties\u20601 and treaty.\u20602", ["treaties", "1", "and", "treaty", "2"]),
        ("dé\u00adtente e\u0301tat snake_case", ["dé\u00adtente", "e\u0301tat", "snake", "case"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("שָׁלוֹם می‌خواهم", ["שָׁלוֹם", "می‌خواهم"]),
        ("弾道ﾐｻ3章", ["弾", "道", "ﾐ", "ｻ", "3", "章"]),
        ("체계 가", ["체", "계", "가"]),
        ("— … !", []),
    ],
)
def test_words_are_cut_as_a_reader_cuts_them(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Army's", "army"),
        ("states’", "states"),
        ("DÉ\u00adTENTE", "detente"),
        ("ﬁre", "fire"),
        ("U.S.", "us"),
        ("1,200.5", "1,200.5"),
        ("ЁЛКИ", "елки"),
        ("Твой", "твой"),
        ("l’été", "lete"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("SØREN", "soren"),
        ("œuvre", "oeuvre"),
        ("الدِّفَاعُ", "الدفاع"),
        ("हिन्दी", "हिन्दी"),
        ("ｶﾞ", "ガ"),
        ("が", "が"),
    ],
)
def test_a_folded_word_has_no_case_and_no_accents(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("treaties", "treaty"),
        ("defence", "defense"),
        ("licences", "license"),
        ("centres", "center"),
        ("programmes", "program"),
        ("travelled", "traveled"),
        ("organisations", "organizations"),
        ("analysed", "analyzed"),
        ("armoured", "armored"),
    ],
)
def test_forms_and_spellings_of_one_word_match(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_each_language_has_its_stems() -> None:
    assert key("договоры", "ru-RU") == key("договора", "ru")
    assert key("Verträge", "de") == key("Vertrage", "de")
    assert key("treaties", "xx") == key("treaty")
    assert key("1970s") == "1970s"
    forms = {
        "ar": "الصواريخ صواريخ", "cs": "raketa rakety", "da": "missiler missil", "es": "nación naciones",
        "eu": "misilak misil", "fa": "موشک\u200cها موشک", "fr": "évaluée évaluées", "hi": "मिसाइलों मिसाइल",
        "hu": "rakéták rakéta", "id": "pertahanan tahan", "lt": "raketos raketa", "nb": "missiler missil",
        "nl": "raketten raket", "pl": "rakieta rakiety", "ro": "rachete racheta", "sr": "ракете ракета",
        "tr": "füzeler füze",
    }  # fmt: skip
    for language, pair in forms.items():
        one, other = pair.split()
        assert key(one, language) == key(other, language), language


def test_the_keys_of_a_text_stand_in_its_order() -> None:
    assert keys("Treaties limit defences.") == [key("treaty"), key("limit"), key("defense")]


def test_a_word_without_a_british_ending_stays() -> None:
    assert american("wise") == "wise"
    assert american("four") == "four"


@given(st.text(max_size=60))
def test_spans_are_in_order_and_never_empty(text: str) -> None:
    last = 0
    for start, end in spans(text):
        assert last <= start < end <= len(text)
        assert fold(text[start:end]) == fold(text[start:end].lower())
        last = end
