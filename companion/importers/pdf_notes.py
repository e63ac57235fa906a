# SPDX-License-Identifier: MIT
"""Notes at the foot of a PDF page: small type below the text, with a number that the text above calls."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from companion.document.model import Mark, Run
from companion.importers.pdf_lines import Line

_LABEL = re.compile(r"(\d{1,3}|[*†‡§])[.)]?\s*(?=\S)")
_CALL = re.compile(r"\d{1,3}|[*†‡§]")
_SMALLER = 0.95  # share of the size of the text
_NAME = "note-{page}-{label}"
_PAGE_NAME = "page-"


@dataclass(frozen=True, slots=True)
class Page:
    """A page while its lines are read: its number from 0, what it is called, and the first lines of its notes."""

    number: int
    label: str
    notes: Mapping[tuple[float, float], str]  # by base and left side, what each note is called by

    @classmethod
    def of(cls, lines: Sequence[Line], number: int, label: str, body: float) -> "Page":
        """The page that holds these lines, of a file whose text has the type size `body`."""
        text = [line for line in lines if line.size >= _SMALLER * body]
        floor = min((line.base for line in text), default=0.0)
        calls = {run.text.strip() for line in text for run in line.runs if _calls(run)}
        notes: dict[tuple[float, float], str] = {}
        for line in lines if calls else ():
            match = _LABEL.match(line.text)
            if match and line.base < floor and match[1] in calls and match[1] not in notes.values():
                notes[line.base, line.left] = match[1]
        return cls(number, label, notes)

    def note(self, line: Line) -> tuple[str, str]:
        """What the note that begins with this line is called by, and what stands before its words; "" for none."""
        label = self.notes.get((line.base, line.left), "")
        match = _LABEL.match(line.text) if label else None
        return (label, match[0]) if match else ("", "")

    def name(self, label: str) -> str:
        """The name by which a note of this page is linked."""
        return _NAME.format(page=self.number + 1, label=label)

    def linked(self, runs: Sequence[Run]) -> tuple[Run, ...]:
        """The runs of a line, of which those that call a note lead to it."""
        return tuple(map(self._linked, runs))

    def _linked(self, run: Run) -> Run:
        if Mark.SUPERSCRIPT not in run.marks:
            return run
        if (label := run.text.strip()) in self.notes.values():
            return replace(run, link=f"#{self.name(label)}")
        return replace(run, link=None) if run.link is not None and run.link.startswith(f"#{_PAGE_NAME}") else run


def page_name(number: int) -> str:
    """The name by which the first block of a page is linked; pages count from 0."""
    return f"{_PAGE_NAME}{number + 1}"


def _calls(run: Run) -> bool:
    return Mark.SUPERSCRIPT in run.marks and _CALL.fullmatch(run.text.strip()) is not None
