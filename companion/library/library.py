# SPDX-License-Identifier: MIT
"""Library: everything the reader owns, behind one face for the window and the command line."""

import logging
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from companion.errors import CompanionError
from companion.library.glossary import Glossary
from companion.library.index import Index
from companion.library.marks import Marks
from companion.library.opening import Opened, open_folder
from companion.library.originals import Originals
from companion.library.rows import DOCUMENT, document_from_row
from companion.library.shelf import Shelf
from companion.library.trouble import explained
from companion.work import Work, finish

if TYPE_CHECKING:
    from companion.library.collections import Collections
    from companion.library.definitions import Definitions
    from companion.library.encounters import Encounters
    from companion.library.history import History
    from companion.library.intake import Intake
    from companion.library.learning import Learning
    from companion.library.mentions import Mentions
    from companion.library.origins import Origins
    from companion.library.searches import Searches
    from companion.library.suggestions import Suggestions
    from companion.library.values import Health

_log = logging.getLogger(__name__)
_KEPT = timedelta(days=30)  # how long a removed document can still be restored


class Library:
    """A folder with library.db, originals/, backups/ and the disposable index/.

    Any thread may use it. `notices` are sentences for the reader about the opening: what was repaired, or that the
    library can only be read. Use it as a context manager, or close it when no thread uses it any more.
    """

    def __init__(self, opened: Opened) -> None:
        store, folder = opened.store, opened.folder
        originals = Originals(folder)
        self._opened = opened
        self._closed = False
        self.folder = folder
        self.read_only = store.read_only
        self.notices = opened.notices
        self.glossary = Glossary(store)
        self.marks = Marks(store)
        self.index = Index(store, folder / "index", self._names_of)
        self._originals = originals
        self.shelf = Shelf(store, originals, lambda: self._intake)

    @classmethod
    def open(cls, folder: Path, *, read_only: bool = False) -> "Library":
        """Open the library in `folder`; make it, bring it up to this version or repair it where that is needed.

        A new one begins with the bundled report and glossary. A folder that may not be written is opened to read.
        Raises LibraryError.
        """
        opened = open_folder(folder, read_only=read_only)
        library = cls(opened)
        try:
            if opened.presence is not None and opened.presence.alone:
                library._put_in_order()
                opened.presence.settle()
        except BaseException:
            library.close()
            raise
        return library

    def check(self, repair: bool = False) -> "Work[Health]":
        """Look the whole library over; with `repair`, mend what can be mended."""
        from companion.library.health import Checkup

        return Checkup(self._opened.store, self._intake, self.index, repair=repair).run()

    def close(self) -> None:
        """Close all files, with a backup where one is due; a second time it does nothing."""
        if self._closed:
            return
        self._closed = True
        self.index.close()
        if not self.read_only and not self._opened.store.damaged:
            self._back_up()
        self._opened.close()

    # What follows is made when it is asked for: the first picture of the window needs none of it.

    @cached_property
    def collections(self) -> "Collections":
        """The reader's named sets of documents."""
        from companion.library.collections import Collections

        return Collections(self._opened.store)

    @cached_property
    def searches(self) -> "Searches":
        """The reader's saved searches."""
        from companion.library.searches import Searches

        return Searches(self._opened.store)

    @cached_property
    def encounters(self) -> "Encounters":
        """Which terms the reader knows, and which were looked up."""
        from companion.library.encounters import Encounters

        return Encounters(self._opened.store)

    @cached_property
    def mentions(self) -> "Mentions":
        """Where a term stands, over sections and documents."""
        from companion.library.mentions import Mentions

        return Mentions(self._opened.store)

    @cached_property
    def definitions(self) -> "Definitions":
        """What documents say that terms mean."""
        from companion.library.definitions import Definitions

        return Definitions(self._opened.store)

    @cached_property
    def history(self) -> "History":
        """What the glossary's entries were before they changed."""
        from companion.library.history import History  # late: as above

        return History(self._opened.store)

    @cached_property
    def learning(self) -> "Learning":
        """What the reader learns of the glossary."""
        from companion.library.learning import Learning  # late: as above

        return Learning(self._opened.store, self.glossary)

    @cached_property
    def suggestions(self) -> "Suggestions":
        """What the program proposes for the glossary after reading the documents."""
        from companion.library.suggestions import Suggestions

        return Suggestions(self._opened.store, self.glossary, self.definitions)

    def _names_of(self, phrase: str) -> tuple[str, ...]:
        """All names of the glossary's term that is called so."""
        term = self.glossary.term(phrase)
        return term.names if term is not None else ()

    @cached_property
    def origins(self) -> "Origins":
        """Where the documents came from."""
        from companion.library.origins import Origins

        return Origins(self._opened.store)

    @cached_property
    def _intake(self) -> "Intake":
        from companion.library.intake import Intake

        return Intake(self._opened.store, self._originals, self.glossary)

    def __enter__(self) -> "Library":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _put_in_order(self) -> None:
        """What is done while no other process has the library open."""
        from companion.library.seeding import seed

        repaired = bool(self.notices)
        for document in self._opened.unread:
            self._reread(document)
        seed(self._opened.store, self.glossary, lambda: self._intake)
        self._purge()
        if repaired:
            # An original without a document may be all that is left of it: none is swept away now.
            finish(self.glossary.refresh())
        else:
            self._originals.sweep({row["id"] for row in self._opened.store.rows("SELECT id FROM documents")})

    def _reread(self, identity: str) -> None:
        document = self.shelf.document(identity)
        try:
            finish(self._intake.reread(document))
        except CompanionError as error:
            sentence = f"The text of “{document.title}” is lost ({error.message}). Its bookmarks are kept."
            self.notices = (*self.notices, sentence)

    def _purge(self) -> None:
        before = (datetime.now(UTC) - _KEPT).isoformat()
        sql = f"SELECT {DOCUMENT}, removed_at FROM documents WHERE removed_at < ?"
        for row in self._opened.store.rows(sql, before):
            from companion.library.values import Removal

            self.shelf.purge(Removal(document_from_row(row), 0, row["removed_at"]))

    def _back_up(self) -> None:
        from companion.library.backup import is_due, take_backup

        store = self._opened.store
        try:
            with explained(self.folder):
                if is_due(store.database):
                    take_backup(store.connection(), self.folder)
        except CompanionError as error:
            _log.warning("no backup was taken: %s", error.message)
