# SPDX-License-Identifier: MIT
"""Values that cross the library's border."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from companion.document.model import Document


class ImportStatus(StrEnum):
    """How the import of one file ended."""

    IMPORTED = "imported"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ImportResult:
    """One file's import. `reason` is a plain sentence where it failed; `document` is None then."""

    path: Path
    status: ImportStatus
    document: Document | None = None
    passages: int = 0
    warnings: tuple[str, ...] = ()
    reason: str | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Health:
    """What a check of the library found. `problems` and `repaired` are plain sentences."""

    ok: bool
    documents: int
    passages: int
    indexed: int
    bookmarks: int
    lost_bookmarks: int
    problems: tuple[str, ...] = field(default=())
    repaired: tuple[str, ...] = field(default=())
