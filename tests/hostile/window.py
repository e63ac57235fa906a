# SPDX-License-Identifier: MIT
"""Opens every hostile file that can be read in the real window, and says how long the window did not answer."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from companion.errors import CompanionError
from companion.library.library import Library
from companion.work import finish
from tests.hostile.markdown import SLOW
from tests.hostile.trial import files, guarded

ANSWER = 250.0  # milliseconds


def gaps() -> Iterator[tuple[str, float]]:
    """For each document: the name of its file, and the longest gap of the window's thread while it is opened, in ms."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_LOGGING_RULES"] = "default.warning=false"
    with tempfile.TemporaryDirectory(prefix="rc-") as name:
        folder = Path(name).resolve()
        os.environ["COMPANION_SETTINGS"] = str(folder / "settings")
        documents = _imported(folder)
        yield from _opened(folder / "library", documents)


def _imported(folder: Path) -> dict[str, str]:
    """Names of files by the ids of the documents that came of them."""
    inbox = folder / "inbox"
    inbox.mkdir()
    with guarded(folder) as (canary, _):
        for file in files(canary):
            if file.heavy or file.name.removesuffix(".md") in SLOW:
                continue  # it would come in as plain text, or be refused, after many seconds
            (inbox / file.name).write_bytes(file.data)
    documents: dict[str, str] = {}
    with Library.open(folder / "library") as library:
        for result in finish(library.shelf.import_paths([inbox])):
            if result.document is not None:
                documents[result.document.id] = result.path.name
    return documents


def _opened(library: Path, documents: dict[str, str]) -> Iterator[tuple[str, float]]:
    from companion.app import make_application, open_window
    from tests.benchmarks.responsiveness import until
    from tests.ui.heartbeat import Heartbeat

    application = make_application(["companion"])
    window = open_window(library)
    window.show()
    until(application, lambda: window.idle)
    heart = Heartbeat(window)
    for document, name in documents.items():
        until(application, lambda: window.idle)
        heart.restart()
        with suppress(CompanionError):
            window.parts.session.open_document(document)
        until(application, lambda: window.idle, at_least=0.1)
        yield name, heart.longest
    window.close()
    application.processEvents()


if __name__ == "__main__":
    late = count = 0
    for name, gap in gaps():
        count += 1
        late += gap > ANSWER
        if gap > ANSWER:
            print(f"{gap:8.0f} ms  {name}", flush=True)
    print(f"{count} hostile files opened; the window took longer than {ANSWER:g} ms to answer for {late}")
