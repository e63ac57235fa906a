# SPDX-License-Identifier: MIT
"""PDF to a manuscript: the text of its pages in the order of reading, as paragraphs, lists and headings.

What is printed on every page leaves the text; the page's number becomes the label of its blocks. PDFium reads the
file, and may do so on one thread of a process only.
"""

import codecs
import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import pypdfium2
from pypdfium2 import raw

from companion.document.clean import clean
from companion.document.model import WORD_JOINER, Block, BlockKind, Manuscript, Metadata, PageBox, positions, text_of
from companion.errors import ConversionError, PasswordNeeded
from companion.importers.pdf_blocks import blocks_of
from companion.importers.pdf_furniture import page_labels, without_furniture
from companion.importers.pdf_glyphs import MAX_CHARACTERS, boxes_of, read_page
from companion.importers.pdf_headings import MAX_ENTRIES, Entry, Headings
from companion.importers.pdf_lines import Line, lines_of
from companion.importers.pdf_pieces import Placed
from companion.importers.sections import cut_sections
from companion.importers.source import Source

MAX_PAGES = 20_000
MAX_TEXT = 40_000_000  # characters of a whole file
MAX_BOXED = 20_000  # characters of one page for which boxes are asked at once
_DATE = re.compile(r"(?:D:)?\s*(\d{4})(?:-?(0[1-9]|1[0-2])(?:-?(0[1-9]|[12]\d|3[01]))?)?")
_NO_TITLE = re.compile(r"(?:untitled|microsoft word - |.*\.(?:docx?|pdf|tex|dvi|indd|qxd|pptx?|odt|rtf|wpd)$)", re.I)
_AUTHORS = re.compile(r"\s*;\s*|\s+and\s+|\s*&\s*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")

for _codec in ("utf-16", "utf-16-le"):  # needed later, when this process may not open a file any more
    codecs.lookup(_codec)


@dataclass(slots=True)
class _Pages:
    """What was read of the pages: their lines, and the numbers of those that hold nothing or could not be read."""

    lines: list[tuple[Line, ...]] = field(default_factory=list)
    empty: int = 0
    broken: int = 0
    unknown: int = 0  # pages most of whose characters are no known letters
    cut: bool = False


def read(source: Source) -> Manuscript:
    """The text of a PDF file. Raises ConversionError where it is damaged or holds only pictures."""
    with _open(source) as document:
        pages = _read_pages(document)
        count = len(document)
        if not any(pages.lines):
            raise ConversionError(_without_text(source.name, count, pages))
        blocks = tuple(placed.block for placed in _placed(document, pages))
        metadata = _metadata(document, blocks)
    return Manuscript(
        format="pdf",
        metadata=metadata,
        sections=cut_sections(blocks, metadata.title),
        pages=count,
        warnings=tuple(_warnings(pages, count)),
    )


def boxes(source: Source, start: int, end: int) -> tuple[PageBox, ...]:
    """Where the code points from `start` to `end` of the text that `read` makes stand on the pages of the file.

    The file is read again, in the same way. Characters of one line that touch become one box.
    """
    with _open(source) as document:
        placed = _placed(document, _read_pages(document))
        numbers: dict[int, list[int]] = {}
        for page, number in _characters(placed, start, end):
            numbers.setdefault(page, []).append(number)
        return tuple(box for page in numbers for box in boxes_of(document, page, numbers[page][:MAX_BOXED]))


def _characters(placed: Sequence[Placed], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pages and numbers of the characters that a range of the text comes from."""
    named = [replace(each.block, names=(*each.block.names, str(number))) for number, each in enumerate(placed)]
    letters: Iterator[tuple[int, int]] = iter(())
    for block, offset in positions(cut_sections(named, "")):
        if block.names:  # else it is the further part of a block that was too long for a section
            letters = _letters(placed[int(block.names[-1])])
        text = text_of(block)
        for place, character in enumerate(text, offset):
            if character.isspace() or character == WORD_JOINER:
                continue
            letter = next(letters, None)
            if letter is not None and start <= place < end:
                yield letter


def _letters(placed: Placed) -> Iterator[tuple[int, int]]:
    for piece in placed.pieces:
        for number in piece.line.numbers[piece.start : piece.stop]:
            yield piece.page, number


def _placed(document: pypdfium2.PdfDocument, pages: _Pages) -> tuple[Placed, ...]:
    sheets = without_furniture(pages.lines)
    labels = _labels(document, len(sheets)) or page_labels(sheets)
    lines = [sheet.lines for sheet in sheets]
    headings = Headings((line for page in lines for line in page), tuple(_outline(document)))
    return blocks_of(lines, labels, headings)


def _open(source: Source) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(source.data, source.password or None)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            trouble = "does not open with this password" if source.password else "is locked with a password"
            raise PasswordNeeded(f"{source.name} {trouble}. Import it with the password that opens it.") from error
        if error.err_code == raw.FPDF_ERR_SECURITY:
            raise ConversionError(
                f"{source.name} is protected in a way that cannot be read. Save a copy without protection, "
                "then import that."
            ) from error
        raise ConversionError(
            f"{source.name} is damaged, or no PDF file. Open it in a PDF viewer and save it again, then import that."
        ) from error


def _read_pages(document: pypdfium2.PdfDocument) -> _Pages:
    pages = _Pages()
    left = MAX_TEXT
    for number in range(min(len(document), MAX_PAGES)):
        try:
            page = read_page(document, number)
        except pypdfium2.PdfiumError:
            pages.broken += 1
            pages.lines.append(())
            continue
        left -= len(page.glyphs)
        if left < 0:
            break
        lines = lines_of(page.glyphs)
        pages.lines.append(lines)
        pages.empty += not lines
        pages.unknown += page.unknown > len(page.glyphs)
        pages.cut = pages.cut or len(page.glyphs) + page.unknown >= MAX_CHARACTERS
    pages.cut = pages.cut or len(pages.lines) < len(document)
    return pages


def _without_text(name: str, count: int, pages: _Pages) -> str:
    if pages.broken == count:
        return f"{name} has no page that can be read. Open it in a PDF viewer and save it again, then import that."
    if pages.unknown:
        return f"{name} does not say which letters it shows. Run an OCR program on it, then import that."
    where = "on its only page" if count == 1 else f"on any of its {count} pages"
    return f"{name} has no text {where}. Where it shows pictures of text, run an OCR program on it, then import that."


def _warnings(pages: _Pages, count: int) -> Iterator[str]:
    if pages.empty:
        yield f"{pages.empty} of {count} pages {'has' if pages.empty == 1 else 'have'} no text."
    if pages.broken:
        yield f"{pages.broken} of {count} pages could not be read."
    if pages.unknown:
        yield f"{pages.unknown} of {count} pages hold characters that are no known letters."
    if pages.cut:
        yield "The file is too large to be read as a whole; some of its text is missing."


def _labels(document: pypdfium2.PdfDocument, count: int) -> tuple[str, ...]:
    """What the file calls its pages, where it says so."""
    labels = tuple(clean(document.get_page_label(number)).strip()[:40] for number in range(count))
    counted = tuple(str(number) for number in range(1, count + 1))
    return labels if all(labels) and labels != counted else ()


def _outline(document: pypdfium2.PdfDocument) -> Iterator[Entry]:
    for number, bookmark in enumerate(document.get_toc()):
        if number >= MAX_ENTRIES:
            return
        target = bookmark.get_dest()
        page = target.get_index() if target is not None else None
        if page is not None:
            yield Entry(bookmark.get_title(), page, bookmark.level + 1)


def _metadata(document: pypdfium2.PdfDocument, blocks: tuple[Block, ...]) -> Metadata:
    known = {name: " ".join(clean(value).split()) for name, value in document.get_metadata_dict().items()}
    title = known.get("Title", "")
    if _NO_TITLE.match(title):
        title = ""
    if not title and blocks and blocks[0].kind is BlockKind.HEADING:
        title = " ".join(text_of(blocks[0]).split())
    authors = (name.strip(" ,") for name in _AUTHORS.split(known.get("Author", "")))
    date = _DATE.match(known.get("CreationDate", ""))
    return Metadata(
        title=title,
        authors=tuple(name for name in authors if name),
        date="-".join(part for part in date.groups() if part) if date else "",
        language=_language(document),
        description=known.get("Subject", ""),
    )


def _language(document: pypdfium2.PdfDocument) -> str:
    length = raw.FPDFCatalog_GetLanguage(document.raw, None, 0)
    if not 2 < length <= 200:
        return ""
    buffer = (ctypes.c_ushort * (length // 2))()
    raw.FPDFCatalog_GetLanguage(document.raw, buffer, length)
    language = bytes(buffer).decode("utf-16-le", "replace").rstrip("\0").strip()
    return language if _LANGUAGE.fullmatch(language) else ""
