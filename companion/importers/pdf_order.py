# SPDX-License-Identifier: MIT
"""The order in which the parts of a page are read, where the order in the file cannot be it.

Most files hold their text in the order of reading, columns included. Where a part stands above one of the same column
that comes before it in the file, the parts are sorted as people read: what is above comes first, then what is on the
left (Breuel 2003, High Performance Document Layout Analysis).
"""

from collections.abc import Sequence
from dataclasses import dataclass

_MOST = 120  # regions that are sorted; a page of more is no text in columns


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on a page, in points."""

    left: float
    bottom: float
    right: float
    top: float

    def joined(self, other: "Area") -> "Area":
        """The smallest area that holds both."""
        return Area(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )

    def is_above(self, other: "Area") -> bool:
        """Whether it stands over the other, in the same column."""
        across = min(self.right, other.right) - max(self.left, other.left)
        return across > 0 and (self.bottom + self.top) / 2 > other.top and self.bottom > (other.bottom + other.top) / 2


def in_reading_order(lines: Sequence[Area]) -> list[int]:
    """The numbers of lines that are given in the order of the file, as they are read."""
    regions = _regions(lines)
    areas = [area for area, _ in regions]
    order = list(range(len(regions)))
    if len(areas) <= _MOST and any(
        after.is_above(before) for number, before in enumerate(areas) for after in areas[number + 1 :]
    ):
        order = _sorted(areas)
    return [line for region in order for line in regions[region][1]]


def _regions(lines: Sequence[Area]) -> list[tuple[Area, list[int]]]:
    """Lines that follow one another downwards, close together."""
    regions: list[tuple[Area, list[int]]] = []
    last: Area | None = None
    for number, line in enumerate(lines):
        height = line.top - line.bottom
        if last is not None and -0.5 * height < last.bottom - line.top < 1.5 * height and _beside(last, line):
            area, numbers = regions[-1]
            numbers.append(number)
            regions[-1] = (area.joined(line), numbers)
        else:
            regions.append((line, [number]))
        last = line
    return regions


def _beside(line: Area, following: Area) -> bool:
    return min(line.right, following.right) > max(line.left, following.left)


def _sorted(areas: list[Area]) -> list[int]:
    """Each area after those that must come before it; among those that may be next, the first in the file."""
    before = [{first for first in range(len(areas)) if _precedes(areas, first, second)} for second in range(len(areas))]
    order: list[int] = []
    waiting = list(range(len(areas)))
    done: set[int] = set()
    while waiting:
        free = next((number for number in waiting if before[number] <= done | {number}), None)
        if free is None:  # they stand in a ring
            free = max(waiting, key=lambda number: areas[number].top)
        waiting.remove(free)
        done.add(free)
        order.append(free)
    return order


def _precedes(areas: list[Area], first: int, second: int) -> bool:
    one, other = areas[first], areas[second]
    if first == second or other.is_above(one):
        return False
    if one.is_above(other):
        return True
    if one.right > other.left:
        return False
    low, high = min(one.bottom, other.bottom), max(one.top, other.top)
    return not any(
        low < (between.bottom + between.top) / 2 < high and _beside(between, one) and _beside(between, other)
        for number, between in enumerate(areas)
        if number not in (first, second)
    )
