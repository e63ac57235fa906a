# SPDX-License-Identifier: MIT
"""What was found before is remembered within bounds, and changes no answer."""

from pathlib import Path

import numpy as np

from companion.search.evaluation import Remembered
from companion.search.segment import Found
from tests.search.small_library import SmallLibrary


def found(count: int) -> Found:
    return Found(np.arange(count), np.ones(count, np.float32))


def test_the_latest_are_remembered_and_no_more_bytes_of_them_than_allowed() -> None:
    remembered = Remembered(3 * found(100).size)
    for name in "abc":
        remembered.put(name, found(100))
    assert remembered.get("a") is not None
    remembered.put("d", found(100))
    assert remembered.get("b") is None, "it was not asked for the longest"
    assert remembered.get("a") is not None
    remembered.put("huge", found(10_000))
    assert [name for name in "abcd" if remembered.get(name)] == []
    assert remembered.get("huge") is None
    remembered.put("e", found(100))
    assert remembered.get("e") is not None


def test_a_query_asked_again_and_again_has_the_same_answer(tmp_path: Path) -> None:
    library = SmallLibrary(tmp_path / "library")
    for number in range(4):
        library.put(f"d{number}", [f"common word number{number}.", "another common passage."], title="common ground")
        library.bring_up()
    library.drop("d1")
    queries = ["common", "common -another", '"common word"', "number* OR passage", "title:common word", "commn~"]
    with library.searcher() as searcher:
        first = [(result.total, result.hits) for result in map(searcher.search, queries)]
        for again in (queries, queries[::-1], queries):
            answers = {query: searcher.search(query) for query in again}
            assert [(answers[query].total, answers[query].hits) for query in queries] == first
        assert [total for total, _ in first] == [6, 3, 3, 6, 3, 6]
