# SPDX-License-Identifier: MIT
"""The tree of a query, and what can be said of one without an index."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Form(StrEnum):
    """Which words of a text a word of the query stands for."""

    STEM = "stem"  # all that share its stem
    EXACT = "exact"  # itself
    PREFIX = "prefix"  # those that begin with it
    TYPED = "typed"  # those of STEM and those of PREFIX: the reader is still typing it
    FUZZY = "fuzzy"  # those that differ from it by a letter or two
    PATTERN = "pattern"  # those that it describes, with * for any letters and ? for one


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word looked for in a field; `start` and `end` say where it stands in the query.

    By as many letters as `distance` may a word of a text differ from a FUZZY one.
    """

    text: str
    form: Form = Form.STEM
    field: str = "body"
    start: int = 0
    end: int = 0
    distance: int = 0


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words one after another, all in the same field, with at most `slop` other words between them in all.

    Those that the query joins by hyphens may also be written as one word, `joined`.
    """

    words: tuple[Word, ...]
    slop: int = 0
    joined: Word | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """Two words or phrases of the same field, in either order, with at most `distance` other words between them."""

    left: "Word | Phrase"
    right: "Word | Phrase"
    distance: int


@dataclass(frozen=True, slots=True)
class Range:
    """Values of a plain field from `low` to `high`, both included, compared as text."""

    field: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """Passages by the library's numbers, from `low` to `high`, both included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class And:
    """All of its parts; those that are Not take away, and at least one is not Not."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of its parts."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Most:
    """At least so many of its parts."""

    parts: tuple["Node", ...]
    least: int


@dataclass(frozen=True, slots=True)
class Not:
    """What an And takes away."""

    part: "Node"


TextLeaf: TypeAlias = Word | Phrase | Near
Leaf: TypeAlias = TextLeaf | Range | Numbers
Node: TypeAlias = Leaf | And | Or | Most | Not


def leaves(node: Node) -> Iterator[Leaf]:
    """The leaves that a passage may match, so none below a Not."""
    if isinstance(node, And | Or | Most):
        for part in node.parts:
            yield from leaves(part)
    elif not isinstance(node, Not):
        yield node


def text_leaves(node: Node) -> list[TextLeaf]:
    """Those of the leaves that are looked for in the text itself."""
    return [leaf for leaf in leaves(node) if not isinstance(leaf, Range | Numbers) and field_of(leaf) == "body"]


def words_of(leaf: TextLeaf) -> tuple[Word, ...]:
    """The words of a leaf, in order."""
    if isinstance(leaf, Near):
        return words_of(leaf.left) + words_of(leaf.right)
    return leaf.words if isinstance(leaf, Phrase) else (leaf,)


def field_of(leaf: Leaf) -> str:
    """The field in which a leaf is looked for."""
    if isinstance(leaf, Numbers):
        return "number"
    return leaf.field if isinstance(leaf, Range) else words_of(leaf)[0].field


def needs_text(node: Node) -> bool:
    """Whether every passage that matches holds a word of the query in its text."""
    if isinstance(node, And):
        return any(needs_text(part) for part in node.parts)
    if isinstance(node, Or | Most):
        return all(needs_text(part) for part in node.parts)
    return not isinstance(node, Not) and field_of(node) == "body"


def any_of(node: Node) -> Node:
    """The query loosened: any of its words is enough. Fields still restrict, and NOT still takes away."""
    if isinstance(node, Or):
        return Or(tuple(any_of(part) for part in node.parts))
    if not isinstance(node, And):
        return node
    words = [any_of(part) for part in node.parts if text_leaves(part)]
    others = [part for part in node.parts if not text_leaves(part)]
    return all_of([Or(tuple(words)), *others]) if len(words) > 1 else node


def all_of(parts: list[Node]) -> Node:
    """One node for all the parts, of which there is at least one."""
    return parts[0] if len(parts) == 1 else And(tuple(parts))
