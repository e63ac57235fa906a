# SPDX-License-Identifier: MIT
"""Hostile archives: bombs, and names and links that lead out of them."""

import io
import stat
import zipfile
from collections.abc import Iterator

from tests.hostile import WORDS, Canary, HostileFile
from tests.hostile.archives import book, chapter, docx, epub, lying, overlapping, renamed, word, zipped

_BOMB, _NAMES = "zip bombs", "zip names"
_TEXT = (b"<p>a</p>", 10_000_000)  # 80 MB


def files(canary: Canary) -> Iterator[HostileFile]:
    """All of them."""
    yield from _bombs()
    yield from _names(canary)


def _bombs() -> Iterator[HostileFile]:
    good = chapter("<p>First.</p>")
    spaces = (b" ", 300_000_000)
    many = {f"word/{number}.xml": b"" for number in range(20_000)}
    chapters = {f"{number}.xhtml": (b"a ", 30_000_000) for number in range(12)}
    picture = '<img src="p.png"/>'
    whole = zipped(book({"chapter.xhtml": good}))
    large = zipped(book({"chapter.xhtml": chapter("<p>" + "a " * 200_000 + "</p>")}))
    nested = whole
    for depth in range(12):
        nested = zipped({f"{depth}.zip": nested, "again.zip": nested})
    names = [f"b/{number}.xhtml" for number in range(5_000)]
    items = [f'<item id="x{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(5_000)]
    all_alike = book(
        {"chapter.xhtml": good, "large.xhtml": "<html><p>" + "a " * 1_000_000 + "</p></html>"}, items=items
    )
    bombs: dict[str, tuple[bytes, bool]] = {
        "spaces.docx": (zipped(word("") | {"word/document.xml": spaces}), False),
        "styles.docx": (zipped(word("", others={"word/styles.xml": spaces})), True),
        "chapter.epub": (zipped(book({"large.xhtml": _TEXT, "chapter.xhtml": good})), True),
        "package.epub": (zipped(book({"c.xhtml": good}) | {"b/book.opf": spaces}), False),
        "members.docx": (zipped(word("", others=many)), False),
        "chapters.epub": (zipped(book({"chapter.xhtml": good, **chapters})), True),
        "picture.epub": (zipped(book({"c.xhtml": chapter(picture)}, {"b/p.png": (bytes(1_000), 70_000)})), True),
        "says-4-gb.epub": (lying(whole, "b/chapter.xhtml", size=0xFFFFFFF0), False),
        "says-10-bytes.epub": (lying(large, "b/chapter.xhtml", size=10), False),
        "nested.epub": (zipped(book({"chapter.xhtml": good, "in.xhtml": nested})), True),
        "overlapping.epub": (overlapping(zipped(all_alike), "b/large.xhtml", names), False),
        "cut-off.epub": (whole[: len(whole) // 2], False),
        "no-directory.docx": (docx("")[:-40], False),
        "counts.docx": (docx("").replace(b"PK\x05\x06\0\0\0\0", b"PK\x05\x06\0\0\0\0\xff\xff\xff\xff"), False),
        "polyglot.docx": (b"%!PS <script>alert(1)</script>\n" * 1_000 + docx(""), True),
        "wrong-checksum.epub": (_damaged(whole), False),
    }
    for name, (data, readable) in bombs.items():
        yield HostileFile(f"bomb-{name}", data, _BOMB, readable, heavy=name in ("overlapping.epub", "chapters.epub"))


def _damaged(data: bytes) -> bytes:
    """The archive with one wrong byte in the middle of its chapter."""
    place = data.index(b"b/chapter.xhtml") + 60
    return data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]


def _names(canary: Canary) -> Iterator[HostileFile]:
    good = chapter("")
    names = {
        "up": "../../../../canary.txt",
        "up-backwards": "..\\..\\..\\canary.txt",
        "root": str(canary.file),
        "drive": "C:\\Windows\\win.ini",
        "share": "//example/share/x.xhtml",
        "encoded": "%2e%2e%2f%2e%2e%2fcanary.txt",
        "twice-encoded": "%252e%252e%252fcanary.txt",
        "option": "--checkpoint-action=exec=sh",
        "device": "CON",
        "stream": "chapter.xhtml:secret",
        "long": "n/" * 30_000,
        "controls": "a\rb\x1b[31mc",
        "directions": "\u202elmthx.retpahc",
    }
    for name, member in names.items():
        attribute = member.replace("\r", "&#13;").replace("\x1b", "&#x202e;")
        entry = f'<item id="x" href="{attribute}" media-type="application/xhtml+xml"/>'
        shown = f'<img src="{attribute}" alt="x"/><a href="{attribute}">x</a>'.replace("&#x202e;", "")
        members = book({"chapter.xhtml": chapter(shown)}, {member: canary.picture.read_bytes()}, items=[entry])
        pointing = str(members["b/book.opf"]).replace("<spine>", '<spine><itemref idref="x"/>')
        yield HostileFile(f"name-{name}.epub", zipped(members | {"b/book.opf": pointing}), _NAMES)
    drawn = '<w:p><w:r><w:drawing><a:blip r:embed="p"/></w:drawing></w:r></w:p>'
    for name in ("up", "encoded", "share"):
        data = docx(drawn, relations={"p": ("image", names[name])})
        yield HostileFile(f"name-{name}.docx", data, _NAMES)
    whole = zipped(book({"chapter.xhtml": good, "Chapter.XHTML": good, "nul--xhtml": good}))
    yield HostileFile("name-clash.epub", whole, _NAMES)
    yield HostileFile("name-zero.epub", renamed(whole, "nul--xhtml", b"nul\0.xhtml"), _NAMES)
    yield HostileFile("name-link.epub", _with_link(canary), _NAMES)
    yield HostileFile("name-twice.docx", _twice(), _NAMES)
    everything = epub(f'<iframe src="{canary.file}"/><object data="../../canary.txt"/>')
    yield HostileFile("name-all.epub", everything, _NAMES)


def _with_link(canary: Canary) -> bytes:
    """A book whose second chapter and picture are symbolic links to the canary."""
    out = io.BytesIO(zipped(book({"chapter.xhtml": chapter('<img src="p.png"/>'), "link.xhtml": b""}) | {}))
    with zipfile.ZipFile(out, "a") as archive:
        for name in ("b/link.xhtml", "b/p.png"):
            link = zipfile.ZipInfo(name + ("" if name.endswith("png") else "2"))
            link.create_system = 3
            link.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(link, str(canary.picture if name.endswith("png") else canary.file))
    return out.getvalue()


def _twice() -> bytes:
    """A Word file with two main parts of the same name, of which the first lies."""
    out = io.BytesIO(zipped({"word/document.xml": f"<x>{WORDS}</x>"}))
    with zipfile.ZipFile(io.BytesIO(docx(""))) as source, zipfile.ZipFile(out, "a") as archive:
        for member in source.infolist():
            archive._didModify = True
            archive.NameToInfo.pop(member.filename, None)
            archive.writestr(zipfile.ZipInfo(member.filename), source.read(member))
    return out.getvalue()
