# SPDX-License-Identifier: MIT
"""Hostile PDF files: actions, rings, lies about counts and sizes, and content that swells."""

import random
import zlib
from collections.abc import Iterator, Mapping

from tests.hostile import WORDS, Canary, HostileFile
from tests.hostile.archives import docx
from tests.importers.pdf_files import Extras, Words, lines, pdf

_KIND = "pdf"
_PAGE = "/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
_FONTS = "/Resources << /Font << /F1 4 0 R >> >>"
_SAID = f"BT /F1 10 Tf 72 100 Td ({WORDS}) Tj ET"
_UNREADABLE = (
    "fuzz", "no-pages", "streams", "cut-off", "nothing", "arrays", "type-3", "no-table", "deep-labels", "letters",
)  # fmt: skip


def files(canary: Canary) -> Iterator[HostileFile]:
    """All of them."""
    for name, data in {**_actions(canary), **_structures(), **_contents(), **_broken()}.items():
        heavy = name in ("bomb", "letters", "many-pages", "links")
        yield HostileFile(f"{name}.pdf", data, _KIND, not name.startswith(_UNREADABLE), heavy)
    yield HostileFile("really-word.pdf", docx(""), _KIND, readable=False)
    yield HostileFile("really-pdf.docx", pdf(lines(WORDS)), _KIND)


def _actions(canary: Canary) -> dict[str, bytes]:
    file, address = canary.file, canary.address
    catalogs = {
        "script": "/OpenAction << /S /JavaScript /JS (app.launchURL\\('" + address + "'\\)) >>",
        "launch": f"/OpenAction << /S /Launch /F ({file}) >>",
        "address": f"/OpenAction << /S /URI /URI ({address}) >> /URI << /Base ({address}) >>",
        "remote": f"/OpenAction << /S /GoToR /F ({file}) /D [0 /Fit] >>",
        "submit": f"/AA << /WC << /S /SubmitForm /F ({address}) >> >> /AcroForm << /Fields [] /XFA (<x/>) >>",
        "names": "/Names << /JavaScript << /Names [(x) << /S /JavaScript /JS (x) >>] >> /EmbeddedFiles << >> >>",
    }
    return {name: pdf(lines(WORDS), extras=Extras(catalog=catalog)) for name, catalog in catalogs.items()} | {
        "outside": _objects({5: f"<< /F ({file}) /FFilter /None /Length 0 >>\nstream\n\nendstream"}, "[5 0 R 6 0 R]"),
        "outside-picture": _objects(
            {
                5: f"<< /Type /XObject /Subtype /Image /Width 9 /Height 9 /F << /FS /URL /F ({address}) >> /Length 0 >>\n"
                "stream\n\nendstream"
            },
            "[5 0 R 6 0 R]",
        ),
        "links": pdf(lines(WORDS), extras=Extras(links=(f"{address}", "javascript:x", "file:///etc/passwd") * 20_000)),
    }


def _structures() -> dict[str, bytes]:
    ring = (
        "<< /Type /Outlines /First 6 0 R /Last 6 0 R /Count 1 >>",
        "<< /Title (a) /Parent 5 0 R /Next 6 0 R /First 6 0 R >>",
    )
    return {
        "outline": pdf(lines(WORDS), extras=Extras(catalog="/Outlines 5 0 R", objects=ring)),
        "pages-ring": _objects({2: "<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 >>"}),
        "parents-ring": _objects({2: "<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 2 0 R >>"}),
        "many-pages": _objects({2: "<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>"}),
        "less-pages": _objects({2: "<< /Type /Pages /Kids [3 0 R] /Count -7 >>"}),
        "same-page": _objects({2: f"<< /Type /Pages /Kids [{'3 0 R ' * 5_000}] /Count 5000 >>"}),
        "no-pages": _objects({2: "<< /Type /Pages /Kids [] /Count 1 >>"}),
        "huge-page": _objects({3: f"<< {_PAGE.replace('595 842', '1e30 1e30')} {_FONTS} /Contents 6 0 R >>"}),
        "odd-page": _objects({3: f"<< {_PAGE.replace('595 842', 'NaN -99999999999')} {_FONTS} /Contents 6 0 R /Rotate 77 >>"}),
        "fonts": _objects({3: f"<< {_PAGE} /Resources << /Font << {' '.join(f'/F{n} 4 0 R' for n in range(10_000))} >> >> /Contents 6 0 R >>"}),
        "labels": _objects({1: "<< /Type /Catalog /Pages 2 0 R /PageLabels << /Nums [0 << /S /r /St 2000000000 >> 0 2] >> >>"}),
        "deep-labels": _objects({1: "<< /Type /Catalog /Pages 2 0 R /PageLabels 5 0 R >>", 5: "<< /Kids [5 0 R 5 0 R] >>"}),
        "arrays": _objects({5: "[" * 100_000}, "[6 0 R]"),
        "title": pdf(lines(WORDS), extras=Extras(info="/Title (" + "a" * 1_000_000 + ")")),
        "revisions": pdf(lines(WORDS)) + b"\nstartxref\n9\n%%EOF" * 1_000,
        "previous": pdf(lines(WORDS), extras=Extras(trailer="/Prev 15 /XRefStm 15")),
    }  # fmt: skip


def _contents() -> dict[str, bytes]:
    said = _SAID.encode()
    bomb = zlib.compress(said + b" " * 300_000_000)
    layers = said
    for _ in range(60):
        layers = zlib.compress(layers)
    filters = "/Filter [" + "/FlateDecode " * 60 + "]"
    glyphs = " ".join("(aaaaaaaaaaaaaaaaaaaa) Tj" for _ in range(15_000))
    within = b"/X Do " + said
    return {
        "bomb": _stream(bomb, "/Filter /FlateDecode"),
        "layers": _stream(layers, filters),
        "wrong-filter": _stream(said, "/Filter /FlateDecode") + pdf(lines(WORDS)),
        "letters": _stream(f"BT /F1 10 Tf 72 300 Td {glyphs} ET ".encode() + said),
        "same-place": _stream(said + b"\n" + b"BT /F1 9 Tf 72 100 Td (x) Tj ET\n" * 20_000),
        "scattered": _stream(b"".join(b"BT /F1 9 Tf %d %d Td (x) Tj ET\n" % (n * 7919 % 500, n * 104729 % 800) for n in range(20_000)) + said),
        "turned": _stream(b"".join(b"BT /F1 9 Tf %.3f %.3f -.5 .5 %d 300 Tm (x) Tj ET\n" % (n / 1e3, 1 - n / 1e3, n % 500) for n in range(3_000)) + said),
        "sizes": _stream(b"".join(b"BT /F1 %d Tf 72 100 Td (x) Tj ET\n" % size for size in (0, -9, 10**9, 2**31)) + said),
        "states": _stream(b"q " * 100_000 + said),
        "operands": _stream(b"1 " * 300_000 + said),
        "forms": _objects({
            3: f"<< {_PAGE} /Resources << /Font << /F1 4 0 R >> /XObject << /X 5 0 R >> >> /Contents 6 0 R >>",
            5: f"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> /Length {len(within)} >>\n"
            f"stream\n{within.decode()}\nendstream",
        }),
        "type-3": _objects({4: "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 0 /LastChar 255 "
            "/CharProcs << /a 6 0 R >> /Encoding << /Differences [0 /a /a /a] >> /Widths [] >>"}),
        "towers": pdf([Words(72, 700, "a" + chr(0xB4) * 2_000), *lines(WORDS, y=500)]),
        "far-away": pdf([*lines(WORDS), Words(1e12, -1e12, "x")]),
    }  # fmt: skip


def _broken() -> dict[str, bytes]:
    whole = pdf(lines(WORDS), lines("Second."))
    fuzzed = {}
    for seed in range(12):
        chance, data = random.Random(seed), bytearray(whole)
        for _ in range(40):
            data[chance.randrange(9, len(data))] = chance.randrange(256)
        fuzzed[f"fuzz-{seed}"] = bytes(data)
    return fuzzed | {
        "cut-off": whole[: len(whole) // 2],
        "no-table": whole[: whole.rindex(b"xref\n0")],
        "late": b"junk\n" * 150 + whole,
        "nothing": b"%PDF-1.7\n" + bytes(1_000_000),
        "streams": b"%PDF-1.7\n1 0 obj << /Length 9999999999 >> stream\n" * 2_000,
        "page-and-pdf": b"%PDF-1.4 <html><script>alert(1)</script></html>\n" + whole[9:],
    }


def _stream(content: bytes, filters: str = "") -> bytes:
    """A file of one page with this content."""
    return _objects({6: f"<< {filters} /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"})


def _objects(changed: Mapping[int, str | bytes], contents: str = "6 0 R") -> bytes:
    """A file of one page, some of whose six objects are written otherwise."""
    objects: dict[int, str | bytes] = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: f"<< {_PAGE} {_FONTS} /Contents {contents} >>",
        4: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        5: "null",
        6: f"<< /Length {len(_SAID)} >>\nstream\n{_SAID}\nendstream",
    }
    data = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in (objects | dict(changed)).items():
        places.append(len(data))
        data += (
            b"%d 0 obj\n" % number
            + (content.encode("latin-1") if isinstance(content, str) else content)
            + b"\nendobj\n"
        )
    table = len(data)
    data += b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(data + b"trailer\n<< /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % table)
