# SPDX-License-Identifier: MIT
"""What the search costs while the library changes: a report that is added, and searching beside an indexer at work."""

import json
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from companion.search.manifest import read_manifest
from tests.benchmarks.search_engines import Ours

REPORTS = 12
SLOW = ("stop-word phrase", "prefix of 1")

Queries = dict[str, list[tuple[str, ...]]]


def print_upkeep(database: Path, index: Path, queries: Queries) -> None:
    """Print what adding a report takes, and how much slower searches are while another index is being built."""
    with tempfile.TemporaryDirectory(dir=index.parent) as scratch:
        copy, folder = Path(scratch) / "library.db", Path(scratch) / "index"
        shutil.copy(database, copy)
        shutil.copytree(index, folder)
        seen, ended, segments = zip(*(_add(copy, folder, number) for number in range(REPORTS)), strict=True)
        print(
            f"\nadding a report: found after {statistics.median(seen):.2f} s, indexer ends after "
            f"{statistics.median(ended):.2f} s (at most {max(ended):.2f}), segments {segments[0]} to {max(segments)}"
        )
        print(
            "search p50 / p95 ms, idle and beside an indexer: "
            + ", ".join(f"{middle:.2f} / {late:.2f}" for middle, late in _beside(database, index, queries, folder))
        )


def _add(database: Path, folder: Path, number: int) -> tuple[float, float, int]:
    """Index one more report: seconds until it can be found, until the indexer ends, and the segments then."""
    with closing(sqlite3.connect(database)) as rows, rows:
        texts = [
            text for (text,) in rows.execute("SELECT text FROM index_passages WHERE document = ?", (f"d{number}",))
        ]
        rows.execute("INSERT INTO documents VALUES (?, ?)", (f"added{number}", f"Added {number}"))
        added = [(f"added{number}", start, text, "", "") for start, text in enumerate(texts)]
        rows.executemany("INSERT INTO index_passages VALUES (NULL, ?, ?, ?, ?, ?)", added)
    began = time.perf_counter()
    command = [sys.executable, "-m", "companion.search.indexer", database, folder]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["done"] == 1
        seen = time.perf_counter() - began
        process.stdout.read()
    return seen, time.perf_counter() - began, len(read_manifest(folder).segments)


def _beside(database: Path, index: Path, queries: Queries, scratch: Path) -> list[tuple[float, float]]:
    """Median and 95th percentile of all classes but the slow ones: by itself, then while a whole index is built."""
    asked = [(name, words) for name, several in queries.items() if name not in SLOW for words in several]
    command = [sys.executable, "-m", "companion.search.indexer", database, scratch / "another"]
    engine = Ours(database, index)
    results: list[tuple[float, float]] = []
    for beside in (False, True):
        engine.open()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL) if beside else None
        if process is not None:
            time.sleep(2)  # so that it is in the midst of its work
        times: list[float] = []
        for name, words in asked:
            began = time.perf_counter()
            engine.search(name, words)
            times.append((time.perf_counter() - began) * 1000)
        if process is not None:
            if process.poll() is not None:
                print("(the indexer had ended before the searches did)")
            process.kill()
            process.wait()
        results.append((statistics.median(times), statistics.quantiles(times, n=20)[-1]))
    return results
