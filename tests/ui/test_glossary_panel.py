# SPDX-License-Identifier: MIT
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from companion.glossary.model import Term
from companion.library.encounters import Encounter
from companion.ui.glossary_panel import GlossaryPanel
from companion.ui.panel import LineField
from companion.ui.row_list import RowList
from companion.ui.term_editor import TermEditor
from companion.ui.term_rows import Listed, Scope
from tests.ui.panel_samples import DILEMMA, REPORT, heard, show, spread

RACE = Term("arms race", "Each side arms because the other does.", category="Strategic stability")
DECOY = Term("decoy", "A thing that looks like a warhead and is none.", category="Technology", abbreviations=("DC",))
COUNTS = {"security dilemma": (12, 2), "decoy": (1, 1)}
LISTED = Listed((RACE, DECOY, DILEMMA), ("decoy",), COUNTS, {"security dilemma": (5, 1), "decoy": (1, 1)})


@pytest.fixture
def panel(qtbot: QtBot) -> GlossaryPanel:
    made = GlossaryPanel()
    made.show_terms(LISTED)
    return show(qtbot, made)


def visible_list(panel: GlossaryPanel) -> RowList:
    return next(each for each in panel.findChildren(RowList) if each.isVisible())


def texts(panel: GlossaryPanel) -> list[str]:
    return [each.text() for each in panel.findChildren(QLabel) if each.isVisible()]


def press(panel: GlossaryPanel, name: str) -> None:
    for kind in (QToolButton, QPushButton):
        for button in panel.findChildren(kind):
            if button.isVisible() and name in (button.accessibleName(), button.text()):
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
                return
    raise AssertionError(f"there is no button {name}")


def test_the_terms_of_the_page_of_the_document_and_all_have_a_tab_each(panel: GlossaryPanel) -> None:
    for tab, shown in (("Page 1", ["decoy"]), ("Document 2", ["decoy", "security dilemma"])):
        press(panel, tab)
        assert [row.title for row in visible_list(panel).rows()] == shown
    assert [row.aside for row in visible_list(panel).rows()] == ["1", "5"]
    press(panel, "All 3")
    row = visible_list(panel).rows()[-1]
    assert (row.aside, row.meta) == ("12", "Strategic stability · SD")
    assert row.spoken == "security dilemma, Strategic stability, 12 mentions in 2 documents"


def test_terms_are_sorted_by_count_on_demand(panel: GlossaryPanel) -> None:
    press(panel, "All 3")
    press(panel, "Sort by count")
    assert [row.title for row in visible_list(panel).rows()] == ["security dilemma", "decoy", "arms race"]
    press(panel, "Sort by count")
    assert [row.title for row in visible_list(panel).rows()] == ["arms race", "decoy", "security dilemma"]


def test_the_filter_knows_every_name_and_the_category(panel: GlossaryPanel) -> None:
    press(panel, "All 3")
    line = panel.findChild(LineField)
    for query, found in (("spiral", "security dilemma"), ("dc", "decoy"), ("technology", "decoy")):
        line.clear()
        QTest.keyClicks(line, query)
        assert [row.title for row in visible_list(panel).rows()] == [found]


def test_a_filter_that_finds_nothing_here_leads_to_all_terms(panel: GlossaryPanel) -> None:
    QTest.keyClicks(panel.findChild(LineField), "spiral")
    press(panel, "Look at 1 other")
    assert [row.title for row in visible_list(panel).rows()] == ["security dilemma"]
    panel.findChild(LineField).clear()
    QTest.keyClicks(panel.findChild(LineField), "zeppelin")
    press(panel, "Show all terms")
    assert len(visible_list(panel).rows()) == 3


def test_new_terms_on_the_page_leave_the_list_where_it_is(panel: GlossaryPanel) -> None:
    press(panel, "All 3")
    visible_list(panel).select(2)
    panel.show_terms(replace(LISTED, on_page=("decoy", "arms race")))
    current = visible_list(panel).current_row()
    assert current is not None
    assert current.value == "security dilemma"


def test_enter_on_a_term_asks_for_its_entry(panel: GlossaryPanel) -> None:
    said = heard(panel, "term_chosen", "removal_requested")
    press(panel, "All 3")
    visible_list(panel).select(0)
    QTest.keyClick(visible_list(panel), Qt.Key.Key_Return)
    QTest.keyClick(visible_list(panel), Qt.Key.Key_Delete)
    assert said == [("term_chosen", "arms race"), ("removal_requested", RACE)]


def test_known_terms_are_left_out_of_the_page_and_brought_back_from_their_tab(panel: GlossaryPanel) -> None:
    panel.show_terms(replace(LISTED, hushed=frozenset({"decoy"})))
    said = heard(panel.terms, "hush_requested")
    assert "No term of the glossary stands on this page." in texts(panel)
    press(panel, "Known 1")
    (row,) = visible_list(panel).rows()
    assert (row.title, row.meta) == ("decoy", "Technology · DC · known")
    visible_list(panel).select(0)
    QTest.keyClick(visible_list(panel), Qt.Key.Key_Delete)
    assert said == [("hush_requested", "decoy", False)]
    panel.show_terms(LISTED)
    assert panel.terms.scope is Scope.ALL


def test_a_term_is_hushed_from_its_entry(panel: GlossaryPanel) -> None:
    said = heard(panel.entry, "hush_requested")
    panel.show_entry(DECOY, (1, 1))
    choose(panel, "I know this: do not mark it")
    panel.show_terms(replace(LISTED, hushed=frozenset({"decoy"})))
    choose(panel, "I know this: do not mark it")
    assert said == [("hush_requested", "decoy", True), ("hush_requested", "decoy", False)]


def test_terms_that_were_looked_up_have_a_tab_as_long_as_there_are_some(panel: GlossaryPanel) -> None:
    met = Encounter("decoy", "2026-03-01T12:00:00Z", "d0", 7, 5, REPORT, "4", "A decoy\nflew.")
    gone = replace(met, document=None)
    said = heard(panel.met, "encounter_opened", "clear_requested")
    panel.met.show_encounters([met, gone])
    panel.show_met(2)
    press(panel, "Met 2")
    first, second = visible_list(panel).rows()
    assert (first.title, first.body, first.aside) == ("decoy", "A decoy flew.", "1 Mar 2026")
    assert first.meta.endswith("p. 4")
    assert second.meta.endswith("no longer in the library")
    visible_list(panel).select(0)
    QTest.keyClick(visible_list(panel), Qt.Key.Key_Return)
    press(panel, "Forget all look-ups")
    assert said == [("encounter_opened", met), ("clear_requested",)]
    panel.show_met(0)
    assert panel.terms.scope is Scope.ALL


def choose(panel: GlossaryPanel, text: str) -> None:
    menu = panel.entry.findChild(QMenu)
    next(action for action in menu.actions() if action.text() == text).trigger()


def test_an_entry_says_everything_that_is_known_of_a_term(panel: GlossaryPanel) -> None:
    panel.show_entry(DILEMMA, (12, 2))
    shown = "\n".join(texts(panel))
    for part in ("security dilemma · SD", DILEMMA.definition, "Also: spiral model", "Jervis"):
        assert part in shown
    assert panel.shown_term() == "security dilemma"
    said = heard(panel.entry.meaning, "mentions_requested")
    press(panel, "12 mentions in 2 documents")
    assert said == [("mentions_requested",)]
    assert panel.entry.mentions.isVisible()


def test_an_entry_says_where_a_term_counts(panel: GlossaryPanel) -> None:
    panel.show_entry(replace(DILEMMA, scope="collection:7"), (0, 0))
    assert "Also: spiral model\nCounts in one collection only" in texts(panel)
    panel.show_entry(replace(RACE, scope="document:d0"), (0, 0))
    assert "Counts in one document only" in texts(panel)


def test_a_term_without_a_definition_asks_for_one(panel: GlossaryPanel) -> None:
    panel.show_entry(Term("salvo", ""), (0, 0))
    assert "Nobody has written a definition yet." in texts(panel)
    press(panel, "Write a definition")
    assert panel.findChild(TermEditor).isVisible()


def test_a_term_that_no_document_mentions_says_so(panel: GlossaryPanel) -> None:
    panel.show_entry(DILEMMA, (0, 0))
    assert "Not mentioned" in texts(panel)
    press(panel, "Mentions")
    assert "None of your documents mentions it." in texts(panel)
    press(panel, "Spread")
    assert "None of your documents mentions it." in texts(panel)


def test_markup_in_a_definition_is_shown_as_it_stands(panel: GlossaryPanel) -> None:
    panel.show_entry(Term("x", "<b>bold</b>"), (0, 0))
    label = next(each for each in panel.findChildren(QLabel) if each.text() == "<b>bold</b>")
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_related_terms_the_category_and_the_search_are_a_click_away(panel: GlossaryPanel) -> None:
    said = heard(panel, "term_chosen", "search_requested")
    panel.show_entry(DILEMMA, (0, 0))
    press(panel, "arms race")
    press(panel, "Search for it")
    assert said == [("term_chosen", "arms race"), ("search_requested", "security dilemma")]
    press(panel, "Strategic stability")
    assert [row.title for row in visible_list(panel).rows()] == ["arms race", "security dilemma"]


def test_the_next_and_the_previous_mention_are_asked_for(panel: GlossaryPanel) -> None:
    said = heard(panel.entry, "step_requested")
    panel.show_entry(DILEMMA, (3, 2))
    panel.entry.show_spread((spread(3),), "d0")
    press(panel, "Next mention")
    press(panel, "Previous mention")
    assert said == [("step_requested", 1), ("step_requested", -1)]


def test_back_leads_through_the_entries_seen_and_then_to_the_list(panel: GlossaryPanel) -> None:
    said = heard(panel, "term_chosen")
    panel.show_entry(DILEMMA, (0, 0))
    panel.show_entry(RACE, (0, 0))
    press(panel, "Back")
    assert said == [("term_chosen", "security dilemma")]
    panel.show_entry(DILEMMA, (0, 0))
    press(panel, "Back")
    assert panel.shown_term() is None
    assert visible_list(panel).rows()[0].title == "decoy"


def test_a_term_is_changed_in_its_form(panel: GlossaryPanel) -> None:
    panel.show_entry(DILEMMA, (0, 0))
    said = heard(panel, "term_saved")
    choose(panel, "Change this term…")
    assert panel.isAncestorOf(panel.window().focusWidget())
    QTest.keyClicks(panel.window().focusWidget(), "!")
    press(panel, "Save term")
    assert said == [("term_saved", "security dilemma", replace(DILEMMA, name="security dilemma!"))]
    assert panel.shown_term() == "security dilemma"


def test_a_form_given_up_leaves_the_entry_as_it_was(panel: GlossaryPanel) -> None:
    panel.show_entry(DILEMMA, (0, 0))
    said = heard(panel, "term_saved", "return_to_text_requested")
    choose(panel, "Change this term…")
    QTest.keyClick(panel.window().focusWidget(), Qt.Key.Key_Escape)
    assert said == []
    assert panel.shown_term() == "security dilemma"


def test_a_new_term_is_asked_for_and_begins_with_its_draft(panel: GlossaryPanel) -> None:
    asked, said = heard(panel.terms, "add_requested"), heard(panel, "term_saved")
    press(panel, "Add a term")
    assert asked == [("add_requested",)]
    panel.begin_term(Term("boost phase", "", sources=("A report",)))
    editor = panel.findChild(TermEditor)
    press(panel, "Save term")
    assert "The term needs a definition: a sentence is enough." in texts(panel)
    QTest.keyClicks(panel.window().focusWidget(), "The first minutes of flight.")
    QTest.keyClick(panel.window().focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    term = Term("boost phase", "The first minutes of flight.", sources=("A report",))
    assert said == [("term_saved", None, term)]
    assert not editor.isVisible()


def test_a_term_that_could_not_be_kept_comes_back_in_its_form(panel: GlossaryPanel) -> None:
    panel.begin_term(DILEMMA)
    panel.term_saved.connect(lambda *_: panel.show_term_problem("There is a term of this name already."))
    press(panel, "Save term")
    assert "There is a term of this name already." in texts(panel)
    assert panel.findChild(TermEditor).term().name == "security dilemma"


def test_an_empty_glossary_says_what_to_do(qtbot: QtBot) -> None:
    panel = show(qtbot, GlossaryPanel())
    said = heard(panel.terms, "add_requested")
    panel.terms.show_matching("")
    assert any("The glossary is empty." in text for text in texts(panel))
    press(panel, "Add a term")
    assert said == [("add_requested",)]


def test_the_keyboard_enters_what_is_on_screen(panel: GlossaryPanel) -> None:
    panel.setFocus()
    assert panel.findChild(LineField).hasFocus()
    panel.show_entry(DILEMMA, (1, 1))
    panel.entry.show_spread((spread(1),), "d0")
    press(panel, "Mentions")
    panel.setFocus()
    assert visible_list(panel).hasFocus()


def test_escape_returns_to_the_text_from_the_list_and_the_entry(panel: GlossaryPanel) -> None:
    said = heard(panel, "return_to_text_requested")
    QTest.keyClick(visible_list(panel), Qt.Key.Key_Escape)
    panel.show_entry(DILEMMA, (1, 1))
    panel.entry.show_spread((spread(1),), "d0")
    press(panel, "Mentions")
    QTest.keyClick(visible_list(panel), Qt.Key.Key_Escape)
    assert len(said) == 2
