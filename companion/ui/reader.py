# SPDX-License-Identifier: MIT
"""The reading pane: a page, and what the reader does on it with the mouse and the keyboard."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QPoint, QRect, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from companion.ui.page_view import PageView
from companion.ui.targets import Target, TargetKind, Targets
from companion.ui.typesetting import TypesetPage

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent

    from companion.document.model import Block
    from companion.glossary.model import Mention

_OVERLAP = 2  # lines that stay in view when a page is turned
_REST = 0.35  # seconds without the wheel that end one gesture
_HOVER = 250  # milliseconds for which the mouse rests on the link to a note until the note is shown
_NOTCH = 120  # Qt's units of one notch of the wheel


class Reader(PageView):
    """The page with its links, notes and terms. What is handed in is shown; nothing is looked up or opened here.

    Offsets count code points of the document's one text, rectangles lie on the screen. Keys: arrows, Page Up and
    Down, Space, Home and End scroll; Tab walks the links and terms in view and Enter or Space opens one; with Shift
    arrows, Home and End select.

    Signals (`place_changed` besides):
        selection_changed(int start, int end): equal where nothing is selected.
        link_activated(str target): an address of the web, or `#name`.
        note_requested(str name, QRect place): the link to a footnote is pointed at, pressed or opened by key.
        mention_hovered(Mention, QRect place): the mouse came to a term.
        mention_left(): the mouse left the term, or the link to a note.
        mention_activated(str term, int start): a term was pressed, or opened by key while its card was asked for.
        card_requested(Mention, QRect place): the keyboard asks for the term's card.
        context_menu_requested(QPoint place, int start, int end): the selection, or an empty range where none is.
        page_end_reached(), page_start_reached(): the reader wants to read on beyond the section.
        zoom_requested(int steps): Ctrl and the wheel; positive for larger.
        bookmark_ribbon_clicked(str id): the mark of a bookmark in the margin was pressed.
    """

    selection_changed = Signal(int, int)
    link_activated = Signal(str)
    note_requested = Signal(str, QRect)
    mention_hovered = Signal(object, QRect)
    mention_left = Signal()
    mention_activated = Signal(str, int)
    card_requested = Signal(object, QRect)
    context_menu_requested = Signal(QPoint, int, int)
    page_end_reached = Signal()
    page_start_reached = Signal()
    zoom_requested = Signal(int)
    bookmark_ribbon_clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._targets = Targets()
        self._hovered: Target | None = None
        self._pressable = False  # what is under the mouse; the cursor says so
        self._focused: Target | None = None
        self._asked: Target | None = None  # the term or note whose card the keyboard asked for
        self._pressed_at: QPoint | None = None
        self._wheeled_at = 0.0
        self._turned = False  # the wheel has asked for another section
        self._notches = 0
        self._note_timer = QTimer(self, singleShot=True, interval=_HOVER)
        self._note_timer.timeout.connect(self._on_note_rest)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("Text")
        self.selectionChanged.connect(lambda: self.selection_changed.emit(*self.selection()))

    def show_page(self, page: TypesetPage) -> None:
        self._forget_targets()
        super().show_page(page)
        self._targets = Targets(page)
        self.setAccessibleDescription(page.section.title)

    def clear_page(self) -> None:
        self._forget_targets()
        super().clear_page()
        self._targets = Targets()
        self.setAccessibleDescription("")

    def set_mentions(self, mentions: list[Mention]) -> None:
        super().set_mentions(mentions)
        self._targets = Targets(self._page, mentions)

    def select(self, start: int, end: int) -> None:
        """Select a range of the text without scrolling."""
        if self._page is not None:
            value = self._strip.value()
            self.setTextCursor(self._cursor(start, end))
            self._strip.setValue(value)

    def clear_selection(self) -> None:
        """Select nothing."""
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def note(self, name: str) -> tuple[Block, ...]:
        """The blocks of the footnote `name` of this page; none where it has no such note."""
        return tuple(self._page.notes.get(name, ())) if self._page is not None else ()

    def announce(self, text: str) -> None:
        """Have a screen reader say `text` ("hit 3 of 14, The security dilemma, page 12")."""
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Wheel:  # over the free space beside the column
            self.wheelEvent(event)
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()
        if event.modifiers() & QtCore.Qt.KeyboardModifier.ControlModifier:
            self._zoom(event.angleDelta().y())
            return
        rested = monotonic() - self._wheeled_at > _REST
        self._wheeled_at = monotonic()
        if self._turned and not rested:  # the gesture that turned to another section does not go on in it
            return
        self._turned = False
        before = self._strip.value()
        QApplication.sendEvent(self._strip, event)
        event.accept()
        if self._strip.value() == before and rested and event.angleDelta().y():
            self._turned = True
            (self.page_end_reached if event.angleDelta().y() < 0 else self.page_start_reached).emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from companion.ui.selecting import selecting_move  # late: the first picture comes before the first key

        modifiers = event.modifiers() & ~QtCore.Qt.KeyboardModifier.KeypadModifier
        key = QtCore.Qt.Key(event.key())
        move = selecting_move(event)
        if move is not None:
            self._extend_selection(move)
        elif modifiers == QtCore.Qt.KeyboardModifier.ShiftModifier and key is QtCore.Qt.Key.Key_Space:
            self._turn(-1)
        elif modifiers or not self._plain_key(key):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        visible = self.visible_range()
        current = self._focused
        if current is not None and not visible[0] <= current.start < visible[1]:
            current = None
        target = self._targets.step(visible, current, 1 if forward else -1)
        if target is None:
            self._focus(None)
            return QWidget.focusNextPrevChild(self, forward)  # QTextBrowser's own would walk links by itself
        self._focus(target)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in (
            QtCore.Qt.FocusReason.PopupFocusReason,
            QtCore.Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self._focus(None)
        super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is QtCore.Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()
            self._focus(None)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        event.accept()
        pressed, self._pressed_at = self._pressed_at, None
        point = event.position().toPoint()
        if (
            event.button() is not QtCore.Qt.MouseButton.LeftButton
            or pressed is None
            or self.textCursor().hasSelection()
        ):
            return
        if (point - pressed).manhattanLength() < QApplication.startDragDistance():
            self._click(point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if event.buttons() == QtCore.Qt.MouseButton.NoButton:
            self._hover(event.position().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        start, end = self.selection()
        place = event.globalPos()
        if event.reason() is event.Reason.Keyboard:
            place = self._screen_rect(start, max(end, start + 1)).bottomLeft()
        elif start == end:
            start = end = self._offset_at(event.pos())
        self.context_menu_requested.emit(place, start, end)

    def createMimeDataFromSelection(self) -> QMimeData:
        # Filled anew rather than made here: mime data made in Python that is still on the clipboard when the
        # program ends crashes it (PySide6 6.11). Asking for the text makes Qt forget the selection it would copy.
        from companion.ui.copying import html_text, plain_text  # late: the first picture copies nothing

        data = super().createMimeDataFromSelection()
        data.text()
        data.clear()
        if self._page is not None:
            start, end = self.selection()
            data.setText(plain_text(self._page.section, start, end))
            data.setHtml(html_text(self._page.section, start, end))
        return data

    def _plain_key(self, key: QtCore.Qt.Key) -> bool:
        """What a key does without Shift or Ctrl; False where it does nothing here."""
        keys = QtCore.Qt.Key
        step = self._strip.singleStep()
        if key in (keys.Key_Return, keys.Key_Enter, keys.Key_Space) and self._focused is not None:
            self._open(self._focused)
        elif key in (keys.Key_PageDown, keys.Key_Space):
            self._turn(1)
        elif key is keys.Key_PageUp:
            self._turn(-1)
        elif key in (keys.Key_Down, keys.Key_Up):
            self._strip.setValue(self._strip.value() + (step if key is keys.Key_Down else -step))
        elif key in (keys.Key_Home, keys.Key_End):
            self.glide_to(self._strip.minimum() if key is keys.Key_Home else self._strip.maximum())
        elif key is keys.Key_Escape and self._focused is not None:
            self._focus(None)
        else:
            return False
        return True

    def _turn(self, pages: int) -> None:
        """Scroll by a page, or ask for the next section where there is none left."""
        self.finish_glide()
        value, step = self._strip.value(), self._strip.singleStep()
        if pages > 0 and value >= self._strip.maximum():
            self.page_end_reached.emit()
        elif pages < 0 and value <= self._strip.minimum():
            self.page_start_reached.emit()
        else:
            self.glide_to(value + pages * max(self.viewport().height() - _OVERLAP * step, step))

    def _extend_selection(self, move: QTextCursor.MoveOperation) -> None:
        cursor = self.textCursor()
        visible = self.visible_range()
        if not cursor.hasSelection() and not visible[0] <= self.selection()[0] <= visible[1]:
            here = self._marks.current or visible
            cursor = self._cursor(here[0], here[0])
        cursor.movePosition(move, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _zoom(self, delta: int) -> None:
        self._notches += delta
        steps = int(self._notches / _NOTCH)
        self._notches -= steps * _NOTCH
        if steps:
            self.zoom_requested.emit(steps)

    def _click(self, point: QPoint) -> None:
        bookmark = self._marks.bookmark_at(self._in_document(point))
        target = self._target_at(point)
        if bookmark is not None:
            self.bookmark_ribbon_clicked.emit(bookmark)
        elif target is not None and target.kind is TargetKind.TERM:
            self.mention_activated.emit(target.name, target.start)
        elif target is not None:
            self._open(target)

    def _open(self, target: Target) -> None:
        """Open a link or a note, or the card of a term; of a term whose card was asked for, its entry."""
        if target.kind is TargetKind.LINK:
            self.link_activated.emit(target.name)
        elif target.kind is TargetKind.NOTE:
            self._asked = target if target == self._focused else None
            self.note_requested.emit(target.name, self._screen_rect(target.start, target.end))
        elif self._asked == target:
            self._asked = None
            self.mention_activated.emit(target.name, target.start)
        else:
            self._asked = target
            self.card_requested.emit(target.mention, self._screen_rect(target.start, target.end))

    def _hover(self, point: QPoint | None) -> None:
        target = self._target_at(point) if point is not None else None
        pressable = target is not None or (point is not None and self._marks.bookmark_at(self._in_document(point)))
        if bool(pressable) is not self._pressable:
            self._pressable = bool(pressable)
            shape = QtCore.Qt.CursorShape
            self.viewport().setCursor(shape.PointingHandCursor if pressable else shape.IBeamCursor)
        if target == self._hovered:
            return
        if self._hovered is not None and self._hovered.kind is not TargetKind.LINK:
            self.mention_left.emit()
        self._hovered = target
        # Where a link leads is shown before it is pressed.
        web = target is not None and target.kind is TargetKind.LINK and not target.name.startswith("#")
        self.viewport().setToolTip(target.name if web else "")
        if target is not None and target.kind is TargetKind.TERM:
            self.mention_hovered.emit(target.mention, self._screen_rect(target.start, target.end, point))
        self._note_timer.stop()
        if target is not None and target.kind is TargetKind.NOTE:
            self._note_timer.start()

    def _on_note_rest(self) -> None:
        if self._hovered is not None:
            self._open(self._hovered)

    def _focus(self, target: Target | None) -> None:
        if target == self._focused:
            return
        if self._asked is not None:
            self.mention_left.emit()
        self._focused, self._asked = target, None
        self._marks.ring = (target.start, target.end) if target is not None else None
        if target is not None:
            words = self._page.text[target.start - self._page.map.start : target.end - self._page.map.start]
            self.announce(f"{words}, {target.spoken}")
        self.viewport().update()

    def _forget_targets(self) -> None:
        self._hover(None)
        self._focus(None)

    def _target_at(self, point: QPoint) -> Target | None:
        """The target under a point of the view, None beside its letters."""
        offset = self._offset_at(point)
        # The place nearest to a point in the right half of a letter is after it.
        target = self._targets.at(offset) or self._targets.at(offset - 1)
        return target if target is not None and self._box_at(target.start, target.end, point) else None
