# SPDX-License-Identifier: MIT
"""Answers queries from one generation of the index; the face of this package."""

import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from companion.document.words import fold
from companion.search.errors import IndexUnusable
from companion.search.expansion import Expander, Expansions
from companion.search.kwic import Concordance, Sorting, Spread
from companion.search.kwic_lines import kwic_lines
from companion.search.marking import matching_ranges
from companion.search.nodes import And, Form, Most, Node, Not, Numbers, Word, all_of, needs_text, text_leaves
from companion.search.opening import open_index
from companion.search.query import parse
from companion.search.results import Hit, IndexWord, Occurrence, Results, SimilarHit, SimilarPassages
from companion.search.similarity import any_word, shared_words
from companion.search.snippet import cut_context, cut_snippet
from companion.search.source import Source, SourceDocument, SourceEntry, SourcePassage
from companion.search.suggestion import suggest
from companion.search.tokens import Tokens
from companion.search.wishes import Called, Wishes

__all__ = ["IndexUnusable", "Searcher"]

_NOTHING = "There is no word in this search: write at least one letter or digit."
_FEW = 5  # passages that hold all the words: where there are fewer, those that hold most of them are wanted too
_NO_WISHES = Wishes()
_NO_PLACES = "A concordance needs a word or a phrase that stands in the text itself."
_TEXTS = Word("text", Form.EXACT, "kind")


class Searcher:
    """One generation of the index, open for reading. It may be used from any thread; calls take turns.

    The index at `index_folder` knows passages by number; their text comes from the library's `database`, and what the
    glossary's terms are also called from `called`. Raises
    IndexUnusable where the index is missing, damaged or of another version, here and in every method.
    """

    def __init__(self, index_folder: Path, database: Path, called: Called = lambda _phrase: ()) -> None:
        self._lock = threading.Lock()
        self._index = open_index(index_folder)
        self._source = Source(database)
        self._called = called

    @property
    def generation(self) -> int:
        """Which state of the index this is; it grows with each change."""
        return self._index.generation

    def close(self) -> None:
        """Close the database. The index's files are released when nobody uses them any more."""
        with self._lock:
            self._source.close()

    def search(
        self,
        query: str,
        *,
        limit: int = 20,
        document: str | None = None,
        any_words: bool = False,
        typing: bool = False,
        wishes: Wishes = _NO_WISHES,
    ) -> Results:
        """The best `limit` passages that answer the query, with the exact number of all that do.

        `document` restricts to one document, by id; `any_words` takes passages that hold any of the words, best
        first; `typing` says that the last word may be unfinished. The glossary's entry that is called as the query is
        counted, but is no hit: it is the definition. Raises QueryError where the query cannot be understood.
        """
        began = time.perf_counter()
        node = parse(query, typing=typing, any_words=any_words)
        if node is None:
            return Results(query, notice=_NOTHING if query.strip() else None)
        own = self._called(query.strip().strip('"'))
        with self._lock:
            stretch = self._source.stretch(document, *wishes.stretch) if document and wishes.stretch else None
            with _unusable_on_error():
                wider, expansions = self._expanded(query, node, wishes)
                scoped = partial(_within, document=document, stretch=stretch)
                best = self._index.best(scoped(wider), limit + bool(own), wishes.order)
                rest = self._partial(wider, scoped, limit) if best.total < _FEW else []
                suggestion = None if best.total else self._suggestion(query, node)
            hits, others = self._hits(wider, best.passages), self._hits(wider, rest)
        hits = tuple(hit for hit in hits if not (own and hit.kind == "term" and hit.entry == own[0]))[:limit]
        return Results(
            query,
            best.total,
            time.perf_counter() - began,
            hits,
            others,
            best.entries,
            expansions,
            suggestion,
            newest=self._index.newest,
        )

    def count_since(self, query: str, number: int) -> int:
        """How many passages with a higher number answer a query. Raises QueryError where it cannot be understood."""
        node = parse(query)
        if node is None:
            return 0
        with self._lock, _unusable_on_error():
            wider, _ = self._expanded(query, node, _NO_WISHES)
            return self._index.count(all_of([wider, Numbers(number + 1, sys.maxsize)]))

    def concordance(
        self,
        query: str,
        *,
        sorting: Sorting = Sorting.DOCUMENT,
        first: int = 0,
        limit: int = 2000,
        document: str | None = None,
    ) -> Concordance:
        """Every place of the query's words in a line of its own: `limit` lines from the one numbered `first` on.

        All places are counted and sorted; only the text of the lines wanted is read. `document` restricts to one
        document, by id. Raises QueryError where the query cannot be understood.
        """
        began = time.perf_counter()
        node = parse(query)
        if node is None or not text_leaves(node):
            return Concordance(query, notice=_NO_PLACES if query.strip() else None)
        with self._lock:
            with _unusable_on_error():
                places = self._index.places(_within(node, document))
            documents = self._source.documents(places.documents)
            titles = {id: document.title for id, document in documents.items()}
            with _unusable_on_error():
                wanted = places.places(places.sorted(sorting, titles)[first : first + limit])
                scatter = places.scatter()
            lines = tuple(kwic_lines(wanted, self._source))
        spreads = [
            Spread(id, titles[id], found.words, tuple(found.places.tolist()))
            for id, found in scatter.items()
            if id in titles
        ]
        spreads.sort(key=lambda spread: (spread.title.casefold(), spread.document))
        return Concordance(query, len(places), first, lines, tuple(spreads), time.perf_counter() - began)

    def similar(self, document: str, start: int, length: int, limit: int = 20) -> SimilarPassages:
        """The passages most like the range of a document's text, or like the passage there where `length` is 0.

        A passage that the range reaches into is none of them, and neither is one that shares but a single word of
        several.
        """
        began = time.perf_counter()
        with self._lock:
            own = self._source.passages_in(document, start, start + max(length, 1))
            known = self._source.documents([document]).get(document)
            if known is None or not own:
                return SimilarPassages()
            text = "".join(passage.text for passage in own)
            if length:
                text = text[max(start - own[0].start, 0) :][:length]
            with _unusable_on_error():
                words = self._index.telling_words(text, known.language)
            if not words:
                return SimilarPassages(seconds=time.perf_counter() - began)
            query = any_word(words)
            skipped = {passage.number for passage in own}
            with _unusable_on_error():
                best = self._index.best(all_of([query, _TEXTS]), 2 * limit + len(own)).passages
            alike = self._alike(query, words, [each for each in best if each[0] not in skipped])
            kept = [each for each in alike if len(each.shared) >= min(2, len(words))][:limit]
        return SimilarPassages(tuple(word.text for word in words), tuple(kept), time.perf_counter() - began)

    def words(self, prefix: str = "", limit: int = 200) -> list[IndexWord]:
        """The A-Z of the texts: folded words that begin with the prefix, in order, numbers last."""
        with self._lock, _unusable_on_error():
            return self._index.lexicon.words(fold(prefix.strip()), limit)

    def occurrences(self, word: str, limit: int = 200) -> list[Occurrence]:
        """The first `limit` places in the library where the word stands in just this form, case and accents aside."""
        folded = fold(word.strip())
        found: list[Occurrence] = []
        with self._lock:
            with _unusable_on_error():
                numbers = self._index.holders(folded)[:limit]
            for passage, document in self._fetch(numbers):
                found += _occurrences(folded, passage, document)
        return found[:limit]

    def _alike(self, query: Node, words: Sequence[Word], best: Sequence[tuple[int, float]]) -> Iterator[SimilarHit]:
        scores = dict(best)
        for passage, document in self._fetch([number for number, _ in best]):
            with _unusable_on_error():
                spans = self._ranges(query, passage, document)
            hit = _hit(passage, document, scores[passage.number], spans)
            yield SimilarHit(hit, shared_words(words, passage.text, spans, document.language))

    def _expanded(self, query: str, node: Node, wishes: Wishes) -> tuple[Node, Expansions]:
        """The query with the other names of its terms that the texts hold."""
        if not wishes.expand:
            return node, ()

        def wanted(name: str, other: Node) -> bool:
            return name not in wishes.without and self._index.count(other) > 0

        return Expander(query, self._called, wanted, self._index.lexicon.is_inflected).expand(node)

    def _partial(self, node: Node, scoped: Callable[[Node], Node], limit: int) -> list[tuple[int, float]]:
        """Of the passages that hold most of the parts of a query, but not all, those with more of them first."""
        parts = node.parts if isinstance(node, And) else ()
        texts = tuple(part for part in parts if not isinstance(part, Not) and text_leaves(part))
        others = [part for part in parts if part not in texts]
        found: list[tuple[int, float]] = []
        for least in range(len(texts) - 1, len(texts) // 2, -1):
            more = Not(Most(texts, least + 1))
            best = self._index.best(scoped(all_of([Most(texts, least), more, *others])), limit - len(found))
            found += best.passages
        return found

    def _hits(self, node: Node, best: Sequence[tuple[int, float]]) -> tuple[Hit, ...]:
        textual = needs_text(node)
        fetched = self._fetch_all([number for number, _ in best])
        hits: list[Hit] = []
        for number, score in best:
            if number not in fetched:
                continue
            passage, document, entry = fetched[number]
            with _unusable_on_error():
                spans = self._ranges(node, passage, document)
            # The library may be ahead of the index: a passage that no longer says so is no hit.
            if spans or not textual:
                hits.append(_hit(passage, document, score, spans) if entry is None else _entry_hit(entry, score, spans))
        return tuple(hits)

    def _fetch_all(self, numbers: Sequence[int]) -> dict[int, tuple[SourcePassage, SourceDocument, SourceEntry | None]]:
        """Those of the passages, and of the passages of entries, that are still in the library."""
        texts = {passage.number: (passage, document, None) for passage, document in self._fetch(numbers)}
        entries = self._source.entries(numbers)
        return texts | {number: (entry.passage, entry.document, entry) for number, entry in entries.items()}

    def _ranges(self, node: Node, passage: SourcePassage, document: SourceDocument) -> tuple[tuple[int, int], ...]:
        lexicon = self._index.lexicon
        return matching_ranges(node, Tokens(passage.text), lambda word: lexicon.stands_for(word, document.language))

    def _fetch(self, numbers: Sequence[int]) -> Iterator[tuple[SourcePassage, SourceDocument]]:
        """Those of the passages that are still in the library, in the order of their numbers here."""
        passages = self._source.passages(numbers)
        documents = self._source.documents({passage.document for passage in passages.values()})
        for number in numbers:
            passage = passages.get(number)
            if passage and passage.document in documents:
                yield passage, documents[passage.document]

    def _suggestion(self, query: str, node: Node) -> str | None:
        corrected = suggest(query, node, self._index.lexicon, lambda word: self._index.count(word) > 0)
        better = parse(corrected, typing=True) if corrected else None
        return corrected if better is not None and self._index.count(better) else None


def _within(node: Node, document: str | None, stretch: tuple[int, int] | None = None) -> Node:
    """The query, in one document alone where one is named by its id, and in these numbers of passages alone."""
    parts = [node]
    if document is not None:
        parts.append(Word(document, Form.EXACT, "document"))
    if stretch is not None:
        parts.append(Numbers(*stretch))
    return all_of(parts)


def _hit(passage: SourcePassage, document: SourceDocument, score: float, spans: tuple[tuple[int, int], ...]) -> Hit:
    return Hit(
        kind="text",
        document=document.id,
        title=document.title,
        section=passage.section,
        page=passage.page,
        start=passage.start,
        length=len(passage.text),
        score=score,
        snippet=cut_snippet(passage.text, spans),
        matches=tuple((passage.start + start, passage.start + end) for start, end in spans),
    )


def _entry_hit(entry: SourceEntry, score: float, spans: tuple[tuple[int, int], ...]) -> Hit:
    passage = entry.passage
    return Hit(
        kind=entry.document.kind,
        document=passage.document,
        title=entry.document.title,
        section=passage.section,
        page=passage.page,
        start=passage.start,
        length=entry.length,
        score=score,
        snippet=cut_snippet(passage.text, spans),
        entry=entry.key,
    )


def _occurrences(word: str, passage: SourcePassage, document: SourceDocument) -> Iterator[Occurrence]:
    tokens = Tokens(passage.text)
    for start, end in (tokens.range_of(place) for place, other in enumerate(tokens.words) if other == word):
        line = cut_context(passage.text, (start, end))
        yield Occurrence(
            document=document.id,
            title=document.title,
            section=passage.section,
            page=passage.page,
            start=passage.start + start,
            length=end - start,
            text=line.text,
            span=line.spans[0],
        )


@contextmanager
def _unusable_on_error() -> Iterator[None]:
    """A damaged index raises anything at all while it is read."""
    try:
        yield
    except Exception as error:
        raise IndexUnusable(f"The index cannot be read: {error!r}") from error
