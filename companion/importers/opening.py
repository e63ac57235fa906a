# SPDX-License-Identifier: MIT
"""Opens a file that is to be read, or says in a sentence why it cannot be."""

import os
import stat
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from companion.errors import ConversionError

LARGEST = 512 * 1024 * 1024  # bytes of a file


def open_file(path: Path) -> BinaryIO:
    """The file at `path`, open for reading. Raises ConversionError where there is none that can be read."""
    with ExitStack() as opened:
        try:
            _refuse_other_than_files(path)
            file = opened.enter_context(path.open("rb"))
            file.peek()  # what a network or a disk has to say, it says at the first byte
        except FileNotFoundError as error:
            raise ConversionError(f"There is no file {path}. Check the name and the folder.") from error
        except PermissionError as error:
            raise ConversionError(
                f"{path} may not be read. Ask its owner for the right to read it, then try again."
            ) from error
        except (OSError, ValueError) as error:
            raise ConversionError(why_unreadable(path, error)) from error
        size = os.fstat(file.fileno()).st_size
        if not size:
            raise ConversionError(f"{path} is empty. Check that it is the right file.")
        if size > LARGEST:
            raise ConversionError(f"{path} is larger than 512 MB. Split it into smaller files, then import those.")
        opened.pop_all()
        return file


def name_of(path: Path) -> str:
    """The file's name as text that can be sent and shown, whatever its bytes are."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def why_unreadable(path: Path, error: OSError | ValueError) -> str:
    """A sentence for what the system said when `path` was read."""
    reason = getattr(error, "strerror", None) or error
    return f"{path} cannot be read ({reason}). Copy it to another place and try again."


def why_changed(name: str) -> str:
    """A sentence for a file that did not stay the same."""
    return f"{name} changed while it was being read. Import it again."


def _refuse_other_than_files(path: Path) -> None:
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        os.scandir(path).close()  # a folder that may not be entered says so
        raise ConversionError(f"{path} is a folder. Import the folder as a whole, or choose a file in it.")
    if not stat.S_ISREG(mode):
        raise ConversionError(f"{path} is not a file that has an end. Choose a document.")
