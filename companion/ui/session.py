# SPDX-License-Identifier: MIT
"""What the reader is doing now: the open document, the section on screen, the place in it and the way here."""

import logging

from PySide6.QtCore import QObject, QTimer, Signal

from companion.document.model import Anchor, Block, BlockKind, Document, Section, heading_path, positions
from companion.errors import CompanionError, NotFound
from companion.library.library import Library
from companion.ui.history import History, Place
from companion.ui.jobs import Jobs

_log = logging.getLogger(__name__)
_TOP = -1_000.0  # so many lines above the first one: the very top of a section, with its margin
_KEEP_AFTER = 600  # milliseconds of rest before the place is written to the library


class Session(QObject):
    """The one door to every place: a hit, a bookmark, a heading, a mention and the last position all go
    through `open`.

    Signals:
        document_opened(Document): another document is open now, or the same one with new data.
        document_closed(): no document is open.
        section_shown(Section): this section is to be put on screen.
        place_wanted(int start, int end, bool flash): the reader is to see this range of the text.
        line_wanted(int start, float shift): the reader is to stand at exactly this line again.
        place_changed(int): the first visible offset of the text, as the reader scrolls.
        history_changed(): going back or forward became possible or impossible.
        failed(CompanionError): something asked for could not be done.
    """

    document_opened = Signal(object)
    document_closed = Signal()
    section_shown = Signal(object)
    place_wanted = Signal(int, int, bool)
    line_wanted = Signal(int, float)
    place_changed = Signal(int)
    history_changed = Signal()
    failed = Signal(object)

    def __init__(self, library: Library, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.library = library
        self.document: Document | None = None
        self.section: Section | None = None
        self._jobs = jobs
        self._history = History()
        self._place: Place | None = None
        self._names: dict[str, tuple[Block, int]] = {}
        self._keeper = QTimer(self, singleShot=True, interval=_KEEP_AFTER)
        self._keeper.timeout.connect(self._on_rest)

    @property
    def place(self) -> Place | None:
        """Where the reader stands."""
        return self._place

    @property
    def text(self) -> str:
        """The open document's one text, "" where none is open."""
        return self.library.shelf.text(self.document.id) if self.document else ""

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place to go back to."""
        return self._history.can_go_back

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a place to go forward to."""
        return self._history.can_go_forward

    def open(self, anchor: Anchor, *, reason: object = None, flash: bool = True) -> None:
        """Show the place and remember the one left; jumps of the same `reason` count as one."""
        try:
            departure = self._place
            self._show(anchor.document, anchor.start)
        except CompanionError as error:
            self.failed.emit(error)
            return
        if departure is not None:
            self._history.jump(departure, reason)
            self.history_changed.emit()
        self.place_wanted.emit(anchor.start, anchor.end, flash)
        self.place_changed.emit(anchor.start)

    def open_document(self, document: str) -> None:
        """Show a document at the place where the reader left it, or at its beginning."""
        try:
            kept = self.library.shelf.position(document)
            departure = self._place if self.document and self.document.id != document else None
            start = kept.start if kept else 0
            shift = 0.0 if start else _TOP
            self._show(document, start)
        except CompanionError as error:
            self.failed.emit(error)
            return
        if departure is not None:
            self._history.jump(departure)
            self.history_changed.emit()
        self.line_wanted.emit(start, shift)
        self.place_changed.emit(start)

    def open_last(self) -> None:
        """Show what was read last, or the first document of a new library."""
        documents = self.library.shelf.documents()
        last = self.library.shelf.last_opened()
        ids = [document.id for document in documents]
        if last in ids:
            self.open_document(last)
        elif ids:
            self.open_document(ids[0])
        else:
            self.close_document()

    def close_document(self) -> None:
        """Show no document."""
        self.document = self.section = self._place = None
        self._names = {}
        self.document_closed.emit()

    def back(self) -> None:
        """Go back to the place before the last jump."""
        if self._place and (place := self._history.back(self._place)):
            self._return_to(place)

    def forward(self) -> None:
        """Go forward again."""
        if self._place and (place := self._history.forward(self._place)):
            self._return_to(place)

    def go_to(self, place: Place, *, reason: object = None) -> None:
        """Stand at exactly this line again, remembering the place left."""
        if self._place is not None:
            self._history.jump(self._place, reason)
        self._return_to(place)

    def turn_section(self, step: int) -> None:
        """Show the next (+1) or the previous (-1) section, at its beginning or its end."""
        if self.document is None or self.section is None:
            return
        sections = self.library.shelf.sections(self.document.id)
        number = self.section.number + step
        if not 0 <= number < len(sections):
            return
        info = sections[number]
        self._show(self.document.id, info.start)
        start, shift = (info.start, _TOP) if step > 0 else (info.start + info.length, 0.0)
        self.line_wanted.emit(start, shift)
        self.place_changed.emit(start)

    def named(self, name: str) -> tuple[Block, int]:
        """The block of the open document that bears `name`, and the offset of its text. Raises NotFound."""
        if self.document and not self._names:
            shelf = self.library.shelf
            sections = [shelf.section(self.document.id, info.number) for info in shelf.sections(self.document.id)]
            self._names = {each: (block, start) for block, start in positions(sections) for each in block.names}
        if name not in self._names:
            raise NotFound("This link leads to a place that the document does not have.")
        return self._names[name]

    def follow(self, name: str) -> None:
        """Jump to the block that a link inside the document names."""
        try:
            block, start = self.named(name)
        except CompanionError as error:
            self.failed.emit(error)
            return
        self.open(self.anchor(start, start), flash=block.kind is not BlockKind.HEADING)

    def anchor(self, start: int, end: int) -> Anchor:
        """An anchor for a range of the open document's text."""
        if self.document is None:
            raise NotFound("No document is open. Open one from the library first.")
        from companion.document.anchors import make_anchor

        return make_anchor(self.document.id, self.text, start, end)

    def section_path(self, start: int) -> tuple[str, ...]:
        """The titles of the headings around an offset of the open document."""
        return heading_path(self.document.outline, start) if self.document else ()

    def stand_at(self, start: int, shift: float) -> None:
        """The window tells where the reader stands: the first visible line's offset and the part passed."""
        if self.document is None:
            return
        self._place = Place(self.document.id, start, shift)
        self._keeper.start()
        self.place_changed.emit(start)

    def reload(self) -> None:
        """The open document changed in the library: show it again at the same line."""
        if self.document is None:
            self.open_last()
            return
        place = self._place
        identity, self.document = self.document.id, None
        try:
            self._show(identity, place.start if place else 0)
        except NotFound:
            self._history.forget(identity)
            self.history_changed.emit()
            self.open_last()
            return
        if place:
            self.line_wanted.emit(place.start, place.shift)

    def close(self) -> None:
        """Keep the place before the library closes."""
        self._keeper.stop()
        self._keep()

    def _show(self, identity: str, offset: int) -> None:
        shelf = self.library.shelf
        fresh = self.document is None or self.document.id != identity
        if fresh:
            if self._keeper.isActive():
                self._keeper.stop()
                self._on_rest()
            document = shelf.document(identity)
            number = shelf.section_at(identity, offset)
            section = shelf.section(identity, number)
            self.document, self._names = document, {}
            self.document_opened.emit(document)
        else:
            number = shelf.section_at(identity, offset)
            if self.section is not None and self.section.number == number:
                return
            section = shelf.section(identity, number)
        self.section = section
        self._place = Place(identity, offset)
        self.section_shown.emit(section)

    def _return_to(self, place: Place) -> None:
        try:
            self._show(place.document, place.start)
        except CompanionError as error:
            self.failed.emit(error)
            return
        self.line_wanted.emit(place.start, place.shift)
        self.place_changed.emit(place.start)
        self.history_changed.emit()

    def _on_rest(self) -> None:
        if not self.library.read_only:
            self._jobs.ask("position", self._keep, lambda _: None, self.failed.emit)

    def _keep(self) -> None:
        place = self._place
        if place is None or self.library.read_only:
            return
        from companion.document.anchors import make_anchor

        text = self.library.shelf.text(place.document)
        self.library.shelf.keep_position(make_anchor(place.document, text, place.start, place.start))
