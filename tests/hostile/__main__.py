# SPDX-License-Identifier: MIT
"""Reads every hostile file, generated ones and those of the shared corpora: what came of it, and what was wrong.

Run: python -m tests.hostile [-v]; the last line counts. The exit status says whether anything was wrong.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from companion.importers.sandbox import Converter, Limits
from companion.library.library import Library
from companion.work import finish
from tests.corpora import found_corpora
from tests.hostile import HostileFile
from tests.hostile.own import GLOSSARIES, QUERIES, faults_of_glossaries, faults_of_queries
from tests.hostile.trial import Trial, files, guarded, memory_used


def main() -> int:
    """Print a line for each file that was slow or went wrong, and the sums by class."""
    counts: Counter[str] = Counter()
    wrong = 0
    slowest = ("", 0.0)
    limits = Limits()
    with tempfile.TemporaryDirectory() as name, guarded(Path(name).resolve()) as (canary, listener):
        with Converter(1_000, limits) as converter:
            trial = Trial(canary, converter, limits)
            for file in (*files(canary), *_of_corpora()):
                outcome = trial.outcome(file)
                counts[f"{file.kind}: {'refused' if outcome.refusal else 'read'}"] += 1
                wrong += bool(outcome.faults)
                slowest = max(slowest, (file.name, outcome.seconds), key=lambda each: each[1])
                if outcome.faults or outcome.seconds > 5 or "-v" in sys.argv:
                    faults = "; ".join(outcome.faults) or "right"
                    print(f"{outcome.seconds:6.1f} s  {file.name}: {faults}  {outcome.refusal[:110]}", flush=True)
        listener.kill()
        calls = listener.stdout.read().count("called") if listener.stdout is not None else 0
    own = [*faults_of_glossaries(), *_faults_of_queries()]
    print(f"{len(GLOSSARIES)} glossaries and {len(QUERIES)} queries: {'; '.join(own) or 'all right'}")
    for kind, count in sorted(counts.items()):
        print(f"{count:5}  {kind}")
    print(
        f"{counts.total()} files, {wrong} wrong, {calls} calls of the canary's address; slowest {slowest[1]:.1f} s "
        f"({slowest[0]}); a process used at most {memory_used() / 2**20:.0f} MB"
    )
    return int(bool(wrong or calls or own))


def _faults_of_queries() -> list[str]:
    with tempfile.TemporaryDirectory() as name, Library.open(Path(name)) as library:
        finish(library.index.update())
        return list(faults_of_queries(library))


def _of_corpora() -> Iterator[HostileFile]:
    folder = found_corpora()
    if folder is None:
        return
    for path in sorted((folder / "malicious").rglob("*")):
        if path.is_file():
            suffix = path.suffix if path.suffix in (".docx", ".md", ".txt", ".html") else ".html"
            yield HostileFile(f"{path.stem[:80]}{suffix}", path.read_bytes(), "corpora", readable=False)


if __name__ == "__main__":
    sys.exit(main())
