# SPDX-License-Identifier: MIT
"""Find phrases that may be terms: noun phrases that stand out in a document, without a tagger and without a model.

A candidate is one to five words with no stop word in it (but for one "of" between two), no mark between them, and a
last word that looks like a noun. What it weighs is the C-value of K. Frantzi, S. Ananiadou and H. Mima, "Automatic
Recognition of Multi-Word Terms: the C-value/NC-value Method" (International Journal on Digital Libraries 3, 2000),
by which a phrase counts less where it mostly stands within longer ones; a phrase of one word counts a little, as A.
Barrón-Cedeño and others propose (CICLing 2009). That is weighed again by the log-likelihood ratio of T. Dunning,
"Accurate Methods for the Statistics of Surprise and Coincidence" (Computational Linguistics 19, 1993): how far the
phrase is more frequent here than in the rest of the library.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from math import log, log2

from companion.document.words import WORD, american, fold
from companion.glossary.words import STOP_WORDS, is_noun_like, is_term_like, singular

_MOST_WORDS = 5
_FEWEST = 2  # times a phrase must stand in the document; a single word twice as often
_LONE_WORD = 0.06  # what log2 of the number of words is for one word
_SHORTEST = 5  # letters of a word that may be a term by itself; short forms are found where they are explained
_NAME = 0.4  # what is left of the weight of a phrase that is always written as a name
_SMALL = 0.2  # share of a phrase's places from which it is written small
_BLANK = re.compile(r"[ \u00a0\u2009\u202f]|[-\u2010\u2011]")
_OF = "of"
_POSSESSIVE = ("'s", "’s", "s'", "s’")

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase, as it is written most often, with its weight and how often it stands; `start` is the first time."""

    phrase: str
    score: float
    count: int
    start: int
    length: int


@dataclass(slots=True)
class Counts:
    """How often single words and pairs of neighbours stand in a text or in many, and how many words there are."""

    phrases: Counter[Key] = field(default_factory=Counter)
    words: int = 0

    def add(self, text: str) -> None:
        """Count another text in."""
        for run in _runs(text):
            keys = [word.key for word in run]
            self.words += len(keys)
            self.phrases.update((key,) for key in keys)
            self.phrases.update(pairwise(keys))

    def without(self, other: "Counts") -> "Counts":
        """These counts, less those of a part of the texts."""
        return Counts(self.phrases - other.phrases, self.words - other.words)

    def at_most(self, key: Key) -> int:
        """An upper bound of how often the phrase stands: no more often than any two neighbours in it."""
        if len(key) == 1:
            return self.phrases[key]
        return min(self.phrases[pair] for pair in pairwise(key))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a text: what its forms share, how it is written, and where."""

    key: str
    text: str
    start: int
    end: int


@dataclass(slots=True)
class _Phrase:
    """All that is known of a phrase of the document."""

    count: int = 0
    start: int = -1
    end: int = -1
    forms: Counter[str] = field(default_factory=Counter)
    longer: Counter[Key] = field(default_factory=Counter)  # the phrases of one word more that hold it


def find_candidates(text: str, rest: Counts | None = None, limit: int = 200) -> list[Candidate]:
    """The phrases of `text` that weigh most, the best first; `rest` counts the other texts of the library."""
    phrases, words = _phrases(text)
    frequent = {key: phrase for key, phrase in phrases.items() if phrase.count >= _fewest(key)}
    found = []
    for key, phrase in frequent.items():
        weight = _c_value(key, phrase, frequent) * _surprise(phrase.count, words, key, rest)
        if weight > 0:
            form = _form(phrase)
            score = weight * (_NAME if _is_name(phrase) else 1)
            found.append(Candidate(form, score, phrase.count, phrase.start, phrase.end - phrase.start))
    found.sort(key=lambda each: (-each.score, each.start))
    return found[:limit]


def _fewest(key: Key) -> int:
    return _FEWEST if len(key) > 1 else 2 * _FEWEST


def _phrases(text: str) -> tuple[dict[Key, _Phrase], int]:
    """The phrases of a text by their keys, and how many words it has that are no stop words."""
    phrases: defaultdict[Key, _Phrase] = defaultdict(_Phrase)
    total = 0
    for run in _runs(text):
        total += len(run)
        for first in range(len(run)):
            for last in range(first + 1, min(first + _MOST_WORDS, len(run)) + 1):
                words = run[first:last]
                if _may_be_term(words):
                    _count(phrases, text, words, run[first - 1 : first], run[last : last + 1])
    return phrases, total


def _count(
    phrases: defaultdict[Key, _Phrase], text: str, words: list[_Word], before: list[_Word], after: list[_Word]
) -> None:
    key = tuple(word.key for word in words)
    phrase = phrases[key]
    phrase.count += 1
    if phrase.start < 0:
        phrase.start, phrase.end = words[0].start, words[-1].end
    phrase.forms[" ".join(text[words[0].start : words[-1].end].split())] += 1
    for longer in (before + words, words + after):
        if len(longer) > len(words) and len(longer) <= _MOST_WORDS and _may_be_term(longer):
            phrase.longer[tuple(word.key for word in longer)] += 1


def _may_be_term(words: list[_Word]) -> bool:
    first, last = words[0], words[-1]
    if len(words) == 1 and (len(first.text) < _SHORTEST or "." in first.text):
        return False
    return (
        first.key != _OF != last.key
        and len(first.text) > 1
        and len(last.text) > 1
        and not any(word.text[0].isdigit() or word.text.endswith(_POSSESSIVE) for word in words)
        and is_term_like(first.text)
        and sum(word.key == _OF for word in words) <= 1
        and is_noun_like(last.text)
    )


def _runs(text: str) -> Iterator[list[_Word]]:
    """Stretches of words with neither a stop word nor a mark between them."""
    run: list[_Word] = []
    end = -1
    for match in WORD.finditer(text):
        start, word = match.start(), match.group()
        folded = fold(word)
        if run and (start != end + 1 or not _BLANK.fullmatch(text, end, start)):
            yield run
            run = []
        end = match.end()
        if folded in STOP_WORDS and not (folded == _OF and run) and not (word.isupper() and len(word) > 1):
            if run:
                yield run
            run = []
        else:
            run.append(_Word(_OF if folded == _OF else singular(american(folded)), word, start, end))
    if run:
        yield run


def _c_value(key: Key, phrase: _Phrase, frequent: dict[Key, _Phrase]) -> float:
    """The C-value: the times that a phrase stands by itself, or in several others, by the length of the phrase."""
    length = log2(len(key)) if len(key) > 1 else _LONE_WORD
    longer = [count for other, count in phrase.longer.items() if other in frequent]
    nested = sum(longer) / len(longer) if longer else 0
    return length * (phrase.count - nested)


def _surprise(count: int, words: int, key: Key, rest: Counts | None) -> float:
    """The log-likelihood ratio on a scale of logarithms; 1 where there is nothing to compare with."""
    if rest is None or not rest.words:
        return 1.0
    elsewhere = rest.at_most(key)
    if count * rest.words <= elsewhere * words:
        return 0.0
    expected = (count + elsewhere) / (words + rest.words)
    ratio = count * log(count / (words * expected))
    if elsewhere:
        ratio += elsewhere * log(elsewhere / (rest.words * expected))
    return log2(1 + 2 * ratio)


def _form(phrase: _Phrase) -> str:
    """How the phrase is written most often, without the capital of a sentence's beginning."""
    (best, _), *_ = phrase.forms.most_common(1)
    small = {form: count for form, count in phrase.forms.items() if form == form.lower()}
    plain = max(small, key=small.__getitem__, default=best)
    return plain if small.get(plain, 0) >= _SMALL * phrase.count else best


def _is_name(phrase: _Phrase) -> bool:
    """Whether every word is always written with a capital, and not because all of it is capitals."""
    return all(
        all(word[:1].isupper() or word == _OF for word in re.split(r"[\s-]", form)) and not form.isupper()
        for form in phrase.forms
    )
