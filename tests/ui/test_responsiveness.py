# SPDX-License-Identifier: MIT
"""The window answers while it imports, indexes and searches. The figures are in tests/benchmarks/responsiveness.py."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from companion.ui.main_window import MainWindow
from tests.ui.heartbeat import Heartbeat

# A busy machine stretches every gap, so that this only catches work that was put on the window's thread.
FROZEN = 3_000  # milliseconds


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A Markdown report of half a megabyte, whose import and indexing take seconds."""
    sentence = "The interceptor of layer {} meets warhead number {} in the midcourse phase of its flight. "
    parts = [f"## Part {n}\n\n" + "".join(sentence.format(n, k) for k in range(60)) for n in range(95)]
    path = tmp_path / "large.md"
    path.write_text("# Large report\n\n" + "\n\n".join(parts), encoding="utf-8")
    return path


def test_the_window_answers_while_it_imports_indexes_and_searches(
    qtbot: QtBot, make_window: Callable[[], MainWindow], large: Path, record_property: Callable[[str, object], None]
) -> None:
    window = make_window()
    heart = Heartbeat(window)
    with qtbot.waitSignal(window.parts.intake.index_changed, timeout=60_000):
        window.parts.filing.import_paths([large])
        for query in ("warhead", "midcourse phase", '"security dilemma"'):
            window.parts.inquiry.submit(query)
            qtbot.wait(60)
    qtbot.waitUntil(lambda: window.idle, timeout=30_000)
    for query in ("interceptor", "layer 4*", "warhead OR phase"):
        with qtbot.waitSignal(window.parts.inquiry.results_found, timeout=20_000):
            window.parts.inquiry.submit(query)
    qtbot.waitUntil(lambda: window.idle, timeout=30_000)
    record_property("longest gap (ms)", round(heart.longest))
    assert heart.longest < FROZEN
