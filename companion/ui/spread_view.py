# SPDX-License-Identifier: MIT
"""How a term is spread over the sections of the open document, and over all documents, as bars."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from companion.library.mentions import DocumentSpread
from companion.ui.list_view import ListView
from companion.ui.rows import Row, Shape
from companion.ui.wording import count


class SpreadView(ListView):
    """Bars: a section without a mention is dim, the one in which the reader stands is bold.

    Signals:
        place_chosen(str document, int start, int length): the first mention of a section or document is wanted; of a
            section without one its heading.
    """

    place_chosen = Signal(str, int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Distribution", "bar", empty="None of your documents mentions it.", parent=parent)
        self._here: DocumentSpread | None = None
        self._others: Sequence[DocumentSpread] = ()
        self._offset = 0
        self.list.row_opened.connect(self._on_opened)

    def show_spread(self, spread: Sequence[DocumentSpread], document: str | None) -> None:
        """Show where a term stands; `document` is the open one."""
        self._here = next((each for each in spread if each.document == document), None)
        self._others = sorted((each for each in spread if each.spans), key=lambda each: -len(each.spans))
        self.list.replace_rows(self._rows())
        self.show_list(bool(self._others))

    def set_place(self, offset: int) -> None:
        """The reader stands at this offset of the open document."""
        before, self._offset = self._section_at(self._offset), offset
        if self._section_at(offset) != before:
            self.list.replace_rows(self._rows())

    def _section_at(self, offset: int) -> int:
        starts = [section.start for section in self._here.sections] if self._here is not None else []
        return bisect_right(starts, offset) - 1

    def _rows(self) -> list[Row]:
        rows: list[Row] = []
        if self._here is not None and self._here.sections:
            total = len(self._here.spans)
            spoken = f"In this document, {count(total, 'mention')}"
            rows.append(Row(Shape.GROUP, "In this document", value="here", aside=f"{total:,}", spoken=spoken))
            rows.extend(self._section_rows(self._here))
        if self._others:
            number = len(self._others)
            title = f"In {count(number, 'document')}"
            total = sum(len(each.spans) for each in self._others)
            rows.append(Row(Shape.GROUP, title, value="all", aside=f"{total:,}", spoken=f"{title}, {total} mentions"))
            most = len(self._others[0].spans)
            rows.extend(_document_row(each, most, each is self._here) for each in self._others)
        return rows

    def _section_rows(self, spread: DocumentSpread) -> Iterator[Row]:
        most = max((each.mentions for each in spread.sections), default=0)
        top = min(each.level for each in spread.sections)
        current = self._section_at(self._offset)
        for number, section in enumerate(spread.sections):
            title = section.title or "Before the first heading"
            where = ", you are here" if number == current else ""
            yield Row(
                Shape.BAR,
                title,
                value=number,
                aside=f"{section.mentions:,}" if section.mentions else "",
                fraction=section.mentions / most if section.mentions else None,
                depth=section.level - top,
                ink="" if section.mentions or number == current else "muted",
                marked=number == current,
                spoken=f"{title}, {count(section.mentions, 'mention')}{where}",
                tip=title,
            )

    def _on_opened(self, value: object) -> None:
        if isinstance(value, str):
            spread = next(each for each in self._others if each.document == value)
            self.place_chosen.emit(value, *spread.spans[0])
        elif isinstance(value, int) and self._here is not None:
            section, spans = self._here.sections[value], self._here.spans
            number = bisect_left(spans, (section.start, 0))
            inside = number < len(spans) and spans[number][0] < section.end
            self.place_chosen.emit(self._here.document, *(spans[number] if inside else (section.start, 0)))


def _document_row(spread: DocumentSpread, most: int, current: bool) -> Row:
    number = len(spread.spans)
    return Row(
        Shape.BAR,
        spread.title,
        value=spread.document,
        aside=f"{number:,}",
        fraction=number / most,
        marked=current,
        spoken=f"{spread.title}, {count(number, 'mention')}{', open now' if current else ''}",
        tip=spread.title,
    )
