# SPDX-License-Identifier: MIT
"""The dialog of a document's properties: what is known of it, and what the reader corrects."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from companion.document.model import Document, Metadata


class Properties(QDialog):
    """Title, authors, date, publisher, language, source, description and tags of one document."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
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
        form.addRow(self._facts(document))
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

    def _line(self, form: QFormLayout, label: str, value: str, hint: str = "") -> QLineEdit:
        line = QLineEdit(value)
        line.setPlaceholderText(hint)
        line.setAccessibleName(label)
        line.setCursorPosition(0)
        form.addRow(label, line)
        return line

    def _facts(self, document: Document) -> QLabel:
        pages = f"{document.pages} pages, " if document.pages else ""
        extra = "".join(f"\n{key}: {value}" for key, value in document.metadata.extra.items())
        warnings = "".join(f"\n{warning}" for warning in document.warnings)
        label = QLabel(
            f"{pages}{document.words:,} words · {document.format} · added {document.added[:10]}\n"
            f"Original: {document.original or 'came with the program'}{extra}{warnings}"
        )
        label.setObjectName("meta")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label


def split_names(text: str, separator: str) -> tuple[str, ...]:
    """The names in a line, each once."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(separator) if part.strip()))
