# SPDX-License-Identifier: MIT
"""Connects the similar passages with the index and the text."""

from PySide6.QtCore import QObject

from companion.document.model import Anchor
from companion.search.results import Hit
from companion.ui.parts import Parts
from companion.ui.wiring.teller import Teller

_SHOWN = 30
_QUOTED = 400  # code points of a passage that are shown where nothing is selected


class SimilarWiring(QObject):
    """The similar passages of one window."""

    def __init__(self, parts: Parts, teller: Teller, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._teller = teller
        parts.similar.hit_previewed.connect(self._open)
        parts.similar.hit_opened.connect(self._open)

    def open(self) -> None:
        """Find passages like the selection, or like the one at which the reader stands."""
        start, end = self._parts.reader.selection()
        if start == end and self._parts.session.place is not None:
            start = end = self._parts.session.place.start
        self.find(start, end)

    def find(self, start: int, end: int) -> None:
        """Find passages like a range of the open document, or like the passage there where it is empty."""
        parts, document = self._parts, self._parts.session.document
        if document is None:
            self._teller.say("Open a document first; then passages like one of its own can be found.")
            return
        text = parts.session.text
        quote = text[start:end] or text[start : start + _QUOTED].strip().split("\n")[0]
        parts.dock_area.show_panel("similar")
        parts.similar.show_searching(quote)
        index = parts.library.index
        parts.jobs.ask(
            "similar",
            lambda: index.similar(document.id, start, end - start, _SHOWN),
            parts.similar.show_passages,
            self._teller.say_error,
        )

    def _open(self, hit: Hit) -> None:
        start, end = hit.matches[0] if hit.matches else (hit.start, hit.start)
        self._parts.session.open(Anchor(hit.document, start, end), reason="similar")
