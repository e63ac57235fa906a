# SPDX-License-Identifier: MIT
"""Bookmarks as a collection of Web Annotations (W3C Recommendation, 2017), which other readers can take in.

Each annotation names its place twice: by quotation and by position. `meta` holds headings and page, as the EPUB
Annotations draft of the W3C does.
"""

import json
from typing import Any

from companion.document.bookmark import Bookmark
from companion.document.model import Document
from companion.export.dossier import Dossier, Entry

_NAMES = "urn:x-reading-companion"

_Shape = dict[str, Any]


def write(dossiers: list[Dossier]) -> str:
    """The whole file."""
    items = [_annotation(entry, dossier.document) for dossier in dossiers for entry in dossier.entries]
    collection = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"{_NAMES}:bookmarks",
        "type": "AnnotationCollection",
        "label": "Bookmarks and notes",
        "total": len(items),
        "first": {"id": f"{_NAMES}:bookmarks:1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return json.dumps(collection, ensure_ascii=False, indent=2) + "\n"


def _annotation(entry: Entry, document: Document) -> _Shape:
    bookmark = entry.bookmark
    annotation = {
        "id": f"{_NAMES}:bookmark:{bookmark.id}",
        "type": "Annotation",
        "motivation": _motivation(bookmark),
        "created": bookmark.created,
        "modified": bookmark.changed,
        "body": _bodies(entry),
        "target": {
            "source": _source(document),
            "selector": _selectors(bookmark),
            "styleClass": bookmark.colour,
            "meta": {"headings": list(entry.section), "page": entry.page, "anchor": bookmark.state.value},
        },
    }
    return {name: value for name, value in annotation.items() if value}


def _motivation(bookmark: Bookmark) -> str:
    if bookmark.note.strip():
        return "commenting"
    return "highlighting" if bookmark.anchor.end > bookmark.anchor.start else "bookmarking"


def _bodies(entry: Entry) -> list[_Shape]:
    bookmark = entry.bookmark
    texts = [
        ("describing", entry.heading),
        ("commenting", bookmark.note),
        *(("tagging", tag) for tag in bookmark.tags),
    ]
    return [
        {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": text}
        for purpose, text in texts
        if text.strip()
    ]


def _selectors(bookmark: Bookmark) -> list[_Shape]:
    anchor = bookmark.anchor
    return [
        {"type": "TextQuoteSelector", "exact": anchor.quote, "prefix": anchor.prefix, "suffix": anchor.suffix},
        {"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end},
    ]


def _source(document: Document) -> _Shape:
    metadata = document.metadata
    described = {
        "id": f"{_NAMES}:document:{document.id}",
        "type": "Text",
        "language": metadata.language,
        "dc:title": document.title,
        "dc:creator": list(metadata.authors),
        "dc:publisher": metadata.publisher,
        "dc:date": metadata.date,
        "dc:source": metadata.source,
    }
    return {name: value for name, value in described.items() if value}
