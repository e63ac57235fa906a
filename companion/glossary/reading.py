# SPDX-License-Identifier: MIT
"""Read one document for the glossary: everything that is proposed for it, each thing once."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from companion.document.anchors import make_anchor
from companion.document.model import Section
from companion.document.sentences import sentence_ends
from companion.glossary.abbreviations import Abbreviation, find_abbreviations, other_long_forms, plain_form
from companion.glossary.candidates import Counts, find_candidates
from companion.glossary.defining import as_name, find_definitions
from companion.glossary.listed import find_entries
from companion.glossary.suggestion import Suggestion, SuggestionKind

_MOST = 2_000  # proposals of one kind from one document
_CANDIDATES = 100
_SENTENCE = 600  # code points of the sentence around an abbreviation


def read_suggestions(document: str, sections: Sequence[Section], text: str, rest: Counts) -> list[Suggestion]:
    """What the document of this id has to propose; `sections` carry their offsets in `text`.

    `rest` counts the words of the other documents, against which a candidate stands out.
    """
    kinds = (
        _abbreviations(document, text),
        _definitions(document, text),
        _entries(document, sections, text),
        _candidates(document, text, rest),
    )
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
    found = {each.id: Abbreviation(each.short, each.name, each.anchor.start, 0) for each in suggestions}
    others = other_long_forms(list(found.values()))
    return {identity: others[abbreviation] for identity, abbreviation in found.items()}


def _abbreviations(document: str, text: str) -> Iterator[Suggestion]:
    seen: set[tuple[str, str]] = set()
    for found in find_abbreviations(text):
        known = found.short, plain_form(found.long)
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


def _candidates(document: str, text: str, rest: Counts) -> Iterator[Suggestion]:
    for found in find_candidates(text, rest, _CANDIDATES):
        anchor = make_anchor(document, text, found.start, found.start + found.length)
        made = Suggestion("", SuggestionKind.CANDIDATE, found.phrase, anchor, rule="candidate")
        yield identify(replace(made, score=found.score, count=found.count))


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around the range, cut where it is endless."""
    low, high = max(0, start - _SENTENCE), min(len(text), end + _SENTENCE)
    first = max((at for at in sentence_ends(text, low, start)), default=low)
    last = next(sentence_ends(text, end, high), high)
    return " ".join(text[first:last].split())
