# SPDX-License-Identifier: MIT
"""Puts the session's section on the reader, with everything that is marked in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from companion.document.model import Section
from companion.ui.density import marked
from companion.ui.lines import heights
from companion.ui.reader import Reader
from companion.ui.session import Session
from companion.ui.settings import Settings
from companion.ui.theme import Theme
from companion.ui.type_styles import Look
from companion.ui.typesetting import typeset

if TYPE_CHECKING:
    from companion.glossary.model import Mention


class Page(QObject):
    """The link between what is open and what is drawn.

    Signals:
        terms_shown(list[str]): names of the glossary terms on the visible lines, in reading order.
    """

    terms_shown = Signal(list)

    def __init__(self, session: Session, reader: Reader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._reader = reader
        self._settings = Settings()
        self._theme: Theme | None = None
        self._marked = False
        self._mentions: list[Mention] = []
        self._shown_terms: list[str] = []
        self._hushed: frozenset[str] = frozenset()
        session.section_shown.connect(self._on_section)
        session.document_closed.connect(self._on_closed)
        session.place_wanted.connect(self._on_place_wanted)
        session.line_wanted.connect(reader.restore)
        reader.settled.connect(self._on_settled)

    @property
    def terms_on_page(self) -> list[str]:
        """Names of the terms on the visible lines, in reading order."""
        return list(self._shown_terms)

    def set_style(self, theme: Theme, settings: Settings) -> None:
        """Draw everything by this theme and these settings, at the same place of the text."""
        if (theme, settings) == (self._theme, self._settings):
            return
        marking_changed = settings.mark_terms != self._settings.mark_terms
        self._theme, self._settings = theme, settings
        self._reader.set_theme(theme)
        self._reader.set_look(self._look())
        if marking_changed:
            self._paint_mentions()

    def mark(self) -> None:
        """Show bookmarks and mentions, from now on. The first picture is the text alone, to be there at once."""
        if not self._marked:
            self._marked = True
            self.show_bookmarks()
            self.show_mentions()

    def show_bookmarks(self) -> None:
        """Paint the document's bookmarks as they are now."""
        document = self._session.document
        self._reader.set_bookmarks(self._session.library.marks.bookmarks(document.id) if document else [])

    def show_mentions(self) -> None:
        """Paint the glossary's mentions as they are now."""
        document, page = self._session.document, self._reader.page
        if document is None or page is None:
            self._mentions = []
        else:
            glossary = self._session.library.glossary
            self._mentions = glossary.mentions(document.id, page.map.start, page.map.end)
        self._hushed = self._session.library.encounters.hushed()
        self._paint_mentions()
        self._shown_terms = []
        self.update_terms()

    def update_terms(self) -> None:
        """Tell which terms stand on the visible lines."""
        first, last = self._reader.visible_range()
        names = list(dict.fromkeys(m.term for m in self._mentions if m.start < last and m.start + m.length > first))
        if names != self._shown_terms:
            self._shown_terms = names
            self.terms_shown.emit(names)

    def _on_section(self, section: Section) -> None:
        if self._theme is not None:
            self._show(section)

    def _on_closed(self) -> None:
        self._reader.clear_page()
        self._mentions = []
        self.terms_shown.emit([])

    def _on_place_wanted(self, start: int, end: int, flash: bool) -> None:
        self._reader.scroll_to(start, end, flash=flash)

    def _show(self, section: Section) -> None:
        document = self._session.document
        assert document is not None
        assert self._theme is not None
        shelf = self._session.library.shelf
        self._reader.show_page(typeset(section, lambda name: shelf.image(document.id, name), self._look(), self._theme))
        if self._marked:
            self.show_bookmarks()
            self.show_mentions()

    def _look(self) -> Look:
        chosen = self._settings
        return Look(chosen.face, chosen.size, chosen.line_height, chosen.measure, chosen.justify)

    def _paint_mentions(self) -> None:
        """Underline the mentions of terms that the reader does not know, as densely as was chosen."""
        document = self._session.document
        edges = [heading.start for heading in document.outline] if document is not None else []
        unknown = [each for each in self._mentions if each.term not in self._hushed]
        self._reader.set_mentions(marked(unknown, self._settings.mark_terms, edges, self._screens))

    def _screens(self, offsets: Sequence[int]) -> list[float]:
        """How many heights of the view below the top of the page each of these ascending offsets stands."""
        page, height = self._reader.page, max(self._reader.viewport().height(), 1)
        if page is None:
            return [0.0] * len(offsets)
        found = heights(page.document, [page.map.to_qt(offset) for offset in offsets])
        return [each / height for each in found]

    def _on_settled(self) -> None:
        """Where one mark on each screen is wanted, another size or setting of the page has others."""
        if self._settings.mark_terms == "screen" and self._mentions:
            self._paint_mentions()
