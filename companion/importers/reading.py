# SPDX-License-Identifier: MIT
"""Reads a file's bytes by the reader of its format. It runs inside the sandbox, or on our own report."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import PurePath

from companion.document.model import BlockKind, Manuscript, PageBox, text_of
from companion.errors import ConversionError
from companion.importers.formats import named
from companion.importers.language import SAMPLE, language_of
from companion.importers.source import Source

Siblings = Callable[[str], bytes | None]


def read(data: bytes, name: str, format: str, siblings: Siblings | None = None, password: str = "") -> Manuscript:
    """The manuscript that a file called `name` holds; its title is never empty, its language guessed where need be.

    Raises ConversionError where the file cannot be read, or holds nothing to read; PasswordNeeded where it is locked.
    """
    reader = import_module(named(format).module)
    manuscript: Manuscript = reader.read(Source(data, name, siblings, password))
    if not any(text_of(block).strip() or block.image for section in manuscript.sections for block in section.blocks):
        raise ConversionError(f"{name} holds no text. Check that it is the right file.")
    metadata = manuscript.metadata
    title = " ".join(metadata.title.split()) or PurePath(name).stem.replace("_", " ").strip() or name
    language = language_of(_sample(manuscript), metadata.language)
    return replace(manuscript, metadata=replace(metadata, title=title, language=language))


def boxes(source: Source, format: str, start: int, end: int) -> tuple[PageBox, ...]:
    """Where a range of the text that `read` makes stands on the file's pages; nowhere where the format has none."""
    reader = import_module(named(format).module)
    found: tuple[PageBox, ...] = reader.boxes(source, start, end) if hasattr(reader, "boxes") else ()
    return found


def _sample(manuscript: Manuscript) -> str:
    """As much of the text as its language is told by."""
    words: list[str] = []
    left = SAMPLE
    for section in manuscript.sections:
        for block in section.blocks:
            if left <= 0:
                break
            if block.kind is not BlockKind.CODE:
                words.append(text_of(block)[:left])
                left -= len(words[-1])
    return "\n".join(words)
