# SPDX-License-Identifier: MIT
"""A glossary as TermBase eXchange (ISO 30042): written as TBX-Basic in the style DCA, read in DCA, DCT and the older
form of 2008.

An entry is a concept. The first term of its English part, or of its first part, is the name; terms that are marked as
abbreviations are the short forms; all others, of every language, are aliases. The parser resolves no entity, loads
nothing and refuses a file that declares entities.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from companion.document.markup import parse_xml
from companion.errors import CompanionError
from companion.glossary.model import Term

_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_NAMESPACES: Any = {None: _NAMESPACE}  # the stubs know no namespace without a prefix
_XML = "{http://www.w3.org/XML/1998/namespace}"
_CONCEPTS = ("conceptEntry", "termEntry")
_LANGUAGES = ("langSec", "langSet")
_TERMS = ("termSec", "tig", "ntig")
_SHORT = frozenset({"abbreviation", "acronym", "initialism", "shortform", "abbreviatedform"})
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


@dataclass(slots=True)
class _Concept:
    """What was read of one concept: its terms by language, and what is said about it."""

    identity: str
    terms: list[tuple[str, str, str]] = field(default_factory=list)  # language, type, term
    told: dict[str, list[str]] = field(default_factory=dict)
    targets: list[tuple[str, str]] = field(default_factory=list)  # the id and the text of each cross-reference

    @property
    def name(self) -> str:
        """The first term of the English part that is no abbreviation, else the first one there is."""
        ranked = sorted(self.terms, key=lambda each: (not each[0].lower().startswith("en"), each[1] in _SHORT))
        return ranked[0][2] if ranked else ""


def write_tbx(terms: Sequence[Term]) -> str:
    """The terms as a TBX-Basic document in the style DCA."""
    ids = {term.name: f"c{number}" for number, term in enumerate(terms, 1)}
    root = etree.Element("tbx", {"style": "dca", "type": "TBX-Basic", f"{_XML}lang": "en"}, nsmap=_NAMESPACES)
    description = _add(_add(root, "tbxHeader"), "fileDesc")
    _add(_add(description, "sourceDesc"), "p", "Written by Reading Companion.")
    body = _add(_add(root, "text"), "body")
    for term in terms:
        _write_concept(body, term, ids)
    etree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="unicode") + "\n"


def read_tbx(content: str) -> list[dict[str, str]]:
    """The concepts as cells of a table of terms. Raises CompanionError with what is wrong."""
    concepts = [_read_concept(each) for each in _parse(content).iter() if _local(each) in _CONCEPTS]
    names = {concept.identity: concept.name for concept in concepts if concept.identity}
    return [_cells(concept, names) for concept in concepts]


def _write_concept(body: etree._Element, term: Term, ids: dict[str, str]) -> None:
    concept = _add(body, "conceptEntry", id=ids[term.name])
    if term.category:
        _add(concept, "descrip", term.category, type="subjectField")
    for related in term.related:
        target = {"target": ids[related]} if related in ids else {}
        _add(concept, "ref", related, type="crossReference", **target)
    for source in term.sources:
        _add(concept, "admin", source, type="source")
    language = _add(concept, "langSec")
    language.set(f"{_XML}lang", "en")
    if term.definition:
        _add(language, "descrip", term.definition, type="definition")
    kinds = ((term.name,), "fullForm"), (term.aliases, "variant"), (term.abbreviations, "abbreviation")
    for names, kind in kinds:
        for name in names:
            section = _add(language, "termSec")
            _add(section, "term", name)
            _add(section, "termNote", kind, type="termType")


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{_NAMESPACE}}}{name}", attributes)
    element.text = None if text is None else _NOT_XML.sub("\ufffd", text)
    return element


def _parse(content: str) -> etree._Element:
    if _ENTITY.search(content):
        raise CompanionError("This file declares XML entities, which a glossary has no use for. Save it without them.")
    try:
        root = parse_xml(_DECLARATION.sub("", content).encode("utf-8", "replace"))
    except etree.XMLSyntaxError as error:
        raise CompanionError(f"This is not well-formed XML: {error.msg}.") from error
    if _local(root) not in ("tbx", "martif"):
        raise CompanionError(f"This XML is not TBX: it begins with <{_local(root)[:40]}>, not with <tbx> or <martif>.")
    return root


def _read_concept(element: etree._Element) -> _Concept:
    concept = _Concept(element.get("id", ""))
    for kind, value, told in _told(element):
        if kind == "crossreference":
            concept.targets.append((told.get("target", "").lstrip("#"), value))
        else:
            concept.told.setdefault(kind, []).append(value)
    for section in _children(element, _LANGUAGES):
        language = section.get(f"{_XML}lang", "")
        for kind, value, _ in _told(section):
            concept.told.setdefault(kind, []).append(value)
        for group in _children(section, _TERMS):
            kinds = {kind: value for kind, value, _ in _told(group)}
            for kind, value in kinds.items():
                if kind in ("definition", "source", "subjectfield"):
                    concept.told.setdefault(kind, []).append(value)
            if kinds.get("term"):
                concept.terms.append((language, kinds.get("termtype", "").lower(), kinds["term"]))
    return concept


def _told(element: etree._Element) -> Iterator[tuple[str, str, dict[str, str]]]:
    """What the children say: their data category in small letters, their text, their attributes.

    The category is the attribute `type` in the style DCA, the element's own name in DCT; groups are looked into.
    """
    for child in element:
        name = _local(child)
        if name in (*_LANGUAGES, *_TERMS) or not isinstance(child.tag, str):
            continue
        if name.lower().endswith("grp"):
            yield from _told(child)
            continue
        text = "".join(map(str, child.itertext())).strip()
        if text:
            yield child.get("type", name).lower(), text, {str(key): str(value) for key, value in child.attrib.items()}


def _cells(concept: _Concept, names: dict[str, str]) -> dict[str, str]:
    name = concept.name
    rest = [(kind, term) for _, kind, term in concept.terms]
    first = next((number for number, (_, term) in enumerate(rest) if term == name), None)
    if first is not None:
        del rest[first]
    related = [names.get(target) or text for target, text in concept.targets]
    lists = {
        "category": concept.told.get("subjectfield", [])[:1],
        "aliases": [term for kind, term in rest if kind not in _SHORT],
        "abbreviations": [term for kind, term in rest if kind in _SHORT],
        "related": related,
        "sources": concept.told.get("source", []),
    }
    definition = "\n".join(concept.told.get("definition", []))
    return {"term": name, "definition": definition, **{key: in_lines(values) for key, values in lists.items()}}


def in_lines(values: Sequence[str]) -> str:
    """The cell of a table that holds several values, one on each line."""
    return "\n".join(" ".join(value.split()) for value in values)


def _children(element: etree._Element, names: Sequence[str]) -> Iterator[etree._Element]:
    return (child for child in element if _local(child) in names)


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
