# SPDX-License-Identifier: MIT
"""Documents with bookmarks as RIS records, for reference managers; each bookmark is a note of its record."""

from collections.abc import Iterator

from companion.document.people import person
from companion.export.dossier import Dossier, Entry


def write(dossiers: list[Dossier]) -> str:
    """The whole file."""
    return "".join(f"{tag}  - {value}\r\n" for dossier in dossiers for tag, value in _record(dossier))


def _record(dossier: Dossier) -> Iterator[tuple[str, str]]:
    metadata = dossier.document.metadata
    tags = dict.fromkeys(tag for entry in dossier.entries for tag in entry.bookmark.tags)
    fields = [
        ("TY", "RPRT"),
        ("ID", dossier.document.id),
        *(("AU", person(name).inverted) for name in metadata.authors),
        ("TI", dossier.document.title),
        ("PY", metadata.date[:4]),
        ("DA", metadata.date.replace("-", "/")),
        ("PB", metadata.publisher),
        ("LA", metadata.language),
        ("UR", metadata.source),
        ("AB", metadata.description),
        *(("KW", tag) for tag in tags),
        *(("N1", _note(entry)) for entry in dossier.entries),
    ]
    yield from ((tag, " ".join(value.split())) for tag, value in fields if value.strip())
    yield "ER", ""


def _note(entry: Entry) -> str:
    quote = entry.quote
    page = f"(p. {entry.page})" if entry.page else ""
    return " ".join(filter(None, (entry.heading, f"“{quote}”" if quote else "", page, entry.bookmark.note)))
