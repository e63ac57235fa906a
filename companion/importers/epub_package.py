# SPDX-License-Identifier: MIT
"""What an EPUB file says of itself: its package with metadata, manifest and spine, its contents, its protection.

EPUB 2 and 3 (W3C, EPUB 3.3; IDPF, OPF 2.0.1). Names of members are only ever looked up in the archive: no name, however
it is written, leads to a file.
"""

import posixpath
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias
from urllib.parse import unquote, urlsplit

from lxml import etree

from companion.document.blocks import parse_html
from companion.document.clean import clean
from companion.document.roles import name_of
from companion.errors import ConversionError
from companion.importers.decoding import decode
from companion.importers.zip_reader import BoundedZip

_Element: TypeAlias = etree._Element

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_OBFUSCATION = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")  # of fonts alone
_SCHEMES = (
    ("META-INF/license.lcpl", "Readium LCP"),
    ("META-INF/rights.xml", "Adobe DRM"),
    ("META-INF/sinf.xml", "Apple FairPlay"),
)
_MARKUP = (
    "application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document", "image/svg+xml",
)  # fmt: skip
_DEEPEST = 20  # levels of contents
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


@dataclass(frozen=True, slots=True)
class Item:
    """A resource of the book: the member of the archive that holds it, and what it is."""

    path: str
    media_type: str
    properties: frozenset[str] = frozenset()
    fallback: str = ""

    @property
    def is_text(self) -> bool:
        """Whether it is markup that can be read."""
        return self.media_type in _MARKUP or self.path.lower().endswith((".xhtml", ".html", ".htm"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents; it leads to `fragment` of the member `path`, which is "" where it leads nowhere."""

    title: str
    level: int
    path: str
    fragment: str


class Package:
    """An opened EPUB file. Raises ConversionError where it is none, is damaged, or is protected."""

    def __init__(self, archive: BoundedZip, name: str) -> None:
        """`name` begins the sentences of the errors."""
        self._archive = archive
        self._name = name
        self._likely = {_folded(member): member for member in reversed(archive.names)}
        self._refuse_protection()
        self.path = self._package_path()
        self.root = self._xml(self.path)

    @cached_property
    def items(self) -> dict[str, Item]:
        """The resources by the names that the package gives them."""
        items: dict[str, Item] = {}
        for element in self._elements("item"):
            path, _ = self.resolve(self.path, element.get("href") or "")
            properties = frozenset((element.get("properties") or "").split())
            media_type = (element.get("media-type") or "").strip().lower()
            if path:
                items.setdefault(
                    (element.get("id") or "").strip(), Item(path, media_type, properties, element.get("fallback") or "")
                )
        return items

    @cached_property
    def spine(self) -> tuple[Item, ...]:
        """What is read, in its order, each once; where it is neither text nor picture, what stands in for it."""
        references = (element.get("idref") or "" for element in self._elements("itemref"))
        return tuple(dict.fromkeys(item for name in references if (item := self._readable(name.strip()))))

    @property
    def texts(self) -> tuple[Item, ...]:
        """All that can be read, also what the spine leaves out."""
        return tuple(dict.fromkeys(item for item in self.items.values() if item.is_text))

    @cached_property
    def contents(self) -> tuple[Entry, ...]:
        """The lines of the navigation document, else those of the NCX, in their order."""
        for item in self.items.values():
            if "nav" in item.properties and (entries := tuple(self._navigation(item.path))):
                return entries
        for item in self.items.values():
            if item.media_type == "application/x-dtbncx+xml" and (entries := tuple(self._ncx(item.path))):
                return entries
        return ()

    @cached_property
    def cover(self) -> str:
        """The member that holds the picture of the cover, or ""."""
        named = [meta.get("content") or "" for meta in self._elements("meta") if meta.get("name") == "cover"]
        marked = (item for item in self.items.values() if "cover-image" in item.properties)
        item = next(marked, None) or next((self.items[name] for name in named if name in self.items), None)
        return item.path if item is not None and item.media_type.startswith("image/") else ""

    def resolve(self, base: str, address: str) -> tuple[str, str]:
        """The member and the fragment that an address in the member `base` leads to; ("", "") outside the book."""
        try:
            parts = urlsplit(address.strip())
        except ValueError:
            return "", ""
        if parts.scheme or parts.netloc:
            return "", ""
        fragment = unquote(parts.fragment)
        if not parts.path:
            return base, fragment
        path = posixpath.normpath("/" + posixpath.join(posixpath.dirname(base), unquote(parts.path))).lstrip("/")
        return (path if path in self._archive else self._likely.get(_folded(path), path)), fragment

    def markup(self, path: str) -> _Element:
        """The tree of a member that holds XHTML, or HTML that would be XHTML."""
        data = self._archive.read(path)
        try:
            tree: _Element = etree.fromstring(data, _parser())
        except (etree.XMLSyntaxError, ValueError):
            tree = parse_html(clean(decode(data).text))
        return tree

    def read(self, path: str) -> bytes | None:
        """The bytes of a member, or None where it is absent or damaged."""
        try:
            return self._archive.read(path)
        except ConversionError:
            return None

    def _readable(self, name: str) -> Item | None:
        seen: set[str] = set()
        while name in self.items and name not in seen:
            item = self.items[name]
            if item.is_text or item.media_type.startswith("image/"):
                return item
            seen.add(name)
            name = item.fallback
        return None

    def _elements(self, name: str) -> Iterator[_Element]:
        return self.root.iter(f"{{*}}{name}")

    def _xml(self, path: str) -> _Element:
        """The tree of a member that holds XML, as far as it can be read."""
        data = self._archive.read(path)
        try:
            root: _Element | None = etree.fromstring(data, _parser(recover=True))
        except (etree.XMLSyntaxError, ValueError):
            root = None
        if root is None:  # also where nothing could be recovered
            raise ConversionError(
                f"{self._name} is damaged: its part {path} is no XML. Get it again from where it came."
            )
        return root

    def _package_path(self) -> str:
        if _CONTAINER in self._archive:
            for rootfile in self._xml(_CONTAINER).iter("{*}rootfile"):
                path, _ = self.resolve("", rootfile.get("full-path") or "")
                if path in self._archive:
                    return path
        packages = [name for name in self._archive.names if name.lower().endswith(".opf")]
        if not packages:
            raise ConversionError(
                f"{self._name} is not an EPUB book: it has no package. Check that it is the right file."
            )
        return packages[0]

    def _refuse_protection(self) -> None:
        if _ENCRYPTION not in self._archive:
            return
        methods = {
            method.get("Algorithm") or ""
            for data in self._xml(_ENCRYPTION).iter("{*}EncryptedData")
            for method in data.iterchildren("{*}EncryptionMethod")
        }
        if methods <= {*_OBFUSCATION}:
            return
        scheme = next((scheme for member, scheme in _SCHEMES if member in self._archive), "copy protection (DRM)")
        raise ConversionError(
            f"{self._name} is encrypted with {scheme}, so its text cannot be read. "
            "Get a copy without protection from where it came."
        )

    def _navigation(self, path: str) -> Iterator[Entry]:
        try:
            root = self.markup(path)
        except ConversionError:
            return
        for nav in (element for element in root.iter(etree.Element) if name_of(element) == "nav"):
            types = nav.get(_EPUB_TYPE) or nav.get("epub:type") or ""
            if "toc" not in types.split():
                continue
            for line in nav.iter(etree.Element):
                parent = line.getparent()
                if name_of(line) in ("a", "span") and parent is not None and name_of(parent) == "li":
                    level = sum(1 for each in line.iterancestors() if name_of(each) == "ol")
                    yield self._entry(path, "".join(map(str, line.itertext())), level, line.get("href") or "")
            return

    def _ncx(self, path: str) -> Iterator[Entry]:
        try:
            root = self._xml(path)
        except ConversionError:
            return
        for point in root.iter("{*}navPoint"):
            level = 1 + sum(1 for each in point.iterancestors("{*}navPoint"))
            label = next(point.iterchildren("{*}navLabel"), None)
            content = next(point.iterchildren("{*}content"), None)
            title = "" if label is None else "".join(map(str, label.itertext()))
            yield self._entry(path, title, level, "" if content is None else content.get("src") or "")

    def _entry(self, base: str, title: str, level: int, address: str) -> Entry:
        path, fragment = self.resolve(base, address) if address else ("", "")
        return Entry(" ".join(clean(title).split()), max(1, min(level, _DEEPEST)), path, fragment)


def _parser(*, recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover, remove_pis=True
    )


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()
