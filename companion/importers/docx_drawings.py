# SPDX-License-Identifier: MIT
"""The text of charts and diagrams (SmartArt), which a Word file keeps in parts of their own."""

from collections.abc import Iterator

from lxml import etree

from companion.document.tables import TableBuilder
from companion.importers.docx_package import child, tag

_POINT, _SERIES = tag("c:pt"), tag("c:ser")
_MOST = 5_000  # points of one chart


def chart_table(root: etree._Element) -> TableBuilder:
    """The data of a chart as a table: a row for each category, a column for each series; its title the caption."""
    table = TableBuilder()
    table.caption.add(_text(child(root, "c:chart", "c:title")))
    series = list(root.iter(_SERIES))
    columns = [
        _points(child(each, "c:val") if child(each, "c:val") is not None else child(each, "c:yVal")) for each in series
    ]
    titles = [_name(each) for each in series]
    rows: dict[int, str] = {}
    for each in series:
        rows = {**_points(_either(each, "c:cat", "c:xVal")), **rows}
    places = sorted(set(rows).union(*columns))[:_MOST]
    _row(table, ["", *titles], header=True)
    for place in places:
        _row(table, [rows.get(place, ""), *(column.get(place, "") for column in columns)])
    return table


def diagram_texts(root: etree._Element) -> Iterator[str]:
    """The texts of a diagram's shapes, in the order in which they were made."""
    for shape in root.iter(tag("dgm:t")):
        if text := _text(shape):
            yield text


def _row(table: TableBuilder, texts: list[str], *, header: bool = False) -> None:
    table.start_row()
    for text in texts:
        table.start_cell(header=header, columns=1, rows=1).add(text)
        table.end_cell()


def _either(element: etree._Element, first: str, second: str) -> etree._Element | None:
    found = child(element, first)
    return child(element, second) if found is None else found


def _name(series: etree._Element) -> str:
    title = child(series, "c:tx")
    return "" if title is None else " ".join(each.text or "" for each in title.iter(tag("c:v")))


def _points(data: etree._Element | None) -> dict[int, str]:
    """The values of a series by their places."""
    found: dict[int, str] = {}
    for point in () if data is None else data.iter(_POINT):
        text = child(point, "c:v")
        place = point.get("idx") or ""
        if text is not None and place.isascii() and place.isdigit() and len(place) < 10:
            found.setdefault(int(place), text.text or "")
    return found


def _text(element: etree._Element | None) -> str:
    if element is None:
        return ""
    paragraphs = ("".join(each.text or "" for each in line.iter(tag("a:t"))) for line in element.iter(tag("a:p")))
    return " ".join(filter(None, paragraphs))
