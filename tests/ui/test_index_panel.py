# SPDX-License-Identifier: MIT
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from companion.search.results import IndexWord, PhraseCount
from companion.ui.context_rows import Order, context_rows
from companion.ui.index_panel import IndexPanel
from companion.ui.letter_strip import LetterStrip
from companion.ui.panel import LineField
from companion.ui.row_list import RowList
from companion.ui.rows import Shape
from tests.ui.panel_samples import heard, occurrence, show


@pytest.fixture
def panel(qtbot: QtBot) -> IndexPanel:
    return show(qtbot, IndexPanel())


def visible_list(panel: IndexPanel) -> RowList:
    return next(each for each in panel.findChildren(RowList) if each.isVisible())


def words(beginning: str, number: int) -> list[IndexWord]:
    return [IndexWord(f"{beginning}{n:04}", n + 1, 1) for n in range(number)]


def test_typing_asks_for_the_words_that_begin_so(panel: IndexPanel) -> None:
    said = heard(panel, "more_requested")
    QTest.keyClicks(panel.findChild(LineField), "ab")
    assert said == [("more_requested", "a", 200), ("more_requested", "ab", 200)]
    panel.show_words("ab", words("ab", 3))
    assert [row.title for row in visible_list(panel).rows()] == ["ab0000", "ab0001", "ab0002"]


def test_an_answer_to_an_older_question_is_dropped(panel: IndexPanel) -> None:
    QTest.keyClicks(panel.findChild(LineField), "ab")
    panel.show_words("ab", words("ab", 3))
    panel.show_words("a", words("a", 5))
    assert len(visible_list(panel).rows()) == 3


def test_the_end_of_a_full_list_asks_for_more_and_the_list_stays_where_it_is(panel: IndexPanel, qtbot: QtBot) -> None:
    panel.show_words("", words("a", 200))
    said = heard(panel, "more_requested")
    bar = visible_list(panel).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 4000)
    bar.setValue(bar.maximum())
    assert said == [("more_requested", "", 400)]
    place = bar.value()
    panel.show_words("", words("a", 330))
    assert len(visible_list(panel).rows()) == 330
    assert bar.value() == place
    qtbot.waitUntil(lambda: bar.maximum() > place)
    bar.setValue(bar.maximum())
    assert len(said) == 1, "a list that is not full has no more"


def test_a_letter_shows_its_words(panel: IndexPanel) -> None:
    said = heard(panel, "more_requested")
    strip = panel.findChild(LetterStrip)
    assert strip is not None
    QTest.keyClick(strip, Qt.Key.Key_S)
    QTest.keyClick(strip, Qt.Key.Key_Down)
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(5, 2))
    assert [each[1] for each in said] == ["s", "t", "a"]
    assert panel.prefix() == "a"


def test_counts_are_read_aloud_in_words(panel: IndexPanel) -> None:
    panel.show_words("", [IndexWord("abm", 1240, 1)])
    row = visible_list(panel).rows()[0]
    assert row.aside == "1,240 · 1"
    assert row.spoken == "abm, 1,240 passages in 1 document"


def test_enter_on_a_word_leads_to_its_lines_and_backspace_back(panel: IndexPanel) -> None:
    panel.show_words("", words("a", 3))
    said = heard(panel, "word_chosen", "occurrence_previewed", "occurrence_opened")
    QTest.keyClick(panel.findChild(LineField), Qt.Key.Key_Down)
    QTest.keyClick(visible_list(panel), Qt.Key.Key_Return)
    assert said == [("word_chosen", "a0000")]
    first, second = occurrence(1), occurrence(2)
    panel.show_occurrences("dilemma", [first, second])
    lines = visible_list(panel)
    assert lines.hasFocus()
    QTest.keyClick(lines, Qt.Key.Key_Down)
    QTest.keyClick(lines, Qt.Key.Key_Return)
    assert said[1:] == [("occurrence_previewed", second), ("occurrence_opened", second)]
    QTest.keyClick(lines, Qt.Key.Key_Backspace)
    assert visible_list(panel) is not lines
    assert panel.isAncestorOf(panel.window().focusWidget())


def test_lines_do_not_take_the_keyboard_from_elsewhere(panel: IndexPanel, qtbot: QtBot) -> None:
    other = show(qtbot, QLineEdit(), height=30)
    other.setFocus()
    panel.show_occurrences("dilemma", [occurrence(1)])
    assert other.hasFocus()


def test_lines_can_be_sorted_by_the_word_before_or_after() -> None:
    lines = [
        occurrence(1, before="the security ", after=" grows"),
        occurrence(2, before="a moral ", after=" returns"),
        occurrence(3, before="the moral ", after=" between"),
    ]
    starts = {order: [row.value.start for row in context_rows(lines, order)] for order in (Order.BEFORE, Order.AFTER)}
    assert starts == {Order.BEFORE: [2, 3, 1], Order.AFTER: [3, 1, 2]}


def test_lines_in_reading_order_stand_under_their_documents(panel: IndexPanel) -> None:
    panel.show_occurrences("dilemma", [occurrence(5), occurrence(1, document="d1"), occurrence(2)])
    shown = visible_list(panel).rows()
    assert [row.shape is Shape.GROUP for row in shown] == [True, False, False, True, False]
    assert [row.value.start for row in shown if row.shape is Shape.CONTEXT] == [2, 5, 1]
    texts = [each.text() for each in panel.findChildren(QLabel) if each.isVisible()]
    assert "3 places in 2 documents" in texts


def test_choosing_an_order_sorts_the_lines_on_screen(panel: IndexPanel) -> None:
    panel.show_occurrences("dilemma", [occurrence(1, before="z "), occurrence(2, before="a ")])
    button = next(each for each in panel.findChildren(QPushButton) if each.text() == Order.BEFORE.value)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [row.value.start for row in visible_list(panel).rows()] == [2, 1]


def test_the_word_of_the_lines_can_be_searched_for(panel: IndexPanel) -> None:
    panel.show_occurrences("dilemma", [occurrence(1)])
    said = heard(panel, "search_requested")
    button = next(each for each in panel.findChildren(QToolButton) if each.accessibleName() == "Search for this word")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert said == [("search_requested", "dilemma")]


def test_a_prefix_without_words_says_so_and_leads_back(panel: IndexPanel) -> None:
    QTest.keyClicks(panel.findChild(LineField), "q")
    panel.show_words("q", [])
    assert any("No word begins with “q”." in each.text() for each in panel.findChildren(QLabel) if each.isVisible())
    said = heard(panel, "more_requested")
    button = next(each for each in panel.findChildren(QPushButton) if each.text() == "Show all words")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert said == [("more_requested", "", 200)]


def test_escape_returns_to_the_text_from_words_and_lines(panel: IndexPanel) -> None:
    said = heard(panel, "return_to_text_requested")
    panel.show_words("", words("a", 3))
    QTest.keyClick(visible_list(panel), Qt.Key.Key_Escape)
    panel.show_occurrences("dilemma", [occurrence(1)])
    QTest.keyClick(visible_list(panel), Qt.Key.Key_Escape)
    assert len(said) == 2


def test_phrases_are_asked_for_once_filtered_by_any_of_their_words_and_lead_to_the_concordance(
    panel: IndexPanel,
) -> None:
    said = heard(panel, "phrases_requested", "concordance_requested")
    panel._as_phrases.click()
    panel.show_phrases([PhraseCount("missile defense", 14, 2, 90.0), PhraseCount("arms control", 3, 1, 20.0)])
    panel.show_words("", words("a", 3))  # an answer that comes late does not turn the page
    assert [row.title for row in visible_list(panel).rows()] == ["missile defense", "arms control"]
    QTest.keyClicks(panel.findChild(LineField), "con")
    assert [row.title for row in visible_list(panel).rows()] == ["arms control"]
    QTest.keyClick(panel.findChild(LineField), Qt.Key.Key_Down)
    QTest.keyClick(visible_list(panel), Qt.Key.Key_Return)
    assert said == [("phrases_requested",), ("concordance_requested", "arms control")]
    panel._as_words.click()
    panel.show_words("con", words("con", 2))
    assert visible_list(panel).rows()[0].title == "con0000"
