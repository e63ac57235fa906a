# SPDX-License-Identifier: MIT
"""Hostile web pages: scripts, links and beacons, the reader's own files, and structures that hang a window."""

import base64
from collections.abc import Iterator

from tests.hostile import WORDS, Canary, HostileFile
from tests.hostile.archives import docx, epub

_FILLING = "<p>A paragraph of an article that has enough words in it, and commas, to be taken for one.</p>" * 4


def files(canary: Canary) -> Iterator[HostileFile]:
    """All of them."""
    for kind, parts in (
        ("scripts", _scripts(canary)),
        ("links", _links(canary)),
        ("beacons", _beacons(canary)),
        ("local files", _local(canary)),
        ("deep markup", _deep()),
    ):
        for name, body in parts.items():
            page = f"<!DOCTYPE html><html><body>{_FILLING}{body}<p>{WORDS}</p>{_FILLING}</body></html>"
            yield HostileFile(f"{kind.replace(' ', '-')}-{name}.html", page.encode(), kind, name not in _SWALLOW)
    outside = {"l": ("hyperlink", "javascript:alert(1)"), "f": ("hyperlink", canary.file.as_uri())}
    linked = "".join(f'<w:hyperlink r:id="{id}"><w:r><w:t>x</w:t></w:r></w:hyperlink>' for id in outside)
    yield HostileFile("links.docx", docx(f"<w:p>{linked}</w:p>", relations=outside), "links")
    called = {"p": ("image", f"{canary.address}p.png"), "t": ("attachedTemplate", f"{canary.address}t.dotm")}
    drawn = '<w:p><w:r><w:drawing><a:blip r:link="p"/><a:blip r:embed="p"/></w:drawing></w:r></w:p>'
    yield HostileFile("beacons.docx", docx(drawn, relations=called), "beacons")
    field = f'<w:p><w:fldSimple w:instr=" INCLUDETEXT {canary.file} "><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'
    own = {"s": ("subDocument", str(canary.file)), "p": ("image", str(canary.picture))}
    data = docx(field + '<w:altChunk r:id="s"/><w:subDoc r:id="s"/>' + drawn, relations=own)
    yield HostileFile("local-files.docx", data, "local files")
    tables = "<w:tbl><w:tr><w:tc>" * 400 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 400
    yield HostileFile("tables.docx", docx(tables), "deep markup", readable=False)
    paragraphs = "<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 20_000
    yield HostileFile("paragraphs.docx", docx(paragraphs), "deep markup", heavy=True)
    long = f"<w:p><w:r><w:t>{'a' * 5_000_000}</w:t></w:r></w:p>"
    yield HostileFile("word.docx", docx(long), "deep markup", readable=False, heavy=True)
    lists = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{n}"/><w:numId w:val="{n}"/></w:numPr></w:pPr></w:p>'
        for n in (-1, 10**8, 2**31, 2**63)
    )
    yield HostileFile(
        "numbers.docx",
        docx(
            lists
            + '<w:tbl><w:tblGrid/><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
        ),
        "deep markup",
    )
    for name, body in (("scripts", _scripts(canary)["attributes"]), ("beacons", _beacons(canary)["images"])):
        yield HostileFile(f"{name}.epub", epub(body.replace("&", "&amp;")), name, readable=False)


_SWALLOW = ("unclosed-comment", "unclosed-script", "unclosed-style", "plain-text", "polyglot")  # the words, too


def _scripts(canary: Canary) -> dict[str, str]:
    call = f"fetch('{canary.address}')"
    coded = base64.b64encode(f"<script>{call}</script>".encode()).decode()
    return {
        "plain": f"<script>{call}</script><SCRIPT SRC={canary.address}x.js></SCRIPT>",
        "attributes": f'<img src="x" onerror="{call}"/><p onclick="{call}">x</p><details open="" ontoggle="{call}"/>',
        "broken": f"<scr<script>ipt>{call}</scr</script>ipt><<script>{call}//<</script>",
        "addresses": f"<a href=\"javascript:{call}\">x</a><a href='java\tscript:{call}'>x</a><a href=' &#106;avascript:x'>x</a>",
        "data": f"<a href='data:text/html;base64,{coded}'>x</a><iframe src='data:text/html;base64,{coded}'></iframe>",
        "drawing": f"<svg onload=\"{call}\"><script>{call}</script><a xlink:href='javascript:x'><text>x</text></a></svg>",
        "formula": f"<math><mtext><table><mglyph><style><img src onerror={call}></style></mglyph></table></mtext></math>",
        "no-script": f"<noscript><p title='</noscript><img src=x onerror={call}>'></noscript>",
        "template": f"<template><script>{call}</script></template><xmp><script>{call}</script></xmp>",
        "style": f"<style>p{{background:url('javascript:{call}')}}</style><p style='behavior:url(#x)'>x</p>",
        "base": f"<base href='javascript:{call}//'><a href='#x'>x</a><form action='javascript:x'><button>x</button></form>",
        "refresh": f"<meta http-equiv=refresh content='0;url=javascript:{call}'><object data='javascript:x'></object>",
        "conditional": f"<!--[if gte IE 4]><script>{call}</script><![endif]--><p>x</p>",
        "unclosed-comment": f"<p>x</p><!-- <script>{call}</script>",
        "unclosed-script": f"<p>x</p><script>{call}",
        "unclosed-style": "<p>x</p><style>p{",
        "plain-text": f"<p>x</p><plaintext><script>{call}</script>",
        "polyglot": "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */oNcliCk=alert() )//</stYle/</titLe/</teXtarEa/</scRipt/--!>"
        "\\x3csVg/<sVg/oNloAd=alert()//>\\x3e",
        "json": '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        "json-links": '<script type="application/ld+json">{"@type":"Article","headline":"x","url":"javascript:x"}</script>',
    }


def _links(canary: Canary) -> dict[str, str]:
    addresses = {
        "schemes": (
            "vbscript:x",
            "file:///etc/passwd",
            "ms-msdt:/id",
            "tel:1",
            "ftp://x/",
            "jar:http://x!/",
            "about:x",
        ),
        "shares": ("//example/share", "\\\\example\\share\\a.exe", "file://example/share", "smb://example/x"),
        "odd": ("http://[", "http://a:b@c@d/", "http:\\\\example", "https:////x", "http://x:99999999999/", "://", ":"),
        "long": ("https://example.org/" + "a" * 100_000,),
        "spoofed": (
            "https://example.org/\u202egnp.exe",
            "https://xn--80ak6aa92e.com/",
            "https://a\u0000b/",
            "https://a\u200b.b/",
        ),
        "own": (canary.file.as_uri(), str(canary.file), "../canary.txt", "#" + "x" * 10_000),
        "mail": ("mailto:a@b?attach=/etc/passwd", "mailto:" + "a@b," * 5_000),
        "controls": ("\x01javascript:x", "java\nscript:x", "&Tab;javascript:x", "javascript&colon;x"),
    }
    links = {name: "".join(f'<p><a href="{each}">x</a></p>' for each in some) for name, some in addresses.items()}
    return links | {
        "many": "<a href='https://example.org/'>x</a> " * 50_000,
        "nested": "<a href='https://example.org/'>" * 2_000 + "x",
        "names": "".join(f"<p id='{number}'><a href='#{number}'>x</a></p>" for number in range(10_000)),
        "area": "<map><area href='javascript:x'></map><a ping='https://example.org/' href='https://example.org/'>x</a>",
    }


def _beacons(canary: Canary) -> dict[str, str]:
    at = canary.address
    return {
        "images": f'<img src="{at}a.png"/><img src="//{at[5:]}b.png"/><img srcset="{at}c.png 1x" src="x"/>',
        "styles": f"<link rel=stylesheet href='{at}'><style>@import url({at}); p{{background:url({at})}}</style>",
        "fonts": f"<style>@font-face{{font-family:x;src:url({at})}}</style><p style='font-family:x'>x</p>",
        "media": f"<video poster='{at}' src='{at}'><source src='{at}'><track src='{at}'></video><audio src='{at}'></audio>",
        "frames": f"<iframe src='{at}'></iframe><frameset><frame src='{at}'></frameset><embed src='{at}'>",
        "objects": f"<object data='{at}'><param name=movie value='{at}'></object><applet code='{at}'></applet>",
        "hints": f"<link rel=prefetch href='{at}'><link rel=preconnect href='{at}'><link rel=icon href='{at}'>",
        "refresh": f"<meta http-equiv=refresh content='0;url={at}'><meta property='og:image' content='{at}'>",
        "drawing": f"<svg><image xlink:href='{at}'/><use href='{at}#x'/><feImage href='{at}'/></svg>",
        "background": f"<table background='{at}'><tr><td background='{at}' style='background:url({at})'>x</td></tr></table>",
        "base": f"<base href='{at}'><img src='relative.png'><link rel=manifest href='m.json'>",
        "picture": f"<picture><source srcset='{at}'><img src='{at}' loading=eager></picture><input type=image src='{at}'>",
    }


def _local(canary: Canary) -> dict[str, str]:
    file, picture = canary.file, canary.picture
    return {
        "root": f"<img src='{picture}'><iframe src='{file}'></iframe>",
        "address": f"<img src='{picture.as_uri()}'><object data='{file.as_uri()}'></object>",
        "up": f"<img src='../{picture.name}'><img src='./../{picture.name}'><img src='x/../../{picture.name}'>",
        "encoded": f"<img src='%2e%2e%2f{picture.name}'><img src='..%5c{picture.name}'><img src='%2E./{picture.name}'>",
        "share": "<img src='//example/share/a.png'><img src='\\\\example\\share\\a.png'><img src='file://example/a.png'>",
        "drive": "<img src='C:/a.png'><img src='C:\\a.png'><img src='c|/a.png'>",
        "zero": f"<img src='{picture}%00.png'><img src='a%00/../../{picture.name}'>",
        "query": f"<img src='../{picture.name}?x'><img src='../{picture.name}#x'><img src=';../{picture.name}'>",
        "devices": "<img src='/dev/zero'><img src='/proc/self/environ'><img src='/dev/tty.png'><img src='con.png'>",
        "styles": f"<link rel=stylesheet href='../{file.name}'><style>@import '{file}'</style><!--#include file='{file}'-->",
        "base": f"<base href='{file.parent.as_uri()}/'><img src='{picture.name}'>",
    }


def _deep() -> dict[str, str]:
    cell = "<td>x</td>"
    return {
        "tables": "<table><tr><td>" * 50 + "x",
        "more-tables": "<table><tr><td>" * 3_000 + "x",
        "lists": "<ul><li>x" * 20_000,
        "divisions": "<div>" * 100_000 + "x",
        "grid": "<table>" + ("<tr>" + cell * 300 + "</tr>") * 300 + "</table>",
        "columns": "<table><tr>" + cell * 30_000 + "</tr></table>",
        "word": f"<p>{'a' * 5_000_000}</p>",
        "towers": f"<p>a{chr(0x300) * 500_000}</p>",
        "directions": f"<p>{chr(0x202E) * 100_000}</p>",
        "bold": "<b>" * 100_000 + "x",
        "spans": "<table><tr><td colspan=2000000000 rowspan=2000000000>x</td><td colspan=-1 rowspan=0>y</td></tr></table>",
        "quotes": "<blockquote>" * 5_000 + "x" + "</blockquote>" * 5_000,
        "headings": "<h1>x</h1>" * 30_000,
        "entities": "&amp;" * 300_000 + "&#x110000;&#-1;&#99999999999;&" * 1_000,
        "breaks": "<p>" + "x<br>" * 200_000 + "</p>",
        "images": "<img src='data:image/png;base64,AAAA' alt='x'>" * 50_000,
    }
