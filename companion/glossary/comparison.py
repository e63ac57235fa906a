# SPDX-License-Identifier: MIT
"""One term side by side in all documents: who defines it how, where it is first met, how often, and in which years."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from companion.document.cells import protected
from companion.document.markdown import escaped
from companion.glossary.model import Definition

_COLUMNS = ("document", "date", "mentions", "definition", "definition page", "rule", "first use", "first use page")


@dataclass(frozen=True, slots=True)
class Use:
    """A term in one document: its definitions there, and the sentence in which it is first met.

    `start` and `length` are the place of that first mention; -1 and 0 where only a definition knows the term.
    """

    document: str
    title: str
    date: str
    mentions: int
    definitions: tuple[Definition, ...] = ()
    sentence: str = ""
    page: str = ""
    start: int = -1
    length: int = 0

    @property
    def year(self) -> str:
        """The year of the document, "" where it tells none."""
        found = re.match(r"\d{4}", self.date)
        return found[0] if found else ""


@dataclass(frozen=True, slots=True)
class Year:
    """The mentions in the documents of one year, and how many documents these are."""

    year: str
    mentions: int
    documents: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """A term in all documents that know it, those that define it first."""

    term: str
    uses: tuple[Use, ...] = ()

    def years(self) -> tuple[Year, ...]:
        """The trend, by year; documents without one are left out."""
        found: dict[str, list[int]] = {}
        for use in self.uses:
            if use.year:
                found.setdefault(use.year, []).append(use.mentions)
        return tuple(Year(year, sum(found[year]), len(found[year])) for year in sorted(found))


def as_csv(comparison: Comparison) -> str:
    """A table of comma-separated values (RFC 4180), a row for each definition, or for a document that has none.

    It begins with a byte order mark, by which spreadsheets know that it is UTF-8; no cell is a formula.
    """
    content = io.StringIO(newline="")
    table = csv.writer(content)
    table.writerow(_COLUMNS)
    for use in comparison.uses:
        table.writerows([protected(cell) for cell in row] for row in _rows(use))
    return "\ufeff" + content.getvalue()


def as_markdown(comparison: Comparison) -> str:
    """A heading for the term, the trend, and a part for each document."""
    lines = [f"# {escaped(comparison.term)}"]
    years = ", ".join(f"{each.year}: {each.mentions:,}" for each in comparison.years())
    if years:
        lines.append(f"Mentions by year: {years}")
    for use in comparison.uses:
        lines.append("## " + escaped(use.title) + (f" ({escaped(use.date)})" if use.date else ""))
        lines.append(f"{use.mentions:,} mentions")
        lines.extend(f"> {escaped(' '.join(each.text.split()))}{_cited(each.page)}" for each in use.definitions)
        if use.sentence:
            lines.append(f"First met: {escaped(' '.join(use.sentence.split()))}{_cited(use.page)}")
    return "\n\n".join(lines) + "\n"


def _rows(use: Use) -> Iterator[list[str]]:
    first = [" ".join(use.sentence.split()), use.page]
    said = [(" ".join(each.text.split()), each.page, each.rule) for each in use.definitions] or [("", "", "")]
    for definition in said:
        yield [use.title, use.date, str(use.mentions), *definition, *first]


def _cited(page: str) -> str:
    return f" (p. {escaped(page)})" if page else ""
