# SPDX-License-Identifier: MIT
"""The commands that look at words in their lines: the concordance of a query, and where its hits lie."""

import shutil
import sys

from companion.cli import shapes, terminal
from companion.cli.command import JSON, WITHIN, Arguments, Command, argument, limit
from companion.cli.searching import bring_index_up
from companion.library.library import Library
from companion.search.kwic import Concordance, KwicLine, Sorting
from companion.search.kwic_tables import bar_code

_BAR = 40  # letters of a document's bar code
_LEAST = 60  # columns of a line, however narrow the terminal


def _concordance(library: Library, options: Arguments) -> int:
    bring_index_up(library)
    document = library.shelf.find(options.within).id if options.within else None
    found = library.index.concordance(
        options.query, sorting=Sorting(options.sort), limit=options.limit, document=document
    )
    if options.json:
        terminal.print_json(shapes.concordance_shape(found))
        return 0
    if options.distribution:
        print(_distribution(found))
    else:
        _print_lines(found.lines)
    shown = f"the first {len(found.lines):,} of " if len(found.lines) < found.total and not options.distribution else ""
    print(f"{shown}{found.total:,} {'place' if found.total == 1 else 'places'} for {found.query}")
    if found.notice:
        print(found.notice)
    return 0


def _print_lines(lines: tuple[KwicLine, ...]) -> None:
    width = max(shutil.get_terminal_size((120, 0)).columns, _LEAST)
    side = (width - max((len(line.hit) for line in lines), default=0)) // 2 - 8
    bold, plain = ("\033[1m", "\033[0m") if sys.stdout.isatty() else ("", "")
    for line in lines:
        left = line.left[-side:].rjust(side)
        print(f"{left}{bold}{line.hit}{plain}{line.right[:side]}  {line.page}".rstrip())


def _distribution(found: Concordance) -> str:
    rows = [
        (spread.document, len(spread.places), f"{spread.rate:.1f}", bar_code(spread, _BAR), spread.title)
        for spread in found.spreads
    ]
    return terminal.columns(rows, ("document", "places", "per 10,000 words", "where", "title"))


COMMANDS = {
    "concordance": Command(
        _concordance,
        "show every occurrence of a word or phrase in its line",
        (
            argument("query", metavar="QUERY", help="as in a search; a phrase stands between quotation marks"),
            WITHIN,
            argument(
                "--sort",
                default=Sorting.DOCUMENT.value,
                choices=[each.value for each in Sorting],
                metavar="S",
                help="document (reading order), hit, or the first, second, third word left or right: L1 L2 L3 R1 R2 R3",
            ),
            argument("--limit", type=limit, default=2000, metavar="N", help="at most N lines (2000)"),
            argument("--distribution", action="store_true", help="where the hits lie in each document"),
            JSON,
        ),
        (
            "companion concordance deterrence --sort L1",
            "companion concordance '\"missile defense\"' --in Valdai --distribution",
        ),
    ),
}
