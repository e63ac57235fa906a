# SPDX-License-Identifier: MIT
"""Reads hostile files as an import does, and tells what came of each and what it should not have done."""

import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from companion.document.model import Block, Manuscript, join_texts
from companion.errors import ConversionError
from companion.importers.sandbox import Converter, Limits
from companion.work import finish
from tests.hostile import WORDS, Canary, HostileFile, markdown, pages, pdf, pictures, text, xml, zips
from tests.importers.manuscripts import png

MEMORY = 1024 * 1024 * 1024  # bytes that a process which reads a file may use
_LISTEN = """
import socket, sys
listening = socket.create_server(("127.0.0.1", 0))
print(listening.getsockname()[1], flush=True)
while True:
    listening.accept()[0].close()
    print("called", flush=True)
"""
_SCHEMES = ("http:", "https:", "mailto:", "#")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a file: the sentence that refused it, or "", and what is wrong with that, in words."""

    file: HostileFile
    refusal: str
    seconds: float
    faults: tuple[str, ...]


def files(canary: Canary) -> Iterator[HostileFile]:
    """All files that are generated."""
    for module in (markdown, text, pages, pictures, xml, zips, pdf):
        yield from module.files(canary)


@contextmanager
def guarded(folder: Path) -> Iterator[tuple[Canary, "subprocess.Popen[str]"]]:
    """A canary in the folder, and the process that listens for it."""
    listener = subprocess.Popen([sys.executable, "-I", "-c", _LISTEN], stdout=subprocess.PIPE, text=True)
    assert listener.stdout is not None
    try:
        canary = Canary("the canary sings", folder / "canary.txt", folder / "canary.png", "")
        canary.file.write_text(f"{canary.words}\n")
        canary.picture.write_bytes(png(41, 43))
        yield (
            Canary(canary.words, canary.file, canary.picture, f"http://127.0.0.1:{int(listener.stdout.readline())}/"),
            listener,
        )
    finally:
        listener.kill()
        listener.wait()
        listener.stdout.close()


class Trial:
    """Reads files one after another with the same processes, as the import of a folder does."""

    def __init__(self, canary: Canary, converter: Converter, limits: Limits) -> None:
        self._canary = canary
        self._converter = converter
        self._limits = limits

    def outcome(self, file: HostileFile) -> Outcome:
        """Put the file into a folder beside the canary, and read it."""
        root = self._canary.file.parent
        folder = root / "inbox"
        folder.mkdir()
        path = folder / file.name
        path.write_bytes(file.data)
        for name, target in file.links.items():
            (folder / name).symlink_to(target)
        before = _content(root)
        refusal, faults = "", []
        manuscript: Manuscript | None = None
        began = monotonic()
        try:
            manuscript = finish(self._converter.convert(path))
        except ConversionError as error:
            refusal = error.message
        seconds = monotonic() - began
        if seconds > self._limits.seconds + 5:
            faults.append(f"took {seconds:.0f} s")
        if _content(root) != before:
            faults.append("changed files")
        faults += _faults_of(manuscript, self._canary) if manuscript is not None else _faults_in(refusal)
        if file.readable and (manuscript is None or WORDS not in _text(manuscript)):
            faults.append("lost the readable words")
        for each in (path, *(folder / name for name in file.links)):
            each.unlink()
        with suppress(OSError):
            folder.rmdir()
        return Outcome(file, refusal, seconds, tuple(faults))


def memory_used() -> int:
    """The most bytes that a process of ours which has ended has used."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


def _blocks(manuscript: Manuscript) -> list[Block]:
    return [block for section in manuscript.sections for block in section.blocks]


def _text(manuscript: Manuscript) -> str:
    return join_texts(_blocks(manuscript))


def _faults_of(manuscript: Manuscript, canary: Canary) -> Iterator[str]:
    if canary.words in f"{_text(manuscript)} {manuscript.metadata} {manuscript.warnings} {manuscript.outline}":
        yield "told the canary's words"
    if any(image.data == canary.picture.read_bytes() for image in manuscript.images.values()):
        yield "took in the canary's picture"
    runs = (
        run
        for block in _blocks(manuscript)
        for run in (*block.runs, *(r for row in block.rows for c in row for r in c.runs))
    )
    if any(run.link is not None and not run.link.lower().startswith(_SCHEMES) for run in runs):
        yield "kept a link that leads nowhere good"


def _faults_in(refusal: str) -> Iterator[str]:
    if not refusal.endswith(".") or "\n" in refusal or len(refusal) > 500 or "Error" in refusal:
        yield "gave no plain reason"


def _content(folder: Path) -> dict[str, int]:
    return {str(path): path.lstat().st_mtime_ns for path in folder.rglob("*")}
