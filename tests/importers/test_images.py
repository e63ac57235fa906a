# SPDX-License-Identifier: MIT
"""Images of a manuscript: from beside the file or from the markup, checked by their bytes, never from the web."""

import struct
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.importers.images import ImageShelf, measured

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", 640, 480, 8, 2, 0, 0, 0)
GIF = b"GIF89a" + struct.pack("<HH", 320, 200) + bytes(4)
JPEG = (
    b"\xff\xd8\xff\xe0" + struct.pack(">H", 16) + bytes(14)  # a segment to skip
    + b"\xff\xc4" + struct.pack(">H", 4) + bytes(2)  # a table of codes, whose number lies among those of frames
    + b"\xff" + b"\xff\xc2" + struct.pack(">HBHHB", 17, 8, 300, 400, 3) + bytes(12)
)  # fmt: skip


def webp(kind: bytes, body: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", len(body) + 12) + b"WEBP" + kind + struct.pack("<I", len(body)) + body


WEBP_EXTENDED = webp(b"VP8X", bytes(4) + (99).to_bytes(3, "little") + (49).to_bytes(3, "little"))
WEBP_LOSSLESS = webp(b"VP8L", b"\x2f" + struct.pack("<I", 99 | 49 << 14))
WEBP_LOSSY = webp(b"VP8 ", b"\x00\x00\x00\x9d\x01\x2a" + struct.pack("<HH", 100, 50))


@pytest.mark.parametrize(
    ("data", "media_type", "size"),
    [
        (PNG, "image/png", (640, 480)),
        (GIF, "image/gif", (320, 200)),
        (JPEG, "image/jpeg", (400, 300)),
        (WEBP_EXTENDED, "image/webp", (100, 50)),
        (WEBP_LOSSLESS, "image/webp", (100, 50)),
        (WEBP_LOSSY, "image/webp", (100, 50)),
    ],
    ids=["png", "gif", "jpeg", "webp extended", "webp lossless", "webp lossy"],
)
def test_an_image_is_known_and_measured_by_its_first_bytes(data: bytes, media_type: str, size: tuple[int, int]) -> None:
    image = measured(data)
    assert image is not None
    assert (image.data, image.media_type, (image.width, image.height)) == (data, media_type, size)
    assert measured(data[: len(data) - 14]) is None  # cut off before its size


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 20_000, 20_000),
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 0, 10),
        b"\xff\xd8\xff\xd9" + bytes(40),
        b"\xff\xd8\xff\xe0\x00\x02\x12\x34" + bytes(40),
        webp(b"ALPH", bytes(40)),
    ],
    ids=["nothing", "svg", "too many pixels", "no pixels", "segment too short", "no marker", "unknown webp"],
)
def test_what_cannot_be_shown_is_no_image(data: bytes) -> None:
    assert measured(data) is None


@given(st.sampled_from([b"", PNG[:16], GIF[:6], b"\xff\xd8\xff", WEBP_LOSSY[:12]]), st.binary(max_size=60))
def test_any_bytes_are_measured_or_none(head: bytes, tail: bytes) -> None:
    image = measured(head + tail)
    assert image is None or (image.width > 0 and image.height > 0)


class Folder:
    """What lies beside a file, and what was asked for."""

    def __init__(self, **files: bytes) -> None:
        self.files = {name.replace("_", "."): data for name, data in files.items()}
        self.asked: list[str] = []

    def __call__(self, address: str) -> bytes | None:
        self.asked.append(address)
        return self.files.get(address)


def test_an_image_beside_the_file_gets_a_name_and_is_asked_for_once() -> None:
    folder = Folder(map_png=PNG, flag_gif=GIF)
    shelf = ImageShelf(folder)
    assert [shelf.take(address) for address in ("map.png", "flag.gif?v=1#top", "map.png")] == [
        "image-1",
        "image-2",
        "image-1",
    ]
    assert folder.asked == ["map.png", "flag.gif"]
    assert [image.data for image in shelf.images.values()] == [PNG, GIF]
    assert shelf.warnings == ()


def test_an_escaped_address_is_asked_for_as_the_file_is_called() -> None:
    folder = Folder()
    ImageShelf(folder).take("my%20map%C3%A9.png")
    assert folder.asked == ["my mapé.png"]


@pytest.mark.parametrize("address", ["http://e.org/a.png", "HTTPS://e.org/a.png", "//e.org/a.png"])
def test_an_image_on_the_web_is_told_of_and_never_asked_for(address: str) -> None:
    folder = Folder()
    shelf = ImageShelf(folder)
    assert shelf.take(address) is None
    assert folder.asked == []
    assert shelf.warnings == ("One image lies on the web and will not be loaded.",)


@pytest.mark.parametrize("address", ["file:///etc/a.png", "C:/a.png", "x://host/a.png", "#top", "", "x://[a"])
def test_no_other_address_is_asked_for(address: str) -> None:
    folder = Folder()
    assert ImageShelf(folder).take(address) is None
    assert folder.asked == []


def test_images_that_are_missing_are_counted() -> None:
    shelf = ImageShelf(Folder(a_txt=b"text"))
    for address in ("a.txt", "gone.png", "gone.png", "http://e.org/1", "http://e.org/2"):
        assert shelf.take(address) is None
    assert shelf.warnings == (
        "2 images lie on the web and will not be loaded.",
        "2 images are missing beside the file, or of a kind that is not shown.",
    )


def test_drawings_are_named_and_left_out() -> None:
    svg = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>"
    shelf = ImageShelf(lambda address: svg)
    assert shelf.take("figures/a%20map.svg?v=1") is None
    assert shelf.warnings == ("One drawing in SVG is not shown: a map.svg.",)
    for address in ("really.png", "data:image/svg+xml,<svg/>", "b.svg", "c.svg", "d.svg"):
        assert shelf.take(address) is None
    names = "a map.svg, really.png, one within the text, b.svg, c.svg"
    assert shelf.warnings == (f"6 drawings in SVG are not shown: {names}…",)


def test_an_image_is_shown_at_no_more_than_ten_thousand_places() -> None:
    shelf = ImageShelf(lambda address: PNG)
    taken = [shelf.take("a.png") for _ in range(10_002)]
    assert taken[:10_000] == ["image-1"] * 10_000
    assert taken[10_000:] == [None, None]
    assert shelf.warnings == ("Images stand at more than 10,000 places; the further ones are not shown.",)


def test_an_image_remembers_where_it_lay() -> None:
    shelf = ImageShelf(lambda address: PNG)
    shelf.take("figures/my%20map.png?v=1")
    shelf.take("data:image/png;base64," + b64encode(PNG).decode())
    assert [image.address for image in shelf.images.values()] == ["figures/my map.png", ""]


def test_nothing_is_beside_a_file_where_nobody_may_be_asked() -> None:
    assert ImageShelf(None).take("map.png") is None


@pytest.mark.parametrize(
    "address",
    [
        "data:image/png;base64," + b64encode(PNG).decode(),
        "DATA:IMAGE/PNG;BASE64," + b64encode(PNG).decode(),
        "data:image/png," + "".join(f"%{byte:02x}" for byte in PNG),
    ],
)
def test_an_image_in_the_markup_is_taken(address: str) -> None:
    shelf = ImageShelf(None)
    assert shelf.take(address) == "image-1"
    assert shelf.images["image-1"].data == PNG


@pytest.mark.parametrize(
    "address", ["data:image/png;base64,a", "data:text/html;base64,aaaa", "data:image/png", "data:,"]
)
def test_what_is_no_image_in_the_markup_is_left_out(address: str) -> None:
    assert ImageShelf(None).take(address) is None


def test_a_manuscript_has_no_more_than_two_thousand_images() -> None:
    shelf = ImageShelf(lambda address: PNG)
    assert [shelf.take(f"{number}.png") for number in range(2_003)][1_998:] == [
        "image-1999",
        "image-2000",
        None,
        None,
        None,
    ]
    assert shelf.warnings[0].startswith("3 images")


def test_an_image_of_more_than_32_megabytes_is_left_out() -> None:
    assert ImageShelf(lambda address: PNG + bytes(32 * 1024 * 1024)).take("a.png") is None
