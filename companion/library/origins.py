# SPDX-License-Identifier: MIT
"""Where documents came from: the files that were imported, and what has become of them in a folder since."""

import os
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from companion.library.files import digest_of
from companion.library.rows import marks_for, now
from companion.library.store import Store
from companion.library.walk import files_of
from companion.work import Progress, Work

_COLUMNS = "path, document, digest, size, modified, seen"
_SETTLED = 2.0  # seconds for which a file must have stayed as it is, so that none is taken half written


@dataclass(frozen=True, slots=True)
class Origin:
    """A file that a document was made from: `size` in bytes, `modified` in nanoseconds since 1970, as last seen."""

    path: str
    document: str
    digest: str
    size: int
    modified: int


@dataclass(frozen=True, slots=True)
class Changed:
    """A file that holds something else than when the document was made from it."""

    path: Path
    document: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What a look at a folder found. `unsettled` is true where a file is being written just now."""

    new: tuple[Path, ...] = ()
    changed: tuple[Changed, ...] = ()
    unsettled: bool = False


class Origins:
    """The files that documents were made from. A file that vanishes changes nothing."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, document: str) -> list[str]:
        """The paths of the files that a document was imported from, the latest first."""
        rows = self._store.rows("SELECT path FROM origins WHERE document = ? ORDER BY seen DESC", document)
        return [row["path"] for row in rows]

    def keep(self, origin: Origin) -> None:
        """Remember where a document came from."""
        if self._known(origin.path) != origin:
            self._store.save(lambda db: write_origin(db, origin))

    def look_over(self, folder: Path) -> Work[Findings]:
        """What is new in a folder and the folders in it, and what has changed since it was imported.

        A file is read only where its size or time is another than when it was last seen.
        """
        new: list[Path] = []
        changed: list[Changed] = []
        unsettled = False
        for number, file in enumerate(files_of([folder], self._store.database.parent)):
            yield Progress(number, None, file.name)
            try:
                status = file.stat()
                if file.is_dir():
                    continue
                if 0 <= time.time() - status.st_mtime < _SETTLED:
                    unsettled = True
                    continue
                known = self._known(path_text(file))
                if known is not None and (known.size, known.modified) == (status.st_size, status.st_mtime_ns):
                    continue
                digest = yield from digest_of(file)
            except OSError:  # it went, or may not be read: an import by hand says why
                continue
            document = known.document if known is not None and known.digest == digest else self._holder(digest)
            if document is not None:
                self.keep(Origin(path_text(file), document, digest, status.st_size, status.st_mtime_ns))
            elif known is not None and self._is_on_shelf(known.document):
                changed.append(Changed(file, known.document))
            else:
                new.append(file)
        return Findings(tuple(new), tuple(changed), unsettled)

    def _known(self, path: str) -> Origin | None:
        row = self._store.row("SELECT path, document, digest, size, modified FROM origins WHERE path = ?", path)
        return Origin(*row) if row is not None else None

    def _holder(self, digest: str) -> str | None:
        """The document of this content; one that the reader removed counts, so that it does not come back unasked."""
        sql = "SELECT id FROM documents WHERE digest = ? ORDER BY removed_at IS NOT NULL"
        document: str | None = self._store.value(sql, digest)
        return document

    def _is_on_shelf(self, document: str) -> bool:
        return self._store.row("SELECT 1 FROM index_documents WHERE id = ?", document) is not None


def origin_of(path: Path, document: str, digest: str) -> Origin:
    """The file as it is now. Raises OSError."""
    status = path.stat()
    return Origin(path_text(path), document, digest, status.st_size, status.st_mtime_ns)


def write_origin(db: sqlite3.Connection, origin: Origin) -> None:
    """Write it down in the place of what was known of the same path."""
    values = (origin.path, origin.document, origin.digest, origin.size, origin.modified, now())
    db.execute(f"INSERT OR REPLACE INTO origins ({_COLUMNS}) VALUES ({marks_for(_COLUMNS)})", values)


def path_text(path: Path) -> str:
    """The whole path as text that can be stored, whatever its bytes are."""
    return os.fsencode(path.absolute()).decode("utf-8", "replace")
