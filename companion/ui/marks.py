# SPDX-License-Identifier: MIT
"""What is marked in the text: hits, terms, highlights, bookmarks, the landing place; and how it is painted.

Colour never speaks alone: the current hit has an outline, a highlight a bar in the margin, a term dots.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from companion.ui.lines import LineBox, heights, line_at, line_boxes
from companion.ui.ranges import Ranges
from companion.ui.scroll_strip import StripKind, StripMark
from companion.ui.typesetting import MARGIN, TypesetPage

if TYPE_CHECKING:
    from companion.document.bookmark import Bookmark
    from companion.glossary.model import Mention

_RADIUS = 3.5
_BAR_X, _BAR_WIDTH = MARGIN - 15, 3  # the bar of a highlight
_RIBBON_X, _RIBBON_WIDTH, _RIBBON_HEIGHT = MARGIN - 32, 11, 17

_DOT_STEP, _DOT_HEIGHT = 4, 2  # pixels from one dot under a term to the next, and the room for its height
_LONG = 2_000  # code points from which only the visible part of a range is measured
_MOST_KNOWN = 4_000
_STEPS = 1000  # marks closer than this part of the strip are one

Span = tuple[int, int]


class Marks:
    """The marks of the page on screen. Ranges are half-open, in offsets of the one text."""

    def __init__(self) -> None:
        self.hits: Ranges[Span] = Ranges()
        self._hits: list[Span] = []
        self.current: Span | None = None
        self.mentions: Ranges[Mention] = Ranges()
        self.chosen: Ranges[Span] = Ranges()
        self.bookmarks: Ranges[Bookmark] = Ranges()
        self.flash: Span | None = None
        self.ring: Span | None = None
        self.buttons: list[tuple[QRectF, str]] = []

    def all_hits(self) -> tuple[Span, ...]:
        """Every hit, in order."""
        return tuple(self._hits)

    def set_hits(self, hits: Sequence[Span], current: int | None) -> None:
        """Mark hits; `current` is the number of the one the reader is at, or None."""
        if self._hits != list(hits):  # stepping through them changes only the current one
            self._hits = list(hits)
            self.hits = Ranges(hits)
        self.current = hits[current] if current is not None and 0 <= current < len(hits) else None

    def set_mentions(self, mentions: Sequence[Mention]) -> None:
        """Mark mentions of glossary terms."""
        self.mentions = Ranges(mentions, lambda each: (each.start, each.start + each.length))

    def set_bookmarks(self, bookmarks: Sequence[Bookmark]) -> None:
        """Mark bookmarks; a lost one stands nowhere."""
        found = (each for each in bookmarks if not each.lost)
        self.bookmarks = Ranges(found, lambda each: (each.anchor.start, each.anchor.end))

    def set_chosen(self, spans: Sequence[Span]) -> None:
        """Mark the mentions of one term more strongly."""
        self.chosen = Ranges(spans)

    def bookmark_at(self, point: QPointF) -> str | None:
        """The id of the bookmark whose ribbon or bar in the margin is at `point` of the document."""
        return next((name for rect, name in self.buttons if rect.contains(point)), None)


class Boxes:
    """The boxes of ranges of a page, remembered until its layout changes."""

    def __init__(self, page: TypesetPage) -> None:
        self._page = page
        self._known: dict[Span, list[LineBox]] = {}

    def of(self, span: Span) -> list[LineBox]:
        """The boxes of a range, line by line."""
        found = self._known.get(span)
        if found is None:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            found = self._known[span] = line_boxes(self._page.document, *self._page.map.range_to_qt(*span))
        return found

    def forget(self) -> None:
        """The layout has changed."""
        self._known.clear()


class MarkPainter:
    """Paints the marks between two offsets of a page. Coordinates are the document's."""

    def __init__(self, painter: QPainter, page: TypesetPage, boxes: Boxes, visible: Span) -> None:
        self._painter = painter
        self._page = page
        self._theme = page.theme
        self._boxes = boxes
        self._visible = visible

    def boxes(self, span: Span) -> list[LineBox]:
        """The boxes of a range; of a long one only the visible part."""
        if span[1] - span[0] > _LONG:
            span = max(span[0], self._visible[0]), min(span[1], self._visible[1])
        return self._boxes.of(span) if span[0] < span[1] else []

    def paint_grounds(self, marks: Marks, selection: Span) -> None:
        """Paint what lies below the text."""
        theme = self._theme
        for bookmark in marks.bookmarks.between(*self._visible):
            span = bookmark.anchor.start, bookmark.anchor.end
            self._fill(self.boxes(span), theme.highlight(bookmark.colour).ground)
        hit_edge = theme.edge if theme.outlined else ""
        for hit in marks.hits.between(*self._visible):
            if hit != marks.current:
                self._fill(self.boxes(hit), theme.hit, hit_edge)
        if marks.flash is not None:
            self._fill(self.boxes(marks.flash), theme.tint, theme.accent)
        if selection[0] < selection[1]:
            self._fill(self.boxes(selection), theme.selection)
        if marks.current is not None:
            self._fill(self.boxes(marks.current), theme.current, theme.edge, 2.2 if theme.outlined else 1.3)

    def paint_marks(self, marks: Marks) -> None:
        """Paint what stands beside and below the letters."""
        for mention in marks.mentions.between(*self._visible):
            self._paint_dots((mention.start, mention.start + mention.length), marks.current)
        for span in marks.chosen.between(*self._visible):
            self._paint_line(span)
        buttons = [button for each in marks.bookmarks.between(*self._visible) for button in self._paint_bookmark(each)]
        marks.buttons = buttons
        if marks.ring is not None:
            self._paint_ring(marks.ring)

    def _fill(self, boxes: Sequence[LineBox], ground: str, edge: str = "", width: float = 1.0) -> None:
        painter = self._painter
        painter.setBrush(QColor(ground))
        painter.setPen(QPen(QColor(edge), width) if edge else QtCore.Qt.PenStyle.NoPen)
        for box in boxes:
            painter.drawRoundedRect(box.rect.adjusted(-2, 0, 2, 1), _RADIUS, _RADIUS)

    def _paint_dots(self, span: Span, current: Span | None) -> None:
        on_current = current is not None and span[0] < current[1] and span[1] > current[0]
        ratio = self._painter.device().devicePixelRatioF()
        dots = _dots(self._theme.ink if on_current else self._theme.glossary, ratio)
        for box in self.boxes(span):
            y = round(box.baseline + 0.22 * box.size)
            self._painter.drawTiledPixmap(QRectF(box.left, y, box.right - box.left, _DOT_HEIGHT), dots)

    def _paint_line(self, span: Span) -> None:
        self._painter.setPen(QPen(QColor(self._theme.glossary), 2))
        for box in self.boxes(span):
            y = round(box.baseline + 0.22 * box.size)
            self._painter.drawLine(QPointF(box.left, y), QPointF(box.right, y))

    def _paint_bookmark(self, bookmark: Bookmark) -> list[tuple[QRectF, str]]:
        """Paint the mark in the margin; returns where it can be pressed."""
        start, end = bookmark.anchor.start, bookmark.anchor.end
        if start == end:
            return self._paint_ribbon(bookmark)
        boxes = self.boxes((start, end))
        if not boxes:
            return []
        edge = QColor(self._theme.highlight(bookmark.colour).edge)
        top, bottom = boxes[0].rect.top(), boxes[-1].rect.bottom()
        self._painter.setPen(QtCore.Qt.PenStyle.NoPen)
        self._painter.setBrush(edge)
        self._painter.drawRoundedRect(QRectF(_BAR_X, top, _BAR_WIDTH, bottom - top), 1.5, 1.5)
        if bookmark.note and end <= self._visible[1]:
            corner = boxes[-1].rect.adjusted(0, 0, 2, 0).topRight()
            side = max(0.36 * boxes[-1].size, 6.0)
            self._painter.drawPolygon([corner, corner - QPointF(side, 0), corner + QPointF(0, side)])
        return [(QRectF(_BAR_X - 6, top, _BAR_WIDTH + 12, bottom - top), bookmark.id)]

    def _paint_ribbon(self, bookmark: Bookmark) -> list[tuple[QRectF, str]]:
        line = line_at(self._page.document, self._page.map.to_qt(bookmark.anchor.start))
        if line is None:
            return []
        y = round(line.top + line.ascent - 0.78 * min(line.ascent, 24.0))
        rect = QRectF(_RIBBON_X, y, _RIBBON_WIDTH, _RIBBON_HEIGHT)
        path = QPainterPath(rect.topLeft())
        for point in (rect.topRight(), rect.bottomRight(), QPointF(rect.center().x(), y + 12.5), rect.bottomLeft()):
            path.lineTo(point)
        path.closeSubpath()
        plain = bookmark.colour == "yellow"  # the colour of a bookmark to which the reader has given none
        self._painter.setPen(QtCore.Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(self._theme.mark if plain else self._theme.highlight(bookmark.colour).edge))
        self._painter.drawPath(path)
        return [(rect.adjusted(-5, -4, 5, 4), bookmark.id)]

    def _paint_ring(self, span: Span) -> None:
        self._painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(QColor(self._theme.focus), 2))
        for box in self.boxes(span):
            self._painter.drawRoundedRect(box.rect.adjusted(-3, 0, 3, 2), _RADIUS + 1, _RADIUS + 1)


@lru_cache(maxsize=16)
def _dots(colour: str, ratio: float) -> QPixmap:
    """One dot, to be repeated: many times faster than a dotted line."""
    pixmap = QPixmap(round(_DOT_STEP * ratio), round(_DOT_HEIGHT * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(QtCore.Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QtCore.Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(QRectF(1, 0.2, 1.6, 1.6))
    painter.end()
    return pixmap


def strip_marks(marks: Marks, page: TypesetPage) -> list[StripMark]:
    """What the strip beside the page shows, the most important last; marks that would fall together are one."""
    first, last = page.map.start, page.map.end
    kinds = (
        (StripKind.HIT, marks.hits.starts),
        (StripKind.TERM, marks.chosen.starts),
        (StripKind.BOOKMARK, marks.bookmarks.starts),
        (StripKind.CURRENT, [marks.current[0]] if marks.current is not None else []),
    )
    found: dict[tuple[StripKind, int], StripMark] = {}
    whole = max(page.document.size().height(), 1.0)
    for kind, starts in kinds:
        shown = [start for start in starts if first <= start <= last]
        for start, height in zip(shown, heights(page.document, [page.map.to_qt(each) for each in shown]), strict=True):
            fraction = min(height / whole, 1.0)
            found.setdefault((kind, round(fraction * _STEPS)), StripMark(fraction, start, kind))
    return list(found.values())
