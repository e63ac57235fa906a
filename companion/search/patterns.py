# SPDX-License-Identifier: MIT
"""Words written with signs: * stands for any letters, or none, and ? for one letter."""

import re
from functools import lru_cache

_SIGN = re.compile(r"[*?]")


@lru_cache(maxsize=64)
def pattern(text: str) -> re.Pattern[str]:
    """What the words that `text` describes match as a whole.

    However many signs there are, the time grows with the length of the word alone: what stands between two * is
    sought once, as far to the left as it can be, and never again (an atomic group).
    """
    first, *rest = ("".join("." if sign == "?" else re.escape(sign) for sign in part) for part in text.split("*"))
    if not rest:
        return re.compile(first, re.DOTALL)
    between = "".join(f"(?>.*?{part})" for part in rest[:-1])
    return re.compile(f"{first}{between}.*{rest[-1]}", re.DOTALL)


def beginning(text: str) -> str:
    """The letters with which every word that `text` describes begins."""
    return _SIGN.split(text, maxsplit=1)[0]
