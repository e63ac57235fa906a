# SPDX-License-Identifier: MIT
"""A query is widened by the other names of the terms in it, and answered by passages that hold most of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.search.searcher import Searcher
from companion.search.wishes import Order, Wishes
from tests.search.small_library import SmallLibrary

DEFENCE = ("ballistic missile defence", "defence against ballistic missiles", "ballistic missile defence system", "BMD")
START = ("Strategic Arms Reduction Treaty", "START")
TEXTS = [
    "A ballistic missile defense of the continent.",  # 1
    "They say that BMD costs much.",  # 2
    "A defence against ballistic missiles may fail.",  # 3
    "The missile flies; a defence waits, ballistic in name.",  # 4
    "We start; she starts and started to sell arms.",  # 5
    "The Strategic Arms Reduction Treaty ended, radar and laser stayed.",  # 6
    "Radar costs.",  # 7
]


@pytest.fixture
def searcher(tmp_path: Path) -> Iterator[Searcher]:
    library = SmallLibrary(tmp_path / "library")
    library.put("old", TEXTS[:4], date="2001-05")
    library.put("undated", TEXTS[4:5])
    library.put("new", TEXTS[5:], date="2020")
    with library.searcher(DEFENCE, START, ("radar", "laser gun")) as searcher:
        yield searcher


def numbers(searcher: Searcher, query: str, *without: str) -> list[int]:
    """The numbers of the texts that are found, from 1 on."""
    results = searcher.search(query, wishes=Wishes(without=frozenset(without)))
    texts = {text: number for number, text in enumerate(TEXTS, 1)}
    found = [
        next(number for text, number in texts.items() if text[:12] == hit.snippet.text[:12]) for hit in results.hits
    ]
    return sorted(found)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("BMD", [1, 2, 3]),
        ("bmd", [1, 2, 3]),
        ("=bmd", [2]),
        ("bm*", [2]),
        ("ballistic missile defence", [1, 2, 3, 4]),
        ('"ballistic missile defence"', [1, 2]),
        ('"ballistic missile defence"~2', [1]),
        ("BMD costs", [2]),
        ("BMD continent", [1]),
        ("continent BMD", [1]),
        ("costs OR BMD", [1, 2, 3, 7]),
        ("costs -BMD", [7]),
        ("section:bmd", []),
        ("start", [5]),
        ("START", [5, 6]),
        ("start treaty", []),
        ("strategic arms reduction treaty", [6]),  # START is an ordinary word of these texts
        ("radar", [6, 7]),
    ],
)
def test_a_term_is_found_by_all_its_names(searcher: Searcher, query: str, expected: list[int]) -> None:
    assert numbers(searcher, query) == expected


def test_the_names_that_were_searched_for_are_told_and_can_be_taken_away(searcher: Searcher) -> None:
    assert searcher.search("BMD").expansions == ((DEFENCE[0], DEFENCE[:2]),)
    assert searcher.search("what BMD costs").expansions == ((DEFENCE[0], DEFENCE[:2]),)
    assert searcher.search("radar").expansions == ()  # no text has its other name
    assert numbers(searcher, "BMD", DEFENCE[0]) == [2, 3]
    assert numbers(searcher, "BMD", *DEFENCE) == [2]
    plain = searcher.search("BMD", wishes=Wishes(expand=False))
    assert (plain.total, plain.expansions) == (1, ())


def test_other_names_are_marked_too(searcher: Searcher) -> None:
    hits = searcher.search('"ballistic missile defence"').hits
    marked = {hit.snippet.text[slice(*span)] for hit in hits for span in hit.snippet.spans}
    assert marked == {"ballistic missile defense", "BMD"}


def test_an_unfinished_word_is_no_term_yet(searcher: Searcher) -> None:
    assert searcher.search("bm", typing=True).expansions == ()
    assert searcher.search("bmd", typing=True).expansions


def test_passages_with_most_of_the_words_follow_where_few_hold_all(searcher: Searcher) -> None:
    results = searcher.search("arms reduction radar zebra")
    assert results.total == 0
    assert [hit.snippet.text[:13] for hit in results.partial] == ["The Strategic"]
    whole = searcher.search("arms reduction treaty")
    assert (whole.total, whole.partial) == (1, ())
    two = searcher.search("radar zebra")
    assert (two.total, two.partial) == (0, ())  # one of two is not most
    assert [hit.document for hit in searcher.search("arms reduction radar zebra -treaty").partial] == []
    assert [hit.document for hit in searcher.search("arms reduction radar zebra date:2001").partial] == []


def test_hits_come_by_date_or_in_reading_order(searcher: Searcher) -> None:
    query = "costs OR ballistic OR arms"
    dated = [hit.document for hit in searcher.search(query, wishes=Wishes(Order.DATE)).hits]
    assert list(dict.fromkeys(dated)) == ["new", "old", "undated"]
    read = searcher.search(query, wishes=Wishes(Order.READING)).hits
    places = [(["old", "undated", "new"].index(hit.document), hit.start) for hit in read]
    assert places == sorted(places)
    assert len(searcher.search(query, limit=2, wishes=Wishes(Order.READING)).hits) == 2


def test_a_stretch_of_a_document_is_searched_alone(searcher: Searcher) -> None:
    first = len(TEXTS[0])
    for stretch, expected in (((0, first), 1), ((first, first + 1), 0), ((0, 10_000), 3), ((20_000, 30_000), 0)):
        results = searcher.search("ballistic", document="old", wishes=Wishes(expand=False, stretch=stretch))
        assert results.total == expected
