#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The two commands of a fresh checkout; Python 3.11 or newer is all they need.

python3 packaging/run.py [FILE...]            set up what is missing, then open the window (and these files in it)
python3 packaging/run.py test [ARGUMENT...]   set up what is missing, then run every check; arguments go to pytest

Everything is kept in `.venv` beside this folder, or in the user's cache where the checkout may not be written.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (the one file that an older Python may read)
    import os
    import shutil
    import subprocess

    for newer in ("python3.14", "python3.13", "python3.12", "python3.11"):
        if shutil.which(newer) and subprocess.call([newer, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            os.execvp(newer, [newer, *sys.argv])
    sys.exit(
        f"Reading Companion needs Python 3.11 or newer, and this is Python {sys.version.split()[0]}. "
        "Install a newer one and start again with it, for example: python3.12 packaging/run.py"
    )

import os
import shlex
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import checks
import qt_libraries
from environment import Environment, environment_for
from qt_libraries import QtLibraries
from steps import NO_ROOM, Problem, is_no_room, say

HERE = Path(__file__).resolve().parent
PROGRAM = HERE / "requirements.lock"
PROGRAM_AND_CHECKS = HERE / "requirements-dev.lock"
SEARCH = "security dilemma"


def main(arguments: list[str]) -> int:
    """Run one of the two commands and return its exit status."""
    try:
        if arguments[:1] == ["test"]:
            return test(arguments[1:])
        return start(arguments)
    except Problem as problem:
        print(f"\n{problem}", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on where this one ended.", file=sys.stderr)
        return 128 + signal.SIGINT
    except OSError as error:
        if not is_no_room(error):
            raise
        print(f"\n{NO_ROOM}", file=sys.stderr)
    return 1


def start(files: list[str]) -> int:
    """Open the window; where there is no screen, show in a picture and in the terminal what it would show."""
    environment = set_up(PROGRAM, PROGRAM_AND_CHECKS)
    qt = QtLibraries(environment)
    companion = [str(environment.python), "-P", "-m", "companion"]
    if not any(qt.provide(platform) for platform in qt_libraries.platforms()):
        qt.provide("offscreen")
        return without_screen(companion, files, qt.variables())
    if sys.platform != "win32":
        os.execve(companion[0], [*companion, *files], qt.variables())
    return subprocess.call([*companion, *files], env=qt.variables())


def without_screen(companion: list[str], files: list[str], variables: dict[str, str]) -> int:
    """Draw the window into a picture and search the library in the terminal."""
    say("There is no screen here, so the window is drawn into a picture.")
    folder = Path.cwd() if os.access(Path.cwd(), os.W_OK) else Path(tempfile.mkdtemp(prefix="reading-companion-"))
    picture = folder / "reading-companion.png"
    steps = [["import", *files]] if files else []
    steps += [["picture", str(picture)], ["search", SEARCH]]
    for step in steps:
        say(f"\n$ companion {shlex.join(step)}")
        status = subprocess.call([*companion, *step], env=variables)
        if status:
            return status
    say(f"\nThe window is in {picture}")
    return 0


def test(arguments: list[str]) -> int:
    """Run all checks without a screen."""
    environment = set_up(PROGRAM_AND_CHECKS)
    qt = QtLibraries(environment)
    qt.provide("offscreen")
    return checks.run_all(environment, qt.variables(), arguments)


def set_up(*locks: Path) -> Environment:
    """An environment that holds the packages of one of `locks`; where it holds none, those of the first."""
    begun = time.monotonic()
    environment = environment_for(HERE.parent, locks)
    if not environment.has(locks):
        with environment.locked():
            if not environment.has(locks):
                environment.install(locks[0])
        say(f"Ready after {time.monotonic() - begun:.0f} s.")
    return environment


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
