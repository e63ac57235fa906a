# SPDX-License-Identifier: MIT
"""Which format a file has: told by its first bytes, then by its name; and the table of readers."""

from dataclasses import dataclass
from pathlib import PurePath

from companion.errors import UnknownFormat


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be read: the endings of its files' names, and the module that reads it."""

    name: str
    title: str
    suffixes: tuple[str, ...]
    module: str


FORMATS = (
    Format("markdown", "Markdown", (".md", ".markdown", ".mdown", ".mkd"), "companion.importers.markdown"),
    Format("text", "Text", (".txt", ".text"), "companion.importers.plain"),
    Format("html", "HTML", (".html", ".htm", ".xhtml", ".xht"), "companion.importers.html"),
    Format("pdf", "PDF", (".pdf",), "companion.importers.pdf"),
    Format("epub", "EPUB", (".epub",), "companion.importers.epub"),
    Format("docx", "Word", (".docx", ".docm", ".dotx", ".dotm"), "companion.importers.docx"),
)
SUFFIXES = tuple(suffix for each in FORMATS for suffix in each.suffixes)

# What other files begin with, and what a reader would call them. They would pass for text in some encoding.
_SIGNATURES = (
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3", "a database"),
)
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # also holds a DOCX that is protected by a password
_ZIPPED = frozenset({"epub", "docx"})  # formats whose files are ZIP archives
_EPUB = b"mimetypeapplication/epub+zip"  # stands at the front of an EPUB's archive


def recognise(name: str, head: bytes) -> Format:
    """The format of a file called `name` that begins with `head` (a few kilobytes are enough).

    Raises UnknownFormat with a sentence that says what the file seems to be.
    """
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            raise UnknownFormat(f"{name} is {kind}, which cannot be read yet. Convert it to Markdown or text first.")
    if head.startswith(b"%PDF-"):
        return named("pdf")
    suffix = PurePath(name).suffix.lower()
    found = next((each for each in FORMATS if suffix in each.suffixes), None)
    if head.startswith(_OLD_OFFICE) and (found is None or found.name != "docx"):
        raise UnknownFormat(f"{name} is an old Office file. Open it in Word, save it as DOCX and import that.")
    if head.startswith(_ZIP) and (found is None or found.name not in _ZIPPED):
        if _EPUB in head[:100]:
            return named("epub")
        if b"word/" in head:
            return named("docx")
        raise UnknownFormat(
            f"{name} is a ZIP archive of a kind that cannot be read. If it holds documents, unpack it and import those."
        )
    if found is not None:
        return found
    if not suffix and b"\0" not in head:  # README, LICENSE and their like
        return named("text")
    kinds = ", ".join(SUFFIXES)
    raise UnknownFormat(f"{name} is of a kind that cannot be read. These can: {kinds}.")


def named(name: str) -> Format:
    """The format called `name`. Raises UnknownFormat."""
    for each in FORMATS:
        if each.name == name:
            return each
    raise UnknownFormat(f"There is no reader for the format {name}.")
