# SPDX-License-Identifier: MIT
"""What the tests of the library are made of: manuscripts, documents, and processes of their own."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from companion.document.anchors import make_anchor
from companion.document.model import Anchor, Block, BlockKind, Document, Image, Manuscript, Metadata, Run, Section
from companion.library.glossary import Glossary
from companion.library.intake import Intake
from companion.library.library import Library
from companion.library.originals import Originals
from companion.library.store import Store
from companion.work import finish

CHECKOUT = Path(__file__).resolve().parents[2]


def heading(text: str, level: int = 2) -> Block:
    return Block(BlockKind.HEADING, (Run(text),), level=level)


def paragraph(text: str, page: str = "") -> Block:
    return Block(BlockKind.PARAGRAPH, (Run(text),), page=page)


def manuscript(*texts: str, title: str = "A report", **about: object) -> Manuscript:
    """Two sections; every text is a paragraph under a heading of its own."""
    texts = texts or ("Radar sees far.", "Interceptors fly fast.")
    blocks = [block for number, text in enumerate(texts, 1) for block in (heading(f"Part {number}"), paragraph(text))]
    half = max(2, len(blocks) // 4 * 2)
    sections = (Section("First", tuple(blocks[:half])), Section("Second", tuple(blocks[half:])))
    images = {"map.png": Image(b"\x89PNG map", "image/png", 4, 3)}
    sections = tuple(section for section in sections if section.blocks)
    return Manuscript("markdown", Metadata(title=title, **about), sections, images=images)  # type: ignore[arg-type]


def add(library: Library, made: Manuscript, name: str = "report.md") -> Document:
    """Take a manuscript in, as made from a file of this name."""
    source = library.folder.parent / name
    source.write_text(repr(made))
    store = Store(library.folder / "library.db")
    try:
        intake = Intake(store, Originals(library.folder), Glossary(store))
        result = finish(intake.take(made, source, hashlib.sha256(source.read_bytes()).hexdigest()))
    finally:
        store.close()
    assert result.document is not None
    return result.document


def place(library: Library, document: str, quote: str) -> Anchor:
    """The anchor of the first place where the document says `quote`."""
    text = library.shelf.text(document)
    start = text.index(quote)
    return make_anchor(document, text, start, start + len(quote))


@contextmanager
def child(code: str, *arguments: object) -> Iterator["subprocess.Popen[str]"]:
    """A Python process that runs `code` with `sys.argv[1:]`; it is killed at the end if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def run_with_mounts(mount: str, code: str, *arguments: object) -> str:
    """What Python prints that runs `code` after the shell line `mount`, whose mounts nobody else sees; or skip."""
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-rm", "true"], capture_output=True).returncode:
        pytest.skip("this system gives no process mounts of its own")
    script = f'{mount} || exit 77; exec "$0" -c "$@"'
    command = [unshare, "-rm", "sh", "-c", script, sys.executable, code, *map(str, arguments)]
    result = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=60)
    if result.returncode == 77:
        pytest.skip(f"nothing can be mounted here: {result.stderr}")
    assert not result.stderr, result.stderr
    return result.stdout
