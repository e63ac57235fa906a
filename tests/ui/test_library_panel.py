# SPDX-License-Identifier: MIT
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from companion.library.values import Collection, Reading
from companion.ui.document_menu import FilterMenu
from companion.ui.document_rows import Shelved, Sorting
from companion.ui.drop_targets import DOCUMENTS as DRAGGED
from companion.ui.library_panel import LibraryPanel
from companion.ui.panel import LineField
from companion.ui.row_list import RowList
from tests.ui.panel_samples import document, heard, show

DOCUMENTS = [
    document("1", "Missile Defense", authors=("Alexei Arbatov", "Vladimir Dvorkin"), date="2012-05"),
    document("2", "A Legacy", authors=("Zoe First", "B. Second", "C. Third"), date="2019"),
    document("3", "Notes", tags=("arms control",)),
]
READINGS = {"1": Reading(0.42, "2026-02-01"), "2": Reading(0.1, "2026-02-02")}
COLLECTIONS = (Collection("c1", "Chapter 3", frozenset({"1", "2"})), Collection("c2", "Treaties & law"))
SHELVED = Shelved(tuple(DOCUMENTS), READINGS, COLLECTIONS)


@pytest.fixture
def panel(qtbot: QtBot) -> LibraryPanel:
    made = LibraryPanel()
    made.show_shelved(SHELVED)
    return show(qtbot, made)


def rows(panel: LibraryPanel) -> RowList:
    found = panel.findChild(RowList)
    assert found is not None
    return found


def shown(panel: LibraryPanel) -> list[object]:
    return [row.value for row in rows(panel).rows()]


def texts(panel: LibraryPanel) -> list[str]:
    return [each.text() for each in panel.findChildren(QLabel) if each.isVisible()]


def menu_of(panel: LibraryPanel, identity: str) -> QMenu:
    rows(panel).menu_requested.emit(identity, panel.mapToGlobal(QPoint(20, 80)))
    menu = next(each for each in panel.findChildren(QMenu) if each.isVisible())
    menu.close()
    return menu


def action(menu: QMenu, *path: str) -> QAction:
    first, *rest = path
    found = next(each for each in menu.actions() if each.text() == first)
    return action(found.menu(), *rest) if rest else found


def choices(panel: LibraryPanel) -> dict[str, QAction]:
    menu = panel.findChild(FilterMenu)
    assert menu is not None
    return {each.text(): each for each in menu.actions()}


def button(panel: LibraryPanel, name: str) -> QPushButton:
    return next(each for each in panel.findChildren(QPushButton) if each.accessibleName() == name)


@pytest.mark.parametrize(
    ("sorting", "order"),
    [
        (Sorting.RECENT, ["3", "2", "1"]),
        (Sorting.TITLE, ["2", "1", "3"]),
        (Sorting.AUTHOR, ["1", "2", "3"]),
        (Sorting.DATE, ["2", "1", "3"]),
        (Sorting.READ, ["2", "1", "3"]),
        (Sorting.PROGRESS, ["1", "2", "3"]),
        (Sorting.SIZE, ["2", "1", "3"]),
    ],
)
def test_documents_are_sorted(panel: LibraryPanel, sorting: Sorting, order: list[str]) -> None:
    panel.set_sorting(sorting)
    assert shown(panel) == order
    assert panel.sorting() is sorting


def test_a_document_says_its_authors_year_and_format_and_how_far_it_was_read(panel: LibraryPanel) -> None:
    row = rows(panel).rows()[2]
    assert row.meta == "Alexei Arbatov and Vladimir Dvorkin · 2012 · Markdown"
    assert row.fraction == 0.42
    assert row.spoken.endswith("42 percent read, Chapter 3")
    assert rows(panel).rows()[1].meta.startswith("Zoe First and others")


def test_the_open_document_is_marked(panel: LibraryPanel) -> None:
    panel.set_current("2")
    assert [row.marked for row in rows(panel).rows()] == [False, True, False]
    current = rows(panel).current_row()
    assert current is not None
    assert current.value == "2"
    panel.set_current(None)
    assert not any(row.marked for row in rows(panel).rows())


def test_reading_on_moves_the_line_and_not_the_list(panel: LibraryPanel) -> None:
    rows(panel).select(0)
    panel.set_progress("3", 0.5)
    assert rows(panel).rows()[0].fraction == 0.5
    current = rows(panel).current_row()
    assert current is not None
    assert current.value == "3"


def test_the_filter_knows_titles_authors_and_years(panel: LibraryPanel) -> None:
    line = panel.findChild(LineField)
    for query, found in (("dvorkin", ["1"]), ("2019", ["2"]), ("legacy zoe", ["2"])):
        line.clear()
        QTest.keyClicks(line, query)
        assert shown(panel) == found
    assert "1 of 3 documents" in texts(panel)


def test_enter_opens_and_delete_removes(panel: LibraryPanel) -> None:
    said = heard(panel, "document_chosen", "removal_requested", "return_to_text_requested")
    panel.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Delete, Qt.Key.Key_Escape):
        QTest.keyClick(rows(panel), key)
    assert said == [("document_chosen", "2"), ("removal_requested", ["2"]), ("return_to_text_requested",)]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_menu_of_a_document(panel: LibraryPanel) -> None:
    names = ("document_chosen", "reveal_requested", "properties_requested", "removal_requested")
    said = heard(panel, *names)
    for action in menu_of(panel, "2").actions():
        action.trigger()
    assert said == [(names[0], "2"), (names[1], "2"), (names[2], ["2"]), (names[3], ["2"])]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_several_documents_are_selected_and_handled_together(panel: LibraryPanel) -> None:
    said = heard(panel, "document_chosen", "properties_requested", "removal_requested", "collecting_requested")
    listed = rows(panel)
    listed.setFocus()
    listed.select(0)
    QTest.keyClick(listed, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert listed.selected_values() == ["3", "2"]
    panel.set_progress("3", 0.5)
    panel.set_sorting(Sorting.TITLE)
    assert listed.selected_values() == ["2", "3"], "a selection outlives a new order"
    menu = menu_of(panel, "3")
    texts = [action.text() for action in menu.actions()]
    assert texts == ["Properties of 2 documents …", "Collections", "", "Remove 2 documents\tDel"]
    menu.actions()[0].trigger()
    action(menu, "Collections", "Treaties && law").trigger()
    QTest.keyClick(listed, Qt.Key.Key_Delete)
    both = ["2", "3"]
    assert said == [
        ("properties_requested", both),
        ("collecting_requested", "c2", both),
        ("removal_requested", both),
    ]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_menu_of_a_document_elsewhere_is_for_that_one_alone(panel: LibraryPanel) -> None:
    said = heard(panel, "removal_requested")
    rows(panel).select(0)
    menu_of(panel, "1").actions()[-1].trigger()
    assert said == [("removal_requested", ["1"])]


def test_a_click_with_ctrl_selects_and_opens_nothing(panel: LibraryPanel) -> None:
    said = heard(panel, "document_chosen")
    listed = rows(panel)
    listed.select(0)
    place = listed.visualRect(listed.model().index(2, 0)).center()
    QTest.keyPress(listed.viewport(), Qt.Key.Key_Control)
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, place)
    QTest.keyRelease(listed.viewport(), Qt.Key.Key_Control)
    assert listed.selected_values() == ["3", "1"]
    assert said == []


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_collection_is_shown_alone_and_its_documents_taken_out(panel: LibraryPanel) -> None:
    said = heard(panel, "uncollecting_requested", "collection_renaming_requested", "collection_removal_requested")
    choices(panel)["Chapter 3\t2"].trigger()
    assert shown(panel) == ["2", "1"]
    assert "2 of 3 documents" in texts(panel)
    menu = menu_of(panel, "1")
    action(menu, "Take out of “Chapter 3”").trigger()
    choices(panel)["Rename “Chapter 3” …"].trigger()
    choices(panel)["Delete the collection “Chapter 3”"].trigger()
    assert said == [
        ("uncollecting_requested", "c1", ["1"]),
        ("collection_renaming_requested", "c1"),
        ("collection_removal_requested", "c1"),
    ]
    QTest.mouseClick(button(panel, "Stop showing only Chapter 3"), Qt.MouseButton.LeftButton)
    assert shown(panel) == ["3", "2", "1"]


def test_an_empty_collection_says_how_it_is_filled(panel: LibraryPanel) -> None:
    choices(panel)["Treaties && law\t0"].trigger()
    assert "This collection is empty. Drag documents here, or use their menu." in texts(panel)
    QTest.mouseClick(button(panel, "Show all documents"), Qt.MouseButton.LeftButton)
    assert shown(panel) == ["3", "2", "1"]


def test_a_collection_that_is_deleted_is_no_longer_shown(panel: LibraryPanel) -> None:
    choices(panel)["Chapter 3\t2"].trigger()
    panel.show_shelved(replace(SHELVED, collections=SHELVED.collections[1:]))
    assert shown(panel) == ["3", "2", "1"]


def test_documents_with_a_tag_are_shown_and_searched(panel: LibraryPanel) -> None:
    said = heard(panel, "tag_search_requested")
    (tags,) = (
        menu for menu in panel.findChild(FilterMenu).findChildren(QMenu) if menu.title() == "Documents with the tag"
    )
    tags.actions()[0].trigger()
    assert shown(panel) == ["3"]
    choices(panel)["Search the documents with the tag “arms control”"].trigger()
    assert said == [("tag_search_requested", "arms control")]


def test_documents_are_dragged_into_a_collection(panel: LibraryPanel) -> None:
    said = heard(panel, "collecting_requested")
    listed = rows(panel)
    listed.select(0)
    QTest.keyClick(listed, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    data = listed.model().mimeData(listed.selectedIndexes())
    listed.dragging.emit(True)
    targets = {each.text(): each for each in panel.findChildren(QLabel) if each.objectName() == "dropTarget"}
    assert list(targets) == ["Chapter 3", "Treaties & law", "A new collection …"]
    for target in list(targets.values())[1:]:
        details = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(target, QDragEnterEvent(QPoint(5, 5), *details))
        QApplication.sendEvent(target, QDropEvent(QPoint(5, 5), *details))
    listed.dragging.emit(False)
    assert said == [("collecting_requested", "c2", ["3", "2"]), ("collecting_requested", "", ["3", "2"])]
    assert data.hasFormat(DRAGGED)
    assert listed.isVisible()


def test_files_can_be_dropped(panel: LibraryPanel, tmp_path: Path) -> None:
    said = heard(panel, "files_dropped")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.md")), QUrl("https://example.org/b")])
    actions, button, modifier = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place = QPoint(20, 80)
    QApplication.sendEvent(panel, QDragEnterEvent(place, actions, data, button, modifier))
    assert "Drop to import" in texts(panel)
    QApplication.sendEvent(panel, QDropEvent(place, actions, data, button, modifier))
    assert said == [("files_dropped", [tmp_path / "a.md"])]
    assert "Drop to import" not in texts(panel)
    assert rows(panel).isVisible()


def test_files_that_are_taken_away_again_leave_the_list(panel: LibraryPanel, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    enter = QDragEnterEvent(
        QPoint(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(panel, enter)
    QApplication.sendEvent(panel, QDragLeaveEvent())
    assert rows(panel).isVisible()


def test_an_empty_library_says_what_to_do(qtbot: QtBot) -> None:
    panel = show(qtbot, LibraryPanel())
    said = heard(panel, "import_requested")
    assert "The library is empty. Drop files here, or choose some." in texts(panel)
    for kind, name in ((QPushButton, "Choose files to import"), (QToolButton, "Import files")):
        button = next(each for each in panel.findChildren(kind) if each.accessibleName() == name)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert said == [("import_requested",)] * 2
