# SPDX-License-Identifier: MIT
"""The query language of the search box.

    words                  passages that hold all of them, in any form
    "a phrase"             the words one after another; so is battle-management
    a OR b, (a OR b) c     either
    -word, NOT word        not that word
    word*                  words that begin so, as they are written
    inter*tor, wom?n       words with any letters in the place of the *, with one in that of the ?
    =word                  that form alone
    word~, word~2          words that differ from it by one letter, by two
    "a phrase"~3           the words in this order, with at most three others between them
    a NEAR b, a NEAR/5 b   two words, phrases or groups of them, in either order, at most ten, or five, others between
    field:word             in the title, section, author or tag; field:"a phrase" and field:(a OR b) too
    in:document            in that document, by its id or words of its title
    date:2023, date:2021..2023, date:2021.., kind:text

A query is at most 2,000 code points long and holds at most 64 words, or 400 where any of them is enough.
"""

import re
from dataclasses import replace
from itertools import product
from typing import NoReturn

from companion.errors import QueryError
from companion.search.nodes import Form, Near, Node, Not, Or, Phrase, Range, Word, all_of, any_of, field_of
from companion.search.query_words import words_of_piece
from companion.search.tokens import Tokens, folded_words

MAX_LENGTH = 2_000
MAX_WORDS = 64
MAX_ANY_WORDS = 400
_MAX_DEPTH = 32
_QUOTES = '"“”„‟«»'
_QUOTED = frozenset(_QUOTES)
_TEXT_FIELDS = ("title", "section", "author", "tag")
FIELDS = (*_TEXT_FIELDS, "in", "date", "kind")

_FIELD = re.compile(r"([^\W\d_]+):(?!//)")
_CHUNK = re.compile(rf"[^\s(){_QUOTES}]+")
_OPERATOR = re.compile(rf"(AND|OR|NOT)(?=[\s(){_QUOTES}]|$)")
_NEAR = re.compile(rf"NEAR(?:/(\d*))?(?=[\s(){_QUOTES}]|$)")
_NEAREST = 10  # words between, where the query does not say
_FARTHEST = 100
_SPACE = re.compile(r"\s*")
_FUZZY = re.compile(r"~(\d*)$")
_SLOP = re.compile(r"~(\d{1,2})(?![^\s()])")
_KINDS = {"text": "text", "texts": "text", "note": "note", "notes": "note", "term": "term", "terms": "term"}
_DATES = re.compile(r"(?=.*\d)(\d[\d-]*)?(\.\.)?(\d[\d-]*)?")
_LAST = "\U0010ffff"


def parse(query: str, *, typing: bool = False, any_words: bool = False) -> Node | None:
    """The query as a tree, or None where it has no word to look for; with `any_words` as `any_of` loosens it.

    Where the reader is still `typing`, the last word may be unfinished and so may be a quotation, a group or an
    operator at the end. Raises QueryError with a plain sentence and the place in the query.
    """
    if len(query) > MAX_LENGTH:
        raise QueryError(f"The search is too long: {MAX_LENGTH:,} characters are the most it may have.", MAX_LENGTH)
    node = _Parser(query, typing, MAX_ANY_WORDS if any_words else MAX_WORDS).parse()
    return any_of(node) if node is not None and any_words else node


class _Parser:
    def __init__(self, query: str, typing: bool, most_words: int) -> None:
        self._query = query
        self._typing = typing
        self._most_words = most_words
        self._place = 0
        self._words = 0

    def parse(self) -> Node | None:
        node = self._either("body", 0)
        if self._place < len(self._query):  # only a parenthesis ends a group
            self._fail("This closing parenthesis has no opening one before it.", self._place)
        return node

    def _either(self, field: str, depth: int) -> Node | None:
        """Parts joined by OR, up to a closing parenthesis or the end."""
        parts: list[Node] = []
        before: int | None = None  # where the OR before the next part stands
        while True:
            part = self._all(field, depth)
            after = self._operator("OR")
            if part is not None:
                parts.append(part)
            elif after is not None or (before is not None and not self._typing):
                self._fail("OR needs a word before it and one after it.", (after if before is None else before) or 0)
            before = after
            if after is None:
                break
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all(self, field: str, depth: int) -> Node | None:
        """Parts side by side, all of which must be there."""
        parts: list[Node] = []
        begin = self._skip_space()
        while not self._at_end() and not self._ahead("OR"):
            operator = self._operator("AND")
            near = _NEAR.match(self._query, self._place) if operator is None else None
            if near is not None:
                self._near(parts, near, field, depth)
                continue
            part = self._unary(field, depth)
            if part is not None:
                parts.append(part)
            elif operator is not None and not (self._typing and self._at_end()):
                self._fail("AND needs a word before it and one after it.", operator)
        if parts and all(isinstance(part, Not) for part in parts):
            self._fail("NOT only takes away from what other words find: add a word to look for.", begin)
        return all_of(parts) if parts else None

    def _near(self, parts: list[Node], sign: re.Match[str], field: str, depth: int) -> None:
        """Join what follows the sign to the last of the parts before it."""
        distance = int(sign[1] or _NEAREST)
        if distance > _FARTHEST:
            self._fail(f"NEAR reaches over {_FARTHEST} words at most.", sign.start())
        self._place = sign.end()
        right = self._unary(field, depth)
        if right is None and self._typing and parts and self._at_end():
            return
        chained = bool(parts) and isinstance(parts[-1], Near)
        left = parts[-1].right if parts and isinstance(parts[-1], Near) else parts[-1] if parts else None
        pairs = [*product(_alternatives(left), _alternatives(right))]
        if not pairs or any(field_of(one) != field_of(other) for one, other in pairs):
            self._fail("NEAR needs a word or a phrase before it and one after it.", sign.start())
        self._count(sign.start(), 2 * len(pairs) - 2)
        nears = tuple(Near(one, other, distance) for one, other in pairs)
        if not chained:
            parts.pop()
        parts.append(nears[0] if len(nears) == 1 else Or(nears))

    def _unary(self, field: str, depth: int) -> Node | None:
        begin = self._skip_space()
        negative, word_needed = False, False
        while True:
            if self._operator("NOT") is not None:
                word_needed = True
            elif self._query.startswith("-", self._place) and self._starts_something(self._place + 1):
                self._place += 1
            else:
                break
            negative = not negative
        part = self._primary(field, depth)
        if part is None and word_needed and not self._typing:
            self._fail("NOT needs a word after it.", begin)
        return Not(part) if part is not None and negative else part

    def _primary(self, field: str, depth: int) -> Node | None:
        if self._at_end():
            return None
        if depth > _MAX_DEPTH:
            self._fail("The parentheses are nested too deeply.", self._place)
        name = _FIELD.match(self._query, self._place)
        if name and (self._starts_something(name.end()) or name[1].lower() in FIELDS):
            return self._field(name, depth)
        sign = self._query[self._place]
        if sign == "(":
            return self._group(field, depth)
        exact = sign == "="
        self._place += exact
        if self._query[self._place : self._place + 1] in _QUOTED:
            return self._quotation(Form.EXACT if exact else Form.STEM, field)
        return self._chunk(Form.EXACT if exact else Form.STEM, field)

    def _field(self, name: re.Match[str], depth: int) -> Node | None:
        field = name[1].lower()
        if field not in FIELDS:
            known = f"{', '.join(FIELDS[:-1])} and {FIELDS[-1]}"
            self._fail(f"There is no field “{name[1]}”; there are {known}.", name.start())
        self._place = name.end()
        if field in _TEXT_FIELDS:
            node = self._primary(field, depth + 1) if self._starts_something(self._place) else None
        else:
            node = self._value(field)
        if node is None and not (self._typing and self._place >= len(self._query)):
            self._fail(f"Write what to look for directly after “{name[0]}”.", name.start())
        return node

    def _value(self, field: str) -> Node | None:
        """The value of a field that is not a text: as it stands, or between quotation marks."""
        begin = self._place
        if begin < len(self._query) and self._query[begin] in _QUOTED:
            value = self._quoted()
        else:
            chunk = _CHUNK.match(self._query, begin)
            value = chunk[0] if chunk else ""
            self._place = begin + len(value)
        value = value.strip()
        if not value:
            return None
        self._count(begin, 1)
        if field == "in":
            by_id = Word(value, Form.EXACT, "document")
            title = tuple(Word(word, Form.STEM, "title") for word in folded_words(value))
            return Or((by_id, Phrase(title))) if title else by_id
        if field == "kind":
            kind = _KINDS.get(value.lower())
            if kind is None:
                self._fail("There are these kinds to search for: kind:text, kind:note and kind:term.", begin)
            return Word(kind, Form.EXACT, "kind")
        dates = _DATES.fullmatch(value)
        if not dates:
            self._fail("Write a date as 2023, 2023-05 or 2021..2023.", begin)
        first, several, last = dates.groups()
        return Range("date", first or "0", (last or ("" if several else first)) + _LAST)

    def _group(self, field: str, depth: int) -> Node | None:
        begin = self._place
        self._place += 1
        node = self._either(field, depth + 1)
        closed = self._place < len(self._query)
        self._place += closed
        if not closed and not self._typing:
            self._fail("This parenthesis is not closed.", begin)
        if closed and node is None:
            self._fail("There is nothing between these parentheses.", begin)
        return node

    def _quoted(self) -> str:
        begin = self._place
        end = next((i for i in range(begin + 1, len(self._query)) if self._query[i] in _QUOTED), None)
        if end is None:
            if not self._typing:
                self._fail("This quotation mark is not closed.", begin)
            end = len(self._query)
        self._place = end + 1
        return self._query[begin + 1 : end]

    def _quotation(self, form: Form, field: str) -> Node | None:
        begin = self._place
        leaf = self._leaf(self._quoted(), begin + 1, form, field)
        slop = _SLOP.match(self._query, self._place)
        self._place += len(slop[0]) if slop else 0
        return replace(leaf, slop=int(slop[1])) if slop and isinstance(leaf, Phrase) else leaf

    def _chunk(self, form: Form, field: str) -> Node | None:
        """What stands between two spaces: a word, or several joined by hyphens and the like, or none."""
        begin = self._place
        chunk = _CHUNK.match(self._query, begin)
        text = chunk[0] if chunk else ""
        self._place += len(text)
        fuzzy = _FUZZY.search(text)
        if not fuzzy:
            return self._leaf(text, begin, form, field)
        if fuzzy[1] not in ("", "1", "2"):
            self._fail("A word may differ by one letter or two: write ~1 or ~2.", begin + fuzzy.start())
        return self._leaf(text[: fuzzy.start()], begin, form, field, distance=int(fuzzy[1] or 1))

    def _leaf(self, text: str, offset: int, form: Form, field: str, *, distance: int = 0) -> Word | Phrase | None:
        words = words_of_piece(text, Word("", form, field, offset))
        if not words:
            return None
        if distance and words[-1].form is not form:
            self._fail("A word with a sign for letters in it cannot be misspelt as well: leave out the ~.", offset)
        if distance:
            words[-1] = replace(words[-1], form=Form.FUZZY, distance=distance)
        elif self._typing and words[-1].end == len(self._query) and words[-1].form is Form.STEM:
            words[-1] = replace(words[-1], form=Form.TYPED)
        self._count(offset, len(words))
        if len(words) == 1:
            return words[0]
        whole = text if "*" not in text and "?" not in text and not distance else ""
        joined = [word for places, word in Tokens(whole).joined if len(places) == len(words)]
        return Phrase(tuple(words), joined=replace(words[-1], text=joined[0], start=offset) if joined else None)

    def _count(self, place: int, words: int) -> None:
        self._words += words
        if self._words > self._most_words:
            self._fail(f"The search has too many words: {self._most_words} are the most it may have.", place)

    def _skip_space(self) -> int:
        space = _SPACE.match(self._query, self._place)
        assert space is not None
        self._place = space.end()
        return self._place

    def _at_end(self) -> bool:
        return self._skip_space() == len(self._query) or self._query[self._place] == ")"

    def _ahead(self, operator: str) -> bool:
        found = _OPERATOR.match(self._query, self._skip_space())
        return found is not None and found[1] == operator

    def _operator(self, operator: str) -> int | None:
        """Step over the operator and return its place, if it is next."""
        if not self._ahead(operator):
            return None
        place = self._place
        self._place += len(operator)
        return place

    def _starts_something(self, place: int) -> bool:
        return place < len(self._query) and not self._query[place].isspace() and self._query[place] != ")"

    def _fail(self, message: str, place: int) -> NoReturn:
        raise QueryError(message, min(place, len(self._query)))


def _alternatives(node: Node | None) -> tuple[Word | Phrase, ...]:
    """The words and phrases of which any may stand on one side of NEAR; none where it is anything else."""
    parts = node.parts if isinstance(node, Or) else (node,)
    words = tuple(part for part in parts if isinstance(part, Word | Phrase))
    return words if len(words) == len(parts) else ()
