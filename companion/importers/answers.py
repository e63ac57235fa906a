# SPDX-License-Identifier: MIT
"""What the window and the process that reads a file say to each other, and how little of it is believed.

Both sides speak in frames: eight bytes that count, then so many bytes. A request is a frame of JSON, then the
file's bytes. A message is a frame of JSON with its kind: "ask" for an image beside the file (the answer is a frame,
empty where there is none), "refused" or "locked" with a sentence, "failed" with a cause, "boxes" with a list of
them, or "manuscript", which frames with each section's blocks and each image follow. On our side whatever is not
exactly of this shape raises ValueError, a stream that ends too early EOFError; sizes are checked before anything is
read.
"""

import json
import re
import struct
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, field, fields, replace
from typing import IO, Any

from companion.document.clean import clean, is_clean
from companion.document.codec import blocks_from_json, blocks_to_json
from companion.document.limits import MAX_CELLS, MAX_COLUMNS
from companion.document.model import Block, Heading, Image, Manuscript, Metadata, PageBox, Section, join_texts
from companion.importers.images import measured
from companion.work import Progress, Work

MAX_HEADER = 8 * 1024 * 1024  # bytes of a message
MAX_IMAGE = 32 * 1024 * 1024  # bytes
_MAX_SECTION = 8 * 1024 * 1024  # bytes of one section's blocks
_MAX_ANSWER = 512 * 1024 * 1024  # bytes of all sections and images
_MAX_TEXT = 400_000  # code points of a section
_SECTIONS, _IMAGES, _HEADINGS, _LIST = 20_000, 2_000, 20_000, 200  # items
_LONG, _SHORT = 20_000, 1_000  # code points of a field of the metadata, of any other words
_MAX_PAGES = 1_000_000
_BOXES = 50_000
_FAR = 1e6  # points
_LENGTH = struct.Struct(">Q")
_LISTS, _MAPS = ("authors",), ("extra",)
_ESCAPED_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


@dataclass(frozen=True, slots=True)
class Request:
    """A file to read: its name, its format, how many bytes it has, and the password that opens it, if any.

    `start` and `end` ask for the boxes of this range of its text, where they are not the same, else for all it holds.
    """

    name: str
    format: str
    size: int
    password: str = field(default="", repr=False)
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """A manuscript as it came, not yet checked but for its sizes."""

    header: Mapping[str, Any]
    sections: Sequence[bytes]
    images: Sequence[bytes]


def write_frame(stream: IO[bytes], data: bytes) -> None:
    """Send one frame."""
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def read_frame(stream: IO[bytes], most: int) -> bytes:
    """The next frame, of at most so many bytes."""
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if length > most:
        raise ValueError("a frame is too long")
    return _exactly(stream, length)


def write_request(stream: IO[bytes], request: Request) -> None:
    """Announce a file; its bytes follow as they are."""
    write_message(stream, **asdict(request))


def read_request(stream: IO[bytes]) -> tuple[Request, bytes] | None:
    """The next file to read with its bytes, or None where no more will come."""
    try:
        request = Request(**json.loads(read_frame(stream, MAX_HEADER)))
    except EOFError:
        return None
    return request, _exactly(stream, request.size)


def write_message(stream: IO[bytes], **values: Any) -> None:
    """Send one frame of JSON."""
    write_frame(stream, _to_json(values))


def read_message(stream: IO[bytes]) -> dict[str, Any]:
    """The next frame, which must be an object in JSON."""
    try:
        message = json.loads(read_frame(stream, MAX_HEADER))
    except RecursionError as error:
        raise ValueError("a message is nested too deeply") from error
    if type(message) is not dict:
        raise ValueError("a message is no object")
    return message


def frames_of(manuscript: Manuscript) -> list[bytes]:
    """A manuscript as the frames of an answer; words beyond the limits of their field are cut off."""
    metadata = {field.name: getattr(manuscript.metadata, field.name) for field in fields(Metadata)}
    for name, value in metadata.items():
        if name in _MAPS:
            metadata[name] = {_cut(key): _cut(text) for key, text in list(value.items())[:_LIST]}
        else:
            metadata[name] = [_cut(each) for each in value[:_LIST]] if name in _LISTS else _cut(value, _LONG)
    header = {
        "kind": "manuscript",
        "format": manuscript.format,
        "metadata": metadata,
        "sections": [_cut(section.title) for section in manuscript.sections],
        "images": [[name, _cut(image.address)] for name, image in manuscript.images.items()],
        "outline": [
            [_cut(each.title), each.level, each.start, _cut(each.page)] for each in manuscript.outline[:_HEADINGS]
        ],
        "pages": manuscript.pages,
        "warnings": [_cut(each) for each in manuscript.warnings[:_LIST]],
    }
    sections = (blocks_to_json(section.blocks).encode() for section in manuscript.sections)
    return [_to_json(header), *sections, *(image.data for image in manuscript.images.values())]


def read_answer(stream: IO[bytes], header: dict[str, Any]) -> Answer:
    """The manuscript that the message `header` announces."""
    sections, images = _list(header.get("sections"), _SECTIONS), _list(header.get("images"), _IMAGES)
    left = _MAX_ANSWER
    frames: list[bytes] = []
    for most in (*[_MAX_SECTION] * len(sections), *[MAX_IMAGE] * len(images)):
        frames.append(read_frame(stream, min(most, left)))
        left -= len(frames[-1])
    return Answer(header, frames[: len(sections)], frames[len(sections) :])


def manuscript_of(answer: Answer) -> Work[Manuscript]:
    """The manuscript, after every part of it was checked. Raises ValueError."""
    header = answer.header
    if set(header) != {"kind", "format", "metadata", "sections", "images", "outline", "pages", "warnings"}:
        raise ValueError("a manuscript has other fields")
    sections: list[Section] = []
    length = 0
    for title, data in zip(header["sections"], answer.sections, strict=True):
        blocks = blocks_from_json(data.decode())
        length += _checked_length(blocks, data)
        sections.append(Section(_words(title), blocks))
        yield Progress(len(sections), len(answer.sections), "checking")
    return Manuscript(
        format=_words(header["format"]),
        metadata=_metadata(header["metadata"]),
        sections=tuple(sections),
        images=dict(map(_image, header["images"], answer.images)),
        outline=tuple(_heading(each, length) for each in _list(header["outline"], _HEADINGS)),
        pages=None if header["pages"] is None else _number(header["pages"], 0, _MAX_PAGES),
        warnings=tuple(_words(each) for each in _list(header["warnings"], _LIST)),
    )


def numbers_of(boxes: Sequence[PageBox]) -> list[list[float]]:
    """Boxes as they are sent."""
    return [[box.page, *(round(side, 2) for side in astuple(box)[1:])] for box in boxes[:_BOXES]]


def boxes_of(data: Any) -> tuple[PageBox, ...]:
    """The boxes that were sent, checked. Raises ValueError."""
    boxes = []
    for each in _list(data, _BOXES):
        page, *sides = _list(each, 5)
        if len(sides) != 4 or not all(type(side) in (int, float) and abs(side) < _FAR for side in sides):
            raise ValueError("a box has other sides")
        boxes.append(PageBox(_number(page, 0, _MAX_PAGES), *map(float, sides)))
    return tuple(boxes)


def sentence(text: Any) -> str:
    """What a reader of files says to the reader of documents, as one line. Raises ValueError."""
    return " ".join(_words(text).split())


def _checked_length(blocks: Sequence[Block], data: bytes) -> int:
    """The code points of a section's text, with the newline after it."""
    text = join_texts(blocks)
    if len(text) > _MAX_TEXT or not is_clean(text):
        raise ValueError("a section is too long, or holds what is no text")
    if _ESCAPED_SURROGATE.search(data):
        blocks_to_json(blocks).encode()  # half of a character, outside the text, would raise here
    for block in blocks:
        if any(sum(cell.columns for cell in row) > MAX_COLUMNS for row in block.rows):
            raise ValueError("a table has too many columns")
        if sum(cell.columns * cell.rows for row in block.rows for cell in row) > MAX_CELLS:
            raise ValueError("a table has too many cells")
    return len(text) + 1


def _metadata(data: Any) -> Metadata:
    if type(data) is not dict or set(data) != {field.name for field in fields(Metadata)}:
        raise ValueError("the metadata have other fields")
    values: dict[str, Any] = {}
    for name, value in data.items():
        if name in _LISTS:
            values[name] = tuple(_words(each) for each in _list(value, _LIST))
        elif name in _MAPS:
            if type(value) is not dict or len(value) > _LIST:
                raise ValueError("further metadata are no object, or too many")
            values[name] = {_words(key): _words(text) for key, text in value.items()}
        else:
            values[name] = _words(value, _LONG)
    return Metadata(**values)


def _heading(data: Any, length: int) -> Heading:
    title, level, start, page = _list(data, 4)
    return Heading(_words(title), _number(level, 1, 100), _number(start, 0, length), _words(page))


def _image(about: Any, data: bytes) -> tuple[str, Image]:
    name, address = _list(about, 2)
    image = measured(data)
    if image is None:
        raise ValueError("an image is none")
    return _words(name), replace(image, address=_words(address))


def _to_json(values: Mapping[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def _cut(text: str, most: int = _SHORT) -> str:
    return clean(text[:most])[:most]


def _words(data: Any, most: int = _SHORT) -> str:
    if type(data) is not str or len(data) > most or not is_clean(data):
        raise ValueError("a string is missing, too long or not clean")
    return data


def _list(data: Any, most: int) -> list[Any]:
    if type(data) is not list or len(data) > most:
        raise ValueError("an array is missing or too long")
    return data


def _number(data: Any, least: int, most: int) -> int:
    if type(data) is not int or not least <= data <= most:
        raise ValueError("a number is missing or out of range")
    return data


def _exactly(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data
