# SPDX-License-Identifier: MIT
"""Makes rows of a word's lines of context, in reading order or sorted by the word before or after."""

from collections.abc import Sequence
from enum import Enum

from companion.search.results import Occurrence
from companion.ui.rows import Row, Shape
from companion.ui.wording import count, joined, page, spoken_place

_SPACES = str.maketrans("\n\t\r\u2028\u2029", "     ")


class Order(Enum):
    """How the lines follow one another."""

    READING = "As read"
    BEFORE = "Before"
    AFTER = "After"

    @property
    def tip(self) -> str:
        """What the order means, in a sentence."""
        return {
            Order.READING: "Document by document, in the order of the text",
            Order.BEFORE: "Sorted by the word before",
            Order.AFTER: "Sorted by the word after",
        }[self]


def context_rows(occurrences: Sequence[Occurrence], order: Order) -> list[Row]:
    """The lines as rows; in reading order they stand under their documents."""
    if order is Order.READING:
        return _grouped(occurrences)
    neighbour = _word_before if order is Order.BEFORE else _word_after
    return [_row(each, with_title=True) for each in sorted(occurrences, key=neighbour)]


def _grouped(occurrences: Sequence[Occurrence]) -> list[Row]:
    groups: dict[str, list[Occurrence]] = {}
    for occurrence in occurrences:
        groups.setdefault(occurrence.document, []).append(occurrence)
    most = max((len(group) for group in groups.values()), default=1)
    rows = []
    for document, group in groups.items():
        title = group[0].title
        rows.append(
            Row(
                Shape.GROUP,
                title,
                value=document,
                aside=f"{len(group):,}",
                fraction=len(group) / most if len(groups) > 1 else None,
                spoken=f"{title}, {count(len(group), 'place')}",
                tip=title,
            )
        )
        rows.extend(_row(each) for each in sorted(group, key=lambda each: each.start))
    return rows


def _row(occurrence: Occurrence, *, with_title: bool = False) -> Row:
    section = occurrence.section[-1] if occurrence.section else ""
    title = occurrence.title if with_title else ""
    text = occurrence.text.translate(_SPACES)
    return Row(
        Shape.CONTEXT,
        text,
        value=occurrence,
        body=text,
        spans=(occurrence.span,),
        meta=joined(title or section, page(occurrence.page)),
        spoken=joined(text, spoken_place(occurrence.section, occurrence.page, occurrence.title)),
        tip=" › ".join((occurrence.title, *occurrence.section)),
    )


def _word_before(occurrence: Occurrence) -> list[str]:
    """The words before, the nearest first, by which lines are sorted."""
    return occurrence.text[: occurrence.span[0]].casefold().split()[::-1][:3]


def _word_after(occurrence: Occurrence) -> list[str]:
    return occurrence.text[occurrence.span[1] :].casefold().split()[:3]
