# SPDX-License-Identifier: MIT
"""What a Markdown file says of itself before its text: front matter in YAML or TOML."""

import re
import tomllib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from companion.document.model import Metadata

_YAML = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?\n)?\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_LONGEST = 20_000  # code points of front matter; more is the text itself, and slow to read where it is hostile
_NAMES = {
    "title": ("title",),
    "authors": ("authors", "author", "creator"),
    "date": ("date", "published", "year"),
    "publisher": ("publisher",),
    "language": ("language", "lang"),
    "description": ("description", "summary", "abstract"),
    "source": ("source", "url", "link"),
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO_DATE = re.compile(r"(\d{4})(?:[-/.](0?[1-9]|1[0-2])(?:[-/.](0?[1-9]|[12]\d|3[01]))?)?(?!\d)")
_YEAR = re.compile(r"\b\d{4}\b")
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})", re.IGNORECASE)
_DAY = re.compile(r"\b([1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b")
_KNOWN = frozenset(name for names in _NAMES.values() for name in names)


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The values that stand before the text, and the text. What cannot be read as front matter stays text."""
    for pattern, parse in ((_YAML, _yaml), (_TOML, _toml)):
        match = pattern.match(text[: _LONGEST + 8])
        if match is not None:
            values = parse(match[1] or "")
            if values is not None:
                return values, text[match.end() :]
    return {}, text


def metadata_of(values: Mapping[str, Any]) -> Metadata:
    """Metadata from front matter; keys that it has no field for are kept in `extra`, in small letters."""
    lowered = {str(key).lower(): value for key, value in values.items()}
    found: dict[str, Any] = {}
    for field, names in _NAMES.items():
        value = next((lowered[name] for name in names if lowered.get(name)), None)
        if value is not None:
            found[field] = _READERS.get(field, _words)(value)
    extra = {key: words for key, value in lowered.items() if key not in _KNOWN and (words := _words(value))}
    return Metadata(**found, extra=extra)


def _yaml(text: str) -> dict[str, Any] | None:
    import yaml

    try:
        values = yaml.load(text, Loader=yaml.BaseLoader)  # which takes values as they are written: 1.10, no, 0123
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    if values is None:
        return {}
    return values if isinstance(values, dict) else None


def _toml(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None


def _people(value: Any) -> tuple[str, ...]:
    if isinstance(value, (list, dict)):
        people = value if isinstance(value, list) else [value]
        names = [_words(each.get("name") if isinstance(each, dict) else each) for each in people]
    else:
        names = re.split(r"\s*;\s*|\s*,?\s+and\s+", _words(value))
    return tuple(name for name in names if name)


def _date(value: Any) -> str:
    """As much of an ISO date as is told: "14 March 2023" is 2023-03-14, "Spring 2023" is 2023."""
    words = _words(value)
    if match := _ISO_DATE.match(words):
        return "-".join(part.zfill(2) for part in match.groups() if part)
    year, month, day = _YEAR.search(words), _MONTH.search(words), _DAY.search(words)
    if year is None or month is None:
        return year[0] if year else ""
    parts = [year[0], f"{_MONTHS.index(month[1].lower()) + 1:02}", *([day[1].zfill(2)] if day else [])]
    return "-".join(parts)


def _words(value: Any) -> str:
    """A value as one line of words; a list is enumerated, what is nested deeper is left out."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_words(each) for each in value if not isinstance(each, list))))
    if isinstance(value, datetime):
        value = value.date()
    try:
        return "" if value is None or isinstance(value, dict) else " ".join(str(value).split())
    except ValueError:  # a whole number of thousands of digits
        return ""


_READERS = {"authors": _people, "date": _date}
