# SPDX-License-Identifier: MIT
"""What an entry was before each change is listed, and brought back with one key."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from companion.library.history import Version
from companion.ui.history_view import HistoryView
from companion.ui.main_window import MainWindow
from tests.ui.panel_samples import DILEMMA, heard, show

AT = "2026-03-01T12:00:00Z"


def test_changes_are_listed_with_what_was_before(qtbot: QtBot) -> None:
    view = show(qtbot, HistoryView())
    said = heard(view, "version_wanted")
    view.show_versions([Version(2, "x", "changed", AT, "ann", DILEMMA), Version(1, "x", "added", AT, "ann", None)])
    changed, added = view.list.rows()
    assert (changed.title, changed.meta) == ("Changed", "ann")
    assert changed.body.startswith("A situation")
    assert changed.body.endswith("(security dilemma, spiral model, SD)")
    assert added.meta == "ann · there was nothing before"
    view.list.setFocus()
    for number in (1, 0):
        view.list.select(number)
        QTest.keyClick(view.list, Qt.Key.Key_R)
    QTest.keyClick(view.list, Qt.Key.Key_Return)
    button = next(each for each in view.findChildren(QPushButton) if each.text().startswith("Bring"))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert said == [("version_wanted", DILEMMA)] * 2


def test_an_entry_is_brought_back_as_it_was(qtbot: QtBot, window: MainWindow) -> None:
    glossary, panel = window.parts.library.glossary, window.parts.glossary
    before = glossary.find("missile defence")
    window.wiring.glossary.show_term(before.name)
    assert panel.entry.history.list.rows() == ()
    panel.term_saved.emit(before.name, replace(before, name="shielding", definition="Changed."))
    assert panel.shown_term() == "shielding"
    (row,) = panel.entry.history.list.rows()
    panel.entry.turn_to_view(panel.entry.history)
    panel.entry.history.version_wanted.emit(row.value.before)
    now = glossary.find("missile defence")
    assert (now.name, now.definition) == (before.name, before.definition)
    assert panel.shown_term() == "missile defence"
    window.parts.actions["undo"].trigger()
    assert glossary.find("shielding").definition == "Changed."
