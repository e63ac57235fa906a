# SPDX-License-Identifier: MIT
"""The parts of one window, made in the order in which they need one another."""

from PySide6.QtWidgets import QWidget

from companion.ui.actions import Actions
from companion.ui.bookmarks_panel import BookmarksPanel
from companion.ui.collecting import Collecting
from companion.ui.concordance_panel import ConcordancePanel
from companion.ui.contents_panel import ContentsPanel
from companion.ui.desk import Desk
from companion.ui.dock_area import DockArea
from companion.ui.edits import Edits
from companion.ui.filing import Filing
from companion.ui.find_bar import FindBar
from companion.ui.glossary_panel import GlossaryPanel
from companion.ui.index_panel import IndexPanel
from companion.ui.inquiry import Inquiry
from companion.ui.intake import Intake
from companion.ui.library_panel import LibraryPanel
from companion.ui.marking import Marking
from companion.ui.notices import JobBar, NoticeBar
from companion.ui.reporting import Reporting
from companion.ui.search_panel import SearchPanel
from companion.ui.similar_panel import SimilarPanel
from companion.ui.term_card import HoverCard
from companion.ui.theme import Theme
from companion.ui.watching import Watching


class Parts:
    """Everything that the wiring connects: what the window does, what it shows, and nothing between them."""

    def __init__(self, desk: Desk, dock_area: DockArea, window: QWidget) -> None:
        self.library = desk.library
        self.jobs = desk.jobs
        self.session = desk.session
        self.reader = desk.reader
        self.page = desk.page
        self.top_bar = desk.top_bar
        self.dock_area = dock_area
        self.actions = Actions(window)
        self.inquiry = Inquiry(self.session, self.jobs, window)
        self.edits = Edits(self.library, window)
        self.intake = Intake(self.library, self.jobs, window)
        self.reporting = Reporting(self.intake, window)  # it knows the results before the filing tells of them
        self.marking = Marking(self.session, self.edits, self.reader, window)
        self.filing = Filing(self.session, self.edits, self.intake, window)
        self.collecting = Collecting(self.library, self.edits, window)
        self.watching = Watching(self.library, self.jobs, window)
        self.find_bar = FindBar(window)
        self.card = HoverCard(window)
        self.notices = NoticeBar(window)
        self.job_bar = JobBar(window)
        self.library_panel = LibraryPanel(window)
        self.contents = ContentsPanel(window)
        self.search = SearchPanel(window)
        self.index = IndexPanel(window)
        self.glossary = GlossaryPanel(window)
        self.bookmarks = BookmarksPanel(window)
        self.concordance = ConcordancePanel(window)
        self.similar = SimilarPanel(window)

    @property
    def panels(self) -> tuple[QWidget, ...]:
        """All panels, in the order in which F6 walks them."""
        right = (self.search, self.index, self.bookmarks, self.glossary)
        return (self.library_panel, self.contents, *right, self.concordance, self.similar)

    def set_theme(self, theme: Theme) -> None:
        """Give every part that paints for itself its colours."""
        for part in (*self.panels, self.find_bar, self.card, self.notices, self.job_bar, self.top_bar, self.reporting):
            part.set_theme(theme)

    def close(self) -> None:
        """Let nothing be undone any more."""
        self.edits.stack.clear()
