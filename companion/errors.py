# SPDX-License-Identifier: MIT
"""What can go wrong in a way the reader should be told.

The tree::

    CompanionError            tell the reader: one plain sentence, cause and next step
    ├── ConversionError       a file cannot be turned into a manuscript
    │   ├── PasswordNeeded    it opens with a password, which was not given or is another one
    │   └── UnknownFormat     nothing here reads this kind of file
    ├── LibraryError          the library folder cannot be used as asked
    │   ├── ReadOnlyLibrary   it can be read but not written
    │   ├── DamagedLibrary    library.db is not readable as a library
    │   ├── NewerLibrary      a newer program wrote it
    │   └── DiskFull          there is no room left to save
    ├── NotFound              no document, term or bookmark answers to that name
    └── QueryError            the search text cannot be understood

Anything else that is raised is our own bug and may show a traceback in the crash report.
"""


class CompanionError(Exception):
    """A sentence for the reader that names the cause and the next step."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class ConversionError(CompanionError):
    """A file cannot be turned into a manuscript."""


class PasswordNeeded(ConversionError):
    """A file opens with a password only, and none was given, or a wrong one."""


class UnknownFormat(ConversionError):
    """No importer reads this kind of file."""


class LibraryError(CompanionError):
    """The library folder cannot be used as asked."""


class ReadOnlyLibrary(LibraryError):
    """The library can be read but not written."""


class DamagedLibrary(LibraryError):
    """The database in the library folder cannot be read."""


class NewerLibrary(LibraryError):
    """The library was written by a newer version of the program."""


class DiskFull(LibraryError):
    """The disk has no room left; nothing that was saved before is lost."""


class NotFound(CompanionError):
    """No document, term or bookmark answers to that name, or more than one does."""


class QueryError(CompanionError):
    """The search text cannot be understood; `position` is the offending code point, or None."""

    def __init__(self, message: str, position: int | None = None) -> None:
        super().__init__(message)
        self.position = position
