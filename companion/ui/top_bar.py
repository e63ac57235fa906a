# SPDX-License-Identifier: MIT
"""The one slim bar over the page: menu, back and forward, title and section, theme, text size, search."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from companion.ui.theme import Theme, icon

if TYPE_CHECKING:
    from companion.ui.actions import Actions

_HEIGHT = 46
_TOOLS = {  # by the action's name: the icon, and the words
    "menu": ("list", "Menu (F10)"),
    "back": ("back", "Back"),
    "forward": ("forward", "Forward"),
    "theme": ("theme", "Theme"),
    "smaller": ("text-smaller", "Smaller text"),
    "larger": ("text-larger", "Larger text"),
    "bookmark": ("bookmark", "Bookmark this passage"),
    "go_search": ("search", "Search the library"),
}


class TopBar(QFrame):
    """Shows where the reader is, and holds the few things that are always at hand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topbar")
        self.setFixedHeight(_HEIGHT)
        self._tools: dict[str, QToolButton] = {}
        self._crumbs = _Crumbs(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.setSpacing(4)
        for name in ("menu", "back", "forward"):
            layout.addWidget(self._tool(name))
        layout.addSpacing(8)
        layout.addWidget(self._crumbs, 1)
        for name in ("theme", "smaller", "larger", "bookmark", "go_search"):
            layout.addWidget(self._tool(name))

    def furnish(self, actions: "Actions", menu: QMenu, theme_menu: QMenu) -> None:
        """Give the buttons what they do."""
        for name, button in self._tools.items():
            if name in ("menu", "theme"):
                button.setMenu(menu if name == "menu" else theme_menu)
                button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            else:
                _connect(button, actions[name])

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        for name, button in self._tools.items():
            button.setIcon(icon(_TOOLS[name][0], theme, 18))

    def show_place(self, title: str, path: Sequence[str]) -> None:
        """Name the document and the section that the reader stands in."""
        self._crumbs.show_place(title, path)

    def place(self) -> tuple[str, str]:
        """The document and the innermost section that it names."""
        return self._crumbs.texts

    def open_menu(self) -> None:
        """Open the menu, as its button does."""
        self._tools["menu"].showMenu()

    def _tool(self, name: str) -> QToolButton:
        tip = _TOOLS[name][1]
        button = QToolButton(self)
        button.setObjectName("tool")
        button.setIconSize(QSize(18, 18))
        button.setFixedSize(32, 32)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        self._tools[name] = button
        return button


def _connect(button: QToolButton, action: QAction) -> None:
    keys = action.shortcut().toString()
    if keys:
        button.setToolTip(f"{button.accessibleName()} ({keys})")
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    button.setEnabled(action.isEnabled())


class _Crumbs(QWidget):
    """The title and the innermost heading, elided so that the heading stays readable."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._labels = [QLabel(self) for _ in range(3)]
        for label, name in zip(self._labels, ("title", "meta", "meta"), strict=True):
            label.setObjectName(name)
            label.setProperty("textFormat", "PlainText")
            layout.addWidget(label)
        layout.addStretch(1)
        self.texts = ("", "")

    def show_place(self, title: str, path: Sequence[str]) -> None:
        inner = path[-1] if path and path[-1] != title else ""
        if self.texts != (title, inner):
            self.texts = (title, inner)
            self.setToolTip(" › ".join((title, *(part for part in path if part != title))))
            if self.isVisible():  # else it has no width yet
                self._elide()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        title, inner = self.texts
        room = self.width() - 40
        metrics = QFontMetrics(self._labels[0].font())
        section = QFontMetrics(self._labels[2].font())
        for_title = room if not inner else max(room - min(section.horizontalAdvance(inner), room // 2), room // 2)
        shown = _elided(title, metrics, for_title)
        rest = room - metrics.horizontalAdvance(shown)
        self._labels[0].setText(shown)
        self._labels[1].setText("›" if inner else "")
        self._labels[2].setText(_elided(inner, section, rest))


def _elided(text: str, metrics: QFontMetrics, room: int) -> str:
    if metrics.horizontalAdvance(text) <= room:
        return text
    return metrics.elidedText(text, QtCore.Qt.TextElideMode.ElideRight, room)
