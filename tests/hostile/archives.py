# SPDX-License-Identifier: MIT
"""Archives of documents, written for the tests: EPUB books and Word files, in which a test may change anything."""

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping

from tests.hostile import WORDS

Member = bytes | str | tuple[bytes, int]  # its content, or a piece of it and how often that stands there

_CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="b/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_XHTML = "application/xhtml+xml"
_PIECES = 256 * 1024
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(members: Mapping[str, Member]) -> bytes:
    """An archive of these members, in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w") as member:
                piece, times = content if isinstance(content, tuple) else (content, 1)
                data = piece.encode() if isinstance(piece, str) else piece
                several = max(min(_PIECES // max(len(data), 1), times), 1)
                for _ in range(times // several):
                    member.write(data * several)
                member.write(data * (times % several))
    return out.getvalue()


def chapter(body: str, *, prolog: str = "", head: str = "") -> str:
    """A chapter of a book, which ends in the readable words."""
    markup = f"<head><title>Chapter</title>{head}</head><body>{body}<p>{WORDS}</p></body>"
    return f'<?xml version="1.0"?>{prolog}<html xmlns="http://www.w3.org/1999/xhtml">{markup}</html>'


def book(
    chapters: Mapping[str, Member],
    others: Mapping[str, Member] | None = None,
    *,
    items: Iterable[str] = (),
    opf: str = "",
) -> dict[str, Member]:
    """The members of an EPUB book: chapters by their names in its folder, others by their whole names.

    `items` are further entries of the manifest, `opf` replaces the package's own text.
    """
    manifest = [f'<item id="c{n}" href="{name}" media-type="{_XHTML}"/>' for n, name in enumerate(chapters)]
    spine = "".join(f'<itemref idref="c{number}"/>' for number in range(len(chapters)))
    package = opf or (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A book</dc:title></metadata>'
        f"<manifest>{''.join([*manifest, *items])}</manifest><spine>{spine}</spine></package>"
    )
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "b/book.opf": package,
        **{f"b/{name}": content for name, content in chapters.items()},
        **(others or {}),
    }


def epub(body: str, *, prolog: str = "", head: str = "") -> bytes:
    """A book of one chapter."""
    return zipped(book({"chapter.xhtml": chapter(body, prolog=prolog, head=head)}))


def word(
    body: str,
    *,
    prolog: str = "",
    relations: Mapping[str, tuple[str, str]] | None = None,
    others: Mapping[str, Member] | None = None,
) -> dict[str, Member]:
    """The members of a Word file. `relations` lead, by id, to what kind of thing and where; addresses lead out."""
    related = "".join(
        f'<Relationship Id="{id}" Type="{_RELATIONS}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if ":" in target or target.startswith(("/", "\\")) else "/>")
        for id, (kind, target) in (relations or {}).items()
    )
    opening = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    main = f'<Relationship Id="m" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/>'
    text = f"<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>"
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f"{opening}{main}</Relationships>",
        "word/_rels/document.xml.rels": f"{opening}{related}</Relationships>",
        "word/document.xml": f'<?xml version="1.0"?>{prolog}<w:document {NAMESPACES}><w:body>{body}{text}</w:body></w:document>',
        **(others or {}),
    }


def docx(body: str, *, prolog: str = "", relations: Mapping[str, tuple[str, str]] | None = None) -> bytes:
    """A Word file."""
    return zipped(word(body, prolog=prolog, relations=relations))


def lying(data: bytes, member: str, *, size: int) -> bytes:
    """The archive with another size declared for a member, before it and in the directory."""
    out = bytearray(data)
    name = member.encode()
    for signature, place, length, start in ((b"PK\x01\x02", 24, 28, 46), (b"PK\x03\x04", 22, 26, 30)):
        position = out.find(signature)
        while position >= 0:
            (count,) = struct.unpack_from("<H", out, position + length)
            if out[position + start : position + start + count] == name:
                struct.pack_into("<I", out, position + place, size)
            position = out.find(signature, position + 4)
    return bytes(out)


def overlapping(data: bytes, member: str, names: Iterable[str]) -> bytes:
    """The archive with further names in its directory, all for the same bytes (Fifield 2019, A better zip bomb)."""
    end = data.rindex(b"PK\x05\x06")
    count, size, start = struct.unpack_from("<HII", data, end + 10)
    directory = data[start : start + size]
    place = directory.index(member.encode()) - 46
    name_length, extra, comment = struct.unpack_from("<HHH", directory, place + 28)
    entry = directory[place : place + 46 + name_length + extra + comment]
    more = b""
    for name in names:
        raw = name.encode()
        more += entry[:28] + struct.pack("<H", len(raw)) + entry[30:46] + raw + entry[46 + name_length :]
        count += 1
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, size + len(more), start, 0)
    return data[: start + size] + more + tail


def renamed(data: bytes, old: str, new: bytes) -> bytes:
    """The archive with a member's name replaced by one of as many bytes, which no honest writer would write."""
    assert len(old.encode()) == len(new)
    return data.replace(old.encode(), new)
