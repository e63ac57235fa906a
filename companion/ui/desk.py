# SPDX-License-Identifier: MIT
"""What the first picture of the window needs: the page, and what is open on it. Panels come after.

PySide makes all the enums of Qt's namespace, some ninety, when that is asked for first: 10 ms. What is loaded for the
first picture asks for `QtCore.Qt` where it uses it, and that picture does not use it.
"""

from PySide6.QtWidgets import QWidget

from companion.library.library import Library
from companion.ui.jobs import Jobs
from companion.ui.page import Page
from companion.ui.reader import Reader
from companion.ui.session import Session
from companion.ui.top_bar import TopBar

LEFT_FOLDS, RIGHT_FOLDS = 1180, 900  # widths of the window below which the panels of a side give way to the page


class Desk:
    """The reader's desk before anything is laid beside the page."""

    def __init__(self, library: Library, window: QWidget) -> None:
        self.library = library
        self.jobs = Jobs(window)
        self.session = Session(library, self.jobs, window)
        self.reader = Reader(window)
        self.page = Page(self.session, self.reader, window)
        self.top_bar = TopBar(window)
        self.reader.place_changed.connect(lambda _offset: self.session.stand_at(*self.reader.place()))
        self.session.place_changed.connect(self._show_place)

    def _show_place(self, start: int) -> None:
        document = self.session.document
        if document is not None:
            self.top_bar.show_place(document.title, self.session.section_path(start))

    def close(self) -> None:
        """Keep the place, end the work and close the library."""
        self.session.close()
        self.jobs.close()
        self.library.close()
