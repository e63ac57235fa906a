# SPDX-License-Identifier: MIT
"""The greatest sizes that a document may have: what lies beyond them costs the window more than it tells a reader."""

MAX_DEPTH = 64  # lists, and quotations, around a block; what is deeper is shown at this depth
MAX_TABLES = 3  # tables inside tables; the text of deeper ones joins the cell
MAX_CELLS = 5_000  # cells of one table; the rows beyond follow as a further table
MAX_SPAN = 1_000  # grid columns or rows that one cell covers
MAX_MARKS = 16  # combining marks in a row; the others are dropped
MAX_SECTION = 100_000  # code points after which a section ends at the next heading or block
