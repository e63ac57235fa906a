# SPDX-License-Identifier: MIT
"""Saved searches: kept once, told apart from what is new, and brought back as they were."""

import pytest

from companion.errors import CompanionError, NotFound, QueryError
from companion.library.library import Library
from companion.work import finish
from tests.library.builders import add, manuscript


def test_a_search_is_saved_once_and_comes_back_as_it_was(library: Library) -> None:
    searches = library.searches
    saved = searches.add("  arms   control ", 7)
    assert searches.all() == [saved]
    assert (saved.query, saved.seen) == ("arms control", 7)
    for query in ("arms control", " "):
        with pytest.raises(CompanionError):
            searches.add(query)
    assert searches.remove(saved.id) == saved
    with pytest.raises(NotFound):
        searches.remove(saved.id)
    searches.restore(saved)
    searches.look_at("arms control", 9)
    searches.look_at("arms control", 8)
    assert searches.all()[0].seen == 9


def test_passages_that_came_since_are_counted(library: Library) -> None:
    finish(library.index.update())
    newest = library.index.search("missile").newest
    assert library.index.count_since("zugzwang", newest) == 0
    assert library.index.count_since("missile", 0) == library.index.search("missile kind:text").total
    add(library, manuscript("A zugzwang is a bind."))
    finish(library.index.update())
    assert library.index.count_since("zugzwang", newest) == 1
    assert library.index.count_since("missile", newest) == 0
    assert library.index.count_since("", 0) == 0
    with pytest.raises(QueryError):
        library.index.count_since("(", 0)
