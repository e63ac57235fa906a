# SPDX-License-Identifier: MIT
"""What the reader chose (Settings) and how the window was left (WindowState), kept in two small files.

A setting is written once: its field carries its label, its choices or range and its help, and the
preferences dialog is made from the fields.
"""

import json
import logging
import os
from dataclasses import Field, asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from companion.errors import DiskFull, ReadOnlyLibrary

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


def _choice(default: str, label: str, group: str, **choices: str) -> Any:
    return field(default=default, metadata={"label": label, "group": group, "choices": choices})


def _number(default: float, label: str, group: str, low: float, high: float, step: float) -> Any:
    return field(default=default, metadata={"label": label, "group": group, "range": (low, high, step)})


def _switch(default: bool, label: str, group: str) -> Any:
    return field(default=default, metadata={"label": label, "group": group})


def _folder(label: str, group: str) -> Any:
    return field(default="", metadata={"label": label, "group": group, "folder": True})


@dataclass(frozen=True, slots=True)
class Settings:
    """What the reader chose. Sizes are in pixels, `line_height` in ems, `measure` in characters."""

    theme: str = _choice(
        "system", "Theme", "Appearance",
        system="As the system", light="Light", sepia="Sepia", dark="Dark", contrast="High contrast",
    )  # fmt: skip
    face: str = _choice("Literata", "Reading face", "Page", Literata="Literata", Inter="Inter", system="System")
    size: int = _number(18, "Text size", "Page", 10, 48, 1)
    line_height: float = _number(1.62, "Line height", "Page", 1.1, 2.4, 0.02)
    measure: int = _number(68, "Line length", "Page", 40, 110, 2)
    justify: bool = _switch(False, "Justified lines", "Page")
    mark_terms: str = _choice(
        "every", "Mark glossary terms", "Glossary",
        every="Every time", first="Once in each section", screen="Once on each screen", off="Never",
    )  # fmt: skip
    hover_cards: bool = _switch(True, "Show a card when the mouse rests on a term", "Glossary")
    expand: bool = _switch(True, "Search for the other names of glossary terms too", "Search")
    copy_style: str = _choice(
        "chicago", "Citation style of “Copy with source”", "Quoting",
        chicago="Chicago", apa="APA", mla="MLA", gost="GOST", plain="Plain", markdown="Markdown",
    )  # fmt: skip
    watched: str = _folder("Take in what is new in this folder", "Library")


def choosable() -> list[tuple[str, str, dict[str, str]]]:
    """The settings that are one of a few: the name, the label, and the choices with their words."""
    options = [(each.name, each.metadata) for each in fields(Settings)]
    return [(name, about["label"], about["choices"]) for name, about in options if "choices" in about]


@dataclass(frozen=True, slots=True)
class WindowState:
    """How the window was left: Qt's own geometry and dock states in Base64, and what was being done.

    `left`, `right` and `below` are the pixels that the panels took around the page.
    """

    geometry: str = ""
    docks: str = ""
    left: int = field(default=253, metadata={"range": (0, 4_000, 1)})
    right: int = field(default=357, metadata={"range": (0, 4_000, 1)})
    below: int = field(default=0, metadata={"range": (0, 4_000, 1)})
    query: str = ""
    scope_document: bool = False
    searches: tuple[str, ...] = ()
    recent_files: tuple[str, ...] = ()
    bookmarks_here: bool = False
    term: str = ""
    sorting: str = ""


def load(kind: type[_T], path: Path) -> _T:
    """The `kind` that `path` holds; a missing, broken or wrong value falls back to its default."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return kind()
    except (OSError, ValueError) as error:
        _log.info("%s is not readable (%s): using the defaults", path.name, error)
        return kind()
    if not isinstance(stored, dict):
        return kind()
    known = {f.name: stored[f.name] for f in fields(kind) if f.name in stored}  # type: ignore[arg-type]
    defaults = kind()
    good = {name: _checked(kind, name, value, getattr(defaults, name)) for name, value in known.items()}
    return kind(**good)


def save(value: Any, path: Path) -> None:
    """Write `value` so that a crash leaves the old file or the new one, never half of one.

    Raises DiskFull or ReadOnlyLibrary where the folder takes no file.
    """
    temporary = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("w", encoding="utf-8") as file:
            json.dump(asdict(value), file, indent=1, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        if error.errno == 28:  # ENOSPC
            raise DiskFull("The disk is full, so the settings could not be saved. Free some room.") from error
        raise ReadOnlyLibrary(f"The settings could not be saved in {path.parent}: {error.strerror}.") from error


def _checked(kind: type[Any], name: str, value: Any, default: Any) -> Any:
    """`value` brought to the field's type and bounds, or the default where that is impossible."""
    option: Field[Any] = next(f for f in fields(kind) if f.name == name)
    if isinstance(default, bool):
        return value if isinstance(value, bool) else default
    if isinstance(default, (int, float)):
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return default
        low, high, _ = option.metadata["range"]
        return type(default)(min(max(value, low), high))
    if isinstance(default, tuple):
        return tuple(str(item) for item in value) if isinstance(value, list) else default
    if not isinstance(value, str):
        return default
    choices = option.metadata.get("choices")
    return value if choices is None or value in choices else default
