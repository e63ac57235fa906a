# SPDX-License-Identifier: MIT
"""Hostile glossaries, and hostile questions to the index: they are answered, or refused in one sentence."""

from collections.abc import Iterator
from time import monotonic

from companion.errors import CompanionError
from companion.glossary.interchange import read_glossary, write_glossary
from companion.glossary.matcher import Matcher
from companion.library.library import Library
from tests.hostile import WORDS

_TEXT = f"{'a' * 5_000} ß SS İ i {WORDS} " * 20
_SECONDS = 5.0

GLOSSARIES = {
    "expression.csv": 'term,definition\n(a+)+$,x\n"(.*)*[",x\n',
    "long-term.csv": f"term,definition\n{'a ' * 50_000},x\n",
    "aliases.csv": 'term,definition,aliases\na,x,"' + "\n".join(f"alias {n}" for n in range(100_000)) + '"\n',
    "overlapping.csv": "term,definition\n" + "".join(f"{'a ' * n},x\n" for n in range(1, 400)),
    "empty.csv": "term,definition\n\u200b,x\n,x\n\u00ad,x\n",
    "folding.csv": "term,definition\nß,x\nİ,x\nﬃ,x\n\u0345,x\n",
    "formulas.csv": "term,definition\n=cmd|' /C calc'!A0,@SUM(1)\n+1,-1\n",
    "quotes.csv": 'term,definition\n"' + '""' * 200_000,
    "columns.csv": "term,definition" + ",x" * 100_000 + "\na,b\n",
    "zero.csv": "term,definition\na\0b,\x1b[31m\ud7ff\n",
    "headings.md": "# a\n" * 100_000,
    "labels.md": "## a\n\n" + "*Also:* " * 50_000,
}  # fmt: skip
QUERIES = {
    "star": "*",
    "stars": "a*b*c*d*",
    "letter": "a*",
    "fuzzy": "missile~9 AND defense~99",
    "long": " OR ".join(f"word{number}" for number in range(1_500)),
    "unclosed": '"missile (defense OR [',
    "nested": "(" * 5_000 + "a",
    "not": "NOT " * 2_000 + "a",
    "fields": "title:section:author:tag:in:x",
    "range": "[a TO z] {0 TO} date:[* TO *]",
    "one-word": "a" * 100_000,
    "controls": "missile\0\ud7ff\u202e\x1b",
}


def faults_of_glossaries() -> Iterator[str]:
    """What is wrong with what comes of hostile glossaries, a sentence each."""
    for name, content in GLOSSARIES.items():
        began = monotonic()
        try:
            terms = read_glossary("." + name.rpartition(".")[2], content)
        except CompanionError as error:
            if "\n" in error.message or not error.message.endswith("."):
                yield f"{name}: no plain reason"
        else:
            Matcher(terms).mentions(_TEXT)
            if any(line.startswith(("=", "+", "-", "@")) for line in write_glossary(".csv", terms).splitlines()):
                yield f"{name}: a formula is written"
        if monotonic() - began > _SECONDS:
            yield f"{name}: took {monotonic() - began:.1f} s"


def faults_of_queries(library: Library) -> Iterator[str]:
    """What is wrong with the answers to hostile queries, a sentence each."""
    for name, query in QUERIES.items():
        began = monotonic()
        try:
            library.index.search(query)
        except CompanionError as error:
            if "\n" in error.message or not error.message.endswith("."):
                yield f"{name}: no plain reason"
        if monotonic() - began > _SECONDS:
            yield f"{name}: took {monotonic() - began:.1f} s"
