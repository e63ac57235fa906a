# SPDX-License-Identifier: MIT
"""How fast the search is, beside stock Whoosh, SQLite FTS5 and tantivy (where it is installed), in one run.

Run: python -m tests.benchmarks.search [--megabytes N...] [--queries N] [--without-whoosh] [--cpu] [--keep FOLDER]

Every query is timed with the total, the text of the best twenty passages and their snippets. Each is asked once, after
a warm-up by others, so that no engine answers from what it remembers of the same query; the engines take turns query
by query, so that a busy moment of the machine strikes all alike: read the ratios. "cold" is a process of its own, from
opening the index (NumPy being imported, as the program does in the background) to the end of the first query.
"""

import argparse
import gc
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks.search_corpus import make_documents, make_queries, write_library
from tests.benchmarks.search_engines import Engine, engines
from tests.benchmarks.search_upkeep import SLOW, print_upkeep

WARM_UP = 3  # queries of each class
PATIENCE = 20_000  # ms; an engine that has taken so long for a class is not asked more of it

_COLD = """
import json, sys, time
from pathlib import Path
import numpy
from tests.benchmarks import search_engines

kind = getattr(search_engines, sys.argv[1])
queries = json.loads(sys.argv[4])
start = time.perf_counter()
engine = kind(Path(sys.argv[2]), Path(sys.argv[3]))
engine.open()
engine.search(*queries[0])
first = time.perf_counter()
for query in queries[1:]:
    engine.search(*query)
status = Path("/proc/self/status").read_text()
memory = int(status.split("VmRSS:")[1].split()[0]) / 1000
print(json.dumps([(first - start) * 1000, memory]))
"""


def main(arguments: Sequence[str]) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.search")
    parser.add_argument("--megabytes", type=int, nargs="+", default=[1, 10])
    parser.add_argument("--queries", type=int, default=30, help="of each class")
    parser.add_argument("--without-whoosh", action="store_true", help="leave out stock Whoosh, which takes long")
    parser.add_argument("--cpu", action="store_true", help="time queries by the processor, on a machine busy elsewhere")
    parser.add_argument("--keep", type=Path, help="a folder for the libraries and indexes, used again if there")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        for megabytes in options.megabytes:
            folder = (options.keep or Path(scratch)) / f"{megabytes}-mb"
            folder.mkdir(parents=True, exist_ok=True)
            _compare(folder, megabytes, options)


def _compare(folder: Path, megabytes: int, options: argparse.Namespace) -> None:
    database = folder / "library.db"
    if not database.exists():
        write_library(database, make_documents(megabytes * 1_000_000))
    asked, others = make_queries(database, options.queries), make_queries(database, WARM_UP, seed=3)
    ready: list[Engine] = []
    print(f"\n{megabytes} MB\n{'':10} {'build MB/s':>11} {'index : text':>13} {'cold ms':>8} {'memory MB':>10}")
    for kind in engines(whoosh=not options.without_whoosh):
        engine = kind(database, folder / kind.name)
        built = "-"
        if not (folder / kind.name).exists():
            began = time.perf_counter()
            engine.build()
            built = f"{megabytes / (time.perf_counter() - began):.2f}"
        size = sum(path.stat().st_size for path in (folder / kind.name).rglob("*")) / 1e6
        cold, memory = _cold(kind, database, folder / kind.name, others)
        print(f"{kind.name:10} {built:>11} {size / megabytes:13.2f} {cold:8.1f} {memory:10.0f}", flush=True)
        engine.open()
        ready.append(engine)
    gc.collect()
    gc.freeze()  # what an engine keeps in memory is not to be walked through at the cost of another
    _print_latencies(ready, asked, others, time.process_time if options.cpu else time.perf_counter)
    print_upkeep(database, folder / "ours", asked)


def _cold(kind: type[Engine], database: Path, index: Path, queries: dict[str, list[tuple[str, ...]]]) -> list[float]:
    """Opening and the first query in a process of its own, in ms, and its memory after three of all classes, in MB."""
    asked = [(name, each) for name, several in queries.items() for each in several]
    asked.sort(key=lambda query: query[0] != "two words")
    command = [sys.executable, "-c", _COLD, kind.__name__, database, index, json.dumps(asked)]
    runs = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(3)]
    return [statistics.median(values) for values in zip(*runs, strict=True)]


def _print_latencies(
    ready: list[Engine],
    asked: dict[str, list[tuple[str, ...]]],
    others: dict[str, list[tuple[str, ...]]],
    clock: Callable[[], float],
) -> None:
    print(f"\n{'p50 / p95 ms, ratio of p95 to ours':18}")
    print(f"{'':18}" + "".join(f"{engine.name:>26}" for engine in ready) + "   passages")
    for name, queries in asked.items():
        for words in others[name][: 1 if name in SLOW else WARM_UP]:
            for engine in ready:
                engine.search(name, words)
        times: dict[str, list[float]] = defaultdict(list)
        totals: list[int] = []
        for turn, words in enumerate(queries):
            for engine in ready[turn % len(ready) :] + ready[: turn % len(ready)]:
                if sum(times[engine.name]) > PATIENCE:
                    continue
                began = clock()
                total, _ = engine.search(name, words)
                if total is not None:
                    times[engine.name].append((clock() - began) * 1000)
                if engine is ready[0]:
                    totals.append(total or 0)
        late = statistics.quantiles(times[ready[0].name], n=20)[-1]
        cells = [_cell(times[engine.name], late) for engine in ready]
        print(f"{name:18}" + "".join(cells) + f"   {statistics.median(totals):,.0f}", flush=True)


def _cell(times: list[float], ours: float) -> str:
    if not times:
        return f"{'-':>26}"
    middle = statistics.median(times)
    late = statistics.quantiles(times, n=20)[-1]
    return f"{f'{middle:.2f} / {late:.2f}  x{late / ours:.1f}':>26}"


if __name__ == "__main__":
    main(sys.argv[1:])
