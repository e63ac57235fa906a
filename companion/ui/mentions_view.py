# SPDX-License-Identifier: MIT
"""The mentions of a term with their sentences, under their documents and sections, fetched as they are unfolded."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from companion.library.mentions import DocumentSpread, SectionSpread
from companion.library.values import TermPlace
from companion.ui.list_view import ListView
from companion.ui.rows import Row, Shape
from companion.ui.wording import count, page, spoken_place

STRETCH = 100  # places asked for at once
_AT_ONCE = 40  # mentions of a document that are unfolded at first
_END = 2**31 - 1  # after every text, and the largest number that a signal carries
_SPACES = str.maketrans("\n\t\r\u2028\u2029", "     ")

Key = tuple[str, int]  # a document and where the section begins


@dataclass(frozen=True, slots=True)
class _More:
    """The row that fetches what follows in a section."""

    document: str
    start: int
    end: int


class MentionsView(ListView):
    """A list of sentences.

    Signals:
        place_opened(TermPlace): the place of a mention is wanted.
        places_wanted(str document, int start, int end): the sentences of a stretch are; they go to `add_places`.
    """

    place_opened = Signal(object)
    places_wanted = Signal(str, int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Mentions", "mention", empty="None of your documents mentions it.", parent=parent)
        self._spread: Sequence[DocumentSpread] = ()
        self._places: dict[Key, list[TermPlace]] = {}
        self.list.row_opened.connect(self._on_opened)
        self.list.row_previewed.connect(self._on_previewed)
        self.list.group_unfolded.connect(self._on_unfolded)

    def show_spread(self, spread: Sequence[DocumentSpread], *, fresh: bool) -> None:
        """Show where a term stands; if it is not `fresh`, what was unfolded stays so and is fetched again."""
        spread = [each for each in spread if each.spans]
        if spread == self._spread and not fresh:
            return
        old = {each.document: each for each in self._spread}
        same = {each.document for each in spread if not fresh and old.get(each.document) == each}
        gone = [key for key in self._places if key[0] not in same]
        for key in gone:
            del self._places[key]
        self._spread = spread
        if fresh:
            self.list.set_folded(_folded_at_first(spread))
            self.list.set_rows(self._rows())
            for each in spread[:1]:
                self._want(each)
        else:
            self.list.replace_rows(self._rows())
            for each in spread:
                self._want(each, [start for document, start in gone if document == each.document])
        self.show_list(bool(spread))

    def add_places(self, document: str, places: Sequence[TermPlace]) -> None:
        """Put sentences of a document, in order and one after another, into their sections."""
        spread = next((each for each in self._spread if each.document == document), None)
        if spread is None:
            return
        edges = [section.start for section in _sections(spread)]
        for place in places:
            section = edges[max(bisect_right(edges, place.start) - 1, 0)]
            known = self._places.setdefault((document, section), [])
            if not known or known[-1].start < place.start:
                known.append(place)
        self.list.replace_rows(self._rows())

    def select(self, document: str, start: int) -> None:
        """Stand on the mention at this place, if its sentence is there."""
        for number, row in enumerate(self.list.rows()):
            if isinstance(row.value, TermPlace) and (row.value.document, row.value.start) == (document, start):
                self.list.select(number)
                return

    def _rows(self) -> list[Row]:
        rows: list[Row] = []
        several = len(self._spread) > 1
        most = max((len(each.spans) for each in self._spread), default=1)
        for each in self._spread:
            if several:
                rows.append(_document_row(each, most))
            for section in _sections(each):
                if section.mentions and each.sections:
                    rows.append(_section_row(each, section, int(several)))
                rows.extend(self._section_rows(each, section))
        return rows

    def _section_rows(self, spread: DocumentSpread, section: SectionSpread) -> Iterator[Row]:
        places = self._places.get((spread.document, section.start), [])
        yield from map(_place_row, places)
        rest = section.mentions - len(places)
        if places and rest > 0:
            more = _More(spread.document, places[-1].start + 1, section.end)
            text = f"Show {min(rest, STRETCH):,} more of {rest:,}"
            yield Row(Shape.ENTRY, text, value=more, ink="accent")

    def _want(self, spread: DocumentSpread, starts: Sequence[int] | None = None) -> None:
        """Ask for the sections that begin at `starts`, else for those that are unfolded at first."""
        sections = _sections(spread)
        if starts is None:
            folded = _folded_sections(spread)
            wanted = [each for each in sections if each.start not in folded and each.mentions]
        else:
            wanted = [each for each in sections if each.start in starts and each.mentions]
        if wanted and (spread.document, wanted[0].start) not in self._places:
            self.places_wanted.emit(spread.document, wanted[0].start, wanted[-1].end)

    def _on_unfolded(self, value: object) -> None:
        for each in self._spread:
            if value == each.document:
                self._want(each)
            elif isinstance(value, tuple) and value[0] == each.document:
                self._want(each, [value[1]])

    def _on_previewed(self, value: object) -> None:
        if isinstance(value, TermPlace):
            self.place_opened.emit(value)

    def _on_opened(self, value: object) -> None:
        if isinstance(value, _More):
            self.places_wanted.emit(value.document, value.start, value.end)
        else:
            self._on_previewed(value)


def _sections(spread: DocumentSpread) -> Sequence[SectionSpread]:
    """The sections; a document without headings is one."""
    return spread.sections or (SectionSpread("", 1, 0, _END, len(spread.spans)),)


def _folded_sections(spread: DocumentSpread) -> set[int]:
    """Where the sections begin that are folded at first."""
    folded, shown = set(), 0
    for section in spread.sections:
        shown += section.mentions
        if shown > max(_AT_ONCE, section.mentions):
            folded.add(section.start)
    return folded


def _folded_at_first(spread: Sequence[DocumentSpread]) -> set[str | Key]:
    folded: set[str | Key] = {each.document for each in spread[1:]}
    return folded | {(each.document, start) for each in spread for start in _folded_sections(each)}


def _document_row(spread: DocumentSpread, most: int) -> Row:
    number = len(spread.spans)
    return Row(
        Shape.GROUP,
        spread.title,
        value=spread.document,
        aside=f"{number:,}",
        fraction=number / most,
        spoken=f"{spread.title}, {count(number, 'mention')}",
        tip=spread.title,
    )


def _section_row(spread: DocumentSpread, section: SectionSpread, depth: int) -> Row:
    title = section.title or "Before the first heading"
    return Row(
        Shape.GROUP,
        title,
        value=(spread.document, section.start),
        aside=f"{section.mentions:,}",
        depth=depth,
        ink="muted" if depth else "",
        spoken=f"{title}, {count(section.mentions, 'mention')}",
        tip=title,
    )


def _place_row(place: TermPlace) -> Row:
    sentence = place.sentence.translate(_SPACES)
    return Row(
        Shape.CARD,
        "",
        value=place,
        body=sentence,
        spans=(place.span,),
        lines=3,
        meta=page(place.page),
        spoken=", ".join(part for part in (spoken_place(place.section, place.page), sentence) if part),
        tip=" › ".join((place.title, *place.section)),
    )
