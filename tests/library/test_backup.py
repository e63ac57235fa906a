# SPDX-License-Identifier: MIT
"""Backups are proved, taken when something changed, and thinned out."""

import os
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.document.model import Anchor
from companion.library.backup import backups, is_due, take_backup, to_let_go
from companion.library.library import Library
from companion.library.store import Access, connect


def age(folder: Path, minutes: int) -> None:
    """Make the library and its one backup look as old as that."""
    earlier = time.time() - minutes * 60
    (backup,) = backups(folder)
    named = datetime.fromtimestamp(earlier, UTC).strftime("library-%Y%m%dT%H%M%SZ.db")
    for path in (folder / "library.db", backup.rename(backup.with_name(named))):
        os.utime(path, (earlier, earlier))


def test_a_backup_holds_what_the_library_holds(folder: Path) -> None:
    with Library.open(folder) as library:
        kept = library.marks.add(Anchor(library.shelf.documents()[0].id, 0, 5), note="mine")
        with closing(connect(folder / "library.db", Access.WRITE)) as db:
            backup = take_backup(db, folder)
    assert backup is not None
    with closing(connect(backup, Access.FROZEN)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert copy.execute("SELECT id, note FROM bookmarks").fetchall()[0][0] == kept.id
        assert copy.execute("SELECT count(*) FROM passages").fetchone()[0]


def test_the_first_close_takes_a_backup(new_library: Path) -> None:
    assert len(backups(new_library)) == 1


def test_a_backup_is_taken_only_after_a_change_and_half_an_hour(folder: Path) -> None:
    def open_and_close(*, change: bool) -> int:
        with Library.open(folder) as library:
            if change:
                library.shelf.keep_position(Anchor(library.shelf.documents()[0].id, 3, 3))
        return len(backups(folder))

    assert open_and_close(change=True) == 1
    age(folder, 40)
    assert open_and_close(change=False) == 1
    assert open_and_close(change=True) == 2
    assert not is_due(folder / "library.db")


def test_a_copy_that_is_not_good_does_not_count(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from companion.library import backup

    monkeypatch.setattr(backup, "is_sound", lambda db: False)
    before = backups(folder)
    with closing(connect(folder / "library.db", Access.WRITE)) as db:
        assert take_backup(db, folder) is None
    assert backups(folder) == before
    assert [path for path in (folder / "backups").iterdir() if path not in before] == []


def test_a_backup_that_cannot_be_taken_keeps_nobody_from_closing(folder: Path) -> None:
    for path in backups(folder):
        path.unlink()
    (folder / "backups").rmdir()
    (folder / "backups").write_text("in the way")
    with Library.open(folder) as library:
        assert library.shelf.documents()
    with closing(sqlite3.connect(folder / "library.db")) as db:
        assert db.execute("PRAGMA quick_check").fetchone()[0] == "ok"


@given(st.lists(st.integers(0, 60 * 24 * 40), max_size=60, unique=True))
def test_the_newest_five_and_one_of_each_of_seven_days_stay(minutes: list[int]) -> None:
    newest = datetime(2026, 3, 1, 12, tzinfo=UTC)
    times = sorted((newest - timedelta(minutes=each) for each in minutes), reverse=True)
    paths = [Path(each.strftime("library-%Y%m%dT%H%M%SZ.db")) for each in times]
    gone = set(to_let_go(paths))
    kept = [path for path in paths if path not in gone]
    assert kept[:5] == paths[:5]
    assert len(kept) <= 12
    days = list(dict.fromkeys(each.date() for each in times))
    latest = {max(each for each in times if each.date() == day) for day in days[:7]}
    assert {each.strftime("library-%Y%m%dT%H%M%SZ.db") for each in latest} <= {path.name for path in kept}
