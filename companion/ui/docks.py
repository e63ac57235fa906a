# SPDX-License-Identifier: MIT
"""The panels' docks: closable, movable, resizable, with a title as slim as a caption."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QMainWindow, QToolButton, QWidget

from companion.ui.theme import Theme, icon


class Dock(QDockWidget):
    """A panel's frame. Among tabs the tab bar is its title, and its own title hides.

    Signals:
        closed_by_reader(): the close button was pressed.
    """

    closed_by_reader = Signal()

    def __init__(self, name: str, title: str, parent: QMainWindow) -> None:
        super().__init__(title, parent)
        self.setObjectName(name)
        self.setWidget(_Vacancy())
        self._title = _TitleBar(title, self)
        self._title.close_button.clicked.connect(self._on_close)
        self._no_title = QWidget(self)
        self._no_title.setFixedHeight(0)
        self.setTitleBarWidget(self._title)
        self.dockLocationChanged.connect(lambda _area: self.update_title())
        self.visibilityChanged.connect(lambda _visible: self.update_title())

    def set_theme(self, theme: Theme) -> None:
        """Tint the close button."""
        self._title.close_button.setIcon(icon("close", theme, 14))

    def update_title(self) -> None:
        """Show the caption only where no tab shows it already."""
        window = self.parent()
        tabbed = isinstance(window, QMainWindow) and bool(window.tabifiedDockWidgets(self)) and not self.isFloating()
        wanted = self._no_title if tabbed else self._title
        if self.titleBarWidget() is not wanted:
            self.titleBarWidget().hide()
            self.setTitleBarWidget(wanted)
            wanted.show()

    def _on_close(self) -> None:
        self.hide()
        self.closed_by_reader.emit()


class _Vacancy(QWidget):
    """Keeps the place of a panel that is not made yet."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


class _TitleBar(QWidget):
    def __init__(self, title: str, dock: QDockWidget) -> None:
        super().__init__(dock)
        self.setObjectName("dockTitle")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 10, 0)
        caption = QLabel(title.upper())
        caption.setObjectName("caption")
        self.close_button = QToolButton()
        self.close_button.setObjectName("tool")
        self.close_button.setAutoRaise(True)
        self.close_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.close_button.setAccessibleName(f"Close {title}")
        self.close_button.setToolTip(f"Close {title}")
        layout.addWidget(caption, 1)
        layout.addWidget(self.close_button)
