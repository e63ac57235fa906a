# SPDX-License-Identifier: MIT
"""Pages for the tests of the reading pane: blocks in few words, and a page read back from Qt's document."""

from functools import lru_cache

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QTextCursor, QTextFormat

from companion.document.model import Block, BlockKind, Cell, Mark, Run, Section
from companion.ui.theme import Theme, Themes, load_fonts
from companion.ui.typesetting import Look, TypesetPage, typeset

OBJECT = "\ufffc"
ENDS = "\u2028\u2029\ufdd0\ufdd1"  # how Qt ends a line, a block, and a table's cell


@lru_cache(maxsize=1)
def theme() -> Theme:
    """The light theme, with the fonts loaded. Needs an application."""
    load_fonts()
    return Themes()["light"]


@lru_cache(maxsize=4)
def picture(width: int = 40, height: int = 30, kind: str = "PNG") -> bytes:
    """An image file of one colour."""
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor("#2B5C8A"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind)
    return bytes(buffer.data().data())


def images(name: str) -> bytes | None:
    """The only image there is is called "picture"."""
    return picture() if name == "picture" else None


def run(text: str, *marks: Mark, link: str | None = None, image: str | None = None) -> Run:
    return Run(text, frozenset(marks), link, image)


def block(*runs: str | Run, kind: BlockKind = BlockKind.PARAGRAPH, **fields: object) -> Block:
    return Block(kind, tuple(each if isinstance(each, Run) else Run(each) for each in runs), **fields)


def heading(text: str, level: int = 1) -> Block:
    return block(text, kind=BlockKind.HEADING, level=level)


def table(*rows: str, header: bool = False) -> Block:
    """A table of rows written "a|b"; with `header` the first row holds heads."""
    cells = tuple(
        tuple(Cell((Run(text),) if text else (), header and number == 0) for text in row.split("|"))
        for number, row in enumerate(rows)
    )
    return Block(BlockKind.TABLE, rows=cells)


def page_of(*blocks: Block, start: int = 0, look: Look = Look()) -> TypesetPage:  # noqa: B008 (a frozen value)
    return typeset(Section("A section", tuple(blocks), start), images, look, theme())


def shown_text(page: TypesetPage) -> str:
    """What Qt's document shows, read code point by code point through the map; an image reads as what it stands for."""
    units = page.document.toRawText().encode("utf-16-le", "surrogatepass")
    cursor = QTextCursor(page.document)
    read = []
    offset, end = page.map.start, page.map.end
    while offset < end:
        first, last = page.map.range_to_qt(offset, offset + 1)
        letter = units[2 * first : 2 * last].decode("utf-16-le", "surrogatepass")
        if letter == OBJECT:
            cursor.setPosition(first + 1)
            letter = str(cursor.charFormat().property(QTextFormat.Property.ImageAltText))
        read.append("\n" if letter in ENDS else letter)
        offset += len(letter)
    return "".join(read)
