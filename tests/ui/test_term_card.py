# SPDX-License-Identifier: MIT
"""The card over a word: what it says, where it stands, how it is reached and left."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from companion.document.model import BlockKind, Mark
from companion.glossary.model import Term
from companion.ui.term_card import HoverCard, Standing, opening
from tests.ui.pages import block, run, theme

TERM = Term(
    "security dilemma",
    "One state's defence looks like a threat to another. "
    + "Each arms for its own safety and is the less safe for it. " * 8,
    category="Theory",
    related=("arms race stability", "deterrence <b>"),
)


@pytest.fixture
def window(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(900, 600)
    widget.line = QPushButton("text", widget)
    widget.show()
    qtbot.waitExposed(widget)
    widget.activateWindow()
    return widget


@pytest.fixture
def card(window):
    theme()
    return HoverCard(window)


def word_at(window: QWidget, x: int, y: int) -> QRect:
    return QRect(window.mapToGlobal(QPoint(x, y)), QSize(60, 22))


def texts(card: HoverCard) -> str:
    return "\n".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())


def test_a_term_is_shown_in_short(card, window):
    card.show_term(TERM, Standing(23, 2), word_at(window, 200, 200))
    shown = texts(card)
    assert "security dilemma" in shown
    assert "Theory" in shown
    assert "One state's defence looks like a threat to another." in shown
    assert "23 mentions in 2 documents" in shown
    assert "deterrence &lt;b&gt;" in shown
    assert len(opening(TERM.definition)) <= 222


def test_a_term_without_mentions_or_category_says_so_and_no_more(card, window):
    card.show_term(Term("decoy", "A false target."), Standing(0, 0), word_at(window, 200, 200))
    assert texts(card) == "decoy\nA false target.\nNot mentioned in the library"
    card.show_term(Term("decoy", "A false target."), Standing(1, 1), word_at(window, 200, 200))
    assert "1 mention in 1 document" in texts(card)


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Short.", "Short."),
        ("Two\nlines.", "Two lines."),
        ("First sentence of some length, which says what it is and for whom. " + "Second one. " * 30, "Second one."),
        ("word " * 100, "word …"),
        ("x" * 500, "x …"),
    ],
)
def test_the_opening_of_a_definition_ends_well(text, short):
    assert opening(text).endswith(short)
    assert len(opening(text)) <= 222


@pytest.mark.parametrize("x", [0, 450, 880])
@pytest.mark.parametrize("y", [0, 250, 570])
def test_the_card_never_leaves_its_window_nor_covers_the_word(card, window, x, y):
    card.show_term(TERM, Standing(23, 2), word_at(window, x, y))
    assert window.rect().contains(card.geometry())
    assert not card.geometry().intersects(QRect(x, y, 60, 22))


def test_a_card_in_a_window_too_low_for_it_is_still_seen_from_its_top(card, window):
    window.resize(380, 120)
    card.show_term(TERM, Standing(23, 2), word_at(window, 10, 60))
    assert card.pos().y() >= 0
    assert card.pos().x() >= 0


def test_a_note_is_shown_with_its_emphasis_and_without_the_way_back(card, window):
    note = block(
        run("The seed says "), run("censor", Mark.EMPHASIS), run(" & <means> "), run("sensor()", Mark.CODE),
        run(" ↩", link="#fnref1"), kind=BlockKind.NOTE,
    )  # fmt: skip
    card.show_note([note, block("A second paragraph.", kind=BlockKind.NOTE)], word_at(window, 200, 200))
    shown = texts(card)
    assert "<em>censor</em> &amp; &lt;means&gt;" in shown
    assert "JetBrains Mono" in shown
    assert "A second paragraph." in shown
    assert "↩" not in shown
    assert "mention" not in shown
    assert card.height() > 60


def test_a_long_note_is_scrolled(card, window):
    card.show_note([block("A long note. " * 300, kind=BlockKind.NOTE)], word_at(window, 200, 100))
    assert card.height() < 320


def test_a_link_of_a_note_is_announced_and_never_opened(card, window, qtbot):
    card.show_note([block(run("there", link="https://example.org/"))], word_at(window, 200, 200))
    label = next(each for each in card.findChildren(QLabel) if "there" in each.text())
    assert not label.openExternalLinks()
    with qtbot.waitSignal(card.link_activated) as told:
        label.linkActivated.emit("https://example.org/")
    assert told.args == ["https://example.org/"]
    assert not card.isVisible()


def test_the_entry_and_related_terms_are_opened_from_the_card(card, window, qtbot):
    card.show_term(TERM, Standing(1, 1), word_at(window, 200, 200))
    with qtbot.waitSignal(card.term_opened) as told:
        qtbot.mouseClick(card.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert told.args == ["security dilemma"]
    card.show_term(TERM, Standing(1, 1), word_at(window, 200, 200))
    related = next(each for each in card.findChildren(QLabel) if "See also" in each.text())
    with qtbot.waitSignal(card.term_opened) as told:
        related.linkActivated.emit("1")
    assert told.args == ["arms race stability"]


def test_the_counts_of_the_open_document_are_told_where_they_are_not_all(card, window):
    card.show_term(TERM, Standing(23, 2, 9), word_at(window, 200, 200))
    assert "9 in this document · 23 mentions in 2 documents" in texts(card)
    card.show_term(TERM, Standing(9, 1, 9), word_at(window, 200, 200))
    assert "in this document" not in texts(card)


def test_the_document_that_defines_a_term_is_named(card, window):
    card.show_term(TERM, Standing(9, 1, 9, "“The ABM Treaty”, p. 4"), word_at(window, 200, 200))
    assert "Defined in “The ABM Treaty”, p. 4" in texts(card)


def test_a_known_term_is_hushed_from_the_card(card, window, qtbot):
    card.show_term(TERM, Standing(1, 1), word_at(window, 200, 200))
    button = next(each for each in card.findChildren(QPushButton) if each.text() == "I know this")
    with qtbot.waitSignal(card.hush_requested) as told:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told.args == ["security dilemma"]
    assert not card.isVisible()


def test_the_keyboard_goes_into_the_card_and_escape_gives_it_back(card, window, qtbot):
    window.line.setFocus()
    card.show_term(TERM, Standing(1, 1), word_at(window, 200, 200), focus=True)
    button = card.findChild(QPushButton)
    qtbot.waitUntil(button.hasFocus)
    visited = []
    for _step in range(5):  # the two buttons, the line of links, and both of them
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        visited.append(window.focusWidget())
    assert all(card.isAncestorOf(each) for each in visited)
    assert visited[0] is not button
    assert visited[-1] is button
    card.hide_soon()
    qtbot.wait(300)
    assert card.isVisible()  # it is in use
    qtbot.keyClick(button, Qt.Key.Key_Escape)
    assert not card.isVisible()
    assert window.line.hasFocus()


def test_a_note_without_links_takes_the_keyboard_itself(card, window, qtbot):
    window.line.setFocus()
    card.show_note([block("Nothing to press.")], word_at(window, 200, 200), focus=True)
    qtbot.waitUntil(card.hasFocus)
    qtbot.keyClick(card, Qt.Key.Key_Tab)
    assert card.hasFocus()
    qtbot.keyClick(card, Qt.Key.Key_Escape)
    assert window.line.hasFocus()


def test_the_card_does_not_take_the_keyboard_unasked(card, window):
    window.line.setFocus()
    card.show_term(TERM, Standing(1, 1), word_at(window, 200, 200))
    assert window.line.hasFocus()


def test_the_mouse_has_time_to_reach_the_card(card, window, qtbot):
    card.show_term(TERM, Standing(1, 1), word_at(window, 200, 200))
    card.hide_soon()
    qtbot.wait(100)
    assert card.isVisible()
    QApplication.sendEvent(card, QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(card.mapToGlobal(QPoint(5, 5)))))
    qtbot.wait(250)
    assert card.isVisible()
    QApplication.sendEvent(card, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: not card.isVisible(), timeout=2_000)
