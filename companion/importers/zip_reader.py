# SPDX-License-Identifier: MIT
"""Reads the members of a ZIP archive within limits, trusting none of the sizes and names that it declares."""

import encodings.cp437  # noqa: F401  # of old member names; the sandbox cannot load it any more
import io
import struct
import zipfile
import zlib

from companion.errors import ConversionError

MAX_MEMBERS = 10_000
MAX_MEMBER = 64 * 1024 * 1024  # bytes of one member
MAX_TOTAL = 512 * 1024 * 1024  # bytes of all members that are read; half of the memory that the sandbox has
_MAX_RATIO = 200  # of a member's bytes to its compressed ones, where it is larger than _UNSUSPICIOUS
_UNSUSPICIOUS = 10 * 1024 * 1024
_PIECE = 256 * 1024
_ENTRY = b"PK\x01\x02"  # begins each entry of an archive's directory
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # all that EPUB and Office files may use
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, OverflowError, NotImplementedError,
)  # fmt: skip

__all__ = ["MAX_MEMBER", "MAX_MEMBERS", "MAX_TOTAL", "BoundedZip"]


class BoundedZip:
    """A ZIP archive in memory. Members are found by their exact names and are never written anywhere."""

    def __init__(self, data: bytes, name: str = "The file") -> None:
        """`name` begins the sentences of the errors. Raises ConversionError where this is no usable archive."""
        self._name = name
        if data.count(_ENTRY) > MAX_MEMBERS:
            raise ConversionError(f"{name} holds more than {MAX_MEMBERS:,} parts. Check that it is the right file.")
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            raise ConversionError(f"{name} is damaged or incomplete. Get it again from where it came.") from error
        self._left = MAX_TOTAL

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all members, in the order of the archive's directory."""
        return tuple(self._archive.namelist())

    def __contains__(self, member: str) -> bool:
        return member in self._archive.NameToInfo

    def read(self, member: str, most: int = MAX_MEMBER) -> bytes:
        """The bytes of a member, at most `most` of them.

        Raises ConversionError where it is absent, damaged, encrypted or larger, or where it swells as no honest
        file does.
        """
        info = self._archive.NameToInfo.get(member)
        if info is None:
            raise ConversionError(f"{self._name} is incomplete: it has no {member}. Get it again from where it came.")
        if info.flag_bits & _ENCRYPTED:
            raise ConversionError(f"{self._name} is protected by a password. Save a copy without one and import that.")
        if info.compress_type not in _METHODS:
            raise ConversionError(f"{self._name} is packed in an unusual way. Save it again and import that.")
        try:
            return self._unpack(info, most)
        except _DAMAGE as error:
            raise ConversionError(
                f"{self._name} is damaged: its part {member} cannot be read. Get it again from where it came."
            ) from error

    def _unpack(self, info: zipfile.ZipInfo, most: int) -> bytes:
        pieces: list[bytes] = []
        size = 0
        with self._archive.open(info) as stream:
            while piece := stream.read(_PIECE):
                size += len(piece)
                self._left -= len(piece)
                if size > most or self._left < 0:
                    raise ConversionError(f"{self._name} is too large when unpacked. Split it into smaller files.")
                if size > max(_UNSUSPICIOUS, info.compress_size * _MAX_RATIO):
                    raise ConversionError(
                        f"{self._name} swells when it is unpacked as no ordinary file does, so it is not read. "
                        "Check where it came from."
                    )
                pieces.append(piece)
        return b"".join(pieces)
