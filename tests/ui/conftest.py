# SPDX-License-Identifier: MIT
"""The real window on a real library, offscreen."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from companion import paths
from companion.app import make_application, open_window
from companion.ui.main_window import MainWindow


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """Our application, with our fonts and style."""
    return make_application


@pytest.fixture(scope="session")
def qapp():
    """The one application of the test run."""
    return make_application(["companion"])


@pytest.fixture
def make_window(qtbot: QtBot) -> Iterator[Callable[[], MainWindow]]:
    """Opens a window as a start of the program does; each is closed at the end."""
    opened: list[MainWindow] = []

    def make() -> MainWindow:
        window = open_window(paths.library_folder())
        if not opened:  # the first one is as large as on a usual screen; later ones come as that was left
            window.resize(1440, 900)
        opened.append(window)
        window.show()
        qtbot.waitUntil(lambda: window.idle, timeout=20_000)
        return window

    yield make
    for window in opened:
        window.close()
        window.deleteLater()


@pytest.fixture
def window(make_window: Callable[[], MainWindow]) -> MainWindow:
    """The window on a new library, its index built."""
    return make_window()


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A Markdown report of several parts, with a table, a footnote and a list."""
    parts = [
        "# Layers of defence",
        "Opening words about the **boost phase**.[^1]",
        "[^1]: The first minutes of flight.",
    ]
    for number in range(1, 9):
        parts += [f"## Part {number}", "The interceptor meets the warhead in space. " * 12, f"- item {number}"]
    parts += ["## Table", "| Phase | Minutes |\n|---|---|\n| boost | 4 |\n| midcourse | 20 |"]
    path = tmp_path / "layers.md"
    path.write_text("\n\n".join(parts), encoding="utf-8")
    return path
