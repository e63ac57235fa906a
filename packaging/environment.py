# SPDX-License-Identifier: MIT
"""The program's own virtual environment: where it stands, what is installed in it, and one set-up at a time."""

import hashlib
import importlib.util
import os
import shutil
import sys
import sysconfig
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import pip_failures
import system_packages
from steps import Problem, run, say

ROOM = 600_000_000  # bytes free that the packages need, with their archives while they are unpacked
_PIP_FROM_WHEEL = Path(__file__).with_name("pip_from_wheel.py")
_NO_PIP = "This Python cannot make a virtual environment with pip. Give this line and then the same command again:\n  "
# What a user may have set for pip or Python in general, and what would lead this installation astray.
_MISLEADING = ("PYTHONHOME", "PYTHONPATH", "PIP_PREFIX", "PIP_REQUIREMENT", "PIP_ROOT", "PIP_TARGET", "PIP_USER")


class Environment:
    """A virtual environment in `folder`, through which the program in `checkout` runs.

    A file that is written last says what is installed. An environment without that file was left unfinished
    and is begun again from nothing.
    """

    def __init__(self, folder: Path, checkout: Path) -> None:
        windows = sys.platform == "win32"
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        self.folder = folder
        self.checkout = checkout
        self.python = folder / ("Scripts/python.exe" if windows else "bin/python")
        self.site_packages = folder / ("Lib/site-packages" if windows else f"lib/{version}/site-packages")
        self.system = folder / "system"
        self._installed = folder / "installed"
        self._lock = folder / "set-up.lock"

    @property
    def usable(self) -> bool:
        """Whether the folder is ours to write, or free for us to make."""
        if self.folder.exists():
            ours = self._lock.exists() or not any(self.folder.iterdir())
            return ours and os.access(self.folder, os.W_OK)
        return os.access(next(parent for parent in self.folder.parents if parent.exists()), os.W_OK)

    def has(self, locks: Collection[Path]) -> bool:
        """Whether all packages of one of `locks` are installed."""
        return self.python.exists() and self._what_is_installed() in {self._digest(lock) for lock in locks}

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep every other set-up of this environment waiting."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._lock.open("a") as file:
            if not _lock(file.fileno(), wait=False):
                say("Another set-up is under way; waiting for it to end.")
                _lock(file.fileno(), wait=True)
            os.set_inheritable(file.fileno(), True)
            yield

    def install(self, lock: Path) -> None:
        """Install the packages of `lock`, checking the hash of each. Call it while the environment is `locked`."""
        if not (self._what_is_installed() and self.python.exists() and self.site_packages.exists()):
            self._begin_again()
        self._installed.unlink(missing_ok=True)
        say("Installing the packages; the first time some 130 MB are fetched ...")
        self._pip("install", "--require-hashes", "--only-binary", ":all:", "--no-deps", "--requirement", str(lock))
        (self.site_packages / "reading-companion.pth").write_text(f"{self.checkout}\n", encoding="utf-8")
        unfinished = self._installed.with_suffix(".new")
        unfinished.write_text(self._digest(lock), encoding="ascii")
        unfinished.replace(self._installed)

    def _begin_again(self) -> None:
        for left_over in self.folder.iterdir():
            if left_over.is_dir() and not left_over.is_symlink():
                shutil.rmtree(left_over)
            elif left_over != self._lock:
                left_over.unlink()
        free = shutil.disk_usage(self.folder).free
        if free < ROOM:
            raise Problem(
                f"The disk of {self.folder.parent} has {free // 1_000_000} MB left and the packages need "
                f"{ROOM // 1_000_000} MB. Make room there, then give the same command again."
            )
        say(f"Making a virtual environment in {self.folder} ...")
        if not (_can_give_pip() or _is_there("pip")):
            system_packages.provide(["python3-venv"], ["python3-pip-whl"], self.system)
            importlib.invalidate_caches()
        options = [] if _can_give_pip() else ["--without-pip"]
        made = run([sys.executable, "-m", "venv", *options, str(self.folder)])
        if made.returncode:
            raise Problem(_NO_PIP + system_packages.line_to_type({"apt-get": ["python3-venv"]}))

    def _pip(self, *arguments: str) -> None:
        variables = {name: value for name, value in os.environ.items() if name not in _MISLEADING}
        variables |= {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
        terminal = sys.stdout.isatty()
        command = [*self._pip_command(), *arguments, *([] if terminal else ["--quiet"])]
        ended = run(command, variables=variables, show=terminal)
        if ended.returncode:
            raise pip_failures.explain(ended.stderr)

    def _pip_command(self) -> list[str]:
        if (self.site_packages / "pip").exists():
            return [str(self.python), "-m", "pip"]
        if _is_there("pip"):
            return [sys.executable, "-m", "pip", "--python", str(self.python)]
        for root in (self.system, Path("/")):
            for wheel in (root / "usr/share/python-wheels").glob("pip-*.whl"):
                return [str(self.python), str(_PIP_FROM_WHEEL), str(wheel), self._certificates()]
        raise Problem(_NO_PIP + system_packages.line_to_type({"apt-get": ["python3-venv"]}))

    def _certificates(self) -> str:
        """The file of the certificates that were unpacked beside pip; empty where the system has its own."""
        parts = sorted((self.system / "usr/share/ca-certificates").rglob("*.crt"))
        if not parts or Path("/etc/ssl/certs/ca-certificates.crt").exists():
            return ""
        bundle = self.system / "certificates.pem"
        bundle.write_text("\n".join(part.read_text(encoding="ascii") for part in parts), encoding="ascii")
        return str(bundle)

    def _what_is_installed(self) -> str:
        try:
            return self._installed.read_text(encoding="ascii")
        except OSError:
            return ""

    def _digest(self, lock: Path) -> str:
        place = f"{self.checkout} {self.site_packages} {sysconfig.get_platform()}\n"
        return hashlib.sha256(place.encode() + lock.read_bytes()).hexdigest()


def environment_for(checkout: Path, locks: Collection[Path]) -> Environment:
    """The environment of `checkout`: inside it, or in the user's cache where it may not be written."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "reading-companion"
    name = hashlib.sha256(str(checkout).encode()).hexdigest()[:12]
    for folder in (checkout / ".venv", cache / name):
        environment = Environment(folder, checkout)
        if environment.has(locks) or environment.usable:
            return environment
    raise Problem(
        f"Neither {checkout / '.venv'} nor {cache} may be written by this user. Name a folder that may, and "
        "give the command again: XDG_CACHE_HOME=FOLDER python3 packaging/run.py"
    )


def _is_there(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _can_give_pip() -> bool:
    return _is_there("venv") and _is_there("ensurepip")


def _lock(file: int, *, wait: bool) -> bool:
    """Lock an open file for this process; False where another holds it and we do not `wait`."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        if wait:
            raise
        return False
    return True
