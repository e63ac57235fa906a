# SPDX-License-Identifier: MIT
"""The search as the reader uses it, in the real window over a real library."""

import csv
import io
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from companion.document.model import heading_range
from companion.glossary.model import Term
from companion.search.results import Hit, Results
from companion.search.wishes import Order
from companion.ui.filter_completer import FilterCompleter
from companion.ui.main_window import MainWindow
from companion.ui.row_list import RowList
from companion.ui.scope import Scope


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


def test_only_the_section_where_the_reader_is_can_be_searched(qtbot: QtBot, window: MainWindow) -> None:
    parts = window.parts
    document = parts.session.document
    assert document is not None
    whole = ask(qtbot, window, "missile").total
    heading = document.outline[2]
    start, end = heading_range(document.outline, heading.start, document.length)
    parts.inquiry.clear()
    parts.session.stand_at(heading.start, 0.0)
    parts.inquiry.set_scope(Scope.SECTION)
    results = ask(qtbot, window, "missile")
    assert 0 < results.total < whole
    assert all(start < hit.start + hit.length and hit.start < end for hit in results.hits)
    with qtbot.waitSignal(parts.inquiry.results_found, timeout=10_000):
        parts.inquiry.set_scope(Scope.EVERYTHING)
    assert parts.inquiry.results.total == whole


def test_a_name_that_is_refused_is_left_out_for_this_query_and_comes_back(qtbot: QtBot, window: MainWindow) -> None:
    parts = window.parts
    with qtbot.waitSignal(parts.intake.index_changed, timeout=10_000):
        parts.edits.save_term(None, Term("critical component", "A part.", aliases=("strategic stability",)))
    results = ask(qtbot, window, "critical component")
    assert results.expansions == (("critical component", ("strategic stability",)),)
    total = results.total
    chip = next(
        each for each in parts.search.findChildren(QPushButton) if each.text().startswith("strategic stability")
    )
    with qtbot.waitSignal(parts.inquiry.results_found, timeout=10_000):
        chip.click()
    assert parts.inquiry.results.expansions == ()
    assert parts.inquiry.results.total < total
    ask(qtbot, window, "missile")
    assert ask(qtbot, window, "critical component").expansions == ()
    with qtbot.waitSignal(parts.inquiry.results_found, timeout=10_000):
        parts.inquiry.take_all_names()
    assert parts.inquiry.results.total == total
    with qtbot.waitSignal(parts.inquiry.results_found, timeout=10_000):
        parts.inquiry.set_expanding(False)
    assert parts.inquiry.results.expansions == ()


def test_hits_can_stand_in_reading_order(qtbot: QtBot, window: MainWindow) -> None:
    parts = window.parts
    ask(qtbot, window, "missile kind:text")
    with qtbot.waitSignal(parts.inquiry.results_found, timeout=10_000):
        parts.search.scope.order_changed.emit(Order.READING)
    starts = [hit.start for hit in parts.inquiry.results.hits]
    assert starts == sorted(starts)
    assert len(starts) > 2


def test_passages_with_most_of_the_words_stand_under_a_heading_of_their_own(qtbot: QtBot, window: MainWindow) -> None:
    results = ask(qtbot, window, "missile defense zebra")
    assert results.total == 0
    assert results.partial
    rows = [row.title for row in window.parts.search.findChild(RowList).rows()]
    assert rows[0] == "Passages with most of the words"
    window.parts.inquiry.open(results.partial[0])
    assert window.parts.search.current_hit() == results.partial[0]


def test_the_hits_are_exported_all_of_them(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    results = ask(qtbot, window, "missile kind:text")
    target = tmp_path / "hits.csv"
    window.wiring.searching.export(target)
    qtbot.waitUntil(target.exists, timeout=10_000)
    qtbot.waitUntil(lambda: window.idle, timeout=10_000)
    rows = list(csv.reader(io.StringIO(target.read_text(encoding="utf-8-sig"))))
    assert len(rows) == results.total + 1


def test_the_titles_and_kinds_of_the_library_are_offered_as_filters(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.idle, timeout=10_000)
    completer = window.parts.search.findChild(FilterCompleter)
    window.parts.search.set_query("in:missile")
    assert completer.offers() == ['in:"Missile Defense and Arms Control: Valdai\'s Perspective"']


def test_a_saved_search_tells_what_is_new_in_it(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    parts, panel = window.parts, window.parts.search
    ask(qtbot, window, "missile")
    panel.set_query("missile")
    panel.saving_requested.emit("missile")
    qtbot.waitUntil(lambda: panel.is_saved("missile"), timeout=10_000)
    path = tmp_path / "more.md"
    path.write_text("# More\n\nAnother missile flies.\n")
    with qtbot.waitSignal(parts.filing.imported, timeout=30_000):
        parts.filing.import_paths([path])
    parts.inquiry.clear()
    panel.set_query("")
    saved = "missile · 1 new"
    qtbot.waitUntil(lambda: saved in [each.text() for each in panel.findChildren(QPushButton)], timeout=10_000)
    ask(qtbot, window, "missile")
    qtbot.waitUntil(lambda: "missile" in [each.text() for each in panel.findChildren(QPushButton)], timeout=10_000)
    parts.edits.forget_search(parts.library.searches.all()[0].id)
    qtbot.waitUntil(lambda: not panel.is_saved("missile"), timeout=10_000)
    parts.edits.stack.undo()
    qtbot.waitUntil(lambda: panel.is_saved("missile"), timeout=10_000)
