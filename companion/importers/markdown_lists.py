# SPDX-License-Identifier: MIT
"""Lists as most people write them, written as Python-Markdown reads them: nested by four spaces, after an empty line.

What belongs to an item of a list is indented as far as the item's own words (CommonMark 0.31, 5.2); Python-Markdown
wants four spaces for each list. Code between fences within an item becomes code by indentation. Texts that nest by
four spaces stay as they are.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_ITEM = re.compile(r"([-+*]|\d{1,9}[.)])(?:( +)(?=\S)|(?= *$))")
_CONTAINER = re.compile(r"(?:!!!|\?\?\?\+?) \S|\[\^[^\]\n]+\]:")  # what they hold is indented by four spaces
_FENCE = re.compile(r"(`{3,}(?=[^`]*$)|~{3,})")
_RULE = re.compile(r"([-*_])(?: *\1){2,} *$")
_RAW = re.compile(r"<(pre|script|style|textarea)\b|<!--", re.IGNORECASE)
_QUOTE = re.compile(r" {0,3}> ?")
_INTERRUPTS = re.compile(r"(?:[-+*]|1[.)]) +\S")  # an item that may stand right under a paragraph
_LEADS = re.compile(r"#{1,6} |>|\|")
_STARTS = (_ITEM, _LEADS, _FENCE, _RULE, _CONTAINER)
_QUOTES = 8  # how deep quotations are looked into
_STEP = 4


def with_common_lists(text: str) -> str:
    """The text with its lists indented as Python-Markdown wants them."""
    return "\n".join(_indented(text.split("\n"), 0))


def _indented(lines: Sequence[str], depth: int) -> Iterator[str]:
    writer = _Writer()
    number = 0
    while number < len(lines):
        line = lines[number]
        if writer.is_outside and depth < _QUOTES and _QUOTE.match(line):
            quoted = [line]
            while number + len(quoted) < len(lines) and _QUOTE.match(lines[number + len(quoted)]):
                quoted.append(lines[number + len(quoted)])
            yield from (
                f"> {each}" for each in _indented([_QUOTE.sub("", each, count=1) for each in quoted], depth + 1)
            )
            writer.end_of_quotation()
            number += len(quoted)
        else:
            yield from writer.write(line)
            number += 1


@dataclass(slots=True)
class _Writer:
    """Writes line after line. `_open` are the lists around a line: how far what belongs to their items is indented."""

    _open: list[int] = field(default_factory=list)
    _fence: str = ""  # that closes the code which the line is part of
    _fence_indent: int = 0
    _raw: str = ""  # that closes markup which is left alone
    _before: str = ""  # the line before, without its indentation and the marker of an item
    _words: bool = False  # whether the line before is one of a paragraph outside of all lists
    _quoting: bool = False  # whether no empty line stands between this one and an item that is a quotation
    _apart: bool = False  # whether an empty line has come since the last item

    @property
    def is_outside(self) -> bool:
        """Whether the next line is part of no list, code or markup."""
        return not (self._open or self._fence or self._raw)

    def end_of_quotation(self) -> None:
        self._before = ">"

    def write(self, line: str) -> Iterator[str]:
        """The line, and empty ones around it, as Python-Markdown wants them."""
        stripped = line.lstrip(" \t")
        indent = len(line[: len(line) - len(stripped)].expandtabs(_STEP))
        if self._fence and self._open and stripped and indent < self._open[-1]:
            self._fence = self._before = ""  # it ends with the item that it is part of
            yield ""
        if self._raw or self._fence:
            yield from self._inside(line)
            return
        if not stripped:
            self._before, self._apart = "", True
            self._words = self._quoting = False
            yield line
            return
        lists = len(self._open)
        self._close(indent, stripped)
        if len(self._open) < lists and self._before and _RULE.match(stripped):
            yield ""  # else the words above would be a heading
        inner = indent - (self._open[-1] if self._open else 0)
        out = _STEP * len(self._open)
        if inner >= _STEP:  # code, or the further line of a paragraph
            yield line if not self._open or indent >= out + _STEP else " " * (out + inner) + stripped
        elif fence := _FENCE.match(stripped):
            self._words = False
            self._fence, self._fence_indent = fence[0], indent
            yield "" if self._open else line
        else:
            yield from self._text(line, stripped, indent, inner)
            return
        self._before = stripped

    def _text(self, line: str, stripped: str, indent: int, inner: int) -> Iterator[str]:
        out = _STEP * len(self._open)
        item = None if _RULE.match(stripped) else _ITEM.match(stripped)
        if item is not None and self._words and not _INTERRUPTS.match(stripped):
            item = None
        if item is None:
            raw = _RAW.search(stripped)
            if raw is not None:
                closing = "-->" if raw[1] is None else f"</{raw[1].lower()}"
                self._raw = "" if closing in stripped[raw.end() :].lower() else closing
            if self._open and self._before and stripped[0] == ">" != self._before[0]:
                yield ""
            yield " " * out + stripped if self._open and inner >= 0 and not self._quoting else line
            if _CONTAINER.match(stripped) and not self._open:
                self._open.append(indent + _STEP)
            self._before = stripped
            self._words = not self._open and not _LEADS.match(stripped)
            return
        if self._words or (self._before and self._apart) or (self._before[:1] == ">" and not self._quoting):
            yield ""
        self._words = self._apart = False
        self._before = stripped[item.end() :] or item[1]
        self._quoting = self._before[0] == ">"
        yield " " * out + item[1].replace(")", ".") + stripped[item.end(1) :]
        width = len(item[1]) + (len(item[2]) if item[2] and len(item[2]) <= _STEP else 1)
        self._open.append(indent + width)

    def _close(self, indent: int, stripped: str) -> None:
        """Leave the lists to which a line of this indentation does not belong."""
        if self._before and not any(pattern.match(stripped) for pattern in _STARTS):
            return  # the words of an item go on, however little they are indented
        while self._open and indent < self._open[-1]:
            self._open.pop()

    def _inside(self, line: str) -> Iterator[str]:
        stripped = line.strip()
        if self._raw:
            if self._raw in line.lower():
                self._raw = ""
            yield line
        elif stripped.startswith(self._fence) and not stripped.strip(self._fence[0]):
            self._fence = ""
            yield "" if self._open else line
        elif self._open:
            indent = len(line) - len(line.lstrip(" "))
            yield " " * (_STEP * (len(self._open) + 1)) + line[min(indent, self._fence_indent) :]
        else:
            yield line
        self._before = stripped
