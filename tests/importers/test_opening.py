# SPDX-License-Identifier: MIT
"""A file that cannot be read says why, and what to do."""

import os
from pathlib import Path

import pytest

from companion.errors import ConversionError
from companion.importers.opening import LARGEST, name_of, open_file


def why_not(path: Path) -> str:
    with pytest.raises(ConversionError) as caught:
        open_file(path)
    return caught.value.message


def test_a_file_is_opened_at_its_beginning(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"abc")
    with open_file(path) as file:
        assert file.read() == b"abc"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert why_not(tmp_path / "a.md") == f"There is no file {tmp_path / 'a.md'}. Check the name and the folder."


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert "is a folder" in why_not(tmp_path)


def test_an_empty_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").touch()
    assert "is empty" in why_not(tmp_path / "a.md")


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    assert "larger than 512 MB" in why_not(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    assert "is not a file that has an end" in why_not(tmp_path / "a.md")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may read everything")
def test_a_file_without_rights_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("a")
    path.chmod(0)
    assert "may not be read" in why_not(path)


def test_an_impossible_name_is_no_crash(tmp_path: Path) -> None:
    assert "cannot be read" in why_not(tmp_path / "a\0.md")
    assert "cannot be read" in why_not(tmp_path / ("a" * 300 + ".md"))


def test_a_name_of_any_bytes_becomes_text() -> None:
    assert name_of(Path(os.fsdecode(b"caf\xe9.md"))) == "caf\ufffd.md"
