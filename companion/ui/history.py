# SPDX-License-Identifier: MIT
"""Back and forward over the places that the reader jumped from."""

from typing import NamedTuple

_KEPT = 200


class Place(NamedTuple):
    """A place to come back to: a document's id, an offset in its text, and the line's part already passed."""

    document: str
    start: int
    shift: float = 0.0


class History:
    """Places before and after the present one, as a browser keeps pages.

    Only jumps are recorded, and a run of jumps with the same `reason` (stepping through the hits of one
    search) counts as one.
    """

    def __init__(self) -> None:
        self._back: list[Place] = []
        self._forward: list[Place] = []
        self._reason: object = None

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place to go back to."""
        return bool(self._back)

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a place to go forward to."""
        return bool(self._forward)

    def jump(self, departure: Place, reason: object = None) -> None:
        """Record that the reader leaves `departure` by a jump."""
        if reason is not None and reason == self._reason:
            return
        self._reason = reason
        self._forward.clear()
        if not self._back or self._back[-1] != departure:
            self._back.append(departure)
            del self._back[:-_KEPT]

    def back(self, present: Place) -> Place | None:
        """The place to go back to, leaving `present` for `forward`; None where there is none."""
        return self._move(self._back, self._forward, present)

    def forward(self, present: Place) -> Place | None:
        """The place to go forward to, leaving `present` for `back`; None where there is none."""
        return self._move(self._forward, self._back, present)

    def forget(self, document: str) -> None:
        """Drop the places of a document that was removed."""
        self._back = [place for place in self._back if place.document != document]
        self._forward = [place for place in self._forward if place.document != document]

    def _move(self, source: list[Place], target: list[Place], present: Place) -> Place | None:
        if not source:
            return None
        self._reason = None
        target.append(present)
        return source.pop()
