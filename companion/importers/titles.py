# SPDX-License-Identifier: MIT
"""Headings of a plain text: recognised only where a reader would be sure of them."""

import re

_LONGEST = 90  # code points of a heading
_UNDERLINE = re.compile(r"(=|-|~|\*)\1{2,}")
_LEADERS = re.compile(r"(?:\.\s?){3,}|\s\d+$")  # a line of a table of contents
_PART = re.compile(r"(?:part|book|volume|часть|книга|teil|partie)\s+(?:\d+|[ivxlc]+|one|two|three|four|five)\b", re.I)
_CHAPTER = re.compile(
    r"(?:chapter|section|article|annex|appendix|глава|раздел|статья|приложение|kapitel|chapitre)\s+"
    r"(?:\d+|[ivxlc]+|[a-z]\b|one|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.I,
)
_DOTTED = re.compile(r"(\d{1,3}(?:\.\d{1,3})*)\.?\s+(?=\S)")
_ROMAN = re.compile(r"[IVX]+\s?\.\s+(?=\S)")
_LETTERED = re.compile(r"[A-Z]\s?\.\s+(?=\S)")
_SMALL_WORDS = frozenset(
    {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}
)


def heading_level(lines: list[str], *, capitals: bool) -> int:
    """The level, 1 to 6, of a heading that these lines, standing alone, are; 0 where they are none.

    `capitals` says whether a line in capitals is one; it is not where half of the text is in capitals.
    """
    if len(lines) == 2 and _UNDERLINE.fullmatch(lines[1]) and len(lines[0]) <= _LONGEST:
        return 1 if lines[1][0] in "=*" else 2
    title = " ".join(lines)
    if len(lines) > 2 or len(title) > _LONGEST or title.endswith((".", ",", ";", ":")) or _LEADERS.search(title):
        return 0
    if _PART.match(title):
        return 1
    if _CHAPTER.match(title):
        return 2
    if capitals and is_capital(title):
        return 2
    return _numbered_level(title) if len(lines) == 1 else 0


def is_capital(title: str) -> bool:
    """Whether a line is set in capitals: at least four letters, none of them small but in ordinals ("1st")."""
    letters = re.sub(r"\d+(?:st|nd|rd|th)\b", "", title)
    return sum(map(str.isupper, letters)) >= 4 and not any(map(str.islower, letters))


def _numbered_level(title: str) -> int:
    if match := _DOTTED.match(title):
        level = min(match[1].count(".") + 2, 6)
        return level if level > 2 or _is_title(title[match.end() :]) else 0
    for level, number in ((2, _ROMAN), (3, _LETTERED)):
        if match := number.match(title):
            return level if _is_title(title[match.end() :]) else 0
    return 0


def _is_title(words: str) -> bool:
    """Whether the words begin with capitals as those of a title do."""
    counted = [word for word in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", words) if word not in _SMALL_WORDS]
    return bool(counted) and len(words) <= 70 and all(word[0].isupper() for word in counted)
