# SPDX-License-Identifier: MIT
"""Hostile plain text: encodings that lie, characters that are none, and lines without end."""

from collections.abc import Iterator

from tests.hostile import WORDS, Canary, HostileFile

_DATA = {
    "false-mark.txt": b"\xff\xfe\x00\x00" + WORDS.encode(),
    "utf-7.txt": b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-\n\n" + WORDS.encode(),
    "surrogates.txt": b"\xed\xa0\x80\xed\xbf\xbf" * 1_000 + b"\n\n" + WORDS.encode(),
    "no-characters.txt": "\ufdd0\ufdd1\ufffe\u2028\u2029\ufffc".encode() * 1_000 + b"\n\n" + WORDS.encode(),
    "directions.txt": "\u202e\u2066\u2069\u202d".encode() * 10_000 + b"\n\n" + WORDS.encode(),
    "towers.txt": ("Z" + "\u0300\u0334\u0489" * 100_000).encode() + b"\n\n" + WORDS.encode(),
    "one-word.txt": b"a" * 1_000_000 + b"\n\n" + WORDS.encode(),
    "empty-lines.txt": b"\n" * 300_000 + WORDS.encode(),
    "pages.txt": b"\f" * 50_000 + WORDS.encode(),
    "hyphens.txt": b"a-\n" * 100_000 + b"\n\n" + WORDS.encode(),
    "escapes.txt": b"\x1b$B" * 10_000 + b"\x1b(B\n\n" + WORDS.encode(),
    "controls.txt": b"\x01\x02\x03\x04" * 10_000,
    "zeros.txt": bytes(1_000_000),
}
_UNREADABLE = ("false-mark.txt", "controls.txt", "zeros.txt")


def files(_canary: Canary) -> Iterator[HostileFile]:
    """All of them."""
    for name, data in _DATA.items():
        yield HostileFile(name, data, "encodings", readable=name not in _UNREADABLE)
