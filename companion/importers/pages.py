# SPDX-License-Identifier: MIT
"""The pages of a plain text, which a form feed ends, and their labels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_LABEL = re.compile(r"(?:[-–—\[(]\s*|page\s+)?(\d{1,4}|[ivxlc]{1,8})(?:\s*[-–—\])])?", re.IGNORECASE)

_BARE = re.compile(r"\d{1,4}|[ivxl]{1,8}", re.IGNORECASE)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_PAGE = 500  # code points of text that a page has at least


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of one page and its label, "" where the text is not paged."""

    lines: Sequence[str]
    label: str = ""


def split_pages(text: str) -> tuple[Page, ...]:
    """The pages of a text.

    A number that stands alone at the head or the foot of most pages is their label and leaves the text;
    otherwise pages are counted.
    """
    texts = text.removesuffix("\f").split("\f")
    if len(texts) == 1:
        return (Page(_without_loose_numbers(text.split("\n"))),)
    pages = [_labelled(page.split("\n")) for page in texts]
    if sum(1 for page in pages if page.label) * 2 > len(pages):
        return tuple(pages)
    return tuple(Page(page.split("\n"), str(number)) for number, page in enumerate(texts, 1))


def _labelled(lines: list[str]) -> Page:
    filled = [number for number, line in enumerate(lines) if line.strip()]
    for number in (filled[-1], filled[0]) if filled else ():
        if match := _LABEL.fullmatch(lines[number].strip()):
            return Page([*lines[:number], *lines[number + 1 :]], match[1])
    return Page(lines)


def _without_loose_numbers(lines: list[str]) -> list[str]:
    """The lines without the page numbers that a scanner left between the paragraphs, where it surely did.

    They count up, most of them by one, and pages of text lie between them.
    """
    alone = [
        (number, _value(line.strip()))
        for number, (before, line, after) in enumerate(zip(["", *lines], lines, [*lines[1:], ""], strict=False))
        if not before.strip() and not after.strip() and _BARE.fullmatch(line.strip())
    ]
    steps = [after - before for (_, before), (_, after) in pairwise(alone)]
    if len(alone) < 5 or sum(1 for step in steps if 0 < step <= 3) < len(steps) * 0.7:
        return lines
    if sum(map(len, lines)) < len(alone) * _PAGE:
        return lines
    dropped = {number for number, _ in alone}
    return [line for number, line in enumerate(lines) if number not in dropped]


def _value(label: str) -> int:
    if label.isdigit():
        return int(label)
    values = [_ROMAN[letter] for letter in label.lower()]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
