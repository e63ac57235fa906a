# SPDX-License-Identifier: MIT
"""Hostile files of every class and format: each is read or refused in time, and nothing leaks or is left behind.

`python -m tests.hostile` reads those that take seconds as well, and those of the shared corpora.
"""

import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator

import pytest

from companion.importers.sandbox import Converter, Limits
from tests.hostile import Canary, HostileFile
from tests.hostile.trial import MEMORY, Trial, files, guarded, memory_used

LIMITS = Limits(seconds=20, markdown_seconds=0.5)
KINDS = (
    "markdown", "encodings", "scripts", "links", "beacons", "local files", "deep markup", "images", "xml", "zip bombs",
    "zip names", "pdf",
)  # fmt: skip

Guard = tuple[Canary, "subprocess.Popen[str]"]


@pytest.fixture(scope="module")
def guard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guard]:
    """A canary in a folder, and who listens for it."""
    with guarded(tmp_path_factory.mktemp("hostile")) as guard:
        yield guard


@pytest.fixture(scope="module")
def by_kind(guard: Guard) -> dict[str, list[HostileFile]]:
    """The files of each class that are read in no time."""
    found: defaultdict[str, list[HostileFile]] = defaultdict(list)
    for file in files(guard[0]):
        if not file.heavy:
            found[file.kind].append(file)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_files_are_read_or_refused_and_nothing_leaks(
    kind: str, guard: Guard, by_kind: dict[str, list[HostileFile]]
) -> None:
    with Converter(200, LIMITS) as converter:
        trial = Trial(guard[0], converter, LIMITS)
        outcomes = [trial.outcome(file) for file in by_kind[kind]]
    assert [(outcome.file.name, outcome.faults) for outcome in outcomes if outcome.faults] == []
    assert memory_used() < MEMORY + 100 * 1024 * 1024


def test_there_are_many_of_them_and_none_has_called(guard: Guard, by_kind: dict[str, list[HostileFile]]) -> None:
    assert set(by_kind) == set(KINDS)
    assert sum(map(len, by_kind.values())) >= 160
    canary, listener = guard
    call = (
        f"import socket; socket.create_connection(('127.0.0.1', {canary.address.split(':')[-1].rstrip('/')})).close()"
    )
    assert listener.stdout is not None
    subprocess.run([sys.executable, "-I", "-c", call], check=True)
    assert listener.stdout.readline() == "called\n"  # ours is the first
