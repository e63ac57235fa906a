# SPDX-License-Identifier: MIT
"""What a Markdown file says of itself before its text: front matter in YAML or TOML."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from companion.document.model import Metadata

_YAML = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?\n)?\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_LONGEST = 65_536  # code points of front matter; more is the text itself
_NAMES = {
    "title": ("title",),
    "authors": ("authors", "author", "creator"),
    "date": ("date", "published", "year"),
    "publisher": ("publisher",),
    "language": ("language", "lang"),
    "description": ("description", "summary", "abstract"),
    "source": ("source", "url", "link"),
}
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
    """Metadata from front matter; keys that it has no field for are kept as they are in `extra`."""
    lowered = {str(key).lower(): value for key, value in values.items()}
    found: dict[str, Any] = {}
    for field, names in _NAMES.items():
        value = next((lowered[name] for name in names if lowered.get(name) not in (None, "", [])), None)
        if value is not None:
            found[field] = _people(value) if field == "authors" else _words(value)
    extra = {key: _words(value) for key, value in lowered.items() if key not in _KNOWN and _words(value)}
    return Metadata(**found, extra=extra)


def _yaml(text: str) -> dict[str, Any] | None:
    import yaml

    try:
        values = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return {} if values is None else values if isinstance(values, dict) else None


def _toml(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def _people(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        names = [_words(each.get("name", "")) if isinstance(each, dict) else _words(each) for each in value]
    else:
        names = re.split(r"\s*;\s*|\s*,?\s+and\s+", _words(value))
    return tuple(name for name in names if name)


def _words(value: Any) -> str:
    """A value as one line of words; nested values are listed."""
    if isinstance(value, (datetime, date)):
        return value.isoformat()[:10]
    if isinstance(value, list):
        return ", ".join(_words(each) for each in value if not isinstance(each, (list, dict)))
    return "" if isinstance(value, dict) or value is None else " ".join(str(value).split())
