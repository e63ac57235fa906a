# SPDX-License-Identifier: MIT
"""One window for one library: a second start hands its files to the first and ends."""

import json
import os
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE = 500  # milliseconds


class SingleInstance(QObject):
    """The machine's own socket on which the first window listens; only this user may connect.

    Signals:
        files_received(list[Path]): another start wants these files opened, or just the window raised.
    """

    files_received = Signal(list)

    def __init__(self, library_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = _socket_name(library_folder)
        self._server: QLocalServer | None = None

    def hand_over(self, files: Sequence[Path]) -> bool:
        """Give `files` to a window that is open already; False where there is none."""
        if not _may_listen(self._name):
            return False
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_PATIENCE):
            return False
        socket.write(json.dumps([str(file.resolve()) for file in files]).encode() + b"\n")
        socket.flush()
        socket.waitForBytesWritten(_PATIENCE)
        answered = socket.waitForReadyRead(_PATIENCE)
        socket.disconnectFromServer()
        return answered

    def listen(self) -> None:
        """Be the window that others hand their files to; a socket left by a crash is replaced."""
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        if not self._server.listen(self._name):
            QLocalServer.removeServer(self._name)
            self._server.listen(self._name)

    def close(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()

    def _on_connection(self) -> None:
        assert self._server is not None
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(lambda: self._on_message(socket))
        socket.disconnected.connect(socket.deleteLater)

    def _on_message(self, socket: "QLocalSocket") -> None:
        if not socket.canReadLine():
            return
        try:
            names = json.loads(bytes(socket.readLine().data()))
        except ValueError:
            return
        socket.write(b"ok\n")
        socket.flush()
        if isinstance(names, list):
            self.files_received.emit([Path(name) for name in names if isinstance(name, str)])


def _socket_name(library_folder: Path) -> str:
    path = os.fsencode(library_folder.resolve())
    name = f"reading-companion-{zlib.crc32(path):08x}{zlib.adler32(path):08x}"
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    # Without a runtime folder Qt would take the world-writable temporary one, where a name must be the user's own.
    return str(Path(runtime) / name) if runtime and Path(runtime).is_dir() else f"{name}-{_user()}"


def _may_listen(name: str) -> bool:
    """Whether somebody may listen there: on Unix there is a file then. It spares a first start Qt's network module."""
    return sys.platform == "win32" or os.path.exists(os.path.join(QDir.tempPath(), name))


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
