# SPDX-License-Identifier: MIT
"""What the program proposes for the glossary after reading the documents, and what the reader made of it."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from companion.errors import LibraryError, NotFound
from companion.glossary.model import EVERYWHERE, Definition, Term
from companion.glossary.reading import conflicts
from companion.glossary.suggestion import Suggestion, SuggestionKind, SuggestionState
from companion.library.definitions import Definitions
from companion.library.glossary import Glossary
from companion.library.rows import anchor_from_row
from companion.library.store import Store
from companion.work import Progress, Work

_SELECT = """
    SELECT suggestions.*, documents.title, (
        SELECT page FROM passages WHERE passages.document = suggestions.document AND passages.start <= suggestions.start
        ORDER BY passages.start DESC LIMIT 1) AS page
    FROM suggestions JOIN documents ON documents.id = suggestions.document AND documents.removed_at IS NULL"""
_ORDER = (
    "ORDER BY documents.title COLLATE NOCASE, suggestions.document, kind = 'candidate', score DESC, suggestions.start"
)
BEHIND = "removed_at IS NULL AND suggested_at <> revision"  # the documents that are to be read


@dataclass(frozen=True, slots=True)
class Decision:
    """What the reader made of a suggestion, with all that followed from it: enough to take it back.

    `added` is a term that was made, `changed` an entry before and after it was given a short form, `definition` what
    was kept as the document's words on it.
    """

    before: Suggestion
    after: Suggestion
    added: Term | None = None
    changed: tuple[Term, Term] | None = None
    definition: Definition | None = None


class Suggestions:
    """Suggestions, kept with the document that they come from; `refresh` reads documents that are new or have changed.

    What was decided stays decided when a document is read again.
    """

    def __init__(self, store: Store, glossary: Glossary, definitions: Definitions) -> None:
        self._store = store
        self._glossary = glossary
        self._definitions = definitions

    def all(
        self,
        document: str | None = None,
        kinds: Iterable[SuggestionKind] = SuggestionKind,
        states: Iterable[SuggestionState] = (SuggestionState.PROPOSED,),
    ) -> list[Suggestion]:
        """The suggestions of these kinds and states of one document or all, in reading order, candidates last."""
        rows = self._store.rows(f"{_SELECT} WHERE ? IS NULL OR suggestions.document = ? {_ORDER}", document, document)
        wanted, allowed = frozenset(kinds), frozenset(states)
        found = list(self._told(rows))
        return [each for each in found if each.kind in wanted and each.state in allowed and not _is_superfluous(each)]

    def suggestion(self, identity: str) -> Suggestion:
        """The suggestion of this id. Raises NotFound."""
        row = self._store.row("SELECT document FROM suggestions WHERE id = ?", identity)
        found = self.all(row["document"], states=SuggestionState) if row is not None else []
        for each in found:
            if each.id == identity:
                return each
        raise NotFound("This suggestion is not in the library any more.")

    def behind(self, document: str | None = None) -> int:
        """How many documents, or whether this one, were not read for suggestions since they came in or changed."""
        sql = f"SELECT count(*) FROM documents WHERE {BEHIND} AND (? IS NULL OR id = ?)"
        return int(self._store.value(sql, document, document))

    def refresh(self, document: str | None = None) -> Work[int]:
        """Read the documents that are new or have changed, or only this one of them; returns how many.

        It is done by a process of its own and may be stopped at any moment; what was read by then is kept. Raises
        LibraryError.
        """
        from companion.library.processes import ProcessFailed, run_suggestions

        behind = self.behind(document)
        if behind:
            try:
                yield from run_suggestions(self._store.database, document)
            except ProcessFailed as error:
                raise LibraryError(
                    f"The documents could not be read for what they propose for the glossary ({error}). "
                    "That is tried again at the next start."
                ) from error
        return behind

    def accept(
        self, identity: str, scope: str = EVERYWHERE, *, name: str = "", short: str = "", text: str = ""
    ) -> Decision:
        """Take a suggestion into the glossary, in other words where some are given. Returns what `revert` needs.

        Where the glossary has the term already, it gets the short form and the definition. A short form that is to
        count in fewer documents than its term becomes an entry of its own.
        """
        before = self.suggestion(identity)
        wanted = replace(before, name=name or before.name, short=short or before.short, text=text or before.text)
        state = SuggestionState.ACCEPTED if wanted == before else SuggestionState.CORRECTED
        added, changed = self._take_in(wanted, scope)
        kept = added.name if added else changed[1].name if changed else self._glossary.find(wanted.name).name
        definition = None
        if wanted.text and wanted.kind is not SuggestionKind.CANDIDATE:
            definition = self._definitions.add(kept, before.anchor, wanted.text, before.rule)
        return Decision(before, self._mark(before, state), added, changed, definition)

    def accept_all(self, identities: Iterable[str], scope: str = EVERYWHERE) -> Work[list[Decision]]:
        """`accept` for many, such as all entries of a document's own glossary."""
        wanted = list(identities)
        decisions = []
        for number, identity in enumerate(wanted):
            yield Progress(number, len(wanted), "taking terms in")
            decisions.append(self.accept(identity, scope))
        return decisions

    def ignore(self, identity: str) -> Decision:
        """Propose this no more. Returns what `revert` needs."""
        before = self.suggestion(identity)
        return Decision(before, self._mark(before, SuggestionState.IGNORED))

    def revert(self, decision: Decision) -> Suggestion:
        """Take a decision back, with the term and the definition that came of it."""
        if decision.definition is not None:
            self._definitions.remove(decision.definition.id)
        if decision.added is not None:
            self._glossary.remove(decision.added.name)
        if decision.changed is not None:
            self._glossary.change(decision.changed[1].name, decision.changed[0])
        return self._mark(decision.before, decision.before.state)

    def _take_in(self, wanted: Suggestion, scope: str) -> tuple[Term | None, tuple[Term, Term] | None]:
        """The term that was added, or the entry before and after it changed, or neither."""
        known = self._glossary.term(wanted.name)
        shorts = (wanted.short,) if wanted.short else ()
        source = wanted.title + (f", p. {wanted.page}" if wanted.page else "")
        says = wanted.text if wanted.kind in (SuggestionKind.DEFINITION, SuggestionKind.ENTRY) else ""
        if known is None:
            return self._glossary.add(Term(wanted.name, says, "", (), shorts, (), (source,), scope=scope)), None
        if not wanted.short or wanted.short in known.names:
            return None, None
        if scope != known.scope and scope != EVERYWHERE:
            entry = Term(wanted.short, f"Short for {known.name}.", known.category, related=(known.name,), scope=scope)
            return self._glossary.add(replace(entry, sources=(source,))), None
        changed = self._glossary.change(known.name, replace(known, abbreviations=(*known.abbreviations, *shorts)))
        return None, (known, changed)

    def _mark(self, suggestion: Suggestion, state: SuggestionState) -> Suggestion:
        sql = "UPDATE suggestions SET state = ? WHERE id = ?"
        self._store.save(lambda db: db.execute(sql, (state.value, suggestion.id)))
        return replace(suggestion, state=state)

    def _told(self, rows: Iterable[sqlite3.Row]) -> Iterator[Suggestion]:
        """The suggestions of the rows, with what the other ones and the glossary say on them."""
        found = [_from_row(row) for row in rows]
        shorts: dict[str, list[Suggestion]] = {}
        for each in found:
            if each.kind is SuggestionKind.ABBREVIATION:
                shorts.setdefault(each.document, []).append(each)
        others = {key: value for one in shorts.values() for key, value in conflicts(one).items()}
        for each in found:
            known = self._glossary.term(each.name) is not None
            yield replace(each, conflicts=others.get(each.id, ()), known=known)


def _is_superfluous(each: Suggestion) -> bool:
    """Whether it is a candidate for a term that the glossary has by now."""
    return each.known and each.kind is SuggestionKind.CANDIDATE and each.state is SuggestionState.PROPOSED


def _from_row(row: sqlite3.Row) -> Suggestion:
    return Suggestion(
        id=row["id"],
        kind=SuggestionKind(row["kind"]),
        name=row["name"],
        anchor=anchor_from_row(row),
        short=row["short"],
        text=row["text"],
        rule=row["rule"],
        score=row["score"],
        count=row["count"],
        state=SuggestionState(row["state"]),
        title=row["title"],
        page=row["page"] or "",
    )
