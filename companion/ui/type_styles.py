# SPDX-License-Identifier: MIT
"""How each kind of block and run is set: the measures of the page, and Qt's formats made from them.

Lines have a fixed height in whole pixels, so that a superscript or a word in another script never moves the
lines around it. Everything scales with the size that the reader chose.
"""

from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextFormat,
)

from companion.document.model import Mark
from companion.ui.theme import MONO, SANS, SERIF, Theme, palette

_CODE_IN_TEXT = 0.84  # the size of code among other letters
_SAMPLE = "what a reader can hold at a glance is a line of some sixty or seventy letters, neither more nor less "


class Look(NamedTuple):
    """How the reader wants the page set.

    `face` is Literata, Inter or system; `size` in pixels; `line_height` in ems; `measure` is the length of a
    line in average characters; `justify` sets both edges straight.
    """

    face: str = SERIF
    size: int = 18
    line_height: float = 1.62
    measure: int = 68
    justify: bool = False

    @property
    def family(self) -> str:
        """The font family of the reading face."""
        if self.face == "system":
            return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
        return self.face


@lru_cache(maxsize=64)
def column_width(look: Look) -> int:
    """The width of the text column in pixels, without its margins."""
    font = QFont(look.family)
    font.setPixelSize(look.size)
    return round(QFontMetricsF(font).horizontalAdvance(_SAMPLE) / len(_SAMPLE) * look.measure)


class Property(IntEnum):
    """What a block of Qt's document carries for the painting around its text."""

    ORNAMENT = QTextFormat.Property.UserProperty.value + 1  # an Ornament
    MARKER = QTextFormat.Property.UserProperty.value + 2  # stands before the text: "3."
    SIZE = QTextFormat.Property.UserProperty.value + 3  # pixels of its letters
    QUOTE = QTextFormat.Property.UserProperty.value + 4  # how many quotations are around it
    PAGE = QTextFormat.Property.UserProperty.value + 5  # the label of the page that begins here
    INDENT = QTextFormat.Property.UserProperty.value + 6  # pixels from the column's edge to its text


class Ornament(IntEnum):
    """What is painted with a block besides its text."""

    NONE = 0
    CODE = 1  # a rounded panel
    RULE = 2  # a horizontal line
    NOTES = 3  # a horizontal line above the first note
    MISSING = 4  # a frame where an image should be


class Style(NamedTuple):
    """The measures of one kind of block: `size`, `top` and `bottom` in ems of the reading size, `line` in its own.

    `line` 0 is the line height that the reader chose. `face` is text, sans or mono.
    """

    face: str = "text"
    size: float = 1.0
    line: float = 0.0
    top: float = 0.0
    bottom: float = 0.85
    weight: int = 400
    italic: bool = False
    colour: str = "ink"
    spacing: float = 100.0


STYLES = {
    "h1": Style(size=1.9, line=1.25, top=1.2, bottom=0.85, weight=600, spacing=98.5),
    "h2": Style(size=1.3, line=1.3, top=1.75, bottom=0.45, weight=600),
    "h3": Style("sans", 0.92, 1.4, top=1.45, bottom=0.35, weight=600, colour="muted", spacing=101.5),
    "h4": Style("sans", 0.84, 1.4, top=1.3, bottom=0.3, weight=600),
    "h5": Style("sans", 0.8, 1.4, top=1.2, bottom=0.3, weight=600, colour="muted"),
    "h6": Style("sans", 0.8, 1.4, top=1.2, bottom=0.3, weight=500, colour="muted"),
    "body": Style(),
    "item": Style(bottom=0.3),
    "quote": Style(bottom=0.5, italic=True, colour="muted"),
    "attribution": Style("sans", 0.76, 1.6, bottom=0.5, colour="muted"),
    "code": Style("mono", 0.84, 1.5, top=1.45, bottom=1.55),
    "cell": Style("sans", 0.8, 1.45, bottom=0.0),
    "head": Style("sans", 0.8, 1.45, bottom=0.0, weight=600),
    "small cell": Style("sans", 0.68, 1.4, bottom=0.0),
    "small head": Style("sans", 0.68, 1.4, bottom=0.0, weight=600),
    "figure": Style(line=1.0, top=0.8, bottom=0.45),
    "caption": Style("sans", 0.8, 1.5, bottom=1.4, colour="muted"),
    "missing": Style("sans", 0.8, 1.5, top=2.0, bottom=2.0, colour="muted"),
    "rule": Style(line=1.0, top=0.6, bottom=1.2),
    "note": Style(size=0.84, line=1.55, bottom=0.4),
    "nothing": Style(size=0.06, line=1.0, bottom=0.0),  # an empty block that Qt needs before or between tables
}

# Where the palette keeps the colours of text. PySide makes a brush of a colour only with all of Qt's enums.
_INKS = {
    "ink": QPalette.ColorRole.Text,
    "muted": QPalette.ColorRole.PlaceholderText,
    "accent": QPalette.ColorRole.Link,
}


class Formats:
    """Qt's formats for one look and one theme, each made once."""

    def __init__(self, look: Look, theme: Theme) -> None:
        self.look = look
        self._theme = theme
        self._palette = palette(theme)
        self._families = {"text": look.family, "sans": SANS, "mono": MONO}
        self._characters: dict[tuple[str, frozenset[Mark], bool], QTextCharFormat] = {}

    def pixels(self, style: str) -> int:
        """The size of the letters of a style."""
        return max(round(STYLES[style].size * self.look.size), 1)

    def ems(self, count: float) -> int:
        """`count` ems of the reading size in whole pixels."""
        return round(count * self.look.size)

    def block(self, style: str, *, fixed: bool = True) -> QTextBlockFormat:
        """The format of a block, still without indents. Lines that hold an image are not `fixed` in height."""
        measures = STYLES[style]
        size = self.pixels(style)
        made = QTextBlockFormat()
        kinds = QTextBlockFormat.LineHeightTypes
        height = max(round(size * (measures.line or self.look.line_height)), 1)
        made.setLineHeight(height, (kinds.FixedHeight if fixed else kinds.MinimumHeight).value)
        made.setTopMargin(self.ems(measures.top))
        made.setBottomMargin(self.ems(measures.bottom))
        made.setProperty(Property.SIZE, size)
        return made

    def characters(self, style: str, marks: frozenset[Mark] = frozenset(), *, link: bool = False) -> QTextCharFormat:
        """The format of a run."""
        key = (style, marks, link)
        made = self._characters.get(key)
        if made is None:
            made = self._characters[key] = self._make_characters(style, marks, link)
        return made

    def _make_characters(self, style: str, marks: frozenset[Mark], link: bool) -> QTextCharFormat:
        measures = STYLES[style]
        size = self.pixels(style)
        face = "mono" if Mark.CODE in marks else measures.face
        font = QFont(self._families[face])
        if face == "mono":
            font.setFeature(QFont.Tag("calt"), 0)  # code is shown as it is written: no ligatures
        if face != measures.face:
            size = round(size * _CODE_IN_TEXT)
        if Mark.SMALL in marks:
            size = round(size * 0.85)
        font.setPixelSize(max(size, 1))
        strong = 600 if font.family() == SANS else 700  # Inter is shipped up to 600
        font.setWeight(QFont.Weight(max(strong if Mark.STRONG in marks else 0, measures.weight)))
        font.setItalic(measures.italic != (Mark.EMPHASIS in marks))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, measures.spacing)
        font.setStrikeOut(Mark.STRUCK in marks)
        made = QTextCharFormat()
        made.setFont(font)
        made.setForeground(self._palette.brush(_INKS["accent" if link else measures.colour]))
        raised = Mark.SUPERSCRIPT in marks
        if raised or Mark.SUBSCRIPT in marks:
            alignment = QTextCharFormat.VerticalAlignment
            made.setVerticalAlignment(alignment.AlignSuperScript if raised else alignment.AlignSubScript)
        if Mark.UNDERLINE in marks or (link and not raised):
            made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            made.setUnderlineColor(self.colour("accent" if link else "muted"))
        if Mark.HIGHLIGHT in marks:
            made.setBackground(QBrush(QColor(self._theme.yellow.ground)))
        return made

    def colour(self, name: str) -> QColor:
        """The theme's colour of that name."""
        return QColor(getattr(self._theme, name))
