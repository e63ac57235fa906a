# SPDX-License-Identifier: MIT
"""How much of Word files' text is read rightly, beside bare mammoth.

Measure: the F1 of words (case-folded, as a multiset) against the expected Markdown of docling's own test files.
Run: python -m tests.benchmarks.fidelity_docx
"""

import html
import io
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import lxml.html
import mammoth

from companion.document.model import BlockKind, Manuscript, text_of
from companion.errors import ConversionError
from companion.importers.docx import read
from companion.importers.source import Source
from tests.corpora import corpora

GOAL = 0.955
_WORD = re.compile(r"\w+")
_MARKUP = re.compile(r"<!--.*?-->|<[^>]{1,80}>|\\[A-Za-z]+|[\\*`]")  # comments, tags and commands of TeX


def measure() -> list[tuple[str, str, str, str]]:
    """Rows of a table: what was measured, ours, mammoth's, the goal."""
    folder = corpora() / "docx"
    expected = sorted((folder / "docling" / "groundtruth").glob("*.docx.md"))
    pairs = [
        (source, expectation)
        for expectation in expected
        if (source := folder / "docling" / "sources" / expectation.stem).is_file()
    ]
    ours = [f1(words_of(manuscript_text(_read(source))), _expected(path)) for source, path in pairs]
    peers = [f1(words_of(_mammoth(source)), _expected(path)) for source, path in pairs]
    files = sorted(path for name in ("python-docx", "mammoth", "haystack") for path in (folder / name).glob("*.docx"))
    return [
        (f"DOCX, F1 of words, mean of {len(pairs)}", f"{_mean(ours):.3f}", f"{_mean(peers):.3f}", f"{GOAL}"),
        ("DOCX, F1 of words, median", f"{statistics.median(ours):.3f}", f"{statistics.median(peers):.3f}", ""),
        (f"DOCX, read of {len(files)} files", f"{_share(files, _read)}", f"{_share(files, _mammoth)}", "all"),
        ("DOCX, seconds for those files", f"{_seconds(files, _read):.2f}", f"{_seconds(files, _mammoth):.2f}", ""),
    ]


def manuscript_text(manuscript: Manuscript) -> str:
    """The text as a reader sees it: with the markers of lists, without comments on it."""
    blocks = [block for section in manuscript.sections for block in section.blocks]
    return "\n".join(
        f"{block.marker} {text_of(block)}"
        for block in blocks
        if not (block.kind is BlockKind.NOTE and text_of(block).startswith("Comment"))
    )


def words_of(text: str) -> Counter[str]:
    """The words of a text and how often each stands there."""
    return Counter(_WORD.findall(text.casefold()))


def f1(found: Counter[str], expected: Counter[str]) -> float:
    """The harmonic mean of precision and recall; 1 where both texts hold no word."""
    size = found.total() + expected.total()
    return 2 * (found & expected).total() / size if size else 1.0


def _expected(path: Path) -> Counter[str]:
    return words_of(_MARKUP.sub(" ", html.unescape(path.read_text(encoding="utf-8"))))


def _read(path: Path) -> Manuscript:
    return read(Source(path.read_bytes(), path.name))


def _mammoth(path: Path) -> str:
    without_images = mammoth.images.img_element(lambda _image: {})
    markup = mammoth.convert_to_html(io.BytesIO(path.read_bytes()), convert_image=without_images).value
    return "\n".join(lxml.html.fromstring(f"<div>{markup}</div>").itertext())


def _share(files: list[Path], reader: Callable[[Path], object]) -> int:
    count = 0
    for path in files:
        try:
            reader(path)
        except (ConversionError, KeyError, OSError):
            continue
        count += 1
    return count


def _seconds(files: list[Path], reader: Callable[[Path], object]) -> float:
    start = time.perf_counter()
    _share(files, reader)
    return time.perf_counter() - start


def _mean(values: list[float]) -> float:
    return statistics.fmean(values)


if __name__ == "__main__":
    for row in [("what", "ours", "mammoth", "goal"), *measure()]:
        print(f"{row[0]:36} {row[1]:>8} {row[2]:>8} {row[3]:>6}")
