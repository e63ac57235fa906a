# SPDX-License-Identifier: MIT
"""Passages like one are found by the rare words that they share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.search.results import SimilarPassages
from companion.search.searcher import Searcher
from tests.search.small_library import SmallLibrary

LOOP = "The battle-management loop of an interceptor closes within minutes of a launch."
OTHER = "Within minutes of the launch, interceptors and battle management must agree. "
FILLER = [f"Treaties of the year {year} are about ships, harbours and the number {year}." for year in range(1920, 1960)]


@pytest.fixture
def searcher(tmp_path: Path) -> Iterator[Searcher]:
    library = SmallLibrary(tmp_path / "library")
    library.put("report", [LOOP, "A treaty is a treaty. ", *FILLER], title="Report")
    library.put("other", ["Minutes of a meeting about harbours. ", OTHER], title="Other")
    library.put("доклад", ["Перехватчик.", "Договор."], language="ru")
    with library.searcher() as searcher:
        yield searcher


def test_the_passage_that_shares_most_rare_words_comes_first_and_says_which(searcher: Searcher) -> None:
    found = searcher.similar("report", 0, len(LOOP))
    best = found.hits[0]
    assert (best.hit.document, best.hit.start) == ("other", 37)
    assert set(best.shared) == {"battle", "management", "interceptor", "minutes", "launch"}
    assert set(best.shared) <= set(found.words)
    marked = {best.hit.snippet.text[start:end] for start, end in best.hit.snippet.spans}
    assert {"interceptors", "launch", "minutes"} <= marked


def test_a_passage_is_not_like_itself_and_function_words_are_no_likeness(searcher: Searcher) -> None:
    found = searcher.similar("report", 3, 40)
    assert all((each.hit.document, each.hit.start) != ("report", 0) for each in found.hits)
    assert not {"the", "of", "within", "an"} & set(found.words)
    assert all(len(each.shared) >= 2 for each in found.hits)


def test_without_a_length_the_passage_there_is_meant(searcher: Searcher) -> None:
    assert searcher.similar("report", 5, 0).hits == searcher.similar("report", 0, len(LOOP)).hits


def test_what_has_no_like_has_none(searcher: Searcher) -> None:
    assert not searcher.similar("доклад", 0, 5).hits
    assert searcher.similar("nowhere", 0, 5) == SimilarPassages()
    assert len(searcher.similar("report", len(LOOP) + 30, 60, limit=3).hits) <= 3
