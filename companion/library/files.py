# SPDX-License-Identifier: MIT
"""Files that survive a power cut: copied beside their place, forced to the disk, then renamed."""

import contextlib
import os
from pathlib import Path

from companion.work import Progress, Work

PART = ".part"  # the ending of a file that is not whole yet
_RESERVE = (
    8 * 1024 * 1024
)  # bytes: with this much, SQLite saves and deletes again on a disk that was full; 1 MiB is too little
_CHUNK = 1024 * 1024


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner may enter; one that is there already stays as it is."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)


def make_file(path: Path) -> None:
    """Make an empty file that only its owner may read, unless it is there already."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def sync_folder(folder: Path) -> None:
    """Force a folder's list of names to the disk, where the platform can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Force a file's content to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def digest_of(path: Path) -> Work[str]:
    """The SHA-256 of a file."""
    import hashlib  # late: an opening digests nothing

    digest = hashlib.sha256()
    with path.open("rb") as file:
        total = os.fstat(file.fileno()).st_size // _CHUNK + 1
        done = 0
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            done += 1
            yield Progress(min(done, total), total, "reading")
    return digest.hexdigest()


def copy_to_disk(source: Path, target: Path) -> str:
    """Copy a file's content and force it to the disk; returns the SHA-256 of what was copied."""
    import hashlib

    digest = hashlib.sha256()
    make_file(target)
    with source.open("rb") as original, target.open("wb") as copy:
        while chunk := original.read(_CHUNK):
            digest.update(chunk)
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())
    return digest.hexdigest()


def replace_durably(part: Path, target: Path) -> None:
    """Put the finished file `part` in the place of `target`, for good."""
    part.replace(target)
    sync_folder(target.parent)


def discard(path: Path) -> None:
    """Delete a file of ours if it is there; one that cannot be deleted is in nobody's way."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def make_reserve(folder: Path) -> None:
    """Keep eight megabytes aside in `folder/reserve`, unless the disk is so full that they are needed now."""
    import shutil

    reserve = folder / "reserve"
    with contextlib.suppress(OSError):  # without a reserve a full disk is met sooner, nothing else
        if reserve.exists() or shutil.disk_usage(folder).free < 4 * _RESERVE:
            return
        make_file(reserve)
        with reserve.open("wb") as file:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(file.fileno(), 0, _RESERVE)
            else:
                file.write(bytes(_RESERVE))


def release_reserve(folder: Path) -> bool:
    """Give the reserve's room back to the disk; False where there is none left to give."""
    try:
        (folder / "reserve").unlink()
    except OSError:
        return False
    return True
