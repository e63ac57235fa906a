# SPDX-License-Identifier: MIT
"""The process that reads documents for what they propose for the glossary.

    python -m companion.library.suggesting LIBRARY_DB [DOCUMENT]

It prints a line of JSON for each document, `{"done": n, "total": n, "text": s}`, or what went wrong as its last line,
and may be killed at any moment: the suggestions of a document are saved in one piece.
"""

import json
import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from companion.document.codec import blocks_from_json
from companion.document.model import Section
from companion.errors import CompanionError
from companion.glossary.candidates import Counts
from companion.glossary.reading import read_suggestions
from companion.glossary.suggestion import Suggestion, SuggestionState
from companion.library.rows import anchor_to_row, marks_for
from companion.library.store import Store
from companion.library.suggestions import BEHIND
from companion.work import Progress, Work

_COLUMNS = "id, kind, name, document, start, length, quote, prefix, suffix, short, text, rule, score, count, state"
_WHOLE = 2**62
_SAMPLE = 1_000_000  # code points of the library that are counted, to know what is usual in it
_LEAST = 2_000  # of one document
_NICENESS = 10  # the window and the search go before


class _Samples:
    """Words of the whole library, by up to `size` code points of each document."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._all = Counts()

    def add(self, text: str) -> None:
        self._all.add(text[: self.size])

    def rest(self, text: str) -> Counts:
        """The counts of all documents but the one of this text."""
        own = Counts()
        own.add(text[: self.size])
        return self._all.without(own)


class SuggestionReader:
    """Reads the documents of a library that are new or have changed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def read(self, document: str | None = None) -> Work[None]:
        """Read the documents that are behind, or only this one of them."""
        sql = f"SELECT id, title, revision FROM documents WHERE {BEHIND} AND (? IS NULL OR id = ?)"
        behind = self._store.rows(sql, document, document)
        if not behind:
            return
        samples = yield from self._samples()
        for number, row in enumerate(behind):
            yield Progress(number, len(behind), row["title"])
            sections, text = self._sections(row["id"]), self._text(row["id"])
            found = read_suggestions(row["id"], sections, text, samples.rest(text))
            self._store.save(_writer(row["id"], row["revision"], found))

    def _samples(self) -> "Work[_Samples]":
        """The beginnings of all documents, counted."""
        ids = [row["id"] for row in self._store.rows("SELECT id FROM documents WHERE removed_at IS NULL")]
        samples = _Samples(max(_SAMPLE // len(ids), _LEAST))
        for number, each in enumerate(ids):
            yield Progress(number, len(ids), "counting words")
            samples.add(self._text(each, samples.size))
        return samples

    def _sections(self, document: str) -> list[Section]:
        rows = self._store.rows("SELECT * FROM sections WHERE document = ? ORDER BY number", document)
        return [Section(row["title"], blocks_from_json(row["blocks"]), row["start"], row["number"]) for row in rows]

    def _text(self, document: str, length: int = _WHOLE) -> str:
        sql = "SELECT text FROM passages WHERE document = ? AND start < ? ORDER BY start"
        rows = self._store.rows(sql, document, length)
        return "".join(row["text"] for row in rows)


def main(arguments: list[str]) -> int:
    """Read what is behind in a library, or only the document named after it; the exit status."""
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    with closing(Store(Path(arguments[0]))) as store:
        try:
            for step in SuggestionReader(store).read(*arguments[1:2]):
                print(json.dumps({"done": step.done, "total": step.total, "text": step.text}), flush=True)
        except CompanionError as error:
            print(error.message.rstrip("."), flush=True)
            return 1
    return 0


def _writer(document: str, revision: int, found: list[Suggestion]) -> Callable[[sqlite3.Connection], None]:
    """Puts new suggestions in the place of a document's old ones, but for those that were decided on."""

    def save(db: sqlite3.Connection) -> None:
        old = document, SuggestionState.PROPOSED.value
        db.execute("DELETE FROM suggestions WHERE document = ? AND state = ?", old)
        sql = f"INSERT OR IGNORE INTO suggestions ({_COLUMNS}) VALUES ({marks_for(_COLUMNS)})"
        db.executemany(sql, map(_to_row, found))
        db.execute("UPDATE documents SET suggested_at = ? WHERE id = ?", (revision, document))

    return save


def _to_row(each: Suggestion) -> tuple[object, ...]:
    place = anchor_to_row(each.anchor)
    about = each.short, each.text, each.rule, each.score, each.count, each.state.value
    return each.id, each.kind.value, each.name, *place, *about


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
