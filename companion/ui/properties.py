# SPDX-License-Identifier: MIT
"""The dialog of a document's properties: what is known of it, and what the reader corrects."""

from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from companion.document.model import Document, Metadata
from companion.ui.document_rows import format_name
from companion.ui.panel import label, scrolling
from companion.ui.wording import count, joined

_FACTS = 148  # pixels of height for the facts, so that the dialog fits into a small window


@dataclass(frozen=True, slots=True)
class Facts:
    """What the library knows of a document beside itself: the files that it came from, and how many images it has."""

    came_from: tuple[str, ...] = ()
    images: int = 0


class Properties(QDialog):
    """Title, authors, date, publisher, language, source, description and tags of one document."""

    def __init__(self, document: Document, facts: Facts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Properties")
        self.setMinimumWidth(480)
        self._document = document
        self._metadata = metadata = document.metadata
        form = QFormLayout(self)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.title = self._line(form, "Title", metadata.title)
        self.authors = self._line(form, "Authors", "; ".join(metadata.authors), "Separate authors with a semicolon")
        self.date = self._line(form, "Date", metadata.date, "2023, 2023-11 or 2023-11-05")
        self.publisher = self._line(form, "Publisher", metadata.publisher)
        self.language = self._line(form, "Language", metadata.language, "en, ru, de …")
        self.source = self._line(form, "Source", metadata.source)
        self.tags = self._line(form, "Tags", ", ".join(document.tags), "Separate tags with a comma")
        self.description = QPlainTextEdit(metadata.description)
        self.description.setTabChangesFocus(True)
        self.description.setFixedHeight(72)
        form.addRow("Description", self.description)
        form.addRow(self._facts(document, facts))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._save = buttons.button(QDialogButtonBox.StandardButton.Save)
        form.addRow(buttons)
        self.title.textChanged.connect(lambda text: self._save.setEnabled(bool(text.strip())))

    def changed(self) -> list[Document]:
        """The document as the reader left it."""
        return [replace(self._document, metadata=self.metadata(), tags=self.tag_names())]

    def metadata(self) -> Metadata:
        """The metadata as the reader left them."""
        return replace(
            self._metadata,
            title=self.title.text().strip(),
            authors=split_names(self.authors.text(), ";"),
            date=self.date.text().strip(),
            publisher=self.publisher.text().strip(),
            language=self.language.text().strip(),
            source=self.source.text().strip(),
            description=self.description.toPlainText().strip(),
        )

    def tag_names(self) -> tuple[str, ...]:
        """The tags as the reader left them."""
        return split_names(self.tags.text(), ",")

    def _line(self, form: QFormLayout, name: str, value: str, hint: str = "") -> QLineEdit:
        line = QLineEdit(value)
        line.setPlaceholderText(hint)
        line.setAccessibleName(name)
        line.setCursorPosition(0)
        form.addRow(name, line)
        return line

    def _facts(self, document: Document, about: Facts) -> QWidget:
        """What cannot be changed; it can be selected and copied."""
        facts = QWidget()
        form = QFormLayout(facts)
        form.setContentsMargins(0, 4, 0, 0)
        form.setVerticalSpacing(4)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        size = joined(
            count(document.words, "word"),
            count(document.pages, "page") if document.pages else "",
            count(about.images, "image") if about.images else "no images",
        )
        extra = [f"{key}: {value}" for key, value in document.metadata.extra.items()]
        for name, text in (
            ("Format", format_name(document)),
            ("Size", size),
            ("Came from", "\n".join(about.came_from) or "It came with the program."),
            ("Added", f"{datetime.fromisoformat(document.added).astimezone():%d %B %Y, %H:%M}"),
            ("Original", document.original),
            ("Also known", "\n".join(extra)),
            ("Warnings", "\n".join(document.warnings)),
        ):
            if text:
                form.addRow(label(name, "meta", wrap=False), _fact(name, text))
        digest = QLineEdit(document.digest, readOnly=True, cursorPosition=0)  # it breaks over no lines
        digest.setAccessibleName("SHA-256")
        form.addRow(label("SHA-256", "meta", wrap=False), digest)
        area = scrolling(facts)
        area.setFixedHeight(_FACTS)
        return area


def _fact(name: str, text: str) -> QLabel:
    fact = QLabel(text)
    fact.setObjectName("meta")
    fact.setAccessibleName(name)
    fact.setTextFormat(Qt.TextFormat.PlainText)
    fact.setWordWrap(True)
    fact.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return fact


def split_names(text: str, separator: str) -> tuple[str, ...]:
    """The names in a line, each once."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(separator) if part.strip()))
