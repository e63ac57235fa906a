# SPDX-License-Identifier: MIT
"""Themes: every colour readable on every ground it can stand on, every icon drawn, every font shipped."""

import re
from itertools import product

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFontInfo, QIcon, QPalette

from companion.document.bookmark import COLOURS
from companion.paths import resources_folder
from companion.ui.theme import Highlight, Theme, Themes, icon, load_fonts, palette, style_sheet, ui_font

THEMES = Themes()
ICONS = sorted(path.stem for path in (resources_folder() / "icons").glob("*.svg"))
HIGHLIGHTS = tuple(f"{colour}.ground" for colour in COLOURS)

TEXT_ON_GROUND = [
    *product(("ink", "muted", "accent"), ("window", "paper", "hover", "tint", "code", "selection", "hit", *HIGHLIGHTS)),
    ("ink", "current"),
    ("glossary", "paper"),
    *product(("error",), ("window", "paper")),
    ("on_accent", "accent"),
]
MARK_ON_GROUND = [
    *product(("faint", "edge", "mark", "focus", "accent", "error"), ("window", "paper")),
    *product(("glossary",), ("paper", "code", "hit", "selection", *HIGHLIGHTS)),
    ("edge", "current"),
    *((f"{colour}.edge", ground) for colour in COLOURS for ground in ("paper", f"{colour}.ground")),
]


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def colour_of(theme: Theme, name: str) -> str:
    for part in name.split("."):
        theme = getattr(theme, part)
    return theme


@pytest.mark.parametrize("name", THEMES)
def test_all_text_is_readable_on_every_ground_it_can_stand_on(name):
    theme = THEMES[name]
    poor = {
        pair: round(contrast(colour_of(theme, pair[0]), colour_of(theme, pair[1])), 2)
        for pair in TEXT_ON_GROUND
        if contrast(colour_of(theme, pair[0]), colour_of(theme, pair[1])) < 4.5
    }
    assert not poor


@pytest.mark.parametrize("name", THEMES)
def test_all_marks_that_carry_meaning_are_visible_on_their_grounds(name):
    theme = THEMES[name]
    poor = {
        pair: round(contrast(colour_of(theme, pair[0]), colour_of(theme, pair[1])), 2)
        for pair in MARK_ON_GROUND
        if contrast(colour_of(theme, pair[0]), colour_of(theme, pair[1])) < 3
    }
    assert not poor


def test_high_contrast_keeps_ink_at_seven_to_one_on_every_ground():
    theme = THEMES["contrast"]
    grounds = ("window", "paper", "hover", "tint", "code", "selection", "hit", "current", *HIGHLIGHTS)
    assert min(contrast(theme.ink, colour_of(theme, ground)) for ground in grounds) >= 7


def test_the_colours_of_the_look_are_kept():
    assert list(THEMES) == ["light", "sepia", "dark", "contrast"]
    assert (THEMES["light"].paper, THEMES["light"].accent) == ("#FDFCF9", "#2B5C8A")
    assert (THEMES["sepia"].paper, THEMES["sepia"].current) == ("#F7EEDD", "#E5A84A")
    assert (THEMES["dark"].hit, THEMES["dark"].glossary) == ("#453813", "#79C2AC")


def test_every_bookmark_colour_has_a_highlighter_and_an_unknown_one_is_yellow():
    for theme in THEMES.values():
        assert len({theme.highlight(colour) for colour in COLOURS}) == len(COLOURS)
        assert theme.highlight("ultraviolet") == theme.highlight("ink") == theme.yellow


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_holds_only_colours(name):
    for field, value in list(THEMES[name]._asdict().items())[4:]:
        for colour in value if isinstance(value, Highlight) else (value,):
            assert re.fullmatch(r"#[0-9A-F]{6}", colour), field


@pytest.mark.parametrize("name", THEMES)
def test_the_style_sheet_names_every_shared_object_and_leaves_no_name_unfilled(name):
    sheet = style_sheet(THEMES[name])
    assert "$" not in sheet
    assert {"#panel", "#caption", "#meta", "#card", "#tab", "#tool"} <= set(re.findall(r"#[a-z]+", sheet))
    assert {"#primary", "#chip", "#search", "#notice", "#topbar", "#list"} <= set(re.findall(r"#[a-z]+", sheet))


def test_the_palette_is_the_theme(qapp):
    made = palette(THEMES["dark"])
    assert made.color(QPalette.ColorRole.Base) == QColor(THEMES["dark"].paper)
    assert made.color(QPalette.ColorRole.Link) == QColor(THEMES["dark"].accent)
    assert made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text) == QColor(THEMES["dark"].faint)


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_is_drawn_in_the_theme_s_colours_at_both_densities(qapp, name):
    theme = THEMES["light"]
    made = icon(name, theme, 24)
    drawn = made.pixmap(QSize(24, 24), 2.0).toImage()
    assert drawn.size() == QSize(48, 48)
    solid = [drawn.pixelColor(x, y) for x in range(48) for y in range(48) if drawn.pixelColor(x, y).alpha() == 255]
    assert solid
    assert {colour.name().upper() for colour in solid} == {theme.muted}
    assert made.pixmap(QSize(24, 24), 1.0, QIcon.Mode.Disabled).toImage() != made.pixmap(QSize(24, 24), 1.0).toImage()


def test_the_shipped_fonts_load_and_the_interface_is_set_in_inter(qapp):
    assert {"Literata", "Inter", "JetBrains Mono"} <= set(load_fonts())
    assert QFontInfo(ui_font()).family() == "Inter"
    assert ui_font().pixelSize() == 13
