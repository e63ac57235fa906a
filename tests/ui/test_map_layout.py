# SPDX-License-Identifier: MIT
"""Terms on a map never lie on one another, whatever their labels and the room."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from companion.glossary.network import Network, Node
from companion.ui.map_layout import place


def star(near: int, far: int = 0) -> Network:
    """A middle, `near` terms around it, and `far` terms that hang on them in turn."""
    nodes = [
        Node("middle", 0),
        *(Node(f"near {n}", 1) for n in range(near)),
        *(Node(f"far {n}", 2) for n in range(far)),
    ]
    links = [(0, n + 1) for n in range(near)] + [(1 + n % near, 1 + near + n) for n in range(far)]
    return Network(tuple(nodes), tuple(sorted(links)))


@given(
    near=st.integers(1, 24),
    far=st.integers(0, 12),
    sizes=st.lists(st.tuples(st.floats(10, 130), st.floats(20, 60)), min_size=37, max_size=37),
    width=st.floats(160, 1200),
    height=st.floats(140, 900),
)
def test_no_two_terms_touch_and_all_stand_on_the_map(
    near: int, far: int, sizes: list[tuple[float, float]], width: float, height: float
) -> None:
    boxes = place(star(near, far), sizes, width, height)
    assert 0 in boxes
    for one, other in combinations(boxes.values(), 2):
        side = abs(one.x - other.x) - (one.width + other.width) / 2
        down = abs(one.y - other.y) - (one.height + other.height) / 2
        assert max(side, down) >= 0
    for box in boxes.values():
        assert box.x - box.width / 2 >= -0.1
        assert box.x + box.width / 2 <= width + 0.1
        assert box.y - box.height / 2 >= -0.1
        assert box.y + box.height / 2 <= height + 0.1


def test_the_same_map_looks_the_same_and_the_middle_is_in_the_middle() -> None:
    sizes = [(80.0, 30.0)] * 13
    first, second = (place(star(8, 4), sizes, 700, 500) for _ in range(2))
    assert first == second
    assert (first[0].x, first[0].y) == (350, 250)
    assert len(first) == 13


def test_where_room_is_short_the_far_terms_go_first() -> None:
    boxes = place(star(6, 12), [(100.0, 36.0)] * 19, 320, 200)
    assert 0 < len(boxes) < 19
    assert sorted(boxes) == list(range(len(boxes)))
