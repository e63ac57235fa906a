# SPDX-License-Identifier: MIT
"""What stands before the items of a list: bullets, numbers, letters, Roman numerals."""

import re

BULLETS = ("•", "◦", "▪")
_NUMBER = re.compile(r"\s*([+-]?\d{1,9})")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


class ListMarkers:
    """The markers of one list, in order. `style` is HTML's type of an ordered list, None for an unordered one."""

    def __init__(self, style: str | None, *, depth: int = 1, start: int = 1, step: int = 1) -> None:
        self._style = style
        self._depth = depth
        self._next = start
        self._step = step

    def next(self, value: int | None = None) -> str:
        """The next item's marker; `value` sets its number."""
        if self._style is None:
            return BULLETS[min(self._depth, len(BULLETS)) - 1]
        number = self._next if value is None else value
        self._next = number + self._step
        return f"{_label(number, self._style)}."


def whole_number(text: str | None) -> int | None:
    """The whole number at the beginning of an attribute's value, or None."""
    match = _NUMBER.match(text or "")
    return int(match[1]) if match else None


def _label(number: int, style: str) -> str:
    if style in ("a", "A") and number > 0:
        label = _letters(number)
    elif style in ("i", "I") and 0 < number < 4_000:
        label = _roman(number)
    else:
        return str(number)
    return label.upper() if style.isupper() else label


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _roman(number: int) -> str:
    numeral = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        numeral += letters * count
    return numeral
