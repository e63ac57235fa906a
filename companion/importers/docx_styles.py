# SPDX-License-Identifier: MIT
"""What the styles of a Word file say of a paragraph and of a run: heading, quotation, numbering, marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lxml import etree

from companion.document.model import Mark
from companion.importers.docx_package import child, is_on, number, tag, value

_HEADING = re.compile(r"heading ([1-9])")
_QUOTES = frozenset({"quote", "intense quote", "block text", "quotations"})
_MARKS = {
    tag("w:b"): Mark.STRONG,
    tag("w:i"): Mark.EMPHASIS,
    tag("w:strike"): Mark.STRUCK,
    tag("w:dstrike"): Mark.STRUCK,
    tag("w:u"): Mark.UNDERLINE,
    tag("w:highlight"): Mark.HIGHLIGHT,
}
_VERTICAL = {"superscript": Mark.SUPERSCRIPT, "subscript": Mark.SUBSCRIPT}
_ALIGNMENT, _VANISH, _RUN_STYLE = tag("w:vertAlign"), tag("w:vanish"), tag("w:rStyle")
_DEEPEST = 50  # styles that one is based on, one after the other


@dataclass(frozen=True, slots=True)
class Numbering:
    """By which list of a file a paragraph is numbered, and at which level, counted from 0."""

    list: str
    level: int | None
    style: str = ""  # which names the level where `level` is None


@dataclass(frozen=True, slots=True)
class Look:
    """What a paragraph is. `level` is that of a heading, else 0. `joined` where its end was deleted."""

    level: int = 0
    quote: bool = False
    title: bool = False
    numbering: Numbering | None = None
    joined: bool = False


@dataclass(frozen=True, slots=True)
class RunLook:
    """The marks of a run, and whether Word would not show it."""

    marks: frozenset[Mark] = frozenset()
    hidden: bool = False


_PLAIN = RunLook()


class Styles:
    """The styles of a file; without any where `root` is None."""

    def __init__(self, root: etree._Element | None) -> None:
        styles = () if root is None else root.iterfind(tag("w:style"))
        self._styles = {value(style, "w:styleId"): style for style in styles}
        defaults = (id for id, style in self._styles.items() if is_default(style))
        self._default = next(defaults, "")
        self.language = value(child(root, "w:docDefaults", "w:rPrDefault", "w:rPr", "w:lang"))
        self._paragraph = cache(self._paragraph_style)
        self._run = cache(self._run_style)

    def paragraph(self, properties: etree._Element | None) -> Look:
        """What a paragraph with these properties is."""
        look = self._paragraph(value(child(properties, "w:pStyle")) or self._default)
        if properties is None:
            return look
        outline = child(properties, "w:outlineLvl")
        level = look.level if outline is None else _outline_level(outline)
        joined = child(properties, "w:rPr", "w:del") is not None or child(properties, "w:rPr", "w:moveFrom") is not None
        numbering = _numbering(child(properties, "w:numPr"), look.numbering)
        return Look(level, look.quote, look.title, numbering, joined)

    def run(self, properties: etree._Element) -> RunLook:
        """What a run with these properties looks like."""
        style = properties.find(_RUN_STYLE)
        return _changed(_PLAIN if style is None else self._run(value(style)), properties)

    def list_of(self, style: str) -> str:
        """The list that a style of numbering stands for, or ""."""
        return value(child(self._styles.get(style), "w:pPr", "w:numPr", "w:numId"))

    def _chain(self, style: str) -> Iterator[tuple[str, etree._Element]]:
        """The style, the one that it is based on, and so on."""
        for _ in range(_DEEPEST):
            element = self._styles.get(style)
            if element is None:
                return
            yield style, element
            style = value(child(element, "w:basedOn"))

    def _paragraph_style(self, style: str) -> Look:
        level: int | None = None
        quote = title = False
        numbering: Numbering | None = None
        for id, element in self._chain(style):
            name = value(child(element, "w:name")).lower()
            outline = child(element, "w:pPr", "w:outlineLvl")
            heading = _HEADING.fullmatch(name)
            if level is None and (outline is not None or heading):
                level = int(heading[1]) if heading else _outline_level(outline)
            title = title or name == "title"
            quote = quote or name in _QUOTES
            properties = child(element, "w:pPr", "w:numPr")
            if numbering is None and properties is not None:
                numbering = Numbering(value(child(properties, "w:numId")), number(child(properties, "w:ilvl")), id)
        level = 1 if title and not level else level or 0
        return Look(min(level, 6), quote, title, numbering)

    def _run_style(self, style: str) -> RunLook:
        look = _PLAIN
        for _, element in reversed(list(self._chain(style))):
            properties = child(element, "w:rPr")
            if properties is not None:
                look = _changed(look, properties)
        return look


def is_default(style: etree._Element) -> bool:
    """Whether a paragraph that names no style has this one."""
    return value(style, "w:type") == "paragraph" and value(style, "w:default") in ("1", "true", "on")


def _outline_level(outline: etree._Element | None) -> int:
    level = number(outline)
    return min(level + 1, 6) if level is not None and 0 <= level < 9 else 0


def _numbering(properties: etree._Element | None, of_style: Numbering | None) -> Numbering | None:
    """The numbering that a paragraph asks for itself, else that of its style; None where it has none."""
    if properties is not None:
        id, level = child(properties, "w:numId"), number(child(properties, "w:ilvl"))
        if id is not None:
            of_style = Numbering(value(id), level, of_style.style if of_style is not None else "")
        elif of_style is not None and level is not None:
            of_style = Numbering(of_style.list, level)
    return of_style if of_style is not None and of_style.list not in ("", "0") else None


def _changed(look: RunLook, properties: etree._Element) -> RunLook:
    """The look after a run's or a style's properties."""
    marks, hidden = look.marks, look.hidden
    for each in properties:
        mark = _MARKS.get(str(each.tag))
        if mark is not None:
            marks = marks | {mark} if is_on(each) else marks - {mark}
        elif each.tag == _ALIGNMENT:
            marks = marks - set(_VERTICAL.values()) | {_VERTICAL[name] for name in [value(each)] if name in _VERTICAL}
        elif each.tag == _VANISH:
            hidden = is_on(each)
    return RunLook(marks, hidden)
