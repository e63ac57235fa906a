# SPDX-License-Identifier: MIT
"""Write bookmarks and notes in the form that a file's suffix names.

The same bookmarks always make the same text: nothing in it tells when it was written, and every bookmark bears its
id, so that two exports can be compared line by line.
"""

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path

from companion.document.bookmark import Bookmark
from companion.document.model import Document
from companion.errors import CompanionError
from companion.export.dossier import Dossier, PageAt, dossiers, no_page
from companion.export.files import write_whole

# The module that writes each form; it has `write(dossiers) -> str`.
_WRITERS = {
    ".md": "markdown",
    ".json": "annotations",
    ".csv": "table",
    ".html": "webpage",
    ".ris": "ris",
    ".bib": "bibtex",
}
SUFFIXES = tuple(_WRITERS)


def export(
    path_suffix: str, bookmarks: Iterable[Bookmark], documents: Iterable[Document], page_at: PageAt = no_page
) -> str:
    """The bookmarks as the content of a file with this suffix, to be written in UTF-8 with its line ends as they are.

    `page_at(document id, offset)` gives the label of a page, or "". Raises CompanionError for another suffix.
    """
    name = _WRITERS.get(path_suffix.lower())
    if name is None:
        raise CompanionError(
            f"Bookmarks cannot be written as “{path_suffix or 'a file without a suffix'}”. "
            f"Give the file a name that ends in one of {' '.join(SUFFIXES)}."
        )
    write: Callable[[list[Dossier]], str] = import_module(f"companion.export.{name}").write
    return write(dossiers(bookmarks, documents, page_at))


def save(target: Path, bookmarks: Iterable[Bookmark], documents: Iterable[Document], page_at: PageAt = no_page) -> None:
    """Write `export` to a file; one that is there already is replaced only when the new one is whole.

    Raises CompanionError where the suffix is none of SUFFIXES or the file cannot be written.
    """
    write_whole(target, export(target.suffix, bookmarks, documents, page_at))
