# SPDX-License-Identifier: MIT
"""Formats are told by bytes before names."""

from importlib import import_module

import pytest

from companion.errors import UnknownFormat
from companion.importers.formats import FORMATS, SUFFIXES, named, recognise


@pytest.mark.parametrize(
    ("name", "format"),
    [("a.md", "markdown"), ("A.MARKDOWN", "markdown"), ("notes.txt", "text"), ("README", "text"), ("a.b.text", "text")],
)
def test_a_name_tells_the_format(name: str, format: str) -> None:
    assert recognise(name, b"# Words").name == format


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"{\\rtf1", "RTF"),
        (b"\x89PNG\r\n", "picture"),
        (b"\x1f\x8b\x08", "compressed"),
        (b"\xd0\xcf\x11\xe0", "Office"),
    ],
)
def test_the_bytes_count_for_more_than_the_name(head: bytes, kind: str) -> None:
    with pytest.raises(UnknownFormat, match=kind):
        recognise("report.md", head)


@pytest.mark.parametrize(("name", "head"), [("a.xyz", b"words"), ("program", b"\x00\x01"), ("a.md.bak", b"# Words")])
def test_an_unknown_kind_is_refused_with_the_kinds_that_can_be_read(name: str, head: bytes) -> None:
    with pytest.raises(UnknownFormat, match=r"\.md"):
        recognise(name, head)


def test_every_format_has_a_reader_and_suffixes_of_its_own() -> None:
    assert len(set(SUFFIXES)) == len(SUFFIXES)
    for format in FORMATS:
        assert named(format.name) is format
        assert callable(import_module(format.module).read)
        assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in format.suffixes)


def test_there_is_no_reader_for_a_format_that_nobody_knows() -> None:
    with pytest.raises(UnknownFormat, match="no reader"):
        named("clay tablet")
