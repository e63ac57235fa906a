# SPDX-License-Identifier: MIT
"""Did you mean: the query with unknown words replaced by the nearest words of the library."""

from collections.abc import Callable, Mapping

from companion.search.query import Node, Word, text_leaves, words_of

_SHORT = 5  # letters; a shorter word may differ by one letter only, a longer one by two


def suggest(query: str, node: Node, counts: Mapping[str, int], known: Callable[[Word], bool]) -> str | None:
    """`query` with each word that is not `known` replaced, or None where all are known or one has no near word.

    `counts` says how many passages hold each folded word. `node` is the parsed query.
    """
    words = (word for leaf in text_leaves(node) for word in words_of(leaf))
    unknown = [word for word in words if not word.text.isdigit() and not known(word)]
    corrected = query
    for word in sorted(unknown, key=lambda word: -word.start):
        better = _nearest(word, counts)
        if better is None:
            return None
        corrected = corrected[: word.start] + better + corrected[word.end :]
    return corrected if unknown else None


def _nearest(word: Word, counts: Mapping[str, int]) -> str | None:
    """The word at the least distance (optimal string alignment), of several the commonest."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    furthest = 1 if len(word.text) < _SHORT else 2
    near = process.extract(word.text, counts.keys(), scorer=OSA.distance, score_cutoff=furthest, limit=None)
    best = min(near, key=lambda found: (found[1], -counts[found[0]], found[0]), default=None)
    return None if best is None else str(best[0])
