# SPDX-License-Identifier: MIT
"""Measure how much of a file's text the importers keep, beside other programs: `python -m tests.benchmarks.fidelity`.

A part measures one format and yields the lines of its table. Give the names of parts to measure only those.
"""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from statistics import mean, median

import pypdfium2
from rapidfuzz.distance import Indel

from companion.document.model import Manuscript, text_of
from companion.errors import ConversionError
from companion.importers.reading import read
from tests.benchmarks import fidelity_docx, fidelity_encodings, fidelity_epub, fidelity_html, fidelity_markdown
from tests.corpora import corpora

SHORT = 50  # characters; in a shorter text one of them weighs more than it tells


def text(manuscript: Manuscript) -> str:
    """What a reader sees of a manuscript: its text, with what stands before items."""
    return "\n".join(f"{block.marker} {text_of(block)}" for section in manuscript.sections for block in section.blocks)


def similarity(found: str, expected: str) -> float:
    """Normalised Indel similarity of two texts, 0 to 1, white space counting as one space."""
    return Indel.normalized_similarity(" ".join(found.split()), " ".join(expected.split()))


def pdf_by_us(file: Path) -> str:
    """The text that our importer finds."""
    try:
        return text(read(file.read_bytes(), file.name, "pdf"))
    except ConversionError:
        return ""


def _plain_pdfium(file: Path) -> str:
    with pypdfium2.PdfDocument(file) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def _pdftotext(file: Path) -> str:
    found = subprocess.run(["pdftotext", "-enc", "UTF-8", file, "-"], capture_output=True, check=False)
    return found.stdout.decode(errors="replace")


def pdf_text() -> Iterator[str]:
    """PDF: similarity to the text that PDFBox's tests expect. Bars: 0.99 median, 0.95 mean."""
    readers: dict[str, Callable[[Path], str]] = {"companion": pdf_by_us, "pypdfium2": _plain_pdfium}
    if shutil.which("pdftotext"):
        readers["pdftotext"] = _pdftotext
    texts = expected_pdf_texts()
    scores: dict[str, list[float]] = {name: [] for name in readers}
    yield "  ".join([*(f"{name:>9}" for name in readers), "file"])
    for file, expected in texts:
        for name, reader in readers.items():
            scores[name].append(similarity(reader(file), expected))
        yield "  ".join([*(f"{values[-1]:9.3f}" for values in scores.values()), file.name])
    long = [number for number, (_, expected) in enumerate(texts) if len(expected) >= SHORT]
    for chosen, kind in ((long, f"files of {SHORT} characters and more"), (range(len(texts)), "files")):
        for title, figure in (("median", median), ("mean", mean)):
            figures = (figure([values[number] for number in chosen]) for values in scores.values())
            yield "  ".join([*(f"{value:9.3f}" for value in figures), f"{title} of {len(chosen)} {kind}"])


def expected_pdf_texts() -> list[tuple[Path, str]]:
    """The files whose text PDFBox's tests expect, with that text."""
    texts: list[tuple[Path, str]] = []
    for file in sorted((corpora() / "pdf" / "pdfbox").rglob("*.pdf")):
        expected = file.with_name(f"{file.name}.txt")
        if expected.exists():
            texts.append((file, " ".join(expected.read_text(encoding="utf-8-sig", errors="replace").split())))
    return texts


def pdf_import() -> Iterator[str]:
    """PDF: every file that PDFium opens and that holds text is imported, with the right number of pages."""
    files = sorted((corpora() / "pdf").rglob("*.pdf"))
    imported = opened = 0
    for file in files:
        try:
            with pypdfium2.PdfDocument(file) as document:
                pages = len(document)
            holds_text = bool(_plain_pdfium(file).strip())
        except pypdfium2.PdfiumError:
            continue
        if not holds_text:
            continue
        opened += 1
        try:
            manuscript = read(file.read_bytes(), file.name, "pdf")
        except ConversionError as error:
            yield f"not imported: {error.message}"
            continue
        imported += manuscript.pages == pages
    yield f"{imported} of {opened} files with text imported, all pages counted; {len(files)} files in all"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for row in (head, *rows):
        yield "  ".join([f"{row[0]:36}", *(f"{cell:>14}" for cell in row[1:])])


def html() -> Iterator[str]:
    """HTML: F1 of words against the articles that readability's tests expect. Bar: 0.975 mean."""
    yield from _table(("reader", "pages", "mean", "median", "least"), fidelity_html.measure())


def docx() -> Iterator[str]:
    """Word: F1 of words against docling's expected Markdown. Bars: 0.955 mean, every file read."""
    yield from _table(("what", "companion", "mammoth", "bar"), fidelity_docx.measure())


def epub() -> Iterator[str]:
    """EPUB: every valid book is read, every broken one read or refused; likeness of the text to the chapters' own."""
    yield from _table(("books", "count", "read", "refused", "likeness"), fidelity_epub.measure())


def markdown() -> Iterator[str]:
    """Markdown: examples of which the blocks are the same as in the expected HTML, and of which no word is lost."""
    yield from _table(("whose examples", "count", "same blocks", "all words"), fidelity_markdown.measure())


def encodings() -> Iterator[str]:
    """Encodings: files that are read right, letter for letter. Bar: 95 %, and none wrong without a warning."""
    yield from _table(("reader", "files", "right", "silently wrong"), fidelity_encodings.measure())


def hostile() -> Iterator[str]:
    """Hostile files: each is read or refused within its limits, and nothing leaks."""
    command = [sys.executable, "-m", "tests.hostile"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    yield from (found.stdout + found.stderr).splitlines()


PARTS: dict[str, Callable[[], Iterator[str]]] = {
    "pdf-text": pdf_text,
    "pdf-import": pdf_import,
    "html": html,
    "docx": docx,
    "epub": epub,
    "markdown": markdown,
    "encodings": encodings,
    "hostile": hostile,
}


def main() -> None:
    """Print the tables of the parts that are named, or of all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    names = parser.parse_args().parts
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        parser.error(f"there is no part {unknown[0]}; there are {', '.join(PARTS)}")
    for name in names or PARTS:
        print(f"\n{PARTS[name].__doc__}")
        for line in PARTS[name]():
            print(line, flush=True)


if __name__ == "__main__":
    main()
