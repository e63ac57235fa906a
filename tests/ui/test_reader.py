# SPDX-License-Identifier: MIT
"""The reading pane: places kept to the line, marks painted where they belong, everything reachable by key and mouse."""

import re

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QUrl
from PySide6.QtGui import QAccessible, QColor, QContextMenuEvent, QGuiApplication, QTextDocument, QWheelEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QPushButton, QStyle, QStyleOptionSlider, QWidget

from companion.document.bookmark import AnchorState, Bookmark
from companion.document.model import Anchor, BlockKind, Mark
from companion.glossary.model import Mention
from companion.ui import reader as reader_module
from companion.ui.lines import line_boxes
from companion.ui.reader import Reader
from companion.ui.scroll_strip import ScrollStrip, StripKind
from companion.ui.theme import Themes, style_sheet
from companion.ui.typesetting import MARGIN, Look, TypesetPage, column_width
from tests.ui.pages import block, heading, page_of, run, table, theme

START = 5_000
WORDS = "Missile defense remains a challenge to both international and national security 🚀 as the authors see it. "


def long_page(start: int = START) -> TypesetPage:
    """Some twelve screens with a bit of everything."""
    parts = [
        heading("The report"),
        block("An opening with a term and ", run("a link", link="https://example.org/a b"), "."),
    ]
    for number in range(12):
        parts += [
            heading(f"Part {number}", 2),
            block(f"Place {number}. ", WORDS * 6, run("1", Mark.SUPERSCRIPT, link="#fn1")),
            block(f"Figure {number}", kind=BlockKind.FIGURE, image="picture"),
            table("Name|Range|Note", f"System {number}|{number}00|" + WORDS * 2, header=True),
            block(WORDS * 4, kind=BlockKind.QUOTE, quote=1),
        ]
    parts.append(block("What the note says.", kind=BlockKind.NOTE, marker="1.", names=("fn1",)))
    return page_of(*parts, start=start)


@pytest.fixture
def reader(qtbot):
    widget = Reader()
    qtbot.addWidget(widget)
    widget.resize(820, 600)
    widget.set_theme(theme())
    widget.show_page(long_page())
    widget.show()
    qtbot.waitExposed(widget)
    QApplication.processEvents()
    return widget


def bar(reader: Reader):
    return reader.verticalScrollBar()


def at(reader: Reader, words: str, nth: int = 0) -> int:
    """The offset at which `words` stand."""
    places = [match.start() for match in re.finditer(re.escape(words), reader.page.text)]
    return reader.page.map.start + places[nth]


def spot(reader: Reader, offset: int, length: int = 1) -> QPoint:
    """The middle of a range, in the viewport."""
    box = line_boxes(reader.page.document, *reader.page.map.range_to_qt(offset, offset + length))[0]
    return QPointF((box.left + box.right) / 2, box.baseline - box.size * 0.3 - bar(reader).value()).toPoint()


def colours(reader: Reader, offset: int, length: int, grow: int = 3) -> set[str]:
    """The colours around a range as it is painted."""
    boxes = line_boxes(reader.page.document, *reader.page.map.range_to_qt(offset, offset + length))
    picture = reader.viewport().grab().toImage()
    found = set()
    for box in boxes:
        area = box.rect.translated(0, -bar(reader).value()).toAlignedRect().adjusted(-grow, -grow, grow, grow)
        area &= picture.rect()
        found |= {
            picture.pixelColor(x, y).name().upper()
            for x in range(area.left(), area.right() + 1)
            for y in range(area.top(), area.bottom() + 1)
        }
    return found


def turn_wheel(widget: QWidget, delta: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    point = QPointF(5, 100)
    event = QWheelEvent(
        point, QPointF(widget.mapToGlobal(point)), QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


# Places


@pytest.mark.parametrize("height", [0, 1, 37, 333, 1_000, 2_222, 3_141, 4_000])
def test_a_place_is_restored_to_the_line(reader, height):
    bar(reader).setValue(height)
    place = reader.place()
    reader.show_page(long_page())
    bar(reader).setValue(777)
    reader.restore(*place)
    assert bar(reader).value() == height


def test_the_end_of_a_section_is_a_place_too(reader):
    reader.page.document.size()
    bar(reader).setValue(10**6)
    height, place = bar(reader).value(), reader.place()
    reader.show_page(long_page())
    reader.restore(*place)
    assert bar(reader).value() == height


@pytest.mark.parametrize("size", [12, 26, 32])
def test_zoom_keeps_the_place(reader, size):
    reader.scroll_to(at(reader, "Place 5"), at(reader, "Place 5") + 5, at=0)
    before = reader.place()
    reader.set_look(Look(size=size))
    after = reader.place()
    assert reader.page.look.size == size
    assert after[0] == before[0]
    assert after[1] == pytest.approx(before[1], abs=0.1)


def test_a_theme_and_a_new_size_of_the_window_keep_the_place_and_the_marks(reader):
    hit = at(reader, "Place 7")
    reader.set_hits([(hit, hit + 5)], 0)
    reader.select(hit, hit + 7)
    reader.scroll_to(hit, hit, flash=False)
    before = bar(reader).value()
    reader.set_theme(Themes()["dark"])
    assert bar(reader).value() == before
    assert reader.selection() == (hit, hit + 7)
    reader.clear_selection()
    assert Themes()["dark"].current in colours(reader, hit, 5)
    first = reader.place()[0]
    reader.resize(500, 600)
    QApplication.processEvents()
    reader.resize(820, 600)
    QApplication.processEvents()
    assert reader.place()[0] == first


def test_a_hit_stands_a_third_down_and_flashes_for_a_moment(reader, qtbot):
    hit = at(reader, "Place 8")
    reader.scroll_to(hit, hit + 7)
    assert spot(reader, hit).y() == pytest.approx(reader.viewport().height() / 3 + 10, abs=12)
    assert theme().tint in colours(reader, hit, 7)
    qtbot.waitUntil(lambda: theme().tint not in colours(reader, hit, 7), timeout=3_000)


def test_the_place_is_told_when_the_reader_scrolls_but_not_while_a_page_is_shown(reader, qtbot):
    told = []
    reader.place_changed.connect(told.append)
    reader.show_page(long_page())
    reader.set_look(Look(size=20))
    assert told == []
    bar(reader).setValue(900)
    assert told == [reader.place()[0]]


def test_the_visible_range_and_the_progress_follow_the_page(reader):
    assert reader.visible_range()[0] == START
    assert reader.progress() == 0
    bar(reader).setValue(1_500)
    first, last = reader.visible_range()
    assert first == reader.place()[0] > START
    last_letter = START + len(reader.page.text[: last - START].rstrip()) - 1
    assert 0 <= spot(reader, last_letter).y() <= reader.viewport().height() + 30
    assert 0 < reader.progress() < 1
    reader.page.document.size()
    bar(reader).setValue(10**6)
    assert reader.progress() == 1
    assert reader.visible_range()[1] == reader.page.map.end


def test_a_place_given_before_the_window_has_its_size_is_kept(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    layout = QHBoxLayout(window)
    widget = Reader(window)
    layout.addWidget(widget)
    widget.set_theme(theme())
    widget.show_page(long_page())
    goal = at(widget, "Place 6")
    widget.restore(goal, 0.0)
    window.resize(1_300, 700)
    window.show()
    qtbot.waitExposed(window)
    assert widget.place()[0] == goal


# The column


def test_the_column_stands_in_the_middle_and_stays_a_column(reader):
    for width in (820, 1_400, 3_000):
        reader.resize(width, 600)
        view = reader.viewport().geometry()
        assert view.width() == column_width(Look()) + 2 * MARGIN
        assert abs(view.left() - (width - bar(reader).width() - view.right())) <= 2
    reader.resize(400, 600)
    assert reader.viewport().width() == 400 - bar(reader).width()


def test_the_wheel_works_over_the_free_space_beside_the_column(reader):
    reader.resize(1_400, 600)
    turn_wheel(reader, -120)
    assert bar(reader).value() > 0


# Marks


def test_hits_are_painted_and_the_current_one_has_an_outline(reader):
    first, second = at(reader, "authors", 0), at(reader, "authors", 1)
    reader.set_hits([(first, first + 7), (second, second + 7)], 1)
    assert theme().hit in colours(reader, first, 7)
    assert {theme().current, theme().edge} <= colours(reader, second, 7)
    assert theme().current not in colours(reader, first, 7)
    reader.set_hits([], -1)
    assert theme().hit not in colours(reader, first, 7)


def test_terms_have_dots_and_the_chosen_one_a_line(reader):
    term = at(reader, "term")
    reader.set_mentions([Mention("term", term, 4)])
    dots = colours(reader, term, 4)
    assert any(QColor(colour).green() - QColor(colour).red() > 30 for colour in dots)
    reader.set_chosen_term([(term, term + 4)])
    assert theme().glossary in colours(reader, term, 4)


def test_highlights_have_a_ground_and_a_bar_in_the_margin(reader):
    start = at(reader, "authors")
    reader.set_bookmarks([Bookmark("b", Anchor("d", start, start + 7), colour="green", note="a note")])
    assert theme().green.ground in colours(reader, start, 7)
    picture = reader.viewport().grab().toImage()
    margin = {picture.pixelColor(x, spot(reader, start).y()).name().upper() for x in range(MARGIN)}
    assert theme().green.edge in margin
    assert theme().green.edge in colours(reader, start + 6, 1)  # the corner that tells of a note


def test_a_lost_bookmark_is_painted_nowhere(reader):
    anchor = Anchor("d", at(reader, "authors"), at(reader, "authors") + 7)
    reader.set_bookmarks([Bookmark("b", anchor, state=AnchorState.LOST)])
    assert theme().yellow.ground not in colours(reader, anchor.start, 7)


def test_a_ribbon_stands_beside_its_line_and_can_be_pressed(reader, qtbot):
    start = at(reader, "Place 0")
    reader.set_bookmarks([Bookmark("seven", Anchor("d", start, start))])
    picture = reader.viewport().grab().toImage()
    y = spot(reader, start).y()
    red = [x for x in range(MARGIN) if picture.pixelColor(x, y).name().upper() == theme().mark]
    assert red
    with qtbot.waitSignal(reader.bookmark_ribbon_clicked) as pressed:
        qtbot.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(red[0] + 2, y))
    assert pressed.args == ["seven"]


def test_the_selection_is_painted_by_us(reader):
    start = at(reader, "authors")
    reader.select(start, start + 7)
    assert theme().selection in colours(reader, start, 7)


def test_marks_reach_into_tables_and_over_lines(reader):
    start = at(reader, "System 0")
    reader.scroll_to(start, start, flash=False)
    reader.set_hits([(start, start + 8)], None)
    assert theme().hit in colours(reader, start, 8)
    long = at(reader, "Missile defense remains", 2)
    boxes = line_boxes(reader.page.document, *reader.page.map.range_to_qt(long, long + 150))
    assert len(boxes) >= 2


def test_code_list_markers_and_panels_are_painted_around_the_text(reader):
    reader.show_page(
        page_of(
            block("print()", kind=BlockKind.CODE),
            block("done", kind=BlockKind.ITEM, indent=1, marker="[x]"),
            block("item", kind=BlockKind.ITEM, indent=1, marker="•"),
            block("words", kind=BlockKind.FIGURE, image="gone"),
            block("", kind=BlockKind.FIGURE, image="gone"),
            block("", kind=BlockKind.RULE),
            block("said", kind=BlockKind.QUOTE, quote=1, page="12"),
        )
    )
    assert theme().code in colours(reader, 0, 7, grow=8)
    picture = reader.viewport().grab().toImage()

    def beside(words: str, left: int, right: int) -> set[str]:
        y = spot(reader, at(reader, words)).y()
        return {picture.pixelColor(x, y + d).name().upper() for x in range(left, right) for d in range(-8, 9)} - {
            theme().paper
        }

    assert theme().accent in beside("done", MARGIN, MARGIN + 30)
    assert theme().muted in beside("item", MARGIN, MARGIN + 30)
    assert beside("said", MARGIN - 1, MARGIN + 4)
    assert beside("said", picture.width() - MARGIN + 8, picture.width() - 8)  # its page number


# The strip


def test_the_handle_is_drawn_where_qt_lets_it_be_dragged(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setStyleSheet(style_sheet(Themes()["light"]))
    strip = ScrollStrip()
    window.setCentralWidget(strip)
    option = QStyleOptionSlider()
    control, slider = QStyle.ComplexControl.CC_ScrollBar, QStyle.SubControl.SC_ScrollBarSlider
    for height, most, page, value in (
        (700, 2_000, 700, 0), (700, 2_000, 700, 777), (700, 2_000, 700, 2_000), (650, 400_000, 650, 123_456),
        (300, 1, 300, 1), (30, 500, 30, 250),
    ):  # fmt: skip
        strip.resize(18, height)
        strip.setRange(0, most)
        strip.setPageStep(page)
        strip.setValue(value)
        strip.initStyleOption(option)
        theirs = strip.style().subControlRect(control, option, slider, strip)
        assert abs(strip.handle()[0] - theirs.top()) <= 1
        assert strip.handle()[1] == theirs.height()
    strip.setRange(0, 0)
    assert strip.handle() == (0, 0)


def test_the_strip_shows_hits_bookmarks_and_the_chosen_term_and_leads_there(reader, qtbot):
    hits = [(at(reader, f"Place {n}"), at(reader, f"Place {n}") + 5) for n in (1, 6, 11)]
    reader.set_hits(hits, 1)
    reader.set_chosen_term([(hits[0][0], hits[0][0] + 2)])
    reader.set_bookmarks([Bookmark("b", Anchor("d", hits[2][0], hits[2][0]))])
    strip = bar(reader)
    qtbot.waitUntil(lambda: len(strip.marks()) == 6)
    kinds = [mark.kind for mark in strip.marks()]
    assert kinds == [StripKind.HIT] * 3 + [StripKind.TERM, StripKind.BOOKMARK, StripKind.CURRENT]
    fractions = [mark.fraction for mark in strip.marks()[:3]]
    assert fractions == sorted(fractions)
    assert 0 < fractions[0] < 0.2 < fractions[1] < 0.7 < fractions[2] < 1
    last = strip.marks()[2]
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(3, round(strip.height_of(last))))
    assert reader.visible_range()[0] <= hits[2][0] <= reader.visible_range()[1]
    picture = strip.grab().toImage()
    mark = strip.marks()[-1]
    assert picture.pixelColor(4, round(strip.height_of(mark))).name().upper() == theme().edge


def test_twenty_thousand_hits_make_a_strip_at_once(reader, qtbot):
    page = reader.page
    hits = [(START + n, START + n + 1) for n in range(0, len(page.text) - 1, 2)] * 1
    reader.set_hits(hits, 0)
    qtbot.waitUntil(lambda: len(bar(reader).marks()) > 100)
    assert len(bar(reader).marks()) <= 1_003


# Selecting and copying


def test_a_selection_counts_in_the_text_and_does_not_scroll(reader, qtbot):
    start = at(reader, "🚀")
    with qtbot.waitSignal(reader.selection_changed) as told:
        reader.select(start, start + 4)
    assert told.args == [start, start + 4] == list(reader.selection())
    far = at(reader, "Place 11")
    reader.select(far, far + 5)
    assert bar(reader).value() == 0
    reader.clear_selection()
    assert reader.selection()[0] == reader.selection()[1]


def test_copied_text_is_clean(reader):
    reader.show_page(
        page_of(
            block("One\u00a0hand ", run("a picture", image="picture"), " and "),
            block("x" * 450, run("bold", Mark.STRONG), run("link", link="https://example.org/?a=1&b=2")),
            table("a|b", "c|d"),
            block("a figure", kind=BlockKind.FIGURE, image="picture"),
        )
    )
    reader.selectAll()
    reader.copy()
    data = QGuiApplication.clipboard().mimeData()
    words = "One\u00a0hand a picture and \n" + "x" * 450 + "boldlink\na\tb\nc\td\na figure"
    assert data.text() == words
    assert "<strong>bold</strong>" in data.html()
    assert '<a href="https://example.org/?a=1&amp;b=2">link</a>' in data.html()
    assert "<tr><td>a</td><td>b</td></tr>" in data.html()
    assert not set("\ufffc\u200b\u2028\u2029") & set(data.text() + data.html())


def test_part_of_a_paragraph_is_copied_as_it_was_selected(reader):
    start = at(reader, "international")
    reader.select(start, start + 13)
    assert reader.createMimeDataFromSelection().text() == "international"
    assert reader.createMimeDataFromSelection().html() == "<p>international</p>"


def test_the_keyboard_selects_from_the_current_hit(reader, qtbot):
    hit = at(reader, "authors")
    far = at(reader, "Place 9")
    reader.select(far, far)
    reader.set_hits([(hit, hit + 7)], 0)
    qtbot.keyClick(reader, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(reader, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert reader.selection() == (hit, hit + 7)


# Reading by key and wheel


def test_a_page_turned_keeps_two_lines_in_view(reader, qtbot):
    before = reader.visible_range()[1]
    qtbot.keyClick(reader, Qt.Key.Key_PageDown)
    step = reader.viewport().height() - 2 * bar(reader).singleStep()
    qtbot.waitUntil(lambda: bar(reader).value() == step)
    assert reader.place()[0] < before
    qtbot.keyClick(reader, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bar(reader).value() == 2 * step)
    qtbot.keyClick(reader, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: bar(reader).value() == step)
    qtbot.keyClick(reader, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: bar(reader).value() == 0)
    qtbot.keyClick(reader, Qt.Key.Key_Down)
    assert bar(reader).value() == 29
    qtbot.keyClick(reader, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: bar(reader).value() == bar(reader).maximum())
    qtbot.keyClick(reader, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: bar(reader).value() == 0)


@pytest.mark.parametrize("key", [Qt.Key.Key_PageDown, Qt.Key.Key_Space])
def test_reading_on_at_the_end_asks_for_the_next_section(reader, qtbot, key):
    reader.page.document.size()
    bar(reader).setValue(bar(reader).maximum())
    with qtbot.waitSignal(reader.page_end_reached):
        qtbot.keyClick(reader, key)
    bar(reader).setValue(0)
    with qtbot.waitSignal(reader.page_start_reached):
        qtbot.keyClick(reader, Qt.Key.Key_PageUp)


def test_the_wheel_turns_to_the_next_section_only_after_a_rest(reader, qtbot, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(reader_module, "monotonic", lambda: now[0])
    turned = []
    reader.page_end_reached.connect(lambda: turned.append("end"))
    reader.page_start_reached.connect(lambda: turned.append("start"))
    reader.page.document.size()
    bar(reader).setValue(bar(reader).maximum() - 10)
    for _ in range(5):  # one gesture that runs into the end
        turn_wheel(reader.viewport(), -120)
        now[0] += 0.05
    assert turned == []
    now[0] += 1
    turn_wheel(reader.viewport(), -120)
    assert turned == ["end"]
    reader.show_page(long_page())
    now[0] += 0.05
    turn_wheel(reader.viewport(), -120)  # the rest of the same gesture
    assert (turned, bar(reader).value()) == (["end"], 0)
    now[0] += 1
    turn_wheel(reader.viewport(), 120)
    assert turned == ["end", "start"]


def test_ctrl_and_the_wheel_ask_for_another_size(reader):
    steps = []
    reader.zoom_requested.connect(steps.append)
    control = Qt.KeyboardModifier.ControlModifier
    for delta in (120, 60, 60, -240):
        turn_wheel(reader.viewport(), delta, control)
    assert steps == [1, 1, -2]
    assert bar(reader).value() == 0


# Links, notes, terms


def test_a_press_on_a_link_announces_it_and_nothing_opens(reader, qtbot):
    offset = at(reader, "a link")
    with qtbot.waitSignal(reader.link_activated) as told:
        qtbot.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=spot(reader, offset, 6))
    assert told.args == ["https://example.org/a b"]
    assert reader.page is not None
    assert reader.source().isEmpty()


def test_a_press_beside_the_letters_does_nothing(reader, qtbot):
    reader.set_mentions([Mention("report", at(reader, "report"), 6)])
    with qtbot.assertNotEmitted(reader.mention_activated):
        point = spot(reader, at(reader, "report"), 6)
        qtbot.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(point.x() + 250, point.y()))


def test_selecting_over_a_link_does_not_open_it(reader, qtbot):
    start, end = spot(reader, at(reader, "a link")), spot(reader, at(reader, "a link") + 5)
    view, left = reader.viewport(), Qt.MouseButton.LeftButton
    with qtbot.assertNotEmitted(reader.link_activated):
        qtbot.mousePress(view, left, pos=start)
        qtbot.mouseMove(view, end)
        qtbot.mouseRelease(view, left, pos=end)


def test_the_whole_address_is_shown_before_a_link_is_pressed(reader, qtbot):
    qtbot.mouseMove(reader.viewport(), spot(reader, at(reader, "a link"), 6))
    assert reader.viewport().toolTip() == "https://example.org/a b"
    assert reader.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    qtbot.mouseMove(reader.viewport(), spot(reader, at(reader, "opening")))
    assert reader.viewport().toolTip() == ""


def test_a_term_is_told_when_the_mouse_comes_and_goes(reader, qtbot):
    mention = Mention("term", at(reader, "term"), 4)
    reader.set_mentions([mention])
    point = spot(reader, mention.start, 4)
    with qtbot.waitSignal(reader.mention_hovered) as told:
        qtbot.mouseMove(reader.viewport(), point)
    assert told.args[0] == mention
    assert told.args[1].contains(reader.viewport().mapToGlobal(point))
    with qtbot.waitSignal(reader.mention_left):
        qtbot.mouseMove(reader.viewport(), point + QPoint(0, 200))
    with qtbot.waitSignal(reader.mention_activated) as pressed:
        qtbot.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert pressed.args == ["term", mention.start]


def test_both_ends_of_a_word_belong_to_it(reader):
    mention = Mention("term", at(reader, "term"), 4)
    reader.set_mentions([mention])
    box = line_boxes(reader.page.document, *reader.page.map.range_to_qt(mention.start, mention.start + 4))[0]
    for x in (box.left + 1, box.right - 1):
        assert reader._target_at(QPoint(round(x), round(box.baseline - 4))) is not None
    assert reader._target_at(QPoint(round(box.right + 9), round(box.baseline - 4))) is None


def test_a_note_is_asked_for_by_press_and_by_rest(reader, qtbot):
    point = spot(reader, at(reader, "it. 1") + 4)
    with qtbot.waitSignal(reader.note_requested) as told:
        qtbot.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert told.args[0] == "fn1"
    assert isinstance(told.args[1], QRect)
    assert "What the note says." in reader.note("fn1")[0].runs[0].text
    assert reader.note("fn9") == ()
    qtbot.mouseMove(reader.viewport(), point + QPoint(0, 90))
    with qtbot.waitSignal(reader.note_requested, timeout=2_000):
        qtbot.mouseMove(reader.viewport(), point)
    with qtbot.waitSignal(reader.mention_left):
        qtbot.mouseMove(reader.viewport(), point + QPoint(0, 90))


def test_tab_walks_what_is_in_view_and_then_leaves(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    layout = QHBoxLayout(window)
    reader, button = Reader(), QPushButton("next")
    layout.addWidget(reader)
    layout.addWidget(button)
    window.resize(900, 600)
    reader.set_theme(theme())
    reader.show_page(long_page())
    term = Mention("term", at(reader, "term"), 4)
    reader.set_mentions([term, Mention("far", at(reader, "Place 11"), 5)])
    window.show()
    window.activateWindow()
    reader.setFocus()
    qtbot.waitUntil(reader.hasFocus)
    qtbot.keyClick(reader, Qt.Key.Key_Tab)
    assert theme().focus in colours(reader, term.start, 4, grow=5)
    with qtbot.waitSignal(reader.card_requested) as card:
        qtbot.keyClick(reader, Qt.Key.Key_Return)
    assert card.args[0] == term
    with qtbot.waitSignal(reader.mention_activated) as opened:
        qtbot.keyClick(reader, Qt.Key.Key_Return)
    assert opened.args == ["term", term.start]
    qtbot.keyClick(reader, Qt.Key.Key_Tab)
    with qtbot.waitSignal(reader.link_activated):
        qtbot.keyClick(reader, Qt.Key.Key_Space)
    qtbot.keyClick(reader, Qt.Key.Key_Backtab)
    qtbot.keyClick(reader, Qt.Key.Key_Return)
    with qtbot.waitSignal(reader.mention_left):  # its card goes with the ring
        qtbot.keyClick(reader, Qt.Key.Key_Escape)
    assert theme().focus not in colours(reader, term.start, 4, grow=5)
    for _ in range(9):
        if reader.hasFocus():
            qtbot.keyClick(reader, Qt.Key.Key_Tab)
    assert button.hasFocus()


def test_a_link_within_a_term_is_the_link(reader, qtbot):
    offset = at(reader, "a link")
    reader.set_mentions([Mention("link", offset + 2, 4)])
    with qtbot.waitSignal(reader.link_activated), qtbot.assertNotEmitted(reader.mention_activated):
        qtbot.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=spot(reader, offset + 2, 4))


def test_the_menu_is_asked_for_with_the_selection_or_the_place(reader, qtbot):
    start = at(reader, "opening")
    point = spot(reader, start)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, reader.viewport().mapToGlobal(point))
    with qtbot.waitSignal(reader.context_menu_requested) as told:
        reader.contextMenuEvent(event)
    assert told.args[0] == reader.viewport().mapToGlobal(point)
    assert told.args[1] == told.args[2]
    assert start <= told.args[1] <= start + 1
    reader.select(start, start + 7)
    keyboard = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    with qtbot.waitSignal(reader.context_menu_requested) as told:
        reader.contextMenuEvent(keyboard)
    assert told.args[1:] == [start, start + 7]
    assert QRectF(QRect(reader.viewport().mapToGlobal(QPoint()), reader.viewport().size())).contains(told.args[0])


# Safety and access


def test_the_page_loads_nothing_and_opens_no_source(reader, tmp_path):
    kinds = QTextDocument.ResourceType
    assert reader.loadResource(kinds.ImageResource.value, QUrl.fromLocalFile("/etc/hostname")).width() == 1
    assert reader.loadResource(kinds.HtmlResource.value, QUrl("http://example.org/")) == ""
    text = reader.toPlainText()
    (tmp_path / "page.html").write_text("<p>other</p>")
    reader.setSource(QUrl.fromLocalFile(str(tmp_path / "page.html")))
    assert reader.toPlainText() == text
    assert not reader.openLinks()


def test_a_screen_reader_finds_the_name_and_the_text(reader):
    interface = QAccessible.queryAccessibleInterface(reader)
    assert interface.text(QAccessible.Text.Name) == "Text"
    assert reader.accessibleDescription() == "A section"
    assert interface.textInterface().characterCount() > 1_000
    reader.announce("hit 3 of 14")


def test_nothing_is_shown_after_the_document_is_closed(reader):
    reader.clear_page()
    assert reader.toPlainText() == ""
    assert reader.selection() == reader.visible_range() == (0, 0)
    assert reader.place() == (0, 0.0)
    reader.scroll_to(5, 6)
    reader.set_hits([(1, 2)], 0)
    reader.viewport().grab()
    assert reader.note("fn1") == ()


def test_a_section_without_text_can_be_shown(reader):
    reader.show_page(page_of())
    reader.viewport().grab()
    assert reader.place()[0] == 0
    assert reader.visible_range() == (0, 0)
