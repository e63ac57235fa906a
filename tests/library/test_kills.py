# SPDX-License-Identifier: MIT
"""Killed anywhere, the library loses nothing that it said was saved, and the next start needs no help.

Sixty kills: in every life a process works until it is killed at a random moment; it says ACK on a line after each
save. After each kill the library is opened and compared with what was acknowledged.
"""

import os
import random
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from companion.library.library import Library
from companion.work import finish
from tests.library.builders import child

if os.name == "nt":
    pytest.skip("a process is killed otherwise on Windows", allow_module_level=True)

OPEN = """
import os, sys
from pathlib import Path
from companion.document.model import Anchor
from companion.library.library import Library
from companion.work import finish
def ack(what): os.write(1, f"ACK {what}\\n".encode())
library = Library.open(Path(sys.argv[1]))
document = library.shelf.documents()[0].id
life = sys.argv[2]
os.write(1, b"READY\\n")
"""

BOOKMARKS = (
    OPEN
    + """
from dataclasses import replace
number = 0
while True:
    kept = library.marks.add(Anchor(document, number, number + 3), note=f"{life} {number}")
    ack(f"add {kept.id}")
    library.marks.change(replace(kept, note=kept.note + " changed"))
    ack(f"change {kept.id}")
    if number % 3 == 0:
        library.marks.remove(kept.id)
        ack(f"remove {kept.id}")
    number += 1
"""
)

IMPORTS = (
    OPEN
    + """
number = 0
while True:
    source = Path(sys.argv[1]).parent / f"{life}-{number}.md"
    source.write_text(f"# Text {life} {number}\\n\\n" + f"Paragraph of {life} {number} on missile defense.\\n\\n" * 40)
    result = finish(library.shelf.import_file(source))
    ack(f"import {result.document.id} {source.name}")
    number += 1
"""
)

INDEXING = (
    OPEN
    + """
while True:
    metadata = library.shelf.document(document).metadata
    library.shelf.edit(document, metadata, (f"life{life}",))
    finish(library.index.update())
    ack("index")
"""
)


def live(code: str, folder: Path, life: int, seconds: float) -> list[str]:
    """Let a process work for so long, kill it, and return what it acknowledged.

    The time counts from when it is ready, or in every second life from its first acknowledgement.
    """
    with child(code, folder, life) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        if process.stdout.readline() != "READY\n":
            raise AssertionError(process.stderr.read())
        first = process.stdout.readline() if life % 2 else ""
        time.sleep(seconds)
        process.kill()
        # Not `communicate`, which would pass by what the reader of lines has taken in already.
        output, errors = first + process.stdout.read(), process.stderr.read()
    assert not errors, errors
    return [line.removeprefix("ACK ").rstrip() for line in output.splitlines(keepends=True) if line.endswith("\n")]


def assert_sound(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "library.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def open_again(folder: Path) -> Library:
    began = time.process_time()
    library = Library.open(folder)
    assert time.process_time() - began < 2
    assert library.notices == ()
    return library


def test_no_acknowledged_bookmark_or_note_is_lost_in_twenty_kills(folder: Path) -> None:
    chance = random.Random(1)
    expected: dict[str, str] = {}
    for life in range(20):
        acknowledged = live(BOOKMARKS, folder, life, chance.uniform(0, 0.15))
        for line in acknowledged:
            what, bookmark = line.split()
            if what == "remove":
                del expected[bookmark]
            else:
                expected[bookmark] = what
        with open_again(folder) as library:
            found = {mark.id: mark.note for mark in library.marks.bookmarks()}
        # The one operation that was under way may have happened or not.
        last = acknowledged[-1].split()[1] if acknowledged else ""
        missing = expected.keys() - found.keys()
        assert missing <= {last}
        unknown = found.keys() - expected.keys()
        assert len(unknown) <= 1
        for bookmark, what in expected.items():
            if what == "change" and bookmark in found:
                assert found[bookmark].endswith("changed")
        expected = {bookmark: "change" if note.endswith("changed") else "add" for bookmark, note in found.items()}
        assert_sound(folder)
    assert len(expected) > 20


def test_a_killed_import_leaves_no_half_document_in_twenty_kills(folder: Path) -> None:
    chance = random.Random(2)
    expected: dict[str, str] = {}
    for life in range(20):
        for line in live(IMPORTS, folder, life, chance.uniform(0.05, 0.6)):
            _, document, name = line.split()
            expected[document] = name
        with open_again(folder) as library:
            documents = {document.id: document for document in library.shelf.documents()}
            assert expected.keys() <= documents.keys()
            originals = {path.name for path in (folder / "originals").iterdir()}
            assert originals == {f"{each.id}-{each.original}" for each in documents.values()}
            for identity in documents.keys() - expected.keys():
                document = documents[identity]
                if document.original != "summary.md":  # saved, but killed before it could say so
                    expected[identity] = document.original
        assert_sound(folder)
    with Library.open(folder) as library:
        health = finish(library.check())
        assert health.problems == ()
        for identity, name in expected.items():
            stem = name.removesuffix(".md").replace("-", " ")
            text = library.shelf.text(identity)
            assert text.startswith(f"Text {stem}")
            assert text.count(f"Paragraph of {stem} on missile defense.") == 40
            assert library.glossary.counts(identity)
    assert len(expected) > 5


def test_a_killed_indexer_leaves_an_index_that_answers_in_twenty_kills(folder: Path) -> None:
    chance = random.Random(3)
    with Library.open(folder) as library:
        finish(library.index.update())
        right = library.index.search("missile defense").total
    for life in range(20):
        live(INDEXING, folder, life, chance.uniform(0, 0.7))
        with open_again(folder) as library:
            results = library.index.search("missile defense")
            assert results.total == right
            if life % 5 == 4:
                finish(library.index.update())
                assert library.index.behind() == set()
                assert library.index.search(f"tag:life{life}").total > 0
        assert_sound(folder)
