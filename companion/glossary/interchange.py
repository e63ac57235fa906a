# SPDX-License-Identifier: MIT
"""A glossary as a file: written, read back without loss, and read from other hands.

The suffix says how: .csv (a table, RFC 4180), .md (Markdown), .tbx (ISO 30042), .ttl (SKOS); .txt, for Anki, is only
written. A table has a row for each term under the names of its columns, of which `term` and `definition` must be
there; a cell of several values holds one on each line. In Markdown a heading is a term, the text below it the
definition, and lines that begin with a label in italics hold the rest:

    ## security dilemma

    *Also:* spiral model; spiral of insecurity
    *Short:* SD
    *Category:* concept

    What one state does for its safety makes another less safe.

    *Related:* arms race
    *Source:* Jervis, R. (1978). Cooperation under the Security Dilemma. World Politics 30(2)
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from companion.document.cells import protected, unprotected
from companion.document.markdown import escaped, unescaped
from companion.errors import CompanionError
from companion.glossary.anki import write_anki
from companion.glossary.model import Term
from companion.glossary.skos import read_skos, write_skos
from companion.glossary.tbx import read_tbx, write_tbx

_COLUMNS = ("term", "definition", "category", "aliases", "abbreviations", "related", "sources")
_LARGEST = 20_000_000  # code points of a glossary that is read
_LARGEST_FILE = 2 * _LARGEST  # bytes; more than that is refused unread
_LONGEST = 20_000  # code points of a definition
_LABELLED = re.compile(r"\*(Also|Short|Category|Related|Source):\*(?: (.*))?$")
_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*\s*$")


def write_glossary(suffix: str, terms: Iterable[Term]) -> str:
    """The terms as the content of a file with this suffix. Raises CompanionError for one that is not written."""
    forms = {".csv": _write_table, ".md": _write_markdown, ".tbx": write_tbx, ".ttl": write_skos, ".txt": write_anki}
    if suffix.lower() not in forms:
        raise _unknown(suffix)
    return forms[suffix.lower()](list(terms))


def load_glossary(file: Path) -> list[Term]:
    """`read_glossary` of a file. Raises CompanionError also where it cannot be read."""
    try:
        with file.open("rb") as opened:
            data = opened.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise CompanionError(f"{file} could not be read: {error.strerror}. Check its name and your rights.") from error
    if len(data) > _LARGEST_FILE:
        raise _too_large()
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)) else "utf-8"
    try:
        return read_glossary(file.suffix, data.decode(encoding))
    except UnicodeDecodeError as error:
        raise CompanionError(f"{file} is not a text in UTF-8. Save it in that encoding and try again.") from error


def read_glossary(suffix: str, content: str) -> list[Term]:
    """The terms of a file with this suffix, as the reader's own. Raises CompanionError with what is wrong in it."""
    forms = {".csv": _read_table, ".md": _read_markdown, ".tbx": _read_tbx, ".ttl": _read_skos}
    if suffix.lower() not in forms:
        raise _unknown(suffix)
    if len(content) > _LARGEST:
        raise _too_large()
    terms = forms[suffix.lower()](content.removeprefix("\ufeff").replace("\r\n", "\n"))
    if not terms:
        raise CompanionError("There are no terms in this file. Check that it is a glossary.")
    return terms


def _unknown(suffix: str) -> CompanionError:
    if suffix.lower() == ".txt":
        return CompanionError("Cards for Anki are written, not read. Use a file that ends in .csv, .md, .tbx or .ttl.")
    name = f"“{suffix}”" if suffix else "a file without a suffix"
    return CompanionError(f"A glossary cannot be {name}. Use a file that ends in .csv, .md, .tbx or .ttl.")


def _too_large() -> CompanionError:
    return CompanionError("This glossary is larger than 20 MB. Split it into several files.")


def _read_tbx(content: str) -> list[Term]:
    return [_term(f"Concept {number}", cells) for number, cells in enumerate(read_tbx(content), 1)]


def _read_skos(content: str) -> list[Term]:
    return [_term(f"Concept {number}", cells) for number, cells in enumerate(read_skos(content), 1)]


def _write_table(terms: list[Term]) -> str:
    content = io.StringIO(newline="")
    table = csv.writer(content)
    table.writerow(_COLUMNS)
    for term in terms:
        lists = ("\n".join(values) for values in (term.aliases, term.abbreviations, term.related, term.sources))
        table.writerow([protected(cell) for cell in (term.name, term.definition, term.category, *lists)])
    return "\ufeff" + content.getvalue()


def _read_table(content: str) -> list[Term]:
    try:
        rows = list(csv.reader(io.StringIO(content, newline=""), strict=True))
    except csv.Error as error:
        raise CompanionError(f"This is not a table of comma-separated values: {error}.") from error
    head = [cell.strip().casefold() for cell in rows[0]] if rows else []
    if not {"term", "definition"} <= set(head):
        raise CompanionError("The first line must name the columns, among them “term” and “definition”.")
    terms = []
    for number, row in enumerate(rows[1:], 2):
        cells = {name: unprotected(cell) for name, cell in zip(head, row, strict=False)}
        if any(cell.strip() for cell in cells.values()):
            terms.append(_term(f"Row {number}", cells))
    return terms


def _term(place: str, cells: dict[str, str]) -> Term:
    name, definition = (cells.get(field, "").strip() for field in ("term", "definition"))
    if not name:
        raise CompanionError(f"{place} has no term. Complete it, or take it out.")
    if len(definition) > _LONGEST:
        raise CompanionError(f"{place}: the definition of “{name[:60]}” has more than {_LONGEST:,} characters.")
    aliases, abbreviations, related, sources = (
        tuple(value.strip() for value in cells.get(field, "").splitlines() if value.strip()) for field in _COLUMNS[3:]
    )
    category = cells.get("category", "").strip()
    return Term(" ".join(name.split()), definition, category, aliases, abbreviations, related, sources)


def _write_markdown(terms: list[Term]) -> str:
    return "\n".join(("# Glossary\n", *(line for term in terms for line in _entry(term))))


def _entry(term: Term) -> Iterator[str]:
    yield f"## {escaped(term.name)}\n"
    named = (("Also", term.aliases), ("Short", term.abbreviations), ("Category", (term.category,)))
    lines = [f"*{label}:* {escaped(value)}  " for label, values in named for value in values if value]
    if lines:
        yield "\n".join(lines) + "\n"
    if term.definition.strip():
        yield "\n".join(f"{escaped(line)}  " if line.strip() else "" for line in term.definition.splitlines()) + "\n"
    told = (("Related", term.related), ("Source", term.sources))
    lines = [f"*{label}:* {escaped(value)}  " for label, values in told for value in values]
    if lines:
        yield "\n".join(lines) + "\n"


def _read_markdown(content: str) -> list[Term]:
    terms: list[Term] = []
    name, lines = "", list[str]()
    for line in (*content.splitlines(), "# "):
        heading = _HEADING.match(line)
        if heading is None and line != "# ":
            lines.append(line)
            continue
        if name and any(text.strip() for text in lines):
            terms.append(_term(f"The entry “{name[:60]}”", {"term": name, **_fields(lines)}))
        name, lines = unescaped(heading[1]) if heading else "", []
    return terms


def _fields(lines: list[str]) -> dict[str, str]:
    """What the lines below a heading say; a line in italics at their beginning lists other names, as elsewhere."""
    fields: dict[str, list[str]] = {"Also": [], "Short": [], "Category": [], "Related": [], "Source": []}
    text: list[str] = []
    for line in lines:
        bare = line.strip()
        labelled = _LABELLED.match(bare)
        italic = re.fullmatch(r"\*([^*]+)\*|_([^_]+)_", bare)
        if labelled:
            fields[labelled[1]].append(unescaped(labelled[2] or ""))
        elif italic and not any(text) and not fields["Also"]:
            fields["Also"] += [unescaped(name.strip()) for name in re.split(r"[,;]", italic[1] or italic[2])]
        elif not re.fullmatch(r"(?:-{3,}|\*{3,}|_{3,})", bare):
            text.append(unescaped(bare))
    joined = {name: "\n".join(values) for name, values in fields.items()}
    return {
        "definition": "\n".join(text).strip(),
        "aliases": joined["Also"],
        "abbreviations": joined["Short"],
        "category": joined["Category"],
        "related": joined["Related"],
        "sources": joined["Source"],
    }
