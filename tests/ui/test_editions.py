# SPDX-License-Identifier: MIT
"""A new edition in the window: taken in, told, looked through, put right and undone."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from companion.document.bookmark import AnchorState
from companion.ui.main_window import MainWindow
from companion.ui.row_list import RowList
from tests.library.test_editions import NEW, OLD


@pytest.fixture
def marked(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> str:
    """The id of an open document with three bookmarks: one will stay, one be reworded, one be lost."""
    (tmp_path / "loops.md").write_text(OLD, encoding="utf-8")
    window.parts.filing.import_paths([tmp_path / "loops.md"])
    session = window.parts.session
    qtbot.waitUntil(lambda: session.document is not None and session.document.title == "On loops")
    qtbot.waitUntil(lambda: window.idle)
    kept, reworded = "the interceptor meets it", "The battle-management loop closes within minutes of the launch, so"
    for quote in (kept, reworded, "This sentence about harbours and lighthouses"):
        start = session.text.index(quote)
        window.parts.edits.add_bookmark(session.anchor(start, start + len(quote)))
    return session.document.id


def take(window: MainWindow, qtbot: QtBot, document: str, tmp_path: Path) -> None:
    (tmp_path / "second.md").write_text(NEW, encoding="utf-8")
    with qtbot.waitSignal(window.wiring.shelf.editions.take(document, tmp_path / "second.md").ended, timeout=20_000):
        pass
    qtbot.waitUntil(lambda: window.idle, timeout=20_000)


def texts(window: MainWindow) -> str:
    return "\n".join(label.text() for label in window.parts.notices.findChildren(QLabel))


def test_what_became_of_the_bookmarks_is_told_and_shown(
    window: MainWindow, marked: str, qtbot: QtBot, tmp_path: Path
) -> None:
    take(window, qtbot, marked, tmp_path)
    assert "“On loops” has its new text. 3 bookmarks: 1 moved, 1 reworded, 1 lost." in texts(window)
    assert "A new opening" in window.parts.session.text
    window.wiring.shelf.editions._show_unsure(marked)
    panel = window.parts.bookmarks
    cards = [row for row in panel.findChild(RowList).rows() if row.body]
    assert [row.extra[1] for row in cards] == [
        ("edit", "The wording here has changed"),
        ("warning", "No longer in the text"),
    ]
    panel._show_all()
    assert len([row for row in panel.findChild(RowList).rows() if row.body]) == 3


def test_a_lost_bookmark_is_placed_by_hand_and_a_reworded_one_confirmed(
    window: MainWindow, marked: str, qtbot: QtBot, tmp_path: Path
) -> None:
    take(window, qtbot, marked, tmp_path)
    parts = window.parts
    by_state = {each.state: each for each in parts.library.marks.bookmarks(marked)}
    parts.bookmarks.placing_requested.emit(by_state[AnchorState.LOST])
    assert "select the words" in texts(window)
    start = parts.session.text.index("A new opening")
    parts.reader.select(start, start + 13)
    parts.bookmarks.placing_requested.emit(by_state[AnchorState.LOST])
    parts.bookmarks.confirmed.emit(by_state[AnchorState.REWORDED])
    bookmarks = parts.library.marks.bookmarks(marked)
    assert {each.state for each in bookmarks} == {AnchorState.EXACT, AnchorState.MOVED}
    assert bookmarks[0].anchor.quote == "A new opening"
    parts.edits.stack.undo()
    parts.edits.stack.undo()
    assert {each.state: each for each in parts.library.marks.bookmarks(marked)}.keys() == by_state.keys()


def test_an_edition_can_be_undone_and_done_again(window: MainWindow, marked: str, qtbot: QtBot, tmp_path: Path) -> None:
    before = window.parts.session.text, window.parts.library.marks.bookmarks(marked)
    take(window, qtbot, marked, tmp_path)
    window.parts.edits.stack.undo()
    assert (window.parts.session.text, window.parts.library.marks.bookmarks(marked)) == before
    window.parts.edits.stack.redo()
    assert "A new opening" in window.parts.session.text
    qtbot.waitUntil(lambda: window.idle, timeout=20_000)


def test_the_likely_place_of_a_lost_bookmark_is_offered(
    window: MainWindow, marked: str, qtbot: QtBot, tmp_path: Path
) -> None:
    take(window, qtbot, marked, tmp_path)
    parts = window.parts
    lost = next(each for each in parts.library.marks.bookmarks(marked) if each.state is AnchorState.LOST)
    parts.bookmarks.likely_requested.emit(lost)
    qtbot.waitUntil(lambda: "Nothing in the text looks like it." in texts(window))
    half = "This battle-management loop closes while interceptors and lighthouses decide, so the decision is made"
    parts.edits.change_bookmark(replace(lost, anchor=replace(lost.anchor, quote=half)))
    parts.bookmarks.likely_requested.emit(parts.library.marks.bookmarks(marked)[-1])
    qtbot.waitUntil(lambda: "Did the bookmark stand here?" in texts(window))
    button = next(each for each in parts.notices.findChildren(QPushButton) if each.text() == "Place it here")
    button.click()
    placed = next(each for each in parts.library.marks.bookmarks(marked) if each.id == lost.id)
    assert placed.state is AnchorState.EXACT
    assert "battle-management loop" in placed.anchor.quote
