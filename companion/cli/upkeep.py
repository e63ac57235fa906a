# SPDX-License-Identifier: MIT
"""The command that looks a library over."""

from companion.cli import shapes, terminal
from companion.cli.command import JSON, Arguments, Command, argument
from companion.library.library import Library


def _check(library: Library, options: Arguments) -> int:
    if options.rebuild_index:
        terminal.drive(library.index.rebuild())
    health = terminal.drive(library.check(repair=options.repair))
    if options.json:
        terminal.print_json(shapes.health_shape(health))
    else:
        indexed = f"{health.indexed} of {terminal.counted(health.documents, 'document')} indexed"
        print(f"{indexed}, {terminal.counted(health.passages, 'passage')},")
        print(f"{terminal.counted(health.bookmarks, 'bookmark')}, of which {health.lost_bookmarks} lost their place.")
        print("\n".join((*health.repaired, *health.problems, "All is well." if health.ok else "Run with --repair.")))
    return 0 if health.ok else 1


COMMANDS = {
    "check": Command(
        _check,
        "check the library's health",
        (
            argument("--repair", action="store_true", help="mend what can be mended"),
            argument("--rebuild-index", action="store_true", help="make the index anew"),
            JSON,
        ),
    ),
}
