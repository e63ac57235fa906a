# SPDX-License-Identifier: MIT
"""The characters of a PDF page, each with its place, size, style and link; the only module that asks PDFium for them.

Places are in points, turned so that the text runs to the right: `left` and `right` along the line, `base` upwards.
The characters come in PDFium's order, which depends on nothing but the file: reading the page again gives the same
ones, so that a place on the page can be found for each code point whenever it is wanted.
"""

import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from companion.document.links import MAX_LENGTH, is_safe_link
from companion.document.model import PageBox

MAX_CHARACTERS = 200_000  # of one page
_MAX_LINKS = 2_000  # of one page
_GAP = 0.05  # of the type size; a space that PDFium guesses is believed where the gap is wider
_SURE_GAP = 0.2  # the same where it guesses so many that the font's widths must be wrong
_BOLD = 600  # PDFium's weight of a font
_FORCE_BOLD, _ITALIC = 1 << 18, 1 << 6  # flags of a font: ISO 32000, table 121
_HYPHEN = "\x02"  # what PDFium makes of a hyphen at the end of a line
_NAME = 128  # bytes of a font's name that are looked at


@dataclass(frozen=True, slots=True)
class Style:
    """How characters are set: their size in points, and whether they are bold or italic."""

    size: float
    bold: bool = False
    italic: bool = False


@dataclass(slots=True)
class Glyph:
    """A character where it stands. `angle` is how far its line is turned, in degrees; `spaced`, after a space.

    `number` is that by which PDFium knows it, for `boxes_of`.
    """

    text: str
    left: float
    right: float
    base: float
    style: Style
    angle: int = 0
    spaced: bool = False
    link: str | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class _Area:
    """A link's rectangle on the page."""

    left: float
    bottom: float
    right: float
    top: float
    link: str

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.bottom <= y <= self.top


@dataclass(frozen=True, slots=True)
class PageText:
    """The characters of a page, and how many others stand there that are no known letters."""

    glyphs: tuple[Glyph, ...]
    unknown: int = 0


def read_page(document: pypdfium2.PdfDocument, number: int) -> PageText:
    """The text of the page `number`, counted from 0. Raises PdfiumError where it is damaged."""
    page = document[number]
    try:
        text = page.get_textpage()
        try:
            return _Reader(document, page, text).read()
        finally:
            text.close()
    finally:
        page.close()


def boxes_of(document: pypdfium2.PdfDocument, page: int, numbers: Sequence[int]) -> list[PageBox]:
    """Where the characters of these numbers stand on a page; those of one line that touch become one box."""
    boxes: list[PageBox] = []
    opened = document[page]
    text = opened.get_textpage()
    try:
        for number in numbers:
            left, bottom, right, top = text.get_charbox(number, loose=True)
            box = PageBox(page, left, bottom, right, top)
            if boxes and _touch(boxes[-1], box):
                box = _joined(boxes.pop(), box)
            boxes.append(box)
    finally:
        text.close()
        opened.close()
    return boxes


def _touch(one: PageBox, other: PageBox) -> bool:
    """Whether two boxes stand next to each other on one line, with no more than a space between them."""
    height = max(one.top - one.bottom, other.top - other.bottom)
    level = min(one.top, other.top) - max(one.bottom, other.bottom)
    apart = max(other.left - one.right, one.left - other.right)
    return level > 0.5 * min(one.top - one.bottom, other.top - other.bottom) and apart < 0.6 * height


def _joined(one: PageBox, other: PageBox) -> PageBox:
    sides = (
        min(one.left, other.left),
        min(one.bottom, other.bottom),
        max(one.right, other.right),
        max(one.top, other.top),
    )
    return PageBox(one.page, *sides)


class _Reader:
    """Reads one page, character by character. PDFium is asked for the style once for each piece of text."""

    def __init__(self, document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> None:
        self._text = text.raw
        self._count = min(text.count_chars(), MAX_CHARACTERS)
        self._areas = tuple(_areas(document.raw, page.raw))
        self._web = dict(_web_links(self._text))
        self._object: int | None = 0
        self._style = Style(0.0)
        self._angle = 0
        self._turn = (1.0, 0.0)
        self._box = tuple(ctypes.c_double() for _ in range(4))
        self._origin = (ctypes.c_double(), ctypes.c_double())

    def read(self) -> PageText:
        """All characters but white space, which becomes the `spaced` of the next."""
        glyphs: list[Glyph] = []
        guesses: list[int] = []  # characters before which PDFium guesses a space
        spaced = guessed = False
        unknown = 0
        for index, character in self._characters():
            if character.isspace():
                generated = raw.FPDFText_IsGenerated(self._text, index) == 1
                guessed, spaced = guessed or generated, spaced or not generated
                continue
            glyph = self._glyph(index, "-" if character == _HYPHEN else character)
            if glyph is None or glyph.text < " ":
                unknown += glyph is not None
                continue
            if guessed and not spaced:
                guesses.append(len(glyphs))
            glyph.spaced = spaced
            glyphs.append(glyph)
            spaced = guessed = False
        narrowest = _GAP if len(guesses) * 3 < len(glyphs) else _SURE_GAP
        for number in guesses:
            if number:
                glyphs[number].spaced = _apart(glyphs[number - 1], glyphs[number], narrowest)
        return PageText(tuple(glyphs), unknown)

    def _characters(self) -> Iterator[tuple[int, str]]:
        """The characters with their numbers; one of two halves has that of the second."""
        high = ""
        for index in range(self._count):
            character = chr(min(raw.FPDFText_GetUnicode(self._text, index), 0x10FFFF))
            if "\ud800" <= character <= "\udbff":
                high = character
                continue
            if "\udc00" <= character <= "\udfff":
                character = (high + character).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            high = ""
            yield index, character

    def _glyph(self, index: int, character: str) -> Glyph | None:
        left, right, bottom, top = self._box
        x, y = self._origin
        if not raw.FPDFText_GetCharBox(self._text, index, left, right, bottom, top):
            return None
        if not raw.FPDFText_GetCharOrigin(self._text, index, x, y):
            return None
        x0, y0, x1, y1, base = left.value, bottom.value, right.value, top.value, y.value
        if not math.isfinite(x0 + y0 + x1 + y1 + base + x.value):
            return None
        self._note_style(index, max(y1 - y0, x1 - x0))
        link = self._web.get(index) or self._link_at((x0 + x1) / 2, (y0 + y1) / 2)
        if self._angle:
            cosine, sine = self._turn
            along = [across * cosine + up * sine for across in (x0, x1) for up in (y0, y1)]
            x0, x1, base = min(along), max(along), base * cosine - x.value * sine
        return Glyph(character, x0, x1, base, self._style, self._angle, link=link, number=index)

    def _note_style(self, index: int, extent: float) -> None:
        pointer = raw.FPDFText_GetTextObject(self._text, index)
        address = ctypes.addressof(pointer.contents) if pointer else None
        if address == self._object:
            return
        self._object = address
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self._text, index, matrix)
        nominal = raw.FPDFText_GetFontSize(self._text, index)
        size = abs(nominal) * math.hypot(matrix.c, matrix.d)
        if not 0.3 * extent < size < 1_000:  # such as that of a font drawn in the file itself
            size = extent
        turned = math.degrees(math.atan2(matrix.b, matrix.a)) + (180 if nominal < 0 else 0)
        self._angle = round(turned) % 360 if math.isfinite(turned) else 0
        self._turn = math.cos(math.radians(self._angle)), math.sin(math.radians(self._angle))
        flags = ctypes.c_int()
        name = ctypes.create_string_buffer(_NAME)
        raw.FPDFText_GetFontInfo(self._text, index, name, _NAME, flags)
        heavy = raw.FPDFText_GetFontWeight(self._text, index) >= _BOLD or b"bold" in name.value.lower()
        slanted = bool(flags.value & _ITALIC) or b"italic" in name.value.lower() or b"oblique" in name.value.lower()
        self._style = Style(round(size, 1), heavy or bool(flags.value & _FORCE_BOLD), slanted)

    def _link_at(self, x: float, y: float) -> str | None:
        if not self._areas:
            return None
        return next((area.link for area in self._areas if area.holds(x, y)), None)


def _apart(before: Glyph, after: Glyph, narrowest: float) -> bool:
    gap = max(after.left - before.right, before.left - after.right)
    return gap > narrowest * max(before.style.size, after.style.size)


def _areas(document: raw.FPDF_DOCUMENT, page: raw.FPDF_PAGE) -> Iterator[_Area]:
    """Where the page links to the web, or to a page of the same file."""
    position, link, box = ctypes.c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
    for _ in range(_MAX_LINKS):
        if not raw.FPDFLink_Enumerate(page, position, link):
            return
        address = _address(document, link) or _page_in_file(document, link)
        if address and raw.FPDFLink_GetAnnotRect(link, box):
            across, up = sorted((box.left, box.right)), sorted((box.bottom, box.top))
            yield _Area(across[0], up[0], across[1], up[1], address)


def _address(document: raw.FPDF_DOCUMENT, link: raw.FPDF_LINK) -> str:
    """The address on the web to which a link leads, or ""."""
    action = raw.FPDFLink_GetAction(link)
    if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
        return ""
    buffer = ctypes.create_string_buffer(MAX_LENGTH + 1)
    length = raw.FPDFAction_GetURIPath(document, action, buffer, len(buffer))
    address = buffer.value.decode("utf-8", "replace").strip() if length <= len(buffer) else ""
    return address if _leads_out(address) else ""


def _page_in_file(document: raw.FPDF_DOCUMENT, link: raw.FPDF_LINK) -> str:
    """The name of the page to which a link leads, or ""."""
    target = raw.FPDFLink_GetDest(document, link)
    number = raw.FPDFDest_GetDestPageIndex(document, target) if target else -1
    return f"#page-{number + 1}" if 0 <= number < raw.FPDF_GetPageCount(document) else ""


def _web_links(text: raw.FPDF_TEXTPAGE) -> Iterator[tuple[int, str]]:
    """The characters that spell an address, with it."""
    links = raw.FPDFLink_LoadWebLinks(text)
    start, count = ctypes.c_int(), ctypes.c_int()
    for number in range(min(raw.FPDFLink_CountWebLinks(links), _MAX_LINKS)):
        length = raw.FPDFLink_GetURL(links, number, None, 0)
        if not 1 < length <= MAX_LENGTH or not raw.FPDFLink_GetTextRange(links, number, start, count):
            continue
        buffer = (ctypes.c_ushort * length)()
        raw.FPDFLink_GetURL(links, number, buffer, length)
        address = bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")
        if _leads_out(address):
            yield from ((index, address) for index in range(start.value, start.value + min(count.value, MAX_LENGTH)))
    raw.FPDFLink_CloseWebLinks(links)


def _leads_out(address: str) -> bool:
    return not address.startswith("#") and is_safe_link(address)
