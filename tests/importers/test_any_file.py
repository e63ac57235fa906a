# SPDX-License-Identifier: MIT
"""Whatever a file of any format holds: it is read or refused, twice in the same way, and no word is added to it."""

import re
from collections import Counter
from collections.abc import Callable
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.document.model import Manuscript, join_texts
from companion.errors import ConversionError
from companion.importers.formats import FORMATS
from companion.importers.reading import read
from tests.hostile.archives import docx, epub
from tests.importers.pdf_files import lines, pdf

# Words that no converter makes up: none is a label ("Comment") or a number of a page.
WORDS = st.lists(
    st.sampled_from(["treaty", "missile", "Überblick", "договор", "条约", "co-operate", "x<y", "A&B", "*"])
)
PARAGRAPHS = st.lists(st.tuples(st.sampled_from(range(6)), WORDS.map(" ".join)), max_size=12)
DAMAGE = st.lists(st.tuples(st.integers(0, 10_000), st.binary(max_size=6)), max_size=5)
_WORD = re.compile(r"\w+")

Paragraphs = list[tuple[int, str]]


def _markdown(paragraphs: Paragraphs) -> bytes:
    marks = ("{}", "# {}", "- {}", "> {}", "| {} |\n|---|\n| {} |", "    {}")
    return "\n\n".join(marks[kind].replace("{}", text, 1).replace("{}", "") for kind, text in paragraphs).encode()


def _text(paragraphs: Paragraphs) -> bytes:
    marks = ("{}", "{}\n", "- {}", "    {}", "{}\f", "{}    {}")
    return "\n\n".join(marks[kind].replace("{}", text, 1).replace("{}", "") for kind, text in paragraphs).encode()


def _markup(paragraphs: Paragraphs) -> str:
    tags = ("p", "h2", "li", "blockquote", "td", "pre")
    return "".join(f"<{tags[kind]}>{escape(text)}</{tags[kind]}>" for kind, text in paragraphs)


def _html(paragraphs: Paragraphs) -> bytes:
    return f"<!DOCTYPE html><meta charset=utf-8><body>{_markup(paragraphs)}</body>".encode()


def _docx(paragraphs: Paragraphs) -> bytes:
    styles = ("", "Heading1", "ListParagraph", "Quote", "Title", "Caption")
    return docx(
        "".join(
            f'<w:p><w:pPr><w:pStyle w:val="{styles[kind]}"/></w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>'
            for kind, text in paragraphs
        )
    )


def _pdf(paragraphs: Paragraphs) -> bytes:
    shown = [text.encode("cp1252", "ignore").decode("cp1252") for _, text in paragraphs]
    return pdf(lines(*shown[:6], size=12), lines(*shown[6:]))


WRITERS: dict[str, Callable[[Paragraphs], bytes]] = {
    "markdown": _markdown,
    "text": _text,
    "html": _html,
    "epub": lambda paragraphs: epub(_markup(paragraphs)),
    "docx": _docx,
    "pdf": _pdf,
}


def _twice(data: bytes, format: str) -> Manuscript | str:
    """What comes of a file, or the sentence that refuses it: the same again, every time."""
    found: list[Manuscript | str] = []
    for _ in range(2):
        try:
            found.append(read(data, f"file.{format}", format))
        except ConversionError as error:
            found.append(error.message)
    assert found[0] == found[1]
    return found[0]


def test_every_format_is_tried() -> None:
    assert set(WRITERS) == {format.name for format in FORMATS}


@pytest.mark.parametrize("format", WRITERS)
@given(paragraphs=PARAGRAPHS)
def test_the_words_shown_are_words_of_the_file(format: str, paragraphs: Paragraphs) -> None:
    found = _twice(WRITERS[format](paragraphs), format)
    if isinstance(found, Manuscript):
        shown = Counter(_WORD.findall("\n".join(join_texts(section.blocks) for section in found.sections)))
        written = Counter(_WORD.findall(" ".join(text for _, text in paragraphs)))
        written.update(_WORD.findall("The readable words stay."))  # which end a book and a Word file
        assert not shown - written


@pytest.mark.parametrize("format", WRITERS)
@given(paragraphs=PARAGRAPHS, damage=DAMAGE)
def test_a_damaged_file_is_read_or_refused_in_one_sentence(
    format: str, paragraphs: Paragraphs, damage: list[tuple[int, bytes]]
) -> None:
    data = bytearray(WRITERS[format](paragraphs))
    for place, piece in damage:
        at = place * len(data) // 10_000
        data[at : at + len(piece)] = piece
    found = _twice(bytes(data), format)
    if isinstance(found, str):
        assert found.endswith(".")
        assert "\n" not in found


@pytest.mark.parametrize("format", WRITERS)
@given(data=st.binary(max_size=300))
def test_noise_is_read_or_refused_in_one_sentence(format: str, data: bytes) -> None:
    _twice(data, format)
