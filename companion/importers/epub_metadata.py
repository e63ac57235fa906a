# SPDX-License-Identifier: MIT
"""A book's metadata as its package has them, in Dublin Core."""

from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

from companion.document.blocks import parse_html
from companion.document.clean import clean
from companion.document.model import Metadata
from companion.importers.html_metadata import date_of, language_tag

_Element: TypeAlias = etree._Element

_OPF = "{http://www.idpf.org/2007/opf}"
_WRITERS = frozenset({"", "aut", "author", "cre", "edt"})


def metadata_of(package: _Element) -> Metadata:
    """The metadata of the package document of EPUB 2 or 3."""
    refined = _refinements(package)
    titles = [(_line(each), refined.get((each.get("id"), "title-type"), "main")) for each in _all(package, "title")]
    people = [
        (_line(each), each.get(_OPF + "role") or refined.get((each.get("id"), "role"), ""))
        for each in _all(package, "creator")
    ]
    dates = [each for each in _all(package, "date") if each.get(_OPF + "event") in (None, "publication")]
    identifier = _identifier(package)
    return Metadata(
        title=next((title for title, kind in titles if kind == "main"), titles[0][0] if titles else ""),
        authors=tuple(
            dict.fromkeys([name for name, role in people if role in _WRITERS] or [name for name, _ in people])
        ),
        date=next(filter(None, map(date_of, map(_line, dates or _all(package, "date")))), ""),
        publisher=_first(package, "publisher"),
        language=next(filter(None, map(language_tag, map(_line, _all(package, "language")))), ""),
        description=_line(parse_html(_first(package, "description"))),
        extra={"identifier": identifier} if identifier else {},
    )


def _refinements(package: _Element) -> dict[tuple[str | None, str], str]:
    """What EPUB 3 says of its metadata by their names: {("t1", "title-type"): "main"}."""
    return {
        ((meta.get("refines") or "").removeprefix("#"), meta.get("property") or ""): _line(meta)
        for meta in package.iter("{*}meta")
        if meta.get("refines")
    }


def _identifier(package: _Element) -> str:
    unique = package.get("unique-identifier")
    identifiers = [*_all(package, "identifier")]
    own = [each for each in identifiers if each.get("id") == unique]
    return next(filter(None, map(_line, own + identifiers)), "")


def _first(package: _Element, name: str) -> str:
    return next(map(_line, _all(package, name)), "")


def _all(package: _Element, name: str) -> Iterator[_Element]:
    elements = package.iter(
        f"{{http://purl.org/dc/elements/1.1/}}{name}", f"{{http://purl.org/dc/elements/1.0/}}{name}"
    )
    return (element for element in elements if _line(element))


def _line(element: _Element) -> str:
    return " ".join(clean("".join(map(str, element.itertext()))).split())
