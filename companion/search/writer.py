# SPDX-License-Identifier: MIT
"""Writes the index, one generation at a time.

A generation is a set of files that never change again. The writer adds the new files beside the old ones, syncs
them, renames a manifest that names them into place, and only then removes what no manifest names: killed anywhere,
it leaves either the old generation or the new one, and the next writer clears the rest away.
"""

import shutil
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from whoosh import query
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.writing import SegmentWriter

from companion.search.errors import IndexUnusable
from companion.search.lexicon import DocumentWords, change_lexicon, lexicon_name
from companion.search.manifest import (
    NAME,
    IndexFile,
    Manifest,
    measure,
    next_generation,
    read_manifest,
    sync,
    verify,
    write_manifest,
)
from companion.search.schema import INDEX_NAME, document_words, make_schema, passage_words, plain_fields
from companion.search.source import SourceDocument, SourcePassage

LOCK_NAME = "lock"


class IndexWriter:
    """The one writer of an index folder; whoever makes it holds the folder's lock.

    On opening it clears what a killed writer left behind, and begins an empty index where none can be used.
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
        if not self.manifest.files:
            TOC.create(self._storage, make_schema(), INDEX_NAME)

    def commit(
        self, removed: Collection[str], added: Sequence[tuple[SourceDocument, Sequence[SourcePassage]]]
    ) -> Manifest:
        """Take documents out, by id, put documents in, and make that the index's next generation.

        A changed document is both removed and added.
        """
        toc, segments, words = self._write_postings(removed, added)
        generation = self.manifest.generation + 1
        lexicon = lexicon_name(generation)
        old = lexicon_name(self.manifest.generation)
        with change_lexicon(
            self._folder / old if old in self.manifest.files else None, self._folder / lexicon
        ) as change:
            change.remove(removed)
            change.add(words)
        names = [TOC._filename(INDEX_NAME, toc), lexicon]
        names += [name for segment in segments for name in segment.list_files(self._storage)]
        documents = {id: revision for id, revision in self.manifest.documents.items() if id not in removed}
        documents |= {document.id: document.revision for document, _ in added}
        self.manifest = Manifest(generation, toc, documents, self._measured(names))
        write_manifest(self._folder, self.manifest)
        self._clear()
        return self.manifest

    def _write_postings(
        self, removed: Collection[str], added: Sequence[tuple[SourceDocument, Sequence[SourcePassage]]]
    ) -> tuple[int, list[Any], list[DocumentWords]]:
        writer = _PatientWriter(FileIndex(self._storage, indexname=INDEX_NAME), compound=False)
        try:
            if removed:
                writer.delete_by_query(query.Or([query.Term("document", document) for document in removed]))
            words = [_add_document(writer, document, passages) for document, passages in added]
            writer.commit()
        except BaseException:
            if not writer.is_closed:
                writer.cancel()
            raise
        return writer.generation, writer.committed, words

    def _measured(self, names: Iterable[str]) -> dict[str, IndexFile]:
        """The files with size and checksum, those that are new synced to the disk."""
        known = self.manifest.files
        fresh = [name for name in names if name not in known]
        sync(self._folder / name for name in fresh)
        return {name: known.get(name) or measure(self._folder / name) for name in names}

    def _clear(self) -> None:
        """Remove what the manifest does not name."""
        kept = {*self.manifest.files, LOCK_NAME}
        if self.manifest.files:
            kept.add(NAME)
        for path in self._folder.iterdir():
            if path.name in kept:
                continue
            with suppress(OSError):  # Windows keeps a file that a reader still has open; the next run removes it
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink()


class _PatientWriter(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer, which leaves the files of the generation before in place when it commits."""

    def _commit_toc(self, segments: list[Any]) -> None:
        TOC(self.schema, segments, self.generation).write(self.storage, self.indexname)
        self.committed = segments


def _add_document(writer: SegmentWriter, document: SourceDocument, passages: Sequence[SourcePassage]) -> DocumentWords:
    words = DocumentWords(document.id, document.language)
    shared = document_words(document)
    for values in shared.values():
        words.add_metadata(values)
    for passage in passages:
        own = passage_words(passage)
        words.add_metadata(own["section"])
        words.add_passage(own["body"])
        writer.add_document(**plain_fields(document, passage), **shared, **own)
    return words
