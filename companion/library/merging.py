# SPDX-License-Identifier: MIT
"""Make one entry of two, and take that back."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace

from companion.errors import CompanionError
from companion.glossary.model import EVERYWHERE, Term
from companion.library.entries import put, record, refuse_twin, row_of, take_out, write_over
from companion.library.rows import from_lines, term_from_row, to_lines
from companion.library.vocabulary import grow, note_names


@dataclass(frozen=True, slots=True)
class Merge:
    """Two entries, and the one that they became.

    `definitions` are the ids of those that changed their term; `neighbours` the names of entries that named the other
    one as related, each with all that it named.
    """

    kept: Term
    other: Term
    merged: Term
    definitions: tuple[str, ...] = ()
    neighbours: tuple[tuple[str, tuple[str, ...]], ...] = ()


def united(kept: Term, other: Term) -> Term:
    """The entry `kept` with all names, sources and related terms of the other one, and with its words below its own."""
    aliases = _distinct([*kept.aliases, other.name, *other.aliases], {kept.name})
    return replace(
        kept,
        aliases=aliases,
        abbreviations=_distinct([*kept.abbreviations, *other.abbreviations], {kept.name, *aliases}),
        related=_distinct([*kept.related, *other.related], {kept.name, other.name}),
        sources=_distinct([*kept.sources, *other.sources], set()),
        definition="\n\n".join(_distinct([kept.definition, other.definition], {""})),
        category=kept.category or other.category,
        scope=kept.scope if kept.scope == other.scope else EVERYWHERE,
        origin="own",
    )


def merge(db: sqlite3.Connection, kept: str, other: str) -> Merge:
    """See `Glossary.merge`."""
    before, gone = term_from_row(row_of(db, kept)), term_from_row(row_of(db, other))
    if before.name == gone.name:
        raise CompanionError("An entry cannot be merged with itself. Choose another one.")
    merged = united(before, gone)
    take_out(db, gone.name)
    write_over(db, before.name, merged)
    neighbours = _neighbours(db, gone.name)
    for name, related in neighbours:
        renamed = [before.name if each == gone.name else each for each in related]
        _relate(db, name, _distinct(renamed, {name}))
    moved = tuple(row["id"] for row in db.execute("SELECT id FROM definitions WHERE term = ?", (gone.name,)))
    db.execute("UPDATE definitions SET term = ? WHERE term = ?", (merged.name, gone.name))
    grow(db, "terms")
    record(db, "merged", merged.name, before)
    record(db, "merged", gone.name, gone)
    return Merge(before, gone, merged, moved, neighbours)


def unmerge(db: sqlite3.Connection, done: Merge) -> None:
    """See `Glossary.unmerge`."""
    current = term_from_row(row_of(db, done.merged.name))
    write_over(db, current.name, done.kept)
    refuse_twin(db, done.other.name)
    put(db, done.other)
    note_names(db, {*current.names, *done.kept.names, *done.other.names})
    for name, related in done.neighbours:
        _relate(db, name, related)
    back = [(done.other.name, each) for each in done.definitions]
    db.executemany("UPDATE definitions SET term = ? WHERE id = ?", back)
    grow(db, "terms")
    record(db, "changed", done.kept.name, current)
    record(db, "added", done.other.name, None)


def _neighbours(db: sqlite3.Connection, name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = db.execute("SELECT name, related FROM terms WHERE instr(related, ?) AND NOT hidden", (name,)).fetchall()
    found = ((row["name"], from_lines(row["related"])) for row in rows)
    return tuple((entry, related) for entry, related in found if name in related)


def _relate(db: sqlite3.Connection, name: str, related: Iterable[str]) -> None:
    db.execute("UPDATE terms SET related = ? WHERE name = ?", (to_lines(related), name))


def _distinct(items: Iterable[str], without: set[str]) -> tuple[str, ...]:
    return tuple(item for item in dict.fromkeys(items) if item not in without)
