# SPDX-License-Identifier: MIT
"""The glossary's entries as rows of library.db: how one is found, written, taken out and renamed.

All functions work within a change that is being saved.
"""

import sqlite3
from typing import TYPE_CHECKING

from companion.errors import CompanionError, NotFound
from companion.library.rows import TERM, from_lines, marks_for, term_from_row, term_to_row, to_lines
from companion.library.vocabulary import note_names

if TYPE_CHECKING:
    from companion.glossary.model import Term


def row_of(db: sqlite3.Connection, name: str) -> sqlite3.Row:
    """The entry of this name, with its id. Raises NotFound."""
    row: sqlite3.Row | None = db.execute(
        f"SELECT id, {TERM} FROM terms WHERE name = ? AND NOT hidden", (name,)
    ).fetchone()
    if row is None:
        raise NotFound(f"The glossary has no term “{name}” any more.")
    return row


def put(db: sqlite3.Connection, term: "Term") -> None:
    """Write a term; an entry of the same name that was deleted is there again."""
    assignments = ", ".join(f"{column.strip()} = excluded.{column.strip()}" for column in TERM.split(","))
    db.execute(
        f"""INSERT INTO terms ({TERM}) VALUES ({marks_for(TERM)})
            ON CONFLICT (name) DO UPDATE SET {assignments}, hidden = 0""",
        term_to_row(term),
    )


def write_over(db: sqlite3.Connection, name: str, term: "Term") -> None:
    """Write an entry in the place of the one of this name."""
    row = row_of(db, name)
    columns = ", ".join(f"{column.strip()} = ?" for column in TERM.split(","))
    db.execute(f"UPDATE terms SET {columns} WHERE id = ?", (*term_to_row(term), row["id"]))


def take_out(db: sqlite3.Connection, name: str) -> "Term":
    """Delete an entry and its mentions; one that came with the program stays hidden."""
    row = row_of(db, name)
    db.execute("DELETE FROM mentions WHERE term = ?", (row["id"],))
    db.execute("UPDATE terms SET hidden = 1 WHERE id = ? AND bundled IS NOT NULL", (row["id"],))
    db.execute("DELETE FROM terms WHERE id = ? AND bundled IS NULL", (row["id"],))
    removed = term_from_row(row)
    note_names(db, removed.names)
    return removed


def refuse_twin(db: sqlite3.Connection, name: str) -> None:
    """Raise CompanionError for a name that an entry has, or that says nothing."""
    if not name.strip():
        raise CompanionError("A term needs a name. Write one and save again.")
    wanted = plain(name)
    if any(plain(row["name"]) == wanted for row in db.execute("SELECT name FROM terms WHERE NOT hidden")):
        raise CompanionError(f"The glossary has “{name}” already. Change that entry, or choose another name.")


def rename_related(db: sqlite3.Connection, old: str, new: str) -> None:
    """Let the entries that name one term as related name the other one."""
    for row in db.execute("SELECT id, related FROM terms WHERE instr(related, ?)", (old,)).fetchall():
        related = to_lines(new if name == old else name for name in from_lines(row["related"]))
        db.execute("UPDATE terms SET related = ? WHERE id = ?", (related, row["id"]))


def record(db: sqlite3.Connection, did: str, name: str, before: "Term | None", who: str = "") -> None:
    """Keep what an entry was before a change, for its history; see `companion.library.history`."""
    from companion.library import history  # late: an opening changes nothing

    history.record(db, did, name, before, who)


def plain(name: str) -> str:
    """A name without case and superfluous spaces."""
    return " ".join(name.casefold().split())
