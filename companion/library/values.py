# SPDX-License-Identifier: MIT
"""Values that cross the library's border."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from companion.document.model import Document
from companion.glossary.model import Mention


class ImportStatus(StrEnum):
    """How the import of one file ended."""

    IMPORTED = "imported"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ImportResult:
    """One file's import. `reason` is a plain sentence where it failed; `document` is None then.

    `locked` is true where a password would open the file, and none was given, or a wrong one.
    """

    path: Path
    status: ImportStatus
    document: Document | None = None
    passages: int = 0
    warnings: tuple[str, ...] = ()
    reason: str | None = None
    seconds: float = 0.0
    locked: bool = False


@dataclass(frozen=True, slots=True)
class SectionInfo:
    """A section without its blocks: `length` code points of the document's text from `start`. The first is number 0."""

    number: int
    title: str
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Removal:
    """A document taken off the shelf at `removed` (ISO 8601, UTC), with `bookmarks` bookmarks that would come back."""

    document: Document
    bookmarks: int
    removed: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How far a document has been read, from 0 to 1, and when it was last open (ISO 8601, UTC)."""

    fraction: float
    opened: str = ""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query that the reader kept. Passages of the index with a number above `seen` came after it was looked at."""

    id: str
    query: str
    created: str = ""
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Collection:
    """A named set of documents, by their ids; a document may be in several."""

    id: str
    name: str
    documents: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Marked:
    """What the glossary's `revision` found in a text: its mentions, and the labels of the text's words."""

    mentions: tuple[Mention, ...]
    labels: frozenset[str]
    revision: int


@dataclass(frozen=True, slots=True)
class TermPlace:
    """Where a term stands: `length` code points from `start`, in `sentence` at the half-open range `span`."""

    document: str
    title: str
    section: tuple[str, ...]
    page: str
    start: int
    length: int
    sentence: str
    span: tuple[int, int]


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
