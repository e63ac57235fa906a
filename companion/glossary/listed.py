# SPDX-License-Identifier: MIT
"""Read the glossary that a document brings along: its chapter of definitions, its lists of terms, its tables.

Within the part below a heading such as "Glossary" or "Terms and definitions" an entry is a heading with the paragraph
below it, a row of a table, or a paragraph that begins with its term: in bold, or before a colon, a dash or a full
stop. Elsewhere only a list of definitions counts: a term in bold on a line of its own, its meaning indented below.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from companion.document.model import Block, BlockKind, Mark, Section, positions, text_of, title_of
from companion.glossary.defining import DefiningSentence

_TITLE = re.compile(
    r"(?:(?:appendix|annex|part|chapter|section|article)\s[\divxlca-h]+\W*|[\divx]+(?:\.\d+)*\W*|[a-z](?:\.\d+)+\W*|§\W*\d+\w*\W*"
    r"|\(\w{1,4}\)\W*)?(?:(?:a\s)?(?:(?:key|basic|selected|important|useful|list of|glossary of)\s)*"
    r"(?:glossary|definitions?|terms|key terms|terminology|abbreviations|acronyms)(?:\sof\s(?:key\s)?terms)?"
    r"(?:,?\s(?:and|&)\s(?:definitions?|abbreviations|acronyms|terms|concepts|terminology))*)(?:\sused\b.*)?\W*",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"(?P<term>[^\n]{2,90}?)\s?(?P<mark>:|\.|\s[–—-]|–|—)\s+(?P<meaning>\S[^\n]{11,}.*)", re.DOTALL)
_NOTHING = re.compile(r"(?:none|see|reserved|deleted)\b[^.]{0,80}\.?(?:\s*\([^()]*\)\.?)?", re.IGNORECASE)
_MOST_WORDS = 8  # of a term
_LONGEST = 4_000  # code points of a meaning
_TEXT = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE)
_FEWEST = 3  # entries that make a glossary


@dataclass(frozen=True, slots=True)
class _Placed:
    """A block, and where its text begins."""

    block: Block
    start: int

    @property
    def text(self) -> str:
        return text_of(self.block)


def find_entries(sections: Sequence[Section]) -> list[DefiningSentence]:
    """The entries of the document's own glossaries and lists of definitions, in order."""
    blocks = [_Placed(block, start) for block, start in positions(sections) if text_of(block).strip()]
    found: list[DefiningSentence] = []
    number = 0
    while number < len(blocks):
        if _is_glossary(blocks[number].block):
            end = _end_of_part(blocks, number)
            entries = list(_entries(blocks[number + 1 : end]))
        else:
            entries, end = _list(blocks, number)
        found += entries if len(entries) >= _FEWEST else []
        number = max(end, number + 1)
    return found


def _list(blocks: Sequence[_Placed], number: int) -> tuple[list[DefiningSentence], int]:
    """The entries of the list of definitions that begins here, and the number of the block after it."""
    entries: list[DefiningSentence] = []
    outer = blocks[number].block.indent
    while number < len(blocks) and (entry := _from_list(blocks, number, "definition list")) is not None:
        entries.append(entry)
        number += 1
        while number < len(blocks) and blocks[number].block.indent > outer:
            number += 1
    return entries, number


def _is_glossary(block: Block) -> bool:
    return block.kind is BlockKind.HEADING and _TITLE.fullmatch(title_of(block)) is not None


def _end_of_part(blocks: Sequence[_Placed], number: int) -> int:
    """The number of the first block after the heading's part; headings that are terms themselves belong to it."""
    level = blocks[number].block.level
    for at in range(number + 1, len(blocks)):
        block = blocks[at].block
        if block.kind is BlockKind.HEADING and block.level <= level and not _is_glossary(block):
            return at
    return len(blocks)


def _entries(part: Sequence[_Placed]) -> Iterator[DefiningSentence]:
    for number, placed in enumerate(part):
        block = placed.block
        if block.kind is BlockKind.TABLE:
            yield from _rows(placed)
        elif block.kind is BlockKind.HEADING:
            entry = _under_heading(part, number)
            if entry is not None:
                yield entry
        elif block.kind in _TEXT:
            entry = _from_list(part, number, "glossary") or _from_paragraph(placed)
            if entry is not None:
                yield entry


def _rows(placed: _Placed) -> Iterator[DefiningSentence]:
    """An entry for each row whose first cell is a term and whose second one says what it means."""
    start = placed.start
    for row in placed.block.rows:
        texts = ["".join(run.text for run in cell.runs) for cell in row]
        if len(texts) >= 2 and not all(cell.header for cell in row):
            entry = _entry(texts[0], texts[1], start, len(texts[0]) + 1 + len(texts[1]), "glossary")
            if entry is not None:
                yield entry
        start += sum(len(text) + 1 for text in texts)


def _under_heading(part: Sequence[_Placed], number: int) -> DefiningSentence | None:
    """A heading that is a term, with the paragraph below it."""
    below = part[number + 1] if number + 1 < len(part) else None
    if below is None or below.block.kind not in _TEXT or _is_glossary(part[number].block):
        return None
    start = part[number].start
    return _entry(title_of(part[number].block), below.text, start, below.start + len(below.text) - start, "glossary")


def _from_list(blocks: Sequence[_Placed], number: int, rule: str) -> DefiningSentence | None:
    """A paragraph all in bold, with the paragraph that is indented below it: an entry of a list of definitions."""
    below = blocks[number + 1] if number + 1 < len(blocks) else None
    block, start = blocks[number].block, blocks[number].start
    bold = block.kind is BlockKind.PARAGRAPH and all(Mark.STRONG in run.marks for run in block.runs if run.text.strip())
    if not bold or below is None or below.block.kind not in _TEXT or below.block.indent <= block.indent:
        return None
    return _entry(blocks[number].text, below.text, start, below.start + len(below.text) - start, rule)


def _from_paragraph(placed: _Placed) -> DefiningSentence | None:
    """A paragraph that begins with its term: in bold or italics, or before a colon, a dash or a full stop."""
    text = placed.text
    head = 0
    for run in placed.block.runs:
        if not run.marks & {Mark.STRONG, Mark.EMPHASIS}:
            break
        head += len(run.text)
    if 0 < head < len(text):
        return _entry(text[:head], text[head:], placed.start, len(text), "glossary")
    split = _SPLIT.fullmatch(text)
    if split is None or (split["mark"] == "." and text[:1].isupper() and " " in split["term"]):
        return None  # a sentence, unless it begins like an entry of a dictionary
    return _entry(split["term"], split["meaning"], placed.start, len(text), "glossary")


def _entry(term: str, meaning: str, start: int, length: int, rule: str) -> DefiningSentence | None:
    term = " ".join(term.split()).strip("“”\"'*_ :.–—-")
    meaning = " ".join(meaning.split()).lstrip(":.–—- ")
    bracket = re.fullmatch(r"(?P<term>.+?)\s?\((?P<short>[^()\s]{2,12})\)", term)
    short = bracket["short"] if bracket and bracket["short"] != bracket["short"].lower() else ""
    term = bracket["term"] if bracket and short else term
    good = (
        2 <= len(term) <= 90
        and len(term.split()) <= _MOST_WORDS
        and any(map(str.isalpha, term))
        and 8 <= len(meaning) <= _LONGEST
        and not _NOTHING.fullmatch(meaning)
    )
    return DefiningSentence(term, meaning, start, length, rule, short) if good else None
