# SPDX-License-Identifier: MIT
"""What happens when we have a bug: it is logged, and the reader is shown a report to copy; the window stays."""

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import companion

_log = logging.getLogger(__name__)
_LOG_BYTES = 1_000_000


def keep_log(folder: Path) -> None:
    """Write the log into `folder`, three files of a megabyte at most; it holds no text of any document."""
    from logging.handlers import RotatingFileHandler

    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / "companion.log", maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8")
    except OSError:
        return  # a log that cannot be kept must not stop the reader
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)


def install(show: Callable[[str], None]) -> None:
    """Send every exception that nobody caught to `show`, as a report, on whatever thread it arose."""

    def on_exception(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.error("unexpected error", exc_info=(kind, error, trace))
        show(report(kind, error, trace))

    sys.excepthook = on_exception
    threading.excepthook = lambda args: on_exception(
        args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
    )


def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """The text to send to the developers: versions and traceback, without the reader's files or names."""
    home = str(Path.home())
    lines = "".join(traceback.format_exception(kind, error, trace)).replace(home, "~")
    versions = (
        "Reading Companion " + companion.__version__,
        "Python " + platform.python_version(),
        platform.platform(),
    )
    return f"{', '.join(versions)}\n\n{lines}"


class CrashDialog:
    """Shows one report at a time, so that a bug in painting cannot bury the screen in dialogs."""

    def __init__(self) -> None:
        self._open = False

    def __call__(self, text: str) -> None:
        """Show the report and let the reader copy it."""
        from PySide6.QtWidgets import QApplication, QMessageBox

        sys.stderr.write(text + "\n")
        if self._open or QApplication.instance() is None:
            return
        self._open = True
        try:
            box = QMessageBox(QMessageBox.Icon.Warning, "Something went wrong in the program", "")
            box.setText("Reading Companion met an error of its own. What you saved is safe.")
            box.setInformativeText("You can go on reading. The report below helps the developers to mend it.")
            box.setDetailedText(text)
            copy = box.addButton("Copy report", QMessageBox.ButtonRole.ActionRole)
            box.addButton(QMessageBox.StandardButton.Close)
            box.exec()
            if box.clickedButton() is copy:
                QApplication.clipboard().setText(text)
        finally:
            self._open = False
