# SPDX-License-Identifier: MIT
"""What the index raises besides a QueryError."""


class IndexUnusable(Exception):
    """The index is missing, damaged or of another version: it must be brought up again by the indexer.

    It is not for the reader's eyes: whoever opens the index answers it by rebuilding.
    """
