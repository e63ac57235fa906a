# SPDX-License-Identifier: MIT
"""The system libraries that Qt's wheels leave to the system: found missing, and brought in."""

import os
import sys
from pathlib import Path

import system_packages
from environment import Environment
from steps import Problem, last_line, run

_PROBE = Path(__file__).with_name("qt_probe.py")
_WITHOUT_SCREEN = {
    "apt-get": "libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0 libgssapi-krb5-2",
    "dnf": "libglvnd-egl libglvnd-glx libxkbcommon dbus-libs fontconfig glib2 krb5-libs",
    "zypper": "libglvnd libxkbcommon0 libdbus-1-3 fontconfig libglib-2_0-0 libgthread-2_0-0 krb5",
    "pacman": "libglvnd libxkbcommon dbus fontconfig glib2 krb5",
}
_WITH_SCREEN = {
    "apt-get": "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0 libwayland-cursor0",
    "dnf": "xcb-util-cursor xcb-util-wm xcb-util-keysyms xcb-util-image xcb-util-renderutil libxkbcommon-x11 "
    "libwayland-cursor",
    "zypper": "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-render-util0 libxcb-shape0 "
    "libxkbcommon-x11-0 libwayland-cursor0",
    "pacman": "xcb-util-cursor xcb-util-wm xcb-util-keysyms xcb-util-image xcb-util-renderutil libxkbcommon-x11 "
    "wayland",
}


class QtLibraries:
    """What Qt needs of the system, as the program of `environment` will find it."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def provide(self, platform: str) -> bool:
        """Bring in what Qt's `platform` (offscreen, xcb, wayland) misses; whether its screen answers.

        Raises Problem where something is missing that we may not bring in.
        """
        if sys.platform != "linux":
            return True
        status, missing = self._probe(platform)
        if status == 1:
            with self._environment.locked():
                status, missing = self._probe(platform)
                if status == 1:
                    names = _packages(platform)["apt-get"]
                    system_packages.provide(names, names, self._environment.system)
                    status, missing = self._probe(platform)
        if status == 1:
            raise Problem(
                f"Qt misses a library of this system: {missing}.\nGive this line and then the same command again:\n  "
                + system_packages.line_to_type(_packages(platform))
            )
        return status == 0

    def variables(self) -> dict[str, str]:
        """This process's environment variables, with the libraries that were unpacked for the program."""
        variables = {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "PYTHONPATH")}
        system = self._environment.system
        folders = [str(folder) for place in ("usr/lib", "lib") for folder in (system / place).glob("*-linux-gnu*")]
        if folders:
            inherited = [variables[name] for name in ("LD_LIBRARY_PATH",) if variables.get(name)]
            variables["LD_LIBRARY_PATH"] = os.pathsep.join([*folders, *inherited])
        for name, place in (("FONTCONFIG_FILE", "etc/fonts/fonts.conf"), ("XKB_CONFIG_ROOT", "usr/share/X11/xkb")):
            if (system / place).exists() and not Path("/", place).exists():
                variables.setdefault(name, str(system / place))
        return variables

    def _probe(self, platform: str) -> tuple[int, str]:
        """The probe's status and the name of the missing library."""
        folder = self._environment.site_packages / "PySide6"
        command = [str(self._environment.python), "-I", "-S", str(_PROBE), str(folder), platform]
        ended = run(command, variables=self.variables())
        return ended.returncode, last_line(ended.stderr).partition(":")[0]


def platforms() -> list[str]:
    """Qt's names of the screens this session offers, the preferred first; none where there is no screen."""
    if sys.platform != "linux":
        return ["native"]
    if os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal")):
        return []
    return [name for name, variable in (("wayland", "WAYLAND_DISPLAY"), ("xcb", "DISPLAY")) if os.environ.get(variable)]


def _packages(platform: str) -> dict[str, list[str]]:
    wanted = [_WITHOUT_SCREEN] if platform == "offscreen" else [_WITHOUT_SCREEN, _WITH_SCREEN]
    return {manager: " ".join(group[manager] for group in wanted).split() for manager in _WITHOUT_SCREEN}
