# SPDX-License-Identifier: MIT
"""How good the ranking is: nDCG@10 on judged collections, beside the stock Whoosh figures kept with them.

Run: python -m tests.benchmarks.ranking

Every record is a document of one passage for its text, under its title. Queries are asked as they stand, any of
their words being enough; one that our query language refuses finds nothing.
"""

import csv
import json
import math
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from companion.errors import QueryError
from companion.search.indexer import bring_up
from companion.search.searcher import Searcher
from companion.work import finish
from tests.benchmarks.search_corpus import write_library
from tests.corpora import corpora

COLLECTIONS = ("cranfield", "cisi", "adi")
DEPTH = 10


def main() -> None:
    """Print a line for each collection."""
    baseline = _baseline()
    print(f"{'':10} {'ours':>7} {'Whoosh':>7} {'change':>8} {'refused':>8}")
    changes: list[float] = []
    for name in COLLECTIONS:
        score, refused = evaluate(name)
        changes.append(score / baseline[name] - 1)
        print(f"{name:10} {score:7.4f} {baseline[name]:7.4f} {changes[-1]:+8.1%} {refused:8}")
    print(f"{'mean':10} {'':15} {sum(changes) / len(changes):+8.1%}")


def evaluate(name: str) -> tuple[float, int]:
    """The mean nDCG@10 over the judged queries of a collection, and how many of them were refused."""
    folder = corpora() / "ranking" / "beir-format" / name
    judged: dict[str, dict[str, float]] = defaultdict(dict)
    with (folder / "qrels.tsv").open(newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            judged[row["query-id"]][row["corpus-id"]] = float(row["score"])
    refused = 0
    gains: list[float] = []
    with tempfile.TemporaryDirectory() as scratch:
        database, index = Path(scratch) / "library.db", Path(scratch) / "index"
        ids = _library(database, folder)
        finish(bring_up(database, index))
        with closing(Searcher(index, database)) as searcher:
            for query in _records(folder / "queries.jsonl"):
                relevant = judged.get(query["_id"])
                if not relevant:
                    continue
                try:
                    hits = searcher.search(query["text"], limit=DEPTH, any_words=True).hits
                except QueryError:
                    hits, refused = (), refused + 1
                gains.append(_gain([relevant.get(ids[hit.document], 0) for hit in hits], relevant.values()))
    return sum(gains) / len(gains), refused


def _library(database: Path, folder: Path) -> dict[str, str]:
    """A library of the collection; the record of each document."""
    records = [*_records(folder / "corpus.jsonl")]
    write_library(database, ((record["title"], [f"{record['title']}\n{record['text']}"]) for record in records))
    with closing(sqlite3.connect(database)) as rows:
        documents = [row[0] for row in rows.execute("SELECT id FROM documents ORDER BY rowid")]
    return dict(zip(documents, (record["_id"] for record in records), strict=True))


def _records(path: Path) -> Iterable[dict[str, str]]:
    return map(json.loads, path.read_text("utf-8").splitlines())


def _gain(found: Iterable[float], relevant: Iterable[float]) -> float:
    """The normalised discounted cumulative gain (Järvelin and Kekäläinen 2002), linear in the judgements."""
    best = sorted(relevant, reverse=True)[:DEPTH]
    return _discounted(found) / (_discounted(best) or 1)


def _discounted(values: Iterable[float]) -> float:
    return sum(value / math.log2(rank + 2) for rank, value in enumerate(values))


def _baseline() -> dict[str, float]:
    """The nDCG@10 of stock Whoosh with stemming."""
    lines = (corpora() / "ranking" / "whoosh-baseline.tsv").read_text().splitlines()
    rows = (line.split("\t") for line in lines)
    return {row[0]: float(row[2].partition("=")[2]) for row in rows if row[1] == "stem"}


if __name__ == "__main__":
    main()
