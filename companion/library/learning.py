# SPDX-License-Identifier: MIT
"""Cards made of the glossary, spaced by FSRS (Ye, Su and Cao, "A Stochastic Shortest Path Algorithm for Optimizing
Spaced Repetition Scheduling", KDD 2022) in the package `fsrs`, which is optional.

A card is a term that the reader's documents mention, with a sentence in which it was met. A day's cards are those that
are due, then new ones, the terms that are mentioned most before the others, as many as the minutes of a day allow.
"""

import importlib.util
import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any

from companion.errors import CompanionError
from companion.glossary.model import Term
from companion.library.glossary import Glossary
from companion.library.places import PLACES, place_from_row
from companion.library.store import Store
from companion.library.values import TermPlace

MINUTES = 10  # a day
_SECONDS = 20.0  # that a card takes until it is known how long the reader's cards take
_LONGEST = 120.0  # seconds of a card that count: then the reader was somewhere else
MISSING = (
    "Learning needs the package fsrs, which is not installed. Install it with: python -m pip install fsrs, in the "
    "environment that the program runs in."
)


class Grade(IntEnum):
    """How well the reader knew a card; the numbers are those of FSRS."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class LearningCard:
    """A term to learn. `met` is the first place where the documents mention it; `due` is "" for a new card."""

    term: Term
    met: TermPlace | None
    due: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that was given: the card comes again at `due` (ISO 8601, UTC). `before` is its schedule until then."""

    term: str
    grade: Grade
    due: str
    review: int
    before: tuple[str, str] | None


class Learning:
    """What the reader learns of the glossary, and when each term comes again."""

    def __init__(self, store: Store, glossary: Glossary) -> None:
        self._store = store
        self._glossary = glossary

    @staticmethod
    def is_available() -> bool:
        """Whether the optional package is installed."""
        return importlib.util.find_spec("fsrs") is not None

    def deal(self, minutes: float = MINUTES, at: datetime | None = None) -> list[LearningCard]:
        """The cards for the rest of today's `minutes`. Raises CompanionError where the package is missing."""
        _refuse_missing()
        time = at or datetime.now(UTC)
        room = int(max(minutes * 60 - self.seconds_spent(time), 0) / self._pace())
        due = self._store.rows(
            """SELECT cards.term, due FROM cards JOIN terms ON terms.name = cards.term AND NOT hidden
               WHERE due <= ? ORDER BY due LIMIT ?""",
            _written(time),
            room,
        )
        known = {row["term"] for row in self._store.rows("SELECT term FROM cards")}
        counts = self._glossary.counts()
        fresh = sorted((name for name in counts if name not in known), key=lambda name: (-counts[name][0], name))
        wanted = [(row["term"], row["due"]) for row in due] + [(name, "") for name in fresh[: room - len(due)]]
        return [card for name, when in wanted if (card := self._card(name, when)) is not None]

    def answer(self, term: str, grade: Grade, seconds: float = 0.0, at: datetime | None = None) -> Answer:
        """Keep how well a card was known, and when it comes again. Returns what `take_back` needs."""
        _refuse_missing()
        time = at or datetime.now(UTC)
        row = self._store.row("SELECT due, card FROM cards WHERE term = ?", term)
        before = (row["due"], row["card"]) if row is not None else None
        due, card = _scheduled(before[1] if before else None, grade, time)
        length = min(max(seconds, 0.0), _LONGEST)

        def save(db: sqlite3.Connection) -> int:
            db.execute("INSERT OR REPLACE INTO cards (term, due, card) VALUES (?, ?, ?)", (term, due, card))
            values = (term, _written(time), int(grade), length)
            sql = "INSERT INTO reviews (term, at, grade, seconds) VALUES (?, ?, ?, ?)"
            return db.execute(sql, values).lastrowid or 0

        return Answer(term, grade, due, self._store.save(save), before)

    def take_back(self, answer: Answer) -> None:
        """Let an answer not have been given."""

        def save(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM reviews WHERE number = ?", (answer.review,))
            db.execute("DELETE FROM cards WHERE term = ?", (answer.term,))
            if answer.before is not None:
                db.execute("INSERT INTO cards (term, due, card) VALUES (?, ?, ?)", (answer.term, *answer.before))

        self._store.save(save)

    def seconds_spent(self, at: datetime | None = None) -> float:
        """How long the reader has answered cards on this day (UTC)."""
        day = _written(at or datetime.now(UTC))[:10]
        return float(self._store.value("SELECT sum(seconds) FROM reviews WHERE substr(at, 1, 10) = ?", day) or 0.0)

    def _pace(self) -> float:
        """Seconds that a card takes: the mean of the last hundred."""
        sql = "SELECT avg(seconds) FROM (SELECT seconds FROM reviews WHERE seconds > 0 ORDER BY number DESC LIMIT 100)"
        return max(float(self._store.value(sql) or _SECONDS), 1.0)

    def _card(self, name: str, due: str) -> LearningCard | None:
        term = self._glossary.term(name)
        if term is None or term.name != name:
            return None
        row = self._store.row(PLACES, name, None, None, 0, 2**62, 1)
        return LearningCard(term, None if row is None else place_from_row(row), due)


def _scheduled(card: str | None, grade: Grade, time: datetime) -> tuple[str, str]:
    """When a card comes again, and its state as JSON, after an answer."""
    fsrs: Any = importlib.import_module("fsrs")
    old = fsrs.Card.from_dict(json.loads(card)) if card is not None else fsrs.Card(card_id=0, due=time)
    new, _ = fsrs.Scheduler(enable_fuzzing=False).review_card(old, fsrs.Rating(int(grade)), time)
    return _written(new.due), json.dumps(new.to_dict())


def _refuse_missing() -> None:
    if not Learning.is_available():
        raise CompanionError(MISSING)


def _written(time: datetime) -> str:
    """A time as the library writes times, see `rows.now`."""
    return time.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
