# SPDX-License-Identifier: MIT
"""How fast concordance and similar passages are, beside a scan of all texts, which take turns; and the phrases.

Run: python -m tests.benchmarks.concordance [--megabytes N] [--queries N] [--keep FOLDER]

The scan reads the texts from the same database. For a concordance it looks for the word by a regular expression, cuts
and sorts all lines and gives the first 500, as ours does; for similar passages it weighs the words that each passage
shares with the one (idf), which are taken apart by a regular expression.
"""

import argparse
import math
import random
import re
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from companion.search.indexer import bring_up
from companion.search.kwic import Sorting
from companion.search.opening import open_index
from companion.search.phrases import find_phrases
from companion.search.searcher import Searcher
from companion.work import finish
from tests.benchmarks.search_corpus import make_documents, make_queries, write_library

_LINES = 500
_WORD = re.compile(r"\w+")


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.concordance")
    parser.add_argument("--megabytes", type=int, default=10)
    parser.add_argument("--queries", type=int, default=9, help="of each class")
    parser.add_argument("--keep", type=Path, help="a folder for the library and the index, used again if there")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        database = folder / "library.db"
        if not database.exists():
            write_library(database, make_documents(options.megabytes * 1_000_000))
        finish(bring_up(database, folder / "index"))
        with closing(Searcher(folder / "index", database)) as searcher:
            print(f"{options.megabytes} MB\n{'':26}{'ours ms':>10}{'scan ms':>10}{'ratio':>8}{'places':>10}")
            _concordances(searcher, database, options.queries)
            _similar(searcher, database, options.queries)
        began = time.perf_counter()
        found = find_phrases(open_index(folder / "index").segments)
        print(f"{len(found):,} phrases in {time.perf_counter() - began:.1f} s")


def _concordances(searcher: Searcher, database: Path, number: int) -> None:
    queries = make_queries(database, number)
    words = {
        "function word": [("the",), ("of",), ("states",)],
        "common word": queries["common word"],
        "rare word": queries["rare word"],
    }
    for name, asked in words.items():
        for sorting in (Sorting.DOCUMENT, Sorting.R1):
            places: list[int] = []

            def ours(word: str, sorting: Sorting = sorting, places: list[int] = places) -> None:
                places.append(searcher.concordance(f"={word}", sorting=sorting, limit=_LINES).total)

            def scan(word: str, sorting: Sorting = sorting) -> None:
                _scan(database, word, by_neighbour=sorting is Sorting.R1)

            _compare(f"{name}, {sorting.value}", [word for (word,) in asked], ours, scan, places)


def _scan(database: Path, word: str, *, by_neighbour: bool) -> list[tuple[str, str, str]]:
    pattern = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
    lines: list[tuple[str, str, str]] = []
    with closing(sqlite3.connect(database)) as rows:
        for (text,) in rows.execute("SELECT text FROM index_passages ORDER BY number"):
            for found in pattern.finditer(text):
                start, end = found.span()
                lines.append((text[max(start - 140, 0) : start], found[0], text[end : end + 140]))
    if by_neighbour:
        lines.sort(key=lambda line: _WORD.findall(line[2].casefold())[:3])
    return lines[:_LINES]


def _similar(searcher: Searcher, database: Path, number: int) -> None:
    with closing(sqlite3.connect(database)) as rows:
        passages = rows.execute("SELECT document, start, text FROM index_passages WHERE length(text) > 300").fetchall()
    chosen = random.Random(7).sample(passages, number)
    found: list[int] = []

    def ours(passage: tuple[str, int, str]) -> None:
        found.append(len(searcher.similar(passage[0], passage[1], len(passage[2])).hits))

    def scan(passage: tuple[str, int, str]) -> None:
        wanted = set(_WORD.findall(passage[2].casefold()))
        held: Counter[str] = Counter()
        shared: list[set[str]] = []
        with closing(sqlite3.connect(database)) as rows:
            for (text,) in rows.execute("SELECT text FROM index_passages"):
                both = wanted.intersection(_WORD.findall(text.casefold()))
                held.update(both)
                shared.append(both)
        weight = {word: math.log(len(shared) / count) for word, count in held.items()}
        sorted((sum(weight[word] for word in both) for both in shared), reverse=True)[:20]

    _compare("similar passages", chosen, ours, scan, found)


def _compare(
    name: str, asked: Sequence[object], ours: Callable[..., None], scan: Callable[..., None], counts: list[int]
) -> None:
    ours(asked[0])
    counts.clear()
    times: dict[Callable[..., None], list[float]] = {ours: [], scan: []}
    for each in asked:
        for one, several in times.items():
            began = time.perf_counter()
            one(each)
            several.append((time.perf_counter() - began) * 1000)
    fast, slow = (statistics.median(several) for several in times.values())
    print(f"{name:26}{fast:10.1f}{slow:10.1f}{slow / fast:7.1f}x{statistics.median(counts):10,.0f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
