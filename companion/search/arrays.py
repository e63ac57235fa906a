# SPDX-License-Identifier: MIT
"""A file of named arrays, checked block by block as it is read.

The file begins with a head: what it is, the CRC-32 of every block of the arrays, and a JSON table that says where
each array lies. The head's own CRC-32 is kept elsewhere (in the manifest): so opening reads the head alone, and
still no damaged byte is ever taken for data.
"""

import json
import mmap
import os
import sys
import weakref
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from companion.search.errors import IndexUnusable

Array: TypeAlias = npt.NDArray[Any]

EXTENSION = ".arrays"

_MAGIC = b"RCA1"
_FIXED = 12  # bytes: the magic word, the number of blocks, the length of the table
_BLOCK = 1 << 16  # bytes
_ALIGNMENT = 64  # bytes
_LARGE = 8_000_000  # bytes; a larger part is mapped all the same


class ArrayFile:
    """The arrays of a file, read-only. `checksum` is that of its head, as `head_checksum` gave it at writing.

    Raises IndexUnusable, here and in every method, where the file is not as it was written.
    """

    def __init__(self, path: Path, checksum: int) -> None:
        self._name = path.name
        self._descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        weakref.finalize(self, os.close, self._descriptor)
        self._bytes = memoryview(mmap.mmap(self._descriptor, 0, access=mmap.ACCESS_READ))
        self._start = _head_size(self._bytes)
        if zlib.crc32(self._bytes[: self._start]) != checksum:
            raise IndexUnusable(f"{self._name} is not as it was written.")
        blocks, length = np.frombuffer(self._bytes, "<u4", 2, 4).tolist()
        self._checksums = np.frombuffer(self._bytes, "<u4", blocks, _FIXED)
        self._checked = bytearray(blocks)
        table = bytes(self._bytes[_FIXED + 4 * blocks :][:length])
        self._arrays: dict[str, tuple[str, int, int]] = json.loads(table)
        self._views: dict[str, tuple[Array, int, int]] = {}  # each with its offset and the width of its elements

    def __contains__(self, name: str) -> bool:
        return name in self._arrays

    def __getitem__(self, name: str) -> Array:
        """A whole array, mapped into memory."""
        view, offset, _ = self._views.get(name) or self._view(name)
        self._check(offset, offset + view.nbytes)
        return view

    def part(self, name: str, start: int, stop: int) -> Array:
        """The elements of an array from `start` up to `stop`.

        They are read, not mapped: what has been mapped stays in memory, and over time that would be the whole file.
        """
        view, offset, width = self._views.get(name) or self._view(name)
        first, last = offset + start * width, offset + stop * width
        self._check(first, last)
        if last - first > _LARGE:
            return view[start:stop]
        return np.frombuffer(_read(self._descriptor, self._start + first, last - first), view.dtype)

    def _view(self, name: str) -> tuple[Array, int, int]:
        """A whole array, unchecked, where it begins and the width of its elements, in bytes."""
        dtype, offset, length = self._arrays[name]
        view = np.frombuffer(self._bytes, dtype, length, self._start + offset)
        self._views[name] = view, offset, view.itemsize
        return self._views[name]

    def check(self) -> None:
        """Check the whole file."""
        self._check(0, len(self._checked) * _BLOCK)

    def _check(self, first: int, last: int) -> None:
        """Check those blocks that nobody has read before, of the bytes from `first` up to `last`."""
        begin, end = first // _BLOCK, -(-last // _BLOCK)
        while (block := self._checked.find(0, begin, end)) >= 0:
            if zlib.crc32(_read(self._descriptor, self._start + block * _BLOCK, _BLOCK)) != self._checksums[block]:
                raise IndexUnusable(f"{self._name} is damaged.")
            self._checked[block] = 1


def _read(descriptor: int, start: int, size: int) -> bytes:
    """So many bytes of a file, fewer where it ends."""
    if sys.platform != "win32":
        return os.pread(descriptor, size, start)
    os.lseek(descriptor, start, os.SEEK_SET)  # only one thread at a time uses an index
    return os.read(descriptor, size)


def write_arrays(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write a new file of arrays."""
    table: dict[str, tuple[str, int, int]] = {}
    size = 0
    for name, array in arrays.items():
        dtype = array.dtype.newbyteorder("<")
        table[name] = (dtype.str, size, len(array))
        size += array.nbytes
        size += -size % _ALIGNMENT
    listed = json.dumps(table).encode()
    blocks = -(-size // _BLOCK)
    start = _FIXED + 4 * blocks + len(listed)
    start += -start % _ALIGNMENT
    checksums = _Checksums()
    with path.open("wb") as file:
        file.seek(start)
        for array in arrays.values():
            little = np.ascontiguousarray(array.astype(array.dtype.newbyteorder("<"), copy=False))
            data = little.view(np.uint8).data
            for part in (data, bytes(-len(data) % _ALIGNMENT)):
                file.write(part)
                checksums.add(part)
        head = _MAGIC + np.array([blocks, len(listed), *checksums.finish()], "<u4").tobytes() + listed
        file.seek(0)
        file.write(head + bytes(start - len(head)))


class _Checksums:
    """The CRC-32 of every block of bytes that come one part after another."""

    def __init__(self) -> None:
        self._whole: list[int] = []
        self._last, self._size = 0, 0

    def add(self, part: bytes | memoryview) -> None:
        while len(part):
            taken = part[: _BLOCK - self._size]
            self._last = zlib.crc32(taken, self._last)
            self._size += len(taken)
            part = part[len(taken) :]
            if self._size == _BLOCK:
                self._whole.append(self._last)
                self._last, self._size = 0, 0

    def finish(self) -> list[int]:
        return [*self._whole, self._last] if self._size else self._whole


def head_checksum(path: Path) -> int:
    """The CRC-32 of the head of a file of arrays."""
    with path.open("rb") as file:
        size = _head_size(memoryview(file.read(_FIXED)))
        file.seek(0)
        return zlib.crc32(file.read(size))


def narrow(values: Array) -> Array:
    """The values, which are whole and not negative, in the smallest type that holds them all."""
    return values.astype(np.min_scalar_type(int(values.max())) if len(values) else np.uint8)


def _head_size(head: memoryview) -> int:
    """The size in bytes of everything before the arrays, as the file's first bytes say."""
    if bytes(head[:4]) != _MAGIC:
        raise IndexUnusable("This is no file of arrays.")
    blocks, length = np.frombuffer(head, "<u4", 2, 4).tolist()
    size = _FIXED + 4 * blocks + length
    return int(size + -size % _ALIGNMENT)
