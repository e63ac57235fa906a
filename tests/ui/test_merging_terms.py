# SPDX-License-Identifier: MIT
"""Two entries are merged in the window, with what documents say on both, and come apart again with undo."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from companion.glossary.model import Term
from companion.ui.main_window import MainWindow
from companion.ui.palette import CommandPalette

KEPT, OTHER = "missile defence", "missile shield"


def test_two_terms_are_merged_and_come_apart_again(qtbot: QtBot, window: MainWindow) -> None:
    library, session = window.parts.library, window.parts.session
    library.glossary.add(Term(OTHER, "Another word for it.", abbreviations=("MSH",)))
    before = library.glossary.find(KEPT)
    library.definitions.add(OTHER, session.anchor(0, 15), session.text[:15])
    window.wiring.glossary.lookup.refresh()
    window.wiring.glossary.show_term(KEPT)
    menu = window.parts.glossary.entry.findChild(QMenu)
    next(each for each in menu.actions() if each.text().startswith("Merge")).trigger()
    palette = window.findChild(CommandPalette)
    assert palette is not None
    QTest.keyClicks(window.focusWidget(), OTHER)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    both = library.glossary.find(OTHER)
    assert both.name == KEPT
    assert both == library.glossary.find("MSH")
    assert "Another word for it." in both.definition
    assert OTHER not in {term.name for term in library.glossary.terms()}
    assert [each.term for each in library.definitions.of_term(KEPT)] == [KEPT]
    assert window.parts.glossary.shown_term() == KEPT

    window.parts.actions["undo"].trigger()
    assert library.glossary.find(KEPT).definition == before.definition
    assert library.glossary.find("MSH").name == OTHER
    assert [each.term for each in library.definitions.of_term(OTHER)] == [OTHER]
    assert library.definitions.of_term(KEPT) == []
    window.parts.actions["redo"].trigger()
    assert library.glossary.find(OTHER).name == KEPT


def test_a_merge_that_cannot_be_kept_says_why(qtbot: QtBot, window: MainWindow) -> None:
    glossary, panel = window.parts.library.glossary, window.parts.glossary
    kept, gone = glossary.find(KEPT), Term("never there", "x")
    panel.begin_merge(kept, gone, kept)
    panel.merge_saved.emit(kept, gone, kept)
    assert glossary.find(KEPT) == kept
    assert window.parts.glossary.shown_term() is None
