# SPDX-License-Identifier: MIT
"""Where ranges stand on the page, also where two directions of writing meet and where cells reach over rows."""

import pytest

from companion.document.model import Block, BlockKind, Cell, Run
from companion.ui.lines import blocks_between, first_line, heights, last_line, line_at, line_boxes
from companion.ui.typesetting import MARGIN, TypesetPage, column_width
from tests.ui.pages import block, page_of, table

pytestmark = pytest.mark.usefixtures("qapp")

WORDS = "the authors assess fundamental trends and key problem areas "


def laid_out(*blocks: Block) -> TypesetPage:
    page = page_of(*blocks)
    page.document.setTextWidth(column_width(page.look) + 2 * MARGIN)
    page.document.size()
    return page


def boxes(page: TypesetPage, words: str) -> list:
    start = page.text.index(words)
    return line_boxes(page.document, *page.map.range_to_qt(start, start + len(words)))


def test_a_range_over_three_lines_has_three_boxes_within_the_column():
    page = laid_out(block(WORDS * 5))
    found = boxes(page, WORDS * 2 + "the")
    assert len(found) == 3 or len(found) == 2
    assert all(MARGIN - 1 <= box.left < box.right <= MARGIN + column_width(page.look) + 1 for box in found)
    assert [box.baseline for box in found] == sorted({box.baseline for box in found})


def test_where_directions_meet_a_range_has_a_box_for_each_stretch():
    page = laid_out(block("Peace is שלום עולם in Hebrew."))
    (latin,) = boxes(page, "Peace")
    (hebrew,) = boxes(page, "עולם")
    (first,) = boxes(page, "שלום")
    assert latin.right <= hebrew.left < hebrew.right <= first.left  # read from the right
    across = boxes(page, "is שלום")
    assert len(across) == 2
    assert {round(box.left) for box in across} == {round(boxes(page, "is")[0].left), round(first.left)}


def test_a_stretch_on_a_later_line_of_mixed_text_is_found():
    page = laid_out(block("the authors write אבגד and more of it " * 6 + "ending"))
    (last,) = boxes(page, "ending")
    line = line_at(page.document, page.map.to_qt(page.text.index("ending")))
    assert line.top < last.baseline < line.top + line.height
    (plain,) = boxes(page, "the authors")
    assert plain.left == pytest.approx(MARGIN, abs=1)


def test_indented_text_is_found_where_it_stands():
    page = laid_out(
        block("item", kind=BlockKind.ITEM, indent=2, marker="•"), block("said", kind=BlockKind.QUOTE, quote=1)
    )
    assert boxes(page, "item")[0].left == MARGIN + 2 * round(1.9 * 18)
    assert boxes(page, "said")[0].left == pytest.approx(MARGIN + round(1.2 * 18), abs=2)


def test_blocks_in_view_are_those_that_a_look_at_all_would_find():
    page = laid_out(*(block(WORDS * (1 + n % 4)) for n in range(60)))
    everything = list(blocks_between(page.document, -1, 10**6))
    assert len(everything) == 60
    for top in range(0, int(page.document.size().height()), 311):
        seen = [block.blockNumber() for block, _rect in blocks_between(page.document, top, top + 500)]
        expected = [b.blockNumber() for b, rect in everything if rect.bottom() >= top and rect.top() <= top + 500]
        assert seen == expected


def test_cells_that_reach_over_rows_are_in_view_with_the_rows():
    def cell(text: str, rows: int = 1) -> Cell:
        return Cell((Run(text),), rows=rows)

    tall = ((cell("tall", 30), cell("beside")), *((cell(f"row {n}"),) for n in range(29)))
    page = laid_out(block("before"), Block(BlockKind.TABLE, rows=tall), block("after"))
    top = boxes(page, "row 20")[0].rect.top()
    shown = {block.text() for block, _rect in blocks_between(page.document, top, top + 40)}
    assert "row 20" in shown
    assert "row 5" not in shown


def test_lines_are_found_by_height_and_by_position():
    page = laid_out(block(WORDS * 6), table("a|b", "c|d"), block("end"))
    line = line_at(page.document, page.map.to_qt(page.text.index("c\nd")))
    assert first_line(page.document, line.top + 2) == line.start
    second = line_at(page.document, page.document.begin().layout().lineAt(1).textStart())
    assert first_line(page.document, second.top + 3) == second.start
    assert first_line(page.document, 10**6) is None
    assert last_line(page.document, second.top + 1, 0) == second.end


def test_heights_rise_with_the_text():
    page = laid_out(*(block(WORDS * 3) for _ in range(20)))
    positions = list(range(0, len(page.text), 97))
    found = heights(page.document, positions)
    assert found == sorted(found)
    exact = [line_at(page.document, position).top for position in positions]
    assert max(abs(a - b) for a, b in zip(found, exact, strict=True)) < 60
