# SPDX-License-Identifier: MIT
"""The images that a manuscript shows: taken from beside the file or from the markup itself, never from the web."""

import binascii
import struct
from base64 import b64decode
from collections.abc import Callable, Mapping
from urllib.parse import unquote_to_bytes, urlsplit

from companion.document.model import Image

_MOST = 2_000  # images of one manuscript
_LARGEST = 32 * 1024 * 1024  # bytes of one image
_PIXELS = 64_000_000


class ImageShelf:
    """Gathers a manuscript's images under names of its own; `warnings` tell of those that stayed away."""

    def __init__(self, siblings: Callable[[str], bytes | None] | None) -> None:
        self._siblings = siblings
        self._names: dict[str, str | None] = {}
        self._images: dict[str, Image] = {}
        self._remote = self._absent = 0

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
        return tuple(
            f"One image {one} {what}." if count == 1 else f"{count} images {many} {what}."
            for count, one, many, what in sentences
            if count
        )

    def take(self, address: str) -> str | None:
        """The name of the image at `address`, or None where there is none that may be shown."""
        if address not in self._names:
            self._names[address] = self._fetch(address)
        return self._names[address]

    def _fetch(self, address: str) -> str | None:
        if address.lower().startswith(("http:", "https:", "//")):
            self._remote += 1
            return None
        data = _embedded(address) if address.lower().startswith("data:") else self._beside(address)
        image = measured(data) if data is not None and len(data) <= _LARGEST else None
        if image is None or len(self._images) >= _MOST:
            self._absent += 1
            return None
        name = f"image-{len(self._images) + 1}"
        self._images[name] = image
        return name

    def _beside(self, address: str) -> bytes | None:
        try:
            parts = urlsplit(address)
        except ValueError:
            return None
        if self._siblings is None or parts.scheme or parts.netloc or not parts.path:
            return None
        return self._siblings(unquote_to_bytes(parts.path).decode("utf-8", "replace"))


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
