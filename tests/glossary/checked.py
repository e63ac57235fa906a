# SPDX-License-Identifier: MIT
"""Passages of real reports whose mentions of the terms of real glossaries were checked by eye.

`golden/checked_mentions.tsv` holds for each passage the document, where it begins and how long it is, and the
mentions: offset in the passage, length, and term. A mention is right where the words of the term's name stand for
themselves, in any number, spelling or case; what sense they have there is not asked. The texts themselves are not
part of the project.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from companion.glossary.model import Mention, Term
from tests.corpora import corpora

_GOLDEN = Path(__file__).parent / "golden" / "checked_mentions.tsv"


@dataclass(frozen=True, slots=True)
class CheckedPassage:
    """A passage and all mentions in it."""

    text: str
    mentions: frozenset[Mention]


def checked_terms() -> list[Term]:
    """The terms of the Joint Publication 2-01, and the phrases of the acronyms of Open-DIS."""
    folder = corpora() / "glossaries"
    terms: dict[str, Term] = {}
    for row in _rows(folder / "dod-jp201-terms.tsv"):
        names = tuple(name.strip() for name in (row["also_called"] or "").split(";") if name.strip())
        terms.setdefault(row["term"].casefold(), Term(row["term"], "", aliases=names))
    for row in _rows(folder / "opendis-acronyms.tsv"):
        name = row["expansion"].strip()
        if len(name.split()) > 1:
            terms.setdefault(name.casefold(), Term(name, ""))
    return list(terms.values())


def checked_passages() -> list[CheckedPassage]:
    """All passages that were checked."""
    folder = corpora() / "policy" / "crs-gao-jp-md"
    texts = {path.name.partition("_")[0]: path.read_text("utf-8") for path in folder.glob("*.md")}
    found = []
    for row in _rows(_GOLDEN):
        start = int(row["start"])
        text = texts[row["document"]][start : start + int(row["length"])]
        found.append(CheckedPassage(text, frozenset(_mentions(row["mentions"]))))
    return found


def _mentions(cell: str) -> Iterator[Mention]:
    for part in filter(None, cell.split("|")):
        start, length, term = part.split(":", 2)
        yield Mention(term, int(start), int(length))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(
            csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE if path == _GOLDEN else csv.QUOTE_MINIMAL)
        )
