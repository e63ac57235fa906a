# SPDX-License-Identifier: MIT
"""Tables of HTML: their cells, their limits, and those that are none."""

import pytest

from companion.document.blocks import blocks_from_html, parse_html
from companion.document.limits import MAX_CELLS
from companion.document.model import Block, BlockKind, Mark, Run, text_of


def read(markup: str) -> tuple[Block, ...]:
    return blocks_from_html(parse_html(markup)).blocks


def only(markup: str) -> Block:
    (block,) = read(markup)
    return block


def test_a_table_keeps_its_heads_and_spans() -> None:
    caption, table = read(
        "<table><caption>Ranges</caption><thead><tr><td>a<td colspan=2>b</thead><tr><th rowspan=9>c<td>d<td>e</table>"
    )
    assert (caption.kind, text_of(caption)) == (BlockKind.PARAGRAPH, "Ranges")
    assert text_of(table) == "a\nb\nc\nd\ne"
    assert [[(cell.header, cell.columns, cell.rows) for cell in row] for row in table.rows] == [
        [(True, 1, 1), (True, 2, 1)],
        [(True, 1, 1), (False, 1, 1), (False, 1, 1)],
    ]


def test_blocks_in_a_cell_are_lines() -> None:
    table = only("<table><tr><th>h<td><p>a</p><ul><li>b<li><b>c</b></ul>d<br>e</table>")
    assert text_of(table) == "h\na\nb\nc\nd\ne"


def test_whatever_stands_in_a_cell_is_a_line_of_it() -> None:
    table = only(
        "<table><tr><th>h<td><h2>A</h2><blockquote>q</blockquote><pre>x</pre><hr><dl><dt>t<dd>d</dl>"
        "<figure>f<figcaption>c</figcaption></figure></table>"
    )
    assert text_of(table) == "h\nA\nq\nx\nt\nd\nf\nc"
    assert table.rows[0][1].runs[0] == Run("A", frozenset({Mark.STRONG}))


def test_the_number_of_a_note_stands_apart_in_a_cell_too() -> None:
    table = only('<table><tr><th>Range<sup><a href="#fn1">1</a></sup><td>5,000<a href="#fn2"><sup>2</sup></a></table>')
    assert text_of(table) == "Range\u20601\n5,000\u20602"


def test_a_table_inside_a_cell_is_flattened() -> None:
    table = only("<table><tr><th>h</th><td>a<table><tr><td>b<td>c<tr><td>d</table>e</td></table>")
    assert [text_of(Block(BlockKind.PARAGRAPH, cell.runs)) for cell in table.rows[0]] == ["h", "a\nb c\nd\ne"]


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr><td><h1>Title</h1><p>Text</table>",
        "<table role=presentation><tr><td>Title<td>Text</table>",
        "<table><tr><td>Title<td><table><tr><td>Text</table></table>",
    ],
)
def test_a_table_that_only_places_things_is_read_as_text(markup: str) -> None:
    assert [text_of(block) for block in read(markup)] == ["Title", "Text"]
    assert all(block.kind is not BlockKind.TABLE for block in read(markup))


def test_a_table_without_text_is_left_out() -> None:
    assert read("<table><tr><td> <td>&nbsp;<tr><td></table>") == ()


def test_a_table_of_too_many_cells_goes_on_as_a_further_one() -> None:
    tables = read("<table>" + "<tr><td rowspan=9>a<td>b" * 6_000 + "</table>")
    assert sum(len(table.rows) for table in tables) == 6_000
    assert all(sum(map(len, table.rows)) <= MAX_CELLS for table in tables)
    assert all(cell.rows <= left for table in tables for cell, left in [(table.rows[-1][0], 1)])


def test_spans_cannot_blow_a_table_up() -> None:
    (table,) = read("<table>" + "<tr><td colspan=2000000000 rowspan=2000000000>a<td colspan=-1>b" * 20 + "</table>")
    assert all(cell.columns == cell.rows == 1 for row in table.rows for cell in row)


def test_a_row_of_too_many_cells_is_broken_and_loses_nothing() -> None:
    tables = read("<table><tr>" + "<td>x" * 20_000 + "</table>")
    assert sum(len(row) for table in tables for row in table.rows) == 20_000
    assert max(len(row) for table in tables for row in table.rows) <= 500
