# SPDX-License-Identifier: MIT
"""A stretch of a section for the clipboard: as plain text, and as the simplest HTML, both made from the blocks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape

from companion.document.model import WORD_JOINER, Block, BlockKind, Cell, Mark, Run, Section, positions, text_of

_TAGS = {
    Mark.STRONG: "strong",
    Mark.EMPHASIS: "em",
    Mark.CODE: "code",
    Mark.SUPERSCRIPT: "sup",
    Mark.SUBSCRIPT: "sub",
    Mark.STRUCK: "s",
    Mark.UNDERLINE: "u",
    Mark.HIGHLIGHT: "mark",
    Mark.SMALL: "small",
}

_WEB = ("http://", "https://", "mailto:")


def plain_text(section: Section, start: int, end: int) -> str:
    """The text from `start` to `end`: the characters of the document, a table's cells with tabs between them.

    What only keeps a note's number apart from its word is left out.
    """
    parts = []
    for block, first in _blocks(section, start, end):
        if block.kind is BlockKind.TABLE:
            rows = _rows(block, first, start, end)
            parts.append("\n".join("\t".join(_joined(cell.runs) for cell in row) for row in rows))
        else:
            parts.append(text_of(block)[max(start - first, 0) : end - first])
    return "\n".join(parts).replace(WORD_JOINER, "")


def html_text(section: Section, start: int, end: int) -> str:
    """The text from `start` to `end` with its headings, emphasis, tables and links to the web."""
    parts = []
    for block, first in _blocks(section, start, end):
        if block.kind is BlockKind.TABLE:
            rows = _rows(block, first, start, end)
            parts.append(f"<table>{''.join(f'<tr>{_cells(row)}</tr>' for row in rows)}</table>")
        else:
            text = markup(_cut(block.runs, start - first, end - first))
            if text or (block.kind is BlockKind.RULE and start <= first < end):
                parts.append(_tagged(block, text))
    return "".join(parts)


def markup(runs: Sequence[Run], *, inner_links: bool = False) -> str:
    """Runs as HTML, with links to the web and, where asked for, to places of the same document."""
    parts = []
    for run in runs:
        text = escape(run.text)
        for mark in sorted(run.marks):
            text = f"<{_TAGS[mark]}>{text}</{_TAGS[mark]}>"
        if run.link is not None and run.link.startswith((*_WEB, "#") if inner_links else _WEB):
            text = f'<a href="{escape(run.link)}">{text}</a>'
        parts.append(text)
    return "".join(parts)


def _blocks(section: Section, start: int, end: int) -> Iterator[tuple[Block, int]]:
    """The blocks that the range touches, be it only at the newline between two of them."""
    for block, first in positions((section,)):
        if first > end:
            return
        if first + len(text_of(block)) >= start:
            yield block, first


def _rows(block: Block, first: int, start: int, end: int) -> list[list[Cell]]:
    """The rows that the range touches, cut to it."""
    rows = []
    for row in block.rows:
        cells = []
        for cell in row:
            length = len(_joined(cell.runs))
            if first <= end and first + length >= start:
                cells.append(replace(cell, runs=tuple(_cut(cell.runs, start - first, end - first))))
            first += length + 1
        if cells:
            rows.append(cells)
    return rows


def _cut(runs: Sequence[Run], start: int, end: int) -> list[Run]:
    """The runs from `start` to `end`, counted from the first run."""
    found = []
    for run in runs:
        length = len(run.text)
        if start < length and end > 0:
            found.append(replace(run, text=run.text[max(start, 0) : end]))
        start, end = start - length, end - length
    return found


def _joined(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)


def _cells(row: Sequence[Cell]) -> str:
    tags = (("th" if cell.header else "td", markup(cell.runs)) for cell in row)
    return "".join(f"<{tag}>{text}</{tag}>" for tag, text in tags)


def _tagged(block: Block, text: str) -> str:
    if block.kind is BlockKind.HEADING:
        level = min(max(block.level, 1), 6)
        return f"<h{level}>{text}</h{level}>"
    if block.kind is BlockKind.CODE:
        return f"<pre>{text}</pre>"
    if block.kind is BlockKind.QUOTE:
        return f"<blockquote>{text}</blockquote>"
    if block.kind is BlockKind.RULE:
        return "<hr>"
    if block.kind in (BlockKind.ITEM, BlockKind.NOTE):
        return f"<p>{escape(block.marker)} {text}</p>"
    return f"<p>{text}</p>"
