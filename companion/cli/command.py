# SPDX-License-Identifier: MIT
"""How the command line is spoken to: every command's words, options, help and examples."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import companion
from companion.document.bookmark import COLOURS

_MANY = 1_000_000
_LARGEST = 8192  # pixels of a picture's side

Run = Callable[..., int]

_EXAMPLES = """\
examples:
  companion report.md                        open the window on a file
  companion import ~/reports                 take in a folder
  companion search '"security dilemma" OR deterrence' --limit 5
  companion define "boost phase"
  companion export notes.md                  write all bookmarks and notes

DOC is a document's id, or enough of its title to be unique. See also: companion COMMAND --help
"""


@dataclass(frozen=True, slots=True)
class _Argument:
    """An option, or a word that stands in a place; what argparse is told of it."""

    names: tuple[str, ...]
    details: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Command:
    """What a command does, in a few words, what it is told, and lines that show it at work."""

    does: str
    arguments: tuple[_Argument, ...] = ()
    examples: tuple[str, ...] = ()


def parser(commands: Mapping[str, Run]) -> argparse.ArgumentParser:
    """The parser of all commands; `commands` says by name which function runs each."""
    library = library_option()
    whole = argparse.ArgumentParser(
        prog="companion",
        parents=[library],
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Read reports offline. Without a command, open the window, and import and open FILEs.",
        epilog=_EXAMPLES,
    )
    whole.add_argument("--version", action="version", version=f"Reading Companion {companion.__version__}")
    subparsers = whole.add_subparsers(required=True, metavar="COMMAND", title="commands")
    for name, run in commands.items():
        described = _COMMANDS[name]
        command = subparsers.add_parser(
            name,
            parents=[library],
            formatter_class=argparse.RawDescriptionHelpFormatter,
            help=described.does,
            description=f"{described.does[0].upper()}{described.does[1:]}.",
            epilog="\n  ".join(("examples:", *described.examples)) if described.examples else None,
        )
        command.set_defaults(run=run)
        for argument in described.arguments:
            command.add_argument(*argument.names, **argument.details)
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


def _argument(*names: str, **details: Any) -> _Argument:
    return _Argument(names, {"type": _words, **details} if "action" not in details else details)


def _words(text: str) -> str:
    """Words as the shell gave them; bytes that are not text become the replacement character."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _tag(text: str) -> str:
    tag = " ".join(_words(text).split())
    if not tag:
        raise argparse.ArgumentTypeError("a tag needs at least one letter")
    return tag


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not all(side.isdecimal() and 0 < int(side) <= _LARGEST for side in (width, height)):
        raise argparse.ArgumentTypeError(f"{text!r} is not a size like 1280x800, with sides up to {_LARGEST}")
    return int(width), int(height)


def _limit(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= _MANY:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {_MANY}")
    return int(text)


def _offset(text: str) -> int:
    if not text.isdecimal() or len(text) > 12:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of characters")
    return int(text)


_DOCUMENT = _argument("document", metavar="DOC", help="the document's id, or enough of its title")
_WITHIN = _argument("--in", dest="within", metavar="DOC", help="only in this document")
_JSON = _argument("--json", action="store_true", help="print JSON")

_COMMANDS = {
    "import": _Command(
        "import files and folders",
        (_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file, or a folder with all below it"), _JSON),
        ("companion import report.pdf notes/", "companion import ~/reports --json"),
    ),
    "list": _Command("list the documents", (_JSON,)),
    "text": _Command("print a document's text, as it is indexed and shown", (_DOCUMENT,)),
    "outline": _Command("print a document's headings", (_DOCUMENT, _JSON)),
    "search": _Command(
        "search the passages of all documents",
        (
            _argument("query", metavar="QUERY", help="the query; - reads one query a line from standard input"),
            _argument("--limit", type=_limit, default=20, metavar="N", help="at most N hits (20)"),
            _WITHIN,
            _argument("--any", action="store_true", help="passages with any of the words, best first"),
            _JSON,
        ),
        (
            'companion search \'"missile defense" NOT laser\'',
            "companion search 'title:treaty intercept*'",
            "companion search --json - < queries.txt",
        ),
    ),
    "index": _Command(
        "print the words of the library with their counts",
        (
            _argument("prefix", nargs="?", default="", metavar="PREFIX", help="only words that begin so"),
            _argument("--limit", type=_limit, default=_MANY, metavar="N", help="at most N words"),
            _JSON,
        ),
    ),
    "define": _Command(
        "look a term up in the glossary",
        (_argument("term", metavar="TERM", help="its name, an alias or an abbreviation"), _JSON),
    ),
    "mentions": _Command("list where glossary terms stand in a text", (_DOCUMENT, _JSON)),
    "abbreviations": _Command(
        "list the abbreviations that a text explains",
        (_argument("document", metavar="FILE|DOC", help="a file, or a document of the library"), _JSON),
    ),
    "glossary": _Command(
        "take terms in from a file, or write all terms to one",
        (
            _argument("action", choices=("import", "export"), metavar="import|export"),
            _argument("file", type=Path, metavar="FILE", help="its suffix says how: .csv or .md"),
        ),
        ("companion glossary export terms.csv", "companion glossary import terms.md"),
    ),
    "bookmark": _Command(
        "bookmark a passage of a document",
        (
            _DOCUMENT,
            _argument("--quote", required=True, metavar="TEXT", help="the passage, in the words of the text"),
            _argument("--note", default="", metavar="TEXT", help="your note to it"),
            _argument("--tag", action="append", type=_tag, default=[], metavar="T", help="a tag; may be repeated"),
            _argument("--colour", default=COLOURS[0], choices=COLOURS, metavar="C", help=", ".join(COLOURS)),
            _JSON,
        ),
        ('companion bookmark "Missile Defense" --quote "security dilemma" --tag theory --note "Jervis 1978"',),
    ),
    "bookmarks": _Command("list the bookmarks", (_WITHIN, _JSON)),
    "cite": _Command(
        "print a passage with its source",
        (
            _DOCUMENT,
            _argument("start", type=_offset, metavar="START", help="its first character, as search prints it"),
            _argument("length", type=_offset, metavar="LENGTH", help="how many characters it has"),
            _argument("--style", default="chicago", metavar="STYLE", help="chicago, apa, mla, gost, plain or markdown"),
        ),
    ),
    "export": _Command(
        "write bookmarks and notes to a file",
        (
            _argument("file", type=Path, metavar="FILE", help="its suffix says how: .md .json .csv .html .ris .bib"),
            _WITHIN,
        ),
        ("companion export notes.md", "companion export annotations.json --in Valdai"),
    ),
    "remove": _Command("take a document out of the library", (_DOCUMENT,)),
    "check": _Command(
        "check the library's health",
        (
            _argument("--repair", action="store_true", help="mend what can be mended"),
            _argument("--rebuild-index", action="store_true", help="make the index anew"),
            _JSON,
        ),
    ),
    "picture": _Command(
        "draw the window into a picture, also without a screen",
        (
            _argument("file", type=Path, metavar="FILE.png"),
            _argument("--theme", default="", metavar="T", help="light, sepia, dark or contrast"),
            _argument("--size", type=_size, default=(1440, 900), metavar="WxH", help="in pixels (1440x900)"),
            _argument("--open", default="", metavar="DOC", help="show this document"),
            _argument("--search", default="", metavar="QUERY", help="show the hits of this query"),
            _argument("--term", default="", metavar="TERM", help="show this glossary entry"),
            _argument("--panel", default="", choices=("search", "index", "bookmarks", "glossary"), metavar="P",
                      help="show this panel: search, index, bookmarks or glossary"),
        ),
    ),
}  # fmt: skip
