# SPDX-License-Identifier: MIT
"""Bytes to text: by byte order mark, as UTF-8, as declared, and only then by a guess that is told to the reader."""

import codecs
import re
from dataclasses import dataclass

from companion.errors import ConversionError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Encodings of seven bits: pure ASCII to look at, so they are recognised by the sequences that switch alphabets.
_SWITCHED = (
    (re.compile(rb"\x1b\$\)C"), "iso2022_kr"),
    (re.compile(rb"\x1b(?:\$[@B]|\(J|\$\(D)"), "iso2022_jp_2"),
)
# What a guess may answer: encodings in wide use, each the widest of its family.
_LIKELY = [
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859_2", "iso8859_5",
    "iso8859_6", "iso8859_7", "koi8_r", "koi8_u", "cp866", "cp855", "mac_cyrillic", "big5hkscs", "gb18030", "cp932",
    "euc_jp", "cp949", "johab", "tis_620",
]  # fmt: skip
# Names that files declare, and the wider encoding that their texts are really in (as browsers have it).
_WIDER = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "tis_620", "gb2312": "gb18030",
    "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
# How HTML, XML, letters and programs declare their encoding in their first bytes.
_DECLARED = re.compile(
    rb"""(?:<meta\s[^>]*?charset\s*=|<\?xml\s[^>]*?encoding\s*=|^content-type:.*\n?.*?charset\s*=|-\*-.*?coding:)"""
    rb"""\s*["']?(?:x-)?([\w.:-]+)""",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD = 1_024  # bytes
_SAMPLE = 65_536  # bytes looked at to recognise UTF-16 and UTF-32 without a mark
_GUESSED = 262_144  # bytes that a guess is made from
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text. `warnings` are plain sentences where it may not be right."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, declared: str = "") -> Decoded:
    """The text of a file; raises ConversionError where it is none.

    `declared` is the encoding that the format says the file has; else what its first bytes name counts.
    """
    decoded = _decode(data, declared)
    if len(_BINARY.findall(decoded.text[:_SAMPLE])) > len(decoded.text[:_SAMPLE]) * 0.02:
        raise ConversionError("The file does not hold text. Choose a document, or save it in another format.")
    return decoded


def wide_encoding(head: bytes) -> str | None:
    """UTF-16 or UTF-32, where the first bytes show it, else None."""
    for mark, encoding in _MARKS[1:]:
        if head.startswith(mark):
            return encoding
    quarter = len(head[:_SAMPLE]) // 4
    if quarter < 2:
        return None
    zeros = [head[place : quarter * 4 : 4].count(0) / quarter for place in range(4)]
    filled = [share < 0.02 for share in zeros]
    if filled[0] and zeros[2] > 0.9 and zeros[3] > 0.9:
        return "utf-32-le"
    if filled[3] and zeros[0] > 0.9 and zeros[1] > 0.9:
        return "utf-32-be"
    if filled[0] and filled[2] and min(zeros[1], zeros[3]) > 0.05:
        return "utf-16-le"
    if filled[1] and filled[3] and min(zeros[0], zeros[2]) > 0.05:
        return "utf-16-be"
    return None


def _decode(data: bytes, declared: str) -> Decoded:
    if data.startswith(codecs.BOM_UTF8):
        return _replacing(data[len(codecs.BOM_UTF8) :], "utf-8")
    encoding = wide_encoding(data)
    if encoding is not None:
        return _replacing(data, encoding)
    for switch, switched in _SWITCHED:
        if switch.search(data) and (text := _strictly(data, switched)) is not None:
            return Decoded(text, switched)
    for name in ("utf-8", _known(declared or _declaration(data))):
        if name and (text := _strictly(data, name)) is not None:
            return Decoded(text, name)
    if _is_damaged_utf8(data):
        return _replacing(data, "utf-8")
    return _guessed(data)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (ValueError, LookupError):  # a LookupError where the codec exists, but is none of text
        return None


def _declaration(data: bytes) -> str:
    """The encoding that the file's first bytes name, or ""."""
    match = _DECLARED.search(data[:_HEAD])
    return match[1].decode("ascii", "replace") if match else ""


def _known(declared: str) -> str:
    """The codec that reads what a file declares, or ""."""
    try:
        name = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError):
        return ""
    return _WIDER.get(name, name)


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether there are many letters of UTF-8, and few bytes that are none."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    letters = sum(1 for letter in text[:_SAMPLE] if letter > "\x7f") - text[:_SAMPLE].count("\ufffd")
    return letters >= 10 and broken * 20 <= letters


def _replacing(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    broken = text.count("\ufffd")
    if not broken or _strictly(data, encoding) is not None:
        return Decoded(text, encoding)
    places = "one place" if broken == 1 else f"{broken} places"
    return Decoded(text, encoding, (f"The file is damaged in {places}, where “\ufffd” now stands.",))


def _guessed(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes

    sample = data if len(data) <= _GUESSED else data[: data.rfind(b"\n", 0, _GUESSED) + 1] or data[:_GUESSED]
    best = from_bytes(sample, cp_isolation=_LIKELY).best()
    encoding = "latin" if best is None else best.encoding
    if encoding in ("latin", "cp1250", "cp1252", "cp1254", "cp1257", "iso8859_2"):
        from companion.importers.alphabets import best_latin

        encoding = best_latin(sample)
    name = _NAMES.get(encoding, encoding.upper().replace("_", "-"))
    warning = (
        f"The file does not say how its letters are encoded; {name} was taken. "
        "If letters look wrong, save it as UTF-8 and import it again."
    )
    return Decoded(data.decode(encoding, "replace"), encoding, (warning,))


_NAMES = {f"cp{page}": f"Windows-{page}" for page in range(1250, 1258)} | {
    "iso8859_2": "ISO 8859-2", "iso8859_5": "ISO 8859-5", "iso8859_6": "ISO 8859-6", "iso8859_7": "ISO 8859-7",
    "big5hkscs": "Big5", "cp932": "Shift JIS", "cp949": "Korean (CP949)", "johab": "Korean (Johab)",
    "tis_620": "TIS-620", "mac_cyrillic": "Mac Cyrillic", "mac_roman": "Mac Roman",
}  # fmt: skip
