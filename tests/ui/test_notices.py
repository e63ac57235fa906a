# SPDX-License-Identifier: MIT
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from companion.ui import notices
from companion.ui.notices import JobBar, NoticeBar, Severity, time_left
from companion.work import Progress
from tests.ui.panel_samples import heard, show, theme


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    for bar in (NoticeBar(made), JobBar(made)):
        bar.set_theme(theme())
        layout.addWidget(bar)
    return show(qtbot, made, width=600)


@pytest.fixture
def bar(window: QWidget) -> NoticeBar:
    found = window.findChild(NoticeBar)
    assert found is not None
    return found


@pytest.fixture
def job(window: QWidget) -> JobBar:
    found = window.findChild(JobBar)
    assert found is not None
    return found


def texts(bar: NoticeBar) -> list[str]:
    return [notice.text for notice in bar.notices()]


def said_by(job: JobBar) -> str:
    return job.findChild(QLabel, "meta").text()


def test_without_a_notice_there_is_no_bar(bar: NoticeBar) -> None:
    assert not bar.isVisible()
    bar.show_notice("Imported the report.")
    assert bar.isVisible()
    assert bar.dismiss()
    assert not bar.isVisible()
    assert not bar.dismiss()


def test_the_latest_two_notices_stay(bar: NoticeBar) -> None:
    for text in ("one", "two", "three"):
        bar.show_notice(text)
    assert texts(bar) == ["two", "three"]


def test_the_same_notice_is_shown_once(bar: NoticeBar) -> None:
    for text in ("one", "two", "one"):
        bar.show_notice(text)
    assert texts(bar) == ["two", "one"]


def test_an_action_is_done_once_and_ends_its_notice(bar: NoticeBar) -> None:
    done: list[str] = []
    bar.show_notice("Removed “Report”.", "Undo", lambda: done.append("undone"))
    button = next(each for each in bar.findChildren(QPushButton) if each.text() == "Undo")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == ["undone"]
    assert texts(bar) == []


def test_a_notice_goes_by_itself_and_an_error_stays(
    bar: NoticeBar, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "_READING", 0.0)
    monkeypatch.setattr(notices, "_SHORTEST", 0.02)
    bar.show_notice("Imported the report.")
    bar.show_notice("scan.pdf could not be read.", severity=Severity.ERROR)
    qtbot.waitUntil(lambda: texts(bar) == ["scan.pdf could not be read."])
    assert bar.notices()[0].seconds == 0


def test_a_notice_that_has_the_keyboard_waits(bar: NoticeBar, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "_READING", 0.0)
    monkeypatch.setattr(notices, "_SHORTEST_WITH_ACTION", 0.02)
    bar.show_notice("Removed “Report”.", "Undo", lambda: None)
    next(each for each in bar.findChildren(QPushButton) if each.text() == "Undo").setFocus()
    qtbot.wait(80)
    assert texts(bar) == ["Removed “Report”."]


def test_escape_dismisses_and_returns_to_the_text(bar: NoticeBar) -> None:
    said = heard(bar, "return_to_text_requested")
    bar.show_notice("one", "Undo", lambda: None)
    QTest.keyClick(next(iter(bar.findChildren(QPushButton))), Qt.Key.Key_Escape)
    assert texts(bar) == []
    assert len(said) == 1


def test_markup_in_a_notice_is_shown_as_it_stands(bar: NoticeBar) -> None:
    bar.show_notice("<img src=x> could not be read.")
    label = next(each for each in bar.findChildren(QLabel) if each.text().startswith("<img"))
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_all_notices_can_be_cleared(bar: NoticeBar) -> None:
    bar.show_notice("one")
    bar.show_notice("two")
    bar.clear()
    assert not bar.isVisible()


def test_quick_work_shows_no_bar(job: JobBar, qtbot: QtBot) -> None:
    job.begin("Importing")
    assert not job.isVisible()
    job.end()
    qtbot.wait(350)
    assert not job.isVisible()


def test_longer_work_shows_its_count_and_can_be_cancelled(job: JobBar, qtbot: QtBot) -> None:
    said = heard(job, "cancel_requested")
    job.begin("Importing")
    job.show_progress(Progress(12, 48, "report.pdf"))
    qtbot.waitUntil(job.isVisible)
    assert said_by(job) == "Importing 12 of 48 · report.pdf"
    assert job.findChild(QProgressBar).value() == 12
    cancel = job.findChild(QPushButton)
    QTest.mouseClick(cancel, Qt.MouseButton.LeftButton)
    job.show_cancelling()
    assert said == [("cancel_requested",)]
    assert not cancel.isEnabled()
    assert said_by(job) == "Importing · stopping …"


def test_work_of_unknown_length_has_a_busy_bar(job: JobBar) -> None:
    job.begin("Checking the library", cancellable=False)
    job.show_progress(Progress(7, None, ""))
    bar = job.findChild(QProgressBar)
    assert (bar.minimum(), bar.maximum()) == (0, 0)
    assert said_by(job) == "Checking the library 7"
    assert not job.findChild(QPushButton).isVisibleTo(job)


@pytest.mark.parametrize(
    ("done", "total", "seconds", "sentence"),
    [
        (10, 30, 10.0, "about 20 s left"),
        (10, 70, 60.0, "about 6 minutes left"),
        (10, 20, 60.0, "about 1 minute left"),
        (98, 100, 60.0, "a few seconds left"),
        (1, 100, 1.0, ""),
        (0, 100, 10.0, ""),
        (10, None, 10.0, ""),
        (10, 10, 10.0, ""),
    ],
)
def test_the_rest_is_estimated_when_enough_is_done(done: int, total: int | None, seconds: float, sentence: str) -> None:
    assert time_left(done, total, seconds) == sentence
