# SPDX-License-Identifier: MIT
"""Markdown: the blocks of the reference outputs (kind, depth and words), and none of their words lost."""

import json
import re
from collections.abc import Iterator

from companion.document.blocks import blocks_from_html, parse_html
from companion.document.model import Block, BlockKind, text_of
from companion.errors import ConversionError
from companion.importers.reading import read
from tests.corpora import corpora

_Outline = list[tuple[BlockKind, int, int, str]]
_WORD = re.compile(r"\w+")


def examples() -> Iterator[tuple[str, str, str]]:
    """Texts with what their own tests expect of them as HTML, and whose they are."""
    spec = corpora() / "md" / "markdown-it-py" / "test_cmark_spec" / "commonmark.json"
    for example in json.loads(spec.read_text(encoding="utf-8")):
        yield "CommonMark", example["markdown"], example["html"]
    for path in sorted((corpora() / "md" / "python-markdown-tests").rglob("*.txt")):
        for suffix in (".html", ".xhtml"):
            if (expected := path.with_suffix(suffix)).is_file():
                yield "Python-Markdown", path.read_text(encoding="utf-8"), expected.read_text(encoding="utf-8")


def measure() -> list[tuple[str, str, str, str]]:
    """Rows of a table: whose examples, how many, the share with the same blocks, the share with all words in order."""
    counts: dict[str, list[int]] = {}
    for whose, text, expected in examples():
        count = counts.setdefault(whose, [0, 0, 0])
        wanted, found = _blocks_of(expected), _read(text)
        count[0] += 1
        count[1] += _outline(found) == _outline(wanted)
        count[2] += _is_part(_words(wanted), _words(found))
    return [
        (whose, str(count), f"{alike / count:.3f}", f"{whole / count:.3f}")
        for whose, (count, alike, whole) in counts.items()
    ]


def _read(text: str) -> list[Block]:
    try:
        return [block for section in read(text.encode(), "a.md", "markdown").sections for block in section.blocks]
    except ConversionError:  # there is nothing in it
        return []


def _blocks_of(html: str) -> list[Block]:
    return list(blocks_from_html(parse_html(html)).blocks)


def _outline(blocks: list[Block]) -> _Outline:
    return [(block.kind, block.indent, block.quote, " ".join(text_of(block).split())) for block in blocks]


def _words(blocks: list[Block]) -> list[str]:
    return _WORD.findall("\n".join(map(text_of, blocks)))


def _is_part(some: list[str], of: list[str]) -> bool:
    """Whether the words stand among the others, in their order."""
    rest = iter(of)
    return all(word in rest for word in some)


if __name__ == "__main__":
    for row in [("examples", "count", "same blocks", "all words"), *measure()]:
        print("".join(cell.ljust(18) for cell in row))
