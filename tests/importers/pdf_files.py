# SPDX-License-Identifier: MIT
"""Small PDF files, written for the tests: pages of lines set in Helvetica, with what a test wants beside them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

WIDTH, HEIGHT = 595, 842  # points; A4
REGULAR, BOLD = "F1", "F2"


@dataclass(frozen=True, slots=True)
class Words:
    """Text at a place of a page, in points from its lower left corner."""

    x: float
    y: float
    text: str
    size: float = 10
    font: str = REGULAR


@dataclass(frozen=True, slots=True)
class Extras:
    """Entries to add, in the file's own syntax; `{page N}` stands for the page N, counted from 0.

    `links` are the addresses, or `{page N}`, of links that cover a whole page, the first.
    """

    catalog: str = ""
    info: str = ""
    objects: tuple[str, ...] = ()  # the first has the number FIRST
    trailer: str = ""
    links: tuple[str, ...] = ()
    password: str = ""  # locks the content of the pages


FIRST = 5
_NOTHING = Extras()


def lines(*texts: str, x: float = 72, y: float = 700, step: float = 12, size: float = 10) -> list[Words]:
    """Lines under one another."""
    return [Words(x, y - number * step, text, size) for number, text in enumerate(texts)]


def pdf(*pages: Sequence[Words], extras: Extras = _NOTHING) -> bytes:
    """A file of these pages."""
    first_page = FIRST + len(extras.objects)
    numbers = [first_page + 2 * number for number in range(len(pages))]

    def filled(text: str) -> str:
        for number, page in enumerate(numbers):
            text = text.replace(f"{{page {number}}}", f"{page} 0 R")
        return text

    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        filled(f"<< /Type /Catalog /Pages 2 0 R {extras.catalog} >>").encode("latin-1"),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        *(filled(each).encode("latin-1") for each in extras.objects),
    ]
    for number, page in enumerate(pages):
        links = "" if number else filled(" ".join(map(_link, extras.links)))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {numbers[number] + 1} 0 R "
            f"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Annots [{links}] >>".encode("latin-1")
        )
        content = "\n".join(map(_shown, page)).encode("cp1252")
        if extras.password:
            content = _rc4(_object_key(_key(extras.password), len(objects) + 1), content)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    if extras.password:
        key = _key(extras.password)
        entry = f"/Filter /Standard /V 1 /R 2 /P -4 /O <{_OWNER.hex()}> /U <{_rc4(key, _PADDING).hex()}>"
        extras = replace(extras, trailer=f"{extras.trailer} /Encrypt << {entry} >> /ID [<{_ID.hex()}> <{_ID.hex()}>]")
    return _file(objects, extras)


def outline(*entries: tuple[str, int]) -> Extras:
    """An outline of one level: titles, and the pages that they lead to, counted from 0."""
    items = []
    for number, (title, page) in enumerate(entries):
        following = f"/Next {FIRST + number + 2} 0 R" if number + 1 < len(entries) else ""
        items.append(f"<< /Title ({title}) /Parent {FIRST} 0 R /Dest [{{page {page}}} /Fit] {following} >>")
    root = f"<< /Type /Outlines /First {FIRST + 1} 0 R /Last {FIRST + len(entries)} 0 R /Count {len(entries)} >>"
    return Extras(catalog=f"/Outlines {FIRST} 0 R", objects=(root, *items))


# The standard security handler, revision 2: ISO 32000-1, 7.6.
_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_OWNER, _ID = bytes(32), bytes(16)


def _key(password: str) -> bytes:
    padded = (password.encode("latin-1") + _PADDING)[:32]
    return hashlib.md5(padded + _OWNER + (-4).to_bytes(4, "little", signed=True) + _ID).digest()[:5]


def _object_key(key: bytes, number: int) -> bytes:
    return hashlib.md5(key + number.to_bytes(3, "little") + bytes(2)).digest()[:10]


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def _link(address: str) -> str:
    action = f"/Dest [{address} /Fit]" if address.startswith("{page") else f"/A << /S /URI /URI ({address}) >>"
    return f"<< /Type /Annot /Subtype /Link /Rect [0 0 {WIDTH} {HEIGHT}] {action} >>"


def _shown(words: Words) -> str:
    text = words.text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{words.font} {words.size} Tf 1 0 0 1 {words.x} {words.y} Tm ({text}) Tj ET"


def _file(objects: Sequence[bytes], extras: Extras) -> bytes:
    data = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate([*objects, f"<< {extras.info} >>".encode("latin-1")], 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = f"/Size {len(places) + 1} /Root 1 0 R /Info {len(places)} 0 R {extras.trailer}".encode("latin-1")
    return bytes(data + b"trailer\n<< %s >>\nstartxref\n%d\n%%%%EOF\n" % (trailer, table))
