# SPDX-License-Identifier: MIT
"""Makes one entry of two in the library, with what documents say on both, and takes that back."""

from dataclasses import dataclass, replace

from companion.glossary.model import Definition, Term
from companion.library.library import Library


@dataclass(frozen=True, slots=True)
class Merge:
    """Two entries that became one: `kept` before and after, the `other` one, and the definitions that moved."""

    before: Term
    after: Term
    other: Term
    moved: tuple[Definition, ...]


def merge(library: Library, before: Term, after: Term, other: Term) -> Merge:
    """Let `after` stand where `before` and `other` stood. Raises CompanionError where one of them is gone.

    The new entry is saved before the old one goes: whatever happens in between, nothing is lost.
    """
    moved = tuple(library.definitions.of_term(other.name))
    after = library.glossary.change(before.name, after)
    for each in moved:
        library.definitions.restore(replace(each, term=after.name))
    library.glossary.remove(other.name)
    return Merge(before, after, other, moved)


def unmerge(library: Library, done: Merge) -> None:
    """Let both entries stand again as they were."""
    library.glossary.restore(done.other)
    for each in done.moved:
        library.definitions.restore(each)
    library.glossary.change(done.after.name, done.before)
