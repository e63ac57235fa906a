# SPDX-License-Identifier: MIT
"""The greatest sizes that a document may have: what lies beyond them costs the window more than it tells a reader."""

MAX_DEPTH = 64  # lists, and quotations, around a block; what is deeper is shown at this depth
MAX_CELLS = 5_000  # grid cells of one table; the rows beyond follow as a further table
MAX_COLUMNS = 500  # grid columns of one table; a wider one loses its spans, and its rows are broken
MAX_SPAN = 1_000  # grid columns or rows that one cell covers
MAX_MARKS = 16  # combining marks in a row; the others are dropped
