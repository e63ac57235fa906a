# SPDX-License-Identifier: MIT
"""Cut the blocks of a continuous text into sections that the window can show at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from companion.document.model import Block, BlockKind, Cell, Run, Section, text_of, title_of
from companion.document.runs import cut_runs
from companion.document.sentences import cut_long

MAX_SECTION = 100_000  # code points
_LEAST = MAX_SECTION // 4  # a section is not cut before, however important the next heading
_PIECE = 4_000  # code points of the paragraphs that a block longer than a section becomes
_NO_HEADING = 99
_CELL = 20  # code points that cost the window as much as an empty cell of a table does


def cut_sections(blocks: Iterable[Block], title: str) -> tuple[Section, ...]:
    """Sections of at most MAX_SECTION code points, cut at headings where there are any.

    A section is named after its first heading, else as the one before it, the first else `title`. A block
    that is longer than a section is split at sentence ends. Where there are several sections, a note stands
    at the end of the one that calls it first.
    """
    sections = list(_packed(piece for block in blocks for piece in _fitting(block)))
    if len(sections) > 1:
        sections = _with_their_notes(sections)
    named: list[Section] = []
    for section in sections:
        heading = next((block for block in section if block.kind is BlockKind.HEADING), None)
        title = title_of(heading) if heading is not None else title
        named.append(Section(title, tuple(section)))
    return tuple(named)


def _packed(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    section: list[Block] = []
    length = 0
    for block in blocks:
        size = _cost(block)
        while section and length + size > MAX_SECTION:
            end = _best_end(section, block)
            yield section[:end]
            section = section[end:]
            length = sum(map(_cost, section))
        section.append(block)
        length += size
    if section:
        yield section


def _cost(block: Block) -> int:
    """How much of a section a block takes, in code points."""
    return len(text_of(block)) + 1 + _CELL * sum(map(len, block.rows))


def _best_end(section: Sequence[Block], following: Block) -> int:
    """How many blocks of a full section stay in it: it ends before the highest heading, the last of these."""
    best, highest, length = len(section), _NO_HEADING, 0
    for number, block in enumerate([*section, following]):
        level = block.level if block.kind is BlockKind.HEADING else _NO_HEADING
        if number and length >= _LEAST and level <= highest and level != _NO_HEADING:
            best, highest = number, level
        length += _cost(block)
    if highest == _NO_HEADING:
        while best > 1 and section[best - 1].kind is BlockKind.HEADING:
            best -= 1
    return best


def _fitting(block: Block) -> Iterator[Block]:
    """The block, or where it is longer than a section, the pieces that it is split into."""
    if len(text_of(block)) <= MAX_SECTION:
        yield block
    elif block.kind is BlockKind.TABLE:
        yield from _fitting_table(block)
    else:
        yield from _pieces(block, block.runs)


def _pieces(block: Block, runs: tuple[Run, ...]) -> Iterator[Block]:
    text = "".join(run.text for run in runs)
    lengths = [len(piece) for piece in cut_long(text, _PIECE // 2, _PIECE)]
    kind = BlockKind.PARAGRAPH if block.kind in (BlockKind.HEADING, BlockKind.ITEM) else block.kind
    further = replace(block, kind=kind, level=0, marker="", names=(), image=None)
    first = block if block.kind is not BlockKind.HEADING else replace(further, names=block.names)
    for piece in cut_runs(runs, lengths):
        yield replace(first, runs=piece)
        first = further


def _fitting_table(block: Block) -> Iterator[Block]:
    """The table in several; a row that is longer than a section becomes paragraphs."""
    rows: list[tuple[Cell, ...]] = []
    length = 0
    for row in block.rows:
        size = sum(len(run.text) for cell in row for run in cell.runs)
        if rows and length + size > MAX_SECTION:
            yield replace(block, rows=tuple(rows))
            block = replace(block, names=())
            rows, length = [], 0
        if size > MAX_SECTION:
            for cell in row:
                yield from _pieces(replace(block, kind=BlockKind.PARAGRAPH, rows=()), cell.runs)
            block = replace(block, names=())
        else:
            rows.append(row)
            length += size
    if rows:
        yield replace(block, rows=tuple(rows))


def _with_their_notes(sections: list[list[Block]]) -> list[list[Block]]:
    callers = _callers(sections)
    moved: defaultdict[int, list[Block]] = defaultdict(list)
    kept: list[list[Block]] = []
    for number, section in enumerate(sections):
        kept.append([])
        home = number
        for block in section:
            if block.kind is not BlockKind.NOTE:
                home = number
            elif block.names:  # a note begins; what follows without a name goes on with it
                home = min((callers[name] for name in block.names if name in callers), default=number)
            (kept[number] if home == number else moved[home]).append(block)
    return [section for section in ([*kept[number], *moved[number]] for number in range(len(kept))) if section]


def _callers(sections: list[list[Block]]) -> dict[str, int]:
    """For each place that is linked to, the first section that does so."""
    callers: dict[str, int] = {}
    for number, section in enumerate(sections):
        for block in section:
            for run in (*block.runs, *(run for row in block.rows for cell in row for run in cell.runs)):
                if run.link and run.link.startswith("#"):
                    callers.setdefault(run.link[1:], number)
    return callers
