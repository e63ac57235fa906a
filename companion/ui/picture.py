# SPDX-License-Identifier: MIT
"""Draws the real window into a picture, also where there is no screen."""

import os
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from companion.errors import CompanionError

_PATIENCE = 30.0  # seconds until the picture is taken as things stand
_QUIET = 0.4  # seconds without work after which everything asked for is drawn


@dataclass(frozen=True, slots=True)
class Scene:
    """What the picture is to show. `size` is in pixels; "" leaves a thing as it was left."""

    theme: str = ""
    size: tuple[int, int] = (1440, 900)
    document: str = ""
    query: str = ""
    term: str = ""
    panel: str = ""


def draw(target: Path, library_folder: Path, scene: Scene) -> None:
    """Draw the window on the library into `target`, a PNG file.

    Raises CompanionError where the theme is unknown, the document is not found or the file cannot be written.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # The platform that draws without a screen grumbles about window sizes, which do not matter to it.
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    from companion.app import make_application, open_window

    application = make_application(["companion"])
    window = open_window(library_folder)
    try:
        window.resize(*scene.size)
        window.set_scene(scene)
        window.show()
        deadline = monotonic() + _PATIENCE
        quiet_since = monotonic()
        while monotonic() - quiet_since < _QUIET and monotonic() < deadline:
            _rest(application)
            if not window.idle:
                quiet_since = monotonic()
        picture = window.grab()
    finally:
        window.close()
        application.processEvents()
    target.parent.mkdir(parents=True, exist_ok=True)
    if not picture.save(str(target), "PNG"):
        raise CompanionError(f"The picture could not be written to {target}. Choose a folder that you may write to.")


def _rest(application) -> None:
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(20, loop.quit)
    loop.exec()
