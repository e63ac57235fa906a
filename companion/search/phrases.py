# SPDX-License-Identifier: MIT
"""Finds phrases of two and three words that stand together unusually often, and keeps them beside the index.

What is unusual is told by the log-likelihood ratio (Dunning 1993, "Accurate methods for the statistics of surprise and
coincidence"): how much better the counts are explained if the words belong together than if they met by chance. Of
three words the weaker of their two bonds counts. Words are taken by their stems, so that a phrase has as many places
as its concordance has lines. It is a process of its own, because it looks at every word of the library.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from companion.document.words import key
from companion.search.arrays import Array
from companion.search.function_words import function_words
from companion.search.opening import open_index
from companion.search.results import PhraseCount
from companion.search.segment import Segment

NAME = "phrases.json"
_KEPT = 5_000
_LEAST = 3  # places that a phrase has at least
_UNUSUAL = 10.83  # the ratio that is exceeded by chance once in a thousand times (chi-squared, one degree)
_SHORTEST = 2  # letters of a word at the edge of a phrase


@dataclass(frozen=True, slots=True)
class _Row:
    """All words of the library one after another, as numbers of their stems, -1 between passages.

    `documents` has a number of its document for each. `names` are the stems' most frequent forms. A `solid` word can
    begin or end a phrase, a `plain` one stand within.
    """

    stems: Array
    documents: Array
    names: list[str]
    solid: Array
    plain: Array


def find_phrases(segments: Iterable[Segment]) -> list[PhraseCount]:
    """The phrases of the texts, the most unusual first."""
    row = _read(segments)
    pairs, triples = _pairs(row), _triples(row)
    whole = {(phrase.phrase, phrase.places) for phrase in triples}
    # A pair that stands nowhere but in a longer phrase says nothing of its own.
    inside = {(part, places) for text, places in whole for part in (text.rpartition(" ")[0], text.partition(" ")[2])}
    kept = [pair for pair in pairs if (pair.phrase, pair.places) not in inside]
    return sorted([*kept, *triples], key=lambda phrase: (-phrase.score, phrase.phrase))[:_KEPT]


def read_phrases(folder: Path) -> tuple[int, list[PhraseCount]]:
    """The phrases kept beside the index and its generation that they are of; (0, []) where there are none."""
    try:
        body = json.loads((folder / NAME).read_text("utf-8"))
        return int(body["generation"]), [PhraseCount(**phrase) for phrase in body["phrases"]]
    except (OSError, ValueError, KeyError, TypeError):
        return 0, []


def main(arguments: list[str]) -> int:
    """Find the phrases of the index in a folder and keep them there; the exit status."""
    folder = Path(arguments[0])
    index = open_index(folder)
    body = {"generation": index.generation, "phrases": [asdict(phrase) for phrase in find_phrases(index.segments)]}
    part = folder / f"{NAME}.new"
    part.write_text(json.dumps(body, ensure_ascii=False), "utf-8")
    part.replace(folder / NAME)
    return 0


def _read(segments: Iterable[Segment]) -> _Row:
    numbers: dict[tuple[str, str], int] = {}
    rows, documents = [np.empty(0, np.int32)], [np.empty(0, np.int32)]
    forms: dict[int, tuple[int, str]] = {}
    known_documents = 0
    for segment in segments:
        words, passages = _words(segment)
        counts = np.bincount(words[words >= 0], minlength=len(segment.words))
        texts = segment.texts(segment.words_between("", ""))
        stems = np.full(len(words), -1, np.int32)
        for language in segment.languages:
            spoken = np.zeros(segment.size, bool)
            spoken[segment.having("language", language, language).ids] = True
            used = np.unique(words[spoken[passages] & (words >= 0)])
            of_word = np.full(len(texts) + 1, -1, np.int32)
            for word in used.tolist():
                number = numbers.setdefault((language, key(texts[word], language)), len(numbers))
                of_word[word] = number
                forms[number] = max(forms.get(number, (0, "")), (int(counts[word]), texts[word]))
            stems = np.where(spoken[passages], of_word[words], stems)
        rows.append(stems)
        documents.append((segment.document_of[passages] + known_documents).astype(np.int32))
        known_documents += len(segment.values("document"))
    names = [forms[number][1] for number in range(len(numbers))]
    solid = [_is_solid(name, language) for name, (language, _) in zip(names, numbers, strict=True)]
    return _Row(
        np.concatenate(rows),
        np.concatenate(documents),
        names,
        np.array([*solid, False]),  # for -1
        np.array([*(name.isalpha() for name in names), False]),
    )


def _words(segment: Segment) -> tuple[Array, Array]:
    """For each place of the row of a segment's texts its word, -1 between passages, and its passage."""
    bounds = segment.bounds("body")
    words = np.full(int(bounds[-1]), -1, np.int32)
    first = segment.arrays["body.first_place"].astype(np.int64)
    places = segment.places("body", range(len(segment.words)))
    words[places] = np.repeat(np.arange(len(first) - 1, dtype=np.int32), np.diff(first))
    passages = np.repeat(np.arange(segment.size, dtype=np.int32), np.diff(bounds))
    if segment.live is not None:
        words[~segment.live[passages]] = -1
    return words, passages


def _is_solid(word: str, language: str) -> bool:
    return word.isalpha() and len(word) >= _SHORTEST and word not in function_words(language)


def _pairs(row: _Row) -> list[PhraseCount]:
    first, second = row.stems[:-1], row.stems[1:]
    at = np.flatnonzero(row.solid[first] & row.solid[second])
    alone = _alone(row)
    keys = first[at].astype(np.int64) * len(row.names) + second[at]
    return _phrases(row, at, 2, keys, [(alone[first[at]], alone[second[at]])])


def _triples(row: _Row) -> list[PhraseCount]:
    """Their bonds are that of the first two words with the third, and that of the first with the other two."""
    first, second, third = row.stems[:-2], row.stems[1:-1], row.stems[2:]
    pairs, together = _repeated(row.stems[:-1].astype(np.int64) * (len(row.names) + 1) + row.stems[1:])
    solid = row.solid[first] & row.plain[second] & row.solid[third]
    at = np.flatnonzero(solid & (pairs[:-1] >= 0) & (pairs[1:] >= 0))
    alone = _alone(row)
    keys = pairs[at].astype(np.int64) * len(row.names) + third[at]
    forwards = together[pairs[at]], alone[third[at]]
    backwards = alone[first[at]], together[pairs[at + 1]]
    return _phrases(row, at, 3, keys, [forwards, backwards])


def _alone(row: _Row) -> Array:
    """How often each stem stands at all."""
    return np.bincount(row.stems[row.stems >= 0], minlength=len(row.names))


def _phrases(row: _Row, at: Array, length: int, keys: Array, bonds: Sequence[tuple[Array, Array]]) -> list[PhraseCount]:
    """The phrases that begin at some places; those of the same key are one.

    `bonds` say for each place how often the two parts stand at all between which there is a bond.
    """
    ids, counts = _repeated(keys)
    kept = ids >= 0
    at, ids = at[kept], ids[kept]
    one = np.empty(len(counts), np.intp)
    one[ids] = np.arange(len(ids))  # a place of each
    total = int(np.count_nonzero(row.stems >= 0))
    ratios = [log_likelihood(counts, left[kept][one], right[kept][one], total) for left, right in bonds]
    scores = np.min(ratios, axis=0)
    chosen = np.flatnonzero(scores > _UNUSUAL)
    chosen = chosen[np.argsort(-scores[chosen], kind="stable")][:_KEPT]
    size = int(row.documents.max(initial=0)) + 1
    held = np.bincount(np.unique(ids.astype(np.int64) * size + row.documents[at]) // size, minlength=len(counts))
    begins = at[one[chosen]].tolist()
    columns = (counts[chosen].tolist(), held[chosen].tolist(), scores[chosen].round(1).tolist())
    return [
        PhraseCount(" ".join(row.names[stem] for stem in row.stems[begin : begin + length].tolist()), *numbers)
        for begin, *numbers in zip(begins, *columns, strict=True)
    ]


def _repeated(keys: Array) -> tuple[Array, Array]:
    """A number for each key that stands there often enough for a phrase, -1 for others; and how often each stands."""
    ordered = np.sort(keys)
    first = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)])
    counts = np.diff(np.append(first, len(ordered)))
    known, counts = ordered[first[counts >= _LEAST]], counts[counts >= _LEAST]
    if not len(known):
        return np.full(len(keys), -1, np.int32), counts
    ids = np.minimum(np.searchsorted(known, keys), len(known) - 1).astype(np.int32)
    ids[known[ids] != keys] = -1
    return ids, counts


def log_likelihood(joint: Array, left: Array, right: Array, total: int) -> Array:
    """The log-likelihood ratio G² (Dunning 1993) of two words that meet `joint` times among `total` words.

    `left` and `right` say how often each stands at all. It is 0 where they meet no more often than by chance.
    """
    joint, left, right = (values.astype(np.float64) for values in (joint, left, right))
    observed = (joint, left - joint, right - joint, total - left - right + joint)
    expected = (
        left * right / total,
        left * (total - right) / total,
        (total - left) * right / total,
        (total - left) * (total - right) / total,
    )
    ratio = np.zeros(len(joint))
    for seen, awaited in zip(observed, expected, strict=True):
        seen = np.maximum(seen, 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio += np.where(seen > 0, seen * np.log(seen / awaited), 0.0)
    result: Array = np.where(joint > expected[0], 2 * ratio, 0.0)
    return result


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
