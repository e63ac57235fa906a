# SPDX-License-Identifier: MIT
"""Where to search."""

from enum import StrEnum


class Scope(StrEnum):
    """What part of the library is searched."""

    EVERYTHING = "everything"
    DOCUMENT = "document"  # the open one
    SECTION = "section"  # what stands under the heading at which the reader is, in the open document
