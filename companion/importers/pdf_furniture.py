# SPDX-License-Identifier: MIT
"""Sets apart what is printed on page after page: running heads and feet, and the pages' numbers."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from operator import itemgetter

from companion.importers.pdf_lines import Line, level

_EDGE = 3  # lines at the head and at the foot of a page that may be such
_NEAR = 4  # pages within which the same line must stand again
_LEAST = 3  # pages on which it stands in all
_HEIGHT = 3.0  # points; the height of such a line may differ by so much
_LONGEST = 150  # code points
_NUMBER = re.compile(r"\d+")
_ALONE = re.compile(
    r"(?:[-–—|\[(]\s*|p(?:age|\.)?\s*)?(\d{1,4}|[ivxlc]{1,7})(?:\s*(?:[-–—|\])]|of \d+|/ ?\d+))?", re.IGNORECASE
)
_COUNTED = re.compile(r"page \d{1,5} of \d{1,5}", re.IGNORECASE)
_AT_AN_END = re.compile(r"^(\d{1,4})\b(?!\.\d)|(?<![\d.])\b(\d{1,4})$")

_Seen = Mapping[str, Sequence[tuple[int, float]]]  # the pages and heights at which a line stands


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page without what is printed on every page, and the number that is printed on it, "" where there is none."""

    lines: tuple[Line, ...]
    number: str = ""


def without_furniture(pages: Sequence[tuple[Line, ...]]) -> tuple[Sheet, ...]:
    """The pages, each with the lines that are its own."""
    seen: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    edges = [_edges(lines) for lines in pages]
    for page, sides in enumerate(edges):
        for number in {number for side in sides for number in side}:
            line = pages[page][number]
            seen[_key(line)].append((page, line.base))
    sheets: list[Sheet] = []
    for page, lines in enumerate(pages):
        dropped = [number for side in edges[page] for number in _furniture(lines, side, page, seen)]
        if len(set(dropped)) * 2 >= len(lines):  # a page that holds little else: better too much than too little
            dropped = []
        label = next((found for number in dropped if (found := _number(lines[number].text))), "")
        sheets.append(Sheet(tuple(line for number, line in enumerate(lines) if number not in dropped), label))
    return tuple(sheets)


def page_labels(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """What the pages are called: by the numbers printed on them where these count up, else counted."""
    counted = tuple(str(number) for number in range(1, len(sheets) + 1))
    steps = Counter(int(sheet.number) - page for page, sheet in enumerate(sheets) if sheet.number.isdigit())
    if not steps:
        return counted
    step, agreeing = max(steps.items(), key=itemgetter(1))
    if agreeing < _LEAST or agreeing * 3 < len(sheets):
        return counted
    return tuple(
        str(page + step) if page + step > 0 else ("" if sheet.number.isdigit() else sheet.number)
        for page, sheet in enumerate(sheets)
    )


def _edges(lines: Sequence[Line]) -> tuple[list[int], list[int]]:
    """The numbers of the lines at the head and at the foot of a page, from its edge inwards."""
    downwards = sorted(range(len(lines)), key=lambda number: -lines[number].base)
    return _first_rows(lines, downwards), _first_rows(lines, downwards[::-1])


def _first_rows(lines: Sequence[Line], order: list[int]) -> list[int]:
    numbers: list[int] = []
    rows = 0
    last: Line | None = None
    for number in order:
        line = lines[number]
        rows += last is None or not level(last.base, last.size, line.base, line.size)
        if rows > _EDGE:
            break
        numbers.append(number)
        last = line
    return numbers


def _key(line: Line) -> str:
    """What a line says but for its numbers."""
    text = line.text.strip()
    if _ALONE.fullmatch(text) and not any(map(str.isdigit, text)):
        return "#"
    return _NUMBER.sub("#", text)


def _furniture(lines: Sequence[Line], side: list[int], page: int, seen: _Seen) -> Iterator[int]:
    """From the page's edge inwards, up to a line of its own."""
    return takewhile(lambda number: _is_furniture(lines[number], page, seen), side)


def _is_furniture(line: Line, page: int, seen: _Seen) -> bool:
    """Whether the same, but for its number, stands at the same height of other pages, too."""
    if _COUNTED.fullmatch(line.text):
        return True
    pages = {other for other, height in seen[_key(line)] if abs(height - line.base) <= _HEIGHT}
    near = any(other != page and abs(other - page) <= _NEAR for other in pages)
    return near and len(pages) >= _LEAST and len(line.text) <= _LONGEST


def _number(text: str) -> str:
    """The number of the page that a running line holds."""
    text = text.strip()
    if match := _ALONE.fullmatch(text):
        return match[1].lower() if not match[1].isdigit() else match[1]
    match = _AT_AN_END.search(text)
    return (match[1] or match[2]) if match else ""
