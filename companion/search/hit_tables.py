# SPDX-License-Identifier: MIT
"""The hits of a search as a table for a spreadsheet, or as a list for one's own text."""

import csv
import io
from collections.abc import Sequence

from companion.document.cells import protected
from companion.document.markdown import escaped
from companion.search.results import Hit, Results

SUFFIXES = (".csv", ".md")
_COLUMNS = ("kind", "document", "section", "page", "passage", "start", "length", "document id")


def written(results: Results, suffix: str) -> str:
    """The content of a file with the suffix .md, or else of one with comma-separated values that holds no formula."""
    return _markdown(results) if suffix.lower() == ".md" else _csv(results.shown)


def _csv(hits: Sequence[Hit]) -> str:
    """By RFC 4180; it begins with a byte order mark, by which spreadsheets know that it is UTF-8."""
    content = io.StringIO(newline="")
    table = csv.writer(content)
    table.writerow(_COLUMNS)
    for hit in hits:
        texts = (hit.kind, hit.title, " › ".join(hit.section), hit.page, hit.snippet.text)
        table.writerow([*map(protected, texts), hit.start, hit.length, protected(hit.document)])
    return "\ufeff" + content.getvalue()


def _markdown(results: Results) -> str:
    """The query as heading, and a quotation with its place for each hit, what was found in bold."""
    lines = [f"# {escaped(results.query)}", ""]
    for hit in results.shown:
        place = [" › ".join((hit.title, *hit.section)), f"p. {hit.page}" if hit.page else ""]
        lines += [f"> {_emphasised(hit)}", "", f"{escaped(', '.join(filter(None, place)))}", ""]
    return "\n".join(lines)


def _emphasised(hit: Hit) -> str:
    text, done, parts = hit.snippet.text, 0, list[str]()
    for start, end in hit.snippet.spans:
        parts += [escaped(text[done:start]), f"**{escaped(text[start:end])}**"]
        done = end
    return " ".join("".join((*parts, escaped(text[done:]))).split())
