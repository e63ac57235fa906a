# SPDX-License-Identifier: MIT
"""Find the terms of a glossary in a text.

Names are looked up word by word in a trie, so a name is always data and the time does not depend on how many there
are. A name also stands in another number (dilemma, dilemmas), in British or American spelling, in the possessive,
and with a hyphen, a space or nothing where it has a hyphen, or a hyphen where it has a space. A name of capitals
(three quarters of its letters or more) stands only as it is written, with or without a plural s: WHO is not "who".
"""

import re
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from companion.document.words import WORD, american, fold, key
from companion.glossary.model import EVERYWHERE, Mention, Term, within_document

_CAPITALS = 0.75  # share of capitals from which a name must be met as it is written
_LONGEST = 200  # code points of a name; a longer one is a paragraph, and no text has it as a term
_HYPHENS = ("-", "\u2010", "\u2011", "\u2013")  # hyphen-minus, hyphen, non-breaking hyphen, en dash
_BLANKS = " \t\u00a0\u2009\u202f"
_PREFIXES = frozenset({"inter", "non", "counter", "trans", "un", "intra"})  # what they stand before is another thing
_ONE_DOCUMENT = within_document("")


@dataclass(frozen=True, slots=True)
class _Name:
    """One name of a term: its words, and the marks before the first and after the last one ("C++")."""

    term: str
    words: tuple[str, ...]
    head: str
    tail: str
    as_written: bool
    scope: str

    @property
    def rank(self) -> tuple[bool, bool, bool]:
        """The stricter name is asked first, and then the one that counts in fewer documents."""
        return not self.as_written, self.scope == EVERYWHERE, not self.scope.startswith(_ONE_DOCUMENT)


@dataclass(slots=True)
class _Node:
    """What may follow the words so far, and the names that end here."""

    following: "dict[str, _Node]" = field(default_factory=dict)
    names: list[_Name] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text was found to hold: the mentions in it, and the labels of all its words (see `labels_of`)."""

    mentions: list[Mention]
    labels: frozenset[str]


class Matcher:
    """The names of `terms`, ready to be found in any number of texts. `language` (BCP 47) is that of the terms.

    Where two terms share a name, the one of the narrower scope has it, and else the first one.
    """

    def __init__(self, terms: Iterable[Term], language: str = "en") -> None:
        self._label = _label_of(language)
        self._same: Callable[[str, str], bool] = _same_english if _is_english(language) else lambda one, other: True
        self._root = _Node()
        for term in terms:
            for name in term.names:
                self._add(term, name)

    def mentions(self, text: str, scopes: Container[str] = ()) -> list[Mention]:
        """The mentions that `read` finds."""
        return self.read(text, scopes).mentions

    def read(self, text: str, scopes: Container[str] = ()) -> Reading:
        """Where terms stand in `text`, in order and without overlaps; at each place the longest name wins.

        Terms that do not count everywhere are looked for where their scope is one of `scopes`.
        """
        words = [match.span() for match in WORD.finditer(text)]
        label_of, following = self._label, self._root.following
        labels = [label_of(text[start:end]) for start, end in words]
        found: list[Mention] = []
        free = end = 0  # the first word and the first code point after the last mention
        for first, label in enumerate(labels):
            if label in following and first >= free and not _is_prefixed(text, words, first):
                last, mention = self._longest(text, words, labels, first, scopes)
                if mention is not None and mention.start >= end:
                    found.append(mention)
                    free, end = last + 1, mention.start + mention.length
        return Reading(found, frozenset(labels))

    def _longest(
        self, text: str, words: list[tuple[int, int]], labels: list[str], first: int, scopes: Container[str]
    ) -> tuple[int, Mention | None]:
        """The last word of the longest name that begins with word number `first`, and its mention."""
        best: tuple[int, Mention | None] = (first, None)
        node: _Node | None = self._root.following[labels[first]]
        last = first
        while node is not None:
            if node.names:
                mention = self._mention(text, words[first : last + 1], node.names, scopes)
                if mention is not None:
                    best = (last, mention)
            last += 1
            if last == len(words) or not node.following:
                break
            between = text[words[last - 1][1] : words[last][0]]
            node = node.following.get(labels[last] if between == " " else _edge(between, labels[last]))
        return best

    def _mention(
        self, text: str, words: list[tuple[int, int]], names: list[_Name], scopes: Container[str]
    ) -> Mention | None:
        """The first of the names that is written at these words, and not only something like it."""
        written = [text[start:end] for start, end in words]
        start, end = words[0][0], words[-1][1]
        for name in names:
            if name.scope != EVERYWHERE and name.scope not in scopes:
                continue
            agrees = _as_written if name.as_written else self._same
            marks_agree = text.endswith(name.head, 0, start) and text.startswith(name.tail, end)
            if marks_agree and all(map(agrees, name.words, written)):
                return Mention(name.term, start - len(name.head), end + len(name.tail) - start + len(name.head))
        return None

    def _add(self, term: Term, name: str) -> None:
        for form in _forms(name):
            self._add_form(term, form, _is_capitals(name))

    def _add_form(self, term: Term, form: str, as_written: bool) -> None:
        spans = [match.span() for match in WORD.finditer(form)]
        if not spans:
            return
        node, end = self._root, spans[0][0]
        for span in spans:
            edge = _edge(form[end : span[0]], self._label(form[slice(*span)]))
            node = node.following.setdefault(edge, _Node())
            end = span[1]
        words = tuple(form[slice(*span)] for span in spans)
        node.names.append(_Name(term.name, words, form[: spans[0][0]], form[end:], as_written, term.scope))
        node.names.sort(key=lambda name: name.rank)


def _is_prefixed(text: str, words: list[tuple[int, int]], first: int) -> bool:
    """Whether the word is only the rest of another one: the agency of "inter-agency", the weapon of "non-weapon"."""
    start = words[first][0]
    return (
        first > 0
        and text[start - 1] in _HYPHENS
        and words[first - 1][1] == start - 1
        and text[slice(*words[first - 1])].casefold() in _PREFIXES
    )


def labels_of(name: str, language: str = "en") -> list[frozenset[str]]:
    """For each form of a name, the labels of its words: a text of the language holds the form only where it has all."""
    label = _label_of(language)
    found = [frozenset(label(match.group()) for match in WORD.finditer(form)) for form in _forms(name)]
    return [labels for labels in found if labels]


def _label_of(language: str) -> Callable[[str], str]:
    return _english_label if _is_english(language) else lambda word: key(word, language)


def _is_english(language: str) -> bool:
    return language[:2].lower() == "en"


def _forms(name: str) -> tuple[str, ...]:
    """The name as it is looked for, and where it has hyphens also without them; a paragraph is no name."""
    name = " ".join(name.split())
    if len(name) > _LONGEST:
        return ()
    solid = name.translate(_NO_HYPHENS)
    return (name, solid) if solid != name else (name,)


_NO_HYPHENS = str.maketrans("", "", "".join(_HYPHENS))


def _is_capitals(name: str) -> bool:
    letters = [character for character in name if character.isalpha()]
    return bool(letters) and sum(map(str.isupper, letters)) >= _CAPITALS * len(letters)


def _edge(between: str, label: str) -> str:
    """The step in the trie to the word `label` over what stands between it and the word before."""
    joins = between in _HYPHENS or not between.strip(_BLANKS)
    return label if joins else f"{between} {label}"


_ENDING = re.compile(r"(?:s?(?:ies|y|[ei]s|e)|s)$")


@lru_cache(maxsize=200_000)
def _english_label(word: str) -> str:
    """What all forms of a word share, and sometimes other words too: losses, loss; bases, base, basis."""
    folded = american(fold(_bare(word)))
    return _ENDING.sub("", folded) or folded


@lru_cache(maxsize=20_000)
def _same_english(one: str, other: str) -> bool:
    """Whether two words are one word, but for number, possessive and spelling."""
    return not _singulars(american(fold(one))).isdisjoint(_singulars(american(fold(other))))


def _singulars(folded: str) -> set[str]:
    """The word, and what it may be the plural of."""
    forms = {folded}
    if folded.endswith("s") and not folded.endswith(("ss", "us", "is")):
        forms.add(folded[:-1])
    if folded.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        forms |= {folded[:-2], folded[:-2] + "is"}
    if folded.endswith("ies"):
        forms.add(folded[:-3] + "y")
    return forms


def _as_written(name: str, found: str) -> bool:
    return _bare(name) == _bare(found)


@lru_cache(maxsize=20_000)
def _bare(word: str) -> str:
    """A word as it is written, but without a possessive, a plural s after capitals, and the dots of U.S."""
    bare = word.replace("’", "'").removesuffix("'s").removesuffix("'").replace(".", "")
    if bare.endswith("s") and (bare[:-1].isdigit() or (len(bare) > 2 and bare[:-1].isupper())):
        return bare[:-1]
    return bare
