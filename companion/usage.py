# SPDX-License-Identifier: MIT
"""How the command line is spoken to: every command's words, options and help."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import companion

_MANY = 1_000_000

Command = Callable[..., int]
Declaration = tuple[tuple[str, ...], dict[str, Any]]


def parser(commands: Mapping[str, Command]) -> argparse.ArgumentParser:
    """The parser of all commands; `commands` says by name which function runs each."""
    library = library_option()
    whole = argparse.ArgumentParser(
        prog="companion",
        parents=[library],
        description="Read reports offline. Without a command, open the window (and import and open FILEs).",
        epilog="DOC is a document's id, or enough of its title to be unique.",
    )
    whole.add_argument("--version", action="version", version=f"Reading Companion {companion.__version__}")
    subparsers = whole.add_subparsers(required=True, metavar="COMMAND")
    as_json = argparse.ArgumentParser(add_help=False)
    as_json.add_argument("--json", action="store_true", help="print JSON")
    for name, run in commands.items():
        text, *declarations = _DECLARED[name]
        description = f"{text[0].upper()}{text[1:]}."
        command = subparsers.add_parser(name, help=text, description=description, parents=[library, as_json])
        command.set_defaults(run=run)
        for names, details in declarations:
            command.add_argument(*names, **details)
    return whole


def window_parser() -> argparse.ArgumentParser:
    """The parser of the command line that opens the window."""
    window = argparse.ArgumentParser(prog="companion", parents=[library_option()])
    window.add_argument("files", nargs="*", type=Path, metavar="FILE")
    return window


def library_option() -> argparse.ArgumentParser:
    """`--library`, which may stand before or after the command."""
    option = argparse.ArgumentParser(add_help=False)
    option.add_argument("--library", type=Path, metavar="FOLDER", default=argparse.SUPPRESS, help="the library folder")
    return option


def _option(*names: str, **details: Any) -> Declaration:
    return names, details


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit() and 0 < int(width) <= 8192 and 0 < int(height) <= 8192):
        raise argparse.ArgumentTypeError(f"{text!r} is not a size like 1280x800")
    return int(width), int(height)


def _limit(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) <= _MANY:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {_MANY}")
    return int(text)


_DOCUMENT = _option("document", metavar="DOC")
_WITHIN = _option("--in", dest="within", metavar="DOC", help="only in this document")

_DECLARED: dict[str, tuple[Any, ...]] = {
    "import": ("import files and folders", _option("paths", nargs="+", type=Path, metavar="PATH")),
    "list": ("list the documents",),
    "text": ("print a document's text, as it is indexed and shown", _DOCUMENT),
    "outline": ("print a document's headings", _DOCUMENT),
    "search": (
        "search the passages; QUERY - reads one query a line from standard input",
        _option("query", metavar="QUERY"),
        _option("--limit", type=_limit, default=20, metavar="N", help="at most N hits"),
        _WITHIN,
        _option("--any", action="store_true", help="passages with any of the words, best first"),
    ),
    "index": (
        "print the words of the library with their counts",
        _option("prefix", nargs="?", default="", metavar="PREFIX"),
        _option("--limit", type=_limit, default=_MANY, metavar="N", help="at most N words"),
    ),
    "define": ("look a term up in the glossary", _option("term", metavar="TERM")),
    "mentions": ("list where glossary terms stand in a text", _DOCUMENT),
    "bookmark": (
        "bookmark a passage of a document",
        _DOCUMENT,
        _option("--quote", required=True, metavar="TEXT", help="the passage, as the text has it"),
        _option("--note", default="", metavar="TEXT"),
        _option("--tag", action="append", default=[], metavar="T"),
        _option("--colour", default="yellow", metavar="C"),
    ),
    "bookmarks": ("list the bookmarks", _WITHIN),
    "cite": (
        "print a passage with its source",
        _DOCUMENT,
        _option("start", type=int, metavar="START"),
        _option("length", type=int, metavar="LENGTH"),
        _option("--style", default="chicago", metavar="STYLE"),
    ),
    "export": (
        "write bookmarks and notes to a file: .md .json .csv .html .ris .bib",
        _option("file", type=Path, metavar="FILE"),
        _WITHIN,
    ),
    "remove": ("take a document out of the library", _DOCUMENT),
    "check": (
        "check the library's health",
        _option("--repair", action="store_true", help="mend what can be mended"),
        _option("--rebuild-index", action="store_true", help="make the index anew"),
    ),
    "picture": (
        "draw the window into a picture, also without a screen",
        _option("file", type=Path, metavar="FILE.png"),
        _option("--theme", default="", metavar="T", help="light, sepia, dark or contrast"),
        _option("--size", type=_size, default=(1440, 900), metavar="WxH"),
        _option("--open", default="", metavar="DOC"),
        _option("--search", default="", metavar="QUERY"),
        _option("--term", default="", metavar="TERM"),
        _option("--panel", default="", choices=("", "search", "index", "bookmarks", "glossary"), metavar="P"),
    ),
}
