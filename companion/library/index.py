# SPDX-License-Identifier: MIT
"""The full-text index: kept up by a process of its own, asked here, made anew whenever it cannot be used."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from companion.errors import DiskFull, LibraryError, ReadOnlyLibrary
from companion.library.files import discard
from companion.library.store import Store
from companion.library.trouble import READ_ONLY, explained
from companion.work import Progress, Work

if TYPE_CHECKING:
    from companion.search.kwic import Concordance, Sorting
    from companion.search.manifest import Manifest
    from companion.search.results import IndexState, IndexWord, Occurrence, PhraseCount, Results, SimilarPassages
    from companion.search.searcher import Searcher
    from companion.search.wishes import Called, Wishes

_T = TypeVar("_T")
_PAUSE = 0.5  # seconds between two looks at an index that another process is making
_ROOM = 1024 * 1024  # bytes; a disk with less is full
_PATIENCE = 20  # looks without any progress


class Index:
    """The index in `folder`, a cache that can be lost at any time. Any thread may use it; questions take turns.

    `called` says what the glossary's terms are also called.
    """

    def __init__(self, store: Store, folder: Path, called: Called = lambda _phrase: ()) -> None:
        self._store = store
        self._folder = folder
        self._called = called
        self._lock = threading.RLock()
        self._searcher: Searcher | None = None
        self._manifest: tuple[tuple[int, int, int], Manifest] | None = None
        self._building = False

    def state(self) -> IndexState:
        """How far the index has come."""
        from companion.search.results import IndexState

        documents = len(self._wanted())
        return IndexState(documents - len(self.behind()), documents, self._read_manifest().generation, self._building)

    def behind(self) -> set[str]:
        """Ids of the documents that are not in the index, or there in an older state."""
        held = self._read_manifest().documents
        return {document for document, revision in self._wanted().items() if held.get(document) != revision}

    def is_current(self) -> bool:
        """Whether the index holds what the library holds, notes and terms too, and nothing that was removed from it."""
        both = "SELECT id, revision FROM index_documents UNION ALL SELECT id, revision FROM index_entries"
        wanted = {row["id"]: row["revision"] for row in self._store.rows(both)}
        return self._read_manifest().documents == wanted

    def update(self) -> Work[IndexState]:
        """Bring the index up to the library, or make it anew where it is damaged.

        Closed in between, it keeps what was indexed by then.
        """
        if self._store.read_only:
            raise ReadOnlyLibrary(READ_ONLY)
        yield Progress(0, None, "looking")
        if not self.is_current() or self._ask(lambda searcher: searcher.generation) is None:
            self._building = True
            try:
                yield from self._bring_up()
            finally:
                self._building = False
        return self.state()

    def rebuild(self) -> Work[IndexState]:
        """Make the index anew."""
        if self._store.read_only:
            raise ReadOnlyLibrary(READ_ONLY)
        self._condemn()
        return (yield from self.update())

    def search(
        self,
        query: str,
        *,
        limit: int = 20,
        document: str | None = None,
        any_words: bool = False,
        typing: bool = False,
        wishes: Wishes | None = None,
    ) -> Results:
        """The best passages for a query; raises QueryError where it cannot be understood.

        `document` is the id of the only document to search, `any_words` asks for any of the words instead of all,
        `typing` says that the last word may be unfinished. Until there is an index the text itself is searched.
        """
        from companion.search.wishes import Wishes

        state = self.state()
        results = self._ask(
            lambda searcher: searcher.search(
                query, limit=limit, document=document, any_words=any_words, typing=typing, wishes=wishes or Wishes()
            )
        )
        if results is None:
            from companion.library.plain_search import plain_search

            results = plain_search(self._store, query, limit, document)
        elif state.indexed == state.documents:
            return results
        return replace(results, notice=results.notice or _so_far(state))

    def count_since(self, query: str, number: int) -> int:
        """How many passages with a higher number answer a query. Raises QueryError where it cannot be understood."""
        return self._ask(lambda searcher: searcher.count_since(query, number)) or 0

    def concordance(
        self,
        query: str,
        *,
        sorting: Sorting | None = None,
        first: int = 0,
        limit: int = 2000,
        document: str | None = None,
    ) -> Concordance:
        """Every place of a query's words in a line of its own: `limit` lines from the one numbered `first` on.

        `sorting` None is that by document. `document` is the id of the only document to look in. Raises QueryError
        where the query cannot be understood.
        """
        from companion.search.kwic import Concordance, Sorting

        state = self.state()
        order = sorting or Sorting.DOCUMENT
        found = self._ask(
            lambda searcher: searcher.concordance(query, sorting=order, first=first, limit=limit, document=document)
        )
        if found is None:
            return Concordance(query, notice="There is no index yet. The lines appear when it has been made.")
        if state.indexed == state.documents:
            return found
        return replace(found, notice=found.notice or _so_far(state))

    def similar(self, document: str, start: int, length: int, limit: int = 20) -> SimilarPassages:
        """The passages of the library most like a range of a document's text, with the words that they share.

        With a `length` of 0 it is the passage at `start` whose like is looked for.
        """
        from companion.search.results import SimilarPassages

        state = self.state()
        found = self._ask(lambda searcher: searcher.similar(document, start, length, limit))
        if found is None:
            return SimilarPassages(notice="There is no index yet. Similar passages appear when it has been made.")
        return found if state.indexed == state.documents else replace(found, notice=_so_far(state))

    def words(self, prefix: str = "", limit: int = 200) -> list[IndexWord]:
        """The words of the library that begin with `prefix`, in order."""
        return self._ask(lambda searcher: searcher.words(prefix, limit)) or []

    def phrases(self) -> Work[list[PhraseCount]]:
        """Words that stand together unusually often, the most unusual first; kept until the index changes."""
        from companion.library.processes import ProcessFailed, run_phrases
        from companion.search.phrases import read_phrases

        yield Progress(0, None, "looking")
        generation, phrases = read_phrases(self._folder)
        wanted = self._ask(lambda searcher: searcher.generation)
        if wanted and generation != wanted and not self._store.read_only:
            try:
                yield from run_phrases(self._folder)
            except ProcessFailed as error:
                raise LibraryError(f"The phrases could not be found ({error}). Try again in a while.") from error
            phrases = read_phrases(self._folder)[1]
        return phrases

    def occurrences(self, word: str, limit: int = 200) -> list[Occurrence]:
        """The first `limit` places where a word of the A-Z stands."""
        return self._ask(lambda searcher: searcher.occurrences(word, limit)) or []

    def close(self) -> None:
        """Close the index's files."""
        with self._lock:
            if self._searcher is not None:
                self._searcher.close()
                self._searcher = None

    def _wanted(self) -> dict[str, int]:
        rows = self._store.rows("SELECT id, revision FROM index_documents")
        return {row["id"]: row["revision"] for row in rows}

    def _bring_up(self) -> Work[None]:
        from companion.library.processes import ProcessFailed, run_indexer

        failures = idle = 0
        while True:
            generation = self._read_manifest().generation
            try:
                yield from run_indexer(self._store.database, self._folder)
            except ProcessFailed as error:
                failures += 1
                if failures > 1:
                    raise self._why_not_made(error) from error
                self._condemn()
                continue
            idle = 0 if self._read_manifest().generation != generation else idle + 1
            if self.is_current() or idle > _PATIENCE:
                return
            yield Progress(0, None, "waiting for another process that is indexing")
            time.sleep(_PAUSE)

    def _why_not_made(self, error: Exception) -> LibraryError:
        import shutil

        with contextlib.suppress(OSError):
            if shutil.disk_usage(self._folder.parent).free < _ROOM:
                return DiskFull(
                    "The disk is full, so the index could not be made. Free some space and try again; nothing is lost."
                )
        return LibraryError(f"The index could not be made ({error}). Free some disk space and try again.")

    def _ask(self, question: Callable[[Searcher], _T]) -> _T | None:
        """The newest generation's answer; None where there is no index that can be used."""
        from companion.search.errors import IndexUnusable

        with self._lock:
            try:
                searcher = self._newest()
                if searcher is None:
                    return None
                with explained(self._folder.parent):
                    return question(searcher)
            except IndexUnusable:
                self._condemn()
                return None

    def _newest(self) -> Searcher | None:
        generation = self._read_manifest().generation
        if self._searcher is not None and self._searcher.generation != generation:
            self.close()
        if self._searcher is None and generation:
            from companion.search.searcher import Searcher

            self._searcher = Searcher(self._folder, self._store.database, self._called)
        return self._searcher

    def _condemn(self) -> None:
        """Forget an index that cannot be used: without its manifest the indexer makes a new one."""
        from companion.search.manifest import NAME

        with self._lock:
            self.close()
            if not self._store.read_only:
                discard(self._folder / NAME)

    def _read_manifest(self) -> Manifest:
        """What the index holds; read again only when its file has changed."""
        from companion.search.manifest import NAME, Manifest, index_state

        try:
            status = (self._folder / NAME).stat()
        except OSError:
            return Manifest()
        seen = status.st_mtime_ns, status.st_size, status.st_ino
        known = self._manifest
        if known is None or known[0] != seen:
            self._manifest = known = seen, index_state(self._folder)
        return known[1]


def _so_far(state: IndexState) -> str:
    """What is to be said of an answer while not all documents are indexed."""
    return f"The index is being built: {state.indexed} of {state.documents} documents so far."
