# SPDX-License-Identifier: MIT
"""Where the terms of a map go: in rings around the middle, pushed apart until no two boxes touch.

The same map in the same room always looks the same: nothing here is left to chance.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from companion.glossary.network import Network

_GAP = 6.0  # pixels between two boxes
_EDGE = 6.0  # between a box and the edge of the map
_ROUNDS = 60
_FULL = 0.7  # of the room may be filled, before anything is tried
_INNER = 0.56  # the inner ring's share of the outer one's radius


@dataclass(slots=True)
class Box:
    """The box of a term with its label: its middle, and its size in pixels."""

    x: float
    y: float
    width: float
    height: float

    def overlap(self, other: "Box") -> tuple[float, float]:
        """How far the boxes reach into each other, with their gap, to the side and in height."""
        side = (self.width + other.width) / 2 + _GAP - abs(self.x - other.x)
        height = (self.height + other.height) / 2 + _GAP - abs(self.y - other.y)
        return side, height


def place(network: Network, sizes: Sequence[tuple[float, float]], width: float, height: float) -> dict[int, Box]:
    """A box for each term, by its number, in a room of this size; terms for which there is no room are left out.

    `sizes` are the boxes' sizes in the order of the network's nodes. What is left out is far from the middle and
    seldom mentioned.
    """
    numbers = list(range(len(network.nodes)))
    while len(numbers) > 1 and sum(sizes[each][0] * sizes[each][1] for each in numbers) > _FULL * width * height:
        numbers.pop()
    while len(numbers) > 1:
        boxes = _rings(network, numbers, sizes, width, height)
        _push_apart(boxes, width, height)
        touching = _touching(boxes)
        if not touching:
            return boxes
        del numbers[-max(len(touching) // 4, 1) :]
    return _rings(network, numbers, sizes, width, height)


def _rings(
    network: Network, numbers: Sequence[int], sizes: Sequence[tuple[float, float]], width: float, height: float
) -> dict[int, Box]:
    """The middle, an ellipse around it, and one around that on which each term stands beside the one it hangs on."""
    near = [number for number in numbers if network.nodes[number].distance == 1]
    far = [number for number in numbers if network.nodes[number].distance == 2]
    angles = {number: -pi / 2 + 2 * pi * index / len(near) for index, number in enumerate(near)}
    hanging: defaultdict[int, list[int]] = defaultdict(list)
    for number in far:
        hanging[next(one for one, other in network.links if other == number and one in angles)].append(number)
    for parent, children in hanging.items():
        sector = 2 * pi / len(near)
        for index, number in enumerate(children):
            angles[number] = angles[parent] + sector * ((index + 0.5) / len(children) - 0.5)
    boxes = {}
    for number in numbers:
        wide, high = sizes[number]
        reach = (0.0, _INNER if far else 1.0, 1.0)[network.nodes[number].distance]
        x = width / 2 + reach * max(width / 2 - wide / 2 - _EDGE, 0) * cos(angles.get(number, 0.0))
        y = height / 2 + reach * max(height / 2 - high / 2 - _EDGE, 0) * sin(angles.get(number, 0.0))
        boxes[number] = Box(x, y, wide, high)
    return boxes


def _push_apart(boxes: dict[int, Box], width: float, height: float) -> None:
    """Move boxes that touch away from each other, along the shorter way; the middle one stays where it is."""
    numbers = sorted(boxes)
    for _ in range(_ROUNDS):
        moved = False
        for index, one in enumerate(numbers):
            for other in numbers[index + 1 :]:
                moved |= _push(boxes[one], boxes[other], fixed=one == 0)
        for number in numbers[1:]:
            box = boxes[number]
            box.x = min(max(box.x, box.width / 2 + _EDGE), width - box.width / 2 - _EDGE)
            box.y = min(max(box.y, box.height / 2 + _EDGE), height - box.height / 2 - _EDGE)
        if not moved:
            return


def _push(one: Box, other: Box, *, fixed: bool) -> bool:
    side, height = one.overlap(other)
    if side <= 0 or height <= 0:
        return False
    share = 1.0 if fixed else 0.5
    if side < height:
        step = side if other.x >= one.x else -side
        other.x += step * share
        one.x -= step * (1 - share)
    else:
        step = height if other.y >= one.y else -height
        other.y += step * share
        one.y -= step * (1 - share)
    return True


def _touching(boxes: dict[int, Box]) -> set[int]:
    """Of each two boxes that lie on each other, the number of the less important one."""
    numbers = sorted(boxes)
    pairs = ((one, other) for index, one in enumerate(numbers) for other in numbers[index + 1 :])
    return {other for one, other in pairs if min(boxes[one].overlap(boxes[other])) > _GAP - 1}
