# SPDX-License-Identifier: MIT
"""Every check of the project in one run: style, types, the tests without a screen, and how much they cover."""

import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from environment import Environment
from steps import say

# Per cent of the branches and lines that the tests must reach.
FLOORS = {"outside the window": 90.0, "in the window": 80.0}
_WINDOW = ("companion/ui/", "companion/app.py")
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a check ended, in words."""

    check: str
    passed: bool
    words: str


def run_all(environment: Environment, variables: Mapping[str, str], arguments: Sequence[str]) -> int:
    """Run the checks and return the exit status. With `arguments` for pytest, coverage is not judged."""
    cache = environment.folder / "cache"
    python = [str(environment.python), "-m"]
    checkout = environment.checkout
    variables = {**variables, "RUFF_CACHE_DIR": str(cache / "ruff"), "MYPY_CACHE_DIR": str(cache / "mypy")}
    outcomes = [
        _tool("ruff check", [*python, "ruff", "check", "."], checkout, variables),
        _tool("ruff format", [*python, "ruff", "format", "--check", "."], checkout, variables),
        _tool("mypy", [*python, "mypy"], checkout, variables),
    ]
    with tempfile.TemporaryDirectory(prefix="reading-companion-") as scratch:
        report = Path(scratch, "coverage.json")
        variables["COVERAGE_FILE"] = str(Path(scratch, "coverage"))
        command = [*python, "pytest", "-o", f"cache_dir={cache / 'pytest'}", "-n", "2", "--dist", "worksteal"]
        command += list(arguments) or ["--cov", f"--cov-report=json:{report}"]
        tests = _tests(command, checkout, variables)
        if report.exists():
            outcomes += coverage(json.loads(report.read_text(encoding="utf-8")))
    outcomes.append(tests)
    say(
        "\n" + "\n".join(f"{'ok    ' if each.passed else 'FAILED'}  {each.check:<12} {each.words}" for each in outcomes)
    )
    return 0 if all(each.passed for each in outcomes) else 1


def coverage(report: Mapping[str, Mapping[str, Mapping[str, Mapping[str, int]]]]) -> list[Outcome]:
    """Judge the JSON report of coverage.py by the floors."""
    reached = dict.fromkeys(FLOORS, 0)
    there = dict.fromkeys(FLOORS, 0)
    for name, file in report["files"].items():
        group = "in the window" if name.startswith(_WINDOW) else "outside the window"
        summary = file["summary"]
        reached[group] += summary["covered_lines"] + summary["covered_branches"]
        there[group] += summary["num_statements"] + summary["num_branches"]
    outcomes = []
    for group, floor in FLOORS.items():
        share = 100.0 * reached[group] / max(there[group], 1)
        outcomes.append(Outcome("coverage", share >= floor, f"{share:.1f} % {group} (at least {floor:.0f} %)"))
    return outcomes


def _tool(check: str, command: Sequence[str], folder: Path, variables: Mapping[str, str]) -> Outcome:
    say(f"\n{check}")
    begun = time.monotonic()
    status = subprocess.call(command, cwd=folder, env=variables)
    return Outcome(check, status == 0, f"{time.monotonic() - begun:.1f} s")


def _tests(command: Sequence[str], folder: Path, variables: Mapping[str, str]) -> Outcome:
    """Run pytest, show what it writes as it writes it, and keep its closing line."""
    say("\npytest")
    if sys.stdout.isatty():
        command = [*command, "--color=yes"]
    written = b""
    with subprocess.Popen(command, cwd=folder, env=variables, stdout=subprocess.PIPE, bufsize=0) as process:
        assert process.stdout is not None
        while piece := process.stdout.read(65536):
            sys.stdout.buffer.write(piece)
            sys.stdout.flush()
            written = (written + piece)[-4096:]
    lines = _COLOURS.sub("", written.decode(errors="replace")).split("\n")
    closing = next((line.strip("= ") for line in reversed(lines) if line.strip()), "wrote nothing")
    return Outcome("pytest", process.returncode == 0, closing)
