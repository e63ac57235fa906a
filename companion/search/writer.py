# SPDX-License-Identifier: MIT
"""Writes the index, one generation at a time.

A generation is a set of files that never change again. The writer adds the new files beside the old ones, syncs
them, renames a manifest that names them into place, and only then removes what no manifest names: killed anywhere,
it leaves either the old generation or the new one, and the next writer clears the rest away.
"""

import re
import shutil
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from companion.search.arrays import ArrayFile, write_arrays
from companion.search.codec import ArraySegment
from companion.search.errors import IndexUnusable
from companion.search.files import measure, verify
from companion.search.inversion import Inverter
from companion.search.manifest import NAME, Manifest, next_generation, read_manifest, sync, write_manifest
from companion.search.merging import merge
from companion.search.postings import Content
from companion.search.schema import INDEX_NAME, make_schema
from companion.search.segment import Segment
from companion.search.source import SourceDocument, SourcePassage

LOCK_NAME = "lock"

_OF_AN_INDEX = re.compile(rf"_?{INDEX_NAME}_|{re.escape(NAME)}")  # how the names of its files begin
_MOST_SEGMENTS = 6
_SMALL = 4_000  # passages
_MOST_SMALL = 3


class IndexWriter:
    """The one writer of an index folder; whoever makes it holds the folder's lock.

    On opening it checks every byte of the index, begins an empty one where there is none to go on with, and clears
    away what a killed writer left behind.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._storage = FileStorage(str(folder))
        self._entries: list[ArraySegment] = []
        try:
            self.manifest = read_manifest(folder)
            verify(folder, self.manifest)
            self._entries = TOC.read(self._storage, INDEX_NAME, gen=self.manifest.toc).segments
            for entry in self._entries:
                self._arrays(entry).check()
        except IndexUnusable:
            self.manifest = Manifest(next_generation(folder))
            self._entries = []
        self._clear()

    def commit(
        self, removed: Collection[str], added: Sequence[tuple[SourceDocument, Sequence[SourcePassage]]]
    ) -> Manifest:
        """Take documents out, by id, put documents in, and make that the index's next generation.

        A changed document is both removed and added.
        """
        for entry in self._entries:
            self._delete(entry, removed)
        entries = [entry for entry in self._entries if entry.doc_count()]
        if added:
            inverter = Inverter()
            for document, passages in added:
                inverter.add(document, passages)
            entries.append(self._write(inverter.content()))
        documents = {id: revision for id, revision in self.manifest.documents.items() if id not in removed}
        documents |= {document.id: document.revision for document, _ in added}
        return self._publish(entries, documents)

    def tidy(self) -> bool:
        """Join segments into a generation with fewer, if there are too many; whether there were."""
        chosen = _to_join(self._entries)
        if not chosen:
            return False
        content = merge([Segment(self._arrays(entry), entry.deleted_docs()) for entry in chosen])
        others = [entry for entry in self._entries if entry not in chosen]
        self._publish([*others, self._write(content)], dict(self.manifest.documents))
        return True

    def _arrays(self, entry: ArraySegment) -> ArrayFile:
        return ArrayFile(self._folder / entry.file_name, self.manifest.files[entry.file_name].checksum)

    def _delete(self, entry: ArraySegment, documents: Iterable[str]) -> None:
        segment = Segment(self._arrays(entry))
        for document in documents:
            for id in segment.having("document", document, document).ids.tolist():
                entry.delete_document(id)

    def _write(self, content: Content) -> ArraySegment:
        entry = ArraySegment(INDEX_NAME, len(content.numbers))
        write_arrays(self._folder / entry.file_name, content.arrays())
        return entry

    def _publish(self, entries: list[ArraySegment], documents: dict[str, int]) -> Manifest:
        """Make the segments the next generation."""
        toc = self.manifest.toc + 1
        TOC(make_schema(), entries, toc).write(self._storage, INDEX_NAME)
        names = [TOC._filename(INDEX_NAME, toc), *(entry.file_name for entry in entries)]
        known = self.manifest.files
        sync(self._folder / name for name in names if name not in known)
        files = {name: known.get(name) or measure(self._folder / name) for name in names}
        self.manifest = Manifest(self.manifest.generation + 1, toc, documents, files)
        write_manifest(self._folder, self.manifest)
        self._entries = entries
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


def _to_join(entries: Sequence[ArraySegment]) -> list[ArraySegment]:
    """The segments to make one of: many small ones, or the smaller half where there are too many of all sizes."""
    by_size = sorted(entries, key=ArraySegment.doc_count)
    small = [entry for entry in by_size if entry.doc_count() < _SMALL]
    if len(small) > _MOST_SMALL:
        return small
    return by_size[: len(by_size) // 2] if len(by_size) > _MOST_SEGMENTS else []
