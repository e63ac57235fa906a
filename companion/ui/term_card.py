# SPDX-License-Identifier: MIT
"""The card over a word: a glossary term in short, or a footnote, shown without leaving the place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFont, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from companion.document.model import Block, Run, text_of
from companion.document.sentences import sentence_ends
from companion.glossary.model import Term
from companion.ui.copying import markup
from companion.ui.theme import MONO, SERIF, Theme, palette
from companion.ui.wording import count, joined, one_line

_WIDTH, _PADDING, _BORDER = 344, 16, 1  # pixels; the border is the style sheet's
_TALLEST = 260  # pixels of text; a longer note is scrolled
_GAP = 7  # between the word and the card
_EDGE = 8  # the least distance from the window's edges
_DELAY = 200  # milliseconds in which the mouse can come from the word to the card
_SHORT = 220  # code points of a definition
_RELATED = 3
_BACK_LINKS = frozenset("↩↑^⏎↵\ufe0e\ufe0f")  # what the link back from a note to its place is made of
_CODE = f"<span style=\"font-family:'{MONO}'\">"
_LINKS = Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard


@dataclass(frozen=True, slots=True)
class Standing:
    """How a term stands in the library: its mentions, the documents that hold them, and those `here`, in the open one.

    `defined` says which document defines it, and where.
    """

    mentions: int = 0
    documents: int = 0
    here: int = 0
    defined: str = ""

    @property
    def sentence(self) -> str:
        """The counts in words."""
        if not self.mentions:
            return "Not mentioned in the library"
        everywhere = f"{count(self.mentions, 'mention')} in {count(self.documents, 'document')}"
        return joined(f"{self.here:,} in this document", everywhere) if self.documents > 1 and self.here else everywhere


class HoverCard(QFrame):
    """A card inside its window, which is given to the constructor.

    It stays while the mouse is on it or the keyboard in it; Escape closes it and gives the keyboard back.

    Signals:
        term_opened(str): the entry of this term is wanted.
        hush_requested(str): the reader knows this term; it is to be marked no more.
        link_activated(str): a link of a note was pressed: an address of the web, or `#name`.
    """

    term_opened = Signal(str)
    hush_requested = Signal(str)
    link_activated = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("hovercard")
        self.setFixedWidth(_WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._returning: QWidget | None = None
        self._hiding = QTimer(self, singleShot=True, interval=_DELAY)
        self._hiding.timeout.connect(self._hide_unless_used)
        self._name = _label("term")
        self._category = _label("meta")
        self._counts = _label("meta")
        self._defined = _label("meta")
        self._body = _Body()
        self._body.label.linkActivated.connect(self._on_link)
        self._related = _label("meta")
        self._related.linkActivated.connect(lambda number: self._on_term(self._names[int(number)]))
        self._open = _link("Open in the glossary", lambda: self._on_term(self._names[0]))
        self._hush = _link("I know this", self._on_hush)
        self._hush.setToolTip("Mark this term no more in the text")
        self._names: list[str] = []  # the term's name, then those of its related terms
        self._arrange()
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Show links and text in these colours."""
        self.setPalette(palette(theme))
        links = self._related.text()
        self._related.clear()  # links keep the colours in which they were set
        self._related.setText(links)

    def show_term(self, term: Term, standing: Standing, rect: QRect, *, focus: bool = False) -> None:
        """Show a term, and how it stands in the library, beside `rect` on the screen.

        With `focus` the keyboard goes into the card, to the link that opens the entry.
        """
        self._name.setText(term.name)
        self._category.setText(term.category)
        self._body.show_text(opening(term.definition))
        self._counts.setText(standing.sentence)
        self._defined.setText(f"Defined in {standing.defined}" if standing.defined else "")
        self._names = [term.name, *term.related[:_RELATED]]
        links = (f'<a href="{number}">{escape(name)}</a>' for number, name in enumerate(self._names) if number)
        self._related.setText(f"See also {', '.join(links)}" if len(self._names) > 1 else "")
        for widget in (self._name, self._category, self._defined, self._counts, self._related):
            widget.setVisible(bool(widget.text()))
        self._open.show()
        self._hush.show()
        self._show_at(rect, focus, f"{term.name}. {opening(term.definition)}")

    def show_note(self, blocks: Sequence[Block], rect: QRect, *, focus: bool = False) -> None:
        """Show a footnote beside `rect` on the screen."""
        self._body.show_blocks(blocks)
        for widget in (self._name, self._category, self._defined, self._counts, self._related, self._open, self._hush):
            widget.hide()
        self._show_at(rect, focus, "Note. " + " ".join(text_of(block) for block in blocks))

    def hide_soon(self) -> None:
        """Hide, unless the mouse comes to the card in time."""
        if self.isVisible():
            self._hiding.start()

    def enterEvent(self, event: QEvent) -> None:
        self._hiding.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.hide_soon()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QEvent) -> None:
        self._hiding.stop()
        returning, self._returning = self._returning, None
        if returning is not None and self._has_keyboard():
            returning.setFocus(Qt.FocusReason.PopupFocusReason)
        super().hideEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays in the card: it is left with Escape."""
        stops = self._stops()
        if not stops:
            return True
        now = QApplication.focusWidget()
        number = stops.index(now) + (1 if forward else -1) if now in stops else 0
        stops[number % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._name, 1)
        head.addWidget(self._category, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        self._related.setTextFormat(Qt.TextFormat.RichText)
        self._related.setTextInteractionFlags(_LINKS)
        layout = QVBoxLayout(self)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        layout.setContentsMargins(_PADDING, 12, _PADDING, 11)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self._body)
        layout.addWidget(self._counts)
        layout.addWidget(self._defined)
        layout.addWidget(self._related)
        foot = QHBoxLayout()
        foot.addWidget(self._open)
        foot.addStretch(1)
        foot.addWidget(self._hush)
        layout.addLayout(foot)

    def _show_at(self, rect: QRect, focus: bool, spoken: str) -> None:
        self._hiding.stop()
        self._body.fit(_WIDTH - 2 * (_PADDING + _BORDER))
        layout = self.layout()
        layout.activate()
        high = layout.totalHeightForWidth(_WIDTH) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        self.resize(_WIDTH, high)
        self.move(self._corner(rect))
        before = QApplication.focusWidget()
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken))
        if focus:
            self._returning = before if before is not None and not self.isAncestorOf(before) else self._returning
            first = self._stops()[0] if self._stops() else self
            first.setFocus(Qt.FocusReason.PopupFocusReason)

    def _stops(self) -> list[QWidget]:
        """What Tab visits, the button first."""
        stops = (self._open, self._hush, self._body.label, self._related)
        return [each for each in stops if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus]

    def _corner(self, rect: QRect) -> QPoint:
        """Where the card goes: below the word, above it where there is no room below, never out of the window."""
        window = self.parentWidget()
        word = QRect(window.mapFromGlobal(rect.topLeft()), rect.size())
        below, above = word.bottom() + _GAP, word.top() - _GAP - self.height()
        fits_below = below + self.height() <= window.height() - _EDGE
        y = below if fits_below or above < _EDGE else above
        x = min(word.left() - 16, window.width() - self.width() - _EDGE)
        return QPoint(max(x, _EDGE), max(min(y, window.height() - self.height() - _EDGE), _EDGE))

    def _hide_unless_used(self) -> None:
        if not self.underMouse() and not self._has_keyboard():
            self.hide()

    def _has_keyboard(self) -> bool:
        now = QApplication.focusWidget()
        return now is not None and (now is self or self.isAncestorOf(now))

    def _on_term(self, name: str) -> None:
        self.hide()
        self.term_opened.emit(name)

    def _on_hush(self) -> None:
        self.hide()
        self.hush_requested.emit(self._names[0])

    def _on_link(self, target: str) -> None:
        self.hide()
        self.link_activated.emit(target)


def opening(definition: str) -> str:
    """The first sentences of a definition, as many as fit on the card."""
    text = one_line(definition)
    if len(text) <= _SHORT:
        return text
    whole = max(sentence_ends(text, end=_SHORT), default=0)
    return text[:whole].rstrip() if whole > _SHORT // 3 else text[:_SHORT].rsplit(" ", 1)[0] + " …"


class _Body(QScrollArea):
    """The text of the card in the reading face, scrolled where it is long."""

    def __init__(self) -> None:
        super().__init__()
        self.label = _label("body")
        font = QFont(SERIF)
        font.setPixelSize(14)
        self.label.setFont(font)
        self.label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setWidget(self.label)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)

    def show_text(self, text: str) -> None:
        """Show plain text."""
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.label.setText(text)

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        """Show the text of blocks with its emphasis and links, in markup made here."""
        runs = [[run for run in block.runs if not _leads_back(run)] for block in blocks]
        text = "<br>".join(markup(each, inner_links=True) for each in runs if each)
        text = text.replace("<code>", _CODE).replace("</code>", "</span>")  # Qt's own <code> has a font of its own
        linked = any(run.link is not None for each in runs for run in each)
        self.label.setTextFormat(Qt.TextFormat.RichText)
        self.label.setTextInteractionFlags(_LINKS if linked else Qt.TextInteractionFlag.NoTextInteraction)
        self.label.setFocusPolicy(Qt.FocusPolicy.StrongFocus if linked else Qt.FocusPolicy.NoFocus)
        self.label.setText(text)

    def fit(self, width: int) -> None:
        """Take the height that the text needs in `width` pixels, up to a limit."""
        height = self.label.heightForWidth(width)
        if height > _TALLEST:
            width -= self.verticalScrollBar().sizeHint().width()
            height = self.label.heightForWidth(width)
        self.label.resize(width, height)
        self.setFixedHeight(min(height, _TALLEST))
        self.verticalScrollBar().setValue(0)


def _link(text: str, on_click: Callable[[], object]) -> QPushButton:
    """A button that looks like a link; Enter presses it, as Space does."""
    made = QPushButton(text)
    made.setObjectName("link")
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(True)
    made.clicked.connect(lambda: on_click())
    return made


def _leads_back(run: Run) -> bool:
    return run.link is not None and run.link.startswith("#") and bool(run.text) and set(run.text.strip()) <= _BACK_LINKS


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
