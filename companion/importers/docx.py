# SPDX-License-Identifier: MIT
"""Word files (DOCX, ECMA-376) to a manuscript. Where the file's structure is broken, its text is read all the same."""

import html
import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from companion.document.clean import clean
from companion.document.model import Block, BlockKind, Manuscript, Metadata, Run, text_of
from companion.errors import ConversionError
from companion.importers.docx_body import BodyReader
from companion.importers.docx_package import Package, parse, tag, value
from companion.importers.images import ImageShelf
from companion.importers.sections import cut_sections
from companion.importers.source import Source

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TYPES = "[Content_Types].xml"
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_PIECES = re.compile(
    r"<(?:\w+:)?t(?:\s[^<>]*)?>(?P<text>[^<]*)|</(?:\w+:)?p>(?P<end>)|<(?:\w+:)?(?:tab|br|cr)\b(?P<space>)"
)
_BROKEN = "The structure of the file is broken, so only its text is shown, without headings, lists and tables."


def read(source: Source) -> Manuscript:
    """The blocks of a Word file: the final text, where changes are tracked; no headers and footers.

    Raises ConversionError where the file is encrypted, of another kind, or too damaged to hold any text.
    """
    _refuse_old(source)
    package = Package(source.data, source.name)
    part = _main_part(package, source.name)
    images = ImageShelf(package.bytes_of)
    metadata = _metadata(package)
    warnings: tuple[str, ...] = ()
    data = package.read(part)
    try:
        root = parse(data)
    except etree.XMLSyntaxError:
        blocks = tuple(_text_blocks(data))
        warnings = (_BROKEN,)
    else:
        reader = BodyReader(package, part, images)
        blocks = reader.read(root)
        language = metadata["language"] or _language(root) or reader.styles.language
        metadata |= {"title": metadata["title"] or reader.title, "language": language}
    headings = (" ".join(text_of(block).split()) for block in blocks if block.kind is BlockKind.HEADING)
    title = metadata["title"] or next(headings, "")
    return Manuscript(
        format="docx",
        metadata=Metadata(
            title=title,
            authors=tuple(filter(None, map(str.strip, metadata["creator"].split(";")))),
            date=metadata["date"],
            publisher=metadata["publisher"],
            language=metadata["language"] if _LANGUAGE.fullmatch(metadata["language"]) else "",
            description=metadata["description"],
        ),
        sections=cut_sections(blocks, title),
        images=images.images,
        warnings=(*warnings, *images.warnings),
    )


def _refuse_old(source: Source) -> None:
    if not source.data.startswith(_OLD_OFFICE):
        return
    if _ENCRYPTED in source.data:
        raise ConversionError(
            f"{source.name} is protected by a password. Open it in Word, save a copy without one and import that."
        )
    raise ConversionError(f"{source.name} is an old Word file. Open it in Word, save it as DOCX and import that.")


def _main_part(package: Package, name: str) -> str:
    """The part that holds the text."""
    part = package.related("", "officeDocument")
    if part is None and "word/document.xml" in package:
        part = "word/document.xml"
    if part is None:
        raise ConversionError(f"{name} is no Word file, or is incomplete. Check that it is the right file.")
    for folder, kind in (("xl/", "an Excel"), ("ppt/", "a PowerPoint"), ("visio/", "a Visio")):
        if part.lower().startswith(folder):
            raise ConversionError(f"{name} is {kind} file, which cannot be read. Save it as text or PDF first.")
    return part


def _metadata(package: Package) -> dict[str, str]:
    """What the file says of itself, by names of our own; "" where it says nothing."""
    core = package.tree(package.related("", "core-properties") or "docProps/core.xml")
    more = package.tree(package.related("", "extended-properties") or "docProps/app.xml")

    def said(root: etree._Element | None, name: str) -> str:
        text = None if root is None else root.findtext(tag(name))
        return " ".join(clean(text or "").split())

    dates = (_DATE.match(said(core, name)) for name in ("dcterms:created", "dcterms:modified"))
    return {
        "title": said(core, "dc:title").removeprefix("Microsoft Word - "),
        "creator": said(core, "dc:creator"),
        "description": said(core, "dc:description"),
        "language": said(core, "dc:language"),
        "publisher": said(more, "ep:Company"),
        "date": next((match[0] for match in dates if match), ""),
    }


def _language(root: etree._Element) -> str:
    """The language that most runs declare, where most declare one."""
    runs = sum(1 for _ in root.iter(tag("w:r")))
    languages = Counter(value(each) for each in root.iter(tag("w:lang")) if value(each))
    language = max(languages, key=languages.__getitem__, default="")
    return language if languages[language] * 2 > runs else ""


def _text_blocks(data: bytes) -> Iterator[Block]:
    """A paragraph for each one of XML that no parser takes."""
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    texts: list[str] = []
    for match in _PIECES.finditer(data.decode(encoding, "replace") + "</p>"):
        if match["text"] is not None:
            texts.append(html.unescape(match["text"]))
        elif match["space"] is not None:
            texts.append(" ")
        elif paragraph := " ".join(clean("".join(texts)).split()):
            yield Block(BlockKind.PARAGRAPH, (Run(paragraph),))
            texts = []
