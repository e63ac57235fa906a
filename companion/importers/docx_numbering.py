# SPDX-License-Identifier: MIT
"""Numbers the paragraphs of a Word file as Word does: lists of up to nine levels that count on through the text."""

import re
from dataclasses import dataclass, field

from lxml import etree

from companion.document.markers import BULLETS, ListMarkers
from companion.importers.docx_package import child, is_on, number, tag, value
from companion.importers.docx_styles import Numbering, Styles
from companion.importers.docx_symbols import symbol

_LEVELS = 9
_PLACE = re.compile("%([1-9])")
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_HAN = "〇一二三四五六七八九"
_LATIN = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered. `restart` is the level, counted from 1, after which it begins anew."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class _Counters:
    """The numbers last given at each level; None where there was none yet."""

    last: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


@dataclass(frozen=True, slots=True)
class _List:
    """A list of a file: its levels, the counters that it shares with others, and where it starts them anew."""

    levels: tuple[_Level, ...]
    counters: _Counters
    starts: dict[int, int]


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands before a paragraph, and its level in the list, counted from 1."""

    text: str
    depth: int
    bullet: bool


class Lists:
    """The lists of a file and how far they have counted."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        abstract = () if root is None else root.iterfind(tag("w:abstractNum"))
        self._abstract = {value(each, "w:abstractNumId"): each for each in abstract}
        numbers = () if root is None else root.iterfind(tag("w:num"))
        self._numbers = {value(each, "w:numId"): each for each in numbers}
        self._counters: dict[str, _Counters] = {}
        self._lists: dict[str, _List | None] = {}

    def next(self, numbering: Numbering) -> Marker | None:
        """Count one paragraph on, and say what stands before it; None where its list is not in the file."""
        name = numbering.list
        if name not in self._lists:
            self._lists[name] = self._read(name)
        found = self._lists[name]
        if found is None:
            return None
        level = _level_of(numbering, found.levels)
        shape = found.levels[level]
        _count(found, level)
        text = _text(found, level).strip()
        bullet = shape.format == "bullet"
        if bullet:
            text = _bullet(text, level)
        return Marker(text, level + 1, bullet) if text else None

    def _read(self, name: str) -> _List | None:
        element = self._numbers.get(name)
        id = value(child(element, "w:abstractNumId"))
        abstract = self._abstract.get(id)
        link = value(child(abstract, "w:numStyleLink"))
        if link:  # the levels are those of the list that the style stands for
            id = value(child(self._numbers.get(self._styles.list_of(link)), "w:abstractNumId"))
            abstract = self._abstract.get(id)
        if element is None or abstract is None:
            return None
        levels = [_Level(format="none")] * _LEVELS
        _take_levels(levels, abstract)
        starts: dict[int, int] = {}
        for override in element.iterfind(tag("w:lvlOverride")):
            _take_levels(levels, override)
            level, start = number(override, "w:ilvl"), number(child(override, "w:startOverride"))
            if level is not None and start is not None:
                starts[level] = start
        return _List(tuple(levels), self._counters.setdefault(id, _Counters()), starts)


def format_number(number: int, format: str) -> str:
    """A number as one of Word's formats writes it; in digits where the format is not known."""
    if format == "decimalZero":
        return f"{number:02}"
    if format == "ordinal":
        endings = {1: "st", 2: "nd", 3: "rd"}
        return f"{number}{'th' if number % 100 in (11, 12, 13) else endings.get(number % 10, 'th')}"
    if format == "numberInDash":
        return f"- {number} -"
    if format == "decimalEnclosedCircle" and 0 < number <= 20:
        return chr(0x245F + number)
    if format in ("lowerRoman", "upperRoman"):
        return ListMarkers("i" if format == "lowerRoman" else "I").next(number)[:-1]
    if number < 1 or number > 99:
        return str(number)
    if format in ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital"):
        return _han(number)
    letters = _RUSSIAN if format.startswith("russian") else _LATIN
    if format in ("lowerLetter", "upperLetter", "russianLower", "russianUpper"):
        times, place = divmod(number - 1, len(letters))  # after z comes aa, then bb
        letter = letters[place] * (times + 1)
        return letter.upper() if "pper" in format else letter
    return str(number)


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _HAN[tens]) + ("十" if tens else "") + (_HAN[ones] if ones else "")


def _take_levels(levels: list[_Level], parent: etree._Element) -> None:
    for element in parent.iterfind(tag("w:lvl")):
        place = number(element, "w:ilvl")
        if place is None or not 0 <= place < _LEVELS:
            continue
        start = number(child(element, "w:start"))
        fonts = child(element, "w:rPr", "w:rFonts")
        text = value(child(element, "w:lvlText"))
        levels[place] = _Level(
            value(child(element, "w:numFmt")) or "decimal",
            "".join(symbol(ord(letter), value(fonts, "w:ascii")) if letter > "\ue000" else letter for letter in text),
            0 if start is None else start,
            number(child(element, "w:lvlRestart")),
            is_on(child(element, "w:isLgl")),
            value(child(element, "w:pStyle")),
        )


def _level_of(numbering: Numbering, levels: tuple[_Level, ...]) -> int:
    level = numbering.level
    if level is None and numbering.style:
        level = next((place for place, each in enumerate(levels) if each.style == numbering.style), None)
    return min(max(level or 0, 0), _LEVELS - 1)


def _count(found: _List, level: int) -> None:
    last = found.counters.last
    start = found.starts.pop(level, None)
    if start is not None:
        last[level] = start
    else:
        before = last[level]
        last[level] = found.levels[level].start if before is None else before + 1
    for lower in range(level + 1, _LEVELS):
        restart = found.levels[lower].restart
        if restart is None or (restart > 0 and level < restart):
            last[lower] = None


def _text(found: _List, level: int) -> str:
    legal = found.levels[level].legal

    def place(match: re.Match[str]) -> str:
        other = int(match[1]) - 1
        shape = found.levels[other]
        last = found.counters.last[other]
        count = shape.start if last is None else last
        if shape.format in ("none", "bullet"):
            return ""
        return format_number(count, "decimal" if legal else shape.format)

    return _PLACE.sub(place, found.levels[level].text)


def _bullet(text: str, level: int) -> str:
    """The bullet itself where it says something, else the one that lists of this depth have."""
    plain = not text or text == "o" or text[0] in "•·●○▪■§" or "\ue000" <= text[0] <= "\uf8ff"
    return BULLETS[min(level, len(BULLETS) - 1)] if plain else text[:4]
