# SPDX-License-Identifier: MIT
"""Collections are made, filled, renamed and deleted on the real window, and all of it is undone."""

import pytest
from PySide6.QtWidgets import QDialog, QInputDialog

from companion.ui.main_window import MainWindow
from companion.ui.shared_properties import SharedProperties


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the reader types when a name is asked for, one after another."""
    given: list[str] = []
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: (given.pop(0), True) if given else ("", False))
    return given


def collections(window: MainWindow) -> dict[str, int]:
    return {each.name: len(each.documents) for each in window.parts.library.collections.all()}


def last_notice(window: MainWindow) -> str:
    return window.parts.notices.notices()[-1].text


def test_every_change_of_a_collection_is_said_and_undone(window: MainWindow, answers: list[str]) -> None:
    panel, stack = window.parts.library_panel, window.parts.edits.stack
    (report,) = (document.id for document in window.parts.library.shelf.documents())
    answers += ["Treaties", "Treaties and law"]
    panel.collecting_requested.emit("", [report])
    assert last_notice(window) == "The collection “Treaties” was made with 1 document."
    made = window.parts.library.collections.find("Treaties")
    panel.collection_renaming_requested.emit(made.id)
    panel.uncollecting_requested.emit(made.id, [report])
    panel.collecting_requested.emit(made.id, [report])
    panel.collecting_requested.emit(made.id, [report])
    assert last_notice(window) == "It is in that collection already."
    panel.collection_removal_requested.emit(made.id)
    assert collections(window) == {}
    states = []
    while stack.canUndo():
        stack.undo()
        states.append(collections(window))
    assert states == [
        {"Treaties and law": 1},
        {"Treaties and law": 0},
        {"Treaties and law": 1},
        {"Treaties": 1},
        {},
    ]
    while stack.canRedo():
        stack.redo()
    assert collections(window) == {}


def test_a_name_that_is_taken_and_a_question_that_is_not_answered(window: MainWindow, answers: list[str]) -> None:
    panel = window.parts.library_panel
    answers += ["Treaties", "treaties"]
    panel.collecting_requested.emit("", [])
    panel.collecting_requested.emit("", [])
    assert "already" in last_notice(window)
    panel.collecting_requested.emit("", [])
    panel.collection_renaming_requested.emit(window.parts.library.collections.find("Treaties").id)
    assert collections(window) == {"Treaties": 0}


def test_searching_a_tag_begins_a_query(window: MainWindow) -> None:
    window.parts.library_panel.tag_search_requested.emit("arms control")
    assert window.parts.inquiry.query == 'tag:"arms control" '
    window.parts.library_panel.tag_search_requested.emit("nato")
    assert window.parts.inquiry.query == "tag:nato "


def test_several_documents_are_changed_and_removed_in_one_step(
    window: MainWindow, qtbot: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.library.builders import add, manuscript

    library, filing = window.parts.library, window.parts.filing
    others = [add(library, manuscript(f"Text {n}.", title=f"Report {n}"), f"{n}.md").id for n in range(2)]

    def fill(dialog: SharedProperties) -> QDialog.DialogCode:
        dialog.authors.insert("A. Writer")
        dialog.added_tags.setText("defence, nato")
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(SharedProperties, "exec", fill)
    filing.edit_properties(others)
    found = [library.shelf.document(each) for each in others]
    assert [(each.metadata.authors, each.tags) for each in found] == [(("A. Writer",), ("defence", "nato"))] * 2
    filing.remove(others)
    assert len(library.shelf.documents()) == 1
    stack = window.parts.edits.stack
    stack.undo()
    stack.undo()
    found = [library.shelf.document(each) for each in others]
    assert [(each.metadata.authors, each.tags) for each in found] == [((), ())] * 2
    qtbot.waitUntil(lambda: window.idle, timeout=20_000)
