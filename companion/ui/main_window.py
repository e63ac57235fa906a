# SPDX-License-Identifier: MIT
"""The window: the page first, the panels around it as soon as that is painted, and all of it as it was left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QByteArray, QEvent, QObject, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from companion import paths
from companion.errors import CompanionError
from companion.library.library import Library
from companion.ui import settings as settings_file
from companion.ui.desk import LEFT_FOLDS, RIGHT_FOLDS, Desk
from companion.ui.settings import Settings, WindowState
from companion.ui.theme import Theme, Themes, palette, style_sheet

if TYPE_CHECKING:
    from companion.ui.commands import Commands
    from companion.ui.dock_area import DockArea
    from companion.ui.parts import Parts
    from companion.ui.picture import Scene
    from companion.ui.wiring import Wiring

_SIZE = (1440, 900)  # pixels, at first
_UNPAINTED = 1_500  # milliseconds after which the panels come, even if the window is not painted (it is minimised)


class MainWindow(QMainWindow):
    """One reader's window on one library.

    It is made in two steps, so that the text is there at once: the desk with the page, and after its first
    picture `furnish`, which makes the panels and everything that they do. `dock_area`, `parts`, `commands` and
    `wiring` exist from then on; before, the room that the panels take stands empty.

    Signals:
        furnishing(): the text is on the screen; now is the time for all that could wait for that.
    """

    furnishing = Signal()

    dock_area: DockArea
    parts: Parts
    commands: Commands
    wiring: Wiring

    def __init__(self, library: Library, settings: Settings, state: WindowState) -> None:
        super().__init__()
        self.setObjectName("companion")
        self.setAcceptDrops(True)
        self.resize(QSize(*_SIZE).boundedTo(self.screen().availableSize()))
        self.settings = settings
        self._state = state
        self._themes = Themes()
        self._furnished = False
        self.desk = Desk(library, self)
        self._centre = QVBoxLayout()
        self._build()
        self.apply(settings)
        if state.geometry:
            self.restoreGeometry(QByteArray.fromBase64(state.geometry.encode()))
        self._leave_room()

    def start(self) -> None:
        """Show what was read last."""
        self.desk.session.open_last()
        self.desk.reader.viewport().installEventFilter(self)
        self.desk.reader.setFocus()

    def furnish(self) -> None:
        """Make the panels and everything that they do; a second time it does nothing."""
        if self._furnished:
            return
        self._furnished = True
        self.desk.reader.viewport().removeEventFilter(self)
        self.furnishing.emit()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self.desk.page.mark()
        from companion.ui.commands import Commands
        from companion.ui.dock_area import DockArea
        from companion.ui.find import Find
        from companion.ui.parts import Parts
        from companion.ui.wiring import Wiring

        self.dock_area = DockArea(self)
        self.parts = parts = Parts(self.desk, self.dock_area, self)
        find = Find(parts.session, parts.reader, parts.find_bar, self)
        self.wiring = Wiring(parts, find, self)
        self.commands = Commands(self, parts, self.wiring, find)
        self._centre.insertWidget(0, parts.find_bar)
        self._centre.addWidget(parts.notices)
        self._centre.addWidget(parts.job_bar)
        self._centre.setContentsMargins(0, 0, 0, 0)
        self.dock_area.fill(dict(zip(self.dock_area.docks, parts.panels, strict=True)))
        self.dock_area.restore(self._state.docks)
        self.dock_area.fold(self.width())
        self.parts.set_theme(self.theme)
        self.dock_area.set_theme(self.theme)
        self.wiring.follow_settings(self.settings)
        self.wiring.begin(self._state)
        parts.search.focus_query()

    @property
    def idle(self) -> bool:
        """Whether everything asked for has been done and drawn."""
        return self._furnished and self.desk.jobs.idle

    @property
    def themes(self) -> Mapping[str, Theme]:
        """All themes by name."""
        return self._themes

    @property
    def theme(self) -> Theme:
        """The theme in force: the chosen one, or the one that goes with the system."""
        dark = QApplication.instance().property("dark")
        return self._themes.get(self.settings.theme) or self._themes["dark" if dark else "light"]

    def apply(self, settings: Settings) -> None:
        """Draw the window by these settings."""
        self.settings = settings
        theme = self.theme
        if self.property("theme") != theme.name:
            self.setProperty("theme", theme.name)
            QApplication.setPalette(palette(theme))
            # The style sheet goes first: it would take back the palettes that parts set for themselves.
            self.setStyleSheet(style_sheet(theme))
            if self._furnished:
                self.parts.set_theme(theme)
                self.dock_area.set_theme(theme)
        self.desk.page.set_style(theme, settings)
        if self._furnished:
            self.wiring.follow_settings(settings)

    def choose(self, **changes: object) -> None:
        """Change settings, draw by them and keep them."""
        self.keep(replace(self.settings, **changes))  # type: ignore[arg-type]

    def keep(self, settings: Settings) -> None:
        """Draw by these settings and keep them for the next start."""
        self.apply(settings)
        try:
            settings_file.save(settings, paths.settings_folder() / "settings.json")
        except CompanionError as error:
            self.wiring.teller.say_error(error)

    def zoom(self, steps: int) -> None:
        """Make the text larger or smaller by so many steps; 0 for the normal size."""
        size = self.settings.size
        self.choose(size=min(max(size + steps, 10), 48) if steps else Settings().size)

    def receive_files(self, files: Sequence[Path]) -> None:
        """Files from the command line, or from another start of the program."""
        self.furnish()
        self.setWindowState(self.windowState() & ~QtCore.Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()
        self.parts.filing.import_paths(files)

    def set_scene(self, scene: Scene) -> None:
        """Arrange the window for a picture. Raises CompanionError where a thing named is not there."""
        self.furnish()
        if scene.theme and scene.theme not in self._themes:
            names = ", ".join(self._themes)
            raise CompanionError(f"There is no theme called {scene.theme}. Choose one of: {names}.")
        if scene.theme:
            self.apply(replace(self.settings, theme=scene.theme))
        if scene.document:
            self.parts.session.open_document(self.parts.library.shelf.find(scene.document).id)
        if scene.query:
            self.wiring.searching.search_for(scene.query)
        if scene.term:
            self.wiring.glossary.show_term(self.parts.library.glossary.find(scene.term).name)
        if scene.panel:
            self.dock_area.show_panel(scene.panel)
        if scene.panel == "concordance" and scene.query:
            self.wiring.concordance.look_for(scene.query)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and not self._furnished:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.furnish)
        return super().eventFilter(watched, event)

    def showEvent(self, event) -> None:
        super().showEvent(event)
        if not self._furnished:
            QTimer.singleShot(_UNPAINTED, self, self.furnish)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.isVisible():
            self._save_state()
        if self._furnished:
            self.parts.close()
        self.desk.close()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._furnished:
            self.dock_area.fold(self.width())
        else:
            self._leave_room()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.furnish()
            self.parts.filing.import_paths(files)

    def _follow_system(self, scheme: QtCore.Qt.ColorScheme) -> None:
        QApplication.instance().setProperty("dark", scheme is QtCore.Qt.ColorScheme.Dark)
        self.apply(self.settings)

    def _build(self) -> None:
        self._centre.setSpacing(0)
        self._centre.addWidget(self.desk.reader, 1)
        centre = QWidget(self)
        centre.setLayout(self._centre)
        self.setMenuWidget(self.desk.top_bar)
        self.setCentralWidget(centre)

    def _leave_room(self) -> None:
        """Keep the places of the panels free, so that the page does not move when they come."""
        left = self._state.left if self.width() >= LEFT_FOLDS else 0
        right = self._state.right if self.width() >= RIGHT_FOLDS else 0
        self._centre.setContentsMargins(left, 0, right, self._state.below)

    def _room(self) -> dict[str, int]:
        """The pixels that the panels take around the page; of a side that is folded, those that it took before."""
        page = self.centralWidget().geometry()
        taken = {"below": self.height() - page.bottom() - 1}
        if self.width() >= LEFT_FOLDS:
            taken["left"] = page.left()
        if self.width() >= RIGHT_FOLDS:
            taken["right"] = self.width() - page.right() - 1
        return taken

    def _save_state(self) -> None:
        state = replace(self._state, geometry=bytes(self.saveGeometry().toBase64().data()).decode())
        if self._furnished:
            state = replace(self.wiring.state(state), **self._room(), docks=self.dock_area.save())
        try:
            settings_file.save(state, paths.settings_folder() / "window.json")
        except CompanionError:
            return  # a window that cannot keep its shape may still close
