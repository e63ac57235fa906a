# SPDX-License-Identifier: MIT
"""The terms around one term: those it is related to, either way, and those that are related to these."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from companion.glossary.model import Term

MOST = 24  # terms around the one in the middle


@dataclass(frozen=True, slots=True)
class Node:
    """A term of a network: its distance from the middle (0, 1 or 2 steps) and its mentions."""

    name: str
    distance: int
    mentions: int = 0


@dataclass(frozen=True, slots=True)
class Network:
    """Terms, the one in the middle first and the nearer ones before the others, and the pairs that are related.

    `links` are pairs of numbers in `nodes`, the smaller one first.
    """

    nodes: tuple[Node, ...] = ()
    links: tuple[tuple[int, int], ...] = ()


def network(middle: str, terms: Iterable[Term], mentions: Mapping[str, int], most: int = MOST) -> Network:
    """The network around the term called `middle`, with at most `most` others; empty where there is no such term.

    `mentions` are by name. Of the terms two steps away those come first that most of the nearer ones lead to, then
    those that are mentioned most.
    """
    ties = _ties(terms)
    if middle not in ties:
        return Network()

    def weight(name: str) -> tuple[int, str]:
        return -mentions.get(name, 0), name.casefold()

    near = sorted(ties[middle], key=weight)[:most]
    around = set(near)
    leading: dict[str, int] = {}
    for name in near:
        for other in ties[name] - around - {middle}:
            leading[other] = leading.get(other, 0) + 1
    far = sorted(leading, key=lambda name: (-leading[name], *weight(name)))[: most - len(near)]
    names = [middle, *near, *far]
    numbers = {name: number for number, name in enumerate(names)}
    links = {
        (min(one, numbers[other]), max(one, numbers[other]))
        for one, name in enumerate(names)
        for other in ties[name]
        if other in numbers
    }
    distances = [0] + [1] * len(near) + [2] * len(far)
    nodes = (Node(name, distance, mentions.get(name, 0)) for name, distance in zip(names, distances, strict=True))
    return Network(tuple(nodes), tuple(sorted(links)))


def _ties(terms: Iterable[Term]) -> dict[str, set[str]]:
    """By name, the terms that each one names as related, or that name it, by whatever name; others are left out."""
    terms = list(terms)
    called = {name: term.name for term in terms for name in term.names[1:]}
    called |= {term.name: term.name for term in terms}
    ties: dict[str, set[str]] = {term.name: set() for term in terms}
    for term in terms:
        for other in (called[name] for name in term.related if name in called):
            if other != term.name:
                ties[term.name].add(other)
                ties[other].add(term.name)
    return ties
