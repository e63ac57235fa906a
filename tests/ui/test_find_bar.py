# SPDX-License-Identifier: MIT
"""The find bar asks while one types, counts in words, and is worked by the keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton

from companion.ui.find_bar import FindBar
from companion.ui.theme import Themes


@pytest.fixture
def bar(qtbot):
    widget = FindBar()
    qtbot.addWidget(widget)
    widget.set_theme(Themes()["light"])
    widget.open()
    qtbot.waitExposed(widget)
    widget.activateWindow()
    return widget


def line(bar: FindBar) -> QLineEdit:
    return bar.findChild(QLineEdit)


def button(bar: FindBar, name: str) -> QToolButton:
    return next(each for each in bar.findChildren(QToolButton) if each.accessibleName() == name)


def words(bar: FindBar) -> str:
    return bar.findChild(QLabel).text()


def test_it_is_hidden_until_it_is_opened_and_has_the_keyboard_then(qtbot):
    bar = FindBar()
    qtbot.addWidget(bar)
    assert not bar.isVisible()
    bar.open("dilemma")
    assert bar.isVisible()
    assert line(bar).selectedText() == "dilemma"
    qtbot.waitUntil(line(bar).hasFocus)


def test_every_key_asks_at_once(bar, qtbot):
    asked = []
    bar.find_requested.connect(lambda *question: asked.append(question))
    qtbot.keyClicks(line(bar), "ABM")
    assert asked == [("A", False, False), ("AB", False, False), ("ABM", False, False)]


def test_the_switches_ask_again(bar, qtbot):
    line(bar).setText("us")
    asked = []
    bar.find_requested.connect(lambda *question: asked.append(question))
    qtbot.mouseClick(button(bar, "Match upper and lower case"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button(bar, "Whole words only"), Qt.MouseButton.LeftButton)
    assert asked == [("us", True, False), ("us", True, True)]


def test_opened_again_it_looks_for_the_same_words(bar):
    line(bar).setText("treaty")
    bar.hide()
    asked = []
    bar.find_requested.connect(lambda query, *_: asked.append(query))
    bar.open()
    assert asked == ["treaty"]


def test_the_count_is_said_in_words(bar):
    assert words(bar) == ""
    line(bar).setText("missile")
    for counts, said in (
        ((3, 14), "3 of 14"),
        ((0, 14), "14 places"),
        ((0, 1), "1 place"),
        ((1_000, 12_400), "1,000 of 12,400"),
    ):
        bar.set_count(*counts)
        assert words(bar) == said
        assert button(bar, "Next place").isEnabled()
        assert line(bar).property("wrong") is False
    bar.set_count(0, 0)
    assert words(bar) == "Not in this document"
    assert line(bar).property("wrong") is True
    assert not button(bar, "Previous place").isEnabled()


def test_enter_and_the_buttons_step(bar, qtbot):
    line(bar).setText("missile")
    bar.set_count(1, 9)
    steps = []
    bar.step_requested.connect(steps.append)
    qtbot.keyClick(line(bar), Qt.Key.Key_Return)
    qtbot.keyClick(line(bar), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.mouseClick(button(bar, "Next place"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button(bar, "Previous place"), Qt.MouseButton.LeftButton)
    assert steps == [1, -1, 1, -1]


def test_escape_and_the_cross_close_it(bar, qtbot):
    with qtbot.waitSignal(bar.closed):
        qtbot.keyClick(line(bar), Qt.Key.Key_Escape)
    assert not bar.isVisible()
    bar.open()
    with qtbot.waitSignal(bar.closed):
        qtbot.mouseClick(button(bar, "Close"), Qt.MouseButton.LeftButton)


def test_every_part_has_a_name_and_a_tip(bar):
    for each in bar.findChildren(QToolButton):
        if each.objectName() == "tool":
            assert each.accessibleName()
            assert each.toolTip()
            assert not each.icon().isNull()
    assert line(bar).accessibleName() == "Find in this document"
