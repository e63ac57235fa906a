# SPDX-License-Identifier: MIT
"""Files are read in processes of their own, and whatever becomes of such a process, the reader hears one sentence."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from companion.document.model import Manuscript, join_texts
from companion.errors import ConversionError, PasswordNeeded, UnknownFormat
from companion.importers import process, sandbox
from companion.importers.answers import Request
from companion.importers.reading import read
from companion.importers.sandbox import Converter, Limits, convert
from companion.work import Work, finish
from tests.hostile import WORDS
from tests.importers.manuscripts import png
from tests.importers.pdf_files import Extras, lines, pdf
from tests.yardstick import unit

SHORT = Limits(seconds=20, markdown_seconds=0.5)
SLOW = "[" * 50_000 + f"\n\n{WORDS}\n"
NOTE = "# A note\n\nWith *words*, a [link](https://example.org/) and\n\n| a | table |\n|---|---|\n| 1 | 2 |\n"
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows the processes in /proc")


def text_of(manuscript: Manuscript) -> str:
    return join_texts(block for section in manuscript.sections for block in section.blocks)


def reason(work: Work[Manuscript]) -> str:
    with pytest.raises(ConversionError) as caught:
        finish(work)
    return caught.value.message


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.md"
    path.write_text(NOTE)
    return path


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """A Markdown file on which Python-Markdown spends minutes."""
    path = tmp_path / "slow.md"
    path.write_text(SLOW)
    return path


Worker = Callable[[str], None]


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Worker:
    """Lets the processes that are started run other Python instead of ours."""
    path = "import sys, json; sys.path[:] = json.loads(sys.argv[1])\n"
    return lambda body: monkeypatch.setattr(process, "_START", path + body)


def children() -> set[int]:
    """Our child processes."""
    tasks = Path("/proc/self/task").glob("*/children")
    return {int(child) for task in tasks for child in task.read_text().split()}


def limit(child: int, name: str) -> str:
    """A limit of a process, as the system shows it."""
    lines = Path(f"/proc/{child}/limits").read_text().splitlines()
    return next(line[len(name) :].split()[0] for line in lines if line.startswith(name))


def confined_child(work: Work[Manuscript]) -> int:
    """Drive the work until its process has closed itself in; its id."""
    before = children()
    for _ in work:
        for child in children() - before:
            if limit(child, "Max open files") == "0":
                return child
    raise AssertionError("the file was read before anybody could look")


def test_a_file_is_read_as_it_would_be_without_a_sandbox(note: Path) -> None:
    assert finish(convert(note)) == read(note.read_bytes(), note.name, "markdown")


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-be", "cp1251", "koi8-r", "shift-jis", "iso2022-jp", "utf-8-sig"]
)
def test_every_encoding_is_read_inside(encoding: str, tmp_path: Path) -> None:
    words = "日本語の文章を読む" if "jis" in encoding or "jp" in encoding else "Стратегическая стабильность "
    path = tmp_path / "text.txt"
    path.write_bytes((words * 40).encode(encoding))
    assert finish(convert(path)) == read(path.read_bytes(), path.name, "text")
    assert words in text_of(finish(convert(path)))


def test_front_matter_is_read_inside(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text("---\ntitle: From the front\n---\n\nText\n")
    assert finish(convert(path)).metadata.title == "From the front"


def test_images_beside_the_file_are_taken_in_and_no_others(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "map.png").write_bytes(png())
    (tmp_path / "secret.png").write_bytes(png(3))
    path = folder / "note.md"
    path.write_text("![in](map.png) ![out](../secret.png) ![far](/etc/passwd) ![gone](gone.png)")
    images = finish(convert(path)).images
    assert [image.data for image in images.values()] == [png()]


def test_slow_markdown_is_read_as_text_and_says_so(slow: Path) -> None:
    manuscript = finish(convert(slow, SHORT))
    assert WORDS in text_of(manuscript)
    assert manuscript.warnings == (
        "As Markdown the file takes longer than 0.5 seconds to read. Its text is shown as it stands in the file.",
    )


def test_markdown_that_breaks_its_reader_is_read_as_text(worker: Worker, note: Path) -> None:
    worker(
        "from companion.importers import worker\n"
        "real = worker.read\n"
        "def fragile(data, name, format, *others):\n"
        "    if format == 'markdown': raise RecursionError\n"
        "    return real(data, name, format, *others)\n"
        "worker.read = fragile\n"
        "sys.exit(worker.main(sys.argv[2:]))"
    )
    manuscript = finish(convert(note))
    assert "With *words*" in text_of(manuscript)
    warning = "As Markdown the file makes its reader fail. Its text is shown as it stands in the file."
    assert manuscript.warnings == (warning,)


def test_a_file_that_needs_too_much_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"word " * 6_000_000)
    sentence = "large.txt needs more than 0.13 GB of memory to be read. Split it into smaller files"
    assert reason(convert(path, Limits(memory=130 << 20))).startswith(sentence)


@pytest.mark.parametrize(
    "body",
    [
        "sys.exit(3)",
        "import os; os.abort()",
        "import ctypes; ctypes.string_at(0)",
        "sys.stdout.write('nonsense, and more of it')",
        "sys.stdout.buffer.write(b'\\xff' * 16)",
        "sys.stdout.buffer.write(bytes(8))",
        "sys.stdout.buffer.write(bytes(7) + b'\\x02{}')",
        "sys.stdout.buffer.write(bytes(6) + b'\\xff\\xff{}')",
        "from companion.importers.answers import *; write_message(sys.stdout.buffer, kind='manuscript')",
        "from companion.importers.answers import *; write_message(sys.stdout.buffer, kind='ask', address=1)",
        "from companion.importers.answers import *; write_message(sys.stdout.buffer, kind='refused', sentence=['a'])",
        "from companion.importers.answers import *; write_message(sys.stdout.buffer, kind='thanks')",
        "from companion.importers.answers import *\nwhile True: write_message(sys.stdout.buffer, kind='manuscript')",
    ],
)
def test_a_process_that_ends_or_lies_is_one_sentence(body: str, worker: Worker, note: Path) -> None:
    worker(body)
    assert reason(convert(note, SHORT)) == (
        "note.md makes its reader fail. Split it into smaller files, or save it as plain text, then import that."
    )


@pytest.mark.parametrize("body", ["while True: pass", "sys.stdin.buffer.read()", "import time; time.sleep(1_000)"])
def test_a_process_that_hangs_is_ended(body: str, worker: Worker, tmp_path: Path) -> None:
    worker(body)
    path = tmp_path / "large.txt"
    path.write_bytes(b"text " * 1_000_000)  # more than a pipe holds
    began = time.monotonic()
    assert reason(convert(path, Limits(seconds=0.5))).startswith("large.txt takes longer than 0.5 seconds to read.")
    assert time.monotonic() - began < 5


def test_a_process_that_asks_without_end_is_ended(worker: Worker, note: Path) -> None:
    worker(
        "from companion.importers.answers import *\n"
        "while True: write_message(sys.stdout.buffer, kind='ask', address='')"
    )
    assert "takes longer than 1 seconds to read" in reason(convert(note, Limits(seconds=1)))


def test_a_process_that_cannot_be_started_is_one_sentence(note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert reason(convert(note)).startswith("No process can be started to read the file (No such file or directory).")


def test_a_locked_file_says_that_it_needs_a_password_and_opens_with_it(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(pdf(lines("The words inside."), extras=Extras(password="secret")))
    with pytest.raises(PasswordNeeded, match=r"locked\.pdf is locked with a password\. Import it with the password"):
        finish(convert(path))
    with Converter(2) as converter:
        assert "The words inside." in text_of(finish(converter.convert(path, "secret")))
        with pytest.raises(PasswordNeeded):  # the process has not kept it
            finish(converter.convert(path))


def test_a_password_is_said_to_nobody_but_the_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    commands: list[str] = []
    real = subprocess.Popen

    def noted(command: list[str], **details: Any) -> "subprocess.Popen[bytes]":
        commands.append(f"{command} {details}")
        return real(command, **details)

    path = tmp_path / "locked.pdf"
    path.write_bytes(pdf(lines("The words inside."), extras=Extras(password="secret")))
    monkeypatch.setattr(subprocess, "Popen", noted)
    finish(convert(path, password="secret"))
    assert len(commands) == 1
    assert "secret" not in commands[0]
    assert "secret" not in repr(Request("locked.pdf", "pdf", 1, "secret"))


@on_linux
def test_a_process_that_somebody_ends_is_followed_by_another(tmp_path: Path) -> None:
    path = tmp_path / "long.md"
    path.write_text("Some *words*.\n\n" * 1_500)
    work = convert(path)
    os.kill(confined_child(work), signal.SIGKILL)
    manuscript = finish(work)
    assert manuscript == read(path.read_bytes(), path.name, "markdown")


@on_linux
def test_the_process_is_confined_while_it_reads(slow: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRET", "do not tell")
    with (tmp_path / "open").open("wb") as file:
        os.set_inheritable(file.fileno(), True)
        work = convert(slow)
        child = confined_child(work)
        assert limit(child, "Max address space") == str(1 << 30)
        assert (
            limit(child, "Max file size") == limit(child, "Max core file size") == limit(child, "Max processes") == "0"
        )
        assert int(limit(child, "Max cpu time")) <= 62
        assert "NoNewPrivs:\t1" in Path(f"/proc/{child}/status").read_text()
        assert b"SECRET" not in Path(f"/proc/{child}/environ").read_bytes()
        assert sorted(os.listdir(f"/proc/{child}/fd")) == ["0", "1", "2"]
        work.close()


@on_linux
def test_twenty_cancellations_leave_no_process(slow: Path) -> None:
    before = children()
    for number in range(20):
        work = convert(slow)
        next(work)
        until = time.monotonic() + number * 0.03
        while time.monotonic() < until:
            next(work)
        assert children() - before
        asked = time.monotonic()
        work.close()
        assert time.monotonic() - asked < 10  # the reader would take a minute
        assert children() == before


def test_the_work_can_be_stopped_many_times_a_second(slow: Path) -> None:
    moments: list[float] = []
    finish(convert(slow, SHORT), lambda progress: moments.append(time.monotonic()))
    gaps = sorted(after - before for before, after in pairwise(moments))
    assert len(gaps) > 8
    assert gaps[len(gaps) // 2] <= 0.1


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The formats of the processes that are started."""
    formats: list[str] = []

    class Counted(process.Process):
        def __init__(self, format: str, memory: int, seconds: float, files: int) -> None:
            formats.append(format)
            super().__init__(format, memory, seconds, files)

    monkeypatch.setattr(sandbox, "Process", Counted)
    return formats


def test_a_folder_is_read_by_one_process_for_each_format(tmp_path: Path, started: list[str]) -> None:
    for number in range(6):
        (tmp_path / f"{number}.md").write_text(f"# Secret {number}\n\nText {number}.")
        (tmp_path / f"{number}.txt").write_text(f"Plain {number}")
    files = sorted(tmp_path.iterdir())
    with Converter(len(files)) as converter:
        read_together = [finish(converter.convert(path)) for path in files]
    assert started == ["markdown", "text"]
    assert read_together == [finish(convert(path)) for path in files]


def test_a_process_reads_no_more_than_its_share(
    note: Path, started: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "_SERIES", 3)
    with Converter(1_000) as converter:
        for _ in range(7):
            finish(converter.convert(note))
    assert len(started) == 3


def test_a_refused_file_spoils_nothing_and_a_failure_gets_the_next_file_a_fresh_process(
    note: Path, slow: Path, tmp_path: Path, started: list[str]
) -> None:
    junk = tmp_path / "junk.md"
    junk.write_bytes(bytes(100))
    with Converter(10, Limits(markdown_seconds=4)) as converter:
        finish(converter.convert(note))
        reason(converter.convert(junk))
        finish(converter.convert(note))
        assert started == ["markdown"]
        finish(converter.convert(slow))
        finish(converter.convert(note))
        assert started == ["markdown", "text", "markdown"]


def test_a_process_that_fails_after_other_files_is_not_the_files_fault(
    note: Path, tmp_path: Path, worker: Worker, started: list[str]
) -> None:
    worker(
        "from companion.importers import worker\n"
        "real, count = worker.read, [0]\n"
        "def spoiled(*arguments):\n"
        "    count[0] += 1\n"
        "    if count[0] > 1: raise MemoryError\n"
        "    return real(*arguments)\n"
        "worker.read = spoiled\n"
        "sys.exit(worker.main(sys.argv[2:]))"
    )
    with Converter(10) as converter:
        assert [finish(converter.convert(note)).warnings for _ in range(3)] == [(), (), ()]
    assert len(started) == 3


def test_an_unknown_format_starts_no_process(tmp_path: Path, started: list[str]) -> None:
    path = tmp_path / "program.exe"
    path.write_bytes(b"MZ\x90\0")
    with pytest.raises(UnknownFormat):
        finish(convert(path))
    assert not started


@pytest.mark.parametrize("size", [10, 3_000_000])
def test_a_file_that_changes_while_it_is_read_is_refused(size: int, tmp_path: Path, worker: Worker) -> None:
    worker("import time; time.sleep(0.5); sys.stdin.buffer.read()")
    path = tmp_path / "changing.txt"
    path.write_bytes(b"text " * 400_000)  # more than a pipe holds
    work = convert(path)
    until = time.monotonic() + 0.2
    while time.monotonic() < until:
        next(work)
    os.truncate(path, size)
    assert reason(work) == "changing.txt changed while it was being read. Import it again."


def test_a_name_of_any_bytes_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    try:
        path.write_text("text")
    except OSError:
        pytest.skip("this file system takes no such name")
    assert finish(convert(path)).metadata.title == "caf\ufffd"


@pytest.mark.skipif(sys.platform == "win32", reason="the system does not tell what child processes have used")
def test_one_small_file_costs_little(note: Path) -> None:
    def used() -> float:
        """Seconds of the processor's time, ours and our children's; the clock's would count what others do."""
        return sum(os.times()[:4])

    costs: list[float] = []
    for _ in range(8):
        before = used()
        finish(convert(note))
        costs.append(used() - before)
    assert min(costs) < 15 * unit()


def test_our_side_loads_no_reader() -> None:
    code = "import sys, companion.importers.sandbox; print(*sys.modules)"
    checkout = Path(__file__).resolve().parents[2]
    ended = subprocess.run([sys.executable, "-c", code], cwd=checkout, capture_output=True, check=True, text=True)
    assert not {"lxml", "markdown", "yaml", "charset_normalizer", "ctypes"} & set(ended.stdout.split())
