# SPDX-License-Identifier: MIT
"""The blocks of a plain text: paragraphs, lists and headings, from lines broken by a machine or a scanner."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice

from companion.document.limits import MAX_DEPTH
from companion.document.markers import BULLETS
from companion.document.model import Block, BlockKind, Run
from companion.importers.lines import Layout
from companion.importers.pages import Page
from companion.importers.titles import heading_level

_BULLET = re.compile(r"[*•·▪◦‣●○■□-](?:\s+(?=\S)|$)")
_NUMBER = re.compile(r"(?:\(?(?:\d{1,3}|[a-z]|[ivx]{2,5}|[IVX]{2,5})[.)]|\([A-Z]\)|[A-Z]\))\s+(?=\S)")
_RULE = re.compile(r"([-_*=~·—])(?:\s?\1){2,}")
_COLUMNS = re.compile(r"\S(?: {4,}|\t\s*)(?=\S)")
_ENDS = (".", "!", "?", ":", ";", "…", "”", '"', "»", ")", "]")
_ABBREVIATED = re.compile(r"\b[A-Z]\s?\.$")
_BROKEN = 40  # code points; a shorter paragraph is not taken for one that was torn


@dataclass(slots=True)
class _Draft:
    """A block while its lines come together. `parts` joined are its text, `last` is its last line."""

    kind: BlockKind
    page: str
    marker: str = ""
    level: int = 0
    indent: int = 0
    parts: list[str] = field(default_factory=list)
    last: str = ""

    def add(self, line: str, seam: tuple[int, str] = (0, "")) -> None:
        drop, between = seam
        if drop:
            self.parts[-1] = self.parts[-1][:-drop]
        self.parts += [between, line] if between else [line]
        self.last = line

    def block(self) -> Block:
        text = "".join(self.parts)
        runs = (Run(text),) if text else ()
        return Block(self.kind, runs, level=self.level, indent=self.indent, marker=self.marker, page=self.page)


def blocks_of(text: str, pages: Sequence[Page]) -> tuple[Block, ...]:
    """The blocks of a text, whose `pages` hold its lines."""
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(map(str.isupper, letters)) * 2 < len(letters)
    reader = _Reader(Layout.of(text), capitals=capitals)
    for page in pages:
        for lines in _groups(page.lines):
            reader.read(lines, page.label)
    return reader.blocks()


def _groups(lines: Sequence[str]) -> Iterator[list[str]]:
    """The lines between empty lines."""
    for filled, group in groupby(lines, lambda line: bool(line.strip())):
        if filled:
            yield [line.expandtabs(4).rstrip() if line[0].isspace() else line.rstrip() for line in group]


class _Reader:
    """Reads groups of lines, in order."""

    def __init__(self, layout: Layout, *, capitals: bool) -> None:
        self._layout = layout
        self._capitals = capitals
        self._drafts: list[_Draft] = []
        self._list: list[int] = []  # how far the markers of the lists that stand open are indented
        self._page = ""
        self._lettered = False  # whether headings with letters stand above those with numbers

    def read(self, group: list[str], page: str) -> None:
        """Read lines that stand together."""
        self._page = page
        lines = [line.strip() for line in group]
        if level := self._heading_level(lines):
            self._heading(lines, level)
        elif len(lines) == 1 and _RULE.fullmatch(lines[0]):
            self._start(BlockKind.RULE)
        elif _is_table(lines):
            draft = self._start(BlockKind.CODE)
            draft.add("\n".join(_dedented(group)))
        else:
            if level := self._level_above(lines):
                self._heading(lines[:1], level)
                group, lines = group[1:], lines[1:]
            self._lines(lines, [len(line) - len(line.lstrip()) for line in group])

    def blocks(self) -> tuple[Block, ...]:
        """The blocks of all that was read."""
        return tuple(draft.block() for draft in self._drafts if draft.kind is BlockKind.RULE or draft.last)

    def _start(self, kind: BlockKind, marker: str = "") -> _Draft:
        draft = _Draft(kind, self._page, marker, indent=min(len(self._list), MAX_DEPTH))
        self._drafts.append(draft)
        return draft

    def _heading_level(self, lines: list[str]) -> int:
        level = heading_level(lines, capitals=self._capitals)
        return min(level + 2, 6) if level and lines[0][0].isdigit() and self._lettered else level

    def _level_above(self, lines: list[str]) -> int:
        """The level of a heading that the text follows without an empty line, 0 where there is none."""
        if len(lines) < 2 or not lines[1][0].isupper() or _marker(lines[1]) or self._layout.runs_on(*lines[:2]):
            return 0
        return 0 if heading_level(lines[1:2], capitals=self._capitals) else self._heading_level(lines[:1])

    def _heading(self, lines: list[str], level: int) -> None:
        self._list.clear()
        draft = self._start(BlockKind.HEADING)
        self._lettered = self._lettered or not lines[0][0].isdigit()
        draft.level = level if any(before.last for before in islice(self._drafts, len(self._drafts) - 1)) else 1
        draft.add(" ".join(line for line in lines if not _RULE.fullmatch(line)))

    def _lines(self, lines: list[str], indents: list[int]) -> None:
        starts = self._starts(lines, indents)
        for line, indent, starts_here in zip(lines, indents, starts, strict=True):
            marker = _marker(line)
            if starts_here and marker:
                self._item(line, marker, indent)
            elif starts_here:
                self._paragraph(line, indent)
            else:
                self._go_on(self._drafts[-1], line)

    def _item(self, line: str, marker: str, indent: int) -> None:
        while self._list and self._list[-1] > indent + 1:
            self._list.pop()
        if not self._list or indent > self._list[-1] + 1:
            self._list.append(indent)
        bullet = BULLETS[min(len(self._list), len(BULLETS)) - 1] if _BULLET.match(line) else ""
        draft = self._start(BlockKind.ITEM, bullet or marker.strip())
        if rest := line[len(marker) :]:
            draft.add(rest)

    def _paragraph(self, line: str, indent: int) -> None:
        last = self._drafts[-1] if self._drafts else None
        if last is not None and last.kind is BlockKind.ITEM and not last.last:  # a bullet on a line of its own
            last.add(line)
        elif last is not None and self._is_torn(last, line):
            last.add(line, self._layout.seam(last.last, line))
        else:
            while self._list and self._list[-1] >= indent:
                self._list.pop()
            self._start(BlockKind.PARAGRAPH).add(line)

    def _go_on(self, draft: _Draft, line: str) -> None:
        runs_on = self._layout.runs_on(draft.last, line) or (draft.kind is BlockKind.ITEM and line[0].islower())
        draft.add(line, self._layout.seam(draft.last, line) if runs_on else (0, "\n"))

    def _is_torn(self, draft: _Draft, line: str) -> bool:
        """Whether empty lines or a new page stand in the middle of a sentence."""
        if draft.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or not line[0].islower():
            return False
        ended = draft.last.endswith(_ENDS) and not _ABBREVIATED.search(draft.last)
        return self._layout.prose and len(draft.last) >= _BROKEN and not ended

    def _starts(self, lines: list[str], indents: list[int]) -> list[bool]:
        """For each line, whether a paragraph or an item begins with it."""
        base = min(indents)
        hanging = sum(indent > base for indent in indents) * 2 > len(indents)
        starts = [True]
        in_list = _marker(lines[0]) is not None
        for number in range(1, len(lines)):
            before, line = lines[number - 1], lines[number]
            marked = _marker(line) is not None and (in_list or before.endswith(":"))
            deeper = indents[number] > base + 1 and indents[number - 1] <= base + 1
            if marked:
                starts.append(True)
            elif in_list:
                starts.append(False)
            elif hanging:
                starts.append(indents[number] <= base + 1)
            else:
                starts.append((deeper and before.endswith(_ENDS)) or self._layout.ends(before, line))
            in_list = in_list or marked
        return starts


def _marker(line: str) -> str | None:
    """What stands before an item, with the space after it."""
    match = _BULLET.match(line) or _NUMBER.match(line)
    return match[0] if match else None


def _is_table(lines: list[str]) -> bool:
    """Whether the lines have columns, which must stay under one another."""
    return len(lines) > 1 and sum(1 for line in lines if _COLUMNS.search(line)) * 5 >= len(lines) * 3


def _dedented(group: list[str]) -> list[str]:
    margin = min(len(line) - len(line.lstrip()) for line in group)
    return [line[margin:] for line in group]
