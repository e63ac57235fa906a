# SPDX-License-Identifier: MIT
"""Makes rows of what is proposed for the glossary, by kind, that of the open document first."""

from collections.abc import Sequence

from companion.glossary.suggestion import Suggestion, SuggestionKind
from companion.ui.rows import Row, Shape
from companion.ui.wording import count, joined, one_line, page

MOST = 200  # rows of a kind; the next ones follow when these are decided
_TITLES = {
    SuggestionKind.ABBREVIATION: ("Abbreviations", "abbreviation"),
    SuggestionKind.ENTRY: ("From the document's own glossary", "entry"),
    SuggestionKind.DEFINITION: ("Definitions", "definition"),
    SuggestionKind.CANDIDATE: ("Phrases that stand out", "phrase"),
}


def suggestion_rows(suggestions: Sequence[Suggestion], document: str | None) -> list[Row]:
    """The rows, under a group for each kind; a suggestion's row has its id as value. `document` is the open one."""
    rows: list[Row] = []
    for kind, (title, noun) in _TITLES.items():
        found = [each for each in suggestions if each.kind is kind]
        found.sort(key=lambda each: each.document != document)
        if found:
            spoken = f"{title}, {count(len(found), noun, 'entries' if noun == 'entry' else '')}"
            rows.append(Row(Shape.GROUP, title, value=kind, aside=f"{len(found):,}", spoken=spoken))
            rows.extend(_row(each, noun) for each in found[:MOST])
    return rows


def _row(each: Suggestion, noun: str) -> Row:
    title = f"{each.short}: {each.name}" if each.short else each.name
    sentence = one_line(each.text)
    known = "in the glossary already" if each.known else ""
    times = count(each.count, "time") if each.kind is SuggestionKind.CANDIDATE else ""
    clash = f"Also explained as {', '.join(each.conflicts)}" if each.conflicts else ""
    at = sentence.find(each.name)
    return Row(
        Shape.CARD,
        title,
        value=each.id,
        body=sentence,
        spans=((at, at + len(each.name)),) if at >= 0 else (),
        lines=3,
        meta=joined(times, each.title, page(each.page), known),
        extra=(("warning", clash),),
        spoken=", ".join(part for part in (noun, title, clash, known, times, sentence) if part),
        tip="A accepts, X ignores, E corrects, Enter shows the place",
    )
