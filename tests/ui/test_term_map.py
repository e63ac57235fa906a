# SPDX-License-Identifier: MIT
"""The map of terms and its list: walked by the keyboard, chosen by Enter and the mouse, drawn in every theme."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from companion.glossary.network import Network, Node
from companion.ui.map_view import MapView
from companion.ui.rows import Shape
from tests.ui.panel_samples import heard, show, theme

AROUND = Network(
    (Node("radar", 0, 9), Node("sensor", 1, 4), Node("decoy", 1), Node("warhead", 1, 1), Node("very far orbit", 2)),
    ((0, 1), (0, 2), (0, 3), (1, 4)),
)


@pytest.fixture
def view(qtbot: QtBot) -> MapView:
    made = show(qtbot, MapView(), width=340, height=520)
    made.show_network(AROUND)
    made.map.setFocus()
    return made


def test_arrows_walk_to_the_term_in_their_direction_and_the_list_follows(view: MapView) -> None:
    boxes = {name: box.center() for name, box in view.map.boxes().items()}
    top = min(boxes, key=lambda name: boxes[name].y() if name != "very far orbit" else 1e9)
    assert view.map.current() == "radar"
    seen = set()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right) * 6:
        before = boxes[view.map.current()]
        QTest.keyClick(view.map, key)
        after = boxes[view.map.current()]
        if before != after:
            across = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0)
            down = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key, 0)
            assert (after.x() - before.x()) * across + (after.y() - before.y()) * down > 0
            current = view.list.current_row()
            assert current is None or current.value == view.map.current() or view.map.current() == "radar"
        seen.add(view.map.current())
    assert len(seen) >= 3
    assert top in boxes
    QTest.keyClick(view.map, Qt.Key.Key_Home)
    assert view.map.current() == "radar"


def test_enter_and_a_click_choose_a_term(view: MapView) -> None:
    said = heard(view, "term_chosen")
    QTest.mouseClick(view.map, Qt.MouseButton.LeftButton, pos=view.map.boxes()["sensor"].center().toPoint())
    QTest.keyClick(view.map, Qt.Key.Key_Home)
    QTest.keyClick(view.map, Qt.Key.Key_Return)
    assert said == [("term_chosen", "sensor"), ("term_chosen", "radar")]


def test_the_list_has_every_term_of_the_map_in_words(view: MapView) -> None:
    titles = [row.title for row in view.list.rows()]
    assert titles == ["Related", "sensor", "decoy", "warhead", "Two steps away", "very far orbit"]
    spoken = [row.spoken for row in view.list.rows() if row.shape is Shape.ENTRY]
    assert spoken[:2] == ["sensor, 4 mentions", "decoy, not mentioned here"]
    said = heard(view, "term_chosen")
    view.list.setFocus()
    view.list.select(2)
    QTest.keyClick(view.list, Qt.Key.Key_Down)
    assert view.map.current() == "warhead"
    QTest.keyClick(view.list, Qt.Key.Key_Return)
    assert said == [("term_chosen", "warhead")]


def test_a_screen_reader_hears_the_term_and_its_mentions(view: MapView) -> None:
    assert view.map.accessibleDescription() == "radar · 9 mentions here"
    view.map.walk_to("decoy")
    assert view.map.accessibleDescription() == "decoy · not mentioned in this document"


def test_a_term_is_as_large_as_it_is_often_mentioned(view: MapView) -> None:
    radii = [view.map._radius(number) for number in range(5)]
    assert radii[0] > radii[1] > radii[3] > radii[2] == radii[4]


def test_the_list_goes_beside_the_map_where_there_is_room(view: MapView) -> None:
    assert view.list.y() > view.map.y()
    view.resize(800, 500)
    QTest.qWait(1)
    assert view.list.x() > view.map.x()


def test_a_term_that_is_related_to_none_says_what_to_do(qtbot: QtBot) -> None:
    view = show(qtbot, MapView())
    view.show_network(Network((Node("radar", 0),), ()))
    assert not view.map.isVisible()


@pytest.mark.parametrize("name", ["light", "sepia", "dark", "contrast"])
def test_the_middle_is_drawn_in_the_colour_of_the_glossary(view: MapView, name: str) -> None:
    view.set_theme(theme(name))
    view.map.repaint()
    box = view.map.boxes()["radar"]
    point = view.map._centre(0).toPoint()
    assert box.contains(point)
    assert view.map.grab().toImage().pixelColor(point) == QColor(theme(name).glossary)


def test_escape_and_backspace_lead_back(view: MapView) -> None:
    said = heard(view.map, "return_to_text_requested", "back_requested")
    QTest.keyClick(view.map, Qt.Key.Key_Escape)
    QTest.keyClick(view.map, Qt.Key.Key_Backspace)
    assert said == [("return_to_text_requested",), ("back_requested",)]
