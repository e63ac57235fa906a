# SPDX-License-Identifier: MIT
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu
from pytestqt.qtbot import QtBot

from companion.document.bookmark import AnchorState
from companion.ui.bookmarks_panel import BookmarksPanel
from companion.ui.panel import LineField
from companion.ui.row_list import RowList
from companion.ui.rows import Shape
from tests.ui.panel_samples import REPORT, SENTENCE, TREATY, heard, listed, show

BOOKMARKS = [
    listed("a", colour="yellow", tags=("treaty",)),
    listed("b", colour="green", tags=("nato", "treaty"), note="Compare with Jervis."),
    listed("c", colour="green", document="d1", state=AnchorState.LOST),
]


@pytest.fixture
def panel(qtbot: QtBot) -> BookmarksPanel:
    made = BookmarksPanel()
    made.show_bookmarks(BOOKMARKS)
    made.set_document("d1")
    return show(qtbot, made)


def rows(panel: BookmarksPanel) -> RowList:
    found = panel.findChild(RowList)
    assert found is not None
    return found


def shown(panel: BookmarksPanel) -> list[object]:
    return [row.value for row in rows(panel).rows() if row.shape is Shape.CARD]


def texts(panel: BookmarksPanel) -> list[str]:
    return [each.text() for each in panel.findChildren(QLabel) if each.isVisible()]


def press(panel: BookmarksPanel, name: str) -> None:
    button = next(
        each
        for each in panel.findChildren(QAbstractButton)
        if each.isVisible() and name in (each.text(), each.accessibleName())
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_bookmarks_stand_under_their_documents(panel: BookmarksPanel) -> None:
    assert [row.title for row in rows(panel).rows() if row.shape is Shape.GROUP] == [REPORT, TREATY]
    assert shown(panel) == ["a", "b", "c"]
    assert "3 bookmarks" in texts(panel)


def test_a_card_says_the_quote_the_note_the_tags_and_the_state_in_words(panel: BookmarksPanel) -> None:
    cards = [row for row in rows(panel).rows() if row.shape is Shape.CARD]
    assert (cards[1].body, cards[1].note, cards[1].extra[0]) == (
        SENTENCE,
        "Compare with Jervis.",
        ("tag", "nato, treaty"),
    )
    assert cards[2].extra[1] == ("warning", "No longer in the text")
    assert "page 12, green, No longer in the text" in cards[2].spoken


def test_colours_are_joined_by_or_and_groups_by_and(panel: BookmarksPanel) -> None:
    press(panel, "Green, 2")
    assert shown(panel) == ["b", "c"]
    press(panel, "treaty")
    assert shown(panel) == ["b"]
    assert "3 bookmarks · 1 shown" in texts(panel)
    press(panel, "Yellow, 0")
    assert shown(panel) == ["a", "b"]


def test_the_filter_line_finds_notes_quotes_and_tags(panel: BookmarksPanel) -> None:
    line = panel.findChild(LineField)
    for query, found in (("jervis", ["b"]), ("interceptors europe", ["a", "b", "c"]), ("legacy nato", ["c"])):
        line.clear()
        QTest.keyClicks(line, query)
        assert shown(panel) == found


def test_no_match_leads_back_to_all(panel: BookmarksPanel) -> None:
    press(panel, "This document")
    QTest.keyClicks(panel.findChild(LineField), "zebra")
    said = heard(panel, "scope_changed")
    press(panel, "Show all bookmarks")
    assert shown(panel) == ["a", "b", "c"]
    assert said == [("scope_changed", False)]


def test_the_scope_can_be_the_open_document(panel: BookmarksPanel) -> None:
    said = heard(panel, "scope_changed")
    press(panel, "This document")
    assert shown(panel) == ["c"]
    assert said == [("scope_changed", True)]
    panel.set_scope(False)
    assert shown(panel) == ["a", "b", "c"]
    assert len(said) == 1


def test_keys_preview_open_edit_and_remove(panel: BookmarksPanel) -> None:
    said = heard(panel, "bookmark_previewed", "bookmark_opened", "removal_requested", "return_to_text_requested")
    panel.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Delete, Qt.Key.Key_Escape):
        QTest.keyClick(rows(panel), key)
    second = BOOKMARKS[1].bookmark
    assert said == [
        ("bookmark_previewed", second),
        ("bookmark_opened", second),
        ("removal_requested", second),
        ("return_to_text_requested",),
    ]


def test_a_bookmark_is_edited_in_the_panel(panel: BookmarksPanel) -> None:
    said = heard(panel, "bookmark_changed")
    panel.setFocus()
    QTest.keyClick(rows(panel), Qt.Key.Key_E)
    QTest.keyClicks(panel.window().focusWidget(), "See p. 40.")
    press(panel, "Violet")
    press(panel, "Save")
    assert said == [("bookmark_changed", replace(BOOKMARKS[0].bookmark, note="See p. 40.", colour="violet"))]
    assert rows(panel).hasFocus()


def test_an_edit_given_up_changes_nothing(panel: BookmarksPanel) -> None:
    said = heard(panel, "bookmark_changed")
    panel.edit("b")
    QTest.keyClicks(panel.window().focusWidget(), "nonsense")
    QTest.keyClick(panel.window().focusWidget(), Qt.Key.Key_Escape)
    assert said == []
    assert rows(panel).isVisible()
    current = rows(panel).current_row()
    assert current is not None
    assert current.value == "b"


def test_a_changed_list_keeps_its_current_bookmark(panel: BookmarksPanel) -> None:
    panel.set_current("b")
    panel.show_bookmarks([*BOOKMARKS, listed("d", document="d1")])
    current = rows(panel).current_row()
    assert current is not None
    assert current.value == "b"


def test_the_keyboard_stays_in_the_panel_when_the_last_bookmark_goes(panel: BookmarksPanel) -> None:
    panel.setFocus()
    panel.show_bookmarks([])
    assert panel.findChild(LineField).hasFocus()


def test_without_bookmarks_the_panel_says_how_to_make_one(qtbot: QtBot) -> None:
    panel = show(qtbot, BookmarksPanel())
    assert "Press Ctrl+D on a selection or a place to keep it." in texts(panel)


def test_export_is_asked_for(panel: BookmarksPanel) -> None:
    said = heard(panel, "export_requested")
    press(panel, "Export bookmarks and notes")
    assert said == [("export_requested",)]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_menu_of_a_bookmark_offers_what_the_keys_do(panel: BookmarksPanel, qtbot: QtBot) -> None:
    said = heard(panel, "bookmark_opened", "removal_requested")
    rows(panel).menu_requested.emit("c", panel.mapToGlobal(panel.rect().center()))
    menu = panel.findChild(QMenu)
    actions = {action.text().partition("\t")[0]: action for action in menu.actions()}
    actions["Open"].trigger()
    actions["Remove"].trigger()
    menu.close()
    assert [name for name, _ in said] == ["bookmark_opened", "removal_requested"]
