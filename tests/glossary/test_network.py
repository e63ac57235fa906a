# SPDX-License-Identifier: MIT
"""The terms around one term: who is near, who comes first, and which are tied."""

from companion.glossary.model import Term
from companion.glossary.network import network

TERMS = [
    Term("radar", "", related=("sensor", "nowhere", "radar")),
    Term("sensor", "", related=("satellite",)),
    Term("decoy", "", related=("radar", "warhead")),
    Term("satellite", "", related=("orbit",)),
    Term("warhead", ""),
    Term("orbit", ""),
    Term("treaty", ""),
]


def names(middle: str, **mentions: int) -> list[tuple[str, int]]:
    return [(node.name, node.distance) for node in network(middle, TERMS, mentions).nodes]


def test_what_a_term_names_and_what_names_it_is_near_and_what_follows_is_far() -> None:
    assert names("radar") == [("radar", 0), ("decoy", 1), ("sensor", 1), ("satellite", 2), ("warhead", 2)]


def test_terms_that_are_mentioned_more_come_first() -> None:
    assert names("radar", sensor=2, warhead=5)[1:] == [("sensor", 1), ("decoy", 1), ("warhead", 2), ("satellite", 2)]


def test_links_are_told_once_and_only_between_terms_that_are_shown() -> None:
    found = network("radar", TERMS, {"sensor": 3})
    assert found.nodes[1].mentions == 3
    assert found.links == ((0, 1), (0, 2), (1, 3), (2, 4))


def test_a_relative_is_found_by_any_of_its_names() -> None:
    terms = [Term("radar", "", related=("RV",)), Term("warhead", "", abbreviations=("RV",))]
    assert [node.name for node in network("radar", terms, {}).nodes] == ["radar", "warhead"]


def test_a_term_that_is_tied_to_nothing_stands_alone_and_an_unknown_one_nowhere() -> None:
    assert names("treaty") == [("treaty", 0)]
    assert network("nowhere", TERMS, {}).nodes == ()


def test_there_are_never_more_terms_than_wanted() -> None:
    many = [Term("x", "", related=tuple(f"t{n:02}" for n in range(40))), *(Term(f"t{n:02}", "") for n in range(40))]
    found = network("x", many, {"t39": 1}, most=10)
    assert [node.name for node in found.nodes] == ["x", "t39", *(f"t{n:02}" for n in range(9))]
