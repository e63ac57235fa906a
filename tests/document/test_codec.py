# SPDX-License-Identifier: MIT
"""Blocks to JSON and back."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.document.codec import blocks_from_json, blocks_to_json
from companion.document.model import Block, BlockKind, Cell, Mark, Run
from tests.yardstick import unit

TEXT = st.text(max_size=40)
LINKS = st.sampled_from([None, "https://example.org/a?b=c", "mailto:a@b.org", "#fn-1"])
RUNS = st.lists(
    st.builds(Run, TEXT, st.frozensets(st.sampled_from(Mark)), LINKS, st.none() | st.just("image-1")), max_size=4
).map(tuple)
CELLS = st.builds(Cell, RUNS, st.booleans(), st.integers(1, 1_000), st.integers(1, 1_000))
ROWS = st.lists(st.lists(CELLS, max_size=3).map(tuple), max_size=3).map(tuple)
BLOCKS = st.builds(
    Block,
    st.sampled_from(BlockKind),
    RUNS,
    st.integers(0, 6),
    st.integers(0, 64),
    st.integers(0, 64),
    TEXT,
    st.lists(TEXT, max_size=3).map(tuple),
    ROWS,
    st.none() | st.just("image-2"),
    st.sampled_from(["", "ru"]),
    st.sampled_from(["", "xii"]),
)


@given(st.lists(BLOCKS, max_size=5).map(tuple))
def test_blocks_come_back_as_they_went(blocks: tuple[Block, ...]) -> None:
    assert blocks_from_json(blocks_to_json(blocks)) == blocks


def test_a_plain_paragraph_costs_little_more_than_its_text() -> None:
    assert blocks_to_json([Block(BlockKind.PARAGRAPH, (Run("Ein Überblick"),))]) == '[["paragraph","Ein Überblick"]]'


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        "text",
        [None],
        [["paragraph"]],
        [["paragraph", "a", {}, 1]],
        [["parade", "a"]],
        [[1, "a"]],
        [[["paragraph"], "a"]],
        [["paragraph", 1]],
        [["paragraph", [1]]],
        [["paragraph", [["a", "", None]]]],
        [["paragraph", [["a", "bold", None, None]]]],
        [["paragraph", [["a", "", "javascript:alert(1)", None]]]],
        [["paragraph", [["a", "", "file:///etc/passwd", None]]]],
        [["paragraph", [["a", "", 1, None]]]],
        [["paragraph", [["a", "", None, 1]]]],
        [["paragraph", "a", []]],
        [["paragraph", "a", {"level": 7}]],
        [["paragraph", "a", {"level": -1}]],
        [["paragraph", "a", {"level": True}]],
        [["paragraph", "a", {"indent": 65}]],
        [["paragraph", "a", {"marker": 1}]],
        [["paragraph", "a", {"names": "a"}]],
        [["paragraph", "a", {"names": [1]}]],
        [["paragraph", "a", {"colour": "red"}]],
        [["table", [], {"rows": [[1]]}]],
        [["table", [], {"rows": [["a", ["a", False, 0, 1]]]}]],
        [["table", [], {"rows": [[["a", False, 2_000_000_000, 1]]]}]],
        [["table", [], {"rows": [[["a", 1, 1, 1]]]}]],
        [["table", [], {"rows": [1]}]],
    ],
)
def test_json_of_another_shape_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        blocks_from_json(json.dumps(data))


@pytest.mark.parametrize("text", ["", "[", "[" * 100_000, '[["paragraph","a"]'])
def test_text_that_is_not_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        blocks_from_json(text)


def test_a_megabyte_is_read_quickly() -> None:
    blocks = [Block(BlockKind.PARAGRAPH, (Run("word " * 80),))] * 2_000
    blocks += [Block(BlockKind.ITEM, (Run("word " * 8), Run("so", frozenset({Mark.STRONG}))), indent=1)] * 5_000
    text = blocks_to_json(blocks)
    best = float("inf")
    for _ in range(5):
        start = time.process_time()
        blocks_from_json(text)
        best = min(best, time.process_time() - start)
    assert best < 20 * unit()  # less than one on a quiet machine, ten times that while coverage is measured
