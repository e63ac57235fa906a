# SPDX-License-Identifier: MIT
"""The page on screen: a column in the middle, painted with its marks, and the way between heights and places."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QPainter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from companion.ui.lines import Line, blocks_between, first_line, last_line, line_at
from companion.ui.marks import Boxes, MarkPainter, Marks, Span, strip_marks
from companion.ui.ornaments import Ornaments
from companion.ui.scroll_strip import ScrollStrip
from companion.ui.theme import Theme, palette
from companion.ui.type_styles import Look, column_width
from companion.ui.typesetting import MARGIN, TypesetPage, typeset

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QPaintEvent, QResizeEvent, QShowEvent

    from companion.document.bookmark import Bookmark
    from companion.glossary.model import Mention

_FLASH = 900  # milliseconds for which a landing place is marked
_QUIET = 120  # milliseconds without a change of the layout before the strip is drawn anew
_GLIDE = 120  # milliseconds that the turning of a page takes at most
_FIRST_SIZE = (900, 700)  # pixels, until the window gives it a size


class PageView(QTextBrowser):
    """Shows a typeset page and what is marked in it. Places are offsets of the document's one text.

    Signals:
        place_changed(int offset): the view was scrolled or resized; the first visible line begins at `offset`.
        settled(): the page was laid out anew, or its marks changed, and it has been at rest for a moment.
    """

    place_changed = Signal(int)
    settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: TypesetPage | None = None
        self._theme: Theme | None = None
        self._boxes: Boxes | None = None
        self._marks = Marks()
        self._silent = False
        self._kept: tuple[int, int, float] | None = None  # a value of the scroll bar, and the place it was set for
        self._strip = ScrollStrip()
        self._strip_timer = QTimer(self, singleShot=True, interval=_QUIET)
        self._flash_timer = QTimer(self, singleShot=True, interval=_FLASH)
        self._glide = QVariantAnimation(self)
        self._glide.valueChanged.connect(lambda value: self._strip.setValue(round(value)))
        self.setObjectName("page")
        self.resize(*_FIRST_SIZE)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setAcceptDrops(False)  # files are dropped on the window
        self.setUndoRedoEnabled(False)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.viewport().backgroundRole())
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBar(self._strip)
        self.setProperty("verticalScrollBarPolicy", "ScrollBarAlwaysOn")
        self.setProperty("horizontalScrollBarPolicy", "ScrollBarAlwaysOff")
        self._strip.valueChanged.connect(self._on_scrolled)
        self._strip.mark_pressed.connect(lambda offset: self.scroll_to(offset, offset))
        self._strip_timer.timeout.connect(self._update_strip)
        self._flash_timer.timeout.connect(self._end_flash)

    @property
    def page(self) -> TypesetPage | None:
        """The page on screen."""
        return self._page

    def show_page(self, page: TypesetPage) -> None:
        """Show a page from its beginning; the marks of the last page go."""
        self._marks = Marks()
        self._kept = None
        self._put(page)
        with self._silence():
            self._strip.setValue(0)

    def clear_page(self) -> None:
        """Show nothing."""
        self.setDocument(QTextDocument(self))
        self._page = None
        self._marks = Marks()
        self._update_strip()

    def set_theme(self, theme: Theme) -> None:
        """Show the page in these colours, at the same place."""
        self._theme = theme
        self.setPalette(palette(theme))
        self._strip.set_theme(theme)
        if self._page is not None and self._page.theme != theme:
            self._reset(self._page.look, theme)

    def set_look(self, look: Look) -> None:
        """Set the page anew in this way, at the same place."""
        if self._page is not None and self._page.look != look:
            self._reset(look, self._page.theme)

    def set_hits(self, hits: Sequence[Span], current: int | None = None) -> None:
        """Mark hits, in order; `current` is the number of the one the reader is at, None or -1 for none.

        They may be those of the whole document: what lies in other sections is left out.
        """
        if self._page is not None:
            first = bisect_left(hits, (self._page.map.start, 0))
            last = bisect_left(hits, (self._page.map.end, 0))
            hits = hits[first:last]
            current = current - first if current is not None and first <= current < last else None
        self._marks.set_hits(hits, current)
        self._marks_changed()

    def hits(self) -> tuple[Span, ...]:
        """The hits that are marked in the section on screen."""
        return self._marks.all_hits()

    def set_mentions(self, mentions: Sequence[Mention]) -> None:
        """Mark mentions of glossary terms with dots."""
        self._marks.set_mentions(mentions)
        self.viewport().update()

    def set_bookmarks(self, bookmarks: Sequence[Bookmark]) -> None:
        """Mark bookmarks: one with a length in its colour, one without by a ribbon in the margin."""
        self._marks.set_bookmarks(bookmarks)
        self._marks_changed()

    def set_chosen_term(self, spans: Sequence[Span]) -> None:
        """Mark the mentions of the term that is being looked at."""
        self._marks.set_chosen(spans)
        self._marks_changed()

    def scroll_to(self, start: int, end: int, *, at: float = 1 / 3, flash: bool = True) -> None:
        """Bring the line at `start` to the fraction `at` of the view's height; `flash` marks the range for a moment."""
        found = self._line(start)
        if found is None:
            return
        self._scroll_to_height(found.top - at * self.viewport().height())
        if flash:
            to_text = self._page.map.to_text
            self._marks.flash = (start, end) if end > start else (to_text(found.start), to_text(found.end))
            self._flash_timer.start()
        self.viewport().update()

    def place(self) -> tuple[int, float]:
        """Where the reader is: the offset at which the first visible line begins, and how much of it, in parts of
        its height, is above the view; less than 0 where the view begins above it."""
        if self._page is None:
            return 0, 0.0
        height = self._strip.value()
        if self._kept is not None and self._kept[0] == height:
            return self._kept[1:]  # so that a place does not creep while the window changes its size
        offset = self._first_offset()
        found = self._line(offset)
        return (offset, (height - found.top) / found.height) if found is not None else (offset, 0.0)

    def restore(self, offset: int, shift: float = 0.0) -> None:
        """Stand exactly where `place` said."""
        found = self._line(offset)
        if found is not None:
            self._scroll_to_height(found.top + shift * found.height)
            self._kept = (self._strip.value(), offset, shift)

    def visible_range(self) -> tuple[int, int]:
        """The offsets between which the visible lines lie."""
        if self._page is None:
            return 0, 0
        top = self._strip.value()
        position = last_line(self._page.document, top + self.viewport().height(), top)
        start = self._first_offset()
        return start, max(self._page.map.to_text(position) if position is not None else start, start)

    def progress(self) -> float:
        """How much of the section has been read, 0 to 1."""
        if self._page is None or self._strip.value() >= self._strip.maximum():
            return 1.0
        return (self._first_offset() - self._page.map.start) / max(len(self._page.text), 1)

    def glide_to(self, value: int) -> None:
        """Scroll to this value of the scroll bar; softly where that is near and the system likes movement."""
        from PySide6.QtWidgets import QStyle  # late: it is large, and the first picture does not move

        self.finish_glide()
        value = min(max(value, 0), self._strip.maximum())
        time = min(self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self), _GLIDE)
        near = abs(value - self._strip.value()) <= self.viewport().height()
        if time <= 0 or not near or not self.isVisible():
            self._strip.setValue(value)
            return
        self._glide.setDuration(time)
        self._glide.setStartValue(float(self._strip.value()))
        self._glide.setEndValue(float(value))
        self._glide.start()

    def finish_glide(self) -> None:
        """Be at once where the view is gliding to."""
        if self._glide.state() is QVariantAnimation.State.Running:
            self._glide.stop()
            self._strip.setValue(round(self._glide.endValue()))

    def loadResource(self, kind: int, name: QUrl) -> object:
        # The page's own document answers for its images. Nothing may ever be looked for on the disk, as Qt does
        # where this returns nothing.
        if kind == QTextDocument.ResourceType.ImageResource.value:
            from companion.ui.image_reading import blank_image

            return blank_image()
        return ""

    def doSetSource(self, name: QUrl, kind: QTextDocument.ResourceType) -> None:
        """No address is ever opened in the page."""

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._fit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._strip_timer.start()
        if self._page is None or event.oldSize().width() == event.size().width():
            super().resizeEvent(event)
            return
        with self._silence():
            place = self.place()
            super().resizeEvent(event)
            self._boxes.forget()
            self.restore(*place)
        self._on_scrolled()

    def showEvent(self, event: QShowEvent) -> None:
        with self._silence():  # Qt scrolls to its cursor when it is shown for the first time
            place = self.place()
            super().showEvent(event)
            self.restore(*place)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._page is None or self._theme is None:
            return
        scroll = self._strip.value()
        area = QRectF(event.rect()).translated(0, scroll)
        document = self._page.document
        placed = list(blocks_between(document, area.top() - 2 * MARGIN, area.bottom() + 2 * MARGIN))
        visible = (0, 0)
        if placed:
            last = placed[-1][0]
            visible = (
                self._page.map.to_text(placed[0][0].position()),
                self._page.map.to_text(last.position() + last.length() - 1),
            )
        painter = QPainter(self.viewport())
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(0, -scroll)
        ornaments = Ornaments(self._theme, self._page.look.size, self.viewport().width(), MARGIN)
        marks = MarkPainter(painter, self._page, self._boxes, visible)
        ornaments.paint_under(painter, placed)
        marks.paint_grounds(self._marks, self.selection())
        document.documentLayout().draw(painter, self._context(area))
        marks.paint_marks(self._marks)
        ornaments.paint_over(painter, placed)

    def selection(self) -> Span:
        """The selected range of the text; empty at the cursor where nothing is selected."""
        if self._page is None:
            return 0, 0
        cursor = self.textCursor()
        start = self._page.map.to_text(cursor.selectionStart())
        return start, max(self._page.map.to_text(cursor.selectionEnd()), start)

    def _context(self, area: QRectF) -> QAbstractTextDocumentLayout.PaintContext:
        """What Qt's layout needs to draw the text; on the current hit every letter is drawn in full ink."""
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = area
        context.palette = self.palette()
        if self._marks.current is not None:
            selection = QAbstractTextDocumentLayout.Selection()
            selection.cursor = self._cursor(*self._marks.current)
            letters = QTextCharFormat()
            letters.setForeground(QColor(self._theme.ink))
            selection.format = letters
            context.selections = [selection]
        return context

    def _cursor(self, start: int, end: int) -> QTextCursor:
        first, last = self._page.map.range_to_qt(start, end)
        cursor = QTextCursor(self._page.document)
        cursor.setPosition(first)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _put(self, page: TypesetPage) -> None:
        with self._silence():
            self.setDocument(page.document)  # before the old page, and with it Qt's document, is given up
            self._page, self._boxes = page, Boxes(page)
            page.document.documentLayout().documentSizeChanged.connect(self._on_layout)
            self._strip.setSingleStep(round(page.look.size * page.look.line_height))
            self._fit()
        self._strip_timer.start()

    def _reset(self, look: Look, theme: Theme) -> None:
        """Set the same section anew; marks, selection and place stay."""
        page = self._page
        place, selected = self.place(), self.selection()
        self._put(typeset(page.section, page.images, look, theme))
        with self._silence():
            self.setTextCursor(self._cursor(*selected))
            self.restore(*place)
        self.viewport().update()

    def _fit(self) -> None:
        """Give the column its width and share what is left between both sides."""
        look = self._page.look if self._page is not None else Look()
        wanted = column_width(look) + 2 * MARGIN
        side = max((self.width() - self._strip.width() - wanted) // 2, 0)
        if self.viewportMargins().left() != side:
            self.setViewportMargins(side, 0, side, 0)

    def _first_offset(self) -> int:
        """The offset at which the first visible line begins."""
        position = first_line(self._page.document, self._strip.value())
        return self._page.map.to_text(position) if position is not None else self._page.map.end

    def _line(self, offset: int) -> Line | None:
        return line_at(self._page.document, self._page.map.to_qt(offset)) if self._page is not None else None

    def _in_document(self, point: QPoint) -> QPointF:
        return QPointF(point) + QPointF(0, self._strip.value())

    def _offset_at(self, point: QPoint) -> int:
        """The offset nearest to a point of the view."""
        if self._page is None:
            return 0
        layout = self._page.document.documentLayout()
        position = layout.hitTest(self._in_document(point), QtCore.Qt.HitTestAccuracy.FuzzyHit)
        return self._page.map.to_text(max(position, 0))

    def _box_at(self, start: int, end: int, point: QPoint) -> QRectF | None:
        """The rectangle of the part of a range that is at a point of the view."""
        boxes = self._boxes.of((start, end))
        rects = (box.rect.adjusted(-1, -2, 1, 2) for box in boxes)
        return next((rect for rect in rects if rect.contains(self._in_document(point))), None)

    def _screen_rect(self, start: int, end: int, point: QPoint | None = None) -> QRect:
        """Where a range stands on the screen: its part at `point`, else its first line."""
        if self._page is None:
            return QRect()
        rect = self._box_at(start, end, point) if point is not None else None
        if rect is None:
            boxes = self._boxes.of((start, end))
            rect = boxes[0].rect if boxes else QRectF(0, self._strip.value(), 1, 1)
        placed = rect.translated(0, -self._strip.value()).toAlignedRect()
        return QRect(self.viewport().mapToGlobal(placed.topLeft()), placed.size())

    def _scroll_to_height(self, height: float) -> None:
        value = max(round(height), 0)
        if value > self._strip.maximum():  # Qt tells the bar of the height only after the layout is done
            whole = math.ceil(self._page.document.size().height()) - self.viewport().height()
            self._strip.setMaximum(max(whole, 0))
        self._glide.stop()
        self._strip.setValue(value)

    def _on_scrolled(self) -> None:
        if not self._silent and self._page is not None:
            self.place_changed.emit(self.place()[0])

    @contextmanager
    def _silence(self) -> Iterator[None]:
        """Say nothing of places while the page is being changed."""
        before, self._silent = self._silent, True
        try:
            yield
        finally:
            self._silent = before

    def _marks_changed(self) -> None:
        self.viewport().update()
        self._strip_timer.start()

    def _on_layout(self) -> None:
        self._boxes.forget()
        self._strip_timer.start()

    def _update_strip(self) -> None:
        self._strip.set_marks(strip_marks(self._marks, self._page) if self._page is not None else [])
        self.settled.emit()

    def _end_flash(self) -> None:
        self._marks.flash = None
        self.viewport().update()
