# SPDX-License-Identifier: MIT
"""The process that brings the index up to the library.

    python -m companion.search.indexer LIBRARY_DB INDEX_FOLDER

It compares the revisions in the database with those in the index's manifest and indexes the difference, in
batches, each of which readers can use at once. It prints a line of JSON after each batch, `{"done": n, "total": n,
"text": s}`, and a last one, `{"generation": n, "indexed": n}`. It may be killed at any moment. Where another
indexer is at work on the same folder it leaves the work to that one and ends quietly.
"""

import json
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from companion.search.errors import IndexUnusable
from companion.search.manifest import Manifest, index_state
from companion.search.source import Source, SourceDocument, SourcePassage
from companion.work import Progress, Work

if TYPE_CHECKING:
    from companion.search.writer import IndexWriter

_Document = tuple[SourceDocument, list[SourcePassage]]

__all__ = ["bring_up", "index_state", "main"]

# Characters of text. The first batch is small so that something is soon found; each is larger than the one before.
FIRST_BATCH = 100_000
_ATTEMPTS = 3  # times that a damaged index is made anew
_MUCH = 4  # what was added is more than this part of the index
_LARGEST_BATCH = 64_000_000


def bring_up(database: Path, folder: Path, *, first_batch: int = FIRST_BATCH) -> Work[Manifest]:
    """Index what the library has and the index has not, and return the manifest as it stands then.

    Progress counts documents and comes after each batch; the first batch has about `first_batch` characters of text.
    The folder and, where needed, a new index are made. Closing the work leaves the batches so far.
    """
    from whoosh.util.filelock import FileLock

    from companion.search.writer import LOCK_NAME, IndexWriter

    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    lock = FileLock(str(folder / LOCK_NAME))
    if not lock.acquire():
        return index_state(folder)
    try:
        with closing(Source(database)) as source:
            writer = IndexWriter(folder)
            for _ in range(_ATTEMPTS):
                try:
                    while (yield from _difference(source, writer, folder, first_batch)):
                        pass
                    writer.check()
                    return writer.manifest
                except IndexUnusable:
                    writer.begin_anew()
        raise OSError("the disk does not keep what is written to it")
    finally:
        lock.release()


def _difference(source: Source, writer: "IndexWriter", folder: Path, first_batch: int) -> Work[bool]:
    """Index what differs between the library and the index; whether anything did."""
    from companion.search.writer import write_segment

    wanted, held = source.revisions(), writer.manifest.documents
    stale = {id for id, revision in held.items() if wanted.get(id) != revision}
    fresh = [id for id, revision in wanted.items() if held.get(id) != revision]
    if not stale and not fresh and writer.manifest.files:
        return False
    removed = stale.difference(fresh)
    documents = filter(None, map(source.document, fresh))  # some may be removed since the revisions were read
    limit, done, added = first_batch, 0, 0
    while segment := write_segment(folder, _up_to(limit, documents)):
        writer.commit(removed | stale.intersection(segment.documents), segment)
        removed = set()
        done += len(segment.documents)
        added += segment.entry.size
        limit = min(limit * 4, _LARGEST_BATCH)
        yield Progress(done, len(fresh), segment.last_title)
        writer.tidy()
    if removed or not writer.manifest.files:
        writer.commit(removed)
        yield Progress(done, len(fresh), "")
        writer.tidy()
    if added * _MUCH > sum(entry.live for entry in writer.manifest.segments):
        writer.settle()
    return True


def _up_to(limit: int, documents: Iterator[_Document]) -> Iterator[_Document]:
    """The next documents, until they have `limit` characters of text."""
    size = 0
    while size < limit and (found := next(documents, None)):
        yield found
        size += sum(len(passage.text) for passage in found[1])


def _print(line: dict[str, object]) -> None:
    print(json.dumps(line), flush=True)


def main(arguments: list[str]) -> int:
    """Run the process; the exit status."""
    if len(arguments) != 2:
        print("usage: python -m companion.search.indexer LIBRARY_DB INDEX_FOLDER", file=sys.stderr)
        return 2
    if hasattr(os, "nice"):
        os.nice(10)
    work = bring_up(Path(arguments[0]), Path(arguments[1]))
    try:
        while True:
            progress = next(work)
            _print({"done": progress.done, "total": progress.total, "text": progress.text})
    except StopIteration as end:
        _print({"generation": end.value.generation, "indexed": len(end.value.documents)})
    except BrokenPipeError:
        work.close()  # whoever asked is gone; the next one continues from here
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still to be flushed goes nowhere
    except (OSError, sqlite3.Error) as error:
        print(f"The index could not be brought up: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
