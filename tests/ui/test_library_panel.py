# SPDX-License-Identifier: MIT
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from companion.ui.library_panel import LibraryPanel, Sorting
from companion.ui.panel import LineField
from companion.ui.row_list import RowList
from tests.ui.panel_samples import document, heard, show

DOCUMENTS = [
    document("1", "Missile Defense", authors=("Alexei Arbatov", "Vladimir Dvorkin"), date="2012-05"),
    document("2", "A Legacy", authors=("Zoe First", "B. Second", "C. Third"), date="2019"),
    document("3", "Notes"),
]


@pytest.fixture
def panel(qtbot: QtBot) -> LibraryPanel:
    made = LibraryPanel()
    made.show_documents(DOCUMENTS, {"1": 0.42})
    return show(qtbot, made)


def rows(panel: LibraryPanel) -> RowList:
    found = panel.findChild(RowList)
    assert found is not None
    return found


def shown(panel: LibraryPanel) -> list[object]:
    return [row.value for row in rows(panel).rows()]


def texts(panel: LibraryPanel) -> list[str]:
    return [each.text() for each in panel.findChildren(QLabel) if each.isVisible()]


@pytest.mark.parametrize(
    ("sorting", "order"),
    [
        (Sorting.RECENT, ["3", "2", "1"]),
        (Sorting.TITLE, ["2", "1", "3"]),
        (Sorting.AUTHOR, ["1", "2", "3"]),
        (Sorting.DATE, ["2", "1", "3"]),
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
    assert row.spoken.endswith("42 percent read")
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
    assert said == [("document_chosen", "2"), ("removal_requested", "2"), ("return_to_text_requested",)]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_menu_of_a_document(panel: LibraryPanel) -> None:
    names = ("document_chosen", "reveal_requested", "properties_requested", "removal_requested")
    said = heard(panel, *names)
    rows(panel).menu_requested.emit("2", panel.mapToGlobal(QPoint(20, 80)))
    menu = next(each for each in panel.findChildren(QMenu) if each.isVisible())
    for action in menu.actions():
        action.trigger()
    menu.close()
    assert said == [(name, "2") for name in names]


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
