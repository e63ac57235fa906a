# SPDX-License-Identifier: MIT
"""A glossary as a SKOS vocabulary (W3C, Simple Knowledge Organization System Reference, 2009) in Turtle.

A term is a concept: its name the preferred label, aliases and short forms alternative labels. A property of our own
tells the short forms apart; whoever does not know it still has them as labels. Read are also labels of SKOS-XL, and
definitions that are nodes with a value.
"""

from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import quote, unquote

from companion.glossary.model import Term
from companion.glossary.tbx import in_lines
from companion.glossary.turtle import RDF_TYPE, Literal, Node, quoted, read_turtle, statement

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_XL = "http://www.w3.org/2008/05/skos-xl#"
_DCT = "http://purl.org/dc/terms/"
_VALUES = ("http://www.w3.org/1999/02/22-rdf-syntax-ns#value", f"{_XL}literalForm")
_OURS = "urn:x-reading-companion:"
_TERM = f"{_OURS}term:"
_HEAD = f"@prefix skos: <{_SKOS}> .\n@prefix dct: <{_DCT}> .\n@prefix companion: <{_OURS}> .\n"
_RELATED = tuple(f"{_SKOS}{name}" for name in ("related", "broader", "narrower"))

_Said = dict[str, list[Node | Literal]]


def write_skos(terms: Sequence[Term]) -> str:
    """The terms as Turtle."""
    return "\n".join((_HEAD, *map(_concept, terms)))


def read_skos(content: str) -> list[dict[str, str]]:
    """The concepts as cells of a table of terms. Raises CompanionError with what is wrong."""
    said: defaultdict[str, _Said] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in read_turtle(content):
        said[subject.address][predicate].append(value)
    concepts = {
        address: about
        for address, about in said.items()
        if Node(f"{_SKOS}Concept") in about.get(RDF_TYPE, ()) or about.keys() & {f"{_SKOS}prefLabel", f"{_XL}prefLabel"}
    }
    names = {address: name for address, about in concepts.items() if (name := _name(about, said))}
    return [_cells(about, names[address], names, said) for address, about in concepts.items() if address in names]


def _concept(term: Term) -> str:
    pairs = [("a", "skos:Concept"), ("skos:prefLabel", f"{quoted(term.name)}@en")]
    pairs += [("skos:altLabel", f"{quoted(name)}@en") for name in term.names[1:]]
    pairs += [("companion:abbreviation", quoted(name)) for name in term.abbreviations]
    pairs += [("skos:definition", f"{quoted(term.definition)}@en")] if term.definition else []
    pairs += [("dct:subject", quoted(term.category))] if term.category else []
    pairs += [("skos:related", _address(name)) for name in term.related]
    pairs += [("dct:source", quoted(source)) for source in term.sources]
    return statement(_address(term.name), pairs)


def _address(name: str) -> str:
    return f"<{_TERM}{quote(name, safe='', errors='replace')}>"


def _name(about: _Said, said: dict[str, _Said]) -> str:
    """The preferred label in English, else the first one in any language."""
    labels = [*_literals(about, f"{_SKOS}prefLabel", said), *_literals(about, f"{_XL}prefLabel", said)]
    english = [label.text for label in labels if label.language.lower()[:2] in ("en", "")]
    return next(iter(english or [label.text for label in labels]), "")


def _cells(about: _Said, name: str, names: dict[str, str], said: dict[str, _Said]) -> dict[str, str]:
    def texts(*predicates: str) -> list[str]:
        return [literal.text for predicate in predicates for literal in _literals(about, predicate, said)]

    short = texts(f"{_OURS}abbreviation")
    preferred = texts(f"{_SKOS}prefLabel", f"{_XL}prefLabel")
    preferred.remove(name)
    labels = texts(f"{_SKOS}altLabel", f"{_XL}altLabel")
    for each in short:
        if each in labels[::-1]:
            del labels[len(labels) - 1 - labels[::-1].index(each)]
    related = [
        names.get(value.address) or unquote(value.address.removeprefix(_TERM))
        for predicate in _RELATED
        for value in about.get(predicate, ())
        if isinstance(value, Node) and (value.address in names or value.address.startswith(_TERM))
    ]
    lists = {
        "category": texts(f"{_DCT}subject")[:1],
        "aliases": preferred + labels,
        "abbreviations": short,
        "related": list(dict.fromkeys(related)),
        "sources": texts(f"{_DCT}source"),
    }
    definition = "\n".join(_english(about, f"{_SKOS}definition", said))
    return {"term": name, "definition": definition, **{key: in_lines(values) for key, values in lists.items()}}


def _english(about: _Said, predicate: str, said: dict[str, _Said]) -> list[str]:
    """What is said in English, or where nothing is, in any language."""
    found = _literals(about, predicate, said)
    return [each.text for each in found if each.language.lower()[:2] in ("en", "")] or [each.text for each in found]


def _literals(about: _Said, predicate: str, said: dict[str, _Said]) -> list[Literal]:
    """The texts that are said, also by way of a node that has one as its value."""
    found: list[Literal] = []
    for value in about.get(predicate, ()):
        if isinstance(value, Literal):
            found.append(value)
        else:
            inner = said.get(value.address, {})
            found += [each for way in _VALUES for each in inner.get(way, ()) if isinstance(each, Literal)]
    return found
