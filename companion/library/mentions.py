# SPDX-License-Identifier: MIT
"""Where a term stands: how its mentions are spread over sections and documents, and their sentences in stretches."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from companion.document.model import Heading
from companion.library.places import PLACES, place_from_row
from companion.library.rows import outline_from_row
from companion.library.store import Store
from companion.library.values import TermPlace

_END = 2**62


@dataclass(frozen=True, slots=True)
class SectionSpread:
    """A heading's part, up to the next heading of any level: `mentions` between the offsets `start` and `end`.

    `title` is "" for what stands before the first heading. `level` counts from 1.
    """

    title: str
    level: int
    start: int
    end: int
    mentions: int


@dataclass(frozen=True, slots=True)
class DocumentSpread:
    """A term's mentions in one document: `spans` are offset and length of each, in order."""

    document: str
    title: str
    date: str
    spans: tuple[tuple[int, int], ...]
    sections: tuple[SectionSpread, ...]


class Mentions:
    """The stored mentions, asked for one term. A place where several names of a term meet counts once."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def spread(self, term: str, wanted: Sequence[str] = ()) -> tuple[DocumentSpread, ...]:
        """The documents in which the term of this name stands, by title, but the first of `wanted` before the others.

        The documents `wanted` are told of also where the term does not stand in them.
        """
        first = wanted[0] if wanted else None
        spans: dict[str, list[tuple[int, int]]] = {document: [] for document in wanted}
        sql = """SELECT document, start, length FROM mentions JOIN terms ON terms.id = term AND NOT hidden
                 WHERE name = ? ORDER BY document, start"""
        for document, start, length in self._store.rows(sql, term):
            spans.setdefault(document, []).append((start, length))
        rows = self._store.rows("SELECT id, title, date, length, outline FROM documents WHERE removed_at IS NULL")
        shown = sorted(
            (row for row in rows if row["id"] in spans),
            key=lambda row: (row["id"] != first, row["title"].casefold(), row["id"]),
        )
        return tuple(
            DocumentSpread(
                row["id"],
                row["title"],
                row["date"],
                tuple(spans[row["id"]]),
                sections(outline_from_row(row), [start for start, _ in spans[row["id"]]], row["length"]),
            )
            for row in shown
        )

    def places(self, term: str, document: str, start: int = 0, end: int = _END, limit: int = 1_000) -> list[TermPlace]:
        """The first `limit` places of the term between two offsets of a document, each with its sentence."""
        return [place_from_row(row) for row in self._store.rows(PLACES, term, document, document, start, end, limit)]


def sections(outline: Sequence[Heading], starts: Sequence[int], length: int) -> tuple[SectionSpread, ...]:
    """Share out the mentions that begin at `starts` among the headings of a document of `length` code points."""
    if not outline:
        return ()
    edges = [heading.start for heading in outline]
    counts = Counter(bisect_right(edges, start) - 1 for start in starts)
    found = [SectionSpread("", 1, 0, edges[0], counts[-1])] if counts[-1] else []
    ends = [*edges[1:], max(length, edges[-1])]
    for number, (heading, end) in enumerate(zip(outline, ends, strict=True)):
        found.append(SectionSpread(heading.title, heading.level, heading.start, end, counts[number]))
    return tuple(found)
