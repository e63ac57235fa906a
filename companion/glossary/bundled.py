# SPDX-License-Identifier: MIT
"""The glossary that comes with the program, and the TOML in which it is written.

    [[term]]
    name = "security dilemma"
    aliases = ["spiral model"]
    abbreviations = []
    category = "concept"
    definition = "Two to five sentences."
    related = ["arms race"]
    sources = ["Jervis, R. (1978). Cooperation under the Security Dilemma. World Politics 30(2)"]

Only `name` and `definition` must be there.
"""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from companion.paths import resources_folder

if TYPE_CHECKING:
    from companion.glossary.model import Term

_TEXTS = ("name", "definition", "category")
_LISTS = ("aliases", "abbreviations", "related", "sources")


class GlossaryFormatError(ValueError):
    """A glossary file is not written as it should be; the message names the entry and what is wrong with it."""


def bundled_terms() -> tuple[Term, ...]:
    """The terms that come with the program, in the order of the file."""
    return read_terms(_file().read_text("utf-8"))


def bundled_version() -> str:
    """Sixteen hexadecimal digits that change whenever the bundled glossary does; asked at every opening."""
    content = _file().read_bytes()
    return f"{len(content):08x}{zlib.crc32(content):08x}"


def read_terms(toml: str, origin: str = "bundled") -> tuple[Term, ...]:
    """The terms of a glossary in TOML. Raises GlossaryFormatError."""
    import tomllib  # late: an opening asks only for the version

    try:
        content = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise GlossaryFormatError(f"The glossary is not TOML: {error}.") from error
    unknown = content.keys() - {"term"}
    if unknown:
        raise GlossaryFormatError(f"The glossary holds {_listed(unknown)}; only [[term]] tables are read.")
    tables = content.get("term", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise GlossaryFormatError("Write each term as [[term]], with two brackets.")
    terms = tuple(_term(number, table, origin) for number, table in enumerate(tables, 1))
    _expect_distinct(terms)
    return terms


def _file() -> Path:
    return resources_folder() / "report" / "glossary.toml"


def _term(number: int, table: dict[str, Any], origin: str) -> Term:
    from companion.glossary.model import Term

    entry = f"Term {number} ({table.get('name', 'without a name')!s:.60})"
    unknown = table.keys() - {*_TEXTS, *_LISTS}
    if unknown:
        raise GlossaryFormatError(f"{entry} has {_listed(unknown)}, which no term has.")
    for field in _TEXTS:
        if not isinstance(table.get(field, ""), str):
            raise GlossaryFormatError(f"{entry}: {field} should be a text.")
    for field in ("name", "definition"):
        if not table.get(field, "").strip():
            raise GlossaryFormatError(f"{entry} has no {field}.")
    for field in _LISTS:
        value = table.get(field, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise GlossaryFormatError(f"{entry}: {field} should be a list of texts.")
    name, definition, category = (" ".join(table.get(field, "").split()) for field in _TEXTS)
    aliases, abbreviations, related, sources = (tuple(table.get(field, ())) for field in _LISTS)
    return Term(name, definition, category, aliases, abbreviations, related, sources, origin)


def _expect_distinct(terms: tuple[Term, ...]) -> None:
    seen: set[str] = set()
    for term in terms:
        if term.name in seen:
            raise GlossaryFormatError(f"Two terms are called {term.name!r}.")
        seen.add(term.name)


def _listed(keys: set[str]) -> str:
    return ", ".join(f"{key!r}" for key in sorted(keys))
