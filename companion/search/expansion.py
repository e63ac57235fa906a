# SPDX-License-Identifier: MIT
"""Widens a query by the other names of the glossary's terms that stand in it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from companion.document.words import key
from companion.search.nodes import And, Form, Node, Or, Phrase, Word, all_of, field_of, words_of
from companion.search.tokens import folded_words
from companion.search.wishes import Called

_LONGEST = 7  # words of a name
_SHORT = 3  # letters of an abbreviation that is hardly taken for a word
_VOWEL = re.compile("[AEIOUY]")
_MOST = 12  # other names of one term

Expansions = tuple[tuple[str, tuple[str, ...]], ...]  # names of terms, and what else was searched for each


@dataclass(slots=True)
class Expander:
    """Widens the tree of `query`.

    `called` gives the names of the term that is called so. `wanted` says of each other name whether to search for it
    too. `ordinary` says of a word whether texts use it as an ordinary one: an abbreviation that is also such a word
    ("START") stands for its term only where it is written in capitals, and is never searched for in place of others.
    """

    query: str
    called: Called
    wanted: Callable[[str, Node], bool]
    ordinary: Callable[[str], bool]

    def expand(self, node: Node) -> tuple[Node, Expansions]:
        """The wider tree, and by what it is wider."""
        found: dict[str, tuple[str, ...]] = {}
        return self._widened(node, found), tuple(found.items())

    def _widened(self, node: Node, found: dict[str, tuple[str, ...]]) -> Node:
        if isinstance(node, Or):
            parts = [self._widened(part, found) if isinstance(part, And) else part for part in node.parts]
            others = [other for _, _, several in self._names_in(node.parts, found) for other in several]
            return Or((*parts, *others)) if others or parts != [*node.parts] else node
        if not isinstance(node, And | Word | Phrase):
            return node
        parts = [*node.parts] if isinstance(node, And) else [node]
        parts = [self._widened(part, found) if isinstance(part, Or) else part for part in parts]
        for first, last, others in [*self._names_in(parts, found)][::-1]:
            parts[first:last] = [Or((all_of(parts[first:last]), *others))]
        return all_of(parts)

    def _names_in(
        self, parts: Sequence[Node], found: dict[str, tuple[str, ...]]
    ) -> Iterator[tuple[int, int, list[Node]]]:
        """The stretches of the parts that are names of terms, the longest there are, with the terms' other names."""
        first = 0
        while first < len(parts):
            step = 1
            for last in range(self._run(parts, first), first, -1):
                others = self._others(self._written(parts[first:last]), found)
                if others is not None:
                    step = last - first
                    if others:
                        yield first, last, others
                    break
            first += step

    def _run(self, parts: Sequence[Node], first: int) -> int:
        """The end of the words that stand side by side from the first on, any of which may be the end of a name."""
        if isinstance(parts[first], Phrase):
            return first + 1 if _is_plain(parts[first]) else first
        last = first
        while last < min(len(parts), first + _LONGEST) and isinstance(parts[last], Word) and _is_plain(parts[last]):
            if last > first and not self._written(parts[last - 1 : last + 1], between=True).isspace():
                break
            last += 1
        return last

    def _written(self, parts: Sequence[Node], *, between: bool = False) -> str:
        """What stands in the query from the first of the parts to the last, or between the two."""
        words = [word for part in parts if isinstance(part, Word | Phrase) for word in words_of(part)]
        return self.query[words[0].end : words[-1].start] if between else self.query[words[0].start : words[-1].end]

    def _others(self, phrase: str, found: dict[str, tuple[str, ...]]) -> list[Node] | None:
        """The other names of the term that is called so; None where there is no such term."""
        names = self.called(phrase)
        as_written = next((name for name in names if name.casefold() == phrase.casefold()), "")
        if not names or (not phrase.isupper() and (self._is_ambiguous(as_written) or self._is_a_word(as_written))):
            return None
        held = {*map(key, folded_words(phrase))}
        taken: list[str] = []
        nodes: dict[str, Node] = {}
        for name in names:
            words = folded_words(name)
            keys = f" {' '.join(map(key, words))} "
            # What holds a longer name is found by the shorter one already, and a shorter one is a wider concept.
            if held.issubset(keys.split()) or held.issuperset(keys.split()) or any(known in keys for known in taken):
                continue
            if self._is_ambiguous(name) or len(nodes) == _MOST:
                continue
            leaves = tuple(Word(word, Form.EXACT if _is_short(name) else Form.STEM) for word in words)
            node: Node = leaves[0] if len(leaves) == 1 else Phrase(leaves)
            if words and node not in nodes.values() and self.wanted(name, node):
                nodes[name] = node
                taken.append(keys)
        if nodes:
            found[names[0]] = tuple(nodes)
        return [*nodes.values()]

    def _is_a_word(self, name: str) -> bool:
        """Whether an abbreviation reads as a word does, and is one of several in the query ("start of the war")."""
        return (
            _is_short(name) and len(name) > _SHORT and name != self.query.strip().upper() and bool(_VOWEL.search(name))
        )

    def _is_ambiguous(self, name: str) -> bool:
        return _is_short(name) and self.ordinary("".join(folded_words(name)))


def _is_plain(part: Node) -> bool:
    """Whether these are words of the text in any form, as one looks for them when one means no form in particular."""
    if not isinstance(part, Word | Phrase) or field_of(part) != "body":
        return False
    return all(word.form in (Form.STEM, Form.TYPED) for word in words_of(part)) and not getattr(part, "slop", 0)


def _is_short(name: str) -> bool:
    """Whether it is written as abbreviations are."""
    return " " not in name and sum(map(str.isupper, name)) > 1
