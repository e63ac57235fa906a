# SPDX-License-Identifier: MIT
"""Our own bugs are logged and reported, and name nothing of the reader's."""

import logging
import sys
import threading
from pathlib import Path

import pytest

from companion.ui import crash


def broken() -> None:
    raise ZeroDivisionError("division by zero")


@pytest.mark.logs_errors
def test_an_exception_that_nobody_caught_becomes_a_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    reports: list[str] = []
    crash.install(reports.append)
    try:
        broken()
    except ZeroDivisionError as error:
        sys.excepthook(ZeroDivisionError, error, error.__traceback__)
    thread = threading.Thread(target=broken)
    thread.start()
    thread.join()
    assert len(reports) == 2
    assert all("ZeroDivisionError" in report and "Reading Companion" in report for report in reports)


def test_a_report_does_not_name_the_readers_home(monkeypatch: pytest.MonkeyPatch) -> None:
    home = str(Path.home())
    try:
        raise ValueError(f"{home}/secret.md")
    except ValueError as error:
        report = crash.report(ValueError, error, error.__traceback__)
    assert home not in report
    assert "~/secret.md" in report


def test_a_log_that_cannot_be_kept_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    before = list(logging.getLogger().handlers)
    crash.keep_log(tmp_path / "file" / "folder")
    assert logging.getLogger().handlers == before


def test_the_log_is_kept_in_its_folder(tmp_path: Path) -> None:
    before = list(logging.getLogger().handlers)
    crash.keep_log(tmp_path)
    (handler,) = [each for each in logging.getLogger().handlers if each not in before]
    logging.getLogger("companion.test").warning("something happened")
    handler.flush()
    logging.getLogger().removeHandler(handler)
    handler.close()
    assert "something happened" in (tmp_path / "companion.log").read_text(encoding="utf-8")
