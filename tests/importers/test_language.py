# SPDX-License-Identifier: MIT
"""The language of a document is the one that it declares, or the one in which it is written."""

import zipfile
from pathlib import Path

import pytest

from companion.importers.language import language_of
from companion.importers.reading import read
from companion.importers.sandbox import convert
from companion.work import finish
from tests.corpora import corpora

TEXTS = {
    "en": "The treaty was signed by both of the states, and it has been in force for more than thirty years.",
    "de": "Der Vertrag ist von den beiden auch für die anderen und ist seit mehr als dreißig Jahren in Kraft.",
    "fr": "Le traité a été signé par les deux États et il est en vigueur depuis plus de trente ans dans la région.",
    "es": "El tratado fue firmado por los dos Estados y está en vigor desde hace más de treinta años en la región.",
    "pt": "O tratado foi assinado pelos dois Estados e está em vigor há mais de trinta anos, mas não foi o último.",
    "it": "Il trattato è stato firmato dai due Stati ed è in vigore da più di trenta anni nella regione e non solo.",
    "nl": "Het verdrag is door de beide staten ondertekend en het is al meer dan dertig jaar van kracht in de regio.",
    "sv": "Avtalet har undertecknats av de två staterna och det är i kraft sedan mer än trettio år, men inte för alla.",
    "ru": "Договор не был подписан, но он действует и для них, так как это право всех, которые из него не вышли.",
    "uk": "Договір не був підписаний, але він діє і для них, як і для всіх, які до того не вийшли з нього, та це так.",
    "el": "Η συνθήκη υπογράφηκε από τα δύο κράτη και ισχύει εδώ και τριάντα χρόνια.",
    "ar": "وقعت الدولتان على المعاهدة التي كانت في قوة منذ أكثر من ثلاثين سنة، ولا شيء غير ذلك في هذه المنطقة.",
    "zh": "两国签署了这项条约，该条约已经生效三十多年，在该地区仍然有效。",
    "ja": "両国はこの条約に署名し、条約は三十年以上にわたって効力を有している。",
    "ko": "두 나라는 이 조약에 서명하였고 조약은 삼십 년 이상 효력을 가지고 있다.",
}  # fmt: skip


@pytest.mark.parametrize("language", TEXTS)
def test_a_sentence_tells_its_language(language: str) -> None:
    assert language_of(TEXTS[language]) == language
    assert read(f"{TEXTS[language]}\n".encode(), "text.txt", "text").metadata.language == language


def test_what_is_declared_counts_unless_it_cannot_be() -> None:
    assert language_of(TEXTS["en"], "en-GB") == "en-GB"
    assert language_of(TEXTS["de"], "fr") == "fr"
    assert language_of(TEXTS["ru"], "en-US") == "ru"  # as word processors say it of any text
    assert language_of(TEXTS["en"], "ru") == "en"
    assert language_of(TEXTS["zh"], "zh-Hans") == "zh-Hans"
    assert language_of(TEXTS["ru"], "kk") == "kk"
    assert language_of(TEXTS["en"], "sr-Latn") == "sr-Latn"


@pytest.mark.parametrize("text", ["", "1,234.5 % 17", "NATO START ABM NPT INF CFE", "lorem ipsum dolor sit amet " * 20])
def test_what_tells_nothing_has_no_language(text: str) -> None:
    assert language_of(text) == ""
    assert language_of(text, "de") == "de"


def test_code_says_nothing_of_the_language() -> None:
    code = "    for the in of and to be: is it as this or that\n" * 40
    assert read(f"{TEXTS['de']}\n\n{code}".encode(), "text.md", "markdown").metadata.language == "de"


def test_the_universal_declaration_is_told_in_every_language_with_a_stemmer() -> None:
    names = {
        "arb": "ar", "dan": "da", "deu_1901": "de", "ell_monotonic": "el", "eng": "en", "spa": "es", "fin": "fi",
        "fra": "fr", "hun": "hu", "ita": "it", "nld": "nl", "nob": "no", "nno": "no", "por_PT": "pt", "por_BR": "pt",
        "ron": "ro", "rus": "ru", "swe": "sv", "tur": "tr", "ukr": "uk", "bul": "bg", "pol": "pl", "ces": "cs",
        "cat": "ca", "hrv": "hr", "jpn": "ja", "kor": "ko", "cmn_hans": "zh", "heb": "he",
    }  # fmt: skip
    with zipfile.ZipFile(corpora() / "encodings" / "nltk-udhr" / "udhr2.zip") as archive:
        texts = {name: archive.read(f"udhr2/{name}.txt").decode()[300:] for name in names}
    assert {name: language_of(text) for name, text in texts.items()} == names
    pieces = [
        (names[name], language_of(text[at : at + 500])) for name, text in texts.items() for at in range(0, 5000, 500)
    ]
    pieces = [(language, found) for language, found in pieces if found or language]
    right = sum(language == found for language, found in pieces)
    wrong = sum(found not in ("", language) for language, found in pieces)
    assert right >= 0.9 * len(pieces)
    assert wrong <= 0.02 * len(pieces)


def test_laws_of_other_countries_are_told() -> None:
    for folder, language in (("de-gesetze", "de"), ("zh-laws", "zh")):
        texts = [path for path in (corpora() / "lang" / folder).rglob("*.md") if path.name != "_index.md"]
        assert texts
        for path in texts:
            assert read(path.read_bytes(), path.name, "markdown").metadata.language == language, path


def test_the_language_is_told_inside_the_sandbox(tmp_path: Path) -> None:
    for name in ("ru.txt", "de.md", "en.html"):
        (tmp_path / name).write_text(TEXTS[name[:2]])
        assert finish(convert(tmp_path / name)).metadata.language == name[:2]
