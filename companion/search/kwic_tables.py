# SPDX-License-Identifier: MIT
"""The lines of a concordance as a table for a spreadsheet or for one's own text, and a bar code in letters."""

import csv
import io
from collections.abc import Sequence

from companion.document.cells import protected
from companion.document.markdown import escaped
from companion.search.kwic import KwicLine, Spread

SUFFIXES = (".csv", ".md")
_COLUMNS = ("document", "section", "page", "left", "hit", "right", "start", "length")
_DENSITIES = "·▁▂▃▄▅▆▇█"


def written(lines: Sequence[KwicLine], suffix: str) -> str:
    """The content of a file with the suffix .md, or else of one with comma-separated values that holds no formula."""
    return _markdown(lines) if suffix.lower() == ".md" else _csv(lines)


def bar_code(spread: Spread, width: int) -> str:
    """How densely the hits lie along the document, in `width` letters."""
    counts = [0] * width
    for place in spread.places:
        counts[min(int(place * width), width - 1)] += 1
    most = max(counts, default=0)
    return "".join(_DENSITIES[-(-count * (len(_DENSITIES) - 1) // most) if most else 0] for count in counts)


def _csv(lines: Sequence[KwicLine]) -> str:
    """By RFC 4180; it begins with a byte order mark, by which spreadsheets know that it is UTF-8."""
    content = io.StringIO(newline="")
    table = csv.writer(content)
    table.writerow(_COLUMNS)
    for line in lines:
        texts = (line.title, " › ".join(line.section), line.page, line.left.strip(), line.hit, line.right.strip())
        table.writerow([*map(protected, texts), line.start, line.length])
    return "\ufeff" + content.getvalue()


def _markdown(lines: Sequence[KwicLine]) -> str:
    """A table of three columns, the hit in bold, and the place of each line behind it."""
    rows = ["| | | | |", "|--:|:-:|:--|:--|"]
    for line in lines:
        place = ", ".join(part for part in (line.title, f"p. {line.page}" if line.page else "") if part)
        cells = (_cell(line.left), f"**{_cell(line.hit)}**", _cell(line.right), _cell(place))
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def _cell(text: str) -> str:
    return escaped(text).replace("|", "\\|")
