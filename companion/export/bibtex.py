# SPDX-License-Identifier: MIT
"""Documents with bookmarks as BibTeX entries; the bookmarks stand in the field `annote`."""

import re
import unicodedata

from companion.document.model import Metadata
from companion.document.people import person
from companion.export.dossier import Dossier, Entry

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_ESCAPES = str.maketrans(_SPECIAL)


def write(dossiers: list[Dossier]) -> str:
    """The whole file."""
    keys: dict[str, int] = {}
    return "\n".join(_record(dossier, _key(dossier.document.metadata, keys)) for dossier in dossiers)


def _record(dossier: Dossier, key: str) -> str:
    metadata = dossier.document.metadata
    tags = dict.fromkeys(tag for entry in dossier.entries for tag in entry.bookmark.tags)
    fields = {
        "author": " and ".join(_author(name) for name in metadata.authors),
        "title": f"{{{_value(dossier.document.title)}}}",
        "year": _value(metadata.date[:4]),
        "publisher": _value(metadata.publisher),
        "url": re.sub(r"[{}\s\\]", "", metadata.source),
        "language": _value(metadata.language),
        "keywords": ", ".join(_value(tag) for tag in tags),
        "annote": r" \par ".join(_note(entry) for entry in dossier.entries),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join((f"@misc{{{key},", *lines, "}\n"))


def _key(metadata: Metadata, taken: dict[str, int]) -> str:
    """Family name, year and first long word of the title; a letter is added where two documents would share it."""
    family = person(metadata.authors[0]).family if metadata.authors else ""
    long_words = re.findall(r"\w{4,}", metadata.title) or re.findall(r"\w+", metadata.title)
    key = _plain(family) + _plain(metadata.date[:4]) + _plain("".join(long_words[:1])) or "document"
    taken[key] = number = taken.get(key, 0) + 1
    return key if number == 1 else f"{key}-{number}"


def _plain(text: str) -> str:
    """Letters and digits as BibTeX takes them in a key."""
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", text).casefold())


def _author(name: str) -> str:
    author = person(name)
    return f"{_value(author.family)}, {_value(author.given)}" if author.given else f"{{{_value(author.family)}}}"


def _note(entry: Entry) -> str:
    quote = entry.quote
    page = f"(p. {entry.page})" if entry.page else ""
    return _value(" ".join(filter(None, (entry.heading, f"“{quote}”" if quote else "", page, entry.bookmark.note))))


def _value(text: str) -> str:
    return " ".join(text.split()).translate(_ESCAPES)
