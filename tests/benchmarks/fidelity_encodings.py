# SPDX-License-Identifier: MIT
"""Encodings: texts whose encoding is known, read without being told; a wrong letter makes a whole file wrong."""

import codecs
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from charset_normalizer import from_bytes

from companion.document.clean import clean
from companion.errors import ConversionError
from companion.importers.decoding import decode
from tests.corpora import corpora

_NAMES = {"MacCyrillic": "mac_cyrillic", "TIS-620": "tis_620", "utf-8-sig": "utf-8-sig"}


@dataclass(frozen=True, slots=True)
class Text:
    """A file's bytes and what they say."""

    name: str
    data: bytes
    expected: str


def texts() -> Iterator[Text]:
    """All texts of the corpora whose encoding Python knows and that can be decoded by it."""
    for path in sorted((corpora() / "encodings" / "chardet").rglob("*")):
        folder = path.parent.name
        encoding = _NAMES.get(folder, re.sub(r"^((?:iso|windows)-\d+(?:-\d+)?)-[a-z]+$", r"\1", folder))
        try:
            codecs.lookup(encoding)
            data = path.read_bytes()
            yield Text(f"{folder}/{path.name}", data, data.decode(encoding))
        except (OSError, LookupError, UnicodeDecodeError):  # a folder, or a file that is wrong on purpose
            continue
    with zipfile.ZipFile(corpora() / "encodings" / "nltk-udhr" / "udhr2.zip") as archive:
        for name in archive.namelist():
            data = archive.read(name)
            if name.endswith(".txt") and data:
                yield Text(name, data, data.decode())


def measure() -> list[tuple[str, str, str, str]]:
    """Rows of a table: reader, files, share that is right, files that are wrong without a warning."""
    found = list(texts())
    right = silent = peer = 0
    for text in found:
        expected = _comparable(text.expected)
        try:
            decoded = decode(text.data)
        except ConversionError:
            continue
        is_right = _comparable(decoded.text) == expected
        right += is_right
        silent += not is_right and not decoded.warnings
        best = from_bytes(text.data).best()
        peer += best is not None and _comparable(str(best)) == expected
    return [
        ("Reading Companion", str(len(found)), f"{right / len(found):.3f}", str(silent)),
        ("charset-normalizer", str(len(found)), f"{peer / len(found):.3f}", ""),
    ]


def _comparable(text: str) -> str:
    return " ".join(clean(text).split())


if __name__ == "__main__":
    for row in [("reader", "files", "right", "silently wrong"), *measure()]:
        print("".join(cell.ljust(20) for cell in row))
