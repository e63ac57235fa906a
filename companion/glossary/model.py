# SPDX-License-Identifier: MIT
"""A term of the glossary, and a mention of it in a text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry: one concept, its names and what it means.

    `aliases` are other names and spellings, `abbreviations` its short forms; together with `name` they are
    what is looked for in a text. `related` holds names of other terms. Each of `sources` is a work in the
    usual form ("Jervis, R. (1978). Cooperation under the Security Dilemma. World Politics 30(2)"), or
    "own wording". `origin` is "bundled" for an entry that came with the program and "own" for the reader's.
    """

    name: str
    definition: str
    category: str = ""
    aliases: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    origin: str = "own"

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that the term is called, its name first."""
        return (self.name, *self.aliases, *self.abbreviations)


@dataclass(frozen=True, slots=True)
class Mention:
    """A term standing at a range of a text: `length` code points from `start`. `term` is the term's name."""

    term: str
    start: int
    length: int
