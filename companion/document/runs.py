# SPDX-License-Identifier: MIT
"""Inline text while it grows: white space collapsed as HTML does, neighbours of one style joined."""

import re
from collections.abc import Callable, Iterable, Iterator

from companion.document.clean import clean
from companion.document.model import WORD_JOINER, Mark, Run, calls_note

_SPACES = re.compile(r"[ \t\n\r\f]+")
_EMPTY_LINES = re.compile(r"\A(?:[ \t]*\n)+")
_PLAIN: frozenset[Mark] = frozenset()


class RunBuffer:
    """Collects the runs of one block, cell or caption.

    Where the call of a note stands next to a word, a word joiner (U+2060) keeps the two apart in the text.
    """

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self._last = ""  # the last code point, "" at the beginning

    @property
    def at_start(self) -> bool:
        """Whether nothing has been added yet."""
        return not self._runs

    @property
    def at_line_start(self) -> bool:
        """Whether the last thing added was a line break, or nothing was added yet."""
        return self._last in ("", "\n")

    def add(self, text: str, marks: frozenset[Mark] = _PLAIN, link: str | None = None) -> None:
        """Add text, each stretch of white space in it as one space."""
        text = _SPACES.sub(" ", clean(text))
        if self._last in ("", " ", "\n"):
            text = text.lstrip(" ")
        self._append(text, marks, link)

    def add_verbatim(self, text: str, marks: frozenset[Mark] = _PLAIN, link: str | None = None) -> None:
        """Add text with its white space as it is."""
        self._append(clean(text).replace("\f", "\n"), marks, link)

    def add_image(self, name: str, alternative: str, marks: frozenset[Mark], link: str | None) -> None:
        """Add an inline image of the manuscript."""
        self._runs.append(Run(alternative, marks, link, name))
        self._last = alternative[-1:] or "\ufffc"

    def break_line(self) -> None:
        """Begin a new line, unless nothing has been added yet."""
        if self._last == " " and self._runs[-1].image is None:
            last = self._runs.pop()
            self._append(last.text[:-1], last.marks, last.link)
        if self._last:
            self._append("\n", _PLAIN, None)

    def begin_line(self) -> None:
        """Begin a new line where one has not just begun."""
        if not self.at_line_start:
            self.break_line()

    def take(self) -> tuple[Run, ...]:
        """Hand over what was collected, without white space at either end, and begin again."""
        return self._take(str.lstrip)

    def take_verbatim(self) -> tuple[Run, ...]:
        """Hand over what was collected, without empty lines at either end, and begin again."""
        return self._take(lambda text: _EMPTY_LINES.sub("", text))

    def _append(self, text: str, marks: frozenset[Mark], link: str | None) -> None:
        if not text:
            return
        run = Run(text, marks, link)
        if self._touches_a_call(run):
            self._runs.append(Run(WORD_JOINER))
        self._runs.append(run)
        self._last = text[-1]

    def _touches_a_call(self, run: Run) -> bool:
        """Whether a note's number and another word would become one ("treaties" and "1" are not "treaties1")."""
        if not self._last.strip() or not run.text[0].isalnum():
            return False
        last = self._runs[-1]
        return (calls_note(last) or calls_note(run)) and last.link != run.link

    def _take(self, lstrip: Callable[[str], str]) -> tuple[Run, ...]:
        runs = _trimmed(self._runs, lstrip)
        self._runs, self._last = [], ""
        return runs


def without_front(runs: Iterable[Run], count: int) -> tuple[Run, ...]:
    """The runs without their first `count` code points; an image whose text goes is kept."""
    kept: list[Run] = []
    for run in runs:
        text = run.text[count:]
        count = max(count - len(run.text), 0)
        if text or run.image is not None:
            kept.append(Run(text, run.marks, run.link, run.image))
    return tuple(kept)


def cut_runs(runs: Iterable[Run], lengths: Iterable[int]) -> Iterator[tuple[Run, ...]]:
    """The runs in pieces of so many code points each, without white space at the ends of a piece."""
    rest = list(reversed(tuple(runs)))
    for length in lengths:
        piece: list[Run] = []
        while rest and length > 0:
            run = rest.pop()
            if len(run.text) > length:
                rest.append(Run(run.text[length:], run.marks, run.link, run.image))
                run = Run(run.text[:length], run.marks, run.link)
            length -= len(run.text)
            piece.append(run)
        yield _trimmed(piece)


def _trimmed(runs: Iterable[Run], lstrip: Callable[[str], str] = str.lstrip) -> tuple[Run, ...]:
    backwards = _stripped(reversed(tuple(runs)), str.rstrip)
    return _joined(_stripped(reversed(backwards), lstrip))


def _stripped(runs: Iterable[Run], strip: Callable[[str], str]) -> list[Run]:
    """The runs with `strip` applied to the first ones, until one of them keeps some text."""
    kept: list[Run] = []
    stripping = True
    for run in runs:
        text = strip(run.text) if stripping else run.text
        stripping = stripping and not text
        if text or run.image is not None:
            kept.append(run if text == run.text else Run(text, run.marks, run.link, run.image))
    return kept


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    joined: list[Run] = []
    texts: list[str] = []  # of the run at the end of `joined`
    for run in runs:
        last = joined[-1] if joined else None
        if last is None or run.image or last.image or run.marks != last.marks or run.link != last.link:
            _complete(joined, texts)
            joined.append(run)
            texts = []
        texts.append(run.text)
    _complete(joined, texts)
    return tuple(joined)


def _complete(joined: list[Run], texts: list[str]) -> None:
    if len(texts) > 1:
        last = joined[-1]
        joined[-1] = Run("".join(texts), last.marks, last.link)
