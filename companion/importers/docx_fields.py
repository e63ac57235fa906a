# SPDX-License-Identifier: MIT
"""The fields of a Word file (a link, a page number, a table of contents): of each, the result is text."""

import re
from dataclasses import dataclass, field

_LINK = re.compile(r'\s*HYPERLINK\s+(?:\\[lL]\s+"([^"]*)"|"([^"]*)"|([^\s"\\]+))(?:\s+\\[lL]\s+"([^"]*)")?')


@dataclass(slots=True)
class _Field:
    code: list[str] = field(default_factory=list)
    result: bool = False
    address: str = ""


class Fields:
    """The fields that stand open at one place of the text."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    def begin(self) -> None:
        """A field begins, with its code."""
        self._open.append(_Field())

    def add_code(self, text: str) -> None:
        """More of the code of the innermost field."""
        if self._open and not self._open[-1].result:
            self._open[-1].code.append(text)

    def separate(self) -> None:
        """The code is over and the result begins."""
        if self._open:
            innermost = self._open[-1]
            innermost.result = True
            innermost.address = link_of("".join(innermost.code))

    def end(self) -> None:
        """The innermost field ends."""
        if self._open:
            self._open.pop()

    def end_paragraph(self) -> None:
        """Let a code or a link that nothing ends reach no further than its paragraph."""
        self._open = [each for each in self._open if each.result]
        for each in self._open:
            each.address = ""

    @property
    def hides(self) -> bool:
        """Whether text at this place belongs to a code."""
        return any(not each.result for each in self._open)

    @property
    def address(self) -> str:
        """Where the innermost link leads, or ""."""
        return next((each.address for each in reversed(self._open) if each.address), "")


def link_of(code: str) -> str:
    """Where a field with this code leads: an address, `#name`, or "" where it is no link."""
    match = _LINK.match(code)
    if match is None:
        return ""
    place = match[1] or match[4]
    address = match[2] or match[3] or ""
    return address + (f"#{place}" if place else "")
