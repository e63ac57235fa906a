# SPDX-License-Identifier: MIT
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from companion.ui.bookmark_editor import BookmarkEditor
from companion.ui.colour_dots import ColourDots
from tests.ui.panel_samples import heard, listed, show

BOOKMARK = listed("a", colour="blue", tags=("treaty", "nato"), note="A note\nof two lines").bookmark


@pytest.fixture
def editor(qtbot: QtBot) -> BookmarkEditor:
    made = BookmarkEditor()
    made.edit(BOOKMARK)
    return show(qtbot, made)


def test_what_is_shown_comes_back_unchanged(editor: BookmarkEditor) -> None:
    said = heard(editor, "bookmark_saved")
    editor.save_requested.emit()
    assert said == [("bookmark_saved", BOOKMARK)]


def test_the_keyboard_begins_in_the_note_and_ctrl_enter_saves(editor: BookmarkEditor) -> None:
    said = heard(editor, "bookmark_saved", "cancelled")
    editor.setFocus()
    note = editor.findChild(QPlainTextEdit)
    assert note.hasFocus()
    QTest.keyClick(note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(note, Qt.Key.Key_Escape)
    assert [name for name, *_ in said] == ["bookmark_saved", "cancelled"]


def test_a_colour_is_chosen_with_the_arrows_and_is_always_one(editor: BookmarkEditor) -> None:
    dots = editor.findChild(ColourDots)
    assert dots.chosen() == {"blue"}
    blue = next(each for each in dots.children() if getattr(each, "colour", "") == "blue")
    blue.setFocus()
    QTest.keyClick(blue, Qt.Key.Key_Right)
    assert len(dots.chosen()) == 1
    assert dots.chosen() != {"blue"}
