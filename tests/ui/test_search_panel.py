# SPDX-License-Identifier: MIT
from dataclasses import replace
from time import process_time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from companion.search.results import Results, Snippet
from companion.ui.filter_completer import FilterCompleter
from companion.ui.hit_rows import excerpt, result_rows
from companion.ui.row_list import RowList
from companion.ui.rows import Shape
from companion.ui.scope import Scope
from companion.ui.search_panel import SearchPanel
from tests.ui.panel_samples import DILEMMA, REPORT, SENTENCE, TREATY, heard, hit, results, show
from tests.yardstick import unit


@pytest.fixture
def panel(qtbot: QtBot) -> SearchPanel:
    return show(qtbot, SearchPanel())


def line(panel: SearchPanel) -> QLineEdit:
    found = panel.findChild(QLineEdit, "search")
    assert found is not None
    return found


def rows(panel: SearchPanel) -> RowList:
    found = panel.findChild(RowList)
    assert found is not None
    return found


def words(panel: QWidget) -> str:
    """All that the labels on screen say."""
    return "\n".join(each.text() for each in panel.findChildren(QLabel) if each.isVisible())


def press(panel: QWidget, text: str) -> None:
    """Click the visible button that says `text`."""
    button = next(each for each in panel.findChildren(QPushButton) if each.text() == text and each.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_typing_and_enter_tell_the_query(panel: SearchPanel) -> None:
    said = heard(panel, "query_edited", "query_submitted")
    panel.focus_query()
    QTest.keyClicks(line(panel), "ab")
    QTest.keyClick(line(panel), Qt.Key.Key_Return)
    assert said == [("query_edited", "a"), ("query_edited", "ab"), ("query_submitted", "ab")]
    assert panel.query() == "ab"


def test_a_query_that_is_put_in_tells_nobody(panel: SearchPanel) -> None:
    said = heard(panel, "query_edited", "query_submitted")
    panel.set_query("treaty")
    assert said == []


def test_enter_on_an_answered_query_opens_hit_after_hit(panel: SearchPanel) -> None:
    first, second = hit(0), hit(1)
    panel.set_query("dilemma")
    panel.focus_query()
    QTest.keyClick(line(panel), Qt.Key.Key_Return)
    panel.show_results(results(first, second), None)
    said = heard(panel, "hit_opened")
    for modifier in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
        QTest.keyClick(line(panel), Qt.Key.Key_Return, modifier)
    assert [each[1] for each in said] == [first, second, first]


def test_hits_of_one_document_stand_together_under_its_title(panel: SearchPanel) -> None:
    panel.show_results(results(hit(0), hit(1, document="d1"), hit(2)), None)
    shown = [(row.shape, row.title if row.shape is Shape.GROUP else row.value) for row in rows(panel).rows()]
    card, group = Shape.CARD, Shape.GROUP
    assert shown == [(group, REPORT), (card, 0), (card, 2), (group, TREATY), (card, 1)]
    assert "3 passages in 2 documents" in words(panel)


def test_the_hits_of_a_single_document_need_no_title_over_them(panel: SearchPanel) -> None:
    panel.show_results(results(hit(0), hit(1)), None)
    assert all(row.shape is Shape.CARD for row in rows(panel).rows())


def test_a_card_names_the_section_the_document_and_the_page(panel: SearchPanel) -> None:
    row = result_rows(results(hit(3)), None)[0]
    assert (row.lead, row.title, row.meta) == ("Part II › ", "2.3 The security dilemma", f"{REPORT} · p. 13")
    assert row.spoken.startswith(f"2.3 The security dilemma, page 13, {REPORT}")


def test_the_documents_own_title_is_not_said_twice() -> None:
    found = replace(hit(0), section=(REPORT, "Introduction"))
    assert (result_rows(results(found), None)[0].lead, result_rows(results(found), None)[0].title) == (
        "",
        "Introduction",
    )


def test_the_definition_comes_first_and_opens_the_term(panel: SearchPanel) -> None:
    panel.show_results(results(hit(0)), DILEMMA)
    said = heard(panel, "definition_opened", "hit_opened")
    rows(panel).enter()
    QTest.keyClick(rows(panel), Qt.Key.Key_Return)
    assert said == [("definition_opened", "security dilemma")]


def test_arrows_preview_and_enter_opens_a_hit(panel: SearchPanel) -> None:
    first, second = hit(0), hit(1)
    panel.show_results(results(first, second), None)
    said = heard(panel, "hit_previewed", "hit_opened")
    panel.focus_query()
    QTest.keyClick(line(panel), Qt.Key.Key_Down)
    QTest.keyClick(rows(panel), Qt.Key.Key_Down)
    QTest.keyClick(rows(panel), Qt.Key.Key_Return)
    assert said == [("hit_previewed", second), ("hit_opened", second)]


def test_stepping_follows_the_list_and_goes_around_its_ends(panel: SearchPanel) -> None:
    hits = (hit(0), hit(1, document="d1"), hit(2))
    panel.show_results(results(*hits), DILEMMA)
    assert [panel.step(1) for _ in range(4)] == [hits[0], hits[2], hits[1], hits[0]]
    assert panel.step(-1) == hits[1]
    assert panel.current_hit() == hits[1]


def test_stepping_back_begins_with_the_last_hit_and_finds_nothing_in_nothing(panel: SearchPanel) -> None:
    assert panel.step(1) is None
    panel.show_results(results(hit(0), hit(1)), None)
    assert panel.step(-1) == hit(1)


def test_the_same_query_asked_again_keeps_the_current_hit(panel: SearchPanel) -> None:
    panel.show_results(results(hit(0), hit(1)), None)
    panel.set_current(1)
    panel.show_results(results(hit(2), hit(0), hit(1)), None)
    assert panel.current_hit() == hit(1)
    panel.show_results(results(hit(0), hit(1), query="other"), None)
    assert panel.current_hit() is None


def test_what_is_not_shown_is_said(panel: SearchPanel) -> None:
    panel.show_results(results(hit(0), total=1240), None)
    assert "1,240 passages · best 1 shown" in words(panel)


def test_nothing_found_leads_on(panel: SearchPanel) -> None:
    panel.scope.set_scope(Scope.DOCUMENT)
    said = heard(panel, "suggestion_taken", "any_words_requested")
    panel.scope.scope_changed.connect(lambda scope: said.append(("scope_changed", scope)))
    panel.show_results(Results("securty dilema", suggestion="security dilemma"), None)
    assert "No passage in this document holds all these words." in words(panel)
    press(panel, "Find any of the words")
    press(panel, "Search everything")
    press(panel, "Did you mean “security dilemma”?")
    assert said == [
        ("any_words_requested", "securty dilema"),
        ("scope_changed", Scope.EVERYTHING),
        ("suggestion_taken", "security dilemma"),
    ]
    assert panel.query() == "security dilemma"


def test_a_problem_is_said_while_the_old_answer_stays_pale(panel: SearchPanel) -> None:
    panel.show_results(results(hit(0)), None)
    panel.show_problem("The quotation mark is not closed.")
    assert "The quotation mark is not closed." in words(panel)
    assert len(rows(panel).rows()) == 1
    assert rows(panel).isVisible()
    panel.show_results(results(hit(0)), None)
    assert "The quotation mark is not closed." not in words(panel)


def test_an_index_under_construction_is_said(panel: SearchPanel) -> None:
    notice = "The index is being built: 40 of 120 documents so far."
    panel.show_results(Results("dilemma", 1, 0.1, (hit(0),), notice=notice), None)
    assert notice in words(panel)


def test_an_empty_panel_offers_examples_and_recent_searches(panel: SearchPanel) -> None:
    panel.set_recent(["abm treaty", "launch on warning"])
    said = heard(panel, "suggestion_taken")
    press(panel, "battle management*")
    press(panel, "abm treaty")
    assert said == [("suggestion_taken", "battle management*"), ("suggestion_taken", "abm treaty")]


def test_the_way_back_is_offered_only_where_there_is_one(panel: SearchPanel) -> None:
    said = heard(panel, "return_requested")
    assert not any(button.text() == "Go back" and button.isVisible() for button in panel.findChildren(QPushButton))
    panel.set_return_available(True)
    press(panel, "Go back")
    assert said == [("return_requested",)]


def test_a_scope_of_one_document_needs_a_document(panel: SearchPanel) -> None:
    said = heard(panel.scope, "scope_changed")
    panel.set_document_open(False)
    press(panel, "This document")
    assert said == []
    panel.set_document_open(True)
    press(panel, "This document")
    press(panel, "This section")
    assert said == [("scope_changed", Scope.DOCUMENT), ("scope_changed", Scope.SECTION)]


def test_escape_returns_to_the_text_from_the_line_and_from_the_list(panel: SearchPanel) -> None:
    said = heard(panel, "return_to_text_requested")
    panel.show_results(results(hit(0)), None)
    QTest.keyClick(line(panel), Qt.Key.Key_Escape)
    QTest.keyClick(rows(panel), Qt.Key.Key_Escape)
    assert len(said) == 2


def test_a_query_with_an_ampersand_is_shown_as_it_is(panel: SearchPanel) -> None:
    panel.set_recent(["R&D"])
    assert any(button.text() == "R&&D" for button in panel.findChildren(QPushButton))


def test_an_excerpt_begins_near_its_first_hit_with_the_spans_in_place() -> None:
    long = "Words that nobody looked for stand here. " * 4 + SENTENCE
    start = long.index("dilemma")
    text, spans = excerpt(Snippet(long, ((start, start + 7),)))
    assert text[slice(*spans[0])] == "dilemma"
    assert text.startswith("…")
    assert spans[0][0] <= 62


def test_a_thousand_hits_are_shown_at_once(panel: SearchPanel) -> None:
    answer = results(*(hit(number, document=f"d{number % 30}") for number in range(1000)))
    times = []
    for _ in range(5):
        begin = process_time()
        panel.show_results(answer, DILEMMA)
        times.append(process_time() - begin)
    assert min(times) < 5 * unit()


def test_filters_stand_as_chips_that_take_them_out(panel: SearchPanel) -> None:
    said = heard(panel, "query_edited", "suggestion_taken")
    panel.focus_query()
    QTest.keyClicks(line(panel), "radar tag:arms")
    assert any(button.text().startswith("tag: arms") for button in panel.findChildren(QPushButton))
    press(panel, "tag: arms  ×")
    assert panel.query() == "radar"
    assert said[-1] == ("suggestion_taken", "radar")
    assert not any(button.text().startswith("tag:") for button in panel.findChildren(QPushButton) if button.isVisible())


def test_filters_are_completed_by_name_and_by_value(panel: SearchPanel) -> None:
    panel.set_filter_values({"tag": ["arms control", "treaties"], "kind": ["text", "note", "term"]})
    completer = panel.findChild(FilterCompleter)
    assert completer is not None
    said = heard(panel, "query_edited")
    for typed, offers in (
        ("radar au", ["author:"]),
        ("radar kind:te", ["kind:text", "kind:term", "kind:note"]),
        ("tag:trea", ["tag:treaties"]),
        ("tag:control", ['tag:"arms control"']),
        ("radar", []),
        ("kind:text", []),
        ("x:y", []),
    ):
        panel.set_query(typed)
        assert completer.offers() == offers, typed
    panel.set_query("")
    panel.focus_query()
    QTest.keyClicks(line(panel), "radar tag:ar")
    popup = next(each for each in QApplication.topLevelWidgets() if isinstance(each, QListView) and each.isVisible())
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert panel.query() == 'radar tag:"arms control" '
    assert said[-1] == ("query_edited", 'radar tag:"arms control" ')


def test_a_search_that_takes_long_says_so_and_keeps_what_there_is(qtbot: QtBot, panel: SearchPanel) -> None:
    panel.show_results(results(hit(0)), None)
    panel.show_searching()
    qtbot.waitUntil(lambda: "Still searching. Until then these are the hits of" in words(panel), timeout=5_000)
    assert len(rows(panel).rows()) == 1
    panel.show_results(results(hit(0)), None)
    assert "Still searching" not in words(panel)
