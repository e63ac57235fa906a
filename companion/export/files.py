# SPDX-License-Identifier: MIT
"""Write a file whole or not at all."""

import contextlib
from pathlib import Path

from companion.errors import CompanionError


def write_whole(target: Path, content: str) -> None:
    """Write text in UTF-8, its line ends as they are; a file that is there already is replaced when this one is whole.

    Raises CompanionError where it cannot be written.
    """
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_text(content, encoding="utf-8", newline="")
        part.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise CompanionError(f"{target} could not be written: {error.strerror}. Choose another place.") from error
