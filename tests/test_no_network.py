# SPDX-License-Identifier: MIT
"""No network socket is ever opened: the program runs without a network, and the kernel counts none."""

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.corpora import corpora

CHECKOUT = Path(__file__).resolve().parents[1]
COMPANION = (sys.executable, "-m", "companion")
WITHOUT_NETWORK = ("unshare", "--map-root-user", "--net")
THE_MACHINES_OWN = {"AF_UNIX"}  # the display's and the single instance's
NOTE = "# A note\n\nThe *security dilemma* ![far](https://example.org/far.png) grows <img src='//example.org/a.png'>.\n"


def run(command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], cwd=CHECKOUT, capture_output=True, text=True, timeout=100)


def story(folder: Path) -> list[tuple[str | Path, ...]]:
    """A reader's day on the command line, and the window at its end."""
    note = folder / "note.md"
    note.write_text(NOTE, encoding="utf-8")
    return [
        ("import", note),
        ("list",),
        ("search", "security dilemma"),
        ("index", "mis"),
        ("define", "security dilemma"),
        ("mentions", "A note"),
        ("bookmark", "A note", "--quote", "security dilemma"),
        ("export", folder / "bookmarks.md"),
        ("check",),
        ("picture", folder / "window.png", "--search", "dilemma", "--open", "A note"),
    ]


def families(trace: Path) -> set[str]:
    """The kinds of socket that strace saw being opened."""
    return set(re.findall(r"\bsocket(?:pair)?\((\w+)", trace.read_text(errors="replace")))


@pytest.fixture
def without_network() -> Sequence[str]:
    """What to put before a command so that it has no network, not even the loopback."""
    if shutil.which("unshare") is None or run([*WITHOUT_NETWORK, "true"]).returncode:
        pytest.skip("this machine cannot take the network from a process")
    return WITHOUT_NETWORK


@pytest.fixture
def traced(tmp_path: Path) -> Sequence[str]:
    """What to put before a command so that its network calls are written to `trace` in `tmp_path`."""
    command = ("strace", "-f", "-qq", "-A", "-e", "trace=%network", "-o", str(tmp_path / "trace"))
    if shutil.which("strace") is None or run([*command, "true"]).returncode:
        pytest.skip("strace is not here, or may not trace")
    return command


def test_command_line_and_window_run_without_a_network(without_network: Sequence[str], tmp_path: Path) -> None:
    for step in story(tmp_path):
        ended = run([*without_network, *COMPANION, *step])
        assert ended.returncode == 0, f"{step}: {ended.stderr}"
    assert (tmp_path / "window.png").stat().st_size > 10_000


def test_command_line_and_window_open_no_network_socket(traced: Sequence[str], tmp_path: Path) -> None:
    for step in story(tmp_path):
        ended = run([*traced, *COMPANION, *step])
        assert ended.returncode == 0, f"{step}: {ended.stderr}"
    assert families(tmp_path / "trace") <= THE_MACHINES_OWN


def test_hostile_files_open_no_network_socket(traced: Sequence[str], tmp_path: Path) -> None:
    run([*traced, *COMPANION, "import", corpora() / "malicious" / "owasp-xss"])
    assert families(tmp_path / "trace") <= THE_MACHINES_OWN


def test_the_trace_would_show_a_network_socket(traced: Sequence[str], tmp_path: Path) -> None:
    run([*traced, sys.executable, "-c", "import socket; socket.socket(); socket.socket(socket.AF_UNIX)"])
    assert families(tmp_path / "trace") == {"AF_INET", "AF_UNIX"}
