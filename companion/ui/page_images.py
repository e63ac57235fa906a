# SPDX-License-Identifier: MIT
"""The document of a page: Qt's own, but every image in it is one of ours, decoded when it is first drawn."""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QImageIOHandler, QImageReader, QPainter, QTextDocument

_SCHEME = "page-image:"
_MEGABYTES = 128  # an image that would need more memory is not decoded
_FORMATS = frozenset({b"png", b"jpeg", b"gif", b"webp"})


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
        reader, _buffer = self._reader(name)
        if reader is None:
            return None
        size = reader.size()
        if reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90:
            size.transpose()
        if not size.isValid() or size.isEmpty() or size.width() * size.height() * 4 > _MEGABYTES << 20:
            return None
        self._names.append(name)
        return f"{_SCHEME}{len(self._names) - 1}", size

    def loadResource(self, kind: int, url: QUrl) -> object:
        # Whatever is not answered here, Qt would look for on the disk: every answer is a valid image or text.
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return ""
        number = url.toString().removeprefix(_SCHEME)
        known = number.isdecimal() and int(number) < len(self._names)
        image = self._decoded(self._names[int(number)]) if known else None
        if image is None:
            image = QImage(1, 1, QImage.Format.Format_ARGB32)
            image.fill(Qt.GlobalColor.transparent)
        self.addResource(kind, url, image)
        return image

    def _decoded(self, name: str) -> QImage | None:
        reader, _buffer = self._reader(name)
        if reader is None:
            return None
        image = reader.read()
        if image.isNull():
            return None
        if image.width() > self._width:
            image = image.scaledToWidth(self._width, Qt.TransformationMode.SmoothTransformation)
        if self._ground and image.hasAlphaChannel():
            paper = QImage(image.size(), QImage.Format.Format_RGB32)
            paper.fill(QColor(self._ground))
            painter = QPainter(paper)
            painter.drawImage(0, 0, image)
            painter.end()
            return paper
        return image

    def _reader(self, name: str) -> tuple[QImageReader | None, QBuffer | None]:
        """A reader of the image, and the buffer that must live as long as it does."""
        data = self._images(name)
        if not data:
            return None, None
        QImageReader.setAllocationLimit(_MEGABYTES)
        buffer = QBuffer()
        buffer.setData(QByteArray(data))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer)
        reader.setDecideFormatFromContent(True)
        reader.setAutoTransform(True)
        if reader.format().data() not in _FORMATS:
            return None, None
        return reader, buffer
