# SPDX-License-Identifier: MIT
"""The concordance finds every place of a query, sorts all of them, and tells where they lie."""

import csv
import io
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.errors import QueryError
from companion.search.kwic import Concordance, KwicLine, Sorting, Spread
from companion.search.kwic_tables import bar_code, written
from companion.search.searcher import Searcher
from companion.search.tokens import folded_words
from tests.search.small_library import SmallLibrary

WORDS = ["the", "radar", "of", "a", "missile", "sees", "missiles", "early", "défense", "then", "laser", "blinds"]
REPORT = [
    "Missiles rise.\nThe missile defense of a state alarms another state. ",
    "No missile defence is perfect; missile threats remain. ",
    "Radar alone sees.",
]


@pytest.fixture
def library(tmp_path: Path) -> SmallLibrary:
    library = SmallLibrary(tmp_path / "library")
    library.put("b", REPORT, title="Beta", sections=["One\nTwo"])
    library.put("a", ["A missile here.", "Nothing there."], title="Alpha")
    return library


@pytest.fixture
def searcher(library: SmallLibrary) -> Iterator[Searcher]:
    with library.searcher() as searcher:
        yield searcher


def shown(found: Concordance) -> list[str]:
    """The hits with the word before and the word after."""
    return [" ".join([*line.left.split()[-1:], line.hit, *line.right.split()[:1]]) for line in found.lines]


def test_every_place_stands_in_a_line_of_its_own_in_reading_order(searcher: Searcher) -> None:
    found = searcher.concordance("missile")
    assert found.total == 5
    assert shown(found) == [
        "A missile here.", "Missiles rise.", "The missile defense", "No missile defence", "perfect; missile threats",
    ]  # fmt: skip
    assert found.lines[1] == KwicLine(
        "b",
        "Beta",
        ("One", "Two"),
        "1",
        0,
        8,
        "",
        "Missiles",
        " rise. The missile defense of a state alarms another state.",
    )
    assert all("".join(REPORT)[line.start :].startswith(line.hit) for line in found.lines[1:])


@pytest.mark.parametrize(
    ("sorting", "order"),
    [
        (Sorting.R1, ["defence", "defense", "here", "rise", "threats"]),
        (Sorting.L1, ["here", "defence", "threats", "defense", "rise"]),  # a, no, perfect, the, nothing
        (Sorting.HIT, ["defence", "defense", "here", "threats", "rise"]),
    ],
)
def test_lines_are_sorted_by_a_neighbour(searcher: Searcher, sorting: Sorting, order: list[str]) -> None:
    found = searcher.concordance("missile", sorting=sorting)
    assert [folded_words(line.right)[0] for line in found.lines] == order


def test_a_phrase_is_one_hit_and_words_that_overlap_are_one_place(searcher: Searcher) -> None:
    phrase = [line.hit for line in searcher.concordance('"missile defense"').lines]
    assert phrase == ["missile defense", "missile defence"]
    found = searcher.concordance('=defense OR "missile defense" OR missile')
    assert [line.hit for line in found.lines][2:] == [*phrase, "missile"]
    assert [line.hit for line in searcher.concordance('"alarms state"~1').lines] == ["alarms another state"]


def test_only_passages_that_answer_the_whole_query_count(searcher: Searcher) -> None:
    assert searcher.concordance("missile title:alpha").total == 1
    assert searcher.concordance("missile -threats").total == 3
    assert searcher.concordance("missile", document="b").total == 4


def test_some_lines_are_given_of_all_and_all_are_counted(searcher: Searcher) -> None:
    found = searcher.concordance("missile", first=1, limit=2)
    assert (found.total, found.first, len(found.lines)) == (5, 1, 2)
    assert found.lines == searcher.concordance("missile").lines[1:3]


def test_the_spread_tells_where_the_hits_lie(searcher: Searcher) -> None:
    alpha, beta = searcher.concordance("missile").spreads
    assert (alpha.title, alpha.words, alpha.places) == ("Alpha", 5, (1.5 / 5,))
    words = folded_words(" ".join(REPORT))
    expected = [(place + 0.5) / len(words) for place, word in enumerate(words) if word.startswith("missile")]
    assert beta.places == pytest.approx(expected)
    assert beta.rate == pytest.approx(10_000 * 4 / len(words))


def test_what_cannot_stand_in_a_line_is_said(searcher: Searcher) -> None:
    assert "word or a phrase" in (searcher.concordance("title:beta").notice or "")
    assert searcher.concordance("  ") == Concordance("  ")
    assert searcher.concordance("unheard").total == 0
    with pytest.raises(QueryError):
        searcher.concordance('"missile')


def test_a_passage_that_was_removed_since_has_no_line(library: SmallLibrary) -> None:
    with library.searcher() as searcher:
        library.drop("a")
        assert len(searcher.concordance("missile").lines) == 4
        assert [spread.title for spread in searcher.concordance("missile").spreads] == ["Beta"]


def test_several_segments_and_deletions_give_what_a_scan_of_the_texts_gives(tmp_path: Path) -> None:
    library, chance = SmallLibrary(tmp_path / "library"), random.Random(4)
    texts: dict[str, list[str]] = {}
    for number in [*range(12), 3, 7]:
        name = f"d{number:02}"
        texts[name] = [" ".join(chance.choices(WORDS, k=chance.randint(3, 40))) + ". " for _ in range(6)]
        library.put(name, texts[name], title=name)
        library.bring_up()
    with library.searcher() as searcher:
        for sorting in Sorting:
            found = searcher.concordance("missile", sorting=sorting)
            assert sorted((line.document, line.start) for line in found.lines) == scan(texts, "missile")
            if sorting in (Sorting.R1, Sorting.R2, Sorting.L1, Sorting.L3):
                keys = [neighbour(texts, line, sorting) for line in found.lines]
                assert keys == sorted(keys)


def scan(texts: dict[str, list[str]], beginning: str) -> list[tuple[str, int]]:
    """Where words that begin so stand."""
    found = []
    for name, passages in sorted(texts.items()):
        text = "".join(passages)
        found += [(name, at) for at in range(len(text)) if text.startswith(beginning, at)]
    return found


def neighbour(texts: dict[str, list[str]], line: KwicLine, sorting: Sorting) -> str:
    """The word by which a line is sorted; what comes last where there is none."""
    start = 0
    for passage in texts[line.document]:
        if start <= line.start < start + len(passage):
            before = folded_words(passage[: line.start - start])[::-1]
            after = folded_words(passage[line.start + line.length - start :])
            words = before if sorting[0] == "L" else after
            return dict(enumerate(words, 1)).get(int(sorting[1]), "\uffff")
        start += len(passage)
    raise AssertionError


def test_a_table_holds_no_formula_and_no_markup() -> None:
    line = KwicLine("a", "=Title", ("One",), "3", 10, 7, "=1+1 *and* ", "missile", " a | pipe")
    rows = list(csv.DictReader(io.StringIO(written([line], ".csv").removeprefix("\ufeff"))))
    assert rows[0]["document"] == "'=Title"
    assert (rows[0]["left"], rows[0]["hit"], rows[0]["start"]) == ("'=1+1 *and*", "missile", "10")
    assert written([line], ".md").splitlines()[2].count(" | ") == 3
    assert r"\*and\*" in written([line], ".md")
    assert r"a \| pipe" in written([line], ".md")


def test_a_bar_code_shows_the_densest_part_highest() -> None:
    assert bar_code(Spread("a", "A", 100, (0.0, 0.01, 0.999)), 4) == "█··▄"
    assert bar_code(Spread("a", "A", 0, ()), 2) == "··"
