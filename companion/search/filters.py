# SPDX-License-Identifier: MIT
"""The filters in the text of a query: words like `tag:arms`, as a reader sees and changes them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from companion.search.query import FIELDS

_FILTER = re.compile(rf"(?<![^\s(])(-?)({'|'.join(FIELDS)}):(\"[^\"]*\"?|“[^”]*”?|[^\s()\"]+)", re.IGNORECASE)
_SPACES = re.compile(r"\s{2,}")


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter that stands at the half-open range `start` to `end` of a query; `negative` ones take away."""

    field: str
    value: str
    start: int
    end: int
    negative: bool = False


def filters_in(query: str) -> Iterator[Filter]:
    """The filters of a query, in order."""
    for match in _FILTER.finditer(query):
        yield Filter(match[2].lower(), match[3].strip('"“”'), match.start(), match.end(), bool(match[1]))


def without(query: str, unwanted: Filter) -> str:
    """The query without one of its filters."""
    return _SPACES.sub(" ", query[: unwanted.start] + query[unwanted.end :]).strip()


def as_written(field: str, value: str) -> str:
    """A filter as it is written in a query."""
    plain = value.replace('"', "")
    return f'{field}:"{plain}"' if re.search(r"[^\w.-]", plain) else f"{field}:{plain}"
