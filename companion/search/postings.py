# SPDX-License-Identifier: MIT
"""Postings as arrays: made from texts, joined from segments, laid out for a file.

For each term, in order, stand the passages that hold it (`ids`, numbers within the segment) and how often each does
(`counts`). For the terms of text fields also stand their `places`: a field's texts are thought of as one long row
of words, passage after passage with a gap of one between them, and a place is a position in that row. So a phrase is
found by comparing places alone, and no phrase runs from one passage into the next.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from companion.document.words import WORD, fold, key
from companion.search.arrays import Array, narrow
from companion.search.schema import FIELD_CODES, PLAIN_FIELDS, TEXT_FIELDS, plain_values
from companion.search.source import SourceDocument, SourcePassage
from companion.search.strings import string_arrays
from companion.search.tokens import BREAK

GAP = 1
_NO_WORD, _BREAK = 0, 1  # ids of the vocabulary


@dataclass(frozen=True, slots=True)
class Postings:
    """Postings of terms, one row per posting, sorted by term and within a term by passage.

    `term` is the term's place in the order. `places` has, posting after posting, as many places as `placed` says.
    """

    term: Array
    ids: Array
    counts: Array
    placed: Array
    places: Array


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that a segment holds.

    `stems` are made by `stem_entry`; `bounds` says for each text field where in its row of words each passage begins,
    and where the row ends; `numbers` are the library's numbers of the passages.
    """

    terms: list[bytes]
    postings: Postings
    stems: list[bytes]
    bounds: dict[str, Array]
    numbers: Array

    def arrays(self) -> dict[str, Array]:
        """The arrays of a segment's file."""
        terms, postings = np.arange(len(self.terms) + 1), self.postings
        first_posting = np.searchsorted(postings.term, terms)
        first_place = np.append(0, np.cumsum(postings.placed))[first_posting]
        return {
            **string_arrays("terms", self.terms),
            **string_arrays("stems", self.stems),
            "first_posting": narrow(first_posting),
            "first_place": narrow(first_place),
            "numbers": self.numbers.astype(np.int64),
            **{f"bounds.{field}": narrow(bounds) for field, bounds in self.bounds.items()},
            "ids": narrow(postings.ids),
            "counts": narrow(postings.counts),
            "places": narrow(postings.places),
        }


def stem_entry(language: str, stem: str, word: str = "") -> bytes:
    """What the table of stems holds for a word in documents of a language; without a word, the beginning of it."""
    return f"{language}\0{stem}\0{word}".encode()


class Inverter:
    """Collects the words of documents and turns them into the content of a segment."""

    def __init__(self) -> None:
        self._vocabulary = _Vocabulary()
        self._rows = {field: _Row() for field in FIELD_CODES}
        self._numbers = array("q")
        self._languages: dict[str, list[tuple[int, int]]] = {}  # the stretches of passages in each

    def add(self, document: SourceDocument, passages: Sequence[SourcePassage]) -> None:
        """Take in a document with its passages."""
        first = len(self._numbers)
        shared = {
            "title": self._words(document.title),
            "author": self._lines(document.authors.splitlines()),
            "tag": self._lines(document.tags.splitlines()),
        }
        sections: dict[tuple[str, ...], list[int]] = {}
        for passage in passages:
            self._numbers.append(passage.number)
            if passage.section not in sections:
                sections[passage.section] = self._lines(passage.section)
            self._rows["body"].add(self._words(passage.text))
            self._rows["section"].add(sections[passage.section])
            for field, words in shared.items():
                self._rows[field].add(words)
            values = plain_values(document, passage)
            for field in PLAIN_FIELDS:
                self._rows[field].add([self._vocabulary.id(values[field])] if field in values else [])
        self._languages.setdefault(document.language, []).append((first, len(self._numbers)))

    def content(self) -> Content:
        """The content of a segment with all that was taken in."""
        words = [word.encode() for word in self._vocabulary.words]
        order = sorted(range(len(words)), key=words.__getitem__)
        rank = np.empty(len(words), np.int64)
        rank[order] = np.arange(len(words))
        terms: list[bytes] = []
        parts: list[Postings] = []
        bounds: dict[str, Array] = {}
        for field, code in FIELD_CODES.items():
            row = self._rows[field]
            used, part = with_used_terms(row.postings(rank, placed=field in TEXT_FIELDS))
            parts.append(replace(part, term=part.term + len(terms)))
            terms += [code + words[order[place]] for place in used.tolist()]
            if field in TEXT_FIELDS:
                bounds[field] = row.bounds()
        return Content(terms, join_postings(parts), self._stems(), bounds, np.array(self._numbers))

    def _words(self, text: str) -> list[int]:
        ids = [*map(self._vocabulary.__getitem__, WORD.findall(text))]
        return [id for id in ids if id != _NO_WORD] if _NO_WORD in ids else ids

    def _lines(self, lines: Iterable[str]) -> list[int]:
        """The words of lines that do not run on, with a break between each two."""
        ids: list[int] = []
        for line in lines:
            ids += [_BREAK, *self._words(line)] if ids else self._words(line)
        return ids

    def _stems(self) -> list[bytes]:
        entries: list[bytes] = []
        for language, stretches in self._languages.items():
            used = [self._rows[field].used(stretches) for field in TEXT_FIELDS]
            for id in np.unique(np.concatenate(used)).tolist():
                if id != _BREAK:
                    word = self._vocabulary.words[id]
                    entries.append(stem_entry(language, key(word, language), word))
        return sorted(entries)


class _Vocabulary(dict[str, int]):
    """The id of every word as it is written; words that fold to the same have the same id."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ["", BREAK]
        self._ids = {word: id for id, word in enumerate(self.words)}

    def __missing__(self, written: str) -> int:
        id = self[written] = self.id(fold(written))
        return id

    def id(self, word: str) -> int:
        """The id of a folded word, or of a value that is not to be folded."""
        id = self._ids.setdefault(word, len(self.words))
        if id == len(self.words):
            self.words.append(word)
        return id


class _Row:
    """The words of one field, passage after passage, as ids of the vocabulary."""

    def __init__(self) -> None:
        self._words = array("I")
        self._lengths = array("I")

    def add(self, words: Sequence[int]) -> None:
        self._words.extend(words)
        self._lengths.append(len(words))

    def bounds(self) -> Array:
        """Where each passage begins in the row with gaps, and where the row ends."""
        lengths = np.array(self._lengths, np.int64) + GAP
        return np.append(0, np.cumsum(lengths))

    def used(self, stretches: Iterable[tuple[int, int]]) -> Array:
        """The words in stretches of passages."""
        first = np.append(0, np.cumsum(np.array(self._lengths, np.int64)))
        words = np.frombuffer(self._words, np.uint32) if self._words else np.empty(0, np.uint32)
        return np.concatenate([np.unique(words[first[start] : first[stop]]) for start, stop in stretches])

    def postings(self, rank: Array, *, placed: bool) -> Postings:
        """The postings of the row's words, with the words' ranks as terms."""
        words = np.array(self._words, np.uint32)
        lengths = np.array(self._lengths, np.int64)
        passage = np.repeat(np.arange(len(lengths)), lengths)
        place = np.arange(len(words)) + passage * GAP
        kept = words != _BREAK
        term, passage, place = rank[words[kept]], passage[kept], place[kept]
        order = np.argsort(term, kind="stable")
        term, passage, place = term[order], passage[order], place[order]
        new = np.append(True, (term[1:] != term[:-1]) | (passage[1:] != passage[:-1]))[: len(term)]
        first = np.flatnonzero(new)
        counts = np.diff(np.append(first, len(term)))
        if not placed:
            return Postings(term[first], passage[first], counts, np.zeros_like(counts), place[:0])
        return Postings(term[first], passage[first], counts, counts, place)


def with_used_terms(postings: Postings) -> tuple[Array, Postings]:
    """The terms that there are, in order, and the postings with those terms' places instead of them."""
    used, places = np.unique(postings.term, return_inverse=True)
    return used, Postings(places, postings.ids, postings.counts, postings.placed, postings.places)


def join_postings(parts: Sequence[Postings]) -> Postings:
    """Postings one after another."""
    return Postings(
        term=np.concatenate([part.term for part in parts]),
        ids=np.concatenate([part.ids for part in parts]),
        counts=np.concatenate([part.counts for part in parts]),
        placed=np.concatenate([part.placed for part in parts]),
        places=np.concatenate([part.places for part in parts]),
    )
