# SPDX-License-Identifier: MIT
"""Read one document for the glossary: everything that is proposed for it, each thing once."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from companion.document.anchors import make_anchor
from companion.document.model import Document, Section
from companion.document.sentences import sentence_ends
from companion.glossary.abbreviations import find_abbreviations
from companion.glossary.defining import as_name, find_definitions
from companion.glossary.listed import find_entries
from companion.glossary.suggestion import Suggestion, SuggestionKind

_MOST = 2_000  # proposals of one kind from one document
_SENTENCE = 600  # code points of the sentence around an abbreviation


def read_suggestions(document: Document, sections: Sequence[Section], text: str) -> list[Suggestion]:
    """What the document has to propose; `sections` carry their offsets in `text`. Candidates are not among it."""
    kinds = (_abbreviations(document.id, text), _definitions(document.id, text), _entries(document.id, sections, text))
    found: dict[str, Suggestion] = {}
    for suggestions in kinds:
        for number, suggestion in enumerate(suggestions):
            if number == _MOST:
                break
            found.setdefault(suggestion.id, suggestion)
    return list(found.values())


def identify(suggestion: Suggestion) -> Suggestion:
    """The suggestion under an id made of what it says, the same whenever the document says it."""
    said = (suggestion.document, suggestion.kind.value, suggestion.short, suggestion.name, suggestion.text)
    return replace(suggestion, id=hashlib.blake2b("\0".join(said).encode(), digest_size=8).hexdigest())


def conflicts(suggestions: Sequence[Suggestion]) -> Mapping[str, tuple[str, ...]]:
    """By id, for the abbreviations of one document: the other long forms that their short form has in it."""
    longs: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for each in suggestions:
        longs[each.short].setdefault(_same(each.name), each.name)
    return {
        each.id: tuple(long for key, long in longs[each.short].items() if key != _same(each.name))
        for each in suggestions
    }


def _abbreviations(document: str, text: str) -> Iterator[Suggestion]:
    seen: set[tuple[str, str]] = set()
    for found in find_abbreviations(text):
        known = found.short, _same(found.long)
        if known in seen:
            continue
        seen.add(known)
        anchor = make_anchor(document, text, found.start, found.start + found.length)
        name = as_name(" ".join(found.long.split()), text)
        sentence = _sentence(text, found.start, found.start + found.length)
        yield identify(
            Suggestion("", SuggestionKind.ABBREVIATION, name, anchor, found.short, sentence, rule="abbreviation")
        )


def _definitions(document: str, text: str) -> Iterator[Suggestion]:
    for found in find_definitions(text):
        anchor = make_anchor(document, text, found.start, found.start + found.length)
        yield identify(
            Suggestion("", SuggestionKind.DEFINITION, found.term, anchor, found.short, found.text, rule=found.rule)
        )


def _entries(document: str, sections: Sequence[Section], text: str) -> Iterator[Suggestion]:
    for found in find_entries(sections):
        anchor = make_anchor(document, text, found.start, min(found.start + found.length, len(text)))
        yield identify(
            Suggestion("", SuggestionKind.ENTRY, found.term, anchor, found.short, found.text, rule=found.rule)
        )


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around the range, cut where it is endless."""
    low, high = max(0, start - _SENTENCE), min(len(text), end + _SENTENCE)
    first = max((at for at in sentence_ends(text, low, start)), default=low)
    last = next(sentence_ends(text, end, high), high)
    return " ".join(text[first:last].split())


def _same(long: str) -> str:
    """What two spellings of one long form have in common: hyphens, case and the plural are set aside."""
    return "".join(filter(str.isalnum, long.casefold())).removesuffix("s")
