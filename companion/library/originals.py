# SPDX-License-Identifier: MIT
"""The files that the documents were made from, each copied into FOLDER/originals."""

import os
import re
from collections.abc import Collection
from pathlib import Path

from companion.library.files import PART, copy_to_disk, discard, make_folder, replace_durably
from companion.library.trouble import explained

_LONGEST = 200  # bytes of a file's name that are kept; most file systems allow 255 in all
_OURS = re.compile(rf"[0-9a-f]{{8}}(-|{re.escape(PART)}$)")


class Originals:
    """Copies named `<document id>-<name>`. A copy is on the disk before its document is saved."""

    def __init__(self, library: Path) -> None:
        self._folder = library / "originals"

    def path(self, document: str, name: str) -> Path:
        """Where the original of a document lies, or would lie."""
        return self._folder / f"{document}-{_shortened(name)}"

    def take(self, source: Path, document: str, name: str) -> str:
        """Copy the file `source`, for good; returns the SHA-256 of the copy. Raises LibraryError."""
        part = self._folder / f"{document}{PART}"
        with explained(self._folder.parent):
            make_folder(self._folder)
            try:
                digest = copy_to_disk(source, part)
                replace_durably(part, self.path(document, name))
            finally:
                discard(part)
        return digest

    def remove(self, document: str, name: str) -> None:
        """Delete the original of a document that is gone."""
        discard(self.path(document, name))

    def sweep(self, known: Collection[Path]) -> None:
        """Delete what belongs to none of the `known` originals: the rest of an import that was killed."""
        for path in self.all().difference(known):
            discard(path)

    def all(self) -> set[Path]:
        """Every file that an import has put here, finished or not."""
        return {path for path in self._folder.glob("*") if _OURS.match(path.name)}

    @staticmethod
    def document_of(path: Path) -> str:
        """The id of the document that an original belongs to."""
        return path.name[:8]


def file_name(path: Path) -> str:
    """A file's name as text that can be stored, whatever its bytes are."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def _shortened(name: str) -> str:
    """The name as any file system takes it; its suffix is kept where it is too long."""
    name = "".join("_" if char in '<>:"/\\|?*' or ord(char) < 32 else char for char in name)
    if len(name.encode()) <= _LONGEST:
        return name
    suffix = Path(name).suffix[:20]
    return name.encode()[: _LONGEST - len(suffix.encode())].decode("utf-8", "ignore") + suffix
