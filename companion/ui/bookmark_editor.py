# SPDX-License-Identifier: MIT
"""The form in which a bookmark's title, note, tags and colour are written."""

import textwrap
from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from companion.document.bookmark import Bookmark
from companion.ui.colour_dots import ColourDots
from companion.ui.form import Form
from companion.ui.panel import label
from companion.ui.theme import Theme
from companion.ui.wording import one_line

_QUOTED = 140  # code points of the passage that are shown over the form


class BookmarkEditor(Form):
    """What the reader has to say about one bookmark.

    Signals:
        bookmark_saved(Bookmark): the bookmark as it is to be kept.
    """

    bookmark_saved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bookmark: Bookmark | None = None
        self._quote = label(name="meta")
        self._fields.addWidget(self._quote)
        self._note = self.add_text("Note", lines=3)
        self._title = self.add_line("Title", "A few words, if you like")
        self._tags = self.add_list("Tags", "With commas between them")
        self._colours = ColourDots("Colour", exclusive=True)
        self.add_widget("Colour", self._colours)
        self.add_buttons("Save")
        self.save_requested.connect(self._on_save)
        self.setFocusProxy(self._note)

    def set_theme(self, theme: Theme) -> None:
        """Draw the colours in this theme's shades."""
        self._colours.set_theme(theme)

    def set_known_tags(self, tags: Iterable[str]) -> None:
        """Offer these tags for completion."""
        self._tags.set_known(tags)

    def edit(self, bookmark: Bookmark) -> None:
        """Show a bookmark to be changed."""
        self._bookmark = bookmark
        quote = one_line(bookmark.anchor.quote)
        self._quote.setText(textwrap.shorten(quote, _QUOTED, placeholder=" …"))
        self._quote.setVisible(bool(quote))
        self._title.setText(bookmark.title)
        self._note.setPlainText(bookmark.note)
        self._tags.set_names(bookmark.tags)
        self._colours.set_chosen({bookmark.colour})

    def _on_save(self) -> None:
        if self._bookmark is None:
            return
        changed = replace(
            self._bookmark,
            title=" ".join(self._title.text().split()),
            note=self._note.toPlainText().strip(),
            tags=self._tags.names(),
            colour=next(iter(self._colours.chosen()), self._bookmark.colour),
        )
        self.bookmark_saved.emit(changed)
