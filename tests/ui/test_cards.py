# SPDX-License-Identifier: MIT
import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from companion.ui.card_text import Faces, SetRow, flow, set_row, to_units
from companion.ui.row_list import RowList
from companion.ui.rows import Row, Shape
from companion.ui.theme import ui_font
from tests.ui.panel_samples import SENTENCE, show, theme


@pytest.fixture
def faces(qtbot: QtBot) -> Faces:
    return Faces.around(ui_font())


def texts(made: SetRow) -> list[str]:
    return [piece.layout.text() for piece in made.pieces]


def test_a_card_grows_as_it_gets_narrower(faces: Faces) -> None:
    row = Row(Shape.CARD, "Section", body=SENTENCE, meta="p. 12")
    assert set_row(row, 260, faces).height > set_row(row, 420, faces).height


def test_a_long_text_ends_in_an_ellipsis_after_a_whole_word(faces: Faces) -> None:
    piece = flow(SENTENCE * 4, faces.body, 200, 3)
    text = piece.layout.text()
    assert piece.layout.lineCount() == 3
    assert text.endswith("…")
    assert text[:-1] == SENTENCE[: len(text) - 1]
    assert SENTENCE[len(text) - 1] in " ."


def test_a_text_that_fits_is_left_whole(faces: Faces) -> None:
    assert flow(SENTENCE, faces.body, 400, 3).layout.text() == SENTENCE


def test_hits_after_characters_outside_the_basic_plane_stand_where_they_stand_in_the_text(faces: Faces) -> None:
    text = "🚀🛰 the shield"
    start = text.index("shield")
    piece = flow(text, faces.body, 300, 1, spans=((start, start + 6),))
    begin, end = piece.spans[0]
    assert text.encode("utf-16-le")[2 * begin : 2 * end].decode("utf-16-le") == "shield"
    assert to_units(text, 0) == 0


def test_markup_in_a_document_is_shown_as_it_stands(faces: Faces) -> None:
    hostile = "<b>bold</b> <img src='file:///etc/passwd'>"
    assert hostile in texts(set_row(Row(Shape.CARD, "x", body=hostile), 420, faces))


def test_the_page_stays_when_a_long_title_has_to_give_way(faces: Faces) -> None:
    row = Row(Shape.CARD, "Section", meta="A very long title of a report about missile defence in Europe · p. 12")
    small = texts(set_row(row, 260, faces))[-1]
    assert small.endswith("… · p. 12")


def test_the_headings_around_give_way_to_the_last_one(faces: Faces) -> None:
    row = Row(Shape.CARD, "2.3 The security dilemma", lead="Part II. Missile defence › Stability › ")
    wide, narrow = texts(set_row(row, 600, faces)), texts(set_row(row, 240, faces))
    assert wide == ["Part II. Missile defence › Stability › ", "2.3 The security dilemma"]
    assert narrow[-1] == "2.3 The security dilemma"
    assert narrow[0] != wide[0]


def test_the_words_of_context_lines_stand_below_one_another(faces: Faces) -> None:
    lines = [("a ", " b"), ("on account of the long and bitter security ", " between Russia and NATO")]
    places = []
    for before, after in lines:
        span = (len(before), len(before) + 7)
        made = set_row(Row(Shape.CONTEXT, "x", body=f"{before}dilemma{after}", spans=(span,)), 300, faces)
        places.append(next(piece.at.x() for piece in made.pieces if piece.layout.text() == "dilemma"))
    assert places[0] == places[1]


@pytest.mark.parametrize("name", ["light", "sepia", "dark", "contrast"])
def test_a_hit_is_drawn_on_the_colour_of_hits_and_a_bookmark_with_its_edge(qtbot: QtBot, name: str) -> None:
    rows = RowList("Passages", "hit")
    start = SENTENCE.index("dilemma")
    rows.set_rows([Row(Shape.CARD, "Section", body=SENTENCE, spans=((start, start + 7),), edge="blue")])
    show(qtbot, rows, height=200, name=name)
    colours = _colours(rows.grab().toImage())
    chosen = theme(name)
    assert QColor(chosen.hit).rgb() in colours
    assert QColor(chosen.blue.edge).rgb() in colours


def test_dimmed_rows_are_drawn_paler(qtbot: QtBot) -> None:
    rows = RowList("Passages", "hit")
    rows.set_rows([Row(Shape.CARD, "Section", body=SENTENCE, spans=((0, 3),))])
    show(qtbot, rows, height=200)
    assert QColor(theme().hit).rgb() in _colours(rows.grab().toImage())
    rows.set_dimmed(True)
    assert QColor(theme().hit).rgb() not in _colours(rows.grab().toImage())


def _colours(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(image.height())}
