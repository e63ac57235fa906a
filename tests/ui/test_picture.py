# SPDX-License-Identifier: MIT
"""The real window can be drawn into a picture without a screen."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from companion import paths
from companion.app import draw
from companion.errors import CompanionError, NotFound
from companion.ui.picture import Scene


def test_a_picture_has_its_size_and_shows_something(qtbot: QtBot, tmp_path: Path) -> None:
    scene = Scene(theme="dark", size=(1000, 700), query="security dilemma", term="ABM Treaty")
    draw(tmp_path / "new" / "window.png", paths.library_folder(), scene)
    picture = QImage(str(tmp_path / "new" / "window.png"))
    assert (picture.width(), picture.height()) == (1000, 700)
    colours = {picture.pixel(x, y) for x in range(0, 1000, 7) for y in range(0, 700, 7)}
    assert len(colours) > 20


@pytest.mark.parametrize(
    ("scene", "kind"), [(Scene(theme="plaid"), CompanionError), (Scene(document="No such report"), NotFound)]
)
def test_what_is_not_there_is_named(qtbot: QtBot, tmp_path: Path, scene: Scene, kind: type[Exception]) -> None:
    with pytest.raises(kind, match=r"plaid|No such report"):
        draw(tmp_path / "window.png", paths.library_folder(), scene)


def test_a_picture_that_cannot_be_written_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CompanionError, match="could not be written"):
        draw(tmp_path / "file" / "window.png", paths.library_folder(), Scene(size=(900, 600)))


def test_a_picture_leaves_the_windows_arrangement_as_the_reader_left_it(qtbot: QtBot, tmp_path: Path) -> None:
    draw(tmp_path / "window.png", paths.library_folder(), Scene(query="missile", panel="index"))
    assert not (paths.settings_folder() / "window.json").exists()
