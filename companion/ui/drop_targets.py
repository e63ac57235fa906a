# SPDX-License-Identifier: MIT
"""What the library's list becomes while something hangs over it: a place for files, or the collections."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from companion.library.values import Collection
from companion.ui.panel import SIDE, label, scrolling
from companion.ui.theme import Theme, set_state

DOCUMENTS = "application/x-reading-companion-documents"  # ids, one a line


class FileTarget(QLabel):
    """A place to drop files on."""

    def __init__(self) -> None:
        super().__init__("Drop to import")
        self._theme: Theme | None = None
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._theme is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._theme.accent), 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(QColor(self._theme.tint))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(SIDE, 6, -SIDE, -SIDE), 10, 10)
            painter.end()
        super().paintEvent(event)


class CollectionTargets(QWidget):
    """Every collection, and a new one, as places to drop documents on.

    Signals:
        documents_dropped(str, list[str]): these documents are to go into the collection of this id, "" for a new one.
    """

    documents_dropped = Signal(str, list)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(SIDE, 4, SIDE, 8)
        column.addWidget(label("Drop into", "meta"))
        column.addLayout(self._column)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inner))

    def show_collections(self, collections: Sequence[Collection]) -> None:
        """Offer these collections."""
        while self._column.count():
            self._column.takeAt(0).widget().deleteLater()
        for identity, name in [*((each.id, each.name) for each in collections), ("", "A new collection …")]:
            target = _Target(identity, name)
            target.documents_dropped.connect(self.documents_dropped)
            self._column.addWidget(target)


class _Target(QLabel):
    documents_dropped = Signal(str, list)

    def __init__(self, identity: str, name: str) -> None:
        super().__init__(name)
        self._identity = identity
        self.setObjectName("dropTarget")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(DOCUMENTS):
            event.acceptProposedAction()
            set_state(self, "over", True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        set_state(self, "over", False)

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        set_state(self, "over", False)
        self.documents_dropped.emit(self._identity, dragged_documents(event.mimeData()))


def dragged_documents(data: QMimeData) -> list[str]:
    """The ids of the documents that are dragged."""
    return bytes(data.data(DOCUMENTS).data()).decode().split("\n")
