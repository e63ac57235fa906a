# SPDX-License-Identifier: MIT
"""What a start of the program does until the text is on the screen, and what it leaves for later."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QTabBar
from pytestqt.qtbot import QtBot

from companion import paths
from companion.app import open_window
from companion.ui.docks import Dock
from companion.ui.main_window import MainWindow
from tests.benchmarks.startup import child

STARTS = 5
# What the first picture does not need: each of these would be paid for at every start.
LATE = {
    "PySide6.QtNetwork", "PySide6.QtSvg", "asyncio", "charset_normalizer", "email", "hashlib", "html",
    "http", "importlib.metadata", "lxml", "logging.handlers", "mammoth", "markdown", "multiprocessing", "numpy",
    "pickle", "platformdirs", "pypdfium2", "rapidfuzz", "readability", "secrets", "snowballstemmer", "socket",
    "subprocess", "unittest", "whoosh", "xml", "yaml",
}  # fmt: skip
LATE_OURS = {
    "companion.cli", "companion.document.anchors", "companion.document.blocks", "companion.document.bookmark",
    "companion.export", "companion.glossary.model", "companion.importers", "companion.library.draft",
    "companion.library.intake", "companion.library.values", "companion.search", "companion.ui.commands",
    "companion.ui.copying", "companion.ui.crash", "companion.ui.dock_area", "companion.ui.image_reading",
    "companion.ui.panel", "companion.ui.parts", "companion.ui.selecting", "companion.ui.table_setting",
    "companion.ui.wiring",
}  # fmt: skip

START = """
import json, os, sys
from companion import app

def look(window):
    from PySide6 import QtCore, QtWidgets
    page = window.desk.reader.page
    made = [name for module, name in ((QtWidgets, "QStyle"), (QtCore, "Qt")) if name in vars(module)]
    print(json.dumps([[*sys.modules, *made], page.text[:20], window.desk.reader.isVisible()]))
    sys.stdout.flush()
    os._exit(0)

open_window = app.open_window

def open_and_look(folder):
    window = open_window(folder)
    window.furnishing.connect(lambda: look(window))
    return window

app.open_window = open_and_look
from companion.__main__ import main
sys.argv = ["companion"]
main()
"""


@pytest.fixture(autouse=True)
def as_a_reader_starts_it(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """What is started here leaves byte code behind, as it does for a reader, and nobody measures its coverage."""
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(home / "bytecode"))
    for name in list(os.environ):
        if name.startswith("COV"):
            monkeypatch.delenv(name)


def test_the_first_picture_needs_few_modules(window: MainWindow) -> None:
    window.close()
    answer = subprocess.run([sys.executable, "-c", START], check=True, stdout=subprocess.PIPE, text=True, timeout=60)
    names, text, visible = json.loads(answer.stdout.splitlines()[-1])
    loaded = set(names)
    assert visible
    assert text
    assert "companion.ui.reader" in loaded
    assert sorted(loaded & LATE) == []
    assert not {name for name in loaded for late in LATE_OURS if name == late or name.startswith(late + ".")}
    assert "QStyle" not in loaded, "something asks Qt for a style, of which PySide makes large tables then"
    assert "Qt" not in loaded, "something asks for Qt's namespace, of which PySide makes all the enums then"
    assert len([name for name in loaded if name.startswith("companion.")]) < 60


def test_a_start_costs_less_than_two_bare_windows(window: MainWindow, home: Path) -> None:
    # Processor time and the best of several: what else the machine does hardly counts then. The benchmark measures the
    # time on the clock.
    report = home / "report.txt"
    report.write_text(window.parts.session.text, encoding="utf-8")
    window.close()
    bare, ours = [], []
    for _ in range(STARTS + 1):  # the first ones write the byte code
        bare.append(processor_time("bare", str(report)))
        ours.append(processor_time("ours"))
    assert min(ours[1:]) / min(bare[1:]) < 2.0


def test_the_page_stays_where_it_is_when_the_panels_come(qtbot: QtBot, home: Path) -> None:
    # As at a first start, and then as a reader left it.
    for width in (1440, 1100, 800):
        window = open_window(paths.library_folder())
        window.resize(width, 760)
        window.show()
        QApplication.sendPostedEvents()
        before = place(window)
        assert not window.idle
        window.furnish()
        window.resize(width, 760)
        qtbot.waitUntil(lambda window=window: window.idle, timeout=20_000)
        assert place(window) == before
        panels = window.dock_area.docks
        assert panels["search"].isVisible() == (width >= 900)
        assert panels["library"].isVisible() == (width >= 1180)
        left = ["CONTENTS", "LIBRARY"] if width >= 1180 else []
        right = ["A–Z Index", "Bookmarks", "GLOSSARY", "Search"] if width >= 900 else []
        assert sorted(titles(window)) == sorted(left + right), "a panel has one title, its caption or its tab"
        window.resizeDocks([panels["contents"]], [300], Qt.Orientation.Horizontal)
        QApplication.processEvents()
        window.close()
        window.deleteLater()


def processor_time(*arguments: str) -> float:
    """Seconds of the processor that a start in a process of its own takes until its first picture."""
    before = os.times()
    child(*arguments)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def titles(window: MainWindow) -> list[str]:
    """What names a panel on the screen: its caption, or its tab."""
    captions = [each for each in window.findChildren(QLabel, "caption") if isinstance(each.parent().parent(), Dock)]
    tabs = [bar for bar in window.findChildren(QTabBar) if bar.isVisible()]
    shown = [label.text() for label in captions if label.isVisible()]
    return shown + [bar.tabText(number) for bar in tabs for number in range(bar.count())]


def place(window: MainWindow) -> tuple[QRect, QRect]:
    """Where the page stands in the window, and the text on the page."""
    reader = window.desk.reader
    return QRect(reader.mapTo(window, QPoint()), reader.size()), reader.viewport().geometry()
