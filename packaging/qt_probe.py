# SPDX-License-Identifier: MIT
"""Load Qt as the window would, and ask whether a screen answers: `qt_probe.py PYSIDE6_FOLDER PLATFORM`.

A process of its own, because a library that was loaded once stays loaded. Ends with 0, or with 1 and the name
of the first missing library on standard error, or with 2 where the display does not answer.
"""

import ctypes
import sys
from pathlib import Path

LIBRARIES = ("Core", "DBus", "Gui", "Widgets", "Svg", "Network")


def main(folder: Path, platform: str) -> int:
    """Load the libraries and the plugin of `platform` (offscreen, xcb or wayland) from PySide6's folder."""
    try:
        for name in LIBRARIES:
            ctypes.CDLL(str(folder / f"Qt/lib/libQt6{name}.so.6"))
        ctypes.CDLL(str(folder / f"Qt/plugins/platforms/libq{platform}.so"))
        return 0 if _answers(platform) else 2
    except OSError as error:
        print(error, file=sys.stderr)
        return 1


def _answers(platform: str) -> bool:
    if platform == "xcb":
        xcb = ctypes.CDLL("libxcb.so.1")
        xcb.xcb_connect.restype = ctypes.c_void_p
        return bool(xcb.xcb_connection_has_error(ctypes.c_void_p(xcb.xcb_connect(None, None))) == 0)
    if platform == "wayland":
        wayland = ctypes.CDLL("libwayland-client.so.0")
        wayland.wl_display_connect.restype = ctypes.c_void_p
        return wayland.wl_display_connect(None) is not None
    return True


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
