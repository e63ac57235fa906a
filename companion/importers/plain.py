# SPDX-License-Identifier: MIT
"""Plain text, in any encoding, to a manuscript."""

from companion.document.clean import clean
from companion.document.model import BlockKind, Manuscript, Metadata, title_of
from companion.importers.decoding import decode
from companion.importers.pages import split_pages
from companion.importers.paragraphs import blocks_of
from companion.importers.sections import cut_sections
from companion.importers.source import Source

_NO_TITLES = frozenset({"contents", "table of contents", "содержание", "оглавление", "inhalt", "table des matières"})


def read(source: Source) -> Manuscript:
    """The paragraphs, lists and headings of a text; its title is the heading that it begins with."""
    decoded = decode(source.data)
    text = clean(decoded.text)
    pages = split_pages(text)
    blocks = blocks_of(text, pages)
    title = title_of(blocks[0]) if blocks and blocks[0].kind is BlockKind.HEADING else ""
    if title.casefold() in _NO_TITLES:
        title = ""
    return Manuscript(
        format="text",
        metadata=Metadata(title=title),
        sections=cut_sections(blocks, title),
        pages=len(pages) if len(pages) > 1 else None,
        warnings=decoded.warnings,
    )
