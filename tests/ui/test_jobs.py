# SPDX-License-Identifier: MIT
"""Slow work runs beside the window, reports, can be cancelled, and the latest question wins."""

import sys
import threading
import time
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from companion.errors import CompanionError
from companion.ui.jobs import Jobs
from companion.work import Progress, Work


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    runner = Jobs()
    yield runner
    runner.close()


def counting(to: int, seen: list[int], pause: float = 0.0) -> Work[int]:
    for number in range(to):
        seen.append(number)
        time.sleep(pause)
        yield Progress(number, to, "counting")
    return to


def test_a_job_delivers_its_result_on_the_windows_thread(qtbot: QtBot, jobs: Jobs) -> None:
    delivered: list[tuple[object, threading.Thread]] = []
    job = jobs.start("count", lambda: counting(3, []))
    job.succeeded.connect(lambda result: delivered.append((result, threading.current_thread())))
    with qtbot.waitSignal(job.ended, timeout=3000):
        pass
    assert delivered == [(3, threading.main_thread())]


def test_a_cancelled_job_stops_at_its_next_yield_and_delivers_nothing(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[int] = []
    results: list[object] = []
    job = jobs.start("count", lambda: counting(10_000, seen, 0.002))
    job.succeeded.connect(results.append)
    qtbot.waitUntil(lambda: len(seen) > 3, timeout=3000)
    with qtbot.waitSignal(job.ended, timeout=3000):
        job.cancel()
    assert len(seen) < 10_000
    assert results == []


def test_work_of_one_lane_runs_one_after_another(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[int] = []
    jobs.start("first", lambda: counting(3, seen, 0.005))
    second = jobs.start("second", lambda: counting(3, seen))
    with qtbot.waitSignal(second.ended, timeout=3000):
        pass
    assert seen == [0, 1, 2, 0, 1, 2]
    assert not jobs.busy


def test_an_error_for_the_reader_arrives_as_such(qtbot: QtBot, jobs: Jobs) -> None:
    def failing() -> Work[None]:
        yield Progress(0, None, "")
        raise CompanionError("The disk is full.")

    job = jobs.start("fail", failing)
    with qtbot.waitSignal(job.failed, timeout=3000) as caught:
        pass
    assert caught.args[0].message == "The disk is full."


def test_a_bug_in_a_job_reaches_the_crash_report(qtbot: QtBot, jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    caught: list[type] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: caught.append(kind))

    def broken() -> Work[None]:
        yield Progress(0, None, "")
        raise ZeroDivisionError

    job = jobs.start("break", broken)
    with qtbot.waitSignal(job.ended, timeout=3000):
        pass
    assert caught == [ZeroDivisionError]


def test_only_the_latest_question_is_answered(qtbot: QtBot, jobs: Jobs) -> None:
    gate = threading.Event()
    answers: list[int] = []

    def slow() -> int:
        gate.wait(3)
        return 1

    jobs.ask("search", slow, answers.append)
    jobs.ask("search", lambda: 2, answers.append)
    qtbot.waitUntil(lambda: answers == [2], timeout=3000)
    gate.set()
    qtbot.wait(50)
    assert answers == [2]


def test_a_forgotten_question_is_not_answered(qtbot: QtBot, jobs: Jobs) -> None:
    answers: list[int] = []
    jobs.ask("search", lambda: 1, answers.append)
    jobs.forget("search")
    qtbot.wait(50)
    assert answers == []


def test_progress_is_reported_but_not_too_often(qtbot: QtBot, jobs: Jobs) -> None:
    reports: list[Progress] = []
    job = jobs.start("count", lambda: counting(2_000, []))
    job.progressed.connect(reports.append)
    with qtbot.waitSignal(job.ended, timeout=5000):
        pass
    assert 1 <= len(reports) < 200


def test_closing_ends_work_and_delivers_nothing_more(qtbot: QtBot) -> None:
    runner = Jobs()
    seen: list[int] = []
    runner.start("count", lambda: counting(100_000, seen, 0.001))
    qtbot.waitUntil(lambda: len(seen) > 3, timeout=3000)
    runner.close()
    count = len(seen)
    qtbot.wait(30)
    assert len(seen) == count


def test_once_closed_nothing_begins(qtbot: QtBot, jobs: Jobs) -> None:
    begun: list[str] = []
    jobs.close()
    jobs.ask("late", lambda: begun.append("question"), begun.append)
    jobs.start("late", lambda: counting(3, begun))
    qtbot.wait(50)
    assert not begun
    assert not jobs._pool.activeThreadCount()
