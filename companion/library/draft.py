# SPDX-License-Identifier: MIT
"""A manuscript made ready for the shelf, and how it is written there."""

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from companion.document.codec import blocks_to_json
from companion.document.model import (
    Document,
    Heading,
    Image,
    Manuscript,
    Metadata,
    Passage,
    Section,
    heading_path,
    headings,
    join_texts,
)
from companion.library.rows import DOCUMENT, document_to_row, marks_for, to_lines
from companion.library.values import Marked
from companion.library.vocabulary import write_vocabulary


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section as it is stored."""

    number: int
    title: str
    start: int
    length: int
    blocks: str


@dataclass(frozen=True, slots=True)
class Draft:
    """All rows of one document. The document's `id` and `added` are still to be given."""

    document: Document
    sections: tuple[SectionRow, ...]
    passages: tuple[Passage, ...]
    images: Mapping[str, Image]
    checksum: str

    @property
    def text(self) -> str:
        """The document's one text."""
        return "".join(passage.text for passage in self.passages)


def draft(manuscript: Manuscript, name: str, digest: str) -> Draft:
    """Number the sections, cut the passages and count the words of a manuscript made from the file `name`."""
    from companion.document.passages import cut_passages
    from companion.document.words import spans

    sections = _placed(manuscript.sections)
    rows = tuple(
        SectionRow(each.number, each.title, each.start, len(join_texts(each.blocks)), blocks_to_json(each.blocks))
        for each in sections
    )
    passages = cut_passages(sections)
    outline = manuscript.outline or headings(sections)
    document = Document(
        id="",
        metadata=_titled(manuscript.metadata, outline, name),
        format=manuscript.format,
        added="",
        words=sum(1 for passage in passages for _ in spans(passage.text)),
        length=sum(len(passage.text) for passage in passages),
        pages=manuscript.pages,
        original=name,
        digest=digest,
        warnings=manuscript.warnings,
        outline=outline,
    )
    checksum = checksum_of((row.blocks for row in rows), (passage.text for passage in passages))
    return Draft(document, rows, passages, manuscript.images, checksum)


def checksum_of(blocks: Iterable[str | bytes], texts: Iterable[str | bytes]) -> str:
    """What tells whether a document's stored sections and passages are still those that were written."""
    digest = hashlib.blake2b(digest_size=16)
    for part in (*blocks, *texts):
        digest.update(part.encode() if isinstance(part, str) else part)
        digest.update(b"\0")
    return digest.hexdigest()


def insert(db: sqlite3.Connection, draft: Draft) -> None:
    """Write a new document, whole."""
    columns = f"{DOCUMENT}, checksum"
    values = (*document_to_row(draft.document), draft.checksum)
    db.execute(f"INSERT INTO documents ({columns}) VALUES ({marks_for(columns)})", values)
    _insert_content(db, draft)


def replace_content(db: sqlite3.Connection, draft: Draft) -> None:
    """Write another edition of a document that is there already; what the reader made is not touched."""
    identity = draft.document.id
    for table in ("sections", "passages", "images", "mentions"):
        db.execute(f"DELETE FROM {table} WHERE document = ?", (identity,))
    columns = f"{DOCUMENT}, checksum"
    values = (*document_to_row(draft.document), draft.checksum, identity)
    assignments = ", ".join(f"{column.strip()} = ?" for column in columns.split(","))
    db.execute(f"UPDATE documents SET {assignments}, revision = revision + 1 WHERE id = ?", values)
    _insert_content(db, draft)


def write_mentions(db: sqlite3.Connection, document: str, marked: Marked) -> None:
    """Put what the glossary found in the place of the document's old mentions."""
    ids = dict(db.execute("SELECT name, id FROM terms WHERE NOT hidden").fetchall())
    rows = [(document, each.start, each.length, ids[each.term]) for each in marked.mentions if each.term in ids]
    db.execute("DELETE FROM mentions WHERE document = ?", (document,))
    db.executemany("INSERT INTO mentions (document, start, length, term) VALUES (?, ?, ?, ?)", rows)
    db.execute("UPDATE documents SET mentions_at = ? WHERE id = ?", (marked.revision, document))
    write_vocabulary(db, document, marked.labels)


def _insert_content(db: sqlite3.Connection, draft: Draft) -> None:
    identity, outline = draft.document.id, draft.document.outline
    db.executemany(
        "INSERT INTO sections (document, number, title, start, length, blocks) VALUES (?, ?, ?, ?, ?, ?)",
        [(identity, each.number, each.title, each.start, each.length, each.blocks) for each in draft.sections],
    )
    db.executemany(
        "INSERT INTO passages (document, start, text, section, page) VALUES (?, ?, ?, ?, ?)",
        [
            (identity, each.start, each.text, to_lines(heading_path(outline, _last_letter(each))), each.page)
            for each in draft.passages
        ],
    )
    db.executemany(
        "INSERT INTO images (document, name, media_type, width, height, data, address) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (identity, name, image.media_type, image.width, image.height, image.data, image.address)
            for name, image in draft.images.items()
        ],
    )


def _last_letter(passage: Passage) -> int:
    # A passage may begin with its own headings; those that enclose its end enclose all of it.
    return passage.start + max(len(passage.text.rstrip()) - 1, 0)


def _placed(sections: Iterable[Section]) -> tuple[Section, ...]:
    placed: list[Section] = []
    start = 0
    for number, section in enumerate(sections):
        placed.append(replace(section, start=start, number=number))
        start += len(join_texts(section.blocks)) + 1
    return tuple(placed)


def _titled(metadata: Metadata, outline: tuple[Heading, ...], name: str) -> Metadata:
    stem = PurePath(name).stem.replace("_", " ")
    candidates = (metadata.title, *(heading.title for heading in outline[:1]), stem, name, "Untitled")
    title = next(" ".join(each.split()) for each in candidates if each.strip())
    return replace(metadata, title=title.encode(errors="replace").decode())  # it may be a file's name of any bytes
