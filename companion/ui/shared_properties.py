# SPDX-License-Identifier: MIT
"""The dialog of several documents' properties: what they share, and what is to be changed in all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QWidget

from companion.document.model import Document
from companion.ui.properties import split_names
from companion.ui.wording import count

_DIFFERENT = "Different; leave empty to keep"


class SharedProperties(QDialog):
    """Authors, date, publisher and language of several documents, and tags to add and to take away.

    A field that is left as it was changes nothing, so that documents keep what they do not share.
    """

    def __init__(self, documents: Sequence[Document], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Properties of {count(len(documents), 'document')}")
        self.setMinimumWidth(480)
        self._documents = tuple(documents)
        about = [document.metadata for document in documents]
        form = QFormLayout(self)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.authors = _line(form, "Authors", ("; ".join(each.authors) for each in about))
        self.date = _line(form, "Date", (each.date for each in about))
        self.publisher = _line(form, "Publisher", (each.publisher for each in about))
        self.language = _line(form, "Language", (each.language for each in about))
        self.added_tags = _line(form, "Add tags", (), "Separate tags with a comma")
        shared = sorted(set.intersection(*(set(document.tags) for document in documents)))
        some = sorted({tag for document in documents for tag in document.tags})
        self.removed_tags = _line(form, "Take away tags", (), ", ".join(some) or "None of them has a tag")
        self.removed_tags.setEnabled(bool(some))
        facts = QLabel(f"All have the tags: {', '.join(shared)}" if shared else "They share no tag.")
        facts.setObjectName("meta")
        facts.setTextFormat(Qt.TextFormat.PlainText)
        facts.setWordWrap(True)
        form.addRow(facts)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)

    def changed(self) -> list[Document]:
        """All documents as the reader left them."""
        return [self._change(document) for document in self._documents]

    def _change(self, document: Document) -> Document:
        about = document.metadata
        if self.authors.isModified():
            about = replace(about, authors=split_names(self.authors.text(), ";"))
        for name, line in (("date", self.date), ("publisher", self.publisher), ("language", self.language)):
            if line.isModified():
                about = replace(about, **{name: line.text().strip()})
        gone = split_names(self.removed_tags.text(), ",")
        kept = (tag for tag in document.tags if tag not in gone)
        tags = tuple(dict.fromkeys((*kept, *split_names(self.added_tags.text(), ","))))
        return replace(document, metadata=about, tags=tags)


def _line(form: QFormLayout, name: str, values: Iterable[str], hint: str = "") -> QLineEdit:
    """A field with the value that all documents share; where they differ it says so and is empty."""
    different = list(dict.fromkeys(values))
    line = QLineEdit(different[0] if len(different) == 1 else "")
    line.setPlaceholderText(_DIFFERENT if len(different) > 1 else hint)
    line.setAccessibleName(name)
    line.setCursorPosition(0)
    form.addRow(name, line)
    return line
