# SPDX-License-Identifier: MIT
"""Bookmarks as a table of comma-separated values (RFC 4180) that no spreadsheet takes for formulas."""

import csv
import io

from companion.document.cells import protected
from companion.export.dossier import Dossier, Entry

_COLUMNS = (
    "document", "authors", "date", "section", "page", "title", "quote", "note", "tags", "colour", "state",
    "created", "changed", "start", "length", "source", "bookmark",
)  # fmt: skip


def write(dossiers: list[Dossier]) -> str:
    """The whole file. It begins with a byte order mark, by which spreadsheets know that it is UTF-8."""
    content = io.StringIO(newline="")
    table = csv.writer(content)
    table.writerow(_COLUMNS)
    for dossier in dossiers:
        table.writerows(_row(dossier, entry) for entry in dossier.entries)
    return "\ufeff" + content.getvalue()


def _row(dossier: Dossier, entry: Entry) -> list[str]:
    metadata, bookmark, anchor = dossier.document.metadata, entry.bookmark, entry.bookmark.anchor
    texts = (
        dossier.document.title,
        "; ".join(metadata.authors),
        metadata.date,
        " › ".join(entry.section),
        entry.page,
        bookmark.title,
        entry.quote,
        bookmark.note,
        "; ".join(bookmark.tags),
        bookmark.colour,
        bookmark.state.value,
        bookmark.created,
        bookmark.changed,
        str(anchor.start),
        str(anchor.end - anchor.start),
        metadata.source,
        bookmark.id,
    )
    return [protected(text) for text in texts]
