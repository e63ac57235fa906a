# SPDX-License-Identifier: MIT
"""What the steps of the set-up share: to speak, to run a command, and to fail with a sentence."""

import errno
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

NO_ROOM = "There is no room left on the disk: free about 1 GB, then give the same command again."
_FULL = (os.strerror(errno.ENOSPC), os.strerror(errno.EDQUOT))


class Problem(Exception):
    """The set-up cannot go on: a plain sentence with the cause and the next step."""


def say(sentence: str) -> None:
    """Tell the user at once what is being done."""
    print(sentence, flush=True)


def run(
    command: Sequence[str],
    *,
    variables: Mapping[str, str] | None = None,
    folder: Path | None = None,
    show: bool = False,
) -> subprocess.CompletedProcess[str]:
    """Run `command` (in `folder`) to its end and return it with its words; with `show` its output is seen at once.

    The command inherits the lock of the set-up, so that one which outlives us keeps others waiting.
    A full disk raises Problem.
    """
    ended = subprocess.run(
        command,
        env={**(os.environ if variables is None else variables), "LC_ALL": "C.UTF-8"},  # we read its words
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=None if show else subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        close_fds=False,
        check=False,
    )
    if ended.returncode and any(words in (ended.stdout or "") + ended.stderr for words in _FULL):
        raise Problem(NO_ROOM)
    return ended


def is_no_room(error: OSError) -> bool:
    """Whether the disk, or the user's share of it, is full."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT)


def last_line(words: str) -> str:
    """The last line that says something: where most commands put the cause."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    return lines[-1] if lines else "it gave no reason"
