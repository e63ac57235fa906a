# SPDX-License-Identifier: MIT
"""A manuscript that uses every field, and images to put into it."""

import struct
import zlib

from companion.document.model import (
    Block,
    BlockKind,
    Cell,
    Heading,
    Image,
    Manuscript,
    Mark,
    Metadata,
    Run,
    Section,
)


def png(width: int = 2, height: int = 1) -> bytes:
    """A grey picture."""
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


FULL = Manuscript(
    format="markdown",
    metadata=Metadata(
        title="Überblick",
        authors=("A. Author", "B. Author"),
        date="2023-05",
        publisher="A house",
        language="de",
        description="Of all that there is.",
        source="https://example.org/report",
        extra={"series": "Reports"},
    ),
    sections=(
        Section(
            "One",
            (
                Block(BlockKind.HEADING, (Run("One"),), level=1, names=("one",)),
                Block(
                    BlockKind.PARAGRAPH,
                    (
                        Run("The "),
                        Run("text 🗺", frozenset({Mark.STRONG}), "https://example.org/"),
                        Run("", image="map"),
                    ),
                    page="xii",
                ),
                Block(
                    BlockKind.TABLE,
                    rows=((Cell((Run("a"),), header=True), Cell((Run("b"),))), (Cell((Run("c"),), columns=2),)),
                ),
            ),
        ),
        Section("Two", (Block(BlockKind.FIGURE, (Run("A map"),), image="map"), Block(BlockKind.RULE))),
    ),
    images={"map": Image(png(), "image/png", 2, 1)},
    outline=(Heading("One", 1, 0, "xii"), Heading("Two", 2, 20)),
    pages=14,
    warnings=("One image lies on the web and will not be loaded.",),
)
