# SPDX-License-Identifier: MIT
"""Packages of the operating system: installed where we may, else unpacked into a folder of our own."""

import os
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from steps import run, say

# Graphics drivers and their compiler: 200 MB that a window drawn without OpenGL never loads.
_NEEDLESS = re.compile(r"mesa-|lib(drm|egl-mesa|gallium|gbm|gl\w*-mesa|icu|llvm|vulkan|xml2|z3)")
_QUIETLY = ("--yes", "--quiet", "--quiet", "--no-install-recommends")
_COMMANDS = {
    "apt-get": "sudo apt-get install --no-install-recommends",
    "dnf": "sudo dnf install",
    "zypper": "sudo zypper install",
    "pacman": "sudo pacman -S --needed",
}


def provide(names: Sequence[str], files_of: Sequence[str], folder: Path) -> bool:
    """Bring in Debian packages; False where that failed or this system knows no apt.

    Root, and a user who needs no password to become root, installs `names`. Anybody else gets the files of
    `files_of`, and of what those depend on, unpacked into `folder`.
    """
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return False
    become_root = _become_root()
    return _unpack(files_of, folder) if become_root is None else _install(names, become_root)


def line_to_type(names: Mapping[str, Sequence[str]]) -> str:
    """The line that installs `names` (by package manager) on this system."""
    for manager, command in _COMMANDS.items():
        if manager in names and shutil.which(manager):
            return f"{command} {' '.join(names[manager])}"
    return "with this system's package manager, what Debian calls: " + " ".join(names["apt-get"])


def _become_root() -> list[str] | None:
    """What to put before a command so that it runs as root; None where we may not."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and run(["sudo", "-n", "true"]).returncode == 0:
        return ["sudo", "-n"]
    return None


def _install(names: Sequence[str], become_root: list[str]) -> bool:
    say(f"Installing with apt-get: {' '.join(names)} ...")
    apt = [*become_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=120"]
    install = [*apt, "install", *_QUIETLY, *names]
    if run(install).returncode == 0:
        return True
    run([*apt, "update", "--quiet", "--quiet"])
    return run(install).returncode == 0


def _unpack(names: Sequence[str], folder: Path) -> bool:
    say(f"Unpacking in {folder}, as this user may not install: {' '.join(names)} ...")
    with tempfile.TemporaryDirectory(prefix="reading-companion-") as name:
        scratch = Path(name)
        packages = scratch / "packages"
        for place in (packages, scratch / "lists/partial", scratch / "cache/archives/partial"):
            place.mkdir(parents=True)
        own = ["-o", f"Dir::State::Lists={scratch}/lists", "-o", f"Dir::Cache={scratch}/cache"]
        own += ["-o", "Debug::NoLocking=1"]
        if not _download(names, [], packages):
            run(["apt-get", *own, "update"])
            if not _download(names, own, packages):
                return False
        return all(run(["dpkg-deb", "-x", str(file), str(folder)]).returncode == 0 for file in packages.iterdir())


def _download(names: Sequence[str], options: Sequence[str], folder: Path) -> bool:
    """Fetch `names` and all they depend on that is not installed yet, under whatever names this release has them."""
    plan = run(["apt-get", *options, "--simulate", "--no-install-recommends", "install", *names])
    wanted = [name for name in re.findall(r"^Inst (\S+)", plan.stdout, re.MULTILINE) if not _NEEDLESS.match(name)]
    return bool(wanted) and run(["apt-get", *options, "download", *wanted], folder=folder).returncode == 0
