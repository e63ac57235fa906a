# SPDX-License-Identifier: MIT
"""Beside a document lie its images, and nothing else that it could ask for."""

import os
from pathlib import Path

import pytest

from companion.importers import siblings
from companion.importers.siblings import Siblings
from tests.importers.manuscripts import png


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A document with an image beside it, one below it and one outside its folder."""
    folder = tmp_path / "reports"
    (folder / "figures").mkdir(parents=True)
    for place in (folder / "map.png", folder / "figures" / "plan.PNG", tmp_path / "secret.png"):
        place.write_bytes(png())
    (folder / "notes.txt").write_text("secret")
    return folder / "report.md"


@pytest.mark.parametrize("address", ["map.png", "figures/plan.PNG", "./map.png"])
def test_images_in_the_folder_and_below_it_are_given(document: Path, address: str) -> None:
    assert Siblings(document).read(address) == png()


@pytest.mark.parametrize(
    "address",
    [
        "",
        ".",
        "missing.png",
        "notes.txt",
        "report.md",
        "figures",
        "../secret.png",
        "figures/../../secret.png",
        "figures/../map.png",
        "..\\secret.png",
        "/etc/passwd",
        "//host/share/a.png",
        "\\\\host\\share\\a.png",
        "C:\\a.png",
        "C:a.png",
        "file:///a.png",
        "map.png:stream.png",
        "map.png\0.png",
        "\ud800.png",
        "a" * 300 + ".png",
        "a/" * 10_000 + "a.png",
    ],
)
def test_nothing_else_is_given(document: Path, address: str) -> None:
    assert Siblings(document).read(address) == b""


def test_an_absolute_address_of_an_image_is_not_looked_up(document: Path) -> None:
    assert Siblings(document).read(str(document.parent / "map.png")) == b""


def test_links_lead_nowhere_outside(document: Path, tmp_path: Path) -> None:
    folder = document.parent
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "up").symlink_to(tmp_path, target_is_directory=True)
    (folder / "circle.png").symlink_to(folder / "circle.png")
    for address in ("link.png", "up/secret.png", "circle.png"):
        assert Siblings(document).read(address) == b""


def test_a_folder_may_itself_be_a_link(document: Path, tmp_path: Path) -> None:
    (tmp_path / "linked").symlink_to(document.parent, target_is_directory=True)
    assert Siblings(tmp_path / "linked" / "report.md").read("map.png") == png()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_not_waited_for(document: Path) -> None:
    os.mkfifo(document.parent / "pipe.png")
    assert Siblings(document).read("pipe.png") == b""


def test_large_images_stay_away_and_all_together_have_a_limit(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(siblings, "_LARGEST", len(png()) - 1)
    assert Siblings(document).read("map.png") == b""
    monkeypatch.setattr(siblings, "_LARGEST", len(png()))
    monkeypatch.setattr(siblings, "_MOST", 2 * len(png()))
    some = Siblings(document)
    assert [some.read("map.png") for _ in range(3)] == [png(), png(), b""]
