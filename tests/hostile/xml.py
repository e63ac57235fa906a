# SPDX-License-Identifier: MIT
"""Hostile XML in books and Word files: entities that grow or lead outside, and structures without end."""

from collections.abc import Iterator

from tests.hostile import WORDS, Canary, HostileFile
from tests.hostile.archives import NAMESPACES, book, chapter, docx, epub, word, zipped

_KIND = "xml"
_LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))


def files(canary: Canary) -> Iterator[HostileFile]:
    """All of them."""
    for name, (prolog, text) in _prologs(canary).items():
        yield HostileFile(f"{name}.epub", epub(f"<p>{text}</p>", prolog=prolog), _KIND, readable=False)
        paragraph = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        yield HostileFile(f"{name}.docx", docx(paragraph, prolog=prolog), _KIND, readable=False)
    package = str(book({"chapter.xhtml": chapter("")})["b/book.opf"])
    outside = f'<!DOCTYPE package [<!ENTITY x SYSTEM "{canary.file.as_uri()}">]>'
    titled = outside + package.replace("A book", "&x;")
    yield HostileFile("title.epub", zipped(book({"chapter.xhtml": chapter("")}, opf=titled)), _KIND)
    for name, text in _texts().items():
        members = word("") | {"word/document.xml": text}
        yield HostileFile(f"{name}.docx", zipped(members), _KIND, readable=False)
        written = text.replace("w:document", "html").replace("w:body", "body").replace("w:p>", "p>")
        yield HostileFile(f"{name}.epub", zipped(book({"chapter.xhtml": written})), _KIND, readable=False)
    lies = chapter("").replace('version="1.0"', 'version="1.0" encoding="utf-7"')
    for name, data in (
        ("utf-7", lies.encode()),
        ("utf-16", lies.replace("utf-7", "utf-8").encode("utf-16")),
        ("utf-32", lies.replace("utf-7", "utf-32").encode("utf-32")),
        ("unknown-encoding", lies.replace("utf-7", "../../canary").encode()),
    ):
        yield HostileFile(f"{name}.epub", zipped(book({"chapter.xhtml": data})), _KIND, readable=name != "utf-32")


def _prologs(canary: Canary) -> dict[str, tuple[str, str]]:
    """By name, a declaration of entities, and the text that uses them."""
    file, address = canary.file.as_uri(), canary.address
    return {
        "entity-file": (f'<!DOCTYPE x [<!ENTITY x SYSTEM "{file}">]>', "&x;"),
        "entity-path": (f'<!DOCTYPE x [<!ENTITY x SYSTEM "{canary.file}">]>', "&x;"),
        "entity-up": ('<!DOCTYPE x [<!ENTITY x SYSTEM "../canary.txt">]>', "&x;"),
        "entity-web": (f'<!DOCTYPE x [<!ENTITY x SYSTEM "{address}">]>', "&x;"),
        "public": (f'<!DOCTYPE html PUBLIC "-//X//Y//EN" "{address}x.dtd">', "&nbsp;"),
        "parameter": (f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{file}"><!ENTITY % q SYSTEM "{address}">%p;%q;]>', "x"),
        "laughs": (f'<!DOCTYPE x [<!ENTITY a0 "ha">{_LAUGHS}]>', "&a11;"),
        "quadratic": (f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>', "&a;" * 50_000),
        "cycle": ('<!DOCTYPE x [<!ENTITY a "&b;"><!ENTITY b "&a;">]>', "&a;"),
        "include": ("", f'<i xmlns:i="http://www.w3.org/2001/XInclude"><i:include href="{file}" parse="text"/></i>'),
        "style-sheet": (f'<?xml-stylesheet href="{address}" type="text/xsl"?>', "x"),
        "default": (f'<!DOCTYPE x [<!ATTLIST x src CDATA "{file}"><!ENTITY x SYSTEM "{file}" NDATA y>]>', "x"),
    }


def _texts() -> dict[str, str]:
    """By name, a whole text."""

    def whole(inner: str) -> str:
        return f"<w:document {NAMESPACES}><w:body>{inner}<w:p>{WORDS}</w:p></w:body></w:document>"

    return {
        "deep": whole("<a>" * 100_000 + "</a>" * 100_000),
        "attributes": whole("<a " + " ".join(f'a{n}="x"' for n in range(200_000)) + "/>"),
        "spaces-of-names": whole("".join(f'<a xmlns:n{n}="u:{n}"/>' for n in range(50_000))),
        "long-name": whole(f"<{'a' * 1_000_000}/>"),
        "unclosed": whole("<![CDATA[" + "<" * 100_000),
        "comments": whole("<!-- " + "- " * 200_000 + "-->"),
        "empty": " ",
    }
