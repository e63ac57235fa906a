# SPDX-License-Identifier: MIT
"""What is known of a document can be read and corrected."""

from dataclasses import replace

from PySide6.QtWidgets import QDialogButtonBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from companion.document.model import Document, Metadata
from companion.ui.properties import Facts, Properties
from companion.ui.shared_properties import SharedProperties

DOCUMENT = Document(
    "abc",
    Metadata("Layers", ("A. Writer", "B. Author"), "2023", extra={"series": "Reports"}),
    "markdown",
    "2024-01-01T00:00:00+00:00",
    1200,
    8000,
    tags=("defence",),
)


def test_the_dialog_gives_back_what_it_was_given(qtbot: QtBot) -> None:
    dialog = Properties(DOCUMENT, Facts())
    qtbot.addWidget(dialog)
    assert dialog.metadata() == DOCUMENT.metadata
    assert dialog.tag_names() == DOCUMENT.tags


def test_authors_and_tags_are_split_as_the_hints_say(qtbot: QtBot) -> None:
    dialog = Properties(DOCUMENT, Facts())
    qtbot.addWidget(dialog)
    dialog.authors.setText(" A. Writer ;; C. Third ")
    dialog.tags.setText("arms control, defence, defence")
    assert dialog.metadata().authors == ("A. Writer", "C. Third")
    assert dialog.tag_names() == ("arms control", "defence")


def test_a_document_cannot_lose_its_title(qtbot: QtBot) -> None:
    dialog = Properties(DOCUMENT, Facts())
    qtbot.addWidget(dialog)
    dialog.title.setText("  ")
    assert not dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save).isEnabled()


def test_what_several_documents_share_is_shown_and_only_what_is_changed_is_kept(qtbot: QtBot) -> None:
    other = replace(DOCUMENT, id="def", metadata=Metadata("Other", ("A. Writer", "B. Author"), "2024"), tags=())
    dialog = SharedProperties([DOCUMENT, other])
    qtbot.addWidget(dialog)
    assert dialog.authors.text() == "A. Writer; B. Author"
    assert (dialog.date.text(), dialog.date.placeholderText()) == ("", "Different; leave empty to keep")
    assert dialog.changed() == [DOCUMENT, other]
    dialog.language.insert("de")
    dialog.added_tags.setText("nato")
    dialog.removed_tags.setText("defence")
    first, second = dialog.changed()
    assert (first.metadata.language, first.metadata.date, first.tags) == ("de", "2023", ("nato",))
    assert (second.metadata.language, second.metadata.date, second.tags) == ("de", "2024", ("nato",))
    assert first.title == "Layers"


def test_the_dialog_says_where_the_document_came_from_and_what_it_holds(qtbot: QtBot) -> None:
    known = replace(DOCUMENT, pages=12, digest="ab" * 32, original="layers.md", warnings=("Odd letters.",))
    dialog = Properties(known, Facts(("/reports/layers.md", "/old/layers.md"), 3))
    qtbot.addWidget(dialog)
    facts = {each.accessibleName(): each.text() for kind in (QLabel, QLineEdit) for each in dialog.findChildren(kind)}
    assert facts["Format"] == "Markdown"
    assert facts["Size"] == "1,200 words · 12 pages · 3 images"
    assert facts["Came from"] == "/reports/layers.md\n/old/layers.md"
    assert facts["SHA-256"] == "ab" * 32
    assert facts["Warnings"] == "Odd letters."
    assert facts["Also known"] == "series: Reports"
    assert facts["Original"] == "layers.md"
