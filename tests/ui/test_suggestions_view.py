# SPDX-License-Identifier: MIT
"""What is proposed for the glossary: listed by kind, decided with one key, and taken back."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from companion.document.model import Anchor
from companion.glossary.model import EVERYWHERE, within_document
from companion.glossary.suggestion import Suggestion, SuggestionKind
from companion.ui.main_window import MainWindow
from companion.ui.rows import Shape
from companion.ui.suggestions_view import SuggestionsView, usual_scope
from tests.ui.panel_samples import REPORT, TREATY, heard, show

KIND = SuggestionKind
SHORT = Suggestion(
    "s1", KIND.ABBREVIATION, "kill vehicle", Anchor("d1", 4, 16), "KV", "The kill vehicle (KV)\nflies.", title=TREATY,
    page="4", conflicts=("kinetic vessel",),
)  # fmt: skip
SALVO = Suggestion("s2", KIND.DEFINITION, "salvo", Anchor("d0", 9, 30), text="A salvo is a lot.", title=REPORT)
PHRASE = Suggestion("s3", KIND.CANDIDATE, "engagement window", Anchor("d0", 50, 67), count=4, title=REPORT, known=True)
OTHER = Suggestion("s4", KIND.CANDIDATE, "battle space", Anchor("d1", 50, 67), title=TREATY)


@pytest.fixture
def view(qtbot: QtBot) -> SuggestionsView:
    made = show(qtbot, SuggestionsView())
    made.show_suggestions([OTHER, PHRASE, SALVO, SHORT], "d0")
    made.list.setFocus()
    return made


def titles(view: SuggestionsView) -> list[str]:
    return [row.title for row in view.list.rows()]


def test_suggestions_are_grouped_by_kind_those_of_the_open_document_first(view: SuggestionsView) -> None:
    assert titles(view) == [
        "Abbreviations", "KV: kill vehicle", "Definitions", "salvo", "Phrases that stand out", "engagement window",
        "battle space",
    ]  # fmt: skip
    short, phrase = view.list.rows()[1], view.list.rows()[5]
    assert short.body[slice(*short.spans[0])] == "kill vehicle"
    assert short.meta == f"{TREATY} · p. 4"
    assert phrase.meta == f"4 times · {REPORT} · in the glossary already"


def test_two_expansions_in_one_document_are_flagged(view: SuggestionsView) -> None:
    row = view.list.rows()[1]
    assert row.extra == (("warning", "Also explained as kinetic vessel"),)
    assert "Also explained as kinetic vessel" in row.spoken


def test_one_key_each_accepts_ignores_and_shows_the_place(view: SuggestionsView) -> None:
    said = heard(view, "accept_requested", "ignore_requested", "place_opened")
    view.list.select(1)
    for key in (Qt.Key.Key_A, Qt.Key.Key_X, Qt.Key.Key_Delete, Qt.Key.Key_Return):
        QTest.keyClick(view.list, key)
    expected = [("accept_requested", "s1"), ("ignore_requested", "s1"), ("ignore_requested", "s1")]
    assert said == [*expected, ("place_opened", SHORT)]


def test_the_mouse_can_do_the_same(view: SuggestionsView) -> None:
    said = heard(view, "accept_requested", "ignore_requested")
    view.list.select(3)
    for name in ("Accept the suggestion", "Ignore the suggestion"):
        button = next(each for each in view.findChildren(QPushButton) if each.accessibleName() == name)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert said == [("accept_requested", "s2"), ("ignore_requested", "s2")]


def test_after_a_decision_the_list_stands_on_the_next_one(view: SuggestionsView) -> None:
    view.list.select(1)
    view.show_suggestions([OTHER, PHRASE, SALVO], "d0")
    assert view.list.current_row() == view.list.rows()[1]
    assert titles(view)[1] == "salvo"
    view.list.select(4)
    view.show_suggestions([PHRASE, SALVO], "d0")
    current = view.list.current_row()
    assert current is not None
    assert current.title == "engagement window"


def test_a_suggestion_is_corrected_in_a_form(view: SuggestionsView) -> None:
    said = heard(view, "correction_saved")
    view.list.select(1)
    QTest.keyClick(view.list, Qt.Key.Key_E)
    line = view.window().focusWidget()
    assert isinstance(line, QLineEdit)
    line.clear()
    QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert said == []
    assert any(each.text() == "The term needs a name." for each in view.findChildren(QLabel) if each.isVisible())
    QTest.keyClicks(line, "exoatmospheric kill vehicle")
    QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    expected = ("correction_saved", "s1", "exoatmospheric kill vehicle", "KV", "The kill vehicle (KV)\nflies.", "")
    assert said == [expected]
    assert view.list.isVisible()


def test_an_entry_of_a_documents_own_glossary_counts_in_that_document_unless_told_otherwise() -> None:
    assert usual_scope(SHORT) == EVERYWHERE
    assert usual_scope(replace(SALVO, kind=KIND.ENTRY)) == within_document("d0")


def test_a_correction_given_up_changes_nothing(view: SuggestionsView) -> None:
    said = heard(view, "correction_saved")
    view.list.select(1)
    QTest.keyClick(view.list, Qt.Key.Key_E)
    QTest.keyClick(view.window().focusWidget(), Qt.Key.Key_Escape)
    assert said == []
    assert view.list.hasFocus()


@pytest.fixture
def reading(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> MainWindow:
    """The window after it took in a document that explains an abbreviation and defines a term."""
    path = tmp_path / "zz.md"
    path.write_text(
        "# Abbreviated\n\nThe multiple zeppelin vehicle (MZV) flies. Later the MZV lands.\n\n"
        'The term "zeppelin density" refers to the number of zeppelins that fly at one time over one town.\n'
    )
    window.parts.filing.import_paths([path])
    qtbot.waitUntil(lambda: window.idle and "MZV: multiple zeppelin vehicle" in offered(window), timeout=20_000)
    return window


def offered(window: MainWindow) -> dict[str, str]:
    """By title, the ids of what is offered."""
    rows = window.parts.glossary.suggestions.list.rows()
    return {row.title: str(row.value) for row in rows if row.shape is not Shape.GROUP}


def test_an_import_offers_what_it_found_and_accepting_can_be_undone(qtbot: QtBot, reading: MainWindow) -> None:
    glossary, title = reading.parts.library.glossary, "MZV: multiple zeppelin vehicle"
    reading.parts.glossary.suggestions.accept_requested.emit(offered(reading)[title])
    term = glossary.find("MZV")
    assert (term.name, term.abbreviations) == ("multiple zeppelin vehicle", ("MZV",))
    qtbot.waitUntil(lambda: reading.idle and title not in offered(reading), timeout=10_000)
    reading.parts.actions["undo"].trigger()
    assert glossary.term("MZV") is None
    qtbot.waitUntil(lambda: reading.idle and title in offered(reading), timeout=10_000)
    reading.parts.actions["redo"].trigger()
    assert glossary.find("MZV") == term


def test_what_is_ignored_is_offered_no_more_until_that_is_undone(qtbot: QtBot, reading: MainWindow) -> None:
    reading.parts.glossary.suggestions.ignore_requested.emit(offered(reading)["zeppelin density"])
    qtbot.waitUntil(lambda: reading.idle and "zeppelin density" not in offered(reading), timeout=10_000)
    assert reading.parts.library.glossary.term("zeppelin density") is None
    reading.parts.actions["undo"].trigger()
    qtbot.waitUntil(lambda: reading.idle and "zeppelin density" in offered(reading), timeout=10_000)


def test_a_correction_is_what_comes_into_the_glossary(qtbot: QtBot, reading: MainWindow) -> None:
    identity = offered(reading)["zeppelin density"]
    view = reading.parts.glossary.suggestions
    document = view._by_id[identity].document
    view.correction_saved.emit(identity, "zeppelins in the air", "", "So many fly.", within_document(document))
    term = reading.parts.library.glossary.find("zeppelins in the air")
    assert (term.definition, term.scope) == ("So many fly.", within_document(document))


def test_a_suggestion_leads_to_its_place(qtbot: QtBot, reading: MainWindow) -> None:
    identity = offered(reading)["zeppelin density"]
    view = reading.parts.glossary.suggestions
    view.place_opened.emit(view._by_id[identity])
    document = reading.parts.session.document
    assert document is not None
    assert document.title == "Abbreviated"
