# SPDX-License-Identifier: MIT
"""The concordance in the window: lines, their order, the bar codes, and the way from both into the text."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from companion.search.kwic import Concordance, KwicLine, Sorting, Spread
from companion.ui.bar_codes import BarCodes, code_box
from companion.ui.concordance_panel import ConcordancePanel, Wanted
from companion.ui.empty_state import EmptyState
from companion.ui.kwic_view import KwicView
from companion.ui.main_window import MainWindow
from companion.ui.panel import LineField
from companion.ui.value_list import ValueModel
from tests.ui.panel_samples import heard, show


@pytest.fixture
def panel(qtbot: QtBot) -> ConcordancePanel:
    return show(qtbot, ConcordancePanel(), width=800, height=320)


def lines(number: int, first: int = 0) -> tuple[KwicLine, ...]:
    return tuple(
        KwicLine("d", "A report", ("Part",), "3", 10 * n, 7, "of the ", "missile", f" number {n}")
        for n in range(first, first + number)
    )


def found(total: int, shown: int, first: int = 0) -> Concordance:
    spreads = (Spread("d", "A report", 1000, (0.1, 0.5, 0.9)), Spread("e", "Another", 500, (0.2,)))
    return Concordance("missile", total, first, lines(shown, first), spreads)


def test_what_is_typed_is_asked_for_after_a_pause_and_enter_does_not_wait(
    panel: ConcordancePanel, qtbot: QtBot
) -> None:
    said = heard(panel, "lines_requested")
    field = panel.findChild(LineField)
    with qtbot.waitSignal(panel.lines_requested):
        QTest.keyClicks(field, "missile")
    assert said == [("lines_requested", Wanted("missile"), 0)]
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert len(said) == 2


def test_the_end_of_the_lines_asks_for_the_next_ones(panel: ConcordancePanel, qtbot: QtBot) -> None:
    panel.look_for("missile")
    said = heard(panel, "lines_requested")
    panel.show_concordance(found(1200, 500))
    view = panel.findChild(KwicView)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: len(said) == 1)
    assert said == [("lines_requested", Wanted("missile"), 500)]
    panel.show_concordance(found(1200, 500, first=500))
    assert [line.start for line in view.values()] == [10 * n for n in range(1000)]
    assert "first 1,000 of 1,200 places in 2 documents" in spoken_labels(panel)


def test_left_and_right_choose_the_word_by_which_lines_are_sorted(panel: ConcordancePanel) -> None:
    panel.look_for("missile")
    panel.show_concordance(found(3, 3))
    view = panel.findChild(KwicView)
    view.enter()
    said = heard(panel, "lines_requested")
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_D):
        QTest.keyClick(view, key)
        panel.show_concordance(found(3, 3))
    assert [wanted.sorting for _, wanted, _ in said] == [Sorting.R1, Sorting.HIT, Sorting.DOCUMENT]


def test_arrows_preview_enter_opens_and_up_leads_to_the_query(panel: ConcordancePanel) -> None:
    panel.look_for("missile")
    panel.show_concordance(found(3, 3))
    said = heard(panel, "line_previewed", "line_opened", "return_to_text_requested")
    view = panel.findChild(KwicView)
    QTest.keyClick(panel.findChild(LineField), Qt.Key.Key_Down)
    assert view.hasFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        QTest.keyClick(view, key)
    second = lines(3)[1]
    assert said == [("line_previewed", second), ("line_opened", second), ("return_to_text_requested",)]
    QTest.keyClick(view, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert panel.findChild(LineField).hasFocus()


def test_a_line_is_read_aloud_with_its_number_and_place(panel: ConcordancePanel) -> None:
    panel.show_concordance(found(12, 2))
    model = panel.findChild(KwicView).model()
    assert isinstance(model, ValueModel)
    spoken = model.data(model.index(1), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "line 2 of 12, of the missile number 1, Part, page 3, A report"


def test_bars_are_walked_and_pressed(panel: ConcordancePanel) -> None:
    panel.look_for("missile")
    panel.show_concordance(found(4, 4))
    panel._as_bars.click()
    bars = panel.findChild(BarCodes)
    said = heard(panel, "hit_chosen")
    bars.enter()
    QTest.keyClick(bars, Qt.Key.Key_Right)
    assert said[-1][2:] == ("d", 1, False)
    assert bars.accessibleDescription() == "hit 2 of 3, at 50 percent of A report"
    code = code_box(QRectF(bars.visualRect(bars.model().index(0))))
    place = QPoint(round(code.left() + 0.88 * code.width()), round(code.center().y()))
    QTest.mouseClick(bars.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert said[-1][2:] == ("d", 2, True)


def test_an_empty_answer_says_so(panel: ConcordancePanel) -> None:
    panel.look_for("zebra")
    panel.show_concordance(Concordance("zebra"))
    assert "“zebra” stands nowhere in the library." in spoken_labels(panel.findChild(EmptyState))


def spoken_labels(widget: object) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]  # type: ignore[attr-defined]


def test_the_selection_is_shown_in_its_lines_and_a_line_leads_into_the_text(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    parts, panel = window.parts, window.parts.concordance
    start = parts.session.text.index("security dilemma")
    parts.reader.select(start, start + len("security dilemma"))
    parts.actions["go_concordance"].trigger()
    view = panel.findChild(KwicView)
    qtbot.waitUntil(lambda: bool(view.values()))
    assert panel.wanted() == Wanted('"security dilemma"')
    text = parts.session.text
    assert all(text[line.start : line.start + line.length] == line.hit for line in view.values())
    opened: list[int] = []
    parts.session.place_wanted.connect(lambda start, _end, _flash: opened.append(start))
    panel.line_opened.emit(view.values()[-1])
    assert opened == [view.values()[-1].start]
    opened.clear()
    document = view.values()[0].document
    panel.hit_chosen.emit(panel.wanted(), document, 1, True)
    qtbot.waitUntil(lambda: bool(opened))
    assert opened == [view.values()[1].start]

    window.wiring.concordance.export(panel.wanted(), tmp_path / "lines.md")
    qtbot.waitUntil((tmp_path / "lines.md").exists)
    assert (tmp_path / "lines.md").read_text("utf-8").count("**") == 2 * len(view.values())
    qtbot.waitUntil(lambda: window.idle)


def test_the_concordance_comes_back_as_it_was_left(make_window, qtbot: QtBot) -> None:
    first = make_window()
    assert first.dock_area.docks["concordance"].isHidden()
    first.parts.actions["go_concordance"].trigger()
    assert first.dock_area.docks["concordance"].isVisible()
    first.close()
    assert not make_window().dock_area.docks["concordance"].isHidden()
