# SPDX-License-Identifier: MIT
"""Real PDF files: each that PDFium opens and that holds text is read, and nearly all of its text is found."""

from statistics import mean, median

import pypdfium2

from companion.errors import ConversionError
from companion.importers.reading import read
from tests.benchmarks.fidelity import SHORT, expected_pdf_texts, pdf_by_us, similarity
from tests.corpora import corpora


def test_the_expected_text_is_found() -> None:
    scores = [similarity(pdf_by_us(file), text) for file, text in expected_pdf_texts() if len(text) >= SHORT]
    assert median(scores) >= 0.99
    assert mean(scores) >= 0.95


def test_every_file_with_text_is_read_with_all_its_pages() -> None:
    read_files = 0
    for file in sorted((corpora() / "pdf").rglob("*.pdf")):
        try:
            pages = read(file.read_bytes(), file.name, "pdf").pages
        except ConversionError:
            assert not _holds_text(file.read_bytes()), file
        else:
            assert pages == len(pypdfium2.PdfDocument(file.read_bytes()))
            read_files += 1
    assert read_files >= 145


def _holds_text(data: bytes) -> bool:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return False
    return any(page.get_textpage().get_text_range().strip() for page in document)
