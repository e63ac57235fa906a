# SPDX-License-Identifier: MIT
"""The window, opened or drawn from the command line."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from companion.cli.command import Arguments, Command, argument, size
from companion.errors import CompanionError, NotFound


def open_on(files: Sequence[Path], folder: Path) -> int:
    """Open the window on the library in `folder`, import and open `files`, and return the exit status."""
    missing = [file for file in files if not file.exists()]
    if missing:
        raise NotFound(f"There is no file {missing[0]}, and no command of that name. See companion --help.")
    with _window_explained():
        from companion.app import run

    return run(files, folder)


def _picture(folder: Path, options: Arguments) -> int:
    with _window_explained():
        from companion.app import draw
        from companion.ui.picture import Scene

        scene = Scene(options.theme, options.size, options.open, options.search, options.term, options.panel)
        draw(options.file, folder, scene)
    return 0


@contextmanager
def _window_explained() -> Iterator[None]:
    """Say what to do where Qt, or a library of the system that it needs, is not there."""
    try:
        yield
    except ImportError as error:
        if (error.name or "").partition(".")[0] == "companion":
            raise
        raise CompanionError(
            f"The window cannot be opened here: {error}. Set the program up with packaging/run.py, which installs "
            "what it needs; all other commands work without it."
        ) from error


COMMANDS = {
    "picture": Command(
        _picture,
        "draw the window into a picture, also without a screen",
        (
            argument("file", type=Path, metavar="FILE.png"),
            argument("--theme", default="", metavar="T", help="light, sepia, dark or contrast"),
            argument("--size", type=size, default=(1440, 900), metavar="WxH", help="in pixels (1440x900)"),
            argument("--open", default="", metavar="DOC", help="show this document"),
            argument("--search", default="", metavar="QUERY", help="show the hits of this query"),
            argument("--term", default="", metavar="TERM", help="show this glossary entry"),
            argument(
                "--panel",
                default="",
                choices=("search", "index", "bookmarks", "glossary", "concordance"),
                metavar="P",
                help="show this panel: search, index, bookmarks, glossary or concordance (of the QUERY)",
            ),
        ),
        opens_window=True,
    ),
}
