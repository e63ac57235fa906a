# SPDX-License-Identifier: MIT
"""The whole loop of reading, on the real window: search, jump, look up, bookmark, come back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QHeaderView, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from companion.ui.main_window import MainWindow


def search(qtbot: QtBot, window: MainWindow, query: str) -> None:
    """Type a query and wait for its answer to be painted."""
    window.parts.search.focus_query()
    line = window.parts.search.findChild(QLineEdit, "search")
    line.selectAll()
    with qtbot.waitSignal(window.parts.inquiry.results_found, timeout=10_000):
        qtbot.keyClicks(line, query)
        qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.idle, timeout=10_000)


def import_file(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    """Import a file and wait until it is open and indexed."""
    with qtbot.waitSignal(window.parts.filing.imported, timeout=30_000):
        window.parts.filing.import_paths([path])
    qtbot.waitUntil(lambda: window.idle, timeout=30_000)


def trigger(window: MainWindow, name: str) -> None:
    window.parts.actions[name].trigger()


def open_title(window: MainWindow) -> str:
    document = window.parts.session.document
    assert document is not None
    return document.title


def test_a_first_start_opens_the_report_with_its_terms_marked(window: MainWindow) -> None:
    assert "Missile Defense" in open_title(window)
    assert window.parts.page.terms_on_page
    assert window.parts.reader.page is not None
    assert window.windowTitle()


def test_a_search_lists_hits_and_paints_them_in_the_text(qtbot: QtBot, window: MainWindow) -> None:
    painted: list[tuple[list[tuple[int, int]], int]] = []
    window.parts.inquiry.matches_found.connect(lambda matches, current: painted.append((matches, current)))
    search(qtbot, window, "security dilemma")
    results = window.parts.inquiry.results
    assert results.total >= 1
    matches, _ = painted[-1]
    text = window.parts.session.text
    assert {text[start:end].lower() for start, end in matches} <= {"security", "dilemma"}


def test_opening_a_hit_shows_it_and_one_step_leads_back(qtbot: QtBot, window: MainWindow) -> None:
    before = window.parts.session.place
    search(qtbot, window, "infographic")
    hit = window.parts.inquiry.results.hits[0]
    window.parts.search.hit_opened.emit(hit)
    start, end = window.parts.reader.visible_range()
    assert start <= hit.matches[0][0] <= end
    assert window.parts.actions["before_search"].isEnabled()
    trigger(window, "before_search")
    assert window.parts.session.place == before
    assert not window.parts.actions["before_search"].isEnabled()


def test_f3_walks_through_the_hits_and_counts_as_one_step_of_the_history(qtbot: QtBot, window: MainWindow) -> None:
    search(qtbot, window, "missile")
    first = window.parts.session.place
    trigger(window, "next_hit")
    trigger(window, "next_hit")
    trigger(window, "previous_hit")
    trigger(window, "back")
    assert window.parts.session.place == first
    assert not window.parts.session.can_go_back


def test_a_wrong_query_says_what_is_wrong_and_keeps_the_last_results(qtbot: QtBot, window: MainWindow) -> None:
    search(qtbot, window, "missile")
    before = window.parts.inquiry.results
    with qtbot.waitSignal(window.parts.inquiry.search_failed, timeout=5_000) as caught:
        window.parts.inquiry.submit('"missile')
    assert "quot" in caught.args[0].lower()
    assert window.parts.inquiry.results is before


def test_clearing_the_query_clears_the_painted_hits(qtbot: QtBot, window: MainWindow) -> None:
    search(qtbot, window, "missile")
    painted: list[list[tuple[int, int]]] = []
    window.parts.inquiry.matches_found.connect(lambda matches, _: painted.append(matches))
    window.parts.inquiry.type("")
    assert painted == [[]]


def test_a_bookmark_is_kept_painted_listed_and_undone(window: MainWindow) -> None:
    marks = window.parts.library.marks
    start = window.parts.session.text.index("arms race")
    window.parts.reader.select(start, start + len("arms race"))
    trigger(window, "bookmark")
    (bookmark,) = marks.bookmarks()
    assert bookmark.anchor.quote == "arms race"
    assert window.parts.notices.notices()[-1].action == "Undo"
    trigger(window, "undo")
    assert marks.bookmarks() == []
    trigger(window, "redo")
    assert [each.anchor.quote for each in marks.bookmarks()] == ["arms race"]


def test_a_place_without_a_selection_can_be_bookmarked(window: MainWindow) -> None:
    trigger(window, "bookmark")
    (bookmark,) = window.parts.library.marks.bookmarks()
    assert bookmark.anchor.start == bookmark.anchor.end
    assert bookmark.title


def test_a_bookmark_edited_in_the_panel_is_saved_and_can_be_undone(window: MainWindow) -> None:
    from dataclasses import replace

    trigger(window, "bookmark")
    marks = window.parts.library.marks
    (bookmark,) = marks.bookmarks()
    window.parts.bookmarks.bookmark_changed.emit(replace(bookmark, note="Compare with Jervis", colour="blue"))
    assert marks.bookmarks()[0].note == "Compare with Jervis"
    trigger(window, "undo")
    assert marks.bookmarks()[0].note == ""
    window.parts.bookmarks.removal_requested.emit(marks.bookmarks()[0])
    assert marks.bookmarks() == []


def test_a_selected_passage_is_copied_with_its_source(window: MainWindow) -> None:
    text = window.parts.session.text
    start = text.index("missile defense remains a challenge")
    window.parts.reader.select(start, start + 35)
    trigger(window, "copy_cited")
    copied = QGuiApplication.clipboard().text()
    assert "missile defense remains a challenge" in copied
    assert "2023" in copied


def test_a_term_is_looked_up_from_the_selection(window: MainWindow) -> None:
    start = window.parts.session.text.index("security dilemma")
    window.parts.reader.select(start, start + len("security dilemma"))
    trigger(window, "look_up")
    assert window.parts.glossary.shown_term() == "security dilemma"


def test_a_new_term_has_the_sentence_in_which_it_was_met_as_its_source(window: MainWindow) -> None:
    text = window.parts.session.text
    start = text.index("critical assets")
    window.parts.reader.select(start, start + 15)
    drafts = []
    window.parts.marking.term_drafted.connect(drafts.append)
    window.parts.actions["add_term"].trigger()
    (source,) = drafts[0].sources
    assert source.startswith("“To effectively neutralize") or "critical assets" in source
    assert source.endswith("(Missile Defense and Arms Control: Valdai's Perspective)")
    assert source.count(".") <= 2


def test_an_own_term_is_added_marked_and_taken_back(qtbot: QtBot, window: MainWindow) -> None:
    from companion.glossary.model import Term

    glossary = window.parts.library.glossary
    document = window.parts.session.document
    assert document is not None
    window.parts.glossary.term_saved.emit(None, Term("infographic", "A picture that explains figures."))
    qtbot.waitUntil(lambda: any(m.term == "infographic" for m in glossary.mentions(document.id)), timeout=10_000)
    trigger(window, "undo")
    assert glossary.term("infographic") is None


def test_a_term_that_cannot_be_kept_says_why(window: MainWindow) -> None:
    from companion.glossary.model import Term

    window.parts.glossary.term_saved.emit(None, Term("security dilemma", "Twice."))
    assert window.parts.library.glossary.find("security dilemma").origin == "bundled"


def test_find_counts_and_steps_and_gives_the_hits_back(qtbot: QtBot, window: MainWindow) -> None:
    trigger(window, "find")
    bar = window.parts.find_bar
    assert bar.isVisible()
    bar.find_requested.emit("missile", False, False)
    place = window.parts.session.place
    trigger(window, "next_hit")
    assert window.parts.session.place is not None
    bar.closed.emit()
    assert place is not None


def test_an_imported_file_opens_and_can_be_searched(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    import_file(qtbot, window, report)
    assert open_title(window) == "Layers of defence"
    search(qtbot, window, "warhead")
    assert window.parts.inquiry.results.total > 0


def test_a_file_that_cannot_be_read_says_why(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    import_file(qtbot, window, tmp_path / "missing.md")
    assert "missing.md" in window.parts.notices.notices()[-1].text
    (tmp_path / "empty.md").write_bytes(b"")
    import_file(qtbot, window, tmp_path / "empty.md")
    assert "empty" in window.parts.notices.notices()[-1].text
    assert "Missile Defense" in open_title(window)


def test_files_dropped_on_the_window_are_imported(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(report))])
    drop = QDropEvent(
        QPointF(200, 200), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    with qtbot.waitSignal(window.parts.filing.imported, timeout=30_000):
        window.dropEvent(drop)
    qtbot.waitUntil(lambda: window.idle, timeout=30_000)
    assert open_title(window) == "Layers of defence"


def test_a_removed_document_comes_back_with_undo(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    import_file(qtbot, window, report)
    trigger(window, "bookmark")
    trigger(window, "remove_document")
    assert open_title(window) != "Layers of defence"
    trigger(window, "undo")
    titles = [document.title for document in window.parts.library.shelf.documents()]
    assert "Layers of defence" in titles
    assert len(window.parts.library.marks.bookmarks()) == 1
    qtbot.waitUntil(lambda: window.idle, timeout=30_000)


def test_a_footnote_opens_in_a_card_without_leaving_the_place(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    import_file(qtbot, window, report)
    page = window.parts.reader.page
    assert page is not None
    place = window.parts.session.place
    name = next(iter(page.notes))
    window.parts.reader.note_requested.emit(name, window.parts.reader.rect())
    assert window.parts.card.isVisible()
    assert window.parts.session.place == place
    window.parts.card.hide()


def test_every_theme_draws_and_settings_survive_a_restart(qtbot: QtBot, make_window: Callable[[], MainWindow]) -> None:
    window = make_window()
    for theme in ("light", "sepia", "dark", "contrast"):
        window.choose(theme=theme)
        assert window.theme.name == theme
        ground = window.grab().toImage().pixelColor(window.width() // 2, window.height() - 60)
        assert abs(ground.lightness() - QGuiApplication.palette().base().color().lightness()) < 60
    window.choose(size=22)
    window.close()
    again = make_window()
    assert again.theme.name == "contrast"
    assert again.settings.size == 22


def test_the_place_is_found_again_after_a_restart(
    qtbot: QtBot, make_window: Callable[[], MainWindow], report: Path
) -> None:
    window = make_window()
    import_file(qtbot, window, report)
    text = window.parts.session.text
    window.parts.reader.scroll_to(text.index("Part 6"), text.index("Part 6"), flash=False)
    line = window.parts.reader.place()[0]
    window.close()
    again = make_window()
    assert open_title(again) == "Layers of defence"
    assert again.parts.reader.place()[0] == line


def test_zooming_keeps_the_place(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    import_file(qtbot, window, report)
    text = window.parts.session.text
    window.parts.reader.scroll_to(text.index("Part 5"), text.index("Part 5"), flash=False)
    trigger(window, "larger")
    start, end = window.parts.reader.visible_range()
    assert start <= text.index("Part 5") <= end
    trigger(window, "normal_size")
    assert window.settings.size == 18


@pytest.mark.parametrize("size", [(1024, 640), (1280, 800), (1920, 1080), (3840, 2160)])
def test_panels_fold_in_a_small_window_and_come_back(window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    assert window.dock_area.docks["library"].isVisible() == (size[0] >= 1180)
    window.resize(1440, 900)
    assert window.dock_area.docks["library"].isVisible()


def test_only_the_text_hides_every_panel_and_brings_them_back(window: MainWindow) -> None:
    trigger(window, "reading_only")
    assert not any(dock.isVisible() for dock in window.dock_area.docks.values())
    trigger(window, "reading_only")
    assert window.dock_area.docks["search"].isVisible()
    assert window.dock_area.docks["contents"].isVisible()


def test_f6_walks_all_panes_and_escape_returns_to_the_text(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    window.parts.reader.setFocus()
    seen = set()
    for _ in range(8):
        trigger(window, "next_pane")
        focused = QGuiApplication.focusObject()
        assert isinstance(focused, QWidget)
        seen.add(next((type(p).__name__ for p in window.parts.panels if p.isAncestorOf(focused)), "Reader"))
    assert seen == {"Reader", "LibraryPanel", "ContentsPanel", "SearchPanel", "GlossaryPanel"}
    window.parts.search.focus_query()
    qtbot.keyClick(QGuiApplication.focusObject(), Qt.Key.Key_Escape)
    assert window.parts.reader.hasFocus()


def test_the_palette_offers_commands_documents_headings_and_terms(window: MainWindow) -> None:
    kinds = {choice.kind for choice in window.commands.choices()}
    assert kinds == {"Command", "Document", "Heading", "Setting", "Term"}


def test_a_setting_is_chosen_from_the_palette(window: MainWindow) -> None:
    choice = next(each for each in window.commands.choices() if each.name == "Mark glossary terms: Never")
    choice.value()
    assert window.settings.mark_terms == "off"
    assert not len(window.parts.reader._marks.mentions)


def test_no_key_is_given_to_two_commands(window: MainWindow) -> None:
    keys: dict[str, str] = {}
    for action in window.actions():
        for sequence in action.shortcuts():
            name = sequence.toString()
            assert keys.setdefault(name, action.objectName()) == action.objectName(), name


def test_every_control_has_an_accessible_name(window: MainWindow) -> None:
    nameless = [
        f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}"
        for widget in window.findChildren(QWidget)
        if isinstance(widget, (QAbstractButton, QLineEdit, QAbstractItemView))
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget, QHeaderView)
        and not isinstance(widget.parent(), QLineEdit)
    ]
    assert nameless == []


def test_a_link_that_leads_out_is_told_and_not_followed(window: MainWindow) -> None:
    window.parts.reader.link_activated.emit("https://example.org/report")
    notice = window.parts.notices.notices()[-1]
    assert "https://example.org/report" in notice.text
    assert notice.action == "Copy"


def test_the_context_menu_offers_what_can_be_done_with_a_selection(window: MainWindow) -> None:
    start = window.parts.session.text.index("arms race")
    window.parts.reader.select(start, start + 9)
    window.parts.reader.context_menu_requested.emit(QPoint(10, 10), start, start + 9)
    menus = [m for m in window.findChildren(QWidget) if m.inherits("QMenu") and m.isVisible()]
    assert menus
    for menu in menus:
        menu.close()


def test_the_bar_names_the_document_and_the_section_that_a_jump_leads_to(
    qtbot: QtBot, window: MainWindow, report: Path
) -> None:
    import_file(qtbot, window, report)
    bar = window.desk.top_bar
    assert bar.place() == ("Layers of defence", "")
    window.parts.session.follow("part-7")
    assert bar.place() == ("Layers of defence", "Part 7")


def test_hits_are_painted_again_when_the_section_turns(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "long.md"
    parts = "\n\n".join(f"## Part {n}\n\n" + "A quokka sleeps here. " * 300 for n in range(30))
    path.write_text(f"# Long\n\n{parts}", encoding="utf-8")
    import_file(qtbot, window, path)
    search(qtbot, window, "quokka")
    assert window.parts.session.section is not None
    trigger(window, "next_section")
    assert window.parts.session.section.number == 1
    page = window.parts.reader.page
    assert page is not None
    painted = window.parts.reader.hits()
    assert painted
    assert all(page.map.start <= start < page.map.end for start, _ in painted)


def test_search_term_and_lists_are_taken_up_again(qtbot: QtBot, make_window: Callable[[], MainWindow]) -> None:
    window = make_window()
    search(qtbot, window, "strategic stability")
    window.wiring.glossary.show_term("ABM Treaty")
    window.parts.bookmarks.scope_changed.emit(True)
    window.close()
    again = make_window()
    assert again.parts.search.query() == "strategic stability"
    qtbot.waitUntil(lambda: again.parts.inquiry.results.total > 0, timeout=10_000)
    assert again.parts.glossary.shown_term() == "ABM Treaty"
    assert again.wiring.state(again._state).bookmarks_here
