# SPDX-License-Identifier: MIT
"""The ground every test stands on: a home of its own, no screen, no network, and nothing left behind."""

import logging
import os
import socket  # noqa: TID251 (to refuse it)
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Before anything imports Qt: it reads these once, when the application is made.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LANG"] = os.environ["LC_ALL"] = "C.UTF-8"
for _taste in ("QT_SCALE_FACTOR", "QT_FONT_DPI", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME", "LANGUAGE"):
    os.environ.pop(_taste, None)

settings.register_profile(
    "ci", derandomize=True, max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "thorough", max_examples=2000, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

PATIENCE = 3.0  # seconds a thread or process may take to end after its test


def pytest_configure(config: pytest.Config) -> None:
    """Name our marks, and refuse the network to everything that runs in this process."""
    config.addinivalue_line("markers", "logs_errors: the test provokes a logged error on purpose")
    sys.addaudithook(_refuse_the_network)


def _refuse_the_network(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.__new__" and arguments[1] not in (socket.AF_UNIX, -1):
        raise AssertionError(f"something opened a network socket: {arguments[1:]}")


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home folder for one test: the library, the settings and every XDG folder lie in it.

    It stands apart from `tmp_path`, which belongs to the test alone, and its path is short because the
    address of a local socket in it may have no more than 107 bytes.
    """
    with tempfile.TemporaryDirectory(prefix="rc-") as name:
        folder = Path(name)
        monkeypatch.setenv("HOME", name)
        monkeypatch.setenv("COMPANION_LIBRARY", str(folder / "library"))
        monkeypatch.setenv("COMPANION_SETTINGS", str(folder / "settings"))
        for variable, place in (
            ("XDG_DATA_HOME", "data"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_STATE_HOME", "state"),
            ("XDG_RUNTIME_DIR", "run"),
        ):
            (folder / place).mkdir(mode=0o700)
            monkeypatch.setenv(variable, str(folder / place))
        yield folder


@pytest.fixture(autouse=True)
def nothing_left_behind(home: Path) -> Iterator[None]:
    """Fail a test that leaves a thread, a process or a window of its own."""
    threads, processes, windows = _threads(), _children(), _visible_windows()
    yield
    _expect_none(lambda: _visible_windows() - windows, "windows")
    _expect_none(lambda: _threads() - threads, "threads")
    _expect_none(lambda: _children() - processes, "processes")


@pytest.fixture(autouse=True)
def nothing_goes_wrong_quietly(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test during which an error was logged, unless it is marked `logs_errors`."""
    yield
    if request.node.get_closest_marker("logs_errors") is None:
        errors = [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.ERROR]
        assert not errors, f"the program logged errors: {errors}"


def _expect_none(left: Callable[[], set[object]], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while left() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not left(), f"the test left {what} behind: {left()}"


def _threads() -> set[object]:
    # Qt's own threads show up as dummies that Python never sees end.
    return {thread for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread)}


def _children() -> set[object]:
    """Our living child processes, `pid command`, where the system lists them (Linux)."""
    found: set[object] = set()
    for task in Path("/proc/self/task").glob("*/children"):
        for pid in task.read_text().split():
            try:
                command = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ").strip()
            except (FileNotFoundError, ProcessLookupError):
                continue
            found.add(f"{pid} {command or '(ended, but nobody waited for it)'}")
    return found


def _visible_windows() -> set[object]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return set()
    return {window for window in widgets.QApplication.topLevelWidgets() if window.isVisible()}
