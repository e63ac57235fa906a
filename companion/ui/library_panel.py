# SPDX-License-Identifier: MIT
"""The documents of the library: filtered, sorted, the open one marked, each with how far it has been read."""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QActionGroup,
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from companion.document.model import Document
from companion.ui.empty_state import EmptyState
from companion.ui.panel import SIDE, LineField, Panel, label
from companion.ui.row_list import RowList
from companion.ui.rows import Row, Shape
from companion.ui.theme import Theme
from companion.ui.wording import count, joined

_FORMATS = {"markdown": "Markdown", "text": "Text", "plain": "Text", "html": "HTML"}


class Sorting(Enum):
    """The order of the documents; its value is what the reader calls it."""

    RECENT = "Added last"
    TITLE = "Title"
    AUTHOR = "Author"
    DATE = "Date"


class LibraryPanel(Panel):
    """Documents in two lines each. Enter opens, Delete removes; files can be dropped here.

    Signals:
        document_chosen(str): Enter or a click on the document with this id.
        import_requested(): files are to be chosen and read in.
        files_dropped(list[Path]): these files are to be read in.
        removal_requested(str): the document with this id is to be taken out.
        reveal_requested(str): the original of the document with this id is to be shown in its folder.
        properties_requested(str): the properties of the document with this id are wanted.
    """

    document_chosen = Signal(str)
    import_requested = Signal()
    files_dropped = Signal(list)
    removal_requested = Signal(str)
    reveal_requested = Signal(str)
    properties_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Library", parent)
        self._documents: tuple[Document, ...] = ()
        self._progress: dict[str, float] = {}
        self._current = ""
        self._sorting = Sorting.RECENT
        self._line = LineField("Filter the documents", "Filter the documents")
        self._sort_menu = QMenu(self)
        self._status = label(name="meta")
        self._list = RowList("Documents", "document")
        self._empty = EmptyState()
        self._drop = _DropTarget()
        self._pages = QStackedWidget()
        self.setAcceptDrops(True)
        self._build()
        self._connect()
        self._entrances = (self._list, self._line)
        self._show_rows()

    def show_documents(self, documents: Sequence[Document], progress: Mapping[str, float] | None = None) -> None:
        """Show these documents; `progress` says by id how far (0 to 1) those that were begun have been read."""
        self._documents = tuple(documents)
        self._progress = dict(progress or {})
        self._show_rows()

    def set_current(self, document: str | None) -> None:
        """Mark the document that is open."""
        self._current = document or ""
        self._show_rows()
        if not self._list.hasFocus():
            for number, row in enumerate(self._list.rows()):
                if row.value == self._current:
                    self._list.select(number)

    def set_progress(self, document: str, fraction: float) -> None:
        """Say how far (0 to 1) a document has been read."""
        if round(100 * self._progress.get(document, -1.0)) != round(100 * fraction):
            self._progress[document] = fraction
            self._show_rows()

    def sorting(self) -> Sorting:
        """The order of the documents."""
        return self._sorting

    def set_sorting(self, sorting: Sorting) -> None:
        """Show the documents in this order."""
        self._sorting = sorting
        for action in self._sort_menu.actions():
            action.setChecked(action.data() is sorting)
        self._show_rows()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self.turn_to(self._pages, self._drop)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_rows()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._show_rows()
        self.files_dropped.emit([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(SIDE, 8, SIDE - 6, 2)
        head.setSpacing(2)
        head.addWidget(self._line, 1)
        sort = self.add_tool("list", "Sort the documents", lambda: None)
        sort.setMenu(self._sort_menu)
        sort.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        head.addWidget(sort)
        head.addWidget(self.add_tool("plus", "Import files (Ctrl+O)", self.import_requested.emit))
        group = QActionGroup(self)
        for sorting in Sorting:
            action = self._sort_menu.addAction(sorting.value)
            action.setCheckable(True)
            action.setChecked(sorting is self._sorting)
            action.setData(sorting)
            action.triggered.connect(lambda _=False, sorting=sorting: self.set_sorting(sorting))
            group.addAction(action)
        for page in (self._list, self._empty, self._drop):
            self._pages.addWidget(page)
        status = QHBoxLayout()
        status.setContentsMargins(SIDE, 2, SIDE, 2)
        status.addWidget(self._status)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addLayout(status)
        layout.addWidget(self._pages, 1)
        self._themed += [self._line, self._list, self._drop]

    def _connect(self) -> None:
        self._line.textEdited.connect(lambda _text: self._show_rows())
        self._line.left_downwards.connect(self._list.enter)
        self._line.returnPressed.connect(self._list.enter)
        self._list.row_opened.connect(lambda identity: self.document_chosen.emit(identity))
        self._list.removal_requested.connect(lambda identity: self.removal_requested.emit(identity))
        self._list.menu_requested.connect(self._show_menu)
        self._list.left_upwards.connect(self._line.setFocus)
        for part in (self._line, self._list):
            part.return_to_text_requested.connect(self.return_to_text_requested)

    def _show_rows(self) -> None:
        words = self._line.text().casefold().split()
        shown = [document for document in self._documents if _matches(document, words)]
        shown.sort(key=_KEYS[self._sorting], reverse=self._sorting in (Sorting.RECENT, Sorting.DATE))
        self._list.replace_rows([self._row(document) for document in shown])
        self._status.setText(f"{len(shown):,} of {count(len(self._documents), 'document')}")
        self._status.setVisible(bool(words))
        self.turn_to(self._pages, self._list if shown else self._empty)
        if self._documents:
            self._empty.show_sentence("No document is called so.", [("Show all documents", self._clear_filter)])
        else:
            choose = ("Choose files to import", self.import_requested.emit)
            self._empty.show_sentence("The library is empty. Drop files here, or choose some.", [choose])

    def _row(self, document: Document) -> Row:
        metadata = document.metadata
        details = joined(_authors(document), metadata.date[:4], _format(document))
        is_open = document.id == self._current
        fraction = self._progress.get(document.id)
        read = f"{round(100 * fraction)} percent read" if fraction is not None else ""
        return Row(
            Shape.ENTRY,
            document.title,
            value=document.id,
            meta=details,
            fraction=fraction,
            marked=is_open,
            spoken=", ".join(part for part in (document.title, "open" if is_open else "", details, read) if part),
            tip="\n".join(part for part in (document.title, ", ".join(metadata.authors), read) if part),
        )

    def _clear_filter(self) -> None:
        self._line.clear()
        self._show_rows()

    def _show_menu(self, identity: str, point: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Open", lambda: self.document_chosen.emit(identity))
        menu.addAction("Show the original in its folder", lambda: self.reveal_requested.emit(identity))
        menu.addAction("Properties …", lambda: self.properties_requested.emit(identity))
        menu.addSeparator()
        menu.addAction("Remove from the library\tDel", lambda: self.removal_requested.emit(identity))
        menu.popup(point)


def _matches(document: Document, words: Sequence[str]) -> bool:
    text = "\n".join((document.title, *document.metadata.authors, *document.tags, document.metadata.date)).casefold()
    return all(word in text for word in words)


def _authors(document: Document) -> str:
    authors = document.metadata.authors
    return f"{authors[0]} and others" if len(authors) > 2 else " and ".join(authors)


def _format(document: Document) -> str:
    return _FORMATS.get(document.format, document.format.upper())


def _last_name(document: Document) -> str:
    """By what a document is sorted among authors; those without one come last."""
    authors = document.metadata.authors
    return authors[0].split()[-1].casefold() if authors and authors[0].split() else "\U0010ffff"


_KEYS: dict[Sorting, Callable[[Document], str]] = {
    Sorting.RECENT: lambda document: document.added,
    Sorting.TITLE: lambda document: document.title.casefold(),
    Sorting.AUTHOR: _last_name,
    Sorting.DATE: lambda document: document.metadata.date,
}


class _DropTarget(QLabel):
    """What the list becomes while files hang over it."""

    def __init__(self) -> None:
        super().__init__("Drop to import")
        self._theme: Theme | None = None
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def set_theme(self, theme: Theme) -> None:
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
