# SPDX-License-Identifier: MIT
"""The document of a page: Qt's own, but every image in it is one of ours, decoded when it is first drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextDocument

if TYPE_CHECKING:
    from PySide6.QtCore import QObject, QSize, QUrl

_SCHEME = "page-image:"


class PageDocument(QTextDocument):
    """A document that asks nobody but `images` for images, and no one at all for anything else.

    `images` returns the bytes of an image by its name in the manuscript, or None.
    """

    def __init__(self, images: Callable[[str], bytes | None], ground: str, parent: QObject | None = None) -> None:
        """`ground` is painted under images that are transparent, "" for nothing."""
        super().__init__(parent)
        self._images = images
        self._ground = ground
        self._names: list[str] = []
        self._width = 4096
        self.setUndoRedoEnabled(False)

    def set_image_width(self, pixels: int) -> None:
        """Say how wide images are shown at most; they are kept at twice that width, for dense screens."""
        self._width = 2 * pixels

    def add_image(self, name: str) -> tuple[str, QSize] | None:
        """The resource name and the size in pixels of an image, or None where it cannot be shown."""
        from companion.ui.image_reading import image_size

        size = image_size(self._images(name) or b"")
        if size is None:
            return None
        self._names.append(name)
        return f"{_SCHEME}{len(self._names) - 1}", size

    def loadResource(self, kind: int, url: QUrl) -> object:
        # Whatever is not answered here, Qt would look for on the disk: every answer is a valid image or text.
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return ""
        from companion.ui.image_reading import blank_image, read_image

        number = url.toString().removeprefix(_SCHEME)
        known = number.isdecimal() and int(number) < len(self._names)
        data = self._images(self._names[int(number)]) if known else None
        image = read_image(data or b"", self._width, self._ground)
        if image is None:
            image = blank_image()
        self.addResource(kind, url, image)
        return image
