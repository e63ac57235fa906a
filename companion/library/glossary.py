# SPDX-License-Identifier: MIT
"""The glossary's terms, and where they stand in the documents."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from companion.errors import NotFound
from companion.library.entries import plain, put, record, refuse_twin, rename_related, row_of, take_out, write_over
from companion.library.rows import TERM, term_from_row
from companion.library.store import Store
from companion.library.vocabulary import grow, note_names
from companion.work import Progress, Work

if TYPE_CHECKING:
    from companion.glossary.matcher import Matcher
    from companion.glossary.model import Mention, Term
    from companion.library.merging import Merge
    from companion.library.values import Marked, TermPlace

_ENGLISH = "en"
_BATCH = 200_000  # code points of documents that are saved together


class Glossary:
    """Terms and their mentions.

    Mentions are stored; they follow a change of the terms when `refresh` has run. Until then those of the terms
    as they were are answered, without those of deleted terms.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._guard = threading.Lock()
        self._known = _Catalogue(-1, ())
        self._matchers: dict[tuple[int, str], Matcher] = {}  # by revision and language

    def terms(self) -> list[Term]:
        """All terms, by name."""
        return list(self._catalogue().terms)

    def term(self, name: str) -> Term | None:
        """The term that is called so: by its name, an alias or an abbreviation, in any inflection."""
        return self._catalogue().named(name)

    def find(self, name: str) -> Term:
        """`term`, or NotFound."""
        term = self.term(name)
        if term is None:
            raise NotFound(f"The glossary has no term “{name}”. Check the spelling, or search the documents for it.")
        return term

    def add(self, term: Term, who: str = "") -> Term:
        """Add an entry. Raises CompanionError where there is one of that name.

        `who` is for the entry's history: "" for the reader.
        """

        def save(db: sqlite3.Connection) -> Term:
            refuse_twin(db, term.name)
            put(db, term)
            grow(db, "terms")
            note_names(db, term.names)
            record(db, "added", term.name, None, who)
            return term

        return self._store.save(save)

    def change(self, old_name: str, term: Term, who: str = "") -> Term:
        """Replace the entry `old_name`; terms related to it follow a new name. A bundled entry becomes the reader's."""

        def save(db: sqlite3.Connection) -> Term:
            old = term_from_row(row_of(db, old_name))
            changed = replace(term, origin="own") if old.origin == "bundled" and term != old else term
            if term.name.casefold() != old_name.casefold():
                refuse_twin(db, term.name)
            db.execute("DELETE FROM terms WHERE name = ? AND hidden", (changed.name,))
            write_over(db, old_name, changed)
            if changed.name != old_name:
                rename_related(db, old_name, changed.name)
                for table in ("definitions", "cards", "reviews"):
                    db.execute(f"UPDATE OR REPLACE {table} SET term = ? WHERE term = ?", (changed.name, old_name))
            grow(db, "terms")
            if (changed.name, changed.scope) != (old.name, old.scope):
                note_names(db, {*old.names, *changed.names})
            elif set(changed.names) != set(old.names):
                note_names(db, set(old.names) ^ set(changed.names))
            record(db, "changed", changed.name, old, who)
            return changed

        return self._store.save(save)

    def remove(self, name: str, who: str = "") -> Term:
        """Delete the entry of this name; returns it, for `restore`. Raises NotFound."""

        def save(db: sqlite3.Connection) -> Term:
            removed = take_out(db, name)
            grow(db, "terms")
            record(db, "removed", name, removed, who)
            return removed

        return self._store.save(save)

    def merge(self, kept: str, other: str) -> Merge:
        """Make one entry of two: `kept` gets all that `other` has, which is deleted. Returns what `unmerge` needs.

        Raises NotFound, or CompanionError where both are one.
        """
        from companion.library.merging import merge

        return self._store.save(lambda db: merge(db, kept, other))

    def unmerge(self, merged: Merge) -> None:
        """Take a merge back: both entries, their definitions and the related terms are as they were."""
        from companion.library.merging import unmerge

        self._store.save(lambda db: unmerge(db, merged))

    def restore(self, term: Term) -> Term:
        """Bring a deleted entry back."""
        return self.add(term)

    def update_bundled(self, terms: Sequence[Term], version: str) -> None:
        """Take in the entries that came with the program, unless the reader has changed or deleted them."""

        def save(db: sqlite3.Connection) -> None:
            known = {row["bundled"]: row for row in db.execute("SELECT bundled, origin, hidden FROM terms")}
            names = {row["name"].casefold() for row in db.execute("SELECT name FROM terms")}
            for term in terms:
                row = known.get(term.name)
                unchanged = row is not None and row["origin"] == "bundled" and not row["hidden"]
                if unchanged or (row is None and term.name.casefold() not in names):
                    put(db, term)
                    db.execute("UPDATE terms SET bundled = name WHERE name = ?", (term.name,))
            db.execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('bundled', ?)", (version,))
            grow(db, "terms")
            note_names(db, (name for term in terms for name in term.names))

        self._store.save(save)

    def bundled_version(self) -> str:
        """Which bundled entries were taken in last; "" for none."""
        return self._store.value("SELECT value FROM meta WHERE name = 'bundled'") or ""

    def mentions(self, document: str, start: int = 0, end: int | None = None) -> list[Mention]:
        """The terms that stand, at least partly, in the range of the document's text, in order."""
        from companion.glossary.model import Mention

        sql = """SELECT terms.name, start, length FROM mentions JOIN terms ON terms.id = term
                 WHERE document = ? AND start < ? AND start + length > ? ORDER BY start"""
        last = 2**62 if end is None else end
        return [Mention(*row) for row in self._store.rows(sql, document, last, start)]

    def counts(self, document: str | None = None) -> dict[str, tuple[int, int]]:
        """For each term that is mentioned, in one document or in all: the mentions and the documents that hold them."""
        rows = self._store.rows(
            """SELECT terms.name, count(*), count(DISTINCT document) FROM mentions
               JOIN terms ON terms.id = term JOIN documents ON documents.id = document AND removed_at IS NULL
               WHERE ? IS NULL OR document = ? GROUP BY term ORDER BY terms.name""",
            document,
            document,
        )
        return {name: (mentions, documents) for name, mentions, documents in rows}

    def places(self, term: str, limit: int = 1_000) -> list[TermPlace]:
        """The first `limit` places where the term of this name stands, by document, each with its sentence."""
        from companion.library.places import PLACES, place_from_row  # late: an opening shows none

        return [place_from_row(row) for row in self._store.rows(PLACES, term, None, None, 0, 2**62, limit)]

    def refresh(self, first: str = "") -> Work[int]:
        """Bring the stored mentions up to the terms, document by document; returns how many had to be brought up.

        Only documents that hold a changed name are read again, the document `first` before the others. Stopped in
        between, it leaves each document either as it was or as it should be.
        """
        revision = self._names_revision()
        behind = self._store.rows(
            """SELECT id, title, language, mentions_at FROM documents
               WHERE removed_at IS NULL AND mentions_at <> ? ORDER BY id <> ?""",
            revision,
            first,
        )
        if not behind:
            return 0
        yield Progress(0, len(behind), behind[0]["title"])
        same = set(self._pass_over(revision, behind))
        batch = _Batch(self._store)
        try:
            for number, (document, title, language, _) in enumerate(behind):
                if document not in same:
                    yield Progress(number, len(behind), title)
                    rows = self._store.rows("SELECT text FROM passages WHERE document = ? ORDER BY start", document)
                    text = "".join(row[0] for row in rows)
                    batch.add(document, self.read(text, language, document), len(text))
        finally:
            batch.save()
        return len(behind)

    def _pass_over(self, revision: int, behind: Sequence[sqlite3.Row]) -> list[str]:
        """Let the documents count as brought up that hold no name that changed; returns their ids."""
        from companion.library.vocabulary import untouched

        same = untouched(self._store, revision, behind)
        before = {row["id"]: row["mentions_at"] for row in behind}
        sql = "UPDATE documents SET mentions_at = ? WHERE id = ? AND mentions_at = ?"
        if same:
            self._store.save(lambda db: db.executemany(sql, [(revision, each, before[each]) for each in same]))
        return same

    def read(self, text: str, language: str, document: str = "") -> Marked:
        """What the glossary finds in `text`, of a document if one is named."""
        from companion.library.values import Marked

        revision = self._names_revision()
        known = revision, language[:2].lower() or _ENGLISH
        with self._guard:
            if known not in self._matchers:
                from companion.glossary.matcher import Matcher

                self._matchers = {each: matcher for each, matcher in self._matchers.items() if each[0] == revision}
                self._matchers[known] = Matcher(self.terms(), known[1])
            matcher = self._matchers[known]
        found = matcher.read(text, self._scopes(document))
        return Marked(tuple(found.mentions), found.labels, revision)

    def _scopes(self, document: str) -> set[str]:
        """Where, besides everywhere, a term counts for this document."""
        from companion.glossary.model import within_collection, within_document

        rows = self._store.rows("SELECT collection FROM collected WHERE document = ?", document)
        return {within_document(document), *(within_collection(row["collection"]) for row in rows)}

    def _names_revision(self) -> int:
        return int(self._store.value("SELECT value FROM meta WHERE name = 'names'") or 0)

    def _catalogue(self) -> _Catalogue:
        revision = int(self._store.value("SELECT value FROM meta WHERE name = 'terms'") or 0)
        known = self._known
        if known.revision != revision:
            rows = self._store.rows(f"SELECT {TERM} FROM terms WHERE NOT hidden")
            terms = sorted(map(term_from_row, rows), key=lambda term: term.name.casefold())
            self._known = known = _Catalogue(revision, terms)
        return known


class _Catalogue:
    """The terms of one revision, and what they are called."""

    def __init__(self, revision: int, terms: Sequence[Term]) -> None:
        self.revision = revision
        self.terms = terms

    def named(self, name: str) -> Term | None:
        """The term called `name`; a term's own name counts before another one's alias."""
        return self._as_written.get(plain(name)) or self._by_keys.get(_keys(name))

    @cached_property
    def _as_written(self) -> dict[str, Term]:
        called = {plain(name): term for term in reversed(self.terms) for name in term.names[1:]}
        return called | {plain(term.name): term for term in self.terms}

    @cached_property
    def _by_keys(self) -> dict[tuple[str, ...], Term]:
        called = {_keys(name): term for term in reversed(self.terms) for name in term.names[1:]}
        called |= {_keys(term.name): term for term in self.terms}
        called.pop((), None)
        return called


def _keys(name: str) -> tuple[str, ...]:
    from companion.document.words import keys

    return tuple(keys(name))


class _Batch:
    """What was found in documents, saved together: many small documents would wait for the disk one by one."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._found: list[tuple[str, Marked]] = []
        self._size = 0

    def add(self, document: str, marked: Marked, size: int) -> None:
        """Keep what was found in a document of `size` code points; save when there is enough of it."""
        self._found.append((document, marked))
        self._size += size
        if self._size >= _BATCH:
            self.save()

    def save(self) -> None:
        """Write what was found in the place of the documents' old mentions."""
        from companion.library.draft import write_mentions  # late: an opening writes none

        def save(db: sqlite3.Connection) -> None:
            for document, marked in self._found:
                write_mentions(db, document, marked)

        if self._found:
            self._store.save(save)
        self._found, self._size = [], 0
