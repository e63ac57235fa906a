# SPDX-License-Identifier: MIT
"""What stands in columns on a PDF page is a table, its words in the order of the page; running text is none."""

from collections.abc import Sequence
from time import process_time

import pytest

from companion.document.model import Block, BlockKind, text_of
from companion.importers.pdf import boxes, read
from companion.importers.source import Source
from tests.corpora import corpora
from tests.importers.pdf_files import BOLD, Words, lines, pdf

LEFT = (72, 220, 320, 420)


def row(y: float, *cells: str, size: float = 9, font: str = "F1") -> list[Words]:
    return [Words(x, y, text, size, font) for x, text in zip(LEFT, cells, strict=False) if text]


MISSILES = [
    *row(700, "Missile", "Range", "Warheads", "Year", font=BOLD),
    *row(685, "Atlas", "18,000 km", "1", "1959"),
    *row(670, "Titan II", "15,000 km", "1", "1963"),
    *row(655, "Minuteman III", "13,000 km", "3", "1970"),
]
TEXT = [["Missile", "Range", "Warheads", "Year"], ["Atlas", "18,000 km", "1", "1959"]]


def blocks(*pages: Sequence[Words]) -> list[Block]:
    return [block for section in read(Source(pdf(*pages), "a.pdf")).sections for block in section.blocks]


def cells(block: Block) -> list[list[str]]:
    return [["".join(run.text for run in cell.runs) for cell in row] for row in block.rows]


def tables(*pages: Sequence[Words]) -> list[list[list[str]]]:
    return [cells(block) for block in blocks(*pages) if block.kind is BlockKind.TABLE]


def test_aligned_cells_become_a_table_under_its_heads() -> None:
    before, after = lines("Table 1 shows how far each of them could reach when it came.", y=740), lines("More.", y=600)
    above, table, below = blocks([*before, *MISSILES, *after])
    assert (text_of(above)[:7], text_of(below)) == ("Table 1", "More.")
    assert cells(table)[:2] == TEXT
    assert len(table.rows) == 4
    assert [cell.header for cell in table.rows[0]] == [True] * 4
    assert not any(cell.header for line in table.rows[1:] for cell in line)


def test_the_words_of_a_cell_on_several_lines_stay_together() -> None:
    wrapped = [
        Words(72, 640, "Peacekeeper, which", 9),
        Words(72, 631, "was MX before", 9),
        *row(636, "", "14,000 km", "10", "1986"),
    ]
    [found] = tables([*MISSILES, *wrapped])
    assert found[-1] == ["Peacekeeper, which was MX before", "14,000 km", "10", "1986"]


def test_empty_cells_and_narrower_heads_keep_their_columns() -> None:
    page = [
        *[Words(318, 709, "No. of", 9), Words(318, 700, "warheads", 9)],
        *row(685, "Atlas", "", "1", "1959"),
        *row(670, "Titan II", "15,000 km", "", "1963"),
        *row(655, "Minuteman III", "13,000 km", "3", ""),
    ]
    [found] = tables(page)
    assert found == [
        ["", "", "No. of warheads", ""],
        ["Atlas", "", "1", "1959"],
        ["Titan II", "15,000 km", "", "1963"],
        ["Minuteman III", "13,000 km", "3", ""],
    ]


def test_a_table_on_each_of_two_pages_is_two() -> None:
    assert [found[:2] for found in tables(MISSILES, MISSILES)] == [TEXT, TEXT]


LONG = "a sentence that goes on for much longer than an entry would, and on"


@pytest.mark.parametrize(
    "page",
    [
        [word for n in range(3) for word in row(700 - 12 * n, "Matter:", "One thing")],
        [word for n in range(4) for word in row(700 - 12 * n, f"Chapter {n}", "", "", f"{n}")],
        [word for n in range(4) for word in row(700 - 12 * n, f"{n}.", "An item of a list")],
        [Words(x, 700 - 12 * n, LONG, 6) for n in range(4) for x in (72, 330)],
        [Words(72 + 61 * n + 100 * m, 700 - 12 * n, "word") for n in range(4) for m in range(2)],
    ],
    ids=["few cells", "contents", "list", "columns of text", "gaps anywhere"],
)
def test_what_has_gaps_only_is_no_table(page: list[Words]) -> None:
    assert tables(page) == []


def test_a_cell_is_found_on_its_page() -> None:
    source = Source(pdf(MISSILES), "a.pdf")
    text = "\n".join(text_of(block) for section in read(source).sections for block in section.blocks)
    start = text.index("Titan II")
    assert [(round(box.left), box.page) for box in boxes(source, start, start + 8)] == [(72, 0)]
    start = text.index("13,000")
    assert [round(box.left) for box in boxes(source, start, start + 9)] == [220]


def test_a_page_of_nothing_but_cells_takes_no_longer_than_its_size() -> None:
    def seconds(count: int) -> float:
        page = [Words(40 + 8 * (n % 60), 800 - n // 60 * 0.7, "x", 0.5) for n in range(count)]
        data = pdf(page)
        began = process_time()
        read(Source(data, "a.pdf"))
        return process_time() - began

    small = min(seconds(5_000) for _ in range(2))
    assert seconds(40_000) < 40 * small


def test_the_tables_of_real_reports_are_found() -> None:
    sizes = {}
    for name in ("eu-001", "multicolumn", "PDFBOX-4417-054080"):
        (path,) = (corpora() / "pdf").rglob(f"{name}.pdf")
        manuscript = read(Source(path.read_bytes(), path.name))
        found = [block for section in manuscript.sections for block in section.blocks if block.kind is BlockKind.TABLE]
        sizes[name] = [(len(block.rows), len(block.rows[0])) for block in found]
    assert sizes["eu-001"] == [(7, 4), (12, 4), (9, 4), (23, 4), (22, 4), (17, 4), (8, 4)]
    assert sizes["multicolumn"] == [(6, 5)]
    assert (38, 13) in sizes["PDFBOX-4417-054080"]
