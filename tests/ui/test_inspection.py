# SPDX-License-Identifier: MIT
"""A term is followed through the documents: its marks on the page, and the way from mention to mention."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from companion.ui.main_window import MainWindow
from companion.ui.rows import Shape
from companion.work import finish

TERM = "missile defence"


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.idle, timeout=10_000)


@pytest.fixture
def other(window: MainWindow, report: Path) -> str:
    """Another document, which says "missile defence" once and at its end."""
    report.write_text(report.read_text() + "\n\nThis was about missile defence.\n")
    (result,) = finish(window.parts.library.shelf.import_paths([report]))
    assert result.document is not None
    return result.document.id


def spans(window: MainWindow, document: str) -> list[tuple[int, int]]:
    found = window.parts.library.mentions.spread(TERM, (document,))[0]
    return [(start, start + length) for start, length in found.spans]


def test_the_chosen_term_is_marked_in_every_document_that_is_opened(
    qtbot: QtBot, window: MainWindow, other: str
) -> None:
    window.wiring.glossary.show_term(TERM)
    settle(qtbot, window)
    chosen = window.parts.reader._marks.chosen
    assert chosen.between(0, 10**6) == spans(window, window.parts.session.document.id)
    window.parts.session.open_document(other)
    settle(qtbot, window)
    assert window.parts.reader._marks.chosen.between(0, 10**6) == spans(window, other)


def test_f4_walks_through_all_mentions_and_on_into_the_next_document(
    qtbot: QtBot, window: MainWindow, other: str
) -> None:
    session = window.parts.session
    first = session.document.id
    window.wiring.glossary.show_term(TERM)
    settle(qtbot, window)
    window.parts.glossary.entry.turn_to_view(window.parts.glossary.entry.mentions)
    expected = [(first, start) for start, _ in spans(window, first)] + [(other, spans(window, other)[0][0])]
    seen = []
    session.place_wanted.connect(lambda start, _end, _flash: seen.append((session.document.id, start)))
    for _ in expected:
        window.parts.actions["next_mention"].trigger()
        settle(qtbot, window)
    assert seen == expected
    window.parts.actions["next_mention"].trigger()
    window.parts.actions["previous_mention"].trigger()
    assert seen[-2:] == [expected[0], expected[-1]]


def test_f4_goes_on_from_where_the_reader_stands(qtbot: QtBot, window: MainWindow) -> None:
    session = window.parts.session
    window.wiring.glossary.show_term(TERM)
    settle(qtbot, window)
    last = spans(window, session.document.id)[-1]
    window.parts.reader.scroll_to(*last, at=0.0)
    seen = []
    session.place_wanted.connect(lambda start, _end, _flash: seen.append(start))
    first = window.parts.reader.visible_range()[0]
    window.parts.actions["next_mention"].trigger()
    assert seen[0] >= first


def test_f4_without_a_term_says_what_to_do(window: MainWindow) -> None:
    window.parts.actions["next_mention"].trigger()
    assert "Open a term first" in window.parts.notices.notices()[-1].text


def test_the_sentences_come_when_the_entry_is_opened(qtbot: QtBot, window: MainWindow) -> None:
    window.wiring.glossary.show_term(TERM)
    settle(qtbot, window)
    rows = window.parts.glossary.entry.mentions.list.rows()
    cards = [row for row in rows if row.shape is Shape.CARD]
    assert len(cards) == len(spans(window, window.parts.session.document.id))
    assert all("defen" in row.body[slice(*row.spans[0])].casefold() for row in cards)


def test_a_removed_term_is_marked_no_more(qtbot: QtBot, window: MainWindow) -> None:
    window.wiring.glossary.show_term(TERM)
    settle(qtbot, window)
    window.parts.glossary.removal_requested.emit(window.parts.library.glossary.find(TERM))
    settle(qtbot, window)
    assert window.parts.glossary.shown_term() is None
    assert window.parts.reader._marks.chosen.between(0, 10**6) == []


def test_a_hushed_term_is_marked_no_more_until_that_is_undone(qtbot: QtBot, window: MainWindow) -> None:
    def terms() -> set[str]:
        return {each.term for each in window.parts.reader._marks.mentions.between(0, 10**6)}

    assert TERM in terms()
    window.parts.card.hush_requested.emit(TERM)
    assert TERM not in terms()
    assert len(terms()) > 3
    window.parts.actions["undo"].trigger()
    assert TERM in terms()


def test_one_mark_on_each_screen_follows_the_size_of_the_text(qtbot: QtBot, window: MainWindow) -> None:
    def marks() -> int:
        return len(window.parts.reader._marks.mentions)

    every = marks()
    window.choose(mark_terms="screen")
    once = marks()
    assert 0 < once < every
    window.choose(size=40)
    qtbot.waitUntil(lambda: marks() > once, timeout=5_000)


def test_a_term_looked_up_in_the_text_is_remembered_with_its_sentence(qtbot: QtBot, window: MainWindow) -> None:
    reader, encounters = window.parts.reader, window.parts.library.encounters
    start = spans(window, window.parts.session.document.id)[-1][0]
    reader.mention_activated.emit(TERM, start)
    settle(qtbot, window)
    (met,) = encounters.all()
    assert met.term == TERM
    assert met.start == start
    assert "missile defen" in met.sentence.casefold()
    window.parts.glossary.show_list()
    window.parts.reader.scroll_to(0, 0)
    window.parts.glossary.met.encounter_opened.emit(met)
    assert window.parts.glossary.shown_term() == TERM
    first, last = reader.visible_range()
    assert first <= start < last
    window.parts.glossary.met.clear_requested.emit()
    assert encounters.all() == []
    window.parts.actions["undo"].trigger()
    assert encounters.all() == [met]


def test_a_term_opened_from_the_list_was_not_met_in_the_text(qtbot: QtBot, window: MainWindow) -> None:
    window.parts.glossary.term_chosen.emit(TERM)
    settle(qtbot, window)
    assert window.parts.library.encounters.all() == []


def test_the_map_of_a_term_leads_from_term_to_term(qtbot: QtBot, window: MainWindow) -> None:
    glossary = window.parts.glossary
    window.wiring.glossary.show_term(TERM)
    settle(qtbot, window)
    related = window.parts.library.glossary.find(TERM).related[0]
    assert related in [row.value for row in glossary.entry.map.list.rows()]
    glossary.entry.map.term_chosen.emit(related)
    assert glossary.shown_term() == related
    assert TERM in [row.value for row in glossary.entry.map.list.rows()]
