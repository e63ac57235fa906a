# SPDX-License-Identifier: MIT
"""The images that a manuscript shows: taken from beside the file or from the markup itself, never from the web.

Drawings in SVG are named and left out. To draw one needs a renderer, and the one at hand, Qt's, hangs on a drawing of
a few hundred bytes that uses itself, opens files that a drawing names, and would bring Qt and its fonts into a process
that may open no file.
"""

import binascii
import struct
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from companion.document.model import Image

_MOST = 2_000  # images of one manuscript
_MOST_SHOWN = 10_000  # places of one manuscript at which an image stands
_MOST_NAMED = 5  # drawings that a warning names
_LARGEST = 32 * 1024 * 1024  # bytes of one image
_PIXELS = 64_000_000


class ImageShelf:
    """Gathers a manuscript's images under names of its own; `warnings` tell of those that stayed away."""

    def __init__(self, siblings: Callable[[str], bytes | None] | None) -> None:
        self._siblings = siblings
        self._names: dict[str, str | None] = {}
        self._images: dict[str, Image] = {}
        self._drawings: list[str] = []
        self._remote = self._absent = self._shown = 0

    @property
    def images(self) -> Mapping[str, Image]:
        """The images by name."""
        return self._images

    @property
    def warnings(self) -> tuple[str, ...]:
        """Which images are not shown, a sentence for each cause."""
        sentences = (
            (self._remote, "lies", "lie", "on the web and will not be loaded"),
            (self._absent, "is", "are", "missing beside the file, or of a kind that is not shown"),
        )
        counted = (
            f"One image {one} {what}." if count == 1 else f"{count} images {many} {what}."
            for count, one, many, what in sentences
            if count
        )
        return (*counted, *self._left_out())

    def _left_out(self) -> Iterator[str]:
        if (count := len(self._drawings)) > 0:
            names = ", ".join(self._drawings[:_MOST_NAMED]) + ("…" if count > _MOST_NAMED else ".")
            yield f"{'One drawing' if count == 1 else f'{count} drawings'} in SVG {_be(count)} not shown: {names}"
        if self._shown > _MOST_SHOWN:
            yield f"Images stand at more than {_MOST_SHOWN:,} places; the further ones are not shown."

    def take(self, address: str) -> str | None:
        """The name of the image at `address`, or None where there is none that may be shown."""
        if address not in self._names:
            self._names[address] = self._fetch(address)
        name = self._names[address]
        self._shown += name is not None
        return name if self._shown <= _MOST_SHOWN else None

    def _fetch(self, address: str) -> str | None:
        if address.lower().startswith(("http:", "https:", "//")):
            self._remote += 1
            return None
        data = _embedded(address) if address.lower().startswith("data:") else self._beside(address)
        if data is not None and _is_drawing(address, data):
            self._drawings.append(_named(address))
            return None
        image = measured(data) if data is not None and len(data) <= _LARGEST else None
        if image is None or len(self._images) >= _MOST:
            self._absent += 1
            return None
        name = f"image-{len(self._images) + 1}"
        self._images[name] = image if address[:5].lower() == "data:" else replace(image, address=_path(address) or "")
        return name

    def _beside(self, address: str) -> bytes | None:
        path = _path(address)
        return None if self._siblings is None or path is None else self._siblings(path)


def measured(data: bytes) -> Image | None:
    """The image with its size in pixels, as its first bytes tell; None where it is of no kind that is shown."""
    for media_type, measure in (
        ("image/png", _png),
        ("image/gif", _gif),
        ("image/jpeg", _jpeg),
        ("image/webp", _webp),
    ):
        try:
            size = measure(data)
        except struct.error:
            return None
        if size is not None:
            width, height = size
            return Image(data, media_type, width, height) if 0 < width * height <= _PIXELS else None
    return None


def _embedded(address: str) -> bytes | None:
    head, comma, body = address.partition(",")
    if not comma or not head.lower().startswith("data:image/"):
        return None
    try:
        return b64decode(body, validate=False) if head.lower().endswith(";base64") else unquote_to_bytes(body)
    except (binascii.Error, ValueError):
        return None


def _be(count: int) -> str:
    return "is" if count == 1 else "are"


def _path(address: str) -> str | None:
    """Where beside the file an address leads, or None."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path:
        return None
    return unquote_to_bytes(parts.path).decode("utf-8", "replace")


def _is_drawing(address: str, data: bytes) -> bool:
    if address[:5].lower() == "data:":
        return address[:20].lower().startswith("data:image/svg+xml")
    return urlsplit(address).path.lower().endswith(".svg") or (data[:1] == b"<" and b"<svg" in data[:1_000])


def _named(address: str) -> str:
    """What a warning calls a drawing."""
    if address[:5].lower() == "data:":
        return "one within the text"
    return unquote(urlsplit(address).path).rpartition("/")[2][:60]


def _png(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(b"\x89PNG\r\n\x1a\n"):
        return None
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _gif(data: bytes) -> tuple[int, int] | None:
    if not data.startswith((b"GIF87a", b"GIF89a")):
        return None
    width, height = struct.unpack_from("<HH", data, 6)
    return width, height


def _jpeg(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(b"\xff\xd8\xff"):
        return None
    place = 2
    while place + 9 < len(data):
        marker, length = struct.unpack_from(">HH", data, place)
        # The frame header (SOF0 to SOF15, but for the three markers among them that are no frames) has the size.
        if 0xFFC0 <= marker <= 0xFFCF and marker not in (0xFFC4, 0xFFC8, 0xFFCC):
            height, width = struct.unpack_from(">HH", data, place + 5)
            return width, height
        if marker == 0xFFFF:  # a byte to fill up
            place += 1
        elif marker < 0xFF00 or length < 2:
            return None
        else:
            place += 2 + length
    return None


def _webp(data: bytes) -> tuple[int, int] | None:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return None
    kind = data[12:16]
    if kind == b"VP8X":
        width, height = struct.unpack_from("<I", data, 23)[0] >> 8, struct.unpack_from("<I", data, 26)[0] >> 8
        return width + 1, height + 1
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None
