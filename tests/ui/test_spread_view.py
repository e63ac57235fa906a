# SPDX-License-Identifier: MIT
"""The bars of a term: what is long, dim and bold, and where they lead."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from companion.library.mentions import DocumentSpread, SectionSpread
from companion.ui.rows import Row, Shape
from companion.ui.spread_view import SpreadView
from tests.ui.panel_samples import REPORT, TREATY, heard, show, spread

PARTS = (
    SectionSpread("", 1, 0, 50, 1),
    SectionSpread("Causes", 1, 50, 100, 0),
    SectionSpread("Cures", 2, 100, 200, 2),
)
HERE = DocumentSpread("d0", REPORT, "2023", ((10, 4), (110, 4), (150, 5)), PARTS)


@pytest.fixture
def view(qtbot: QtBot) -> SpreadView:
    made = show(qtbot, SpreadView())
    made.show_spread((HERE, spread(6, "d1")), "d0")
    return made


def bars(view: SpreadView) -> list[Row]:
    return [row for row in view.list.rows() if row.shape is Shape.BAR]


def enter(view: SpreadView, row: Row) -> None:
    view.list.select(list(view.list.rows()).index(row))
    QTest.keyClick(view.list, Qt.Key.Key_Return)


def test_sections_come_first_and_then_the_documents_with_most_mentions_first(view: SpreadView) -> None:
    assert [row.title for row in view.list.rows()] == [
        "In this document", "Before the first heading", "Causes", "Cures", "In 2 documents", TREATY, REPORT,
    ]  # fmt: skip
    assert [row.fraction for row in bars(view)] == [0.5, None, 1.0, 1.0, 0.5]
    assert [row.aside for row in view.list.rows()] == ["3", "1", "", "2", "9", "6", "3"]
    assert bars(view)[2].depth == 1


def test_a_section_without_mentions_is_dim(view: SpreadView) -> None:
    view.set_place(120)
    assert [row.ink for row in bars(view)[:3]] == ["", "muted", ""]


def test_the_section_in_which_the_reader_stands_is_bold_and_said(view: SpreadView) -> None:
    for offset, number in ((20, 0), (60, 1), (199, 2)):
        view.set_place(offset)
        assert [row.marked for row in bars(view)[:3]] == [each == number for each in range(3)]
        assert bars(view)[number].spoken.endswith("you are here")


def test_a_bar_leads_to_the_first_mention_and_an_empty_one_to_its_heading(view: SpreadView) -> None:
    said = heard(view, "place_chosen")
    for row in bars(view):
        enter(view, row)
    assert [each[1:] for each in said] == [("d0", 10, 4), ("d0", 50, 0), ("d0", 110, 4), ("d1", 0, 16), ("d0", 10, 4)]


def test_without_an_open_document_only_the_documents_are_shown(view: SpreadView) -> None:
    view.show_spread((spread(6, "d1"),), None)
    assert [row.title for row in view.list.rows()] == ["In 1 document", TREATY]
