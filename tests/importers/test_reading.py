# SPDX-License-Identifier: MIT
"""The one face of all readers: a manuscript with a title and a text, or a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.errors import ConversionError, UnknownFormat
from companion.importers.reading import read


@pytest.mark.parametrize(
    ("data", "name", "title"),
    [
        (b"---\ntitle: Aims\n---\n# Other\n", "a.md", "Aims"),
        (b"Text\n\n# Second  words\n\n# Third", "a.md", "Second words"),
        (b"Text", "the_long_peace.md", "the long peace"),
        (b"Text", "_.md", "_.md"),
        (b"# Means[^1]\n\n[^1]: Note.", "a.md", "Means"),
    ],
)
def test_a_title_is_never_empty(data: bytes, name: str, title: str) -> None:
    assert read(data, name, "markdown").metadata.title == title


@pytest.mark.parametrize("format", ["markdown", "text"])
@pytest.mark.parametrize("data", [b" ", b"\n\n", b"\xef\xbb\xbf", b"\n* * *\n\n---\n"])
def test_a_file_without_text_is_refused(data: bytes, format: str) -> None:
    with pytest.raises(ConversionError, match=r"a\.x holds no text"):
        read(data, "a.x", format)


def test_a_file_of_nothing_but_an_image_is_read() -> None:
    png = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR\0\0\0\x02\0\0\0\x03"
    made = read(b"![](a.png)", "a.md", "markdown", lambda address: png)
    assert [(image.width, image.height) for image in made.images.values()] == [(2, 3)]


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UnknownFormat):
        read(b"", "a", "clay tablet")


@given(st.binary(max_size=300), st.sampled_from(["markdown", "text"]))
def test_any_bytes_give_a_manuscript_or_a_sentence(data: bytes, format: str) -> None:
    try:
        made = read(data, "a.md", format)
    except ConversionError:
        return
    assert made == read(data, "a.md", format)
    assert made.metadata.title
    assert made.sections
