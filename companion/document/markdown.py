# SPDX-License-Identifier: MIT
"""Write any text as Markdown that shows it as it is, and read it back."""

import re
from html import unescape

_SPECIAL = re.compile(r"[\\`*_\[\]]")
# What not every Markdown lets a backslash escape is written as a character reference.
_REFERENCES = re.compile(r"<|~(?=~)|&(?=#?\w+;)")
_MARK = re.compile(r"^(?:([-+>#])|([=|])|(\d+)([.)])(?=\s|$))")


def escaped(line: str) -> str:
    """One line of text, so that nothing in it is taken for markup."""
    line = _REFERENCES.sub(lambda found: f"&#{ord(found[0])};", line.strip())
    return _MARK.sub(_escape_mark, _SPECIAL.sub(r"\\\g<0>", line))


def unescaped(line: str) -> str:
    """The text of a line of Markdown that holds no markup: what `escaped` was given."""
    return unescape(re.sub(r"\\([!-/:-@\[-`{-~])", lambda found: f"&#{ord(found[1])};", line))


def quotation(text: str) -> str:
    """The text as a block quote, line by line; "" for no text."""
    return "\n".join(f"> {escaped(line)}".rstrip() for line in text.strip().splitlines())


def _escape_mark(found: re.Match[str]) -> str:
    """The mark of a heading, a list, a quote or a table at the beginning of a line, made harmless."""
    if found[2]:
        return f"&#{ord(found[2])};"
    return f"\\{found[1]}" if found[1] else f"{found[3]}\\{found[4]}"
