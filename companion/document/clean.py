# SPDX-License-Identifier: MIT
"""Text as every importer hands it on: without characters that have no meaning in a text, or a wrong one in Qt."""

import re

from companion.document.limits import MAX_MARKS

# Separators of lines in Unicode and in old files; Qt would begin a new block at U+2029.
_NEWLINES = re.compile("\r\n?|[\x0b\x85\u2028\u2029]")
# Controls, the byte order mark, and U+FFFC, which stands for an image in Qt.
_MEANINGLESS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffc]")
# Halves of surrogate pairs and noncharacters; Qt keeps frames apart with two of these.
_BROKEN = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SUSPECT = re.compile("[^\n\t\x20-\x7e\xa0-\u02ff\u0370-\u0482\u048a-\u0590\u1e00-\u2027\u2030-\u20cf\u3000-\ud7ff]")
_COMBINING = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
_DIRECTIONS = "[\u200e\u200f\u202a-\u202e\u2066-\u2069]"
_TOO_MANY_DIRECTIONS = re.compile(f"({_DIRECTIONS}{{{MAX_MARKS}}}){_DIRECTIONS}+")
_TOO_MANY_MARKS = re.compile(f"([{_COMBINING}]{{{MAX_MARKS}}})[{_COMBINING}]+")


def clean(text: str) -> str:
    """`text` with newlines as "\\n", without meaningless characters.

    Towers of combining marks, and runs of marks of direction, are cut off.

    A form feed stays: it ends a page. What cannot be a character becomes U+FFFD.
    """
    if _SUSPECT.search(text) is None:
        return text
    text = _NEWLINES.sub("\n", text)
    text = _MEANINGLESS.sub("", text)
    text = _BROKEN.sub("\ufffd", text)
    text = _TOO_MANY_DIRECTIONS.sub(r"\1", text)
    return _TOO_MANY_MARKS.sub(r"\1", text)


def is_clean(text: str) -> bool:
    """Whether `clean` would leave `text` as it is, towers and runs of marks aside."""
    if _SUSPECT.search(text) is None:
        return True
    return not any(pattern.search(text) for pattern in (_NEWLINES, _MEANINGLESS, _BROKEN))
