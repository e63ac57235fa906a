# SPDX-License-Identifier: MIT
"""What is exported of one document: its description, and its bookmarks with their places."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from companion.document.bookmark import AnchorState, Bookmark
from companion.document.model import WORD_JOINER, Document, heading_path

PageAt: TypeAlias = Callable[[str, int], str]

STATES = {
    AnchorState.MOVED: "moved in a new edition",
    AnchorState.REWORDED: "reworded in a new edition",
    AnchorState.LOST: "not found in the newest edition",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A bookmark with the headings and the page (or "") that it stands under."""

    bookmark: Bookmark
    section: tuple[str, ...]
    page: str

    @property
    def quote(self) -> str:
        """The words of the text, as they are read: without the joiner that stands before a note's number."""
        return self.bookmark.anchor.quote.replace(WORD_JOINER, "")

    @property
    def heading(self) -> str:
        """The bookmark's own title, or "" where it only repeats how the quotation begins."""
        title = " ".join(self.bookmark.title.split())
        quote = " ".join(self.quote.split())
        return "" if quote and quote.startswith(title.rstrip("… ")) else title

    @property
    def state(self) -> str:
        """What became of its place in a new edition, in words; "" where nothing did."""
        return STATES.get(self.bookmark.state, "")


@dataclass(frozen=True, slots=True)
class Dossier:
    """A document with its bookmarks in reading order."""

    document: Document
    entries: tuple[Entry, ...]


def no_page(document: str, offset: int) -> str:
    """The page of any place in documents without pages."""
    return ""


def dossiers(bookmarks: Iterable[Bookmark], documents: Iterable[Document], page_at: PageAt) -> list[Dossier]:
    """The bookmarks by document, ordered by title; documents without bookmarks are left out."""
    kept: defaultdict[str, list[Bookmark]] = defaultdict(list)
    for bookmark in bookmarks:
        kept[bookmark.anchor.document].append(bookmark)
    found = [document for document in documents if document.id in kept]
    return [
        Dossier(
            document, tuple(_entry(bookmark, document, page_at) for bookmark in sorted(kept[document.id], key=_place))
        )
        for document in sorted(found, key=lambda document: (document.title.casefold(), document.id))
    ]


def _entry(bookmark: Bookmark, document: Document, page_at: PageAt) -> Entry:
    start = bookmark.anchor.start
    return Entry(bookmark, heading_path(document.outline, start), page_at(document.id, start))


def _place(bookmark: Bookmark) -> tuple[int, int, str, str]:
    return bookmark.anchor.start, bookmark.anchor.end, bookmark.created, bookmark.id
