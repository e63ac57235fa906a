# SPDX-License-Identifier: MIT
"""Opens one generation of the index and finds the best passages in it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC
from whoosh.reading import SegmentReader

from companion.search.errors import IndexUnusable
from companion.search.lexicon import Lexicon, lexicon_name
from companion.search.manifest import Manifest, read_manifest, verify
from companion.search.matching import Matcher
from companion.search.query import Form, Node, Word
from companion.search.ranking import FIELD_WEIGHTS, Ranking, Scores
from companion.search.schema import INDEX_NAME
from companion.search.segment import Ids, Segment, ids_of

_ATTEMPTS = 5


class OpenIndex:
    """One generation of the index. It stays whole while later generations replace its files."""

    def __init__(self, folder: Path, manifest: Manifest, storage: FileStorage) -> None:
        verify(folder, manifest)
        toc = TOC.read(storage, INDEX_NAME, gen=manifest.toc)
        self.generation = manifest.generation
        readers = [SegmentReader(storage, toc.schema, segment) for segment in toc.segments]
        self._segments = [Segment(reader, FIELD_WEIGHTS) for reader in readers]
        self.lexicon = Lexicon(folder / lexicon_name(manifest.generation))
        self.matcher = Matcher(self.lexicon)
        self._ranking = Ranking(self._segments, self.matcher)

    def close(self) -> None:
        """Close the files."""
        self.lexicon.close()
        for segment in self._segments:
            segment.close()

    def count(self, node: Node) -> int:
        """How many passages match."""
        return sum(len(self.matcher.find(node, segment)) for segment in self._segments)

    def best(self, node: Node, limit: int) -> tuple[int, list[tuple[int, float]]]:
        """How many passages match, and number and score of the best, equals in the library's order."""
        found = [self.matcher.find(node, segment) for segment in self._segments]
        total = sum(map(len, found))
        if not total or limit < 1:
            return total, []
        scores = np.concatenate(self._ranking.scores(node, found))
        numbers = self._numbers(found)
        order = _top(scores, numbers, limit)
        return total, [(int(numbers[index]), float(scores[index])) for index in order]

    def holders(self, word: str) -> list[int]:
        """Numbers of the passages whose text holds the folded word itself, in order."""
        exact = Word(word, Form.EXACT)
        found = [np.unique(ids_of(self.matcher.places(exact, segment))) for segment in self._segments]
        return sorted(self._numbers(found).tolist())

    def _numbers(self, found: Sequence[Ids]) -> Ids:
        parts = [segment.numbers[ids] for segment, ids in zip(self._segments, found, strict=True) if len(ids)]
        return np.concatenate(parts) if parts else np.empty(0, np.int64)


def open_index(folder: Path) -> OpenIndex:
    """The index in `folder` as its manifest has it now; IndexUnusable for whatever reason it cannot be opened."""
    for attempt in range(1, _ATTEMPTS + 1):
        manifest = read_manifest(folder)
        storage = _TidyStorage(str(folder), readonly=True)
        try:
            return OpenIndex(folder, manifest, storage)
        except Exception as error:  # a damaged index raises anything at all
            storage.close_files()
            # An indexer may have put a later generation in place meanwhile and removed the files of this one.
            if attempt == _ATTEMPTS or read_manifest(folder).generation == manifest.generation:
                raise IndexUnusable(f"The index cannot be opened: {error!r}") from error
    raise AssertionError


class _TidyStorage(FileStorage):  # type: ignore[misc]
    """A folder that can close what was opened in it, which Whoosh leaves open where it fails half-way."""

    def __init__(self, folder: str, **options: Any) -> None:
        super().__init__(folder, **options)
        self._opened: list[Any] = []

    def open_file(self, name: str, **options: Any) -> Any:
        file = super().open_file(name, **options)
        self._opened.append(file)
        return file

    def close_files(self) -> None:
        for file in self._opened:
            if not file.is_closed:
                file.close()


def _top(scores: Scores, numbers: Ids, limit: int) -> Any:
    """The indices of the `limit` highest scores, best first, equal ones by number."""
    chosen = np.arange(len(scores))
    if len(scores) > limit:
        lowest = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        chosen = np.flatnonzero(scores >= lowest)
    return chosen[np.lexsort((numbers[chosen], -scores[chosen]))][:limit]
