# SPDX-License-Identifier: MIT
"""One door to every place, a way back from each, and a place kept for the next time."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from companion.document.model import Anchor
from companion.errors import NotFound
from companion.library.library import Library
from companion.ui.jobs import Jobs
from companion.ui.session import Session
from companion.work import finish

LONG = "# Layers\n\n" + "\n\n".join(
    f"## Part {number}\n\n" + "The interceptor meets the warhead in space. " * 400 for number in range(1, 13)
)
NOTED = "# Notes\n\nA claim.[^1] See [below](#below).\n\n## Below\n\nHere.\n\n[^1]: A reason.\n"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        for name, text in (("long.md", LONG), ("noted.md", NOTED)):
            (tmp_path / name).write_text(text, encoding="utf-8")
            finish(opened.shelf.import_file(tmp_path / name))
        yield opened


@pytest.fixture
def session(qtbot: QtBot, library: Library) -> Iterator[Session]:
    jobs = Jobs()
    made = Session(library, jobs)
    yield made
    made.close()
    jobs.close()


def test_a_new_library_opens_on_the_report(qtbot: QtBot, tmp_path: Path) -> None:
    with Library.open(tmp_path / "new") as library:
        jobs = Jobs()
        session = Session(library, jobs)
        session.open_last()
        assert session.document is not None
        assert "Missile Defense" in session.document.title
        jobs.close()


def test_opening_an_anchor_shows_its_section_and_its_range(session: Session, library: Library) -> None:
    document = library.shelf.find("Layers")
    start = library.shelf.text(document.id).index("Part 12")
    wanted: list[tuple[int, int, bool]] = []
    session.place_wanted.connect(lambda *place: wanted.append(place))
    session.open(Anchor(document.id, start, start + 7))
    assert session.section is not None
    assert session.section.number == library.shelf.section_at(document.id, start) > 0
    assert wanted == [(start, start + 7, True)]


def test_going_back_returns_to_the_line_that_was_left(session: Session, library: Library) -> None:
    document = library.shelf.find("Layers")
    session.open_document(document.id)
    session.stand_at(120, 0.4)
    start = library.shelf.text(document.id).index("Part 9")
    session.open(Anchor(document.id, start, start))
    session.stand_at(start, 0.0)
    lines: list[tuple[int, float]] = []
    session.line_wanted.connect(lambda *line: lines.append(line))
    session.back()
    assert lines == [(120, 0.4)]
    session.forward()
    assert lines[-1] == (start, 0.0)


def test_the_place_is_kept_and_found_again(session: Session, library: Library) -> None:
    document = library.shelf.find("Layers")
    session.open_document(document.id)
    session.stand_at(5_000, 0.0)
    session.close()
    kept = library.shelf.position(document.id)
    assert kept is not None
    assert kept.start == 5_000
    lines: list[tuple[int, float]] = []
    session.line_wanted.connect(lambda *line: lines.append(line))
    session.open_document(library.shelf.find("Notes").id)
    session.open_document(document.id)
    assert lines[-1][0] == 5_000
    assert library.shelf.last_opened() == document.id


def test_turning_sections_goes_to_the_next_beginning_and_the_previous_end(session: Session, library: Library) -> None:
    document = library.shelf.find("Layers")
    sections = library.shelf.sections(document.id)
    assert len(sections) > 1
    session.open_document(document.id)
    lines: list[int] = []
    session.line_wanted.connect(lambda start, _: lines.append(start))
    session.turn_section(1)
    assert lines == [sections[1].start]
    session.turn_section(-1)
    assert lines[-1] == sections[0].start + sections[0].length
    session.turn_section(-1)
    assert len(lines) == 2


def test_a_link_inside_the_document_is_followed(session: Session, library: Library) -> None:
    session.open_document(library.shelf.find("Notes").id)
    places: list[int] = []
    session.place_wanted.connect(lambda start, *_: places.append(start))
    session.follow("below")
    assert session.text[places[0] :].startswith("Below")


def test_a_link_to_nowhere_says_so(session: Session, library: Library) -> None:
    session.open_document(library.shelf.find("Notes").id)
    errors: list[Exception] = []
    session.failed.connect(errors.append)
    session.follow("nowhere")
    assert isinstance(errors[0], NotFound)


def test_a_document_that_was_removed_gives_way_to_another(session: Session, library: Library) -> None:
    document = library.shelf.find("Notes")
    session.open_document(document.id)
    library.shelf.remove(document.id)
    session.reload()
    assert session.document is not None
    assert session.document.id != document.id


def test_an_empty_library_opens_nothing(session: Session, library: Library) -> None:
    for document in library.shelf.documents():
        library.shelf.remove(document.id)
    closed: list[bool] = []
    session.document_closed.connect(lambda: closed.append(True))
    session.open_last()
    assert closed == [True]
    assert session.document is None
