# SPDX-License-Identifier: MIT
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from companion.ui.palette import Choice, CommandPalette, best, score
from companion.ui.panel import LineField
from companion.ui.row_list import RowList
from tests.ui.panel_samples import heard, show, theme

CHOICES = [
    Choice("Search the library", keys="Ctrl+L", value="search"),
    Choice("Glossary", keys="Ctrl+G", value="glossary"),
    Choice("Missile Defense and Arms Control", "Document", value="report"),
    Choice("2.3 The security dilemma", "Heading", detail="Missile Defense", value="heading"),
    Choice("security dilemma", "Term", value="term"),
]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    QVBoxLayout(made).addWidget(QLineEdit())
    return show(qtbot, made, width=800, height=600)


@pytest.fixture
def palette(window: QWidget) -> CommandPalette:
    window.findChild(QLineEdit).setFocus()
    made = CommandPalette(window)
    made.set_theme(theme())
    made.open_with(CHOICES)
    return made


def shown(palette: CommandPalette) -> list[str]:
    return [row.title for row in palette.findChild(RowList).rows()]


def line(palette: CommandPalette) -> LineField:
    found = palette.findChild(LineField)
    assert found is not None
    return found


def ranked(query: str) -> list[str]:
    return [choice.name for choice in best(query, [(choice, choice.name.casefold()) for choice in CHOICES])]


def test_everything_is_listed_in_order_before_one_types(palette: CommandPalette) -> None:
    assert shown(palette) == [choice.name for choice in CHOICES]
    assert line(palette).hasFocus()
    assert [row.aside for row in palette.findChild(RowList).rows()][:3] == ["Ctrl+L", "Ctrl+G", "Document"]


def test_typing_narrows_the_choices_and_enter_takes_the_best(palette: CommandPalette, window: QWidget) -> None:
    said = heard(palette, "choice_taken")
    QTest.keyClicks(line(palette), "sec")
    assert shown(palette)[:2] == ["security dilemma", "2.3 The security dilemma"]
    QTest.keyClick(line(palette), Qt.Key.Key_Return)
    assert said == [("choice_taken", "term")]
    assert not palette.isVisible()
    assert window.findChild(QLineEdit).hasFocus()


def test_the_arrows_move_while_the_line_keeps_the_keyboard(palette: CommandPalette) -> None:
    said = heard(palette, "choice_taken")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up):
        QTest.keyClick(line(palette), key)
    assert line(palette).hasFocus()
    QTest.keyClick(line(palette), Qt.Key.Key_Return)
    assert said == [("choice_taken", "term")]


def test_a_click_takes_a_choice(palette: CommandPalette) -> None:
    said = heard(palette, "choice_taken")
    rows = palette.findChild(RowList)
    rect = rows.visualRect(rows.model().index(1, 0))
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert said == [("choice_taken", "glossary")]


def test_escape_gives_the_keyboard_back(palette: CommandPalette, window: QWidget) -> None:
    said = heard(palette, "choice_taken")
    QTest.keyClick(line(palette), Qt.Key.Key_Escape)
    assert said == []
    assert not palette.isVisible()
    assert window.findChild(QLineEdit).hasFocus()


def test_the_palette_closes_when_the_keyboard_goes_elsewhere(palette: CommandPalette, window: QWidget) -> None:
    window.findChild(QLineEdit).setFocus()
    assert not palette.isVisible()


def test_no_match_is_said_and_enter_does_nothing(palette: CommandPalette) -> None:
    said = heard(palette, "choice_taken")
    QTest.keyClicks(line(palette), "zzz")
    assert any(each.isVisible() and "Nothing is called so." in each.text() for each in palette.findChildren(QLabel))
    QTest.keyClick(line(palette), Qt.Key.Key_Return)
    assert said == []
    assert palette.isVisible()


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("gloss", "Glossary"),
        ("lib sea", "Search the library"),
        ("mdaac", "Missile Defense and Arms Control"),
        ("ilemma", "security dilemma"),
        ("glsry", "Glossary"),
        ("ARMS", "Missile Defense and Arms Control"),
    ],
)
def test_a_name_is_found_by_its_words_its_initials_or_its_letters(query: str, name: str) -> None:
    assert ranked(query)[0] == name


def test_letters_in_another_order_match_nothing() -> None:
    assert ranked("yrassolg") == []


def test_what_stands_closer_together_comes_first() -> None:
    assert score("abc", "xaxbxc") < score("abc", "xabxc") < score("abc", "xabc") < score("abc", "abc")
