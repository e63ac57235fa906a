# SPDX-License-Identifier: MIT
"""Writes the index, one generation at a time.

A generation is a set of files that never change again. The writer adds the new files beside the old ones, syncs
them, renames a manifest that names them into place, and only then removes what no manifest names: killed anywhere,
it leaves either the old generation or the new one, and the next writer clears the rest away.
"""

import re
import secrets
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from companion.search.arrays import EXTENSION, ArrayFile, write_arrays
from companion.search.codec import ArraySegment
from companion.search.errors import IndexUnusable
from companion.search.files import measure, verify
from companion.search.inversion import Inverter
from companion.search.manifest import (
    NAME,
    Manifest,
    SegmentEntry,
    next_generation,
    read_manifest,
    sync,
    write_manifest,
)
from companion.search.merging import merge
from companion.search.postings import Content
from companion.search.schema import INDEX_NAME, make_schema
from companion.search.segment import Segment
from companion.search.source import SourceDocument, SourcePassage

LOCK_NAME = "lock"

_OF_AN_INDEX = re.compile(rf"_?{INDEX_NAME}_|{re.escape(NAME)}")  # how the names of its files begin
_SMALL = 4_000  # passages
_MOST_SMALL = 3


@dataclass(frozen=True, slots=True)
class NewSegment:
    """A segment that was written but is not yet of the index, with the revision of each of its documents, by id."""

    entry: SegmentEntry
    documents: Mapping[str, int]
    last_title: str


def write_segment(
    folder: Path, documents: Iterable[tuple[SourceDocument, Sequence[SourcePassage]]]
) -> NewSegment | None:
    """Write the documents into a new file in `folder`; None where there are none.

    Any process may do so while another writes the index.
    """
    inverter = Inverter()
    revisions: dict[str, int] = {}
    title = ""
    for document, passages in documents:
        inverter.add(document, passages)
        revisions[document.id] = document.revision
        title = document.title
    return NewSegment(_write(folder, inverter.content()), revisions, title) if revisions else None


class IndexWriter:
    """The one writer of an index folder; whoever makes it holds the folder's lock.

    It goes on with the index that is there, or begins an empty one where there is none to go on with, and clears
    away what a killed writer left behind. Raises IndexUnusable, in every method, where it meets damage.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._storage = FileStorage(str(folder))
        try:
            self.manifest = read_manifest(folder)
            verify(folder, self.manifest)
        except IndexUnusable:
            self.manifest = Manifest(next_generation(folder))
        self._clear()

    def begin_anew(self) -> None:
        """Give the index up; the next commit makes the first generation of a new one."""
        self.manifest = Manifest(next_generation(self._folder))
        self._clear()

    def check(self) -> None:
        """Check every byte of the index."""
        for entry in self.manifest.segments:
            self._arrays(entry).check()

    def commit(self, removed: Collection[str], added: NewSegment | None = None) -> Manifest:
        """Take documents out, by id, put a segment in, and make that the index's next generation.

        A changed document is both removed and added.
        """
        entries = [self._without(entry, removed) for entry in self.manifest.segments]
        documents = {id: revision for id, revision in self.manifest.documents.items() if id not in removed}
        if added is not None:
            entries.append(added.entry)
            documents |= added.documents
        return self._publish([entry for entry in entries if entry.live], documents)

    def tidy(self) -> bool:
        """Join segments into a generation with fewer, if there are too many; whether there were."""
        return self._join(to_join(self.manifest.segments))

    def settle(self) -> bool:
        """Join all segments but the largest, after much was added; whether there were several."""
        return self._join(sorted(self.manifest.segments, key=lambda entry: entry.live)[:-1])

    def _join(self, chosen: Sequence[SegmentEntry]) -> bool:
        if len(chosen) < 2:
            return False
        joined = merge([Segment(self._arrays(entry), entry.deleted) for entry in chosen])
        others = [entry for entry in self.manifest.segments if entry not in chosen]
        self._publish([*others, _write(self._folder, joined)], dict(self.manifest.documents))
        return True

    def _arrays(self, entry: SegmentEntry) -> ArrayFile:
        return ArrayFile(self._folder / entry.file, self.manifest.files[entry.file].checksum)

    def _without(self, entry: SegmentEntry, documents: Iterable[str]) -> SegmentEntry:
        """The segment with documents deleted."""
        segment = Segment(self._arrays(entry), entry.deleted)
        gone = [segment.having("unit", document, document).ids.tolist() for document in documents]
        return replace(entry, deleted=tuple(_ranges([*entry.deleted, *((id, id + 1) for ids in gone for id in ids)])))

    def _publish(self, entries: Sequence[SegmentEntry], documents: dict[str, int]) -> Manifest:
        """Make the segments the next generation."""
        toc = self.manifest.toc + 1
        TOC(make_schema(), [ArraySegment(INDEX_NAME, entry) for entry in entries], toc).write(self._storage, INDEX_NAME)
        names = [TOC._filename(INDEX_NAME, toc), *(entry.file for entry in entries)]
        known = self.manifest.files
        sync(self._folder / name for name in names if name not in known)
        files = {name: known.get(name) or measure(self._folder / name) for name in names}
        self.manifest = Manifest(self.manifest.generation + 1, toc, documents, tuple(entries), files)
        write_manifest(self._folder, self.manifest)
        self._clear()
        return self.manifest

    def _clear(self) -> None:
        """Remove files of an index that the manifest does not name."""
        kept = {*self.manifest.files}
        if self.manifest.files:
            kept.add(NAME)
        for path in self._folder.iterdir():
            if path.name in kept or not _OF_AN_INDEX.match(path.name):
                continue
            with suppress(OSError):  # Windows keeps a file that a reader still has open; the next run removes it
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink()


def _write(folder: Path, content: Content) -> SegmentEntry:
    name = f"{INDEX_NAME}_{secrets.token_hex(8)}{EXTENSION}"
    write_arrays(folder / name, content.arrays())
    return SegmentEntry(name, len(content.numbers))


def _ranges(ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The half-open ranges in order, those that touch made one."""
    last: tuple[int, int] | None = None
    for start, stop in sorted(ranges):
        if last is not None and start <= last[1]:
            last = last[0], max(stop, last[1])
            continue
        if last is not None:
            yield last
        last = start, stop
    if last is not None:
        yield last


def to_join(entries: Iterable[SegmentEntry]) -> list[SegmentEntry]:
    """The segments to make one of: small ones where there are many, or some that together outweigh the next larger.

    So each segment but the small ones weighs as much as all smaller ones together, there are few, and over time a
    passage is moved as often as the library doubles (O'Neil and others 1996 call that a log-structured merge).
    """
    by_size = sorted(entries, key=lambda entry: entry.live)
    small = [entry for entry in by_size if entry.live < _SMALL]
    chosen = small if len(small) > _MOST_SMALL else []
    weight = sum(entry.live for entry in small)
    for place in range(len(small), len(by_size)):
        if weight > by_size[place].live and place:
            chosen = by_size[: place + 1]
        weight += by_size[place].live
    return chosen
