# SPDX-License-Identifier: MIT
"""What a command is, and the words and options that several of them take."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

MANY = 1_000_000
_LARGEST = 8192  # pixels of a picture's side

Arguments = argparse.Namespace


@dataclass(frozen=True, slots=True)
class Argument:
    """An option, or a word that stands in a place; what argparse is told of it."""

    names: tuple[str, ...]
    details: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Command:
    """A command: the function that runs it, what it does, in a few words, what it is told, and lines that show it.

    `run` gets the library and the arguments and returns the exit status. One that `opens_window` gets the library's
    folder instead.
    """

    run: Callable[[Any, Arguments], int]
    does: str
    arguments: tuple[Argument, ...] = ()
    examples: tuple[str, ...] = ()
    opens_window: bool = False


def argument(*names: str, **details: Any) -> Argument:
    """An argument; its value is a text unless `details` say otherwise."""
    return Argument(names, {"type": words, **details} if "action" not in details else details)


def words(text: str) -> str:
    """Words as the shell gave them; bytes that are not text become the replacement character."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def tag(text: str) -> str:
    """A tag, with single spaces."""
    named = " ".join(words(text).split())
    if not named:
        raise argparse.ArgumentTypeError("a tag needs at least one letter")
    return named


def size(text: str) -> tuple[int, int]:
    """Width and height in pixels, as in 1280x800."""
    width, _, height = text.partition("x")
    if not all(side.isdecimal() and 0 < int(side) <= _LARGEST for side in (width, height)):
        raise argparse.ArgumentTypeError(f"{text!r} is not a size like 1280x800, with sides up to {_LARGEST}")
    return int(width), int(height)


def limit(text: str) -> int:
    """A number from 1 to MANY."""
    if not text.isdecimal() or not 0 < int(text) <= MANY:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {MANY}")
    return int(text)


def offset(text: str) -> int:
    """A number of code points."""
    if not text.isdecimal() or len(text) > 12:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of characters")
    return int(text)


DOCUMENT = argument("document", metavar="DOC", help="the document's id, or enough of its title")
WITHIN = argument("--in", dest="within", metavar="DOC", help="only in this document")
JSON = argument("--json", action="store_true", help="print JSON")
