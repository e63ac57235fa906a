# SPDX-License-Identifier: MIT
"""Reading Companion: read reports offline beside their index, glossary and bookmarks."""

__version__ = "0.1.0"
