# SPDX-License-Identifier: MIT
"""The commands' keys: each answers, and no two commands want the same one."""

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from companion.ui.actions import MENUS, Actions


def test_no_key_is_given_twice_whatever_the_platform_calls_standard(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    actions = Actions(parent)
    names = [command.name for commands in MENUS.values() for command in commands if command.name]
    keys = Counter(sequence.toString() for name in names for sequence in actions[name].shortcuts())
    assert {key: number for key, number in keys.items() if number > 1} == {}
    assert "" not in keys


def test_a_key_that_the_platform_knows_as_standard_too_still_works(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    actions = Actions(parent)
    parent.show()
    parent.activateWindow()
    qtbot.waitUntil(parent.isActiveWindow)
    with qtbot.waitSignal(actions["full_screen"].toggled, timeout=1000):
        qtbot.keyClick(parent, Qt.Key.Key_F11)
