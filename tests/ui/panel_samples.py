# SPDX-License-Identifier: MIT
"""Values as the panels get them, and a way to put a panel on the screen that is not there."""

from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from companion.document.bookmark import AnchorState, Bookmark
from companion.document.model import Anchor, Document, Metadata
from companion.glossary.model import Term
from companion.library.mentions import DocumentSpread, SectionSpread
from companion.library.values import TermPlace
from companion.search.results import Hit, Occurrence, Results, Snippet
from companion.ui.bookmark_rows import ListedBookmark
from companion.ui.theme import Theme, Themes, palette, style_sheet

Panel = TypeVar("Panel", bound=QWidget)

REPORT, TREATY = "Missile Defense and Arms Control", "The Legacy of the ABM Treaty"
SENTENCE = "The deployment of interceptors in Europe deepened the security dilemma between Russia and NATO."
DILEMMA = Term(
    "security dilemma",
    "A situation in which the steps that one state takes to be safer make others less safe.",
    category="Strategic stability",
    aliases=("spiral model",),
    abbreviations=("SD",),
    related=("arms race", "first strike"),
    sources=("Jervis, R. (1978). Cooperation under the Security Dilemma. World Politics 30(2).",),
)


def theme(name: str = "light") -> Theme:
    """One of the shipped themes."""
    return Themes()[name]


def show(qtbot: QtBot, panel: Panel, *, width: int = 320, height: int = 560, name: str = "light") -> Panel:
    """The panel, dressed in a theme and on screen."""
    chosen = theme(name)
    panel.setPalette(palette(chosen))
    panel.setStyleSheet(style_sheet(chosen))
    if hasattr(panel, "set_theme"):
        panel.set_theme(chosen)
    panel.resize(width, height)
    qtbot.addWidget(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    return panel


def heard(emitter: QObject, *names: str) -> list[tuple[object, ...]]:
    """A list that grows by (name of the signal, its arguments) as the signals of `emitter` are emitted."""
    said: list[tuple[object, ...]] = []
    for name in names:
        getattr(emitter, name).connect(lambda *arguments, name=name: said.append((name, *arguments)))
    return said


def hit(number: int = 0, *, document: str = "d0", text: str = SENTENCE, word: str = "dilemma") -> Hit:
    """A hit on `word`."""
    start = text.find(word)
    title = REPORT if document == "d0" else TREATY
    section = ("Part II", "2.3 The security dilemma")
    snippet = Snippet(text, ((start, start + len(word)),))
    return Hit("text", document, title, section, str(10 + number), 300 * number, 200, 1.0, snippet)


def results(*hits: Hit, query: str = "dilemma", total: int | None = None) -> Results:
    """The answer to a query."""
    return Results(query, len(hits) if total is None else total, 0.01, hits)


def place(number: int, document: str = "d0") -> TermPlace:
    """A mention of the security dilemma."""
    start = SENTENCE.find("security dilemma")
    title = REPORT if document == "d0" else TREATY
    return TermPlace(
        document, title, ("Part II", "2.3"), str(10 + number), 100 * number, 16, SENTENCE, (start, start + 16)
    )


def spread(mentions: int, document: str = "d0", *, parts: int = 2) -> DocumentSpread:
    """So many mentions of the security dilemma, a hundred code points apart, all in the first of `parts` sections."""
    spans = tuple((100 * number, 16) for number in range(mentions))
    edge = 100 * mentions
    sections = [SectionSpread("2.3", 1, 0, edge, mentions)]
    sections += [SectionSpread(f"Part {n}", 2, edge + 50 * n, edge + 50 * n + 50, 0) for n in range(parts - 1)]
    return DocumentSpread(document, REPORT if document == "d0" else TREATY, "2023", spans, tuple(sections))


def occurrence(
    number: int, *, before: str = "the security ", after: str = " between", document: str = "d0"
) -> Occurrence:
    """A line of context around "dilemma"."""
    title = REPORT if document == "d0" else TREATY
    span = (len(before), len(before) + 7)
    return Occurrence(document, title, ("Part II", "2.3"), str(number), number, 7, f"{before}dilemma{after}", span)


def listed(
    identity: str,
    *,
    colour: str = "yellow",
    tags: tuple[str, ...] = (),
    document: str = "d0",
    note: str = "",
    state: AnchorState = AnchorState.EXACT,
) -> ListedBookmark:
    """A bookmark on the sentence, with its place."""
    anchor = Anchor(document, 10, 10 + len(SENTENCE), SENTENCE)
    bookmark = Bookmark(identity, anchor, note=note, tags=tags, colour=colour, state=state)
    return ListedBookmark(bookmark, REPORT if document == "d0" else TREATY, ("Part II", "2.3"), "12")


def document(
    identity: str,
    title: str,
    *,
    authors: tuple[str, ...] = (),
    date: str = "",
    added: str = "",
    tags: tuple[str, ...] = (),
) -> Document:
    """A document of the library."""
    added = added or f"2026-01-{identity:0>2}"
    return Document(identity, Metadata(title, authors, date), "markdown", added, 1000, 6000, tags=tags)
