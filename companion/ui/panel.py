# SPDX-License-Identifier: MIT
"""What all panels have in common: the ground, the small controls, and the way back to the text."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from companion.ui.theme import Theme, icon

SIDE = 16  # pixels from the edge of a panel to its controls
_LINK_LENGTH = 34  # code points of a link's text that are shown


class Themed(Protocol):
    """A part of a panel that paints for itself."""

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""


class Tintable(Protocol):
    """A button or an action with an icon."""

    def setIcon(self, icon: QIcon) -> None:  # noqa: N802
        """Show this icon."""


class Panel(QWidget):
    """A panel beside the page. Given the keyboard, it hands it to what `_entrances` names first of what is on screen.

    Signals:
        return_to_text_requested(): Esc was pressed; the text is to have the keyboard.
    """

    return_to_text_requested = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(200)
        self._themed: list[Themed] = []
        self._icons: list[tuple[Tintable, str]] = []
        self._entrances: tuple[QWidget, ...] = ()

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours; what the style sheet reaches is left to it."""
        for tintable, name in self._icons:
            tintable.setIcon(icon(name, theme, 16))
        for part in self._themed:
            part.set_theme(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.return_to_text_requested.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        entrance = next((widget for widget in self._entrances if widget.isVisible()), None)
        if entrance is not None:
            entrance.setFocus(event.reason())

    def turn_to(self, pages: QStackedWidget, page: QWidget) -> None:
        """Show another page; the keyboard stays in this panel where it was on the page that goes."""
        focus = QApplication.focusWidget()
        inside = focus is not None and pages.isAncestorOf(focus) and pages.currentWidget() is not page
        pages.setCurrentWidget(page)
        if inside:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_tool(self, name: str, tip: str, on_click: Callable[[], object]) -> QToolButton:
        """A small button with the icon `name`; `tip` says what it does, and its key in parentheses."""
        button = QToolButton(self)
        button.setObjectName("tool")
        button.setIconSize(QSize(16, 16))
        button.setToolTip(tip)
        button.setAccessibleName(tip.partition(" (")[0])
        button.clicked.connect(lambda: on_click())
        self._icons.append((button, name))
        return button


class LineField(QLineEdit):
    """A line to search or filter by, with a button that clears it.

    Signals:
        left_downwards(): Down was pressed; the list below is to have the keyboard.
        return_to_text_requested(): Esc was pressed.
    """

    left_downwards = Signal()
    return_to_text_requested = Signal()

    def __init__(self, name: str, placeholder: str, *, glass: bool = False, parent: QWidget | None = None) -> None:
        """`name` is the accessible name; with `glass` a magnifying glass stands before the text."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self._glass = self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition) if glass else None
        self._clear = self.addAction(QIcon(), QLineEdit.ActionPosition.TrailingPosition)
        if glass:
            self.setTextMargins(-8, 0, 0, 0)  # Qt leaves more room after the icon than before it
        self._clear.setText("Clear")
        self._clear.setToolTip("Clear")
        self._clear.setVisible(False)
        self._clear.triggered.connect(self._on_clear)
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        self._clear.setIcon(icon("close", theme, 14))
        if self._glass is not None:
            self._glass.setIcon(icon("search", theme, 16))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.return_to_text_requested.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)

    def _on_clear(self) -> None:
        self.clear()
        self.textEdited.emit("")
        self.setFocus()


def label(text: str = "", name: str = "", *, wrap: bool = True) -> QLabel:
    """A label for plain text, which it never reads as markup; `name` is its name in the style sheet."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setObjectName(name)
    made.setWordWrap(wrap)
    if wrap:
        # In a panel the width is given and the height follows; the label's own hint is a narrow column.
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


def scrolling(widget: QWidget) -> QScrollArea:
    """The widget in an area that scrolls up and down, as wide as there is room."""
    area = QScrollArea()
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    area.viewport().setAutoFillBackground(False)
    widget.setAutoFillBackground(False)
    return area


def link(text: str, on_click: Callable[[], object], *, spoken: str = "") -> QPushButton:
    """A button that looks like a link. A long text is cut and stands whole in the tip."""
    shown = text if len(text) <= _LINK_LENGTH else text[: _LINK_LENGTH - 1].rstrip() + "…"
    made = QPushButton(shown.replace("&", "&&"))
    made.setObjectName("link")
    made.setFlat(True)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAccessibleName(spoken or text)
    if shown != text:
        made.setToolTip(text)
    made.clicked.connect(lambda: on_click())
    return made


def chip(text: str, *, checkable: bool = False, tip: str = "") -> QPushButton:
    """A small round button, for a filter or a tag."""
    made = QPushButton(text.replace("&", "&&"))
    made.setObjectName("chip")
    made.setCheckable(checkable)
    made.setAccessibleName(text)
    made.setToolTip(tip)
    return made
