# SPDX-License-Identifier: MIT
"""Reads images from bytes that come from elsewhere: their size without decoding, and the picture within limits.

It stands apart from the page's document because Qt's image readers are loaded only for a page that has an image.
"""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageIOHandler, QImageReader, QPainter

_MEGABYTES = 128  # an image that would need more memory is not decoded
_FORMATS = frozenset({b"png", b"jpeg", b"gif", b"webp"})


def image_size(data: bytes) -> QSize | None:
    """The size in pixels in which an image is shown, or None where it cannot be."""
    reader, _buffer = _reader(data)
    if reader is None:
        return None
    size = reader.size()
    if reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90:
        size.transpose()
    if not size.isValid() or size.isEmpty() or size.width() * size.height() * 4 > _MEGABYTES << 20:
        return None
    return size


def read_image(data: bytes, width: int, ground: str) -> QImage | None:
    """The image, at most `width` pixels wide, on `ground` where it is transparent; None where it cannot be read."""
    reader, _buffer = _reader(data)
    image = reader.read() if reader is not None else QImage()
    if image.isNull():
        return None
    if image.width() > width:
        image = image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
    if not ground or not image.hasAlphaChannel():
        return image
    paper = QImage(image.size(), QImage.Format.Format_RGB32)
    paper.fill(QColor(ground))
    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()
    return paper


def blank_image() -> QImage:
    """An image of which nothing is seen."""
    image = QImage(1, 1, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _reader(data: bytes) -> tuple[QImageReader | None, QBuffer | None]:
    """A reader of the image, and the buffer that must live as long as it does."""
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
