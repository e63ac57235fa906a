# SPDX-License-Identifier: MIT
"""What a reader takes along: bookmarks and notes as Markdown, Web Annotation and other formats."""
