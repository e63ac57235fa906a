# SPDX-License-Identifier: MIT
"""Cells of a table that no spreadsheet takes for formulas."""

# A cell that begins with one of these is a formula to some spreadsheet; an apostrophe before it makes it text.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def protected(text: str) -> str:
    """The text as a cell that is shown as it is, and never reckoned."""
    return f"'{text}" if _is_formula(text) else text


def unprotected(cell: str) -> str:
    """The text that `protected` was given."""
    return cell[1:] if cell.startswith("'") and _is_formula(cell[1:]) else cell


def _is_formula(text: str) -> bool:
    return text.lstrip("'").startswith(_FORMULAS)
