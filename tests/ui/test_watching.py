# SPDX-License-Identifier: MIT
"""A watched folder: what is new comes in, what changed is offered, what vanished stays."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from companion.ui.folders import FolderField
from companion.ui.main_window import MainWindow
from tests.library.test_origins import write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "reports" / "a.md", "radar")
    return tmp_path / "reports"


def titles(window: MainWindow) -> set[str]:
    return {document.title for document in window.parts.library.shelf.documents()}


def watch(qtbot: QtBot, window: MainWindow, folder: Path) -> None:
    window.parts.watching._rest.setInterval(20)
    window.choose(watched=str(folder))
    settle(qtbot, window)


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.wait(120)
    qtbot.waitUntil(lambda: window.idle and not window.parts.watching._rest.isActive(), timeout=30_000)


def test_new_files_come_in_as_they_are_put_there(qtbot: QtBot, window: MainWindow, folder: Path) -> None:
    with qtbot.waitSignal(window.parts.filing.imported, timeout=30_000):
        window.parts.filing.import_paths([write(folder.parent / "own.md", "own")])
    watch(qtbot, window, folder)
    assert "radar" in titles(window)
    assert window.parts.session.document.title == "own", "nobody asked for the others to be opened"
    write(folder / "b.md", "lasers")
    qtbot.waitUntil(lambda: "lasers" in titles(window), timeout=30_000)
    (folder / "a.md").unlink()
    settle(qtbot, window)
    assert {"radar", "lasers"} <= titles(window)


def test_a_folder_watched_before_is_looked_over_at_the_next_start(
    qtbot: QtBot, make_window: Callable[[], MainWindow], folder: Path
) -> None:
    window = make_window()
    watch(qtbot, window, folder)
    window.close()
    write(folder / "b.md", "lasers")
    window = make_window()
    qtbot.waitUntil(lambda: "lasers" in titles(window), timeout=30_000)
    settle(qtbot, window)
    assert len(titles(window)) == 3


def test_a_changed_file_is_offered_and_never_taken_in_unasked(qtbot: QtBot, window: MainWindow, folder: Path) -> None:
    watch(qtbot, window, folder)
    (radar,) = (each.id for each in window.parts.library.shelf.documents() if each.title == "radar")
    write(folder / "a.md", "radars on ships", age=5)
    window.parts.watching.look()
    settle(qtbot, window)
    assert "ships" not in window.parts.library.shelf.text(radar)
    notice = window.parts.notices.notices()[-1]
    assert notice.text == "a.md has changed since “radar” was made from it."
    window.parts.watching.look()
    settle(qtbot, window)
    assert [each.text for each in window.parts.notices.notices()].count(notice.text) == 1
    notice.on_action()
    qtbot.waitUntil(lambda: "ships" in window.parts.library.shelf.text(radar), timeout=30_000)
    settle(qtbot, window)
    assert len(titles(window)) == 2


def test_a_file_that_cannot_be_read_is_tried_once(qtbot: QtBot, window: MainWindow, folder: Path) -> None:
    (folder / "a.md").write_bytes(b"")
    watch(qtbot, window, folder)
    qtbot.wait(2_100)  # until the file counts as written
    imports: list[object] = []
    window.parts.filing.imported.connect(lambda *results: imports.append(results))
    for _ in range(2):
        window.parts.watching.look()
        settle(qtbot, window)
    assert len(imports) == 1


def test_the_panel_says_what_is_watched_and_stops_it(qtbot: QtBot, window: MainWindow, folder: Path) -> None:
    panel = window.parts.library_panel
    watch(qtbot, window, folder)
    assert "Watching reports" in [each.text() for each in panel.findChildren(QLabel) if each.isVisible()]
    stop = next(each for each in panel.findChildren(QPushButton) if each.accessibleName() == "Stop watching the folder")
    QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
    assert window.settings.watched == ""
    assert not stop.isVisible()
    write(folder / "b.md", "lasers")
    settle(qtbot, window)
    assert "lasers" not in titles(window)


def test_a_missing_folder_is_told_once(qtbot: QtBot, window: MainWindow, folder: Path) -> None:
    watch(qtbot, window, folder / "nowhere")
    window.parts.watching.look()
    told = [each.text for each in window.parts.notices.notices() if "is not there" in each.text]
    assert len(told) == 1


def test_the_folder_is_chosen_from_the_menu_and_in_the_preferences(
    qtbot: QtBot, window: MainWindow, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    window.parts.actions["watch_folder"].trigger()
    assert window.settings.watched == str(folder)
    field = FolderField("")
    qtbot.addWidget(field)
    chosen: list[str] = []
    field.folder_changed.connect(chosen.append)
    for button in field.findChildren(QPushButton):
        button.click()
    assert chosen == [str(folder), ""]
    settle(qtbot, window)
