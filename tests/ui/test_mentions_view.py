# SPDX-License-Identifier: MIT
"""The mentions of a term: grouped, fetched as they are unfolded, and opened."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from companion.library.mentions import DocumentSpread, SectionSpread
from companion.ui.mentions_view import MentionsView
from companion.ui.rows import Shape
from tests.ui.panel_samples import REPORT, TREATY, heard, place, show, spread


@pytest.fixture
def view(qtbot: QtBot) -> MentionsView:
    return show(qtbot, MentionsView())


def titles(view: MentionsView, shape: Shape) -> list[str]:
    return [row.title for row in view.list.rows() if row.shape is shape]


def unfold(view: MentionsView, number: int) -> None:
    view.list.select(number)
    QTest.keyClick(view.list, Qt.Key.Key_Right)


def test_mentions_stand_under_their_documents_and_sections(view: MentionsView) -> None:
    said = heard(view, "places_wanted")
    view.show_spread((spread(3), spread(2, "d1")), fresh=True)
    assert said == [("places_wanted", "d0", 0, 300)]
    view.add_places("d0", [place(0), place(1), place(2)])
    assert [row.title for row in view.list.rows()] == [REPORT, "2.3", "", "", "", TREATY, "2.3"]
    group, section, mention = view.list.rows()[:3]
    assert (group.aside, section.aside, section.depth) == ("3", "3", 1)
    assert mention.body[slice(*mention.spans[0])] == "security dilemma"
    assert mention.spoken.startswith("2.3, page 10, The deployment")


def test_the_groups_of_a_single_document_are_its_sections(view: MentionsView) -> None:
    view.show_spread((spread(3),), fresh=True)
    assert [(row.title, row.depth) for row in view.list.rows()] == [("2.3", 0)]


def test_a_document_without_headings_lists_its_mentions_at_once(view: MentionsView) -> None:
    said = heard(view, "places_wanted")
    view.show_spread((DocumentSpread("d0", REPORT, "", ((0, 16),), ()),), fresh=True)
    assert said[0][:3] == ("places_wanted", "d0", 0)
    view.add_places("d0", [place(0)])
    assert [row.shape for row in view.list.rows()] == [Shape.CARD]


def test_the_sentences_of_another_document_come_when_it_is_unfolded(view: MentionsView) -> None:
    view.show_spread((spread(1), spread(2, "d1")), fresh=True)
    view.add_places("d0", [place(0)])
    said = heard(view, "places_wanted")
    unfold(view, 3)
    assert said == [("places_wanted", "d1", 0, 200)]


def test_a_section_that_is_folded_at_first_is_fetched_when_it_is_unfolded(view: MentionsView) -> None:
    parts = (SectionSpread("A", 1, 0, 3000, 30), SectionSpread("B", 1, 3000, 6000, 30))
    spans = tuple((100 * number, 16) for number in range(60))
    said = heard(view, "places_wanted")
    view.show_spread((DocumentSpread("d0", REPORT, "", spans, parts),), fresh=True)
    assert said == [("places_wanted", "d0", 0, 3000)]
    unfold(view, 1)
    assert said[1:] == [("places_wanted", "d0", 3000, 6000)]


def test_ten_thousand_mentions_are_fetched_in_stretches(view: MentionsView) -> None:
    said = heard(view, "places_wanted")
    view.show_spread((spread(10_000),), fresh=True)
    view.add_places("d0", [place(number) for number in range(100)])
    more = view.list.rows()[-1]
    assert more.title == "Show 100 more of 9,900"
    view.list.select(len(view.list.rows()) - 1)
    QTest.keyClick(view.list, Qt.Key.Key_Return)
    assert said[1:] == [("places_wanted", "d0", 9901, 1_000_000)]
    view.add_places("d0", [place(number) for number in range(100, 200)])
    assert len(titles(view, Shape.CARD)) == 200


def test_a_mention_is_opened_by_enter_and_shown_while_one_walks(view: MentionsView) -> None:
    view.show_spread((spread(2),), fresh=True)
    view.add_places("d0", [place(0), place(1)])
    said = heard(view, "place_opened")
    view.list.select(1)
    QTest.keyClick(view.list, Qt.Key.Key_Down)
    QTest.keyClick(view.list, Qt.Key.Key_Return)
    assert said == [("place_opened", place(1)), ("place_opened", place(1))]
    view.select("d0", 0)
    current = view.list.current_row()
    assert current is not None
    assert current.value == place(0)


def test_what_is_unfolded_stays_so_when_the_mentions_change(view: MentionsView) -> None:
    view.show_spread((spread(1), spread(2, "d1")), fresh=True)
    view.add_places("d0", [place(0)])
    unfold(view, 3)
    view.add_places("d1", [place(0, "d1"), place(1, "d1")])
    said = heard(view, "places_wanted")
    view.show_spread((spread(1), spread(3, "d1")), fresh=False)
    assert said == [("places_wanted", "d1", 0, 300)]
    view.add_places("d1", [place(number, "d1") for number in range(3)])
    assert len(titles(view, Shape.CARD)) == 4


def test_sentences_of_a_document_that_is_gone_are_left_out(view: MentionsView) -> None:
    view.show_spread((spread(1),), fresh=True)
    view.add_places("d9", [place(0, "d9")])
    assert titles(view, Shape.CARD) == []
