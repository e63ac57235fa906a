# SPDX-License-Identifier: MIT
"""The searcher on small libraries: what is found, where, and in which order."""

import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.errors import QueryError
from companion.search.results import Hit, IndexWord, Results
from companion.search.searcher import Searcher
from tests.search.small_library import SmallLibrary

REPORT = [
    "Introduction\nThe battle-management loop of a layered missile defense binds its sensors and interceptors.",
    "Governments deploy interceptors. Strategic stability depends on mutual vulnerability, as U.S. planners know.",
    "The security dilemma: what one state’s defence adds, another state loses. The battle loop closes in minutes.",
]


@pytest.fixture
def library(tmp_path: Path) -> SmallLibrary:
    library = SmallLibrary(tmp_path / "library")
    library.put(
        "report",
        REPORT,
        title="Missile Defense and Arms Control",
        authors="Jane Doe\nRichard Roe",
        tags="arms control\nsummary",
        date="2021-05-03",
        sections=["Part One\nThe Loop", "Part One\nStability", "Part Two"],
    )
    library.put("notes", ["A naïve co\u00adoperation of façades: 1,200.5 pages.", "Colour and colours."], date="2019")
    library.put("доклад", ["Ракеты и перехватчики. Ещё одна ракета.", "Система ПРО."], language="ru")
    return library


@pytest.fixture
def searcher(library: SmallLibrary) -> Iterator[Searcher]:
    with library.searcher() as searcher:
        yield searcher


WRITTEN = {
    "hyphens": ["International co-operation and battle‐management, state-of-the-art, SM-3 and F-16."],
    "joined": ["Cooperation and battlemanagement by SM3."],
    "apart": ["They co operation; battle management; SM 3."],
    "日本": ["弾道ミサイル防衛の第3章。ｶﾞｲﾄﾞ", "ミサイルと弾"],
    "한국": ["미사일 방어 체계는 중요하다."],
    "ไทย": ["ระบบป้องกันขีปนาวุธ"],
    "हिन्दी": ["मिसाइलें और रक्षा"],
}
LANGUAGES = {"日本": "ja", "한국": "ko", "ไทย": "th", "हिन्दी": "hi"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("cooperation", ["hyphens", "joined"]),
        ("cooperat*", ["hyphens", "joined"]),
        ("=cooperation", ["hyphens", "joined"]),
        ("co-operation", ["apart", "hyphens", "joined"]),
        ("co-operations", ["apart", "hyphens", "joined"]),
        ("co operation", ["apart", "hyphens"]),
        ("battle-management", ["apart", "hyphens", "joined"]),
        ("battle management", ["apart", "hyphens"]),
        ("battlemanagement", ["hyphens", "joined"]),
        ("sm-3", ["apart", "hyphens", "joined"]),
        ("sm3", ["hyphens", "joined"]),
        ("title:joined-x", []),
        ('"international co-operation"', ["hyphens"]),
        ("stateoftheart", []),
        ("弾道", ["日本 1"]),
        ("ミサイル", ["日本 1", "日本 2"]),
        ("弾道ミサイル防衛", ["日本 1"]),
        ("弾道防衛", []),
        ("弾", ["日本 1", "日本 2"]),
        ("衛", ["日本 1"]),
        ("第3章", ["日本 1"]),
        ("ガイド", ["日本 1"]),
        ("カイト", []),
        ("방어", ["한국"]),
        ("체계", ["한국"]),
        ("ขีปนาวุธ", ["ไทย"]),
        ("मिसाइलें", ["हिन्दी"]),
        ("मिस*", ["हिन्दी"]),
    ],
)
def test_words_are_found_however_they_are_joined_and_without_spaces(
    tmp_path: Path, query: str, expected: list[str]
) -> None:
    library = SmallLibrary(tmp_path / "library")
    for document, passages in WRITTEN.items():
        library.put(document, passages, language=LANGUAGES.get(document, "en"))
    with library.searcher() as searcher:
        hits = searcher.search(query).hits
        named = [f"{hit.document} {hit.page}" if len(WRITTEN[hit.document]) > 1 else hit.document for hit in hits]
        assert sorted(named) == expected
        for hit in hits:
            assert hit.matches


def test_what_is_marked_is_the_whole_of_a_word_with_hyphens_and_of_a_phrase_without_spaces(tmp_path: Path) -> None:
    library = SmallLibrary(tmp_path / "library")
    texts = ["We need co-operation now.", "新しい弾道ミサイル防衛だ。"]
    library.put("report", texts)
    with library.searcher() as searcher:
        for query, marked in (
            ("cooperation", "co-operation"),
            ("co-operation", "co-operation"),
            ("弾道ミサイル", "弾道ミサイル"),
        ):
            [hit] = searcher.search(query).hits
            assert ["".join(texts)[start:end] for start, end in hit.matches] == [marked]


@given(
    st.lists(st.text("弾道ミ防 ", max_size=8), min_size=1, max_size=4),
    st.lists(st.text("弾道ミ防", min_size=1, max_size=4)),
)
def test_without_spaces_a_query_finds_what_holds_it_letter_for_letter(texts: list[str], queries: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        library = SmallLibrary(Path(folder) / "library")
        library.put("d", [f"{text}。\n" for text in texts], language="ja")
        with library.searcher() as searcher:
            for query in queries:
                found = {int(hit.page) - 1 for hit in searcher.search(query).hits}
                assert found == {place for place, text in enumerate(texts) if query in text}, query


def places(results: Results) -> list[tuple[str, str]]:
    """Document and page of each hit; in these libraries the page is the passage's number in its document."""
    return [(hit.document, hit.page) for hit in results.hits]


def found_text(hit: Hit) -> list[str]:
    """What stands at the matches, in the report's one text."""
    return ["".join(REPORT)[start:end] for start, end in hit.matches]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("missile", [("report", "1")]),
        ("MISSILES", [("report", "1")]),
        ("battle loop", [("report", "1"), ("report", "3")]),
        ('"battle loop"', [("report", "3")]),
        ("battle-management", [("report", "1")]),
        ('"battle management"', [("report", "1")]),
        ("battle management", [("report", "1")]),
        ("interceptor", [("report", "1"), ("report", "2")]),
        ("=interceptor", []),
        ("=interceptors", [("report", "1"), ("report", "2")]),
        ("defence", [("report", "1"), ("report", "3")]),
        ("=defence", [("report", "3")]),
        ("government*", [("report", "2")]),
        ("governm*", [("report", "2")]),
        ("gover*", [("report", "2")]),
        ('"mutual vuln*"', [("report", "2")]),
        ("interceptors -governments", [("report", "1")]),
        ("interceptors NOT (governments OR sensors)", []),
        ("minutes OR vulnerability", [("report", "2"), ("report", "3")]),
        ("(minutes OR vulnerability) state", [("report", "3")]),
        ("state's", [("report", "3")]),
        ("us", [("report", "2")]),
        ("naive cooperation facades", [("notes", "1")]),
        ("1,200.5", [("notes", "1")]),
        ("color", [("notes", "2")]),
        ("ракета", [("доклад", "1")]),
        ("еще", [("доклад", "1")]),
        ("перехватчик", [("доклад", "1")]),
        ("про", [("доклад", "2")]),
        ("title:arms section:stability", [("report", "2")]),
        ('title:"missile defense"', [("report", "1"), ("report", "2"), ("report", "3")]),
        ('section:"one stability"', []),
        ('author:"jane doe"', [("report", "1"), ("report", "2"), ("report", "3")]),
        ('author:"doe richard"', []),
        ('tag:"arms control" loop', [("report", "1"), ("report", "3")]),
        ("in:report loop -minutes", [("report", "1")]),
        ("in:notes", [("notes", "1"), ("notes", "2")]),
        ("in:arms minutes", [("report", "3")]),
        ("in:доклад система", [("доклад", "2")]),
        ("date:2019", [("notes", "1"), ("notes", "2")]),
        ("date:2020..2022 dilemma", [("report", "3")]),
        ("date:2021-05 dilemma", [("report", "3")]),
        ("date:2022", []),
        ("kind:text dilemma", [("report", "3")]),
        ("kind:note", []),
        ("zeppelin", []),
        ("misle", []),
        ("misle~2", [("report", "1")]),
        ("title:misile~", [("report", "1"), ("report", "2"), ("report", "3")]),
        ("inter*tors", [("report", "1"), ("report", "2")]),
        ("c*l*r", [("notes", "2")]),
        ("colo?r", [("notes", "2")]),
        ("ra*a", []),
        ("рак?та", [("доклад", "1")]),
        ("missile NEAR/2 sensors", []),
        ("missile NEAR/4 sensors", [("report", "1")]),
        ("sensors NEAR/4 missile", [("report", "1")]),
        ("governments NEAR sensors", []),
        ('loop NEAR/0 "the battle"', [("report", "3")]),
        ('interceptors NEAR/99 (minutes OR "strategic stability")', [("report", "2")]),
        ('"battle loop"~1', [("report", "1"), ("report", "3")]),
        ('"loop battle"~9', []),
        ('"battle layered"~3', []),
        ('"battle layered"~4', [("report", "1")]),
    ],
)
def test_a_query_finds_its_passages_and_no_others(
    searcher: Searcher, query: str, expected: list[tuple[str, str]]
) -> None:
    results = searcher.search(query)
    assert sorted(places(results)) == sorted(expected)
    assert results.total == len(expected)


def test_a_hit_says_where_it_stands(searcher: Searcher) -> None:
    hit = searcher.search('"battle loop"').hits[0]
    assert (hit.kind, hit.document, hit.title) == ("text", "report", "Missile Defense and Arms Control")
    assert (hit.section, hit.page) == (("Part Two",), "3")
    assert (hit.start, hit.length) == (len(REPORT[0]) + len(REPORT[1]), len(REPORT[2]))
    assert found_text(hit) == ["battle loop"]
    assert [hit.snippet.text[start:end] for start, end in hit.snippet.spans] == ["battle loop"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("battle loop", ["battle", "loop"]),
        ("battle-management", ["battle-management"]),
        ('"layered missile def*"', ["layered missile defense"]),
        ("interceptor -governments", ["interceptors"]),
        ('loop OR "missile defence"', ["loop", "missile defense"]),
        ("section:loop missile title:arms", ["missile"]),
        ("misslie~", ["missile"]),
        ("inter*rs l?yered", ["layered", "interceptors"]),
        ("missile NEAR/4 sensors", ["missile", "sensors"]),
        ("loop NEAR/1 battle", ["battle", "loop"]),
        ('"battle loop"~1', ["battle", "loop"]),
        ('"layered sensors"~4', ["layered", "sensors"]),
        ("title:missile section:introduction OR section:loop", []),
    ],
)
def test_the_matches_are_the_words_and_whole_phrases_of_the_text(
    searcher: Searcher, query: str, expected: list[str]
) -> None:
    hit = next(hit for hit in searcher.search(query).hits if hit.page == "1")
    assert found_text(hit) == expected


def test_a_search_in_one_document_leaves_the_others_out(searcher: Searcher) -> None:
    assert searcher.search("a OR ракета", document="доклад").total == 1
    assert searcher.search("loop", document="notes").total == 0


def test_any_words_finds_passages_with_some_of_them_and_those_with_more_first(searcher: Searcher) -> None:
    assert searcher.search("dilemma minutes governments").total == 0
    results = searcher.search("dilemma minutes governments", any_words=True)
    assert places(results) == [("report", "3"), ("report", "2")]


def test_the_total_is_exact_beyond_the_limit(searcher: Searcher) -> None:
    results = searcher.search("in:report", limit=2)
    assert (results.total, len(results.hits)) == (3, 2)
    assert searcher.search("in:report", limit=0).hits == ()


def test_a_word_is_found_at_every_key_while_it_is_typed(searcher: Searcher) -> None:
    for word in ("governments", "government", "interceptors", "vulnerability", "façades"):
        for length in range(1, len(word) + 1):
            found = searcher.search(word[:length], typing=True)
            assert found.total, word[:length]
            assert found.hits[0].matches
    assert searcher.search("gover", typing=False).total == 0
    assert searcher.search("gover ", typing=True).total == 0


def test_rare_words_dense_passages_and_titles_rank_first(tmp_path: Path) -> None:
    library = SmallLibrary(tmp_path / "library")
    filler = "The committee met and the committee spoke and the meeting ended late in the day. "
    library.put("thin", [filler * 5 + "radar"])
    library.put("dense", ["radar and radar with more radar"])
    library.put("titled", [filler * 5 + "radar"], title="Radar")
    library.put("under", [filler * 5 + "radar"], sections=["Radar"])
    with library.searcher() as searcher:
        order = [hit.document for hit in searcher.search("radar").hits]
        assert order[0] == "dense"
        assert order[-1] == "thin"


def test_the_very_form_of_a_word_ranks_before_its_other_forms(tmp_path: Path) -> None:
    library = SmallLibrary(tmp_path / "library")
    library.put(
        "d", ["An interceptor rose slowly.\n", "The interceptors rose slowly.\n", "Intercept them slowly now.\n"]
    )
    with library.searcher() as searcher:
        for query, first in (("interceptors", "2"), ("interceptor", "1"), ("intercept", "3")):
            assert searcher.search(query, typing=False).hits[0].page == first
        assert searcher.search("interceptors").total > searcher.search("=interceptors").total == 1


def test_words_that_stand_close_together_rank_first(tmp_path: Path) -> None:
    library = SmallLibrary(tmp_path / "library")
    other = "some other words that say nothing"
    library.put("far", [f"Laser {other} of a radar here.\n"])
    library.put("near", [f"Here {other} of a laser radar.\n"])
    library.put("turned", [f"Radars, lasers and {other} too.\n"])
    library.put("more", [f"Nothing {number} of that.\n" for number in range(60)])
    with library.searcher() as searcher:
        assert [hit.document for hit in searcher.search("laser radar").hits] == ["near", "turned", "far"]


def test_equally_good_passages_stand_in_the_order_of_the_library(searcher: Searcher) -> None:
    assert places(searcher.search("in:report")) == [("report", "1"), ("report", "2"), ("report", "3")]


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("misile", "missile"),
        ("misile defence", "missile defence"),
        ('"batle loop"', '"battle loop"'),
        ("stratgeic -missile", "strategic -missile"),
        ("=interceptor", "=interceptors"),
        ("inter ceptor", "interceptor"),
        ("strategic vulner ability", "strategic vulnerability"),
        ("title:misile", None),
        ("zzzzzzzz", None),
        ("missile", None),
        ("missile dilemma", None),
        ("1300", None),
        ("ракита", "ракета"),
    ],
)
def test_a_misspelt_word_is_answered_with_a_better_one(searcher: Searcher, query: str, suggestion: str | None) -> None:
    results = searcher.search(query)
    assert results.suggestion == suggestion
    if suggestion:
        assert results.total == 0
        assert searcher.search(suggestion).total


def test_two_words_are_made_one_only_where_the_library_has_that_word_whole(searcher: Searcher) -> None:
    assert searcher.search("inter cept", typing=True).suggestion != "intercept"


def test_a_query_without_a_word_says_so(searcher: Searcher) -> None:
    results = searcher.search(" ,.!? ")
    assert (results.total, results.hits) == (0, ())
    assert results.notice == "There is no word in this search: write at least one letter or digit."
    assert searcher.search("").notice is None


def test_a_wrong_query_is_explained(searcher: Searcher) -> None:
    with pytest.raises(QueryError, match="not closed"):
        searcher.search('"missile')


def test_the_words_of_the_library_stand_in_order_with_their_counts(searcher: Searcher) -> None:
    words = searcher.words("", 1000)
    assert words[0].word == "a"
    assert IndexWord("battle", 2, 1) in words
    assert IndexWord("facades", 1, 1) in words
    assert IndexWord("еще", 1, 1) in words
    assert words[-1] == IndexWord("1,200.5", 1, 1)
    letters = [word.word for word in words if not word.word[0].isdigit()]
    assert letters == sorted(letters)
    assert "roe" not in letters  # an author is no word of a text
    assert [word.word for word in searcher.words("Inter")] == ["interceptors"]
    assert [word.word for word in searcher.words("", 3)] == letters[:3]
    assert searcher.words("1") == [IndexWord("1,200.5", 1, 1)]


def test_a_word_is_shown_at_each_of_its_places_in_a_line_of_context(searcher: Searcher) -> None:
    found = searcher.occurrences("State")
    assert [occurrence.text[slice(*occurrence.span)] for occurrence in found] == ["state’s", "state"]
    text = "".join(REPORT)
    assert [text[one.start : one.start + one.length] for one in found] == ["state’s", "state"]
    assert {(one.document, one.page, one.section) for one in found} == {("report", "3", ("Part Two",))}
    assert len(searcher.occurrences("state", limit=1)) == 1
    assert searcher.occurrences("zeppelin") == []
    assert [one.document for one in searcher.occurrences("ещё")] == ["доклад"]


def test_the_lexicon_and_the_occurrences_agree(searcher: Searcher) -> None:
    for word in searcher.words("", 1000):
        passages = {(one.document, one.page) for one in searcher.occurrences(word.word)}
        assert len(passages) == word.passages
        assert len({document for document, _ in passages}) == word.documents
        assert searcher.search(f"={word.word}").total == word.passages


def test_a_passage_that_left_the_library_is_no_hit(library: SmallLibrary, searcher: Searcher) -> None:
    library.drop("report")
    assert searcher.search("loop").hits == ()
    assert searcher.occurrences("loop") == []


def test_a_passage_whose_text_changed_under_the_index_is_no_hit(library: SmallLibrary, searcher: Searcher) -> None:
    with sqlite3.connect(library.database) as rows:
        rows.execute("UPDATE index_passages SET text = 'Something else.' WHERE page = '3'")
    rows.close()
    assert places(searcher.search("loop")) == [("report", "1")]


def test_a_searcher_serves_several_threads(searcher: Searcher) -> None:
    totals: list[int] = []
    threads = [
        threading.Thread(target=lambda: totals.extend(searcher.search("loop").total for _ in range(20)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert totals == [2] * 80


def test_an_empty_library_is_searched_without_a_fuss(tmp_path: Path) -> None:
    library = SmallLibrary(tmp_path / "library")
    with library.searcher() as searcher:
        assert searcher.search("missile OR radar*").total == 0
        assert searcher.search('"missile defence" -title:x').suggestion is None
        assert searcher.words() == []
        assert searcher.occurrences("missile") == []


def test_a_library_that_may_not_be_written_is_searched_all_the_same(tmp_path: Path) -> None:
    library = SmallLibrary(tmp_path / "a library with spaces, 100%?")
    with sqlite3.connect(library.database) as rows:
        rows.execute("PRAGMA journal_mode = WAL")
    rows.close()
    library.put("report", REPORT)
    library.bring_up()
    for path in [*library.folder.rglob("*"), library.folder]:
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        searcher = Searcher(library.index, library.database)
        assert searcher.search("dilemma").total == 1
        searcher.close()
    finally:
        for path in [library.folder, library.index]:
            path.chmod(0o700)
