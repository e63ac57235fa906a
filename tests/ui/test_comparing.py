# SPDX-License-Identifier: MIT
"""How documents define a term is compared, opened, written to a file; and the reader makes definitions of sentences."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from companion.ui.comparison_table import ComparisonTable
from companion.ui.comparison_view import ComparisonView, Said
from companion.ui.main_window import MainWindow
from companion.ui.palette import CommandPalette
from companion.ui.row_list import RowList
from companion.ui.rows import Shape
from companion.work import finish

TERM = "missile defence"
SENTENCE = "Missile defence is the art of stopping missiles in flight."


@pytest.fixture
def old(window: MainWindow, tmp_path: Path) -> str:
    """A document of 1999 that says what missile defence is; its id."""
    path = tmp_path / "old.md"
    path.write_text(
        f"---\ntitle: Old papers\ndate: 1999\n---\n# Old\n\nFirst words. {SENTENCE} Missile defence is dear.\n"
    )
    (result,) = finish(window.parts.library.shelf.import_paths([path]))
    assert result.document is not None
    return result.document.id


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.idle, timeout=10_000)


def compared(qtbot: QtBot, window: MainWindow) -> ComparisonView:
    """The view of the comparison, on screen."""
    window.wiring.glossary.show_term(TERM)
    entry = window.parts.glossary.entry
    entry.turn_to_view(entry.comparison)
    settle(qtbot, window)
    return entry.comparison


def select(window: MainWindow, document: str) -> tuple[int, int]:
    window.parts.session.open_document(document)
    start = window.parts.session.text.index(SENTENCE)
    window.parts.reader.select(start, start + len(SENTENCE))
    return start, start + len(SENTENCE)


def cards(view: ComparisonView) -> list[tuple[str, str]]:
    return [(row.body, row.meta) for row in view.list.rows() if row.shape is Shape.CARD]


def test_a_selected_sentence_becomes_a_definition_of_the_term_that_is_chosen(
    qtbot: QtBot, window: MainWindow, old: str
) -> None:
    start, end = select(window, old)
    window.parts.actions["define"].trigger()
    palette = window.findChild(CommandPalette)
    assert palette is not None
    titles = [row.title for row in palette.findChild(RowList).rows()]
    assert titles[0] == TERM
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    (kept,) = window.parts.library.definitions.of_term(TERM)
    assert (kept.text, kept.anchor.start, kept.anchor.end) == (SENTENCE, start, end)
    assert window.parts.notices.notices()[-1].text == f"Kept as a definition of “{TERM}”."
    window.parts.actions["undo"].trigger()
    assert window.parts.library.definitions.of_term(TERM) == []


def test_without_a_selection_one_is_told_what_to_do(window: MainWindow) -> None:
    window.wiring.glossary.comparing.begin_definition(window.parts.reader)
    assert "Select the sentence" in window.parts.notices.notices()[-1].text


def test_documents_that_define_come_first_with_first_uses_and_the_trend(
    qtbot: QtBot, window: MainWindow, old: str
) -> None:
    select(window, old)
    window.wiring.glossary.comparing.define(TERM, window.parts.reader)
    view = compared(qtbot, window)
    groups = [(row.title, row.aside) for row in view.list.rows() if row.shape is Shape.GROUP]
    assert groups[0] == ("Old papers", "1999 · 2")
    assert groups[-1] == ("Mentions by year", "1999–2023")
    assert cards(view)[0] == (SENTENCE, "Defined · chosen by you")
    assert cards(view)[1] == (SENTENCE, "First met")
    assert [row.title for row in view.list.rows() if row.shape is Shape.BAR] == ["1999", "2023"]


def test_a_definition_opens_its_place_and_is_removed_with_undo(qtbot: QtBot, window: MainWindow, old: str) -> None:
    start, _ = select(window, old)
    window.wiring.glossary.comparing.define(TERM, window.parts.reader)
    view = compared(qtbot, window)
    window.parts.reader.scroll_to(0, 0)
    row = next(row for row in view.list.rows() if isinstance(row.value, Said) and row.value.definition)
    opened = []
    window.parts.session.place_wanted.connect(lambda first, _last, _flash: opened.append(first))
    view.list.setFocus()
    view.list.select(list(view.list.rows()).index(row))
    QTest.keyClick(view.list, Qt.Key.Key_Return)
    assert opened == [start]
    QTest.keyClick(view.list, Qt.Key.Key_Delete)
    settle(qtbot, window)
    assert window.parts.library.definitions.of_term(TERM) == []
    assert not any(meta.startswith("Defined") for _, meta in cards(view))
    window.parts.actions["undo"].trigger()
    settle(qtbot, window)
    assert cards(view)[0][1].startswith("Defined")


def test_the_card_says_where_a_term_is_defined(qtbot: QtBot, window: MainWindow, old: str) -> None:
    select(window, old)
    window.wiring.glossary.comparing.define(TERM, window.parts.reader)
    term = window.parts.library.glossary.find(TERM)
    assert window.wiring.glossary.lookup._defined(term) == "“Old papers”"


def test_the_table_stands_beside_the_window_and_opens_places(qtbot: QtBot, window: MainWindow, old: str) -> None:
    select(window, old)
    window.wiring.glossary.comparing.define(TERM, window.parts.reader)
    view = compared(qtbot, window)
    view.table_requested.emit(view._comparison)
    table = window.findChild(ComparisonTable)
    assert table is not None
    assert not table.isModal()
    texts = [table.table.item(0, column).text() for column in range(5)]
    assert texts == ["Old papers", "1999", "2", SENTENCE, SENTENCE]
    opened = []
    window.parts.session.place_wanted.connect(lambda first, _last, _flash: opened.append(first))
    table.table.setCurrentCell(0, 3)
    QTest.keyClick(table.table, Qt.Key.Key_Return)
    assert opened == [window.parts.session.text.index(SENTENCE)]
    table.table.sortItems(2, Qt.SortOrder.DescendingOrder)
    assert table.table.item(1, 0).text() == "Old papers"
    table.close()


def test_a_comparison_is_written_as_a_table_or_as_markdown(
    qtbot: QtBot, window: MainWindow, old: str, tmp_path: Path
) -> None:
    view = compared(qtbot, window)
    for name, begins in (("out.csv", "\ufeffdocument,date"), ("out.md", f"# {TERM}")):
        window.wiring.glossary.comparing.write(view._comparison, tmp_path / name)
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)
    window.wiring.glossary.comparing.write(view._comparison, tmp_path / "no" / "folder.md")
    assert "could not be written" in window.parts.notices.notices()[-1].text
