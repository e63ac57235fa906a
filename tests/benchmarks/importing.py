# SPDX-License-Identifier: MIT
"""How fast two hundred mixed reports come in, beside pandoc and pdftotext on the same files.

Ours is the whole import: sandbox, paragraphs rebuilt, glossary terms marked, saved, the original copied. The others
only turn a file into plain text. Refused are files without text. Run: python -m tests.benchmarks.importing
"""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from companion.library.library import Library
from companion.library.values import ImportStatus
from companion.work import finish
from tests.corpora import corpora

_EACH = 50
_KINDS = {"text": ("*.txt", "*.md"), "epub": ("*.epub",), "docx": ("*.docx",), "pdf": ("*.pdf",)}
_FOLDERS = {"text": ("policy",), "epub": ("epub",), "docx": ("docx",), "pdf": ("pdf",)}


def reports(kind: str) -> list[Path]:
    """Fifty files of a kind, spread over all that there are, the same in every run."""
    folders = [corpora() / name for name in _FOLDERS[kind]]
    found = sorted(path for folder in folders for pattern in _KINDS[kind] for path in folder.rglob(pattern))
    step = max(len(found) // _EACH, 1)
    return found[::step][:_EACH]


def ours(files: Sequence[Path]) -> tuple[float, int]:
    """Seconds for the import of these files into a new library, and how many were refused."""
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library") as library:
        began = perf_counter()
        results = finish(library.shelf.import_paths(files))
        seconds = perf_counter() - began
    return seconds, sum(result.status is ImportStatus.FAILED for result in results)


def theirs(kind: str, files: Sequence[Path]) -> tuple[float, int] | None:
    """The same for pdftotext or pandoc; None where that is not installed."""
    program = "pdftotext" if kind == "pdf" else "pandoc"
    if shutil.which(program) is None:
        return None
    options = ["-enc", "UTF-8"] if kind == "pdf" else ["-t", "plain"]
    failed = 0
    began = perf_counter()
    for file in files:
        source = [] if kind != "text" else ["-f", "markdown"]
        command = [program, *options, *source, str(file), *(["-"] if kind == "pdf" else [])]
        failed += subprocess.run(command, capture_output=True, check=False, timeout=120).returncode != 0
    return perf_counter() - began, failed


def measure() -> list[tuple[str, ...]]:
    """Rows of a table: kind, files, MB; files and MB in a second and refusals, ours and theirs."""
    rows = []
    everything: list[Path] = []
    total: float | None = 0.0
    refused = 0
    for kind in _KINDS:
        files = reports(kind)
        everything += files
        peer = theirs(kind, files)
        rows.append(_row(kind, files, ours(files), peer))
        total = None if peer is None or total is None else total + peer[0]
        refused += 0 if peer is None else peer[1]
    rows.append(_row("all", everything, ours(everything), None if total is None else (total, refused)))
    return rows


def _row(kind: str, files: Sequence[Path], ours: tuple[float, int], peer: tuple[float, int] | None) -> tuple[str, ...]:
    megabytes = sum(file.stat().st_size for file in files) / 1e6
    cells = [kind, str(len(files)), f"{megabytes:.1f}"]
    for found in (ours, peer):
        if found is None:
            cells += ["-"] * 3
        else:
            cells += [f"{len(files) / found[0]:.1f}", f"{megabytes / found[0]:.2f}", str(found[1])]
    return tuple(cells)


if __name__ == "__main__":
    head = ("kind", "files", "MB", "files/s", "MB/s", "refused", "their files/s", "their MB/s", "their refused")
    for row in (head, *measure()):
        print("".join(cell.rjust(15) for cell in row))
