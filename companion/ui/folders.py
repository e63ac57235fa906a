# SPDX-License-Identifier: MIT
"""Folders of the system: one that the reader chooses, and a file shown in the one where it lies."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget


def show_in_folder(path: Path) -> None:
    """Open the folder of `path`; on Windows and macOS with the file selected."""
    if sys.platform == "win32":
        subprocess.Popen(["explorer", f"/select,{path}"])
    elif sys.platform == "darwin":
        subprocess.Popen(["open", "-R", str(path)])
    else:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


class FolderField(QWidget):
    """A folder, or none, with buttons to choose it and to do without.

    Signals:
        folder_changed(str): the reader chose this folder, or "" for none.
    """

    folder_changed = Signal(str)

    def __init__(self, folder: str) -> None:
        super().__init__()
        self._line = QLineEdit()
        self._line.setReadOnly(True)
        self._line.setPlaceholderText("No folder")
        self._line.setMinimumWidth(180)
        choose, self._none = QPushButton("Choose…"), QPushButton("None")
        choose.clicked.connect(self._choose)
        self._none.clicked.connect(lambda: self._take(""))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._line, 1)
        row.addWidget(choose)
        row.addWidget(self._none)
        self.setFocusProxy(choose)
        self.show_folder(folder)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802
        self._line.setAccessibleName(name)

    def show_folder(self, folder: str) -> None:
        """Show this folder; nobody is told."""
        self._line.setText(folder)
        self._line.setToolTip(folder)
        self._none.setEnabled(bool(folder))

    def _choose(self) -> None:
        if folder := choose_folder(self, "Watch a folder", self._line.text()):
            self._take(folder)

    def _take(self, folder: str) -> None:
        self.show_folder(folder)
        self.folder_changed.emit(folder)


def choose_folder(parent: QWidget, title: str, start: str = "") -> str:
    """Let the reader choose a folder; "" where none was chosen."""
    return QFileDialog.getExistingDirectory(parent, title, start or str(Path.home()))
