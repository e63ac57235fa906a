# SPDX-License-Identifier: MIT
"""The window's colours, fonts and icons: the one module that knows them.

A theme is a TOML file of named colours in resources/themes, the style sheet a template beside it that names
them, an icon an SVG drawn in `currentColor`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from companion.paths import resources_folder

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon, QPixmap
    from PySide6.QtWidgets import QWidget

SERIF = "Literata"
SANS = "Inter"
MONO = "JetBrains Mono"

_FIRST = ("light", "sepia", "dark", "contrast")


class Highlight(NamedTuple):
    """A colour of the reader's highlighter: the ground under the text, and the edge that is read without colour."""

    ground: str
    edge: str


class Theme(NamedTuple):
    """Named colours, each written "#RRGGBB". `name` is the file's name, `title` what the reader calls it.

    Text is set in `ink`, `muted` (lesser), `accent` (links), `glossary` (a term's name, on paper) and `error`.
    Grounds are `window`, `paper`, `hover`, `tint` (a selected row), `code`, `selection`, `hit` and `current`
    (the current hit, under ink only). Lines are `rule` and `faint` (ornament, disabled), `edge` (around the
    current hit, and hits on the strip), `mark` (a bookmark's ribbon) and `focus`. Where a theme is `outlined`,
    every ground that carries a meaning has an edge.
    """

    name: str
    title: str
    dark: bool
    outlined: bool
    window: str
    paper: str
    ink: str
    muted: str
    faint: str
    rule: str
    accent: str
    tint: str
    hover: str
    code: str
    selection: str
    hit: str
    current: str
    edge: str
    glossary: str
    mark: str
    error: str
    focus: str
    on_accent: str
    yellow: Highlight
    green: Highlight
    blue: Highlight
    red: Highlight
    violet: Highlight

    def highlight(self, colour: str) -> Highlight:
        """The highlighter of a bookmark's `colour`; yellow where the name is unknown."""
        found = getattr(self, colour, None)
        return found if isinstance(found, Highlight) else self.yellow


class Themes(Mapping[str, Theme]):
    """All themes by name: light, sepia, dark, contrast, then any others in the folder. Each is read when asked for."""

    def __init__(self) -> None:
        found = {path.stem: path for path in (resources_folder() / "themes").glob("*.toml")}
        self._files = {name: found[name] for name in (*_FIRST, *sorted(found.keys() - set(_FIRST)))}
        self._read: dict[str, Theme] = {}

    def __getitem__(self, name: str) -> Theme:
        if name not in self._read:
            self._read[name] = _read_theme(self._files[name])
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def load_fonts() -> tuple[str, ...]:
    """Make the shipped fonts known to Qt; returns their families. Needs an application."""
    families: dict[str, None] = {}
    for path in sorted((resources_folder() / "fonts").glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families.update(dict.fromkeys(QFontDatabase.applicationFontFamilies(number)))
    return tuple(families)


def ui_font() -> QFont:
    """The interface's font: Inter, 13 px."""
    font = QFont(SANS)
    font.setPixelSize(13)
    return font


def palette(theme: Theme) -> QPalette:
    """The palette for Fusion, for every widget that the style sheet leaves alone."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.window,
        role.WindowText: theme.ink,
        role.Base: theme.paper,
        role.AlternateBase: theme.code,
        role.Text: theme.ink,
        role.Button: theme.window,
        role.ButtonText: theme.ink,
        role.BrightText: theme.error,
        role.Highlight: theme.selection,
        role.HighlightedText: theme.ink,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.ToolTipBase: theme.paper,
        role.ToolTipText: theme.ink,
        role.PlaceholderText: theme.muted,
        role.Light: theme.paper,
        role.Midlight: theme.hover,
        role.Mid: theme.rule,
        role.Dark: theme.faint,
        role.Shadow: theme.rule,
    }
    made = QPalette()
    for name, colour in colours.items():
        made.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(theme.faint))
    return made


def is_dark(colours: QPalette) -> bool:
    """Whether its text is lighter than its ground."""
    role = QPalette.ColorRole
    return colours.color(role.WindowText).lightness() > colours.color(role.Window).lightness()


def style_sheet(theme: Theme) -> str:
    """The style sheet for the whole window, over Fusion.

    It styles by object name: panels `#panel`, small headings `#caption`, lesser text `#meta`, cards `#card`
    (property `selected`), segmented buttons `#tab` (checkable), tool buttons `#tool`, the main button
    `#primary`, `#chip`, the search line `#search`, `#notice` (property `kind`: "error"), `#topbar`, `#list`.
    """
    return _template().substitute(theme._asdict())


def icon(name: str, theme: Theme, size: int = 20, colour: str = "") -> QIcon:
    """The icon `name` in the theme's muted ink, or in the theme's colour named `colour`; `size` in pixels.

    A checked or selected one is drawn in full ink, a disabled one faint. Raises FileNotFoundError for a name
    that resources/icons does not hold.
    """
    return _icon(name, theme, size, colour or "muted")


def set_state(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at ("selected") and have the widget drawn by it."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _read_theme(file: Path) -> Theme:
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    highlights = {key: Highlight(**value) for key, value in content["highlights"].items()}
    manner = {key: content[key] for key in ("title", "dark", "outlined")}
    return Theme(file.stem, **manner, **content["colours"], **highlights)


@lru_cache(maxsize=1)
def _template() -> Template:
    return Template((resources_folder() / "themes" / "window.qss").read_text(encoding="utf-8"))


@lru_cache(maxsize=512)
def _icon(name: str, theme: Theme, size: int, colour: str) -> QIcon:
    from PySide6.QtGui import QIcon  # late: the first picture has no icons

    svg = _svg(name)
    made = QIcon()
    for ratio in (1, 2):
        for mode, state, tint in (
            (QIcon.Mode.Normal, QIcon.State.Off, getattr(theme, colour)),
            (QIcon.Mode.Normal, QIcon.State.On, theme.ink if colour == "muted" else getattr(theme, colour)),
            (QIcon.Mode.Disabled, QIcon.State.Off, theme.faint),
        ):
            made.addPixmap(_drawn(svg.replace("currentColor", tint), size, ratio), mode, state)
    return made


@lru_cache(maxsize=128)
def _svg(name: str) -> str:
    return (resources_folder() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def _drawn(svg: str, size: int, ratio: int) -> QPixmap:
    from PySide6.QtCore import QByteArray, QRectF, Qt
    from PySide6.QtGui import QPainter, QPixmap
    from PySide6.QtSvg import QSvgRenderer

    pixmap = QPixmap(size * ratio, size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
