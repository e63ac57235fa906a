# SPDX-License-Identifier: MIT
"""What the command line writes: tables, emphasis and JSON on standard output, the rest on standard error."""

import getpass
import io
import json
import sys
from collections.abc import Sequence
from typing import TypeVar

from companion.document.model import WORD_JOINER
from companion.work import Progress, Work, finish

T = TypeVar("T")

_WIDTH = 100  # columns of the line of progress


def forgive_odd_characters() -> None:
    """Write "?" for a character that a terminal lacks, and read bytes that are no text: neither is a reason to fail."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def drive(work: Work[T]) -> T:
    """Finish the work, with its progress on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        return finish(work)
    try:
        return finish(work, _show_progress)
    finally:
        clear_progress()


def _show_progress(progress: Progress) -> None:
    of = f"/{progress.total}" if progress.total is not None else ""
    line = f"{progress.done}{of} {progress.text}".splitlines()[0]
    sys.stderr.write(f"\r\033[K{line[:_WIDTH]}")
    sys.stderr.flush()


def clear_progress() -> None:
    """Make room for a line of output where the progress stands."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
        sys.stderr.flush()


def print_json(value: object) -> None:
    """Write a value as one line of JSON, in letters of any script where the output takes them."""
    print(json.dumps(value, ensure_ascii=sys.stdout.encoding.lower() != "utf-8"))


def say(sentence: str) -> None:
    """Tell the reader something that is not the answer itself."""
    sys.stderr.write(sentence + "\n")


def ask_secretly(question: str) -> str:
    """A line that is not shown while it is typed; where nobody types, the next line of standard input."""
    if sys.stdin.isatty():
        return getpass.getpass(question)
    return sys.stdin.readline().rstrip("\r\n")


def counted(number: int, noun: str) -> str:
    """ "1 passage", "2 passages"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def page(label: str) -> str:
    """The page as it follows a heading, or nothing where there are no pages."""
    return f", p. {label}" if label else ""


def columns(rows: Sequence[Sequence[object]], head: Sequence[str]) -> str:
    """Rows as a plain table: columns as wide as their widest cell, the last one free."""
    table = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[number]) for row in table) for number in range(len(head) - 1)]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]).rstrip()
        for row in table
    ]
    return "\n".join(lines)


def emphasised(text: str, spans: Sequence[tuple[int, int]], marks: tuple[str, str]) -> str:
    """`text` with each span between the two marks, without what only keeps a note's number apart."""
    parts, last = [], 0
    for start, end in spans:
        parts += [text[last:start], marks[0], text[start:end], marks[1]]
        last = end
    return "".join([*parts, text[last:]]).replace(WORD_JOINER, "")
