# SPDX-License-Identifier: MIT
"""What can be pointed at in the text: links, links to notes, glossary terms; and the order in which Tab visits them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from companion.ui.ranges import Ranges
from companion.ui.typesetting import Link, TypesetPage

if TYPE_CHECKING:
    from companion.glossary.model import Mention


class TargetKind(Enum):
    """What a target leads to."""

    LINK = auto()
    NOTE = auto()
    TERM = auto()


class Target(NamedTuple):
    """A range of the text that leads somewhere. `name` is an address, `#name`, a note's name or a term's."""

    kind: TargetKind
    start: int
    end: int
    name: str
    mention: Mention | None = None

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return {TargetKind.LINK: "link", TargetKind.NOTE: "note", TargetKind.TERM: "glossary term"}[self.kind]


class Targets:
    """The targets of one page. Where a link and a term meet, the link is meant.

    They are sorted when the first one is asked for: a long page has thousands, and the window should open it at once.
    """

    def __init__(self, page: TypesetPage | None = None, mentions: Sequence[Mention] = ()) -> None:
        self._page = page
        self._mentions = mentions

    @cached_property
    def _targets(self) -> Ranges[Target]:
        page = self._page
        links = [_link_target(page, link) for link in page.links] if page is not None else []
        covered = Ranges(links, _span)
        terms = [
            Target(TargetKind.TERM, each.start, each.start + each.length, each.term, each)
            for each in self._mentions
            if not covered.between(each.start, each.start + each.length - 1)
        ]
        return Ranges([*links, *terms], _span)

    def at(self, offset: int) -> Target | None:
        """The target that covers the code point at `offset`."""
        return self._targets.at(offset)

    def step(self, visible: tuple[int, int], current: Target | None, by: int) -> Target | None:
        """The next (+1) or previous (-1) target in the visible range; without a current one the first or last."""
        shown = [each for each in self._targets.between(*visible) if visible[0] <= each.start < visible[1]]
        if current is not None:
            shown = [each for each in shown if (each.start > current.start if by > 0 else each.start < current.start)]
        return (shown[0] if by > 0 else shown[-1]) if shown else None


def _span(target: Target) -> tuple[int, int]:
    return target.start, target.end


def _link_target(page: TypesetPage, link: Link) -> Target:
    name = link.target.removeprefix("#")
    if link.target.startswith("#") and name in page.notes:
        return Target(TargetKind.NOTE, link.start, link.end, name)
    return Target(TargetKind.LINK, link.start, link.end, link.target)
