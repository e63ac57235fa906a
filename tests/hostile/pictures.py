# SPDX-License-Identifier: MIT
"""Hostile pictures, in the page itself or beside it: far too large, cut off, or not what they say."""

import struct
import zlib
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

from tests.hostile import WORDS, Canary, HostileFile
from tests.hostile.archives import book, chapter, zipped
from tests.importers.manuscripts import png

_KIND = "images"


def files(canary: Canary) -> Iterator[HostileFile]:
    """All of them."""
    for name, data in _pictures(canary).items():
        address = f"data:image/png;base64,{b64encode(data).decode()}"
        page = f"<html><body><p>Before.</p><img src='{address}' alt='x'><p>{WORDS}</p></body></html>"
        yield HostileFile(f"picture-{name}.html", page.encode(), _KIND)
        item = '<item id="p" href="p.png" media-type="image/png"/>'
        members = book({"chapter.xhtml": chapter('<p><img src="p.png" alt="x"/></p>')}, {"b/p.png": data}, items=[item])
        yield HostileFile(f"picture-{name}.epub", zipped(members), _KIND)
    text = f"![x](link.png) ![y](%2e/link.png)\n\n{WORDS}\n"
    yield HostileFile("picture-link.md", text.encode(), _KIND, links={"link.png": canary.picture})
    yield HostileFile(
        "picture-folder.md",
        b"![x](folder/" + canary.picture.name.encode() + b")\n\n" + WORDS.encode(),
        _KIND,
        links={"folder": canary.picture.parent},
    )
    endless = f"![x](zero.png) ![y](ring.png)\n\n{WORDS}\n"
    yield HostileFile(
        "picture-devices.md",
        endless.encode(),
        _KIND,
        links={"zero.png": Path("/dev/zero"), "ring.png": Path("ring.png")},
    )
    again = f"{'![x](a.png)' * 60_000}\n\n{WORDS}\n"
    yield HostileFile("picture-again.md", again.encode(), _KIND, heavy=True)
    for name, signed in (("picture.md", png()), ("picture.txt", b"GIF89a" + bytes(100)), ("program.html", b"\x7fELF")):
        yield HostileFile(f"really-a-{name}", signed + WORDS.encode(), _KIND, readable=False)


def _pictures(canary: Canary) -> dict[str, bytes]:
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0)
    large = (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(bytes(100)))
        + _chunk(b"IEND", b"")
    )
    use = "".join(f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 9))
    return {
        "large": large,
        "widest": large.replace(struct.pack(">II", 30_000, 30_000), struct.pack(">II", 0x7FFFFFFF, 0x7FFFFFFF)),
        "zero": large.replace(struct.pack(">II", 30_000, 30_000), bytes(8)),
        "cut-off": png(200, 200)[:40],
        "junk": png(200, 200)[:60] + bytes(range(256)) * 40,
        "wide-jpeg": b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03" + bytes(100),
        "endless-jpeg": b"\xff\xd8" + b"\xff\xe0\x00\x02" * 50_000,
        "frames": b"GIF89a\x01\x00\x01\x00\x00\x00\x00" + b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0" * 10_000 + b";",
        "no-webp": b"RIFF\xff\xff\xff\xffWEBPVP8X",
        "uses": f'<svg xmlns="http://www.w3.org/2000/svg"><g id="a0"><path d="M0 0"/></g>{use}</svg>'.encode(),
        "drawing": f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{canary.picture.as_uri()}"/></svg>'.encode(),
        "profile": png()[:33] + _chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(10_000_000))) + png()[33:],
    }


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
