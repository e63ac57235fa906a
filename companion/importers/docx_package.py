# SPDX-License-Identifier: MIT
"""The parts of an Office file (ECMA-376, Open Packaging Conventions), and the relationships between them."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from companion.document.markup import parse_xml
from companion.errors import ConversionError
from companion.importers.zip_reader import BoundedZip

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "ep": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
}
# A file of the Strict kind calls the same things by other addresses.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")


def tag(name: str) -> str:
    """The tag, or the attribute's name, that is written `w:p` as lxml knows it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


_VAL = tag("w:val")
_OFF = frozenset({"0", "false", "off", "none"})


def value(element: etree._Element | None, name: str = "w:val") -> str:
    """An attribute's value, "" where there is none, or no element."""
    if element is None:
        return ""
    return element.get(_VAL if name == "w:val" else tag(name)) or ""


def number(element: etree._Element | None, name: str = "w:val") -> int | None:
    """An attribute's value as a whole number of at most nine digits, or None."""
    text = value(element, name)
    return int(text) if re.fullmatch(r"[+-]?[0-9]{1,9}", text) else None


def is_on(element: etree._Element | None) -> bool:
    """Whether a property is there and not switched off."""
    return element is not None and (element.get(_VAL) or "").lower() not in _OFF


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child that is called so, then its first child, and so on."""
    for name in path:
        element = None if element is None else element.find(tag(name))
    return element


@dataclass(frozen=True, slots=True)
class Relationship:
    """Where a part leads: to another part by its name, or outside to an address."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts by name ("word/document.xml"), in small or capital letters alike."""

    def __init__(self, data: bytes, name: str) -> None:
        """Raises ConversionError where `data` is no archive."""
        self._zip = BoundedZip(data, name)
        self._names = {member.replace("\\", "/").lstrip("/").lower(): member for member in self._zip.names}
        self._relationships: dict[str, Mapping[str, Relationship]] = {}

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._names

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises ConversionError where it is not there or cannot be read."""
        return self._zip.read(self._names.get(part.lower(), part))

    def bytes_of(self, part: str) -> bytes | None:
        """The bytes of a part that may be missing."""
        try:
            return self.read(part) if part in self else None
        except ConversionError:
            return None

    def tree(self, part: str | None) -> etree._Element | None:
        """The tree of a part that may be missing or broken."""
        data = self.bytes_of(part) if part else None
        try:
            return parse(data) if data else None
        except etree.XMLSyntaxError:
            return None

    def relationships(self, part: str) -> Mapping[str, Relationship]:
        """The relationships of a part by their ids; those of the package itself where `part` is ""."""
        if part not in self._relationships:
            self._relationships[part] = dict(self._related(part))
        return self._relationships[part]

    def related(self, part: str, kind: str) -> str | None:
        """The first part to which `part` has a relationship of this kind ("styles")."""
        found = (each.target for each in self.relationships(part).values() if each.kind == kind and not each.external)
        return next((target for target in found if target in self), None)

    def _related(self, part: str) -> list[tuple[str, Relationship]]:
        folder, file = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: list[tuple[str, Relationship]] = []
        for each in () if root is None else root:
            target = each.get("Target") or ""
            external = each.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            kind = (each.get("Type") or "").rpartition("/")[2]
            found.append((each.get("Id") or "", Relationship(kind, target, external)))
        return found


def parse(data: bytes) -> etree._Element:
    """The tree of XML: no entity is resolved, nothing is loaded. Raises etree.XMLSyntaxError."""
    if b"purl.oclc.org/ooxml" in data:
        data = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", data)
    return parse_xml(data)
