# SPDX-License-Identifier: MIT
"""Documents as the library's list shows them: which of them, in what order, and as rows."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from companion.document.model import Document
from companion.library.values import Collection, Reading
from companion.ui.rows import Row, Shape
from companion.ui.wording import count, joined

_FORMATS = {"markdown": "Markdown", "text": "Text", "plain": "Text", "html": "HTML", "docx": "Word"}
_LAST = "\U0010ffff"  # sorts after every name
_UNREAD = Reading(-1.0)


class Sorting(Enum):
    """The order of the documents; its value is what the reader calls it."""

    RECENT = "Added last"
    READ = "Read last"
    TITLE = "Title"
    AUTHOR = "Author"
    DATE = "Date, newest first"
    SIZE = "Length, longest first"
    PROGRESS = "Progress, furthest first"


@dataclass(frozen=True, slots=True)
class Shelved:
    """What the library holds: documents, how far each of them that was opened has been read, and collections."""

    documents: tuple[Document, ...] = ()
    readings: Mapping[str, Reading] = field(default_factory=dict)
    collections: tuple[Collection, ...] = ()

    def tags(self) -> list[str]:
        """Every tag of a document, in the order of the alphabet."""
        return sorted({tag for document in self.documents for tag in document.tags}, key=str.casefold)

    def filter_values(self) -> dict[str, list[str]]:
        """What a query may be narrowed to, by the filter's name: titles, authors, tags, years and kinds."""
        titles = sorted({document.title for document in self.documents}, key=str.casefold)
        authors = {author for document in self.documents for author in document.metadata.authors}
        years = {document.metadata.date[:4] for document in self.documents if document.metadata.date}
        return {
            "title": titles,
            "in": titles,
            "author": sorted(authors, key=str.casefold),
            "tag": self.tags(),
            "date": sorted(years, reverse=True),
            "kind": ["text", "note", "term"],
        }

    def collection(self, identity: str) -> Collection | None:
        """The collection of this id."""
        return next((each for each in self.collections if each.id == identity), None)


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """Which documents are wanted: with all of the words, in the collection (its id), with the tag.

    What is empty lets everything through.
    """

    words: tuple[str, ...] = ()
    collection: str = ""
    tag: str = ""

    def of(self, shelved: Shelved, sorting: Sorting) -> list[Document]:
        """The documents wanted, in this order; among equals by title."""
        kept = shelved.collection(self.collection)
        wanted = [
            document
            for document in shelved.documents
            if (kept is None or document.id in kept.documents)
            and (not self.tag or self.tag in document.tags)
            and _holds(document, self.words)
        ]
        wanted.sort(key=lambda document: document.title.casefold())
        key, backwards = _ORDERS[sorting]
        wanted.sort(key=lambda document: key(document, shelved.readings.get(document.id, _UNREAD)), reverse=backwards)
        return wanted


def document_rows(documents: Iterable[Document], shelved: Shelved, open_now: str) -> list[Row]:
    """A row for each document, with its id as value; `open_now` is the id of the one that is open."""
    names: dict[str, list[str]] = {}
    for collection in shelved.collections:
        for identity in collection.documents:
            names.setdefault(identity, []).append(collection.name)
    return [
        _row(document, shelved.readings.get(document.id), names.get(document.id, []), document.id == open_now)
        for document in documents
    ]


def format_name(document: Document) -> str:
    """What the reader calls the format."""
    return _FORMATS.get(document.format, document.format.upper())


def _row(document: Document, reading: Reading | None, collections: list[str], is_open: bool) -> Row:
    details = joined(_authors(document), document.metadata.date[:4], format_name(document))
    read = f"{round(100 * reading.fraction)} percent read" if reading is not None else ""
    kept = ", ".join([*collections, *(f"#{tag}" for tag in document.tags)])
    length = count(document.words, "word")
    tip = (document.title, ", ".join(document.metadata.authors), joined(length, read), kept)
    return Row(
        Shape.ENTRY,
        document.title,
        value=document.id,
        meta=details,
        fraction=reading.fraction if reading is not None else None,
        marked=is_open,
        lines=2 if is_open else 1,
        spoken=", ".join(part for part in (document.title, "open" if is_open else "", details, read, kept) if part),
        tip="\n".join(part for part in tip if part),
    )


def _holds(document: Document, words: Iterable[str]) -> bool:
    text = "\n".join((document.title, *document.metadata.authors, *document.tags, document.metadata.date)).casefold()
    return all(word in text for word in words)


def _authors(document: Document) -> str:
    authors = document.metadata.authors
    return f"{authors[0]} and others" if len(authors) > 2 else " and ".join(authors)


def _last_name(document: Document) -> str:
    """By what a document is sorted among authors; those without one come last."""
    authors = document.metadata.authors
    return authors[0].split()[-1].casefold() if authors and authors[0].split() else _LAST


# By what documents are sorted, and whether the highest comes first.
_ORDERS: dict[Sorting, tuple[Callable[[Document, Reading], str | float], bool]] = {
    Sorting.RECENT: (lambda document, _reading: document.added, True),
    Sorting.READ: (lambda _document, reading: reading.opened, True),
    Sorting.TITLE: (lambda document, _reading: document.title.casefold(), False),
    Sorting.AUTHOR: (lambda document, _reading: _last_name(document), False),
    Sorting.DATE: (lambda document, _reading: document.metadata.date, True),
    Sorting.SIZE: (lambda document, _reading: document.length, True),
    Sorting.PROGRESS: (lambda _document, reading: reading.fraction, True),
}
