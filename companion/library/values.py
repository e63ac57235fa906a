# SPDX-License-Identifier: MIT
"""Values that cross the library's border."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from companion.document.model import Anchor, Heading, Metadata


@dataclass(frozen=True, slots=True)
class Document:
    """A manuscript that the library took in; its identity is `id`, never its path or its content.

    `added` is an ISO 8601 time in UTC. `words` counts words of the text, `length` its code points. `pages` is
    None where the format has none. `digest` is the SHA-256 of the original file, `original` its name.
    """

    id: str
    metadata: Metadata
    format: str
    added: str
    words: int
    length: int
    pages: int | None = None
    original: str = ""
    digest: str = ""
    tags: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    outline: tuple[Heading, ...] = ()

    @property
    def title(self) -> str:
        """The title, which is never empty."""
        return self.metadata.title


class AnchorState(StrEnum):
    """How surely a bookmark stands where it stood, after a new edition came in."""

    EXACT = "exact"
    MOVED = "moved"
    REWORDED = "reworded"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An anchor that the reader kept. With a length it is a highlight.

    `colour` is one of COLOURS. `created` and `changed` are ISO 8601 times in UTC.
    """

    id: str
    anchor: Anchor
    title: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    colour: str = "yellow"
    state: AnchorState = AnchorState.EXACT
    created: str = ""
    changed: str = ""


COLOURS = ("yellow", "green", "blue", "red", "violet")


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
