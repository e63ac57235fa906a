# SPDX-License-Identifier: MIT
"""Bookmarks as Markdown: a heading for each document and section, quotations as block quotes, notes below them."""

from collections.abc import Iterator

from companion.document.citation import cite
from companion.document.markdown import escaped, quotation
from companion.export.dossier import Dossier, Entry


def write(dossiers: list[Dossier]) -> str:
    """The whole file."""
    return "\n\n".join(["# Bookmarks and notes", *(part for dossier in dossiers for part in _document(dossier))]) + "\n"


def _document(dossier: Dossier) -> Iterator[str]:
    document = dossier.document
    yield f"## {escaped(document.title)}"
    source = cite(document.metadata, "", "", "markdown")
    if source:
        yield source
    section: tuple[str, ...] = ()
    for entry in dossier.entries:
        if entry.section != section:
            section = entry.section
            yield "### " + " › ".join(escaped(heading) for heading in section)
        yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    bookmark = entry.bookmark
    if entry.heading:
        yield f"**{escaped(entry.heading)}**"
    place = [entry.page and f"p. {escaped(entry.page)}", bookmark.colour, bookmark.created[:10], entry.state]
    foot = f"{' · '.join(filter(None, place))} <!-- {bookmark.id} -->"
    quote = quotation(entry.quote)
    yield f"{quote}\n>\n> — {foot}" if quote else f"— {foot}"
    if bookmark.note.strip():
        yield _paragraphs(bookmark.note)
    if bookmark.tags:
        yield "Tags: " + ", ".join(escaped(tag) for tag in bookmark.tags)


def _paragraphs(note: str) -> str:
    """The note with its lines and paragraphs as they were written."""
    paragraphs = "\n".join(line.strip() for line in note.strip().splitlines()).split("\n\n")
    return "\n\n".join("  \n".join(escaped(line) for line in part.splitlines() if line) for part in paragraphs if part)
