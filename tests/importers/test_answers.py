# SPDX-License-Identifier: MIT
"""What comes from a process that read a hostile file is a manuscript to the letter, or it is refused."""

import json
import struct
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from companion.document.codec import blocks_from_json, blocks_to_json
from companion.document.model import Block, BlockKind, Manuscript, Metadata, Run, Section
from companion.importers.answers import (
    MAX_HEADER,
    MAX_IMAGE,
    Request,
    frames_of,
    manuscript_of,
    read_answer,
    read_frame,
    read_message,
    read_request,
    sentence,
    write_frame,
    write_message,
    write_request,
)
from companion.work import finish
from tests.importers.manuscripts import FULL, png


def sent(frames: list[bytes]) -> bytes:
    stream = BytesIO()
    for frame in frames:
        write_frame(stream, frame)
    return stream.getvalue()


def received(data: bytes) -> Manuscript:
    stream = BytesIO(data)
    return finish(manuscript_of(read_answer(stream, read_message(stream))))


def header(**changes: Any) -> bytes:
    """The header of the full manuscript, with changes; a change to `...` takes the field away."""
    values = json.loads(frames_of(FULL)[0]) | changes
    return json.dumps({name: value for name, value in values.items() if value is not ...}).encode()


def of_text(*blocks: Block) -> Manuscript:
    return Manuscript("text", Metadata(title="A title"), (Section("One", blocks),))


def test_a_manuscript_arrives_as_it_was_sent() -> None:
    assert received(sent(frames_of(FULL))) == FULL


def test_a_request_arrives_with_the_bytes_of_the_file() -> None:
    stream = BytesIO()
    write_request(stream, Request("Bericht 🗺.md", "markdown", 3))
    stream.write(b"abc")
    stream.seek(0)
    assert read_request(stream) == (Request("Bericht 🗺.md", "markdown", 3), b"abc")
    assert read_request(stream) is None


def test_words_beyond_every_limit_are_cut_before_they_are_sent() -> None:
    long = "x" * 100_000
    metadata = Metadata(title=long, authors=(long,) * 1_000, extra={f"{number}{long}": long for number in range(300)})
    came = received(sent(frames_of(replace(FULL, metadata=metadata, warnings=(long,) * 1_000))))
    assert 0 < len(came.metadata.title) < 100_000
    assert 0 < len(came.metadata.authors) < 1_000
    assert 0 < len(came.metadata.extra) < 300
    assert 0 < len(came.warnings) < 1_000


def test_characters_without_a_meaning_are_taken_from_the_metadata() -> None:
    metadata = Metadata(title="a\0b\ud800c\u2029d", description="x\ufffcy")
    assert received(sent(frames_of(replace(FULL, metadata=metadata)))).metadata.title == "ab\ufffdc\nd"


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": ...},
        {"more": 1},
        {"format": 1},
        {"metadata": []},
        {"metadata": {"title": "only"}},
        {"sections": None},
        {"sections": ["One", 2]},
        {"sections": ["x" * 100_000, "Two"]},
        {"images": [1]},
        {"images": {"map": 1}},
        {"outline": [["One", 1, 0]]},
        {"outline": [["One", 1, -1, ""]]},
        {"outline": [["One", 1, 10**9, ""]]},
        {"outline": [["One", True, 0, ""]]},
        {"pages": -1},
        {"pages": 10**12},
        {"pages": "14"},
        {"pages": 1.5},
        {"warnings": "none"},
        {"warnings": ["\ud800"]},
        {"warnings": ["a\0"]},
        {"warnings": ["a"] * 100_000},
    ],
    ids=str,
)
def test_a_header_of_another_shape_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        received(sent([header(**changes), *frames_of(FULL)[1:]]))


@pytest.mark.parametrize(
    "blocks",
    [
        b"",
        b"{}",
        b"\xff",
        b"[" * 100_000,
        b'[["paragraph","\\ud800"]]',
        b'[["paragraph","a\\u0000"]]',
        b'[["paragraph","a\\u2029b"]]',
        b'[["paragraph","a",{"marker":"\\udc00"}]]',
        b'[["paragraph",[["a","","javascript:alert(1)",null]]]]',
        b'[["paragraph",[["a","","file:///etc/passwd",null]]]]',
        b'[["script","a"]]',
        b'[["paragraph","a",{"indent":1000000}]]',
        b'[["table",[],{"rows":[[' + b",".join([b'"a"'] * 501) + b"]]}]]",
        b'[["table",[],{"rows":[' + b",".join([b'["a"]'] * 5_001) + b"]}]]",
        b'[["table",[],{"rows":[[[[],false,100,100]]]}]]',
        b'[["paragraph","' + b"a" * 400_001 + b'"]]',
        b"[" + b",".join([b'["rule",[]]'] * 400_002) + b"]",
    ],
    ids=lambda data: repr(data[:40]),
)
def test_blocks_of_another_shape_are_refused(blocks: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        received(sent([frames_of(FULL)[0], blocks, *frames_of(FULL)[2:]]))


def test_a_text_about_surrogates_holds_none() -> None:
    manuscript = of_text(Block(BlockKind.PARAGRAPH, (Run(r"JSON writes \ud83d\ude00 for 😀."),)))
    assert received(sent(frames_of(manuscript))) == manuscript


@pytest.mark.parametrize("image", [b"", b"<svg/>", b"\x89PNG", png()[:20], png(65_535, 1)[:16] + b"\xff" * 8])
def test_an_image_that_is_none_is_refused(image: bytes) -> None:
    with pytest.raises(ValueError, match="image"):
        received(sent([*frames_of(FULL)[:-1], image]))


def test_a_length_is_not_believed() -> None:
    for length in (MAX_HEADER + 1, 2**63, 2**64 - 1):
        with pytest.raises(ValueError, match="too long"):
            read_message(BytesIO(struct.pack(">Q", length)))
    with pytest.raises(EOFError):
        read_message(BytesIO(struct.pack(">Q", MAX_HEADER)))


def test_all_parts_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("companion.importers.answers._MAX_ANSWER", 300)
    with pytest.raises(ValueError, match="too long"):
        received(sent(frames_of(FULL)))


def test_an_image_beyond_the_limit_is_not_read() -> None:
    with pytest.raises(ValueError, match="too long"):
        read_frame(BytesIO(struct.pack(">Q", MAX_IMAGE + 1)), MAX_IMAGE)


@pytest.mark.parametrize("message", [b"", b"[]", b"1", b"{", b"[" * 100_000, b"\xff", b'{"a":' * 50_000])
def test_a_message_that_is_no_object_is_refused(message: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_message(BytesIO(sent([message])))


def test_a_sentence_is_one_clean_line() -> None:
    stream = BytesIO()
    write_message(stream, kind="refused", sentence="Two\nlines  of it.")
    stream.seek(0)
    assert sentence(read_message(stream)["sentence"]) == "Two lines of it."
    for false in (None, 1, "x" * 100_000, "a\0b", "\ud800"):
        with pytest.raises(ValueError, match="string"):
            sentence(false)


WHOLE = sent(frames_of(FULL))


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=8), st.integers(0, len(WHOLE)))
@example([(0, 255)], len(WHOLE))
def test_a_damaged_answer_is_refused_or_is_a_manuscript_that_can_be_kept(
    changes: list[tuple[int, int]], length: int
) -> None:
    data = bytearray(WHOLE)
    for place, value in changes:
        data[place] = value
    try:
        manuscript = received(bytes(data[: length or None]))
    except (ValueError, EOFError):
        return
    for section in manuscript.sections:
        kept = blocks_to_json(section.blocks).encode().decode()
        assert blocks_from_json(kept) == section.blocks


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


@given(st.sampled_from(sorted(json.loads(header()))), JSON)
def test_no_value_of_any_field_does_more_than_be_refused(field: str, value: Any) -> None:
    try:
        received(sent([header(**{field: value}), *frames_of(FULL)[1:]]))
    except (ValueError, EOFError):
        return


@given(st.binary(max_size=200))
def test_noise_is_refused(data: bytes) -> None:
    with pytest.raises((ValueError, EOFError)):
        received(data)
