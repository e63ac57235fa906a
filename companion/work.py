# SPDX-License-Identifier: MIT
"""Slow work as a generator: it yields progress, returns its result, and can be closed at any yield."""

from collections.abc import Callable, Generator
from typing import NamedTuple, TypeAlias, TypeVar

T = TypeVar("T")


class Progress(NamedTuple):
    """How far a piece of work has come.

    `done` and `total` count the same unit (files, passages, documents); `total` is None while it is not
    known. `text` says in a few words what is being done now.
    """

    done: int
    total: int | None
    text: str


Work: TypeAlias = Generator[Progress, None, T]


def finish(work: Work[T], on_progress: Callable[[Progress], None] | None = None) -> T:
    """Drive `work` to its end on this thread and return its result."""
    while True:
        try:
            progress = next(work)
        except StopIteration as end:
            result: T = end.value
            return result
        if on_progress is not None:
            on_progress(progress)
