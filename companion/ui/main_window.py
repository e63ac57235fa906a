# SPDX-License-Identifier: MIT
"""The window: its docks, menus, theme and state. What happens between its parts stands in wiring.py."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QVBoxLayout, QWidget

from companion import paths
from companion.errors import CompanionError
from companion.library.library import Library
from companion.ui import settings as settings_file
from companion.ui.actions import Actions
from companion.ui.commands import Commands
from companion.ui.docks import Dock
from companion.ui.find import Find
from companion.ui.parts import Parts
from companion.ui.settings import Settings, WindowState
from companion.ui.theme import Theme, load_themes, palette, style_sheet
from companion.ui.top_bar import TopBar
from companion.ui.wiring import Wiring

_LEFT, _RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
_LEFT_WIDTH, _RIGHT_WIDTH = 252, 356  # pixels, at first
_NARROW, _SLIM = 1180, 900  # below these widths of the window the left panels, then the right ones, fold
_STATE_VERSION = 1


class MainWindow(QMainWindow):
    """One reader's window on one library."""

    def __init__(self, library: Library, settings: Settings, state: WindowState) -> None:
        super().__init__()
        self.setObjectName("companion")
        self.setAcceptDrops(True)
        self.setDockNestingEnabled(True)
        self.resize(1440, 900)
        self.settings = settings
        self._state = state
        self._themes = load_themes()
        self._settled = False
        self._folded: list[Dock] = []
        self.actions_by_name = Actions(self)
        self.parts = Parts(library, self.actions_by_name, self)
        self.docks: dict[str, Dock] = {}
        self._build()
        find = Find(self.parts.session, self.parts.reader, self.parts.find_bar, self)
        self._wiring = Wiring(self.parts, find, self)
        self.commands = Commands(self, self.parts, self._wiring, find)
        self._build_menus()
        self._follow_system()
        self.apply(settings)

    def start(self) -> None:
        """Show what was on screen when the window was last closed."""
        self._restore()
        self.parts.session.open_last()

    @property
    def idle(self) -> bool:
        """Whether everything asked for has been done and drawn."""
        return self._settled and self.parts.jobs.idle

    @property
    def theme(self) -> Theme:
        """The theme in force: the chosen one, or the one that goes with the system."""
        name = self.settings.theme
        return self._themes[name if name in self._themes else self._system_theme()]

    def apply(self, settings: Settings) -> None:
        """Draw the window by these settings."""
        self.settings = settings
        theme = self.theme
        if self.property("theme") != theme.name:
            self.setProperty("theme", theme.name)
            QApplication.setPalette(palette(theme))
            # The style sheet goes first: it would take back the palettes that parts set for themselves.
            self.setStyleSheet(style_sheet(theme))
            self.parts.set_theme(theme)
            for dock in self.docks.values():
                dock.set_theme(theme)
            self._top.set_theme(theme)
        self.parts.page.set_style(theme, settings)
        self._wiring.follow_settings(settings)
        for action in self._theme_group.actions():
            action.setChecked(action.data() == settings.theme)

    def choose(self, **changes: object) -> None:
        """Change settings, draw by them and keep them."""
        self.keep(replace(self.settings, **changes))  # type: ignore[arg-type]

    def keep(self, settings: Settings) -> None:
        """Draw by these settings and keep them for the next start."""
        self.apply(settings)
        try:
            settings_file.save(settings, paths.settings_folder() / "settings.json")
        except CompanionError as error:
            self._wiring.say_error(error)

    def zoom(self, steps: int) -> None:
        """Make the text larger or smaller by so many steps; 0 for the normal size."""
        size = self.settings.size
        self.choose(size=min(max(size + steps, 10), 48) if steps else Settings().size)

    def show_panel(self, name: str) -> None:
        """Bring a panel to the front and give it the keyboard."""
        dock = self.docks[name]
        dock.show()
        dock.raise_()
        dock.widget().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def receive_files(self, files: Sequence[Path]) -> None:
        """Files from the command line, or from another start of the program."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()
        self.parts.filing.import_paths(files)

    def set_scene(self, scene) -> None:
        """Arrange the window for a picture. Raises CompanionError where a thing named is not there."""
        if scene.theme:
            if scene.theme not in self._themes:
                names = ", ".join(self._themes)
                raise CompanionError(f"There is no theme called {scene.theme}. Choose one of: {names}.")
            self.apply(replace(self.settings, theme=scene.theme))
        if scene.document:
            self.parts.session.open_document(self.parts.library.shelf.find(scene.document).id)
        if scene.panel:
            self.show_panel(scene.panel)
        if scene.query:
            self._wiring.search_for(scene.query)
        if scene.term:
            self._wiring.show_term(self.parts.library.glossary.find(scene.term).name)

    def toggle_reading_only(self, on: bool) -> None:
        """Hide all panels, or bring back those that were open."""
        if on:
            self._folded = [dock for dock in self.docks.values() if dock.isVisible()]
            for dock in self._folded:
                dock.hide()
        else:
            for dock in self._folded:
                dock.show()
            self._folded = []

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._settled:
            QTimer.singleShot(0, self._settle)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._save_state()
        self.parts.close()
        super().closeEvent(event)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._fold()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.parts.filing.import_paths(files)

    def _build(self) -> None:
        parts = self.parts
        self._menu = QMenu(self)
        self.actions_by_name.fill(self._menu)
        self._theme_menu = QMenu("Theme", self)
        self._top = TopBar(self.actions_by_name, self._menu, self._theme_menu)
        parts.top_bar = self._top
        centre = QWidget(self)
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (parts.find_bar, parts.reader, parts.notices, parts.job_bar):
            layout.addWidget(widget, 1 if widget is parts.reader else 0)
        self.setMenuWidget(self._top)
        self.setCentralWidget(centre)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, self.tabPosition(_RIGHT).North)
        for name, title, panel, area in (
            ("library", "Library", parts.library_panel, _LEFT),
            ("contents", "Contents", parts.contents, _LEFT),
            ("search", "Search", parts.search, _RIGHT),
            ("index", "A–Z Index", parts.index, _RIGHT),
            ("bookmarks", "Bookmarks", parts.bookmarks, _RIGHT),
            ("glossary", "Glossary", parts.glossary, _RIGHT),
        ):
            dock = self.docks[name] = Dock(name, title, panel, self)
            self.addDockWidget(area, dock)
        self.tabifyDockWidget(self.docks["search"], self.docks["index"])
        self.tabifyDockWidget(self.docks["index"], self.docks["bookmarks"])
        self.docks["search"].raise_()
        for corner in (Qt.Corner.TopLeftCorner, Qt.Corner.BottomLeftCorner):
            self.setCorner(corner, _LEFT)
        for corner in (Qt.Corner.TopRightCorner, Qt.Corner.BottomRightCorner):
            self.setCorner(corner, _RIGHT)
        self._arrange()

    def _arrange(self) -> None:
        docks, horizontal, vertical = self.docks, Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        self.resizeDocks([docks["library"], docks["search"]], [_LEFT_WIDTH, _RIGHT_WIDTH], horizontal)
        self.resizeDocks([docks["library"], docks["contents"]], [260, 520], vertical)
        self.resizeDocks([docks["search"], docks["glossary"]], [430, 380], vertical)

    def _build_menus(self) -> None:
        self._theme_group = QActionGroup(self)
        choices = {"system": "As the system", **{theme.name: theme.title for theme in self._themes.values()}}
        for name, title in choices.items():
            action = QAction(title, self._theme_group)
            action.setCheckable(True)
            action.setData(name)
            action.triggered.connect(lambda _=False, name=name: self.choose(theme=name))
            self._theme_menu.addAction(action)
        self.actions_by_name["theme"].setMenu(self._theme_menu)
        panels = QMenu("Panels", self)
        for dock in self.docks.values():
            panels.addAction(dock.toggleViewAction())
        self.actions_by_name["panels"].setMenu(panels)

    def _follow_system(self) -> None:
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(lambda _scheme: self.apply(self.settings))

    def _system_theme(self) -> str:
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def _settle(self) -> None:
        """What the first picture does not need."""
        self._settled = True
        self._wiring.settle()

    def _fold(self) -> None:
        """In a small window the panels give way to the page, and come back with the room."""
        for names, limit in ((("library", "contents"), _NARROW), (("search", "index", "bookmarks", "glossary"), _SLIM)):
            for name in names:
                dock = self.docks[name]
                if self.width() < limit and not dock.isHidden() and not dock.isFloating():
                    dock.hide()
                    dock.setProperty("folded", True)
                elif self.width() >= limit and dock.property("folded"):
                    dock.setProperty("folded", False)
                    dock.show()

    def _restore(self) -> None:
        state = self._state
        if state.geometry:
            self.restoreGeometry(QByteArray.fromBase64(state.geometry.encode()))
        if state.docks:
            self.restoreState(QByteArray.fromBase64(state.docks.encode()), _STATE_VERSION)
        for dock in self.docks.values():
            dock.update_title()
        self._wiring.restore(state)

    def _save_state(self) -> None:
        for dock in self.docks.values():
            if dock.property("folded"):
                dock.show()
        if self.actions_by_name["reading_only"].isChecked():
            self.toggle_reading_only(False)
        state = replace(
            self._wiring.state(self._state),
            geometry=bytes(self.saveGeometry().toBase64().data()).decode(),
            docks=bytes(self.saveState(_STATE_VERSION).toBase64().data()).decode(),
        )
        try:
            settings_file.save(state, paths.settings_folder() / "window.json")
        except CompanionError:
            return  # a window that cannot keep its shape may still close
