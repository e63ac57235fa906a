# SPDX-License-Identifier: MIT
"""A bookmark: an anchor that the reader kept, and how surely it still stands."""

from dataclasses import dataclass
from enum import StrEnum

from companion.document.model import Anchor


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

    @property
    def lost(self) -> bool:
        """Whether it stands nowhere in its document any more."""
        return self.state is AnchorState.LOST


COLOURS = ("yellow", "green", "blue", "red", "violet")
