# SPDX-License-Identifier: MIT
"""Sets a section as a page: blocks into Qt's document, with the map between the one text and what is shown.

The document is written through a cursor; no markup of any kind is handed to Qt. Markers of lists and notes,
rules and panels are not in it: they are properties of its blocks, and painted beside the text.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from PySide6 import QtCore
from PySide6.QtCore import QSize
from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextImageFormat,
    QTextLength,
    QTextOption,
)

from companion.document.model import Block, BlockKind, Run, Section, join_texts, text_of
from companion.ui.page_images import PageDocument
from companion.ui.textmap import TextMap, TextMapBuilder
from companion.ui.theme import Theme
from companion.ui.type_styles import STYLES, Formats, Look, Ornament, Property, column_width

MARGIN = 44  # pixels beside the column, for ribbons, marks and page numbers

_LIST_STEP = 1.9  # ems from one depth of lists to the next
_QUOTE_STEP = 1.2
_ABOVE_NOTES = 3.2
_BELOW_TABLE = 1.5
_UNBROKEN = 200  # a run without a space that is longer is broken, in the view only
_SOFT_BREAK = "\u200b"

# What Qt would take for structure, each replaced by one character that is shown instead.
_RESERVED = re.compile("[\x00-\x08\n-\x1f\x7f\u2028\u2029\ufdd0\ufdd1\ufffc\ud800-\udfff]")
_LINES = "\n\x0b\r\u2028\u2029"
# Scripts that are written without spaces break by themselves.
_SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]")


class Link(NamedTuple):
    """A link on the page: a half-open range of the text, and the address or `#name` it leads to."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class TypesetPage:
    """A section as it is shown.

    `text` is the section's share of the one text. `names` are the offsets of the blocks that internal links
    lead to; `notes` holds the blocks of each footnote by its names. `links` are in the order of the text.
    """

    section: Section
    document: PageDocument
    map: TextMap
    text: str
    look: Look
    theme: Theme
    images: Callable[[str], bytes | None]
    links: tuple[Link, ...] = ()
    names: Mapping[str, int] = field(default_factory=dict)
    notes: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)


def typeset(section: Section, images: Callable[[str], bytes | None], look: Look, theme: Theme) -> TypesetPage:
    """Set `section`. `images` returns the bytes of an image by its name in the manuscript, or None."""
    document = PageDocument(images, "#FFFFFF" if theme.dark else "")
    document.set_image_width(column_width(look))
    setter = _Setter(document, section.start, Formats(look, theme))
    setter.set_page(section.blocks)
    return TypesetPage(
        section=section,
        document=document,
        map=setter.map.finish(document.characterCount() - 1),
        text=join_texts(section.blocks),
        look=look,
        theme=theme,
        images=images,
        links=tuple(setter.links),
        names=setter.names,
        notes=_notes(section.blocks),
    )


def shown(text: str) -> str:
    """`text` as Qt may hold it: one character for each, a line's end inside a block as a line separator."""
    return _RESERVED.sub(_stand_in, text) if _RESERVED.search(text) else text


class _Setter:
    """Writes one page. The cursor always stands at the end of what has been written."""

    def __init__(self, document: PageDocument, start: int, formats: Formats) -> None:
        self.map = TextMapBuilder(start)
        self.links: list[Link] = []
        self.names: dict[str, int] = {}
        self._document = document
        self._formats = formats
        self._cursor = QTextCursor(document)
        self._waiting: QTextCursor | None = self._cursor  # in an empty block of Qt's that no block of ours fills yet
        self._page_label = ""
        self._notes_begun = False
        self._block_formats: dict[tuple[object, ...], QTextBlockFormat] = {}

    def set_page(self, blocks: Sequence[Block]) -> None:
        self._prepare()
        self._cursor.beginEditBlock()
        for number, block in enumerate(blocks):
            if number:
                self.map.write("\n", self._cursor.position())
            for name in block.names:
                self.names.setdefault(name, self.map.offset)
            following = blocks[number + 1] if number + 1 < len(blocks) else None
            self._set_block(block, following)
        if self._waiting is not None:
            self._start_nothing()
        self._cursor.endEditBlock()

    def set_runs(self, runs: Sequence[Run], style: str, limit: int = _UNBROKEN) -> None:
        """Write runs at the cursor; what has no space in `limit` characters may be broken."""
        for run in runs:
            start = self.map.offset
            if run.image is not None and self._set_inline_image(run):
                pass
            elif run.text:
                self._set_text(run.text, self._formats.characters(style, run.marks, link=run.link is not None), limit)
            if run.link is not None and self.map.offset > start:
                self._add_link(start, run.link)

    def _prepare(self) -> None:
        document, formats = self._document, self._formats
        option = document.defaultTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        document.setDefaultFont(formats.characters("body").font())
        document.setDocumentMargin(MARGIN)
        root = document.rootFrame()
        frame = root.frameFormat()
        frame.setTopMargin(formats.ems(3.2))
        frame.setBottomMargin(formats.ems(6))
        root.setFrameFormat(frame)

    def _set_block(self, block: Block, following: Block | None) -> None:
        if block.kind is BlockKind.TABLE:
            self._set_table(block, following)
        elif block.kind is BlockKind.FIGURE:
            self._set_figure(block)
        else:
            style, ornament = self._manner(block)
            self._notes_begun = self._notes_begun or block.kind is BlockKind.NOTE
            self._open_block(block, style, ornament, apart=_stands_apart(block, following))
            self.set_runs(block.runs, style)

    def _manner(self, block: Block) -> tuple[str, Ornament]:
        """The style of a block's text and what is painted with it."""
        if block.kind is BlockKind.HEADING:
            return f"h{min(max(block.level, 1), 6)}", Ornament.NONE
        if block.kind is BlockKind.CODE:
            return "code", Ornament.CODE
        if block.kind is BlockKind.RULE:
            return "rule", Ornament.RULE
        if block.kind is BlockKind.QUOTE:
            return ("attribution" if text_of(block).startswith(("—", "–", "― ")) else "quote"), Ornament.NONE
        if block.kind is BlockKind.NOTE:
            return "note", Ornament.NONE if self._notes_begun else Ornament.NOTES
        return ("item" if block.kind is BlockKind.ITEM else "body"), Ornament.NONE

    def _open_block(
        self, block: Block, style: str, ornament: Ornament = Ornament.NONE, *, apart: bool = True, fixed: bool = True
    ) -> None:
        """Begin a block of Qt's with the indents, marker and page number of `block`."""
        fixed = fixed and all(run.image is None for run in block.runs)
        page = block.page if block.page != self._page_label else ""
        self._page_label = block.page
        quote = max(block.quote, int(block.kind is BlockKind.QUOTE))
        indent = block.indent or int(block.kind is BlockKind.NOTE)
        leftwards = reads_leftwards(text_of(block))
        key = (style, ornament, apart, fixed, page, quote, indent, leftwards, block.marker)
        made = self._block_formats.get(key)
        if made is None:
            made = self._formats.block(style, fixed=fixed)
            self._indent(made, quote, indent, leftwards, ornament)
            made.setProperty(Property.ORNAMENT, int(ornament))
            made.setProperty(Property.QUOTE, quote)
            made.setProperty(Property.MARKER, block.marker)
            made.setProperty(Property.PAGE, page)
            self._space(made, style, ornament, apart)
            self._block_formats[key] = made
        self._start(made, self._formats.characters(style))

    def _indent(self, made: QTextBlockFormat, quote: int, indent: int, leftwards: bool, ornament: Ornament) -> None:
        inner = self._formats.ems(quote * _QUOTE_STEP + indent * _LIST_STEP)
        made.setProperty(Property.INDENT, inner)
        padding = self._formats.ems(1) if ornament in (Ornament.CODE, Ornament.MISSING) else 0
        outer = self._formats.ems(quote * _QUOTE_STEP) + padding
        made.setLeftMargin(outer if leftwards else inner + padding)
        made.setRightMargin(inner + padding if leftwards else outer)
        if leftwards:  # the other direction Qt finds by itself
            made.setLayoutDirection(QtCore.Qt.LayoutDirection.RightToLeft)

    def _space(self, made: QTextBlockFormat, style: str, ornament: Ornament, apart: bool) -> None:
        look = self._formats.look
        if look.justify and style in ("body", "item", "quote", "note"):
            made.setAlignment(QtCore.Qt.AlignmentFlag.AlignJustify)
        if style in ("figure", "caption"):
            made.setAlignment(QtCore.Qt.AlignmentFlag.AlignHCenter)
        if ornament is Ornament.NOTES:
            made.setTopMargin(self._formats.ems(_ABOVE_NOTES))
        if apart and style in ("item", "quote", "attribution"):
            made.setBottomMargin(self._formats.ems(1.1 if style != "item" else 0.85))

    def _start(self, block: QTextBlockFormat, characters: QTextCharFormat) -> None:
        if self._waiting is None:
            self._cursor.insertBlock(block, characters)
            return
        self._cursor, self._waiting = self._waiting, None
        self._cursor.setBlockFormat(block)
        self._cursor.setBlockCharFormat(characters)

    def _start_nothing(self) -> None:
        """Fill the waiting block with nothing, as low as can be."""
        self._start(self._formats.block("nothing"), self._formats.characters("nothing"))

    def _set_text(self, text: str, characters: QTextCharFormat, limit: int) -> None:
        cursor = self._cursor
        for number, part in enumerate(_broken(text, limit)):
            if number:
                cursor.insertText(_SOFT_BREAK, characters)
            self.map.write(part, cursor.position())
            cursor.insertText(shown(part), characters)

    def _set_figure(self, block: Block) -> None:
        added = self._document.add_image(block.image) if block.image is not None else None
        if added is None:
            self._open_block(block, "missing", Ornament.MISSING)
            self.set_runs(block.runs, "missing")
            return
        self._open_block(block, "figure", fixed=False)
        self._cursor.insertImage(_image_format(*added, text_of(block)))
        if block.runs:
            self._open_block(block, "caption")
            self.set_runs(block.runs, "caption")

    def _set_inline_image(self, run: Run) -> bool:
        """Show the image in place of its alternative text; False where it cannot be shown."""
        added = self._document.add_image(run.image) if run.image is not None else None
        if added is None:
            return False
        position = self._cursor.position()
        self._cursor.insertImage(_image_format(*added, run.text))
        self.map.stand_for(len(run.text), position)
        return True

    def _set_table(self, block: Block, following: Block | None) -> None:
        from companion.ui.table_setting import TableRoom, TableSetter  # late: most texts have none

        if self._waiting is not None:  # a table needs a block before it
            self._start_nothing()
        left = self._formats.ems(block.quote * _QUOTE_STEP + block.indent * _LIST_STEP)
        table = TableSetter(self._cursor, block.rows, self._formats, TableRoom(left, self._below_table(following)))
        limit = table.unbroken or _UNBROKEN
        for number, (cursor, cell, style) in enumerate(table.cells()):
            if number:
                self.map.write("\n", self._cursor.position())
            self._cursor = cursor
            self.set_runs(cell.runs, style, limit)
        self._waiting = table.after()

    def _below_table(self, following: Block | None) -> int:
        """The free space under a table: Qt ignores the upper margin of the block that follows one."""
        style, ornament = self._manner(following) if following is not None else ("body", Ornament.NONE)
        return self._formats.ems(_ABOVE_NOTES if ornament is Ornament.NOTES else max(STYLES[style].top, _BELOW_TABLE))

    def _add_link(self, start: int, target: str) -> None:
        last = self.links[-1] if self.links else None
        if last is not None and last.end == start and last.target == target:
            self.links[-1] = Link(last.start, self.map.offset, target)  # one link whose runs have several marks
        else:
            self.links.append(Link(start, self.map.offset, target))


def _stands_apart(block: Block, following: Block | None) -> bool:
    """Whether a full gap comes after the block: it ends its list, its quotation or its notes."""
    if following is None:
        return True
    if block.kind is BlockKind.ITEM:
        return following.indent == 0 or following.kind is not BlockKind.ITEM
    return following.quote == 0


def _notes(blocks: Sequence[Block]) -> dict[str, tuple[Block, ...]]:
    """Each note's blocks by its names: the one with the marker and those that go on with it."""
    found: dict[str, tuple[Block, ...]] = {}
    names: tuple[str, ...] = ()
    for block in blocks:
        if block.kind is not BlockKind.NOTE:
            names = ()
        elif block.names:
            names = block.names
        for name in names:
            found[name] = (*found.get(name, ()), block)
    return found


def _image_format(name: str, size: QSize, alternative: str) -> QTextImageFormat:
    made = QTextImageFormat()
    made.setName(name)
    made.setWidth(size.width())
    made.setHeight(size.height())
    made.setMaximumWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    made.setProperty(QTextFormat.Property.ImageAltText, alternative)
    return made


def reads_leftwards(text: str) -> bool:
    """Whether the first letter with a direction is of a script that runs from right to left."""
    if _RIGHT_TO_LEFT.search(text) is None:
        return False
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((each in ("R", "AL") for each in directions if each in ("L", "R", "AL")), False)


def _stand_in(match: re.Match[str]) -> str:
    return "\u2028" if match[0] in _LINES else " " if match[0] == "\f" else "\ufffd"


def _broken(text: str, limit: int) -> Iterator[str]:
    """The text in parts; between two of them the line may end although there is no space."""
    start = 0
    if len(text) >= limit and max(map(len, text.split()), default=0) >= limit:
        for match in _unbroken(limit).finditer(text):
            for cut in range(match.start() + limit, match.end(), limit):
                while cut < match.end() and _joined(text, cut):
                    cut += 1
                if start < cut < match.end():
                    yield text[start:cut]
                    start = cut
    if start < len(text):
        yield text[start:]


def _joined(text: str, cut: int) -> bool:
    """Whether the letters on both sides of `cut` are drawn as one."""
    return unicodedata.category(text[cut])[0] in "MC" or text[cut - 1] == "\u200d" or text[cut] in "🏻🏼🏽🏾🏿"


@lru_cache(maxsize=64)
def _unbroken(limit: int) -> re.Pattern[str]:
    return re.compile(f"[^\\s{_SOFT_BREAK}{_SPACELESS}]{{{limit},}}")
