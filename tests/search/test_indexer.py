# SPDX-License-Identifier: MIT
"""The indexer: it follows the library, survives being killed anywhere, and gives way to another at work."""

import json
import os
import random
import signal
import stat
import subprocess
import sys
import threading
import types
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from companion.search import manifest
from companion.search.indexer import bring_up, index_state
from companion.search.manifest import SegmentEntry
from companion.search.searcher import IndexUnusable, Searcher
from companion.search.writer import IndexWriter, to_join
from companion.work import finish
from tests.search.small_library import SmallLibrary

KILLS = 20

# Ends the process at the nth file that it opens, renames or removes in the index folder.
KILLED = """
import os, signal, sys
from pathlib import Path
from companion.search.indexer import bring_up
from companion.work import finish

database, folder, last = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
events = 0

def count(event, arguments):
    global events
    if event in ("open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "sqlite3.connect"):
        if str(folder) in str(arguments[0]):
            events += 1
            if events == last:
                os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(count)
finish(bring_up(database, folder, first_batch=1))
print(events)
"""


def run(code_or_module: Sequence[str], *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *code_or_module, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def indexer(library: SmallLibrary) -> list[dict[str, object]]:
    """Run the process to its end; the lines that it printed."""
    ended = run(["-m", "companion.search.indexer"], library.database, library.index)
    assert (ended.returncode, ended.stderr) == (0, "")
    return [json.loads(line) for line in ended.stdout.splitlines()]


@pytest.fixture
def library(tmp_path: Path) -> SmallLibrary:
    library = SmallLibrary(tmp_path / "library")
    for number in range(6):
        library.put(f"d{number}", [f"common word number{number}.", "another common passage."])
    return library


def found(library: SmallLibrary) -> set[tuple[str, int]]:
    """Every passage that the index finds, by document and start."""
    with closing(Searcher(library.index, library.database)) as searcher:
        return {(hit.document, hit.start) for hit in searcher.search("common", limit=1000).hits}


def everything(documents: int) -> set[tuple[str, int]]:
    return {(f"d{number}", start) for number in range(documents) for start in (0, len(f"common word number{number}."))}


def test_the_process_indexes_the_library_and_says_how_far_it_is(library: SmallLibrary) -> None:
    *progress, last = indexer(library)
    assert [line["done"] for line in progress] == [6]
    assert progress[-1] == {"done": 6, "total": 6, "text": "d5"}
    assert last == {"generation": index_state(library.index).generation, "indexed": 6}
    assert found(library) == everything(6)


def test_a_second_run_finds_nothing_to_do(library: SmallLibrary) -> None:
    first = indexer(library)[-1]
    assert indexer(library) == [first]


def test_documents_are_committed_in_batches_that_can_be_searched_at_once(library: SmallLibrary) -> None:
    work = bring_up(library.database, library.index, first_batch=40)
    progress = next(work)
    assert 0 < progress.done < 6
    assert found(library) == everything(progress.done)
    work.close()
    assert found(library) == everything(progress.done)
    library.bring_up()
    assert found(library) == everything(6)


def test_the_index_follows_changed_and_removed_documents(library: SmallLibrary) -> None:
    before = library.bring_up()
    library.put("d0", ["A common text of another kind."])
    library.put("new", ["common novelty"])
    library.drop("d5")
    after = library.bring_up()
    assert after.generation > before.generation
    assert after.documents == {"d0": 2, "d1": 1, "d2": 1, "d3": 1, "d4": 1, "new": 1}
    assert found(library) == everything(5) - {("d0", 20)} | {("new", 0)}
    with closing(Searcher(library.index, library.database)) as searcher:
        assert searcher.search("number0 OR number5").total == 0
        assert [word.word for word in searcher.words("number")] == [f"number{number}" for number in range(1, 5)]
        assert searcher.words("common")[0].passages == 10
        assert searcher.words("common")[0].documents == 6


def test_many_small_changes_leave_few_files_and_no_trace_of_the_old(library: SmallLibrary) -> None:
    for round_ in range(12):
        library.put("d0", [f"common round{round_}"])
        library.bring_up()
    assert found(library) == everything(6) - {("d0", 20)}
    with closing(Searcher(library.index, library.database)) as searcher:
        assert [word.word for word in searcher.words("round")] == ["round11"]
    named = set(index_state(library.index).files) | {"manifest.json", "lock"}
    assert {path.name for path in library.index.iterdir()} == named


def test_a_library_indexed_at_one_go_ends_in_two_segments(library: SmallLibrary) -> None:
    work = bring_up(library.database, library.index, first_batch=1)
    most = 0
    for _ in work:
        most = max(most, len(index_state(library.index).segments))
    assert most > len(index_state(library.index).segments) == 2
    assert found(library) == everything(6)


def test_reports_added_one_by_one_never_make_more_than_ten_segments(library: SmallLibrary) -> None:
    for number in range(6, 30):
        library.put(f"d{number}", [f"common word number{number}.", "another common passage."] * (number % 5 + 1))
        library.bring_up()
        assert len(index_state(library.index).segments) <= 10
        with closing(Searcher(library.index, library.database)) as searcher:
            assert searcher.search(f"number{number}").total == number % 5 + 1


def test_segments_are_joined_where_small_ones_are_many_or_outweigh_a_larger() -> None:
    def joined(*sizes: int) -> list[int]:
        entries = [SegmentEntry(str(place), size) for place, size in enumerate(sizes)]
        return [entry.size for entry in to_join(entries)]

    assert joined(100_000, 50_000, 20_000, 500, 500, 500) == []
    assert joined(100_000, 50_000, 20_000, 500, 500, 500, 300) == [300, 500, 500, 500]
    assert joined(100_000, 6_000, 3_000, 3_900) == [3_000, 3_900, 6_000]
    assert joined(100_000, 60_000, 50_000) == [50_000, 60_000, 100_000]
    sizes: list[int] = []
    for number in range(3_000):  # reports of all lengths, in a library that grows to half a million passages
        sizes.append(20 + number * 7 % 300)
        while chosen := joined(*sizes):
            for size in chosen:
                sizes.remove(size)
            sizes.append(sum(chosen))
        assert len(sizes) <= 10


def test_an_empty_library_has_an_empty_index(tmp_path: Path) -> None:
    library = SmallLibrary(tmp_path / "library")
    assert indexer(library)[-1]["indexed"] == 0
    assert found(library) == set()


def test_nobody_else_may_look_into_the_folder(library: SmallLibrary) -> None:
    library.bring_up()
    assert stat.S_IMODE(library.index.stat().st_mode) == 0o700


def test_a_second_indexer_leaves_the_work_to_the_first(library: SmallLibrary) -> None:
    first = bring_up(library.database, library.index, first_batch=1)
    next(first)
    state = index_state(library.index)
    assert indexer(library) == [{"generation": state.generation, "indexed": len(state.documents)}]
    assert index_state(library.index) == state
    finish(first)
    assert found(library) == everything(6)


def test_an_indexer_that_nobody_listens_to_any_more_ends_quietly(library: SmallLibrary) -> None:
    command = [sys.executable, "-m", "companion.search.indexer", library.database, library.index]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 0


def test_a_library_that_cannot_be_read_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "library.db").write_bytes(b"no database" * 100)
    ended = run(["-m", "companion.search.indexer"], tmp_path / "library.db", tmp_path / "index")
    assert ended.returncode == 1
    assert ended.stderr.startswith("The index could not be brought up: ")
    assert ended.stderr.count("\n") == 1


def test_wrong_usage_is_explained() -> None:
    ended = run(["-m", "companion.search.indexer"])
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("usage:")


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not there")
def test_an_indexer_killed_anywhere_leaves_an_index_that_answers_and_is_repaired(library: SmallLibrary) -> None:
    library.bring_up()
    revisions = dict.fromkeys(range(6), 1)

    def change(document: int) -> None:
        revisions[document] += 1
        library.put(f"d{document}", [f"common word number{document}.", "another common passage."])

    change(0)
    change(1)
    total = int(run(["-c", KILLED], library.database, library.index, 0).stdout)
    assert total > KILLS
    chance = random.Random(4)
    for kill in range(KILLS):
        change(kill % 6)
        change((kill + 1) % 6)
        last = 1 + kill * (total - 1) // KILLS + chance.randrange(total // KILLS)
        ended = run(["-c", KILLED], library.database, library.index, last)
        assert ended.returncode == -signal.SIGKILL, (last, ended.stderr)
        assert found(library) <= everything(6)
        assert len(found(library)) >= 8, "what was not being changed is found all the while"
        library.bring_up()
        assert found(library) == everything(6)
        assert index_state(library.index).documents == {f"d{number}": value for number, value in revisions.items()}
        assert {path.name for path in library.index.iterdir()} == {
            *index_state(library.index).files, "manifest.json", "lock",
        }  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not there")
@pytest.mark.parametrize("last", [2, 15, 30, 45])
def test_a_first_run_that_was_killed_is_begun_again(library: SmallLibrary, last: int) -> None:
    assert run(["-c", KILLED], library.database, library.index, last).returncode == -signal.SIGKILL
    library.bring_up()
    assert found(library) == everything(6)


def _of_the_next_version(package: str) -> str:
    return f"{package} 99"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TOKENISER", manifest.TOKENISER + 1),
        ("FORMAT", manifest.FORMAT + 1),
        ("_version", _of_the_next_version),
        ("unicodedata", types.SimpleNamespace(unidata_version="99.0.0")),
    ],
)
def test_an_index_of_another_version_is_built_again_with_a_later_generation(
    library: SmallLibrary, monkeypatch: pytest.MonkeyPatch, name: str, value: object
) -> None:
    old = library.bring_up()
    monkeypatch.setattr(manifest, name, value)
    with pytest.raises(IndexUnusable, match="another version"):
        Searcher(library.index, library.database)
    assert index_state(library.index).documents == {}
    assert library.bring_up().generation > old.generation
    assert found(library) == everything(6)


@pytest.mark.skipif(sys.platform != "linux", reason="names of open files are read from /proc")
def test_files_are_on_the_disk_before_a_manifest_names_them(
    library: SmallLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    at_renames: list[list[str]] = []
    fsync, replace = os.fsync, Path.replace

    def watched_fsync(handle: int) -> None:
        synced.append(Path(f"/proc/self/fd/{handle}").readlink().name)
        fsync(handle)

    def watched_replace(path: Path, target: Path) -> Path:
        at_renames.append([*synced])
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", watched_fsync)
    monkeypatch.setattr(Path, "replace", watched_replace)
    files = set(library.bring_up().files)
    library.put("new", ["common novelty"])
    files |= set(library.bring_up().files)
    assert len(at_renames) >= 2
    assert {*files, "manifest.json.new"} <= set(at_renames[-1]), "all that it names, and itself"
    assert synced[-1] == "index", "the renaming itself"


def test_a_disk_that_does_not_keep_an_index_is_given_up(library: SmallLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(_writer: IndexWriter) -> None:
        raise IndexUnusable("It is damaged.")

    monkeypatch.setattr(IndexWriter, "check", damaged)
    with pytest.raises(OSError, match="does not keep"):
        library.bring_up()
    monkeypatch.undo()
    library.bring_up()
    assert found(library) == everything(6)


def test_a_lost_manifest_leads_to_a_later_generation_too(library: SmallLibrary) -> None:
    old = library.bring_up()
    (library.index / "manifest.json").unlink()
    assert library.bring_up().generation >= old.generation
    assert found(library) == everything(6)


def test_an_open_searcher_keeps_its_generation_while_the_index_goes_on(library: SmallLibrary) -> None:
    with library.searcher() as old:
        for number in range(6, 12):
            library.put(f"d{number}", [f"common word number{number}.", "another common passage."])
            library.bring_up()
        assert old.search("common").total == 12
        assert [one.document for one in old.occurrences("number1")] == ["d1"]
        assert old.words("number6") == []
        with closing(Searcher(library.index, library.database)) as new:
            assert new.generation > old.generation
            assert new.search("common").total == 24


def test_the_index_can_be_opened_at_any_moment_while_it_is_written(library: SmallLibrary) -> None:
    library.bring_up()

    def change() -> None:
        for round_ in range(25):
            library.put("d0", ["common word number0.", f"another common passage. {round_}"])
            library.bring_up()

    writing = threading.Thread(target=change)
    writing.start()
    try:
        opened = 0
        while writing.is_alive():
            assert found(library) >= everything(6) - everything(1)
            opened += 1
    finally:
        writing.join()
    assert opened > 5
    assert found(library) == everything(6)
