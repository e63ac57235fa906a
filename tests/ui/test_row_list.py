# SPDX-License-Identifier: MIT
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from companion.ui.row_list import RowList
from companion.ui.rows import Row, Shape
from tests.ui.panel_samples import heard, show

SIGNALS = (
    "row_previewed",
    "row_opened",
    "removal_requested",
    "edit_requested",
    "left_upwards",
    "back_requested",
    "return_to_text_requested",
)


@pytest.fixture
def rows(qtbot: QtBot) -> RowList:
    made = RowList("Bookmarks", "bookmark", editable=True)
    made.set_rows([Row(Shape.GROUP, "Report", value="g"), *(Row(Shape.CARD, f"card {n}", value=n) for n in range(40))])
    shown = show(qtbot, made)
    # Long lists are laid out in batches: until the last one is there, rows still move.
    last = shown.model().index(shown.model().rowCount() - 1, 0)
    qtbot.waitUntil(lambda: shown.visualRect(last).isValid(), timeout=3_000)
    return shown


def test_the_keyboard_begins_on_the_first_row_that_is_not_a_group(rows: RowList) -> None:
    rows.enter()
    current = rows.current_row()
    assert current is not None
    assert current.value == 0


def test_arrows_preview_enter_opens_delete_removes_and_e_edits(rows: RowList) -> None:
    said = heard(rows, *SIGNALS)
    rows.enter()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Delete, Qt.Key.Key_E):
        QTest.keyClick(rows, key)
    assert said == [("row_previewed", 1), ("row_opened", 1), ("removal_requested", 1), ("edit_requested", 1)]


def test_escape_backspace_and_up_at_the_top_leave_the_list(rows: RowList) -> None:
    said = heard(rows, *SIGNALS)
    rows.select(0)
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace, Qt.Key.Key_Up):
        QTest.keyClick(rows, key)
    assert said == [("return_to_text_requested",), ("back_requested",), ("left_upwards",)]


def test_left_goes_to_the_group_and_folds_it_and_right_unfolds_it(rows: RowList) -> None:
    rows.select(5)
    model = rows.model()
    QTest.keyClick(rows, Qt.Key.Key_Left)
    assert rows.current_number() == 0
    QTest.keyClick(rows, Qt.Key.Key_Left)
    assert model.rowCount() == 1
    QTest.keyClick(rows, Qt.Key.Key_Right)
    assert model.rowCount() == 41
    QTest.keyClick(rows, Qt.Key.Key_Space)
    assert model.rowCount() == 1


def test_a_key_with_a_modifier_is_left_to_the_window(rows: RowList) -> None:
    said = heard(rows, *SIGNALS)
    rows.select(1)
    QTest.keyClick(rows, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(rows, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert said == []
    assert rows.model().rowCount() == 41


def test_a_click_opens_a_row_and_folds_a_group(rows: RowList) -> None:
    said = heard(rows, *SIGNALS)
    model = rows.model()
    for number in (1, 0):
        rect = rows.visualRect(model.index(number, 0))
        QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert said == [("row_opened", 0)]
    assert model.rowCount() == 1


def test_replaced_rows_keep_the_row_one_stands_on_and_the_place_of_the_list(rows: RowList) -> None:
    rows.select(20)
    place = rows.verticalScrollBar().value()
    assert place > 0
    rows.replace_rows(row for row in rows.rows() if row.value != 3)
    current = rows.current_row()
    assert current is not None
    assert current.value == 19
    assert rows.verticalScrollBar().value() == place


def test_a_place_far_down_a_long_list_is_kept_too(qtbot: QtBot) -> None:
    made = RowList("Bookmarks", "bookmark")
    made.set_rows(Row(Shape.CARD, f"card {n}", value=n) for n in range(400))
    show(qtbot, made)
    bar = made.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 14_000)
    made.select(380)
    place = bar.value()
    made.replace_rows(replace(row, title="changed") if row.value == 380 else row for row in made.rows())
    assert bar.value() == place > 10_000
    current = made.current_row()
    assert current is not None
    assert current.title == "changed"


def test_a_screen_reader_hears_which_row_it_is(rows: RowList) -> None:
    interface = QAccessible.queryAccessibleInterface(rows)
    assert interface.text(QAccessible.Text.Name) == "Bookmarks"
    texts = [interface.child(n).text(QAccessible.Text.Name) for n in range(interface.childCount())]
    assert "bookmark 3 of 40, card 2" in texts


def test_a_context_menu_is_asked_for_with_the_keyboard_too(rows: RowList, qtbot: QtBot) -> None:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QContextMenuEvent
    from PySide6.QtWidgets import QApplication

    rows.select(2)
    asked = heard(rows, "menu_requested")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(rows.viewport(), event)
    assert [each[1] for each in asked] == [1]
