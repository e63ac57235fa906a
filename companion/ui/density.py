# SPDX-License-Identifier: MIT
"""Which mentions of terms are marked in the text: all, or so few that the page stays quiet."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from companion.glossary.model import Mention

Heights = Callable[[Sequence[int]], Sequence[float]]


def marked(mentions: Sequence[Mention], density: str, edges: Sequence[int], heights: Heights) -> list[Mention]:
    """The mentions, in order, that are marked by a `density` of the settings.

    "every" marks all, "first" the first of each term in each section, "off" none. "screen" marks a term again only
    when the reader has gone on by a whole screen since its last mark, so that the same ones are marked whichever way
    one scrolls. `edges` are the offsets at which sections begin; `heights` tells of ascending offsets how many
    screens below the top they stand.
    """
    if density == "off":
        return []
    if density == "first":
        return _once(mentions, [bisect_right(edges, each.start) for each in mentions])
    if density == "screen":
        return _spaced(mentions, heights([each.start for each in mentions]))
    return list(mentions)


def _once(mentions: Sequence[Mention], parts: Sequence[int]) -> list[Mention]:
    """The first mention of each term in each part."""
    first: dict[tuple[str, int], Mention] = {}
    for mention, number in zip(mentions, parts, strict=True):
        first.setdefault((mention.term, number), mention)
    return list(first.values())


def _spaced(mentions: Sequence[Mention], heights: Sequence[float]) -> list[Mention]:
    found, last = [], dict[str, float]()
    for mention, height in zip(mentions, heights, strict=True):
        if height - last.get(mention.term, -1.0) >= 1.0:
            last[mention.term] = height
            found.append(mention)
    return found
