# SPDX-License-Identifier: MIT
"""The reading process by itself: what it has loaded before it is closed in, and how it answers."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from companion.importers.answers import (
    Request,
    manuscript_of,
    read_answer,
    read_message,
    write_request,
)
from companion.importers.formats import FORMATS
from companion.work import finish

PACKAGE = Path(__file__).resolve().parents[2] / "companion"
START = f"import sys, json; sys.path[:] = json.loads({json.dumps(sys.path)!r}); "


def answers_to(*files: tuple[Request, bytes], memory: int = 1 << 30, before: str = "") -> BytesIO:
    """What a worker for Markdown says to these files."""
    requests = BytesIO()
    for request, data in files:
        write_request(requests, request)
        requests.write(data)
    code = f"{START}{before}\nfrom companion.importers.worker import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-I", "-S", "-c", code, "markdown", str(memory), "60", str(len(files))]
    ended = subprocess.run(command, input=requests.getvalue(), capture_output=True, timeout=60)
    assert ended.returncode == 0, ended.stderr.decode()
    return BytesIO(ended.stdout)


def file(data: bytes, format: str = "markdown") -> tuple[Request, bytes]:
    return Request("a.md", format, len(data)), data


def test_file_after_file_is_read_and_the_end_of_input_ends_it() -> None:
    stream = answers_to(file(b"# One"), file("# Zwei\n\nÜber".encode("cp1252")), file(b"---\ntitle: Three\n---\n\nx"))
    titles = [finish(manuscript_of(read_answer(stream, read_message(stream)))).metadata.title for _ in range(3)]
    assert titles == ["One", "Zwei", "Three"]
    assert not stream.read()


def test_a_reader_that_refuses_says_why() -> None:
    message = read_message(answers_to(file(bytes(1_000))))
    assert message["kind"] == "refused"
    assert "does not hold text" in message["sentence"]


def test_too_little_memory_is_told() -> None:
    message = read_message(answers_to(file(b"word " * 4_000_000), memory=130 << 20))
    assert message == {"kind": "failed", "cause": "memory", "place": ""}


def test_an_error_of_the_reader_is_told_with_its_place_but_without_the_text() -> None:
    breaking = (
        "import companion.importers.worker as worker\n"
        "def broken(data, *others): raise RuntimeError(data)\n"
        "worker.read = broken"
    )
    message = read_message(answers_to(file(b"secret"), before=breaking))
    assert message == {"kind": "failed", "cause": "error", "place": "RuntimeError in __main__, line 2"}


def test_what_a_library_prints_is_no_answer() -> None:
    printing = (
        "import companion.importers.worker as worker\n"
        "real = worker.read\n"
        "worker.read = lambda *arguments: (print('noise'), real(*arguments))[1]"
    )
    assert read_message(answers_to(file(b"# One"), before=printing))["kind"] == "manuscript"


def late_imports(module: Path) -> Iterator[str]:
    """What the functions of a module import when they run."""
    for function in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Import):
                    yield from (alias.name for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module:
                    yield node.module


# Modules of the readers' packages that no reader uses, or that only our own side of the sandbox runs.
NOT_INSIDE = {"anchors.py", "confinement.py", "process.py", "sandbox.py"}


@pytest.mark.parametrize("format", [each.name for each in FORMATS])
def test_nothing_is_left_to_import_in_the_sandbox(format: str) -> None:
    module = next(each.module for each in FORMATS if each.name == format)
    code = (
        f"{START}import importlib; importlib.import_module({module!r}); "
        "from companion.importers.worker import prepare; prepare(None); print(json.dumps(list(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, check=True, timeout=60)
    loaded = set(json.loads(ended.stdout))
    used = [
        path
        for package in ("document", "importers")
        for path in (PACKAGE / package).glob("*.py")
        if f"companion.{package}.{path.stem}" in loaded and path.name not in NOT_INSIDE
    ]
    assert used
    assert {name for path in used for name in late_imports(path)} <= loaded
