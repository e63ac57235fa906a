# SPDX-License-Identifier: MIT
"""Shows our segments to Whoosh, so that its own searcher and query parser can read the same index.

Whoosh reaches a segment through its codec; this one answers from the arrays. Nothing here is fast: our own searcher
reads the arrays themselves.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, dropwhile
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec import base, whoosh3
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Format
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from companion.search.arrays import Array, ArrayFile, head_checksum
from companion.search.manifest import SegmentEntry
from companion.search.schema import PLAIN_FIELDS, TEXT_FIELDS
from companion.search.segment import Segment
from companion.search.strings import StringTable


class ArraySegment(whoosh3.W3Segment):  # type: ignore[misc]
    """What Whoosh's table of contents says of a segment."""

    def __init__(self, indexname: str, entry: SegmentEntry) -> None:
        super().__init__(ArrayCodec(), indexname, doccount=entry.size)
        self.file_name = entry.file
        self._deleted = {id for start, stop in entry.deleted for id in range(start, stop)} or None


class ArrayCodec(base.Codec):  # type: ignore[misc]
    """Reads segments of arrays. They are written by `writer`, never by Whoosh."""

    def per_document_reader(self, storage: FileStorage, segment: ArraySegment) -> "_PassageReader":
        return _PassageReader(_open(storage, segment), segment)

    def terms_reader(self, storage: FileStorage, segment: ArraySegment) -> "_TermsReader":
        return _TermsReader(_open(storage, segment))


class _PassageReader(base.PerDocumentReader):  # type: ignore[misc]
    """Whoosh's questions about single documents, which are our passages."""

    def __init__(self, arrays: Segment, segment: ArraySegment) -> None:
        self._arrays = arrays
        self.doc_count = segment.doc_count
        self.doc_count_all = segment.doc_count_all
        self.has_deletions = segment.has_deletions
        self.is_deleted = segment.is_deleted
        self.deleted_docs = segment.deleted_docs

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return int(self._lengths(fieldname)[docnum]) or default

    def field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).sum())

    def min_field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).min())

    def max_field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).max())

    def stored_fields(self, docnum: int) -> dict[str, int]:
        return {"number": int(self._arrays.numbers[docnum])}

    def _lengths(self, field: str) -> Array:
        return self._arrays.lengths(field) if field in TEXT_FIELDS else np.zeros(self._arrays.size, np.int64)


class _TermsReader(base.TermsReader):  # type: ignore[misc]
    """Whoosh's questions about terms, each of which it names by field and UTF-8 bytes."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self.doc_frequency(*term) > 0

    def indexed_field_names(self) -> Iterable[str]:
        return sorted((*TEXT_FIELDS, *PLAIN_FIELDS))

    def terms(self) -> Iterator[tuple[str, bytes]]:
        return chain.from_iterable(map(self._terms_of, self.indexed_field_names()))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        return dropwhile(lambda term: term < (fieldname, prefix), self.terms())

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        ids, counts = self._postings(fieldname, text)
        if not len(ids):
            raise TermNotFound(f"{fieldname}:{text!r}")
        lengths: Array = self._segment.lengths(fieldname)[ids] if fieldname in TEXT_FIELDS else np.ones(1, np.int64)
        return TermInfo(
            weight=float(counts.sum()),
            df=len(ids),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(counts.max()),
            minid=int(ids[0]),
            maxid=int(ids[-1]),
        )

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        return len(self._postings(fieldname, text)[0])

    def frequency(self, fieldname: str, text: bytes) -> float:
        return float(self._postings(fieldname, text)[1].sum())

    def matcher(self, fieldname: str, text: bytes, format_: Format, scorer: Any = None) -> ListMatcher:
        info = self.term_info(fieldname, text)
        ids, counts = self._postings(fieldname, text)
        values = [b""] * len(ids)
        if fieldname in TEXT_FIELDS:
            starts = self._segment.bounds(fieldname)[ids]
            several = np.split(self._segment.places(fieldname, self._run(fieldname, text)), np.cumsum(counts)[:-1])
            values = [format_.encode((places - start).tolist()) for places, start in zip(several, starts, strict=True)]
        weights = counts.astype(float).tolist()
        return ListMatcher(ids.tolist(), weights, values, format_, scorer, term=(fieldname, text), terminfo=info)

    def _postings(self, field: str, text: bytes) -> tuple[Array, Array]:
        return self._segment.postings(field, self._run(field, text))

    def _run(self, field: str, text: bytes) -> range:
        place = self._table(field).place(text)
        return range(0) if place is None else range(place, place + 1)

    def _table(self, field: str) -> StringTable:
        return self._segment.words if field in TEXT_FIELDS else self._segment.values(field)

    def _terms_of(self, field: str) -> Iterator[tuple[str, bytes]]:
        table = self._table(field)
        held = np.diff(self._segment.arrays[f"{field}.first"].astype(np.int64)).tolist()
        return ((field, text) for text, count in zip(table.strings(0, len(table)), held, strict=True) if count)


def _open(storage: FileStorage, segment: ArraySegment) -> Segment:
    path = Path(storage.folder) / segment.file_name
    return Segment(ArrayFile(path, head_checksum(path)), [(id, id + 1) for id in segment.deleted_docs()])
