# SPDX-License-Identifier: MIT
"""The images beside a file that is being read, handed to the process that reads it."""

import os
import re
from pathlib import Path

_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"})
_LARGEST = 32 * 1024 * 1024  # bytes of one image
_MOST = 256 * 1024 * 1024  # bytes of all images of one document
_LONGEST = 1_000  # code points of an address
_OUTSIDE = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|[:\0]")  # leads up, to a root, to a drive or to a stream


class Siblings:
    """Answers for the images in the folder of `file` and in the folders below it, and for nothing else."""

    def __init__(self, file: Path) -> None:
        self._folder = file.parent
        self._left = _MOST

    def read(self, address: str) -> bytes:
        """The bytes of the image at `address`, relative to the file; none where it is not there or may not be read."""
        # The address is judged before it is looked up: on Windows a look at //host/share is a connection.
        if len(address) > _LONGEST or _OUTSIDE.search(address) or Path(address).suffix.lower() not in _SUFFIXES:
            return b""
        try:
            folder = self._folder.resolve()
            image = (folder / address).resolve()
            if not image.is_relative_to(folder) or not image.is_file():
                return b""
            with image.open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                if size > min(_LARGEST, self._left):
                    return b""
                self._left -= size
                return file.read(size)
        except (OSError, ValueError, RuntimeError):  # a RuntimeError where links go round in a circle
            return b""
