# SPDX-License-Identifier: MIT
"""The files that the documents were made from, each copied into FOLDER/originals."""

import os
import re
from collections.abc import Collection
from pathlib import Path

from companion.library.files import PART, copy_to_disk, discard, make_folder, replace_durably
from companion.library.trouble import explained

_LONGEST = 200  # bytes of a file's name that are kept; most file systems allow 255 in all
_ID = 8  # letters of a document's id
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

    def put(self, content: bytes, document: str, name: str) -> None:
        """Write an original that was read before, for good. Raises LibraryError."""
        part = self._folder / f"{document}{PART}"
        with explained(self._folder.parent):
            make_folder(self._folder)
            try:
                part.write_bytes(content)
                replace_durably(part, self.path(document, name))
            finally:
                discard(part)

    def remove(self, document: str, name: str) -> None:
        """Delete the original of a document that is gone."""
        discard(self.path(document, name))

    def sweep(self, documents: Collection[str]) -> None:
        """Delete what belongs to none of the documents, by id: the rest of an import that was killed."""
        for name in self.names():
            if name[_ID:] == PART or name[:_ID] not in documents:
                discard(self._folder / name)

    def names(self) -> list[str]:
        """The files that imports have put here, finished or not; each begins with the id of its document."""
        if not self._folder.is_dir():
            return []
        return sorted(name for name in os.listdir(self._folder) if _OURS.match(name))


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
