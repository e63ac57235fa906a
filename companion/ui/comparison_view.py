# SPDX-License-Identifier: MIT
"""One term in all documents: how each defines it, where it is first met, and the trend over the years."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from companion.document.model import Anchor
from companion.glossary.comparison import Comparison, Use, Year
from companion.glossary.model import Definition
from companion.ui.list_view import ListView
from companion.ui.panel import link
from companion.ui.rows import Row, Shape
from companion.ui.wording import count, joined, one_line, page

_NOTHING = "None of your documents mentions it. Select a sentence that says what it means, and make it a definition."


@dataclass(frozen=True, slots=True)
class Said:
    """What a row of the comparison leads to: a place, and the definition that stands there, if one does."""

    place: Anchor
    definition: str = ""


class ComparisonView(ListView):
    """A list with a group for each document, and the years as bars.

    Signals:
        comparison_wanted(): the view came on screen for a term that it does not know yet.
        place_opened(Anchor): a definition or a first use is wanted.
        removal_requested(str): Delete on the definition of this id.
        table_requested(Comparison): the same side by side is wanted.
        export_requested(Comparison): a file of it is wanted.
    """

    comparison_wanted = Signal()
    place_opened = Signal(object)
    removal_requested = Signal(str)
    table_requested = Signal(object)
    export_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Comparison", "saying", empty=_NOTHING, parent=parent)
        self._comparison = Comparison("")
        self._stale = True
        self.add_to_head(
            link("Side by side", lambda: self.table_requested.emit(self._comparison)),
            link("Export…", lambda: self.export_requested.emit(self._comparison)),
        )
        self.list.row_opened.connect(self._on_opened)
        self.list.removal_requested.connect(self._on_removal)

    def forget(self) -> None:
        """Another term, or a change: what is shown is not true any more."""
        self._stale = True
        if self.isVisible():
            self.comparison_wanted.emit()

    def show_comparison(self, comparison: Comparison) -> None:
        """Show a term in all documents."""
        self._stale = False
        self._comparison = comparison
        self.list.replace_rows(_rows(comparison))
        self.show_list(bool(comparison.uses))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.comparison_wanted.emit()

    def _on_opened(self, value: object) -> None:
        if isinstance(value, Said):
            self.place_opened.emit(value.place)

    def _on_removal(self, value: object) -> None:
        if isinstance(value, Said) and value.definition:
            self.removal_requested.emit(value.definition)


def _rows(comparison: Comparison) -> list[Row]:
    defining = sum(1 for use in comparison.uses if use.definitions)
    rows = [row for use in comparison.uses for row in _use_rows(use)]
    years = comparison.years()
    if len(years) > 1:
        rows.append(Row(Shape.GROUP, "Mentions by year", value="years", aside=f"{years[0].year}–{years[-1].year}"))
        most = max(each.mentions for each in years)
        rows.extend(_year_row(each, most) for each in years)
    if rows and not defining:
        hint = "No document defines it yet. Select a sentence and make it a definition (Ctrl+Shift+M)."
        rows.insert(0, Row(Shape.ENTRY, hint, value="hint", ink="muted"))
    return rows


def _use_rows(use: Use) -> Iterator[Row]:
    spoken = f"{use.title}, {use.year or 'without a year'}, {count(use.mentions, 'mention')}"
    aside = joined(use.year, f"{use.mentions:,}")
    yield Row(Shape.GROUP, use.title, value=use.document, aside=aside, spoken=spoken, tip=use.title)
    for each in use.definitions:
        yield _definition_row(each)
    if use.sentence:
        place = Anchor(use.document, use.start, use.start + use.length)
        sentence = one_line(use.sentence)
        yield Row(
            Shape.CARD,
            "",
            value=Said(place),
            body=sentence,
            lines=3,
            meta=joined("First met", page(use.page)),
            spoken=f"first met, {sentence}",
        )


def _definition_row(each: Definition) -> Row:
    sentence = one_line(each.text)
    return Row(
        Shape.CARD,
        "",
        value=Said(Anchor(each.document, each.anchor.start, each.anchor.end), each.id),
        body=sentence,
        lines=6,
        meta=joined("Defined", page(each.page), "chosen by you" if each.rule == "own" else f"found by “{each.rule}”"),
        icon="quote",
        edge="green",
        spoken=f"defined, {sentence}",
    )


def _year_row(each: Year, most: int) -> Row:
    documents = count(each.documents, "document")
    return Row(
        Shape.BAR,
        each.year,
        value=each.year,
        aside=f"{each.mentions:,} in {documents}",
        fraction=each.mentions / most if each.mentions else None,
        ink="" if each.mentions else "muted",
        spoken=f"{each.year}, {count(each.mentions, 'mention')} in {documents}",
    )
