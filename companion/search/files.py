# SPDX-License-Identifier: MIT
"""Compares the files of the index with what its manifest says of them."""

import zlib
from pathlib import Path

from companion.search.arrays import EXTENSION, head_checksum
from companion.search.errors import IndexUnusable
from companion.search.manifest import IndexFile, Manifest


def measure(path: Path) -> IndexFile:
    """A file as it is now. Of a file of arrays, which knows the checksums of its blocks, only the head is read."""
    checksum = head_checksum(path) if path.suffix == EXTENSION else zlib.crc32(path.read_bytes())
    return IndexFile(path.stat().st_size, checksum)


def verify(folder: Path, manifest: Manifest) -> None:
    """Raise IndexUnusable where a file is not as the manifest says; the blocks of arrays are checked when read."""
    for name, expected in manifest.files.items():
        try:
            if measure(folder / name) != expected:
                raise IndexUnusable(f"{name} is not as it was written.")
        except (OSError, ValueError) as error:
            raise IndexUnusable(f"{name} cannot be read: {error}") from error
