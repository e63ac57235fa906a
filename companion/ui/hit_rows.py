# SPDX-License-Identifier: MIT
"""Makes rows of a search's answer: the definition first, then the passages, document by document."""

from collections.abc import Sequence

from companion.glossary.model import Term
from companion.search.results import Hit, Results, Snippet
from companion.ui.rows import Row, Shape
from companion.ui.wording import count, joined, page, spoken_place

_LEAD = 60  # code points of a snippet before its first hit, so that the hit stands on one of the first lines
_PARTIAL = "Passages with most of the words"
_SPACES = str.maketrans("\n\t\r\u2028\u2029", "     ")
_KINDS = {"note": ("note", "Your note"), "term": ("glossary", "Glossary")}


def result_rows(results: Results, definition: Term | None) -> list[Row]:
    """The rows of an answer. A passage's row has its number in `results.shown` as value, a group's the document."""
    rows = [definition_row(definition)] if definition is not None else []
    groups: dict[str, list[int]] = {}
    for number, hit in enumerate(results.hits):
        groups.setdefault(hit.document, []).append(number)
    for document, numbers in groups.items():
        if len(groups) > 1:
            title = results.hits[numbers[0]].title if document else "Glossary"
            rows.append(_group_row(document, title, len(numbers)))
        rows.extend(_hit_row(number, results.hits[number]) for number in numbers)
    if results.partial:
        rows.append(_group_row(_PARTIAL, _PARTIAL, len(results.partial)))
        rows.extend(_hit_row(number, hit) for number, hit in enumerate(results.partial, len(results.hits)))
    return rows


def definition_row(term: Term) -> Row:
    """A card with the term's definition; its value is the term."""
    return Row(
        Shape.CARD,
        term.name,
        value=term,
        aside=", ".join(term.abbreviations[:2]),
        body=" ".join(term.definition.split()),
        meta=joined("Definition", term.category),
        icon="glossary",
        ink="glossary",
        spoken=f"definition of {term.name}: {term.definition}",
    )


def excerpt(snippet: Snippet) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The snippet on one line, begun so that its first hit is not far from the beginning; with its spans."""
    text = snippet.text.translate(_SPACES)
    first = snippet.spans[0][0] if snippet.spans else 0
    if first <= _LEAD:
        return text, snippet.spans
    word = text.find(" ", first - _LEAD, first) + 1
    begin = word or first
    shift = begin - len("…")
    return "…" + text[begin:], tuple((start - shift, end - shift) for start, end in snippet.spans)


def parents(section: Sequence[str], title: str) -> str:
    """The headings around the last one, to stand before it."""
    return "".join(f"{heading} › " for heading in section[:-1] if heading != title)


def _group_row(document: str, title: str, hits: int) -> Row:
    return Row(
        Shape.GROUP, title, value=document, aside=f"{hits:,}", tip=title, spoken=f"{title}, {count(hits, 'passage')}"
    )


def _hit_row(number: int, hit: Hit) -> Row:
    body, spans = excerpt(hit.snippet)
    icon, kind = _KINDS.get(hit.kind, ("", ""))
    return Row(
        Shape.CARD,
        hit.section[-1] if hit.section and hit.document else hit.title,
        value=number,
        lead=parents(hit.section, hit.title),
        body=body,
        spans=spans,
        meta=joined(kind, hit.title, page(hit.page)) if hit.document else joined(kind, *hit.section),
        icon=icon,
        spoken=", ".join(part for part in (kind, spoken_place(hit.section, hit.page, hit.title), body) if part),
        tip=" › ".join((hit.title, *hit.section)),
    )
