# SPDX-License-Identifier: MIT
"""The words of the texts as they are written: stems' forms, the A-Z with its counts, and all words with theirs."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

import numpy as np

from companion.document.words import key
from companion.search.nodes import Form, Word
from companion.search.results import IndexWord
from companion.search.segment import Segment

_REMEMBERED = 1_000  # words of queries
_AFTER_DIGITS = ":"  # the code point after "9"


class Lexicon:
    """The words of several segments together."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        self._forms = lru_cache(maxsize=_REMEMBERED)(self._look_up_forms)
        self._near = lru_cache(maxsize=_REMEMBERED)(self._look_up_near)

    def stands_for(self, word: Word, language: str) -> frozenset[str]:
        """The words in texts of a language for which a word of a query stands, if it stands for a set of them."""
        if word.form is Form.FUZZY:
            return self.near(word.text, word.distance)
        return self._forms(word.text, language)

    def is_inflected(self, word: str) -> bool:
        """Whether English texts have other forms of a folded word than its plural, as they have of ordinary words."""
        return not self.stands_for(Word(word), "en") <= {word, f"{word}s", f"{word}es"}

    def near(self, word: str, distance: int) -> frozenset[str]:
        """The words that differ by at most so many letters (optimal string alignment: also two exchanged)."""
        return self._near(word, distance)

    def words(self, prefix: str, limit: int) -> list[IndexWord]:
        """Words of the texts that begin with the folded prefix, in order; those that begin with a digit come last."""
        if prefix:
            return self._between(prefix, prefix, limit)
        letters = self._between(_AFTER_DIGITS, "", limit)
        return letters + self._between("", "9", limit - len(letters))

    def passages(self, word: str) -> int:
        """How many passages hold the folded word itself in their text."""
        return sum(len(segment.found("body", [segment.word(word)]).ids) for segment in self._segments)

    def _look_up_forms(self, word: str, language: str) -> frozenset[str]:
        stem = key(word, language)
        return frozenset(segment.text(form) for segment in self._segments for form in segment.forms(language, stem))

    def _look_up_near(self, word: str, distance: int) -> frozenset[str]:
        return frozenset(chain.from_iterable(segment.near(word, distance) for segment in self._segments))

    def _between(self, low: str, high: str, limit: int) -> list[IndexWord]:
        """At most `limit` words from `low` up to all that begin with `high`."""
        runs = [segment.words_between(low, high) for segment in self._segments]
        found: list[IndexWord] = []
        while len(found) < limit and any(runs):
            words = [segment.texts(run[:limit]) for segment, run in zip(self._segments, runs, strict=True)]
            # Of the next words of all segments, this many come before any that was not looked at.
            taken = sorted(set().union(*words))[:limit]
            passages: Counter[str] = Counter()
            documents: Counter[str] = Counter()
            for place, segment in enumerate(self._segments):
                ready = bisect_right(words[place], taken[-1])
                held = segment.holders(runs[place][:ready])
                for word, *counts in zip(words[place][:ready], *map(np.ndarray.tolist, held), strict=True):
                    passages[word] += counts[0]
                    documents[word] += counts[1]
                runs[place] = runs[place][ready:]
            found += [IndexWord(word, passages[word], documents[word]) for word in taken if passages[word]]
        return found[:limit]
