# SPDX-License-Identifier: MIT
"""Stock Whoosh reads our index: its own searcher and query parser find in it what ours find."""

import random
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from whoosh import index, qparser, query, scoring
from whoosh.searching import Searcher as WhooshSearcher

from companion.search.searcher import Searcher
from tests.search.small_library import SmallLibrary

WORDS = ["missile", "missiles", "defence", "battle", "loop", "governments", "naive", "ракета", "state", "the", "of"]


@pytest.fixture(scope="module")
def library() -> Iterator[SmallLibrary]:
    """A library with several segments, deleted passages and two languages."""
    chance = random.Random(3)

    def passages() -> list[str]:
        return [" ".join(chance.choices(WORDS, k=chance.randint(1, 25))) + "." for _ in range(chance.randint(1, 9))]

    with tempfile.TemporaryDirectory() as folder:
        library = SmallLibrary(Path(folder) / "library")
        for number in range(30):
            language = "ru" if number % 4 == 0 else "en"
            library.put(f"d{number}", passages(), language=language, title=f"Report {number} of the state")
            if number % 12 == 11:
                library.bring_up()
        library.put("d3", passages())
        library.drop("d7")
        library.bring_up()
        yield library


@pytest.fixture
def ours(library: SmallLibrary) -> Iterator[Searcher]:
    with closing(Searcher(library.index, library.database)) as searcher:
        yield searcher


@pytest.fixture
def stock(library: SmallLibrary) -> Iterator[WhooshSearcher]:
    with index.open_dir(str(library.index), readonly=True).searcher() as searcher:
        yield searcher


def numbers(library: SmallLibrary, found: set[tuple[str, int]]) -> set[int]:
    """The numbers of passages known by document and start."""
    import sqlite3

    with closing(sqlite3.connect(library.database)) as rows:
        listed = rows.execute("SELECT document, start, number FROM index_passages")
        return {number for document, start, number in listed if (document, start) in found}


@pytest.mark.parametrize(
    ("written", "for_whoosh"),
    [
        *((f"={word}", word) for word in WORDS),
        ("=missile =battle", "missile AND battle"),
        ("=missile OR =naive", "missile OR naive"),
        ("=missile -=battle", "missile NOT battle"),
        ('="battle loop"', '"battle loop"'),
        ('="the state"', '"the state"'),
        ("mis*", "mis*"),
        ("title:=12", "title:12"),
        ('=battle -(=state OR ="the of")', 'battle NOT (state OR "the of")'),
        ("in:d5", "document:d5"),
        ("=ракета =missiles", "ракета missiles"),
    ],
)
def test_whoosh_finds_the_same_passages_in_our_index(
    library: SmallLibrary, ours: Searcher, stock: WhooshSearcher, written: str, for_whoosh: str
) -> None:
    results = ours.search(written, limit=1000)
    expected = numbers(library, {(hit.document, hit.start) for hit in results.hits})
    found = stock.search(qparser.QueryParser("body", stock.ixreader.schema).parse(for_whoosh), limit=None)
    assert {hit["number"] for hit in found} == expected
    assert len(found) == results.total
    assert results.total or "12" in written


def test_whoosh_knows_the_counts_of_our_index(stock: WhooshSearcher) -> None:
    reader = stock.reader()
    assert stock.doc_count() == reader.doc_count_all() - sum(
        1 for id in range(reader.doc_count_all()) if reader.is_deleted(id)
    )
    lexicon = [word.decode() for word in reader.lexicon("body")]
    assert lexicon == sorted(WORDS)
    for word in WORDS:
        frequency = sum(leaf.term_info("body", word).weight() for leaf, _ in reader.leaf_readers())
        assert reader.frequency("body", word) == frequency
        assert reader.doc_frequency("body", word) == sum(
            leaf.doc_frequency("body", word) for leaf, _ in reader.leaf_readers()
        )
    assert reader.doc_frequency("body", "absent") == 0
    assert ("body", "missile") in reader
    assert ("body", "absent") not in reader


def test_whoosh_ranks_by_our_lengths_and_counts(stock: WhooshSearcher) -> None:
    found = stock.search(query.Term("body", "missile"), limit=None)
    assert found.score(0) >= found.score(len(found) - 1) > 0
    frequencies = stock.search(query.Term("body", "missile"), limit=1)
    assert frequencies.score(0) == found.score(0)
    assert isinstance(stock.weighting, scoring.BM25F)
