# SPDX-License-Identifier: MIT
"""The places where a term stands, each with the sentence around it."""

import sqlite3

from companion.document.sentences import sentence_around
from companion.library.rows import from_lines
from companion.library.values import TermPlace

_LONGEST = 400  # code points of a sentence that are shown

# Takes the term's name, a document or None for all (twice), two offsets, and the number of places.
PLACES = """
    SELECT mentions.document, documents.title, passages.section, passages.page, mentions.start, mentions.length,
           passages.text, passages.start AS passage
    FROM mentions
    JOIN terms ON terms.id = mentions.term AND NOT terms.hidden
    JOIN documents ON documents.id = mentions.document AND documents.removed_at IS NULL
    JOIN passages ON passages.document = mentions.document AND passages.start = (
        SELECT max(start) FROM passages WHERE document = mentions.document AND start <= mentions.start)
    WHERE terms.name = ? AND (? IS NULL OR mentions.document = ?) AND mentions.start >= ? AND mentions.start < ?
    ORDER BY documents.title COLLATE NOCASE, mentions.document, mentions.start
    LIMIT ?"""


def place_from_row(row: sqlite3.Row) -> TermPlace:
    """A place from the columns of PLACES."""
    text: str = row["text"]
    at = row["start"] - row["passage"]
    end = min(at + row["length"], len(text))
    first, last = sentence_around(text, at, end, _LONGEST)
    return TermPlace(
        document=row["document"],
        title=row["title"],
        section=from_lines(row["section"]),
        page=row["page"],
        start=row["start"],
        length=row["length"],
        sentence=text[first:last],
        span=(at - first, end - first),
    )
