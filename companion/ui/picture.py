# SPDX-License-Identifier: MIT
"""Draws the real window into a picture, also where there is no screen."""

from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer

from companion.errors import CompanionError

if TYPE_CHECKING:
    from companion.ui.main_window import MainWindow

_PATIENCE = 30.0  # seconds until the picture is taken as things stand
_QUIET = 0.4  # seconds without work after which everything asked for is drawn
_PAUSE = 20  # milliseconds between two looks


@dataclass(frozen=True, slots=True)
class Scene:
    """What the picture is to show. `size` is in pixels; "" leaves a thing as it was left."""

    theme: str = ""
    size: tuple[int, int] = (1440, 900)
    document: str = ""
    query: str = ""
    term: str = ""
    panel: str = ""


def draw(window: "MainWindow", target: Path, scene: Scene) -> None:
    """Draw the window into `target`, a PNG file, and close it.

    Raises CompanionError where the theme is unknown, the document is not found or the file cannot be written.
    """
    try:
        window.resize(*scene.size)
        window.show()
        window.set_scene(scene)
        deadline = monotonic() + _PATIENCE
        quiet_since = monotonic()
        while monotonic() - quiet_since < _QUIET and monotonic() < deadline:
            _rest()
            if not window.idle:
                quiet_since = monotonic()
        picture = window.grab()
    finally:
        # A window that is not on screen keeps no arrangement: the next start looks as the reader left it.
        window.hide()
        window.close()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        written = picture.save(str(target), "PNG")
    except OSError:
        written = False
    if not written:
        raise CompanionError(f"The picture could not be written to {target}. Choose a folder that you may write to.")


def _rest() -> None:
    loop = QEventLoop()
    QTimer.singleShot(_PAUSE, loop.quit)
    loop.exec()
