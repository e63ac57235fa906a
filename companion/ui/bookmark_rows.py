# SPDX-License-Identifier: MIT
"""Bookmarks as a list shows them: with the place in words, filtered, and as rows under their documents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from companion.document.bookmark import AnchorState, Bookmark
from companion.ui.rows import Row, Shape
from companion.ui.wording import count, joined, one_line, page

STATES = {
    AnchorState.EXACT: ("", ""),
    AnchorState.MOVED: ("info", "Moved with its text"),
    AnchorState.REWORDED: ("edit", "The wording here has changed"),
    AnchorState.LOST: ("warning", "No longer in the text"),
}
UNSURE = (AnchorState.REWORDED, AnchorState.LOST)


@dataclass(frozen=True, slots=True)
class ListedBookmark:
    """A bookmark with its document's title, the headings around it and the label of its page."""

    bookmark: Bookmark
    title: str
    section: tuple[str, ...] = ()
    page: str = ""


@dataclass(frozen=True, slots=True)
class BookmarkFilter:
    """Which bookmarks are wanted: any of the colours, any of the tags, all of the words, in the document.

    What is empty lets everything through.
    """

    colours: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    document: str = ""
    unsure: bool = False  # only those that a new edition has reworded or lost

    def lets(self, listed: ListedBookmark) -> bool:
        """Whether the bookmark is wanted."""
        bookmark = listed.bookmark
        if self.document and bookmark.anchor.document != self.document:
            return False
        if self.unsure and bookmark.state not in UNSURE:
            return False
        if self.colours and bookmark.colour not in self.colours:
            return False
        if self.tags and not self.tags.intersection(bookmark.tags):
            return False
        if not self.words:
            return True
        text = _searched(listed)
        return all(word in text for word in self.words)


def bookmark_rows(bookmarks: Iterable[ListedBookmark]) -> list[Row]:
    """Rows under their documents, in the order given; a bookmark's row has its id as value."""
    groups: dict[str, list[ListedBookmark]] = {}
    for listed in bookmarks:
        groups.setdefault(listed.bookmark.anchor.document, []).append(listed)
    rows = []
    for document, group in groups.items():
        title = group[0].title
        spoken = f"{title}, {count(len(group), 'bookmark')}"
        rows.append(Row(Shape.GROUP, title, value=document, aside=f"{len(group):,}", spoken=spoken, tip=title))
        rows.extend(_row(listed) for listed in group)
    return rows


def _row(listed: ListedBookmark) -> Row:
    bookmark = listed.bookmark
    section = listed.section[-1] if listed.section else ""
    title = bookmark.title or section or listed.title
    state = STATES[bookmark.state]
    tags = ", ".join(bookmark.tags)
    return Row(
        Shape.CARD,
        title,
        value=bookmark.id,
        body=one_line(bookmark.anchor.quote),
        lines=3,
        note=bookmark.note,
        meta=joined(section if bookmark.title else "", page(listed.page)),
        extra=(("tag", tags), state),
        edge=bookmark.colour,
        spoken=_spoken(listed, title, state[1]),
        tip=" › ".join((listed.title, *listed.section)),
    )


def _spoken(listed: ListedBookmark, title: str, state: str) -> str:
    bookmark = listed.bookmark
    parts: Sequence[str] = (
        title,
        f"page {listed.page}" if listed.page else "",
        bookmark.colour,
        state,
        one_line(bookmark.anchor.quote),
        f"note: {bookmark.note}" if bookmark.note else "",
        f"tags: {', '.join(bookmark.tags)}" if bookmark.tags else "",
    )
    return ", ".join(part for part in parts if part)


def _searched(listed: ListedBookmark) -> str:
    bookmark = listed.bookmark
    parts = (bookmark.title, bookmark.note, bookmark.anchor.quote, listed.title, *listed.section, *bookmark.tags)
    return "\n".join(parts).casefold()
