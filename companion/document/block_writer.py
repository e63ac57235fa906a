# SPDX-License-Identifier: MIT
"""Blocks while they are written: what stands around a text, and what it becomes."""

import re
from dataclasses import dataclass, field, replace

from companion.document.limits import MAX_DEPTH
from companion.document.markers import ListMarkers
from companion.document.model import Block, BlockKind, Run
from companion.document.runs import RunBuffer, without_front
from companion.document.tables import TableBuilder


@dataclass(slots=True)
class Item:
    """A list's item or a note. Its first block carries the marker; `started` once that block is written.

    `label` is the text by which a note was called; where the note repeats it at its beginning, it goes.
    """

    kind: BlockKind
    marker: str
    label: str = ""
    started: bool = False


@dataclass(slots=True)
class Figure:
    """The images of a figure, each with its alternative text, and its caption."""

    images: list[tuple[str, str]] = field(default_factory=list)
    caption: RunBuffer = field(default_factory=RunBuffer)


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a block at one place of a tree.

    `kind` is what a block of this text is, CODE inside `pre`. Text goes into `sink`; where `inline` is true,
    that is a cell or a caption, in which a new block is only a new line. `notes` is true in a list of notes.
    """

    sink: RunBuffer
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    indent: int = 0
    quote: int = 0
    language: str = ""
    markers: ListMarkers | None = None
    item: Item | None = None
    table: TableBuilder | None = None
    figure: Figure | None = None
    header: bool = False
    inline: bool = False
    notes: bool = False


class BlockWriter:
    """The blocks so far, and the names and the page label that the next one takes."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.page = ""
        self._names: dict[str, None] = {}

    def add_name(self, name: str) -> None:
        """Let links find the next block by `name`."""
        self._names[name] = None

    def flush(self, context: Context) -> None:
        """Make a block of what the context's buffer holds, if it holds anything."""
        sink = context.sink
        if sink.at_start:
            return
        runs = sink.take_verbatim() if context.kind is BlockKind.CODE else sink.take()
        if runs and all(run.image is not None or not run.text.strip() for run in runs):
            for run in runs:
                if run.image is not None:
                    self.figure(context, run.image, _plain(run.text))
        elif runs:
            self._text(context, runs)

    def rule(self, context: Context) -> None:
        """Write a horizontal line."""
        self._write(context, Block(BlockKind.RULE))

    def figure(self, context: Context, image: str, caption: tuple[Run, ...]) -> None:
        """Write an image with its caption, or its alternative text."""
        self._write(context, Block(BlockKind.FIGURE, caption, image=image))

    def figures(self, context: Context, figure: Figure) -> None:
        """Write the images of a figure, the caption under the last of them."""
        caption = figure.caption.take()
        for image, alternative in figure.images[:-1]:
            self.figure(context, image, _plain(alternative))
        if figure.images:
            image, alternative = figure.images[-1]
            self.figure(context, image, caption or _plain(alternative))
        elif caption:
            self._text(context, caption)

    def table(self, context: Context, table: TableBuilder) -> None:
        """Write a table, before it its caption."""
        caption = table.caption.take()
        if caption:
            self._text(context, caption)
        for rows in table.tables():
            self._write(context, Block(BlockKind.TABLE, rows=rows))

    def finish(self) -> tuple[Block, ...]:
        """All blocks; names that no block followed go to the last of them."""
        if self.blocks and self._names:
            last = self.blocks[-1]
            self.blocks[-1] = replace(last, names=(*last.names, *self._names))
        return tuple(self.blocks)

    def _text(self, context: Context, runs: tuple[Run, ...]) -> None:
        kind, marker = context.kind, ""
        item = context.item
        if item is not None and not item.started and kind in _MARKED:
            item.started = True
            marker = item.marker
            if kind is BlockKind.PARAGRAPH:
                kind = item.kind
            if kind is BlockKind.NOTE:
                runs = _without_label(runs, item.label)
        level = context.level if kind is BlockKind.HEADING else 0
        self._write(context, Block(kind, runs, level=level, marker=marker))

    def _write(self, context: Context, block: Block) -> None:
        item = context.item
        if item is not None and not item.started:
            item.started = True
            self._append(context, Block(item.kind, marker=item.marker))
        self._append(context, block)

    def _append(self, context: Context, block: Block) -> None:
        indent, quote = min(context.indent, MAX_DEPTH), min(context.quote, MAX_DEPTH)
        names = tuple(self._names)
        self._names.clear()
        self.blocks.append(
            replace(block, indent=indent, quote=quote, names=names, language=context.language, page=self.page)
        )


_MARKED = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.NOTE})


def _plain(text: str) -> tuple[Run, ...]:
    return (Run(text),) if text else ()


def _without_label(runs: tuple[Run, ...], label: str) -> tuple[Run, ...]:
    """A note's runs without the number that its marker already shows."""
    if not label:
        return runs
    text = "".join(run.text for run in runs)
    match = re.match(rf"[\[(]?{re.escape(label)}(?:[\])][.:]?|[.:])?\s+(?=\S)", text)
    return without_front(runs, match.end()) if match else runs
