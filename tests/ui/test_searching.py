# SPDX-License-Identifier: MIT
"""The search as the reader uses it, in the real window over a real library."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from companion.glossary.model import Term
from companion.search.results import Hit, Results
from companion.ui.main_window import MainWindow


def ask(qtbot: QtBot, window: MainWindow, query: str) -> Results:
    """The answer to a query."""
    inquiry = window.parts.inquiry
    with qtbot.waitSignal(inquiry.results_found, timeout=10_000):
        inquiry.submit(query)
    return inquiry.results


def kinds(results: Results) -> dict[str, Hit]:
    """The first hit of each kind."""
    return {hit.kind: hit for hit in reversed(results.hits)}


def test_a_saved_note_is_found_and_opens_its_place(qtbot: QtBot, window: MainWindow) -> None:
    parts = window.parts
    parts.reader.select(200, 240)
    bookmark = parts.marking.bookmark()
    assert bookmark is not None
    with qtbot.waitSignal(parts.intake.index_changed, timeout=10_000):
        parts.marking.change(replace(bookmark, note="Ask about zugzwang."))
    qtbot.waitUntil(lambda: "note" in kinds(ask(qtbot, window, "zugzwang")), timeout=10_000)
    hit = kinds(parts.inquiry.results)["note"]
    parts.search.hit_opened.emit(hit)
    assert parts.session.place is not None
    assert parts.dock_area.docks["bookmarks"].isVisible()
    assert (hit.start, hit.length) == (200, 40)


def test_a_term_among_the_hits_opens_its_entry(qtbot: QtBot, window: MainWindow) -> None:
    parts = window.parts
    with qtbot.waitSignal(parts.intake.index_changed, timeout=10_000):
        parts.edits.save_term(None, Term("tempo loss", "A move lost, as in a zugzwang."))
    qtbot.waitUntil(lambda: "term" in kinds(ask(qtbot, window, "zugzwang")), timeout=10_000)
    parts.inquiry.open(kinds(parts.inquiry.results)["term"])
    assert parts.glossary.shown_term() == "tempo loss"
