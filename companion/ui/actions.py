# SPDX-License-Identifier: MIT
"""Every command of the window, written once: its name, words, keys and menu.

Menus, the command palette and the list of keys are all made from this table.
"""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

_Key = QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class Command:
    """A command: `keys` are key names or Qt's standard keys; "-" as text makes a separator."""

    name: str
    text: str
    keys: tuple[str | QKeySequence.StandardKey, ...] = ()
    icon: str = ""
    checkable: bool = False


_SEPARATOR = Command("", "-")

MENUS: dict[str, tuple[Command, ...]] = {
    "&File": (
        Command("import_files", "&Open or import files…", (_Key.Open,), "download"),
        Command("import_folder", "Import a &folder…", ("Ctrl+Shift+O",)),
        Command("watch_folder", "&Watch a folder…"),
        Command("recent", "&Recent files"),
        Command("import_report", "Report of the &last import…"),
        _SEPARATOR,
        Command("export_bookmarks", "&Export bookmarks and notes…", ("Ctrl+Shift+E",)),
        Command("properties", "&Properties of this document…", ("Alt+Return",)),
        Command("reveal", "Show the &original in its folder"),
        Command("new_edition", "New e&dition of this document…"),
        Command("remove_document", "Re&move this document from the library"),
        _SEPARATOR,
        Command("quit", "&Quit", (_Key.Quit, "Ctrl+Q")),
    ),
    "&Edit": (
        Command("undo", "&Undo", (_Key.Undo,), "undo"),
        Command("redo", "&Redo", (_Key.Redo, "Ctrl+Shift+Z")),
        _SEPARATOR,
        Command("copy", "&Copy", (_Key.Copy,), "copy"),
        Command("copy_cited", "Copy with &source", ("Ctrl+Shift+C",), "quote"),
        _SEPARATOR,
        Command("find", "&Find in this document…", (_Key.Find,), "search"),
        Command("preferences", "&Preferences…", ("Ctrl+,",)),
    ),
    "&View": (
        Command("theme", "&Theme"),
        Command("larger", "&Larger text", (_Key.ZoomIn, "Ctrl+="), "text-larger"),
        Command("smaller", "&Smaller text", (_Key.ZoomOut,), "text-smaller"),
        Command("normal_size", "&Normal text size", ("Ctrl+0",)),
        _SEPARATOR,
        Command("panels", "&Panels"),
        Command("reading_only", "Only the &text", ("Ctrl+Shift+T",), checkable=True),
        Command("full_screen", "&Full screen", (_Key.FullScreen, "F11"), checkable=True),
    ),
    "&Go": (
        Command("back", "&Back", (_Key.Back, "Alt+Left"), "back"),
        Command("forward", "&Forward", (_Key.Forward, "Alt+Right"), "forward"),
        Command("before_search", "Back to &where I was before searching", ("Ctrl+Shift+B",)),
        _SEPARATOR,
        Command("next_hit", "&Next hit", ("F3",)),
        Command("previous_hit", "&Previous hit", ("Shift+F3",)),
        Command("next_mention", "Next &mention of the term", ("F4",)),
        Command("previous_mention", "Previous men&tion of the term", ("Shift+F4",)),
        Command("next_section", "Ne&xt part", ("Ctrl+PgDown",)),
        Command("previous_section", "Pre&vious part", ("Ctrl+PgUp",)),
        Command("next_bookmark", "Next boo&kmark", ("Ctrl+Alt+Down",)),
        Command("previous_bookmark", "Previous bookmar&k", ("Ctrl+Alt+Up",)),
        _SEPARATOR,
        Command("go_search", "&Search the library", ("Ctrl+L", "Ctrl+Shift+F"), "search"),
        Command("go_index", "&A–Z index", ("Ctrl+I",)),
        Command("go_glossary", "&Glossary", ("Ctrl+G",)),
        Command("go_bookmarks", "Boo&kmarks", ("Ctrl+B",)),
        Command("go_contents", "&Contents", ("Ctrl+T",)),
        Command("go_concordance", "C&oncordance: words in their lines", ("Ctrl+Shift+K",)),
        Command("go_similar", "Sim&ilar passages", ("Ctrl+Shift+S",)),
        Command("go_library", "&Library", ("Ctrl+Shift+L",)),
        Command("next_pane", "Ne&xt pane", ("F6",)),
        Command("previous_pane", "Previo&us pane", ("Shift+F6",)),
    ),
    "&Mark": (
        Command("bookmark", "&Bookmark this passage", ("Ctrl+D",), "bookmark"),
        Command("edit_bookmark", "Bookmark and &write a note…", ("Ctrl+Shift+D",), "edit"),
        _SEPARATOR,
        Command("look_up", "&Look up in the glossary", ("F2",)),
        Command("search_selection", "&Search for the selection", ("Ctrl+E",)),
        Command("define", "&Make this a definition of…", ("Ctrl+Shift+M",), "quote"),
        Command("add_term", "Add to the &glossary…", ("Ctrl+Shift+G",), "plus"),
    ),
    "&Help": (
        Command("menu", "&Menu", ("F10",)),
        Command("palette", "&Command palette…", ("Ctrl+K",), "keyboard"),
        Command("keys", "&Keys", ("F1",)),
        Command("rebuild_index", "Rebuild the &index"),
        Command("check_library", "Check the &library"),
        Command("about", "&About Reading Companion"),
    ),
}


class Actions:
    """The window's QActions by name, and the menus made of them."""

    def __init__(self, parent: QWidget) -> None:
        self._actions: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}
        for command in (command for commands in MENUS.values() for command in commands if command.name):
            action = QAction(command.text, parent)
            action.setObjectName(command.name)
            action.setShortcuts(_sequences(command))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.setCheckable(command.checkable)
            parent.addAction(action)
            self._actions[command.name] = action
        self._parent = parent

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def enable(self, on: bool, *names: str) -> None:
        """Enable or disable the named actions."""
        for name in names:
            self._actions[name].setEnabled(on)

    def fill(self, menu: QMenu) -> None:
        """Put every menu into `menu`, as submenus."""
        for title, commands in MENUS.items():
            submenu = menu.addMenu(title)
            self.menus[title.replace("&", "")] = submenu
            for command in commands:
                if command.name:
                    submenu.addAction(self._actions[command.name])
                else:
                    submenu.addSeparator()

    def runnable(self) -> list[QAction]:
        """The actions that do something by themselves and can be done now, in the order of the menus."""
        return [action for action in self._actions.values() if action.isEnabled() and action.menu() is None]


def key_table() -> list[tuple[str, list[tuple[str, str]]]]:
    """Each menu's title with its commands' words and keys, for the list of keys."""
    table = []
    for title, commands in MENUS.items():
        rows = [(_plain(c.text), _keys(c)) for c in commands if c.keys]
        if rows:
            table.append((title.replace("&", ""), rows))
    return table


def _plain(text: str) -> str:
    return text.replace("&", "").rstrip("…")


def _sequences(command: Command) -> list[QKeySequence]:
    """The keys of a command, each once: Qt answers neither of two equal ones, and a standard key may equal ours."""
    sequences = (QKeySequence(key) for key in command.keys)
    return list({each.toString(): each for each in sequences if not each.isEmpty()}.values())


def _keys(command: Command) -> str:
    return ", ".join(each.toString(QKeySequence.SequenceFormat.NativeText) for each in _sequences(command))
