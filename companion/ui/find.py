# SPDX-License-Identifier: MIT
"""Find in the open document: every place of some characters in its one text, stepped through in order."""

import re
from bisect import bisect_left

from PySide6.QtCore import QObject, Signal

from companion.ui.find_bar import FindBar
from companion.ui.reader import Reader
from companion.ui.session import Session

_MOST = 20_000  # places painted; nobody steps through more


class Find(QObject):
    """What the find bar does.

    Signals:
        ended(): the bar was closed; what was painted before it may be painted again.
    """

    ended = Signal()

    def __init__(self, session: Session, reader: Reader, bar: FindBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._reader = reader
        self._bar = bar
        self._matches: list[tuple[int, int]] = []
        self._current = -1
        self._asked = ("", False, False)
        bar.find_requested.connect(self._on_find)
        bar.step_requested.connect(self.step)
        bar.closed.connect(self._on_closed)
        session.document_opened.connect(self._on_document_opened)

    @property
    def active(self) -> bool:
        """Whether the bar is open."""
        return bool(self._bar.isVisible())

    def open(self) -> None:
        """Open the bar on the selected words, or on what was looked for last."""
        start, end = self._reader.selection()
        self._bar.open(" ".join(self._session.text[start:end].split()) if end - start < 200 else "")

    def step(self, by: int) -> None:
        """Go to the next (+1) or previous (-1) place, around the ends."""
        if self._matches:
            self._current = (self._current + by) % len(self._matches)
            self._go()

    def paint(self) -> None:
        """Mark the places that stand in the section on screen."""
        self._reader.set_hits(self._matches, self._current)

    def _on_find(self, characters: str, case: bool, whole: bool) -> None:
        self._asked = (characters, case, whole)
        self._matches = places(self._session.text, characters, case=case, whole=whole)
        place = self._session.place
        here = (place.start, 0) if place else (0, 0)
        self._current = bisect_left(self._matches, here) % len(self._matches) if self._matches else -1
        if self._matches:
            self._go()
        else:
            self.paint()
            self._bar.set_count(0, 0)

    def _on_document_opened(self, _document: object) -> None:
        if self.active:
            characters, case, whole = self._asked
            self._matches = places(self._session.text, characters, case=case, whole=whole)
            self._current = -1
            self._bar.set_count(0, len(self._matches))
            self.paint()

    def _on_closed(self) -> None:
        self._matches, self._current = [], -1
        self._reader.setFocus()
        self.ended.emit()

    def _go(self) -> None:
        start, end = self._matches[self._current]
        self._bar.set_count(self._current + 1, len(self._matches))
        self._session.open(self._session.anchor(start, end), reason=("find", self._asked[0]), flash=False)
        self.paint()


def places(text: str, characters: str, *, case: bool = False, whole: bool = False) -> list[tuple[int, int]]:
    """Half-open ranges of `text` where `characters` stand; any white space answers to any other."""
    words = characters.split()
    if not words:
        return []
    # The reader's characters are escaped: they are data, never a pattern.
    pattern = r"\s+".join(re.escape(word) for word in words)
    if whole:
        pattern = rf"(?<!\w){pattern}(?!\w)"
    found = []
    for match in re.finditer(pattern, text, 0 if case else re.IGNORECASE):
        found.append(match.span())
        if len(found) == _MOST:
            break
    return found
