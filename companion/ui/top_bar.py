# SPDX-License-Identifier: MIT
"""The one slim bar over the page: menu, back and forward, title and section, theme, text size, search."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from companion.ui.actions import Actions
from companion.ui.theme import Theme, icon

_HEIGHT = 46


class TopBar(QWidget):
    """Shows where the reader is, and holds the few things that are always at hand.

    Signals:
        title_pressed(): the document's title was pressed.
    """

    title_pressed = Signal()

    def __init__(self, actions: Actions, menu: QMenu, theme_menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(_HEIGHT)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.setSpacing(4)
        self._icons: list[tuple[QToolButton, str]] = []
        layout.addWidget(self._menu_button("list", "Menu (F10)", menu))
        layout.addWidget(self._button(actions["back"], "back", "Back"))
        layout.addWidget(self._button(actions["forward"], "forward", "Forward"))
        layout.addSpacing(8)
        self._crumbs = _Crumbs(self)
        layout.addWidget(self._crumbs, 1)
        layout.addWidget(self._menu_button("theme", "Theme", theme_menu))
        layout.addWidget(self._button(actions["smaller"], "text-smaller", "Smaller text"))
        layout.addWidget(self._button(actions["larger"], "text-larger", "Larger text"))
        layout.addWidget(self._button(actions["bookmark"], "bookmark", "Bookmark this passage"))
        layout.addWidget(self._button(actions["go_search"], "search", "Search the library"))

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        for button, name in self._icons:
            button.setIcon(icon(name, theme, 18))

    def show_place(self, title: str, path: Sequence[str]) -> None:
        """Name the document and the section that the reader stands in."""
        self._crumbs.show_place(title, path)

    def open_menu(self) -> None:
        """Open the menu, as its button does."""
        self._icons[0][0].showMenu()

    def _button(self, action: QAction, name: str, tip: str) -> QToolButton:
        button = self._tool(name, tip)
        keys = action.shortcut().toString()
        button.setToolTip(f"{tip} ({keys})" if keys else tip)
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        button.setEnabled(action.isEnabled())
        return button

    def _menu_button(self, name: str, tip: str, menu: QMenu) -> QToolButton:
        button = self._tool(name, tip)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _tool(self, name: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("tool")
        button.setIconSize(QSize(18, 18))
        button.setFixedSize(32, 32)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        self._icons.append((button, name))
        return button


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
            label.setTextFormat(Qt.TextFormat.PlainText)
            layout.addWidget(label)
        layout.addStretch(1)
        self._texts = ("", "")

    def show_place(self, title: str, path: Sequence[str]) -> None:
        inner = path[-1] if path and path[-1] != title else ""
        if self._texts != (title, inner):
            self._texts = (title, inner)
            self.setToolTip(" › ".join((title, *(part for part in path if part != title))))
            self._elide()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        title, inner = self._texts
        room = self.width() - 40
        metrics = QFontMetrics(self._labels[0].font())
        section = QFontMetrics(self._labels[2].font())
        for_title = room if not inner else max(room - min(section.horizontalAdvance(inner), room // 2), room // 2)
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, for_title)
        rest = room - metrics.horizontalAdvance(shown)
        self._labels[0].setText(shown)
        self._labels[1].setText("›" if inner else "")
        self._labels[2].setText(section.elidedText(inner, Qt.TextElideMode.ElideRight, rest))
