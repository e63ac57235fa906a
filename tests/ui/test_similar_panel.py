# SPDX-License-Identifier: MIT
"""Passages like one, in the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from companion.search.results import Hit, SimilarHit, SimilarPassages, Snippet
from companion.ui.main_window import MainWindow
from companion.ui.row_list import RowList
from companion.ui.similar_panel import SimilarPanel
from tests.ui.panel_samples import heard, show

SNIPPET = Snippet("Interceptors are fast.", ((0, 12),))
HIT = Hit("text", "d", "A report", ("Part",), "3", 10, 40, 2.0, SNIPPET, ((10, 22),))


@pytest.fixture
def panel(qtbot: QtBot) -> SimilarPanel:
    return show(qtbot, SimilarPanel(), width=800, height=320)


def visible_texts(panel: SimilarPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def test_passages_are_shown_with_the_words_they_share(panel: SimilarPanel) -> None:
    panel.show_searching("An interceptor is fast,\nand far.")
    panel.show_passages(SimilarPassages(("interceptor", "fast"), (SimilarHit(HIT, ("interceptor", "fast")),)))
    assert visible_texts(panel)[:2] == ["Like “An interceptor is fast, and far.”", "1 passage"]
    rows = panel.findChild(RowList)
    assert rows.rows()[0].extra[0][1] == "Both hold interceptor, fast"
    said = heard(panel, "hit_opened", "return_to_text_requested")
    rows.enter()
    QTest.keyClick(rows, Qt.Key.Key_Return)
    QTest.keyClick(rows, Qt.Key.Key_Escape)
    assert said == [("hit_opened", HIT), ("return_to_text_requested",)]


def test_no_passage_is_explained(panel: SimilarPanel) -> None:
    panel.show_passages(SimilarPassages(("zebra",)))
    assert any("shares telling words" in text for text in visible_texts(panel))
    panel.show_passages(SimilarPassages())
    assert any("Choose a longer one" in text for text in visible_texts(panel))


def test_passages_like_the_selection_are_found_and_opened(window: MainWindow, qtbot: QtBot) -> None:
    parts = window.parts
    start = parts.session.text.index("provides protection against")
    parts.reader.select(start, start + 300)
    parts.actions["go_similar"].trigger()
    rows = parts.similar.findChild(RowList)
    qtbot.waitUntil(lambda: bool(rows.rows()))
    assert rows.isVisible()
    hits = [row.value for row in rows.rows()]
    assert all(hit.start >= start + 300 or hit.start + hit.length <= start for hit in hits)
    opened: list[int] = []
    parts.session.place_wanted.connect(lambda start, _end, _flash: opened.append(start))
    parts.similar.hit_opened.emit(hits[0])
    assert opened == [hits[0].matches[0][0]]
    qtbot.waitUntil(lambda: window.idle)
