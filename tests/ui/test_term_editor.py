# SPDX-License-Identifier: MIT
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit
from pytestqt.qtbot import QtBot

from companion.glossary.model import Term
from companion.ui.form import ListField
from companion.ui.term_editor import TermEditor
from tests.ui.panel_samples import DILEMMA, heard, show


@pytest.fixture
def editor(qtbot: QtBot) -> TermEditor:
    return show(qtbot, TermEditor(), height=700)


def field(editor: TermEditor, name: str) -> QLineEdit:
    return next(each for each in editor.findChildren(QLineEdit) if each.accessibleName() == name)


def test_what_is_shown_comes_back_unchanged(editor: TermEditor) -> None:
    editor.edit(DILEMMA)
    assert editor.term() == DILEMMA


def test_a_term_keeps_its_scope_and_can_be_given_another(editor: TermEditor) -> None:
    editor.edit(replace(DILEMMA, scope="document:gone"))
    assert editor.term().scope == "document:gone"
    editor.set_scopes([("In this document", "document:d0")])
    editor.edit(DILEMMA)
    box = editor.findChild(QComboBox)
    assert [box.itemText(n) for n in range(box.count())] == ["Everywhere", "In this document"]
    box.setCurrentIndex(1)
    assert editor.term().scope == "document:d0"


def test_names_are_trimmed_and_taken_once(editor: TermEditor) -> None:
    editor.edit(Term("x", "y"))
    field(editor, "Other names").setText(" spiral  model ,, spiral model, trap ")
    assert editor.term().aliases == ("spiral model", "trap")


def test_a_definition_without_a_source_is_the_readers_own(editor: TermEditor) -> None:
    editor.edit(Term("x", "y"))
    assert editor.term().sources == ("own wording",)


def test_a_term_without_a_name_is_not_saved(editor: TermEditor) -> None:
    said = heard(editor, "term_saved")
    editor.edit(Term("", "A meaning."), new=True)
    editor.save_requested.emit()
    assert said == []
    assert field(editor, "Term").property("wrong") is True
    assert field(editor, "Term").hasFocus()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_list_of_names_is_completed_after_the_last_comma(qtbot: QtBot) -> None:
    names = show(qtbot, ListField(), height=40)
    names.set_known(["arms race", "first strike"])
    names.setFocus()
    QTest.keyClicks(names, "decoy, FIR")
    completer = names.findChild(QCompleter)
    assert completer is not None
    assert completer.popup().isVisible()
    QTest.keyClick(completer.popup(), Qt.Key.Key_Down)
    QTest.keyClick(completer.popup(), Qt.Key.Key_Return)
    assert names.names() == ("decoy", "first strike")
    assert not completer.popup().isVisible()
