# SPDX-License-Identifier: MIT
"""The history of an entry: what it was before each change, and the way back to that."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from companion.glossary.model import Term
from companion.library.history import Version
from companion.ui.list_view import ListView
from companion.ui.panel import link
from companion.ui.rows import Row, Shape
from companion.ui.wording import joined, one_line

_DID = {"added": "Added", "changed": "Changed", "removed": "Removed", "merged": "Merged"}


class HistoryView(ListView):
    """A list of changes, the last one first. R brings an entry back as it was before a change.

    Signals:
        version_wanted(Term): the entry is to be as it was.
    """

    version_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("History", "change", empty="This entry was never changed.", parent=parent)
        self.add_to_head(link("Bring this back (R)", self._on_link, spoken="Bring back what it was before"))
        self.list.on_key(Qt.Key.Key_R, self._bring_back)

    def show_versions(self, versions: Sequence[Version]) -> None:
        """Show these changes, the last one first."""
        self.list.replace_rows(map(_row, versions))
        self.show_list(bool(versions))

    def _on_link(self) -> None:
        row = self.list.current_row()
        if row is not None:
            self._bring_back(row.value)

    def _bring_back(self, value: object) -> None:
        if isinstance(value, Version) and value.before is not None:
            self.version_wanted.emit(value.before)


def _row(version: Version) -> Row:
    time = datetime.fromisoformat(version.at).astimezone()
    day = f"{time.day} {time:%b %Y, %H:%M}"
    before = _told(version.before) if version.before is not None else ""
    did = _DID.get(version.did, version.did)
    return Row(
        Shape.CARD,
        did,
        value=version,
        aside=day,
        body=before,
        lines=4,
        meta=joined(version.who, "" if before else "there was nothing before"),
        spoken=", ".join(part for part in (did, day, version.who, f"before: {before}" if before else "") if part),
        tip="As it was before this change" if before else "",
    )


def _told(term: Term) -> str:
    """An entry in a line: what it means, then its names."""
    return f"{one_line(term.definition)} ({', '.join(term.names)})".strip()
