# SPDX-License-Identifier: MIT
"""The report of an import: every file with its reason, filtered, written down and tried again."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QInputDialog, QPushButton
from pytestqt.qtbot import QtBot

from companion.library.values import ImportResult, ImportStatus
from companion.ui.import_report import ImportReport
from companion.ui.main_window import MainWindow
from companion.ui.panel import LineField
from companion.ui.row_list import RowList
from tests.importers.pdf_files import Extras, lines, pdf
from tests.ui.panel_samples import document, heard, show

IMPORTED = ImportResult(Path("/reports/a.md"), ImportStatus.IMPORTED, document("1", "A report"), 3, ("Odd letters.",))
RESULTS = (
    IMPORTED,
    ImportResult(Path("/reports/old/a.md"), ImportStatus.UNCHANGED, document("1", "A report"), 3),
    ImportResult(Path("/reports/b.pdf"), ImportStatus.FAILED, reason="b.pdf is locked.", locked=True),
    ImportResult(Path("/reports/c.md"), ImportStatus.FAILED, reason="c.md is empty."),
)


@pytest.fixture
def view(qtbot: QtBot) -> ImportReport:
    made = ImportReport()
    made.show_results(RESULTS)
    return show(qtbot, made, width=640)


def names(view: ImportReport) -> list[str]:
    return [row.title for row in view.findChild(RowList).rows()]


def buttons(view: ImportReport) -> dict[str, QPushButton]:
    return {button.text(): button for button in view.findChildren(QPushButton) if button.isVisible()}


def test_what_failed_comes_first_with_its_reason(view: ImportReport) -> None:
    assert names(view) == ["b.pdf", "c.md", "a.md", "a.md"]
    row = view.findChild(RowList).rows()[0]
    assert (row.aside, row.note, row.meta) == ("failed", "b.pdf is locked.", "/reports")


def test_the_files_are_filtered_by_what_became_of_them_and_by_words(view: ImportReport) -> None:
    assert {"All 4", "Failed 2", "Locked 1", "With a warning 1", "Imported 1", "Unchanged 1"} <= buttons(view).keys()
    buttons(view)["Failed 2"].click()
    assert names(view) == ["b.pdf", "c.md"]
    QTest.keyClicks(view.findChild(LineField), "empty")
    assert names(view) == ["c.md"]
    QTest.keyClicks(view.findChild(LineField), "zzz")
    assert names(view) == []
    buttons(view)["Show all files"].click()
    assert len(names(view)) == 4


def test_the_buttons_ask_for_what_they_say(view: ImportReport) -> None:
    said = heard(view, "retry_requested", "password_requested", "saving_requested", "document_chosen")
    for text in ("Try again", "Enter password…", "Save report…"):
        buttons(view)[text].click()
    view.findChild(RowList).row_opened.emit(IMPORTED.path)
    locked, empty = Path("/reports/b.pdf"), Path("/reports/c.md")
    assert said == [
        ("retry_requested", [locked, empty]),
        ("password_requested", [locked]),
        ("saving_requested",),
        ("document_chosen", "1"),
    ]
    view.show_results([IMPORTED])
    assert not {"Try again", "Enter password…"} & buttons(view).keys()


def import_all(qtbot: QtBot, window: MainWindow, *paths: Path) -> None:
    with qtbot.waitSignal(window.parts.filing.imported, timeout=30_000):
        window.parts.filing.import_paths(paths)
    qtbot.waitUntil(lambda: window.idle, timeout=30_000)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_file_tried_again_takes_its_place_in_the_report(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.parts.reporting.show_report()
    assert "Nothing was imported" in window.parts.notices.notices()[-1].text
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in (("a.md", "# A\n\nWords."), ("b.md", ""), ("c.md", "# C\n\nOther words.")):
        (folder / name).write_text(text)
    import_all(qtbot, window, folder)
    notice = window.parts.notices.notices()[-1]
    assert notice.text.startswith("2 imported, 1 failed.\nb.md: ")
    assert notice.action == "Show"
    notice.on_action()
    view = window.findChild(ImportReport)
    assert names(view) == ["b.md", "a.md", "c.md"]
    (folder / "b.md").write_text("# B\n\nNow it has words.")
    with qtbot.waitSignal(window.parts.filing.imported, timeout=30_000):
        buttons(view)["Try again"].click()
    qtbot.waitUntil(lambda: window.idle, timeout=30_000)
    assert [row.aside for row in view.findChild(RowList).rows()] == ["imported"] * 3
    target = tmp_path / "report.md"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    buttons(view)["Save report…"].click()
    assert "3 imported" in target.read_text()
    view.close()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_locked_file_asks_for_its_password(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(pdf(lines("The words inside."), extras=Extras(password="secret")))
    import_all(qtbot, window, path)
    for password, title in (("wrong", ""), ("secret", "locked")):
        notice = window.parts.notices.notices()[-1]
        assert notice.action == "Enter password…"
        notice.on_action()
        dialog = window.findChild(QInputDialog)
        dialog.setTextValue(password)
        with qtbot.waitSignal(window.parts.filing.imported, timeout=30_000):
            dialog.accept()
        qtbot.waitUntil(lambda: window.idle and window.findChild(QInputDialog) is None, timeout=30_000)
        assert bool(window.parts.reporting.locked) is not bool(title)
    assert len(window.parts.library.shelf.documents()) == 2


def test_a_stopped_import_says_what_was_done(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number:02}.md").write_text(f"# Text {number}\n\n" + "Words of a report. " * 200)
    intake = window.parts.intake
    jobs: list = []
    intake.job_started.connect(jobs.append)
    window.parts.filing.import_paths([tmp_path])
    with qtbot.waitSignal(window.parts.filing.imported, timeout=30_000) as caught:
        qtbot.waitUntil(lambda: len(window.parts.library.shelf.documents()) > 2, timeout=30_000)
        jobs[0].cancel()
    qtbot.waitUntil(lambda: window.idle, timeout=30_000)
    assert caught.args[0].startswith("Stopped before the end. ")
    assert 0 < len(window.parts.reporting.results) < 40
    listed = window.parts.library_panel.findChild(RowList).rows()
    assert len(listed) == len(window.parts.library.shelf.documents())


def test_the_list_is_made_once_after_an_import_and_not_for_each_file(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        (tmp_path / f"{number:02}.md").write_text(f"# Text {number}\n\nWords of a report.")
    looks: list[int] = []
    shelf = window.parts.library.shelf
    documents = shelf.documents
    monkeypatch.setattr(shelf, "documents", lambda: looks.append(1) or documents())
    import_all(qtbot, window, tmp_path)
    assert len(looks) == 1
    assert len(window.parts.library_panel.findChild(RowList).rows()) == 13
