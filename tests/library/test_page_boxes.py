# SPDX-License-Identifier: MIT
"""A range of a PDF file's text is found where it stands on the pages, as often as it is wanted."""

import unicodedata
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from companion.document.model import WORD_JOINER, PageBox, join_texts
from companion.errors import ConversionError, PasswordNeeded
from companion.importers import pdf as importer
from companion.importers.source import Source
from companion.library.library import Library
from companion.work import finish
from tests.corpora import corpora
from tests.importers.pdf_files import Extras, Words, lines, pdf

FIRST = [
    Words(72, 760, "A heading", 20),
    *lines("It is said that an inter-", "ceptor has to reach the", "missile in its mid-"),
]
SECOND = [*lines("course, and that another", "cannot do so."), Words(72, 600, "1. The last item.")]


def of(found: tuple[PageBox, ...]) -> list[tuple[int, int, int]]:
    """Page, left side and the line on which a box stands, in points."""
    return [(box.page, round(box.left), round(box.bottom)) for box in found]


@pytest.mark.parametrize("password", ["", "secret"])
def test_a_range_of_the_text_is_found_on_the_pages_of_the_original(
    library: Library, tmp_path: Path, password: str
) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf(FIRST, SECOND, extras=Extras(password=password)))
    (result,) = finish(library.shelf.import_paths([path], password=password))
    assert result.document is not None
    document = result.document.id
    text = library.shelf.text(document)

    def found(words: str) -> list[tuple[int, int, int]]:
        start = text.index(words)
        return of(finish(library.shelf.page_boxes(document, start, start + len(words), password)))

    assert found("A heading") == [(0, 72, 756)]
    assert found("interceptor") == [(0, 145, 698), (0, 72, 686)]  # on two lines
    assert found("midcourse") == [(0, 129, 674), (1, 72, 698)]  # on two pages
    assert found("The last item.") == [(1, 83, 598)]  # without its number
    assert len(found(text)) == 7  # a box for each line


def test_what_cannot_be_found_is_told(library: Library, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(pdf(FIRST, extras=Extras(password="secret")))
    (tmp_path / "note.md").write_text("# A note")
    (locked,) = finish(library.shelf.import_paths([tmp_path / "report.pdf"], password="secret"))
    (note,) = finish(library.shelf.import_paths([tmp_path / "note.md"]))
    assert locked.document is not None
    assert note.document is not None
    with pytest.raises(PasswordNeeded):
        finish(library.shelf.page_boxes(locked.document.id, 0, 9))
    assert finish(library.shelf.page_boxes(note.document.id, 0, 6)) == ()
    assert finish(library.shelf.page_boxes(locked.document.id, 10_000, 10_009, "secret")) == ()
    original = library.shelf.original(locked.document.id)
    assert original is not None
    original.unlink()
    with pytest.raises(ConversionError, match="The original is not in the library"):
        finish(library.shelf.page_boxes(locked.document.id, 0, 9))


def test_every_character_of_real_files_is_found_where_it_stands() -> None:
    characters = wrong = 0
    for file in sorted((corpora() / "pdf").rglob("*.pdf"))[::3]:
        source = Source(file.read_bytes(), file.name)
        try:
            manuscript = importer.read(source)
        except ConversionError:
            continue
        text = "\n".join(join_texts(section.blocks) for section in manuscript.sections)
        expected = [each for each in text if not each.isspace() and each != WORD_JOINER]
        found = _letters(source, len(text))
        assert len(found) == len(expected), file
        characters += len(found)
        wrong += sum(one not in other for one, other in zip(expected, found, strict=True))
    assert characters > 20_000
    assert wrong < characters / 2_000  # combining marks stand where their letter does


def _letters(source: Source, end: int) -> list[str]:
    """What PDFium says that stands at the places of all characters."""
    with pypdfium2.PdfDocument(source.data) as document:
        placed = importer._placed(document, importer._read_pages(document))
        pages: dict[int, pypdfium2.PdfTextPage] = {}
        found = []
        for page, number in importer._characters(placed, 0, end):
            if page not in pages:
                pages[page] = document[page].get_textpage()
            letter = chr(min(raw.FPDFText_GetUnicode(pages[page].raw, number), 0x10FFFF))
            found.append("-" if letter == "\x02" else letter + unicodedata.normalize("NFKC", letter))
    return found
