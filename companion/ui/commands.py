# SPDX-License-Identifier: MIT
"""What each command of the window does: the names of actions.py, each connected once."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog, QGridLayout, QLabel, QMenu, QMessageBox, QVBoxLayout, QWidget

import companion
from companion.glossary.model import Term
from companion.ui.actions import key_table
from companion.ui.find import Find
from companion.ui.parts import Parts
from companion.ui.settings import choosable
from companion.ui.wiring import Wiring

if TYPE_CHECKING:
    from companion.ui.main_window import MainWindow
    from companion.ui.palette import Choice, CommandPalette

_ON_SELECTION = (
    "copy", "copy_cited", "", "bookmark", "edit_bookmark", "", "look_up", "add_term", "define", "search_selection",
    "go_concordance", "go_similar",
)  # fmt: skip
_ON_PLACE = ("bookmark", "edit_bookmark", "", "find", "go_search", "", "back", "forward")


class Commands(QObject):
    """Connects the actions of one window."""

    def __init__(self, window: "MainWindow", parts: Parts, wiring: Wiring, find: Find) -> None:
        super().__init__(window)
        self._window = window
        self._parts = parts
        self._wiring = wiring
        self._find = find
        for name, function in self._functions().items():
            parts.actions[name].triggered.connect(lambda _checked=False, function=function: function())
        for name, function in self._switches().items():
            parts.actions[name].toggled.connect(function)
        self._palette: CommandPalette | None = None
        parts.reader.context_menu_requested.connect(self.open_context_menu)
        parts.reader.zoom_requested.connect(window.zoom)
        parts.filing.recent_changed.connect(self._fill_recent)
        parts.library_panel.watching_stop_requested.connect(lambda: window.choose(watched=""))
        wiring.glossary.comparing.term_wanted.connect(self.choose_defined_term)
        parts.glossary.merge_requested.connect(self.choose_merged_term)
        self._wire_undo()
        self._make_menus()

    def _functions(self) -> dict[str, Callable[[], object]]:
        window, parts, wiring = self._window, self._parts, self._wiring
        area = window.dock_area
        filing, marking, session = parts.filing, parts.marking, parts.session
        panels = {f"go_{name}": lambda name=name: area.show_panel(name) for name in area.docks}
        return panels | {
            "import_files": filing.choose_files,
            "import_folder": filing.choose_folder,
            "watch_folder": self.watch_folder,
            "import_report": parts.reporting.show_report,
            "export_bookmarks": filing.export_bookmarks,
            "properties": filing.edit_properties,
            "reveal": filing.reveal,
            "new_edition": wiring.shelf.editions.choose,
            "remove_document": filing.remove,
            "quit": window.close,
            "undo": parts.edits.stack.undo,
            "redo": parts.edits.stack.redo,
            "copy": parts.reader.copy,
            "copy_cited": marking.copy_cited,
            "find": self._find.open,
            "preferences": self.show_preferences,
            "larger": lambda: window.zoom(1),
            "smaller": lambda: window.zoom(-1),
            "normal_size": lambda: window.zoom(0),
            "back": session.back,
            "forward": session.forward,
            "before_search": parts.inquiry.go_back,
            "next_hit": lambda: wiring.searching.step_hit(1),
            "previous_hit": lambda: wiring.searching.step_hit(-1),
            "next_mention": lambda: wiring.glossary.step_mention(1),
            "previous_mention": lambda: wiring.glossary.step_mention(-1),
            "next_section": lambda: session.turn_section(1),
            "previous_section": lambda: session.turn_section(-1),
            "next_bookmark": lambda: marking.step_bookmark(1),
            "previous_bookmark": lambda: marking.step_bookmark(-1),
            "next_pane": lambda: self.walk_panes(1),
            "previous_pane": lambda: self.walk_panes(-1),
            "bookmark": marking.bookmark,
            "edit_bookmark": marking.bookmark_with_note,
            "look_up": marking.look_up,
            "go_concordance": wiring.concordance.open,
            "go_similar": wiring.similar.open,
            "search_selection": marking.search_selection,
            "add_term": marking.add_term,
            "define": lambda: wiring.glossary.comparing.begin_definition(parts.reader),
            "menu": self._parts.top_bar.open_menu,
            "palette": self.open_palette,
            "keys": self.show_keys,
            "rebuild_index": parts.intake.rebuild_index,
            "check_library": wiring.shelf.check_library,
            "about": self.show_about,
        }

    def _switches(self) -> dict[str, Callable[[bool], object]]:
        window = self._window
        return {
            "reading_only": window.dock_area.put_aside,
            "full_screen": lambda on: window.showFullScreen() if on else window.showNormal(),
        }

    def show_preferences(self) -> None:
        """Open the preferences; what is chosen shows at once."""
        from companion.ui.preferences import Preferences

        dialog = Preferences(self._window.settings, self._window)
        dialog.settings_changed.connect(self._window.keep)
        dialog.exec()

    def watch_folder(self) -> None:
        """Let the reader choose a folder whose new files are taken in."""
        from companion.ui.folders import choose_folder

        if folder := choose_folder(self._window, "Watch a folder", self._window.settings.watched):
            self._window.choose(watched=folder)

    def show_keys(self) -> None:
        """List every key."""
        dialog = QDialog(self._window)
        dialog.setWindowTitle("Keys")
        layout = QGridLayout(dialog)
        layout.setHorizontalSpacing(40)
        for number, (title, rows) in enumerate(key_table()):
            layout.addWidget(_key_group(title, rows), number // 3, number % 3, Qt.AlignmentFlag.AlignTop)
        dialog.exec()

    def show_about(self) -> None:
        """Say what this program is."""
        QMessageBox.about(
            self._window,
            "About Reading Companion",
            f"Reading Companion {companion.__version__}\n\n"
            "Read reports offline, beside their index, their glossary and your bookmarks.\n"
            "It opens no connection to any network. What you keep lies in one folder:\n"
            f"{self._parts.library.folder}\n\nMIT licence.",
        )

    def open_palette(self) -> None:
        """Offer every command, document, heading and term by name."""
        self._offer(self.choices())

    def choose_defined_term(self, likely: list[str]) -> None:
        """Offer the terms of which the selection may be a definition, the `likely` ones first."""
        from companion.ui.palette import Choice

        define, reader = self._wiring.glossary.comparing.define, self._parts.reader
        names = dict.fromkeys([*likely, *(term.name for term in self._parts.library.glossary.terms())])
        self._offer([Choice(name, "Define", value=lambda name=name: define(name, reader)) for name in names])

    def choose_merged_term(self, kept: Term) -> None:
        """Offer the terms that can be merged into this one."""
        from companion.library.merging import united
        from companion.ui.palette import Choice

        begin = self._parts.glossary.begin_merge
        self._offer(
            [
                Choice(
                    each.name,
                    "Merge",
                    detail=each.category,
                    value=lambda each=each: begin(kept, each, united(kept, each)),
                )
                for each in self._parts.library.glossary.terms()
                if each.name != kept.name
            ]
        )

    def _offer(self, choices: "list[Choice]") -> None:
        """Open the palette with these choices, each of which has what it does as its value."""
        from companion.ui.palette import CommandPalette

        if self._palette is None:
            self._palette = CommandPalette(self._window)
            self._palette.choice_taken.connect(lambda value: value())
        self._palette.set_theme(self._window.theme)
        self._palette.open_with(choices)

    def choices(self) -> "list[Choice]":
        """Everything that can be taken from the palette."""
        from companion.ui.palette import Choice

        parts, session = self._parts, self._parts.session
        choices = [
            Choice(action.text().replace("&", "").rstrip("…"), keys=action.shortcut().toString(), value=action.trigger)
            for action in parts.actions.runnable()
        ]
        choices += [
            Choice(each.title, "Document", value=lambda each=each: session.open_document(each.id))
            for each in parts.library.shelf.documents()
        ]
        outline = session.document.outline if session.document else ()
        choices += [
            Choice(each.title, "Heading", value=lambda each=each: session.open(session.anchor(each.start, each.start)))
            for each in outline
        ]
        choices += [
            Choice(
                f"{label}: {text}", "Setting", value=lambda name=name, each=each: self._window.choose(**{name: each})
            )
            for name, label, options in choosable()
            for each, text in options.items()
        ]
        show_term = self._wiring.glossary.show_term
        choices += [
            Choice(each.name, "Term", detail=", ".join(each.names[1:]), value=lambda each=each: show_term(each.name))
            for each in parts.library.glossary.terms()
        ]
        return choices

    def open_context_menu(self, place: QPoint, start: int, end: int) -> None:
        """The menu over the page: what can be done with the selection, or with the place."""
        menu = QMenu(self._window)
        for name in _ON_SELECTION if start != end else _ON_PLACE:
            if name:
                menu.addAction(self._parts.actions[name])
            else:
                menu.addSeparator()
        if start == end:
            menu.addAction("Passages like this one", lambda: self._wiring.similar.find(start, end))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def walk_panes(self, by: int) -> None:
        """Give the keyboard to the next (+1) or previous (-1) pane on screen."""
        panes: list[QWidget] = [self._parts.reader]
        panes += [panel for panel in self._parts.panels if panel.isVisible() and not panel.visibleRegion().isEmpty()]
        focused = QApplication.focusWidget()
        here = next(
            (n for n, pane in enumerate(panes) if focused and (pane is focused or pane.isAncestorOf(focused))), 0
        )
        panes[(here + by) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)

    def _fill_recent(self) -> None:
        filing, recent = self._parts.filing, self._parts.actions["recent"]
        menu = QMenu(self._window)
        for name in filing.recent:
            path = Path(name)
            action = menu.addAction(path.name)
            action.setToolTip(name)
            action.triggered.connect(lambda _checked=False, path=path: filing.import_paths([path]))
        recent.setMenu(menu)
        recent.setEnabled(bool(filing.recent))

    def _make_menus(self) -> None:
        window, actions = self._window, self._parts.actions
        menu, themes, panels = QMenu(window), QMenu("Theme", window), QMenu("Panels", window)
        actions.fill(menu)
        for name, title in {
            "system": "As the system",
            **{each.name: each.title for each in window.themes.values()},
        }.items():
            action = themes.addAction(title)
            action.setCheckable(True)
            action.triggered.connect(lambda _checked=False, name=name: window.choose(theme=name))
            themes.aboutToShow.connect(
                lambda action=action, name=name: action.setChecked(window.settings.theme == name)
            )
        themes.aboutToShow.connect(
            lambda: [action.setChecked(action.data() == window.settings.theme) for action in themes.actions()]
        )
        actions["theme"].setMenu(themes)
        for dock in window.dock_area.docks.values():
            panels.addAction(dock.toggleViewAction())
        actions["panels"].setMenu(panels)
        self._parts.top_bar.furnish(actions, menu, themes)

    def _wire_undo(self) -> None:
        stack, actions = self._parts.edits.stack, self._parts.actions
        for name, can, text, word in (
            ("undo", stack.canUndoChanged, stack.undoTextChanged, "Undo"),
            ("redo", stack.canRedoChanged, stack.redoTextChanged, "Redo"),
        ):
            actions[name].setEnabled(False)
            can.connect(actions[name].setEnabled)
            text.connect(lambda step, name=name, word=word: actions[name].setText(f"&{word} {step.lower()}".rstrip()))


def _key_group(title: str, rows: list[tuple[str, str]]) -> QWidget:
    group = QWidget()
    layout = QVBoxLayout(group)
    caption = QLabel(title.upper())
    caption.setObjectName("caption")
    layout.addWidget(caption)
    grid = QGridLayout()
    grid.setHorizontalSpacing(18)
    for number, (text, keys) in enumerate(rows):
        grid.addWidget(QLabel(text), number, 0)
        label = QLabel(keys)
        label.setObjectName("meta")
        grid.addWidget(label, number, 1)
    layout.addLayout(grid)
    return group
