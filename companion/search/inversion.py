# SPDX-License-Identifier: MIT
"""Turns the texts of documents into the content of a segment."""

from array import array
from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np

from companion.document.words import key
from companion.search.arrays import Array, narrow
from companion.search.postings import GAP, Content, Postings, entry_of, stem_key
from companion.search.schema import PLAIN_FIELDS, TEXT_FIELDS, plain_values
from companion.search.source import SourceDocument, SourcePassage
from companion.search.tokens import folded_words, hyphenated, joined_words

_HALF, _LOW = np.uint64(32), np.uint64(0xFFFFFFFF)
_BREAK = 0  # the id of what stands between two lines, so that no phrase runs across them


class Inverter:
    """Collects documents; `content` is what they make."""

    def __init__(self) -> None:
        self._vocabulary = _Vocabulary()
        self._texts = {field: _Row() for field in TEXT_FIELDS}
        self._values: dict[str, list[str]] = {field: [] for field in PLAIN_FIELDS}
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
            text = self._words(passage.text)
            self._texts["body"].add(text if document.kind == "text" else ())
            self._texts["entry"].add(() if document.kind == "text" else text)
            joined = map(self._vocabulary.joined, hyphenated(passage.text))
            self._texts["joined"].add([*chain.from_iterable(joined)])
            self._texts["section"].add(sections[passage.section])
            for field, words in shared.items():
                self._texts[field].add(words)
            for field, value in plain_values(document, passage).items():
                self._values[field].append(value)
        stretches = self._languages.setdefault(document.language, [])
        if stretches and stretches[-1][1] == first:
            first = stretches.pop()[0]
        stretches.append((first, len(self._numbers)))

    def content(self) -> Content:
        """The content of a segment with all that was taken in."""
        words = [word.encode() for word in self._vocabulary.words]
        order = sorted(range(_BREAK + 1, len(words)), key=words.__getitem__)
        rank = np.empty(len(words), np.uint32)
        rank[order] = np.arange(len(order))
        values = {field: sorted({value for value in self._values[field] if value}) for field in PLAIN_FIELDS}
        postings = {field: row.postings(rank) for field, row in self._texts.items()}
        postings |= {field: _plain_postings(self._values[field], values[field]) for field in PLAIN_FIELDS}
        return Content(
            words=[words[place] for place in order],
            values={field: [value.encode() for value in values[field]] for field in PLAIN_FIELDS},
            postings=postings,
            stems=self._stems(),
            bounds={field: row.bounds() for field, row in self._texts.items()},
            numbers=np.array(self._numbers),
        )

    def _words(self, text: str) -> list[int]:
        # No word holds a space, and what stands between two spaces comes again and again.
        return [*chain.from_iterable(map(self._vocabulary.__getitem__, text.split()))]

    def _lines(self, lines: Iterable[str]) -> list[int]:
        """The words of lines that do not run on, with a break between each two."""
        ids: list[int] = []
        for line in lines:
            ids += [_BREAK, *self._words(line)] if ids else self._words(line)
        return ids

    def _stems(self) -> list[bytes]:
        entries: list[bytes] = []
        for language, stretches in self._languages.items():
            used = np.zeros(len(self._vocabulary.words), bool)
            for row in self._texts.values():
                row.mark(used, stretches)
            words = [self._vocabulary.words[id] for id in np.flatnonzero(used).tolist() if id != _BREAK]
            entries += [entry_of(stem_key(language, key(word, language)), word.encode()) for word in words]
        return sorted(entries)


class _Vocabulary(dict[str, list[int]]):
    """The ids of the words in whatever stands between two spaces; words that fold to the same have the same id."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ["\n"]  # the break; no text has such a word
        self._ids: dict[str, int] = {}
        self._joined: dict[str, list[int]] = {}

    def __missing__(self, written: str) -> list[int]:
        ids = self[written] = [self._id(word) for word in folded_words(written)]
        return ids

    def joined(self, written: str) -> list[int]:
        """The ids of the words in it that are written with hyphens, without them."""
        if written not in self._joined:
            self._joined[written] = [*map(self._id, joined_words(written))]
        return self._joined[written]

    def _id(self, word: str) -> int:
        id = self._ids.setdefault(word, len(self.words))
        if id == len(self.words):
            self.words.append(word)
        return id


class _Row:
    """The words of one text field, passage after passage, as ids of the vocabulary."""

    def __init__(self) -> None:
        self._words = array("I")
        self._lengths = array("I")

    def add(self, words: Sequence[int]) -> None:
        self._words.extend(words)
        self._lengths.append(len(words))

    def bounds(self) -> Array:
        """Where each passage begins in the row with gaps, and where the row ends."""
        return np.append(0, np.cumsum(np.array(self._lengths, np.int64) + GAP))

    def mark(self, used: Array, stretches: Iterable[tuple[int, int]]) -> None:
        """Set `used` for the words in stretches of passages."""
        first = np.append(0, np.cumsum(np.frombuffer(self._lengths, np.uint32), dtype=np.int64))
        words = np.frombuffer(self._words, np.uint32)
        for start, stop in stretches:
            used[words[first[start] : first[stop]]] = True

    def postings(self, rank: Array) -> Postings:
        """The postings of the row, `rank` being the places of all words in their order."""
        lengths = np.frombuffer(self._lengths, np.uint32)
        words = np.frombuffer(self._words, np.uint32)
        passages = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)
        kept = np.flatnonzero(words != _BREAK)
        # One number for word and position: sorting plain numbers takes a third of the time of sorting their order.
        occurrences = rank[words[kept]].astype(np.uint64)
        occurrences <<= _HALF
        occurrences |= kept.astype(np.uint64)
        occurrences.sort()
        at = (occurrences & _LOW).astype(np.uint32)
        occurrences >>= _HALF
        ranks = occurrences.astype(np.uint32)
        del occurrences  # it is the largest
        ids = passages[at]
        new = np.append(True, (ranks[1:] != ranks[:-1]) | (ids[1:] != ids[:-1]))[: len(ids)]
        first = np.flatnonzero(new)
        counts = np.diff(np.append(first, len(ids)))
        return Postings(ranks[first], ids[first], narrow(counts), at + ids * np.uint32(GAP))


def _plain_postings(values: Sequence[str], known: Sequence[str]) -> Postings:
    """The postings of a field that has one of the known values, or none (""), in each passage."""
    place = {value: place for place, value in enumerate(known)}
    ranks = np.array([place.get(value, -1) for value in values], np.int64)
    order = np.argsort(ranks, kind="stable")
    order = order[ranks[order] >= 0]
    return Postings(ranks[order], order, np.ones_like(order))
