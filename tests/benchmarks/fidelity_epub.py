# SPDX-License-Identifier: MIT
"""How many books of the corpora are read, and whether their text is that of their chapters, letter for letter."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from rapidfuzz.distance import Indel

from companion.document.model import join_texts
from companion.document.roles import is_hidden, name_of, page_label
from companion.errors import ConversionError
from companion.importers.epub_package import Package
from companion.importers.reading import read
from companion.importers.zip_reader import BoundedZip
from tests.corpora import corpora

_UNSEEN = {"head", "script", "style", "title", "iframe", "object", "audio", "video", "canvas", "select", "button"}

_LEAST = 0.95  # what is less alike counts as 0, which spares most of the time


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one book: how like its chapters its text is, from 0 to 1, or why it was refused."""

    path: Path
    likeness: float
    reason: str = ""

    @property
    def is_broken(self) -> bool:
        """Whether the book is broken on purpose."""
        return self.path.stem.endswith(("-error", "-fatal"))


def results() -> list[Result]:
    """All books of the corpora, one by one."""
    return [_result(path) for path in sorted((corpora() / "epub").rglob("*.epub"))]


def measure() -> list[tuple[str, str, str, str, str]]:
    """Rows of a table: kind of book, books, imported, refused with a reason, mean likeness of the text."""
    found = results()
    rows = []
    for name, broken in (("valid books", False), ("broken books", True)):
        books = [each for each in found if each.is_broken is broken]
        likenesses = [each.likeness for each in books if not each.reason]
        mean = sum(likenesses) / (len(likenesses) or 1)
        rows.append((name, str(len(books)), str(len(likenesses)), str(len(books) - len(likenesses)), f"{mean:.5f}"))
    return rows


def _result(path: Path) -> Result:
    data = path.read_bytes()
    try:
        manuscript = read(data, path.name, "epub")
    except ConversionError as error:
        return Result(path, 0.0, error.message)
    ours = "".join("".join(join_texts(section.blocks).split()) for section in manuscript.sections)
    ours = ours.replace("\u2060", "")  # by which our text keeps the number of a note apart from the word before it
    return Result(path, Indel.normalized_similarity(ours, "".join(_chapters(data, path.name)), score_cutoff=_LEAST))


def _chapters(data: bytes, name: str) -> Iterator[str]:
    """The letters that the chapters hold, read by another way than ours."""
    package = Package(BoundedZip(data, name), name)
    chapters = [item for item in package.spine if item.is_text] or package.texts
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for item in chapters:
            tree = etree.fromstring(archive.read(item.path), etree.XMLParser(recover=True, no_network=True))
            yield "".join("".join(_letters(tree)).split())


def _letters(tree: etree._Element) -> Iterator[str]:
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if name_of(element) in _UNSEEN or is_hidden(element) or page_label(element) is not None:
                walk.skip_subtree()
            elif name_of(element) == "img":
                yield element.get("alt") or ""
            else:
                yield element.text or ""
        elif element is not tree:
            yield element.tail or ""


if __name__ == "__main__":
    for result in results():
        if result.likeness < 0.9999:
            print(f"{result.likeness:.4f} {result.path.name} {result.reason}")
    for row in measure():
        print("".join(cell.ljust(16) for cell in row))
