# SPDX-License-Identifier: MIT
"""Where the panels stand around the page: their docks, how they fold in a small window, and how they were left."""

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QMainWindow, QTabWidget, QWidget

from companion.ui.desk import LEFT_FOLDS, RIGHT_FOLDS
from companion.ui.docks import Dock
from companion.ui.theme import Theme

_LEFT, _RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
_BELOW = Qt.DockWidgetArea.BottomDockWidgetArea
_PLACES = {
    "library": ("Library", _LEFT),
    "contents": ("Contents", _LEFT),
    "search": ("Search", _RIGHT),
    "index": ("A–Z Index", _RIGHT),
    "bookmarks": ("Bookmarks", _RIGHT),
    "glossary": ("Glossary", _RIGHT),
    "concordance": ("Concordance", _BELOW),
    "similar": ("Similar passages", _BELOW),
}
_WIDE = ("concordance", "similar")  # below the page; they are wanted now and then
_HEIGHT_BELOW = 320  # pixels, at first
_WIDTHS = {"library": 252, "search": 356}  # pixels, at first
_HEIGHTS = (("library", 260, "contents", 520), ("search", 430, "glossary", 380))
_FOLDS = {_LEFT: LEFT_FOLDS, _RIGHT: RIGHT_FOLDS, _BELOW: 0}
_VERSION = 2  # of the saved arrangement


class DockArea:
    """The docks of a window, by name. They stand empty until `fill` puts the panels in."""

    def __init__(self, window: QMainWindow) -> None:
        self.docks: dict[str, Dock] = {}
        self._window = window
        self._folded: set[str] = set()
        self._saving = False
        self._put_aside: list[Dock] = []
        window.setDockNestingEnabled(True)
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        for corner, side in (
            (Qt.Corner.TopLeftCorner, _LEFT),
            (Qt.Corner.BottomLeftCorner, _LEFT),
            (Qt.Corner.TopRightCorner, _RIGHT),
            (Qt.Corner.BottomRightCorner, _RIGHT),
        ):
            window.setCorner(corner, side)
        for name, (title, side) in _PLACES.items():
            self.docks[name] = Dock(name, title, window)
            window.addDockWidget(side, self.docks[name])
        self._arrange()

    def fill(self, panels: dict[str, QWidget]) -> None:
        """Put the panels into their docks."""
        for name, panel in panels.items():
            self.docks[name].setWidget(panel)

    def set_theme(self, theme: Theme) -> None:
        """Tint the docks' buttons."""
        for dock in self.docks.values():
            dock.set_theme(theme)

    def show_panel(self, name: str) -> None:
        """Bring a panel to the front and give it the keyboard."""
        self.raise_panel(name)
        self.docks[name].widget().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def raise_panel(self, name: str) -> None:
        """Bring a panel to the front."""
        self._folded.discard(name)
        first = _PLACES[name][1] is _BELOW and all(self.docks[each].isHidden() for each in _WIDE)
        self.docks[name].show()
        self.docks[name].raise_()
        if first:
            height = min(_HEIGHT_BELOW, round(0.45 * self._window.height()))
            self._window.resizeDocks([self.docks[name]], [height], Qt.Orientation.Vertical)

    def put_aside(self, on: bool) -> None:
        """Hide all panels, or bring back those that were open."""
        if on:
            self._put_aside = [dock for dock in self.docks.values() if not dock.isHidden()]
        for dock in self._put_aside:
            dock.setVisible(not on)
        if not on:
            self._put_aside = []
        self._update_titles()

    def fold(self, width: int) -> None:
        """In a small window the panels give way to the page, and come back with the room."""
        for name, dock in self.docks.items():
            if dock.isFloating() or self._saving:
                continue
            narrow = width < _FOLDS[_PLACES[name][1]]
            if narrow and not dock.isHidden():
                dock.hide()
                self._folded.add(name)
            elif not narrow and name in self._folded:
                self._folded.discard(name)
                dock.show()
        self._update_titles()

    def restore(self, arrangement: str) -> None:
        """Arrange the docks as `arrangement` says, which `save` returned; "" leaves them as they are."""
        if arrangement:
            self._window.restoreState(QByteArray.fromBase64(arrangement.encode()), _VERSION)
        self._update_titles()

    def save(self) -> str:
        """The arrangement in Base64, with the folded panels open."""
        self.put_aside(False)
        folded, self._folded = self._folded, set()
        self._saving = True  # a panel that is shown may widen the window, which would fold others
        for name in folded:
            self.docks[name].show()
        self._saving = False
        return bytes(self._window.saveState(_VERSION).toBase64().data()).decode()

    def _update_titles(self) -> None:
        """A panel that came before the ones beside it does not know yet that it is one of several tabs."""
        for dock in self.docks.values():
            dock.update_title()

    def _arrange(self) -> None:
        window, docks = self._window, self.docks
        window.tabifyDockWidget(docks["search"], docks["index"])
        window.tabifyDockWidget(docks["index"], docks["bookmarks"])
        window.tabifyDockWidget(docks["concordance"], docks["similar"])
        for name, dock in docks.items():
            # The window would show them only when it is laid out next, too late for what folds and names them.
            dock.setVisible(name not in _WIDE)
        docks["search"].raise_()
        window.resizeDocks([docks[name] for name in _WIDTHS], list(_WIDTHS.values()), Qt.Orientation.Horizontal)
        for upper, height, lower, rest in _HEIGHTS:
            window.resizeDocks([docks[upper], docks[lower]], [height, rest], Qt.Orientation.Vertical)
