# SPDX-License-Identifier: MIT
"""Searches the texts themselves, word by word, while there is no index."""

import re
import time

from companion.library.rows import from_lines
from companion.library.store import Store
from companion.search.results import Hit, Results

_OPERATORS = {"AND", "OR", "NOT"}
_WORD = re.compile(r"\w+")
_FROM = "FROM index_passages AS passage JOIN index_documents AS document ON document.id = passage.document"


def plain_search(store: Store, query: str, limit: int, document: str | None) -> Results:
    """The first passages that hold all words of the query, or words that begin or end with them, in reading order."""
    from companion.search.snippet import cut_snippet

    began = time.perf_counter()
    words = [word for word in _WORD.findall(query) if word not in _OPERATORS]
    if not words:
        return Results(query)
    where, values = _condition(words, document)
    total = store.value(f"SELECT count(*) {_FROM} WHERE {where}", *values)
    rows = store.rows(
        f"""SELECT passage.document, title, section, page, start, text {_FROM} WHERE {where}
            ORDER BY title COLLATE NOCASE, passage.document, start LIMIT ?""",
        *values,
        limit,
    )
    pattern = re.compile("|".join(map(re.escape, words)), re.IGNORECASE)
    hits = []
    for row in rows:
        spans = [match.span() for match in pattern.finditer(row["text"])]
        hits.append(
            Hit(
                kind="text",
                document=row["document"],
                title=row["title"],
                section=from_lines(row["section"]),
                page=row["page"],
                start=row["start"],
                length=len(row["text"]),
                score=0.0,
                snippet=cut_snippet(row["text"], spans),
                matches=tuple((row["start"] + start, row["start"] + end) for start, end in spans),
            )
        )
    return Results(query, total, time.perf_counter() - began, tuple(hits))


def _condition(words: list[str], document: str | None) -> tuple[str, list[str]]:
    """The condition that every word stands in the text; SQLite's LIKE ignores the case of ASCII letters only."""
    parts: list[str] = []
    values: list[str] = []
    for word in words:
        spellings = [word] if word.isascii() else sorted({word, word.lower(), word.upper(), word.capitalize()})
        parts.append("(" + " OR ".join("text LIKE ? ESCAPE '\\'" for _ in spellings) + ")")
        values += [f"%{spelling.replace('_', chr(92) + '_')}%" for spelling in spellings]
    if document is not None:
        parts.append("passage.document = ?")
        values.append(document)
    return " AND ".join(parts), values
