# SPDX-License-Identifier: MIT
"""Which documents a change of the glossary's names can touch: the words of each document, and the names that changed.

A document's vocabulary is one line for each label of its words, as the matcher compares them. Names are kept with the
revision that changed them; where too many changed at once, or too long ago, all documents are read again.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from companion.library.store import Store

_MOST = 300  # names changed at once that are kept
_KEPT = 1_000  # revisions


def grow(db: sqlite3.Connection, name: str) -> int:
    """Let the revision of this name grow by one; returns it."""
    db.execute(
        """INSERT INTO meta (name, value) VALUES (?, '1')
           ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1""",
        (name,),
    )
    value: str = db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()[0]
    return int(value)


def note_names(db: sqlite3.Connection, names: Iterable[str]) -> None:
    """Let the revision of the names grow, and keep which ones changed."""
    revision = grow(db, "names")
    changed = sorted(set(names))
    if len(changed) > _MOST:
        db.execute("DELETE FROM changed_names")
    else:
        db.executemany(
            "INSERT INTO changed_names (revision, name) VALUES (?, ?)", [(revision, each) for each in changed]
        )
    db.execute("DELETE FROM changed_names WHERE revision <= ?", (revision - _KEPT,))


def write_vocabulary(db: sqlite3.Connection, document: str, labels: Iterable[str]) -> None:
    """Keep the words of a document's text."""
    lines = "\n".join(("", *sorted(labels), ""))
    db.execute("INSERT OR REPLACE INTO vocabularies (document, labels) VALUES (?, ?)", (document, lines))


def untouched(store: Store, revision: int, behind: Sequence[sqlite3.Row]) -> list[str]:
    """The ids of those documents in which no name stands that changed up to the glossary's `revision`.

    The rows tell id, language and mentions_at of each document.
    """
    found: list[str] = []
    groups: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for row in behind:
        groups[row["language"], row["mentions_at"]].append(row["id"])
    for (language, since), documents in groups.items():
        names = _changed(store, since, revision)
        if names is not None:
            found += _without(store, documents, names, language)
    return found


def _changed(store: Store, since: int, revision: int) -> list[str] | None:
    """The names that changed after one revision and up to another; None where that is not known any more."""
    rows = store.rows("SELECT revision, name FROM changed_names WHERE revision > ? AND revision <= ?", since, revision)
    known = since > 0 and len({row["revision"] for row in rows}) == revision - since
    return sorted({row["name"] for row in rows}) if known else None


def _without(store: Store, documents: Sequence[str], names: Iterable[str], language: str) -> list[str]:
    from companion.glossary.matcher import labels_of

    forms = [[f"\n{label}\n" for label in labels] for name in names for labels in labels_of(name, language or "en")]
    wanted = set(documents)
    found = []
    for row in store.rows("SELECT document, labels FROM vocabularies"):
        lines = row["labels"]
        if row["document"] in wanted and not any(all(label in lines for label in form) for form in forms):
            found.append(row["document"])
    return found
