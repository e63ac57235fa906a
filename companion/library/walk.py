# SPDX-License-Identifier: MIT
"""Finds the files that an import is about: those named, and in folders those that an importer reads."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path


def files_of(paths: Sequence[Path], library: Path) -> Iterator[Path]:
    """The files named, and in folders those of a suffix that an importer reads; folders that may not be read, too.

    Hidden files and the library's own folder are passed over.
    """
    from companion.importers.formats import SUFFIXES

    for path in paths:
        if path.is_dir():
            yield from _files_in(path, library, SUFFIXES)
        else:
            yield path


def _files_in(path: Path, library: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    closed: list[Path] = []
    for folder, folders, names in os.walk(path, onerror=lambda error: closed.append(Path(error.filename))):
        here = Path(folder)
        folders[:] = sorted(name for name in folders if name[0] != "." and not _is_same(here / name, library))
        yield from (here / name for name in sorted(names) if name[0] != "." and name.lower().endswith(suffixes))
    yield from closed


def _is_same(folder: Path, library: Path) -> bool:
    return folder.name == library.name and folder.resolve() == library.resolve()
