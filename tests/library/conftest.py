# SPDX-License-Identifier: MIT
"""A real library in a temporary folder, with the bundled report in it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.library.library import Library
from companion.work import finish


@pytest.fixture(scope="session")
def new_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library that was made and closed; not to be changed."""
    folder = tmp_path_factory.mktemp("new") / "library"
    Library.open(folder).close()
    return folder


@pytest.fixture(scope="session")
def indexed_library(new_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library with an index; not to be changed."""
    folder = Path(shutil.copytree(new_library, tmp_path_factory.mktemp("indexed") / "library"))
    with Library.open(folder) as library:
        finish(library.index.update())
    return folder


@pytest.fixture
def folder(new_library: Path, tmp_path: Path) -> Path:
    """The folder of a closed library with the report in it."""
    return Path(shutil.copytree(new_library, tmp_path / "library"))


@pytest.fixture
def library(folder: Path) -> Iterator[Library]:
    """An open library with the report in it."""
    with Library.open(folder) as library:
        yield library


@pytest.fixture
def report(library: Library) -> str:
    """The id of the bundled report."""
    return library.shelf.documents()[0].id
