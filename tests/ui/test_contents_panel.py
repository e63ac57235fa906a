# SPDX-License-Identifier: MIT
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QProgressBar
from pytestqt.qtbot import QtBot

from companion.document.model import Heading
from companion.ui.contents_panel import ContentsPanel
from companion.ui.outline_view import OutlineView
from companion.ui.panel import LineField
from tests.ui.panel_samples import heard, show

HEADINGS = [
    Heading("Report", 1, 0, "1"),
    Heading("Part I", 2, 100, "5"),
    Heading("The treaty", 3, 150, "6"),
    Heading("Part II", 2, 300, "9"),
    Heading("The dilemma", 4, 400, "12"),  # a level is missing
    Heading("Sources", 1, 900, "40"),
]
MANY = [Heading("Report", 1, 0), *(Heading(f"Part {n}", 2 + n % 2, n * 10) for n in range(1, 100))]


@pytest.fixture
def panel(qtbot: QtBot) -> ContentsPanel:
    made = ContentsPanel()
    made.show_outline(HEADINGS)
    return show(qtbot, made)


def tree(panel: ContentsPanel) -> OutlineView:
    found = panel.findChild(OutlineView)
    assert found is not None
    return found


def titles(panel: ContentsPanel, parent: QModelIndex | None = None) -> list[object]:
    model = tree(panel).model()
    parent = parent or QModelIndex()
    found: list[object] = []
    for number in range(model.rowCount(parent)):
        index = model.index(number, 0, parent)
        found.append(index.data())
        if below := titles(panel, index):
            found.append(below)
    return found


def texts(panel: ContentsPanel) -> list[str]:
    return [each.text() for each in panel.findChildren(QLabel) if each.isVisible()]


def test_headings_stand_below_those_of_a_lower_level(panel: ContentsPanel) -> None:
    assert titles(panel) == ["Report", ["Part I", ["The treaty"], "Part II", ["The dilemma"]], "Sources"]


@pytest.mark.parametrize(("offset", "title"), [(0, "Report"), (149, "Part I"), (899, "The dilemma"), (5000, "Sources")])
def test_the_heading_one_reads_under_is_marked(panel: ContentsPanel, offset: int, title: str) -> None:
    panel.set_current(offset)
    index = tree(panel).currentIndex()
    assert index.data() == title
    assert index.data(Qt.ItemDataRole.FontRole).weight() == QFont.Weight.DemiBold


def test_only_one_heading_is_marked(panel: ContentsPanel) -> None:
    panel.set_current(0)
    first = tree(panel).currentIndex()
    panel.set_current(900)
    assert first.data(Qt.ItemDataRole.FontRole).weight() == QFont.Weight.Normal


def test_the_heading_one_reads_under_is_unfolded(qtbot: QtBot) -> None:
    panel = ContentsPanel()
    panel.show_outline(MANY)
    show(qtbot, panel)
    parent = tree(panel).model().index(0, 0)
    assert not tree(panel).isExpanded(parent)
    panel.set_current(985)
    assert tree(panel).isExpanded(parent)
    assert tree(panel).viewport().rect().intersects(tree(panel).visualRect(tree(panel).currentIndex()))


def test_scrolling_does_not_take_the_list_from_under_the_arrows(panel: ContentsPanel) -> None:
    panel.set_current(0)
    panel.setFocus()
    QTest.keyClick(tree(panel), Qt.Key.Key_Down)
    panel.set_current(400)
    assert tree(panel).currentIndex().data() == "Part I"
    QTest.keyClick(tree(panel), Qt.Key.Key_Return)
    panel.set_current(900)
    assert tree(panel).currentIndex().data() == "Sources"


def test_arrows_preview_and_enter_or_a_click_choose(panel: ContentsPanel) -> None:
    said = heard(panel, "place_previewed", "place_chosen", "return_to_text_requested")
    panel.set_current(0)
    panel.setFocus()
    QTest.keyClick(tree(panel), Qt.Key.Key_Down)
    QTest.keyClick(tree(panel), Qt.Key.Key_Return)
    rect = tree(panel).visualRect(tree(panel).model().index(1, 0))
    QTest.mouseClick(tree(panel).viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    QTest.keyClick(tree(panel), Qt.Key.Key_Escape)
    assert said == [
        ("place_previewed", 100),
        ("place_chosen", 100),
        ("place_chosen", 900),
        ("return_to_text_requested",),
    ]


def test_a_long_outline_can_be_filtered(qtbot: QtBot) -> None:
    panel = ContentsPanel()
    panel.show_outline(MANY)
    show(qtbot, panel)
    QTest.keyClicks(panel.findChild(LineField), "part 77")
    assert titles(panel) == ["Report", ["Part 76", ["Part 77"]]]
    assert tree(panel).isExpanded(tree(panel).model().index(0, 0))


def test_a_short_outline_has_no_filter(panel: ContentsPanel) -> None:
    assert not panel.findChild(QLineEdit).isVisible()


def test_a_heading_is_read_aloud_with_its_page(panel: ContentsPanel) -> None:
    index = tree(panel).model().index(1, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Sources, page 40"


@pytest.mark.parametrize(
    ("page", "minutes", "sentence"),
    [
        ("12 of 48", 6, "Page 12 of 48 · 6 minutes left"),
        ("", 1, "34 % · 1 minute left"),
        ("", 0, "34 % · less than a minute left"),
        ("", 150, "34 % · 2.5 hours left"),
        ("xii of 48", None, "Page xii of 48"),
    ],
)
def test_the_foot_says_how_far_one_has_come(
    panel: ContentsPanel, page: str, minutes: int | None, sentence: str
) -> None:
    panel.set_progress(0.34, page, minutes)
    assert sentence in texts(panel)
    assert panel.findChild(QProgressBar).value() == 34


def test_a_document_without_headings_says_so(panel: ContentsPanel) -> None:
    panel.show_outline(())
    assert "This document has no headings." in texts(panel)
    said = heard(panel, "return_to_text_requested")
    panel.setFocus()
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert len(said) == 1
