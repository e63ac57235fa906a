# SPDX-License-Identifier: MIT
"""Read and write the part of Turtle (W3C, RDF 1.1 Turtle, 2014) that vocabularies are written in.

Read are prefixes, bases, all forms of names and literals, lists of objects and predicates, blank nodes and
collections; the members of a collection count as objects of their own. What a subject says stays in the order of the
file. Nothing is loaded from anywhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from companion.errors import CompanionError

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_DEEPEST = 50  # blank nodes within blank nodes
_TOKEN = re.compile(
    r"""(?P<blank>[\s]+|\#[^\n]*)
    |(?P<iri><[^<>"{}|^`\s]*>)
    |(?P<long>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3})
    |(?P<short>"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<type>\^\^)
    |(?P<number>[+-]?(?:\d+\.\d+(?:[eE][+-]?\d+)?|\.?\d+(?:[eE][+-]?\d+)?))(?![\w:])
    |(?P<node>_:[\w][\w.\-]*)
    |(?P<name>(?:[^\W\d_][\w.\-]*)?:(?:[\w:%\-]|\\[_~.\-!$&'()*+,;=/?\#@%]|\.(?=[\w:%.\\\-]))*)
    |(?P<word>[A-Za-z]+)
    |(?P<mark>[;,.\[\]()])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_LETTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


@dataclass(frozen=True, slots=True)
class Node:
    """A thing: its address, or for a blank node a name that begins with "_:"."""

    address: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A text, with its language or ""."""

    text: str
    language: str = ""


Triple = tuple[Node, str, "Node | Literal"]


def read_turtle(content: str) -> list[Triple]:
    """All that the file says, in its order. Raises CompanionError with the line of what is wrong."""
    return list(_Reader(content).triples())


def quoted(text: str) -> str:
    """A literal of this text."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return '"' + "".join(c if c >= " " or c == "\t" else f"\\u{ord(c):04X}" for c in escaped) + '"'


class _Reader:
    """Takes tokens one by one and says what they mean."""

    def __init__(self, content: str) -> None:
        self._content = content
        self._at = 0
        self._prefixes: dict[str, str] = {}
        self._base = ""
        self._blank = 0
        self._token = self._next()

    def triples(self) -> Iterator[Triple]:
        """All statements."""
        while self._token[0]:
            kind, text = self._token
            if text.lower() in ("@prefix", "prefix", "@base", "base") and kind in ("language", "word"):
                self._declare(text)
            else:
                found: list[Triple] = []
                subject = self._object(found, 0)
                if not isinstance(subject, Node):
                    raise self._wrong()
                if not (found and self._token == ("mark", ".")):
                    self._statements(subject, found, 0)
                self._expect(".")
                yield from found

    def _declare(self, keyword: str) -> None:
        self._advance()
        prefix = ""
        if keyword.lower().endswith("prefix"):
            kind, prefix = self._token
            if kind != "name" or not prefix.endswith(":"):
                raise self._wrong()
            self._advance()
        kind, address = self._token
        if kind != "iri":
            raise self._wrong()
        self._advance()
        address = self._resolve(address)
        if prefix:
            self._prefixes[prefix[:-1]] = address
        else:
            self._base = address
        if keyword.startswith("@"):
            self._expect(".")

    def _statements(self, subject: Node, found: list[Triple], depth: int) -> None:
        """Predicates with their objects, up to the mark that ends them."""
        while True:
            predicate = self._predicate()
            while True:
                inner: list[Triple] = []
                found.extend((subject, predicate, each) for each in self._objects(inner, depth))
                found += inner
                if self._token != ("mark", ","):
                    break
                self._advance()
            if self._token != ("mark", ";"):
                return
            while self._token == ("mark", ";"):
                self._advance()
            if self._token in (("mark", "."), ("mark", "]")):
                return

    def _predicate(self) -> str:
        if self._token == ("word", "a"):
            self._advance()
            return RDF_TYPE
        node = self._object([], 0)
        if not isinstance(node, Node):
            raise self._wrong()
        return node.address

    def _objects(self, found: list[Triple], depth: int) -> Iterator[Node | Literal]:
        """One object, or the members of a collection."""
        if self._token != ("mark", "("):
            yield self._object(found, depth)
            return
        if depth > _DEEPEST:
            raise self._wrong()
        self._advance()
        while self._token != ("mark", ")"):
            yield from self._objects(found, depth + 1)
        self._advance()

    def _object(self, found: list[Triple], depth: int) -> Node | Literal:
        kind, text = self._token
        if (kind, text) == ("mark", "["):
            return self._blank_node(found, depth + 1)
        self._advance()
        if kind == "iri":
            return Node(self._resolve(text))
        if kind == "name":
            prefix, _, local = text.partition(":")
            if prefix not in self._prefixes:
                raise self._wrong(f"the prefix {prefix}: is not declared")
            return Node(self._prefixes[prefix] + re.sub(r"\\(.)", r"\1", local))
        if kind == "node":
            return Node(text)
        if kind in ("long", "short"):
            return self._literal(text[3:-3] if kind == "long" else text[1:-1])
        if kind == "number" or (kind == "word" and text in ("true", "false")):
            return Literal(text)
        raise self._wrong()

    def _blank_node(self, found: list[Triple], depth: int) -> Node:
        if depth > _DEEPEST:
            raise self._wrong("blank nodes are nested too deeply")
        self._advance()
        self._blank += 1
        node = Node(f"_:[{self._blank}]")
        if self._token != ("mark", "]"):
            self._statements(node, found, depth)
        self._expect("]")
        return node

    def _literal(self, text: str) -> Literal:
        language = ""
        kind, token = self._token
        if kind == "language":
            language = token[1:]
            self._advance()
        elif kind == "type":
            self._advance()
            self._object([], 0)
        return Literal(_unescaped(text), language)

    def _resolve(self, address: str) -> str:
        plain = _unescaped(address[1:-1])
        try:
            whole = re.match(r"[A-Za-z][\w+.\-]*:", plain)  # joining would lose the # at its end
            return urljoin(self._base, plain) if self._base and not whole else plain
        except ValueError as error:
            raise self._wrong(f"{plain[:60]} is no address") from error

    def _expect(self, mark: str) -> None:
        if self._token != ("mark", mark):
            raise self._wrong(f"“{mark}” is missing")
        self._advance()

    def _advance(self) -> None:
        self._token = self._next()

    def _next(self) -> tuple[str, str]:
        while self._at < len(self._content):
            found = _TOKEN.match(self._content, self._at)
            if found is None:
                raise self._wrong()
            self._at = found.end()
            if found.lastgroup != "blank":
                return str(found.lastgroup), found.group()
        return "", ""

    def _wrong(self, reason: str = "something does not belong there") -> CompanionError:
        line = self._content.count("\n", 0, self._at) + 1
        return CompanionError(f"This is not Turtle as it should be: in line {line}, {reason}.")


def _unescaped(text: str) -> str:
    def letter(found: re.Match[str]) -> str:
        code = found[1] or found[2]
        if code is None:
            return _LETTERS.get(found[3], found[3])
        number = int(code, 16)
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"

    return _ESCAPE.sub(letter, text) if "\\" in text else text


def statement(subject: str, pairs: Sequence[tuple[str, str]]) -> str:
    """One subject with its predicates and objects, which are written already."""
    return f"{subject}\n" + " ;\n".join(f"    {predicate} {value}" for predicate, value in pairs) + " .\n"
