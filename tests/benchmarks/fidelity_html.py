# SPDX-License-Identifier: MIT
"""How much of a web page's article is found, and how little else: the words against those of readability's corpus."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median

from readability import Document

from companion.document.blocks import blocks_from_html, parse_html
from companion.document.model import join_texts
from companion.importers import html
from companion.importers.source import Source
from tests.corpora import corpora


@dataclass(frozen=True, slots=True)
class Scores:
    """Token F1 over the pages, from 0 to 1."""

    mean: float
    median: float
    least: float
    pages: int


def scores() -> tuple[Scores, Scores]:
    """Our scores, and those of readability-lxml by itself in the same run."""
    folders = sorted(folder for folder in (corpora() / "html" / "readability").iterdir() if folder.is_dir())
    ours, peers = zip(*map(_scores_of, folders), strict=True)
    return _summed(ours), _summed(peers)


def measure() -> list[tuple[str, str, str, str, str]]:
    """Rows of a table: reader, pages, mean, median and least token F1."""
    names = ("Reading Companion", "readability-lxml")
    return [
        (name, str(each.pages), f"{each.mean:.4f}", f"{each.median:.4f}", f"{each.least:.4f}")
        for name, each in zip(names, scores(), strict=True)
    ]


def _scores_of(folder: Path) -> tuple[float, float]:
    data = (folder / "source.html").read_bytes()
    expected = _words(_text((folder / "expected.html").read_bytes().decode()))
    manuscript = html.read(Source(data, "source.html"))
    ours = "\n".join(join_texts(section.blocks) for section in manuscript.sections)
    return _f1(_words(ours), expected), _f1(_words(_text(Document(data.decode()).summary())), expected)


def _text(markup: str) -> str:
    return join_texts(blocks_from_html(parse_html(markup)).blocks)


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))


def _f1(found: Counter[str], expected: Counter[str]) -> float:
    return 2 * (found & expected).total() / ((found.total() + expected.total()) or 1)


def _summed(values: tuple[float, ...]) -> Scores:
    return Scores(fmean(values), median(values), min(values), len(values))


if __name__ == "__main__":
    for row in measure():
        print("".join(cell.ljust(22) for cell in row))
