# SPDX-License-Identifier: MIT
"""The manifest: the one file that says which files make up the index, and of what.

A generation of the index exists from the moment its manifest is renamed into place. Files that the manifest does
not name are leftovers of a run that was killed; files that are not as it says make the index unusable.
"""

import json
import os
import sys
import time
import unicodedata
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from companion.search.errors import IndexUnusable

FORMAT = 5  # of the files of the index
TOKENISER = 2  # grows whenever the same text would give other words
NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class IndexFile:
    """A file of the index: its size in bytes, and its CRC-32, or that of its head alone where the rest has its own."""

    size: int
    checksum: int


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment: the file that holds it, how many passages that has, and half-open ranges of those that are deleted."""

    file: str
    size: int
    deleted: tuple[tuple[int, int], ...] = ()

    @property
    def live(self) -> int:
        """How many of its passages are not deleted."""
        return self.size - sum(stop - start for start, stop in self.deleted)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the index holds: the revision of each document, by id, its segments, and its files, by name.

    `generation` grows with every change, also over a rebuild. `toc` is the generation of Whoosh's table of contents,
    which says the same of the segments to Whoosh.
    """

    generation: int = 0
    toc: int = 0
    documents: Mapping[str, int] = field(default_factory=dict)
    segments: tuple[SegmentEntry, ...] = ()
    files: Mapping[str, IndexFile] = field(default_factory=dict)


def read_manifest(folder: Path) -> Manifest:
    """The manifest in `folder`; IndexUnusable where there is none that this program can use."""
    try:
        body = _checked_body(folder / NAME)
        if body["made_by"] != _made_by():
            raise IndexUnusable("The index was made by another version.")
        files = {name: IndexFile(*values) for name, values in body["files"].items()}
        segments = tuple(
            SegmentEntry(file, size, tuple((start, stop) for start, stop in deleted))
            for file, size, deleted in body["segments"]
        )
        return Manifest(body["generation"], body["toc"], body["documents"], segments, files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexUnusable(f"The index has no readable manifest: {error}") from error


def index_state(folder: Path) -> Manifest:
    """What the index in `folder` holds; an empty manifest where there is no usable one. Reads no other file."""
    try:
        return read_manifest(folder)
    except IndexUnusable:
        return Manifest()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Make `manifest` the truth: written, synced, then renamed over the old one."""
    body = {
        "made_by": _made_by(),
        "generation": manifest.generation,
        "toc": manifest.toc,
        "documents": dict(manifest.documents),
        "segments": [[segment.file, segment.size, segment.deleted] for segment in manifest.segments],
        "files": {name: [file.size, file.checksum] for name, file in manifest.files.items()},
    }
    text = json.dumps(body, ensure_ascii=True)
    temporary = folder / f"{NAME}.new"
    temporary.write_text(json.dumps({"checksum": zlib.crc32(text.encode()), "body": text}), "utf-8")
    sync([temporary])
    temporary.replace(folder / NAME)
    sync([folder])


def next_generation(folder: Path) -> int:
    """A generation later than any that the folder had, for an index that is built anew.

    Where the old one cannot be read, the time (in seconds since 1970) is later than any count of changes.
    """
    try:
        return int(_checked_body(folder / NAME)["generation"]) + 1
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return int(time.time())


def sync(paths: Iterable[Path]) -> None:
    """Wait until the files, or folders, are on the disk."""
    for path in paths:
        if path.is_dir() and sys.platform == "win32":
            continue  # Windows cannot sync a folder
        handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _checked_body(path: Path) -> Any:
    outer = json.loads(path.read_text("utf-8"))
    if zlib.crc32(outer["body"].encode()) != outer["checksum"]:
        raise ValueError("its checksum is wrong")
    return json.loads(outer["body"])


def _made_by() -> dict[str, object]:
    return {
        "format": FORMAT,
        "tokeniser": TOKENISER,
        "whoosh": _version("Whoosh"),
        "stemmer": _version("snowballstemmer"),
        "unicode": unicodedata.unidata_version,
        "byte order": sys.byteorder,
    }


@cache
def _version(package: str) -> str:
    """The version of an installed package, "" where it cannot be told, by the name of the folder of its metadata.

    `importlib.metadata` knows better but takes longer to import than a search takes.
    """
    spec = find_spec(package.lower())
    if spec is None or spec.origin is None:
        return ""
    found = sorted(Path(spec.origin).parent.parent.glob(f"{package}-*.dist-info"))
    return found[-1].stem.partition("-")[2] if found else ""
