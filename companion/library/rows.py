# SPDX-License-Identifier: MIT
"""Values to rows of library.db and back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from companion.document.model import Anchor, Document, Heading, Metadata

if TYPE_CHECKING:
    from companion.document.bookmark import Bookmark
    from companion.glossary.model import Term

DOCUMENT = (
    "id, title, authors, date, publisher, language, description, source, extra, format, added, words, length, pages, "
    "original, digest, tags, warnings, outline"
)
BOOKMARK = "id, document, start, length, quote, prefix, suffix, title, note, tags, colour, state, created, changed"
TERM = "name, definition, category, aliases, abbreviations, related, sources, origin, scope"


def now() -> str:
    """The time in UTC as ISO 8601; later times sort after earlier ones."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def marks_for(columns: str) -> str:
    """As many question marks as there are columns."""
    return ", ".join("?" for _ in columns.split(","))


def to_lines(items: Iterable[str]) -> str:
    """Short texts, one a line; empty ones are left out."""
    lines = (" ".join(item.split()) for item in items)
    return "\n".join(line for line in lines if line)


def from_lines(text: str) -> tuple[str, ...]:
    """The texts that `to_lines` joined."""
    return tuple(text.split("\n")) if text else ()


def document_to_row(document: Document) -> tuple[Any, ...]:
    """The columns of DOCUMENT."""
    about = document.metadata
    outline = [[heading.title, heading.level, heading.start, heading.page] for heading in document.outline]
    return (
        document.id,
        *metadata_to_row(about),
        document.format,
        document.added,
        document.words,
        document.length,
        document.pages,
        document.original,
        document.digest,
        to_lines(document.tags),
        to_lines(document.warnings),
        _json(outline),
    )  # fmt: skip


def metadata_to_row(about: Metadata) -> tuple[str, ...]:
    """The columns from title to extra."""
    return (
        about.title,
        to_lines(about.authors),
        about.date,
        about.publisher,
        about.language,
        about.description,
        about.source,
        _json(dict(about.extra)),
    )


def document_from_row(row: sqlite3.Row) -> Document:
    """A document from the columns of DOCUMENT."""
    return Document(
        id=row["id"],
        metadata=Metadata(
            title=row["title"],
            authors=from_lines(row["authors"]),
            date=row["date"],
            publisher=row["publisher"],
            language=row["language"],
            description=row["description"],
            source=row["source"],
            extra=json.loads(row["extra"]),
        ),
        format=row["format"],
        added=row["added"],
        words=row["words"],
        length=row["length"],
        pages=row["pages"],
        original=row["original"],
        digest=row["digest"],
        tags=from_lines(row["tags"]),
        warnings=from_lines(row["warnings"]),
        outline=outline_from_row(row),
    )


def outline_from_row(row: sqlite3.Row) -> tuple[Heading, ...]:
    """The headings from the column outline."""
    return tuple(Heading(*heading) for heading in json.loads(row["outline"]))


def bookmark_to_row(bookmark: Bookmark) -> tuple[Any, ...]:
    """The columns of BOOKMARK."""
    return (
        bookmark.id,
        *anchor_to_row(bookmark.anchor),
        bookmark.title,
        bookmark.note,
        to_lines(bookmark.tags),
        bookmark.colour,
        bookmark.state.value,
        bookmark.created,
        bookmark.changed,
    )


def bookmark_from_row(row: sqlite3.Row) -> Bookmark:
    """A bookmark from the columns of BOOKMARK."""
    from companion.document.bookmark import AnchorState, Bookmark

    return Bookmark(
        id=row["id"],
        anchor=anchor_from_row(row),
        title=row["title"],
        note=row["note"],
        tags=from_lines(row["tags"]),
        colour=row["colour"],
        state=AnchorState(row["state"]),
        created=row["created"],
        changed=row["changed"],
    )


def anchor_to_row(anchor: Anchor) -> tuple[Any, ...]:
    """The columns from document to suffix."""
    length = anchor.end - anchor.start
    return anchor.document, anchor.start, length, anchor.quote, anchor.prefix, anchor.suffix


def anchor_from_row(row: sqlite3.Row) -> Anchor:
    """An anchor from the columns from document to suffix."""
    end = row["start"] + row["length"]
    return Anchor(row["document"], row["start"], end, row["quote"], row["prefix"], row["suffix"])


def term_to_row(term: Term) -> tuple[str, ...]:
    """The columns of TERM."""
    return (
        " ".join(term.name.split()),
        term.definition,
        term.category,
        to_lines(term.aliases),
        to_lines(term.abbreviations),
        to_lines(term.related),
        to_lines(term.sources),
        term.origin,
        term.scope,
    )


def term_from_row(row: sqlite3.Row | Mapping[str, Any]) -> Term:
    """A term from the columns of TERM."""
    from companion.glossary.model import Term

    return Term(
        name=row["name"],
        definition=row["definition"],
        category=row["category"],
        aliases=from_lines(row["aliases"]),
        abbreviations=from_lines(row["abbreviations"]),
        related=from_lines(row["related"]),
        sources=from_lines(row["sources"]),
        origin=row["origin"],
        scope=row["scope"],
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
