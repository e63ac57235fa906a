# SPDX-License-Identifier: MIT
"""A second start hands its files to the first window and ends."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from companion.ui.single_instance import SingleInstance


def test_without_a_window_there_is_nobody_to_take_files(qtbot: QtBot, tmp_path: Path) -> None:
    assert not SingleInstance(tmp_path).hand_over([])


def test_files_reach_the_window_that_is_open(qtbot: QtBot, tmp_path: Path) -> None:
    first = SingleInstance(tmp_path)
    first.listen()
    received: list[list[Path]] = []
    first.files_received.connect(received.append)
    script = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication; "
        "from companion.ui.single_instance import SingleInstance; app = QCoreApplication([]); "
        "sys.exit(not SingleInstance(Path(sys.argv[1])).hand_over([Path(sys.argv[2])]))"
    )
    import subprocess
    import sys

    second = subprocess.Popen([sys.executable, "-c", script, str(tmp_path), str(tmp_path / "a report.md")])
    qtbot.waitUntil(lambda: bool(received), timeout=10_000)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=10_000)
    assert second.returncode == 0
    assert received == [[tmp_path / "a report.md"]]
    first.close()


def test_another_library_is_another_window(qtbot: QtBot, tmp_path: Path) -> None:
    first = SingleInstance(tmp_path / "one")
    first.listen()
    assert not SingleInstance(tmp_path / "two").hand_over([])
    first.close()


def test_a_socket_left_by_a_crash_is_replaced(qtbot: QtBot, tmp_path: Path, home: Path) -> None:
    first = SingleInstance(tmp_path)
    first.listen()
    (socket,) = [path for path in (home / "run").iterdir() if path.is_socket()]
    first.close()
    socket.touch()
    assert not SingleInstance(tmp_path).hand_over([])
    again = SingleInstance(tmp_path)
    again.listen()
    assert socket.is_socket()
    again.close()
