# SPDX-License-Identifier: MIT
"""Puts the program together: settings, library, window. Nothing else knows all the parts."""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from companion import paths
from companion.errors import CompanionError
from companion.library.library import Library
from companion.ui import settings as settings_file
from companion.ui.main_window import MainWindow
from companion.ui.settings import Settings, WindowState
from companion.ui.theme import is_dark, load_fonts, ui_font

if TYPE_CHECKING:
    from companion.ui.picture import Scene


def run(files: Sequence[Path] = (), library_folder: Path | None = None) -> int:
    """Open the window on the library, import and open `files`, and return the exit status.

    Where a window for the same library is open already, it gets the files and this start ends.
    """
    folder = library_folder or paths.library_folder()
    application = make_application(sys.argv[:1])
    instance = _instance(folder)
    if instance is not None and instance.hand_over(files):
        return 0
    try:
        window = open_window(folder)
    except CompanionError as error:
        return _explain(error)
    window.furnishing.connect(_settle_in)
    if instance is not None:
        instance.files_received.connect(window.receive_files)
        window.furnishing.connect(instance.listen)
    window.show()
    if files:
        window.receive_files(list(files))
    status = application.exec()
    if instance is not None:
        instance.close()
    return int(status)


def draw(target: Path, library_folder: Path, scene: "Scene") -> None:
    """Draw the window on the library into the PNG file `target`, also where there is no screen.

    Raises CompanionError where what the scene names is not there or the file cannot be written.
    """
    from companion.ui import picture

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # The platform that draws without a screen grumbles about window sizes, which do not matter to it.
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    application = make_application(["companion"])
    picture.draw(open_window(library_folder), target, scene)
    application.processEvents()


def make_application(arguments: Sequence[str]) -> QApplication:
    """The QApplication with our style and fonts, which the system need not have."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    # A thread at work gives way after half a millisecond instead of five: the window takes the interpreter back
    # after every call into Qt, and would wait that long each time.
    sys.setswitchinterval(0.0005)
    application = QApplication([*(arguments or ["companion"]), "-style", "Fusion"])
    application.setApplicationName("reading-companion")
    application.setApplicationDisplayName("Reading Companion")
    application.setDesktopFileName("reading-companion")
    # The system's palette, before ours, says it without Qt's enums (see companion.ui.desk).
    application.setProperty("dark", is_dark(application.palette()))
    load_fonts()
    application.setFont(ui_font())
    return application


def open_window(folder: Path) -> MainWindow:
    """The window on the library in `folder`, as it was left. Raises LibraryError."""
    library = Library.open(folder)
    settings = settings_file.load(Settings, paths.settings_folder() / "settings.json")
    state = settings_file.load(WindowState, paths.settings_folder() / "window.json")
    window = MainWindow(library, settings, state)
    window.start()
    return window


def _instance(folder: Path):
    from companion.ui.single_instance import SingleInstance

    return SingleInstance(folder) if "COMPANION_MANY_WINDOWS" not in os.environ else None


def _settle_in() -> None:
    """What could wait until the text is on the screen."""
    from PySide6.QtGui import QIcon

    from companion.ui import crash

    gc.freeze()  # what the start has made stays: the search for garbage need not look at it again and again
    gc.enable()
    crash.keep_log(paths.settings_folder())
    crash.install(crash.CrashDialog())
    QApplication.setWindowIcon(QIcon(str(paths.resources_folder() / "reading-companion.svg")))


def _explain(error: CompanionError) -> int:
    """Say why there is no window, in a box and on standard error."""
    from PySide6.QtWidgets import QMessageBox

    sys.stderr.write(error.message + "\n")
    QMessageBox.critical(None, "Reading Companion", error.message)
    return 1
