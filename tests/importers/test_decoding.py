# SPDX-License-Identifier: MIT
"""Bytes to text: every encoding in use is read, and a guess is never silent."""

import codecs
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.errors import ConversionError
from companion.importers.alphabets import best_latin
from companion.importers.decoding import decode, wide_encoding
from tests.corpora import corpora

# As browsers read them: a text that is said to be in the narrower encoding is in the wider one.
_WIDER = {"GB2312": "gb18030", "SHIFT_JIS": "cp932", "EUC-KR": "cp949", "TIS-620": "tis_620"}
_RUSSIAN = "Стороны обязуются не развёртывать системы противоракетной обороны территории страны. " * 4
_POLISH = "Zażółć gęślą jaźń. Państwa zobowiązują się nie rozmieszczać żadnych systemów obrony. " * 4


def _samples(folder: Path) -> list[tuple[Path, str]]:
    """The files whose folder names an encoding that Python has, each with that encoding."""
    samples = []
    for file in sorted(folder.glob("*/*")):
        parts = file.parent.name.split("-")
        names = [file.parent.name.replace("Mac", "mac_"), *("-".join(parts[:count]) for count in (3, 2))]
        name = next((name for name in (_WIDER.get(file.parent.name, ""), *names) if name and _is_codec(name)), None)
        if name is not None and not file.read_bytes().startswith(b"\0" * 100):  # one holds no text
            samples.append((file, name))
    return samples


def _is_codec(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True


def test_files_of_known_encodings_are_read_right_or_with_a_warning() -> None:
    samples = _samples(corpora() / "encodings" / "chardet")
    assert len(samples) > 100
    right = 0
    for file, encoding in samples:
        data = file.read_bytes()
        decoded = decode(data)
        is_right = decoded.text == data.decode(encoding).removeprefix("\ufeff")
        right += is_right
        assert is_right or decoded.warnings, file
    assert right / len(samples) >= 0.95


def test_the_universal_declaration_is_read_in_every_language() -> None:
    import zipfile

    with zipfile.ZipFile(corpora() / "encodings" / "nltk-udhr" / "udhr2.zip") as archive:
        names = [name for name in archive.namelist() if name.endswith(".txt")]
        for name in islice(names, 0, None, 7):
            data = archive.read(name)
            decoded = decode(data)
            assert (decoded.text, decoded.warnings) == (data.decode().removeprefix("\ufeff"), ()), name


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]
)
@pytest.mark.parametrize("text", [_RUSSIAN, "Plain words, one after another.\n", "条約は、発効した。 Treaty.\n" * 9])
def test_unicode_is_read_with_and_without_a_mark(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.warnings) == (text, ())


@pytest.mark.parametrize("encoding", ["iso2022_jp", "iso2022_kr"])
def test_encodings_of_seven_bits_are_known_by_their_switches(encoding: str) -> None:
    text = "条約" if encoding == "iso2022_jp" else "조약"
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r", "cp866", "mac_cyrillic"])
def test_a_guess_is_told(encoding: str) -> None:
    decoded = decode(_RUSSIAN.encode(encoding))
    assert decoded.text == _RUSSIAN
    assert len(decoded.warnings) == 1
    assert "does not say how its letters are encoded" in decoded.warnings[0]


@pytest.mark.parametrize(
    ("encoding", "text"), [("cp1250", _POLISH), ("iso8859_2", _POLISH), ("mac_roman", "Été à Évian, où? " * 9)]
)
def test_encodings_of_latin_letters_are_told_apart_by_language(encoding: str, text: str) -> None:
    assert text.encode(encoding).decode(best_latin(text.encode(encoding))) == text


def test_plain_english_is_explained_by_any_alphabet() -> None:
    assert b"treaty".decode(best_latin(b"treaty")) == "treaty"


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="koi8-r">',
        "Content-Type: text/plain; charset=KOI8-R",
        "Content-Type: text/plain;\n\tcharset=koi8-r",
        "# -*- coding: koi8-r -*-",
        '<?xml encoding="koi8-r"?>',
    ],
)
def test_an_encoding_that_the_text_declares_is_believed(head: str) -> None:
    text = f"{head}\nМир"
    decoded = decode(text.encode("koi8-r"))
    assert (decoded.text, decoded.encoding, decoded.warnings) == (text, "koi8-r", ())


def test_a_text_that_only_speaks_of_an_encoding_declares_none() -> None:
    text = "Charset=cp1252 and encoding: latin-1. " + _RUSSIAN
    decoded = decode(text.encode("cp1251"))
    assert decoded.text == text
    assert decoded.warnings


def test_an_encoding_that_the_format_declares_comes_first() -> None:
    text = '<meta charset="cp1251">Мир'
    assert decode(text.encode("koi8-r"), "koi8-r").text == text


@pytest.mark.parametrize("declared", ["x-sjis", "Shift_JIS"])
def test_a_narrow_name_stands_for_its_wider_encoding(declared: str) -> None:
    text = f'<meta http-equiv="Content-Type"\ncontent="text/html; charset={declared}">\n①髙'
    assert decode(text.encode("cp932")).text == text


@pytest.mark.parametrize("declared", ["nonsense", "hex", "idna", "utf-8", "a\0b", ""])
def test_a_declaration_that_cannot_be_right_is_passed_over(declared: str) -> None:
    decoded = decode(_RUSSIAN.encode("cp1251"), declared)
    assert decoded.text == _RUSSIAN
    assert decoded.warnings


def test_utf_8_is_taken_before_what_a_file_declares() -> None:
    assert decode('<meta charset="iso-8859-1">Мир'.encode()).text.endswith("Мир")


def test_damage_is_counted_and_the_rest_is_read() -> None:
    data = _RUSSIAN.encode()
    assert decode(data[:41] + b"\xff" + data[42:]).warnings == (
        "The file is damaged in 2 places, where “\ufffd” now stands.",
    )
    assert decode(data + b"\xff").warnings == ("The file is damaged in one place, where “\ufffd” now stands.",)


def test_a_replacement_character_of_the_author_is_no_damage() -> None:
    assert decode(b"\xef\xbb\xbf\xef\xbf\xbd").warnings == ()


def test_a_long_text_is_guessed_from_its_beginning() -> None:
    text = _RUSSIAN * 1_200
    assert decode(text.encode("cp1251")).text == text
    assert decode((_RUSSIAN + "\n").encode("cp1251") * 1_200).text == (_RUSSIAN + "\n") * 1_200


@pytest.mark.parametrize("data", [bytes(1_000), bytes(range(32)) * 40, b"\x7fELF\x02\x01\x01" + bytes(300)])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(ConversionError, match="does not hold text"):
        decode(data)


def test_a_few_bytes_show_no_wide_encoding() -> None:
    assert wide_encoding(b"a\0b") is None
    assert wide_encoding(b"") is None


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data)
    except ConversionError:
        return
    assert decoded == decode(data)
    if decoded.encoding == "utf-8" and not decoded.warnings:
        assert data.removeprefix(codecs.BOM_UTF8) == decoded.text.encode()


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=200))
def test_utf_8_is_always_read_right(text: str) -> None:
    text = text.removeprefix("\ufeff")
    assert decode(text.encode()).text == text
