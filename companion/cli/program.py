# SPDX-License-Identifier: MIT
"""Runs the command line: finds the command, opens the library for it, and turns errors into sentences."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import companion
from companion import paths
from companion.cli import (
    collections,
    concordance,
    documents,
    learning,
    passages,
    searching,
    terminal,
    terms,
    upkeep,
    window,
)
from companion.cli.command import Arguments, Command
from companion.errors import CompanionError
from companion.library.library import Library

_INTERRUPTED = 130  # the status that a shell expects after Ctrl-C

_EXAMPLES = """\
examples:
  companion report.md                        open the window on a file
  companion import ~/reports                 take in a folder
  companion search '"security dilemma" OR deterrence' --limit 5
  companion define "boost phase"
  companion export notes.md                  write all bookmarks and notes

DOC is a document's id, or enough of its title to be unique. See also: companion COMMAND --help
"""

_COMMANDS: dict[str, Command] = {
    **documents.COMMANDS,
    **collections.COMMANDS,
    **searching.COMMANDS,
    **concordance.COMMANDS,
    **terms.COMMANDS,
    **learning.COMMANDS,
    **passages.COMMANDS,
    **upkeep.COMMANDS,
    **window.COMMANDS,
}


def main(arguments: Sequence[str]) -> int:
    """Run one command. Returns 0, 1 where it could not be done, 2 for wrong usage."""
    terminal.forgive_odd_characters()
    logging.getLogger("companion").addHandler(logging.NullHandler())  # what is for us is not for the terminal
    try:
        if _opens_window(arguments):
            options = _window_parser().parse_args(arguments)
            return window.open_on(options.files, _folder(options))
        options = _parser().parse_args(arguments)
        return _run(options.command, options)
    except CompanionError as error:
        terminal.say(error.message)
        return 1
    except KeyboardInterrupt:
        terminal.say("Stopped. What was finished by then is kept.")
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone; Python would complain once more when it closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run(command: Command, options: Arguments) -> int:
    folder = _folder(options)
    if command.opens_window:
        return command.run(folder, options)
    with Library.open(folder) as library:
        for notice in library.notices:
            terminal.say(notice)
        try:
            status = command.run(library, options)
        except CompanionError as error:
            if error.message in library.notices:  # that was just said
                return 1
            raise
    sys.stdout.flush()
    return status


def _parser() -> argparse.ArgumentParser:
    library = _library_option()
    whole = argparse.ArgumentParser(
        prog="companion",
        parents=[library],
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Read reports offline. Without a command, open the window, and import and open FILEs.",
        epilog=_EXAMPLES,
    )
    whole.add_argument("--version", action="version", version=f"Reading Companion {companion.__version__}")
    subparsers = whole.add_subparsers(required=True, metavar="COMMAND", title="commands")
    for name, command in _COMMANDS.items():
        parser = subparsers.add_parser(
            name,
            parents=[library],
            formatter_class=argparse.RawDescriptionHelpFormatter,
            help=command.does,
            description=f"{command.does[0].upper()}{command.does[1:]}.",
            epilog="\n  ".join(("examples:", *command.examples)) if command.examples else None,
        )
        parser.set_defaults(command=command)
        for argument in command.arguments:
            parser.add_argument(*argument.names, **argument.details)
    return whole


def _window_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="companion", parents=[_library_option()])
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    return parser


def _library_option() -> argparse.ArgumentParser:
    """`--library`, which may stand before or after the command."""
    option = argparse.ArgumentParser(add_help=False)
    option.add_argument("--library", type=Path, metavar="FOLDER", default=argparse.SUPPRESS, help="the library folder")
    return option


def _opens_window(arguments: Sequence[str]) -> bool:
    """Whether no command is named: nothing at all, or only options and files."""
    if {"-h", "--help", "--version"} & set(arguments):
        return False
    rest = iter(arguments)
    for argument in rest:
        if argument == "--library":
            next(rest, None)
        elif not argument.startswith("-"):
            return argument not in _COMMANDS
    return True


def _folder(options: Arguments) -> Path:
    chosen: Path | None = getattr(options, "library", None)
    return chosen if chosen is not None else paths.library_folder()
