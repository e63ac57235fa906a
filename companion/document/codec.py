# SPDX-License-Identifier: MIT
"""Blocks as compact JSON and back: how they cross from the sandbox and how the library stores them.

A block is `[kind, runs]`, or `[kind, runs, fields]` where `fields` holds by name what differs from the
default. Runs are one string where they are one plain run, else an array; a run of it is a string where it is
plain, else `[text, marks, link, image]`. A cell is a string where it is plain, else `[runs, header, columns,
rows]`. Reading trusts nothing: whatever is not of this shape raises ValueError.
"""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from companion.document.limits import MAX_DEPTH, MAX_SPAN
from companion.document.links import is_safe_link
from companion.document.model import Block, BlockKind, Cell, Mark, Run

_KINDS: Mapping[Any, BlockKind] = {kind.value: kind for kind in BlockKind}
_PLAIN: frozenset[Mark] = frozenset()
_NUMBERS = {"level": 6, "indent": MAX_DEPTH, "quote": MAX_DEPTH}  # the greatest value of each
_STRINGS = ("marker", "image", "language", "page")


def blocks_to_json(blocks: Iterable[Block]) -> str:
    """The blocks as one line of JSON."""
    return json.dumps([_from_block(block) for block in blocks], ensure_ascii=False, separators=(",", ":"))


def blocks_from_json(text: str) -> tuple[Block, ...]:
    """The blocks that `blocks_to_json` wrote; raises ValueError where `text` is anything else."""
    try:
        data = json.loads(text)
    except RecursionError as error:
        raise ValueError("the blocks are nested too deeply") from error
    return tuple(map(_to_block, _list(data)))


def _from_block(block: Block) -> list[Any]:
    fields: dict[str, Any] = {}
    for name in (*_NUMBERS, *_STRINGS, "names"):
        if value := getattr(block, name):
            fields[name] = value
    if block.rows:
        fields["rows"] = [[_from_cell(cell) for cell in row] for row in block.rows]
    data = [block.kind.value, _from_runs(block.runs)]
    return [*data, fields] if fields else data


def _from_cell(cell: Cell) -> Any:
    if (cell.header, cell.columns, cell.rows) == (False, 1, 1) and isinstance(runs := _from_runs(cell.runs), str):
        return runs
    return [_from_runs(cell.runs), cell.header, cell.columns, cell.rows]


def _from_runs(runs: tuple[Run, ...]) -> Any:
    data = [_from_run(run) for run in runs]
    return data[0] if len(data) == 1 and isinstance(data[0], str) else data


def _from_run(run: Run) -> Any:
    if not run.marks and run.link is None and run.image is None:
        return run.text
    return [run.text, " ".join(sorted(run.marks)), run.link, run.image]


def _to_block(data: Any) -> Block:
    if type(data) is not list or not 2 <= len(data) <= 3:
        raise ValueError("a block is an array of two or three")
    kind = _KINDS.get(data[0]) if type(data[0]) is str else None
    if kind is None:
        raise ValueError("a block has an unknown kind")
    if len(data) == 2:
        return Block(kind, _to_runs(data[1]))
    return Block(kind, _to_runs(data[1]), **_to_fields(data[2]))


def _to_fields(data: Any) -> dict[str, Any]:
    if type(data) is not dict:
        raise ValueError("the fields of a block are not an object")
    fields: dict[str, Any] = {}
    for name, value in data.items():
        if name in _NUMBERS:
            fields[name] = _number(value, 0, _NUMBERS[name])
        elif name in _STRINGS:
            fields[name] = _string(value)
        elif name == "names":
            fields[name] = tuple(map(_string, _list(value)))
        elif name == "rows":
            fields[name] = tuple(tuple(map(_to_cell, _list(row))) for row in _list(value))
        else:
            raise ValueError("a block has an unknown field")
    return fields


def _to_cell(data: Any) -> Cell:
    if type(data) is str:
        return Cell((Run(data),))
    runs, header, columns, rows = _list(data, 4)
    if type(header) is not bool:
        raise ValueError("a cell is a header or not")
    return Cell(_to_runs(runs), header, _number(columns, 1, MAX_SPAN), _number(rows, 1, MAX_SPAN))


def _to_runs(data: Any) -> tuple[Run, ...]:
    if type(data) is str:
        return (Run(data),)
    return tuple(map(_to_run, _list(data)))


def _to_run(data: Any) -> Run:
    if type(data) is str:
        return Run(data)
    text, marks, link, image = _list(data, 4)
    if link is not None and not is_safe_link(_string(link)):
        raise ValueError("a run has a link that leads where no link may lead")
    return Run(_string(text), _marks(_string(marks)), link, None if image is None else _string(image))


@lru_cache(maxsize=1_024)
def _marks(names: str) -> frozenset[Mark]:
    return frozenset(map(Mark, names.split())) if names else _PLAIN


def _list(data: Any, length: int | None = None) -> list[Any]:
    if type(data) is not list or (length is not None and len(data) != length):
        raise ValueError("an array is missing or has the wrong length")
    return data


def _string(data: Any) -> str:
    if type(data) is not str:
        raise ValueError("a string is missing")
    return data


def _number(data: Any, least: int, most: int) -> int:
    if type(data) is not int or not least <= data <= most:
        raise ValueError("a number is missing or out of range")
    return data
