# SPDX-License-Identifier: MIT
"""What is shipped: the locks, the wheel, the desktop entry and the description for software centres."""

import configparser
import re
import shutil
import subprocess
import tomllib
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import companion
from companion.importers.formats import SUFFIXES

CHECKOUT = Path(__file__).resolve().parents[1]
PACKAGING = CHECKOUT / "packaging"
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-learn.lock")
MEDIA_TYPES = {
    ".md": "text/markdown",
    ".txt": "text/plain",
    ".html": "text/html",
    ".epub": "application/epub+zip",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def pins(lock: str) -> dict[str, list[Requirement]]:
    """The requirements of a lock file by name; a package may stand there once for each Python."""
    found: dict[str, list[Requirement]] = {}
    for line in (PACKAGING / lock).read_text(encoding="utf-8").splitlines():
        if line and line[0].isalnum():
            pin = Requirement(line.removesuffix("\\"))
            found.setdefault(canonicalize_name(pin.name), []).append(pin)
    return found


def version(pin: Requirement) -> str:
    return str(pin.specifier).removeprefix("==")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_its_hashes_and_names_no_place(lock: str) -> None:
    text = (PACKAGING / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\w)", re.sub(r"(?m)^#.*\n", "", text).strip())
    assert all(
        re.fullmatch(r"[\w.-]+==\S+( ; [^\\]+)?( \\\n +--hash=sha256:[0-9a-f]{64})+", entry) for entry in entries
    )


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {
        "requirements.lock": project["project"]["dependencies"],
        "requirements-dev.lock": project["project"]["dependencies"] + project["dependency-groups"]["dev"],
        "requirements-learn.lock": project["project"]["optional-dependencies"]["learn"],
    }
    for lock, lines in asked.items():
        locked = pins(lock)
        for requirement in map(Requirement, lines):
            for pin in locked[canonicalize_name(requirement.name)]:
                assert requirement.specifier.contains(version(pin)), f"{lock}: {pin} is not {requirement}"


def test_the_checks_run_with_the_very_packages_of_the_program() -> None:
    program, checks = pins("requirements.lock"), pins("requirements-dev.lock")
    assert {name: checks.get(name) for name in program} == program


def test_the_wheel_holds_the_resources_and_the_desktop_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from hatchling.build import build_wheel

    monkeypatch.chdir(CHECKOUT)
    with zipfile.ZipFile(tmp_path / build_wheel(str(tmp_path))) as wheel:
        names = set(wheel.namelist())
    shipped = [path for path in (CHECKOUT / "resources").rglob("*") if path.is_file()]
    assert {f"companion/{path.relative_to(CHECKOUT).as_posix()}" for path in shipped} <= names
    assert any(name.endswith("share/applications/reading-companion.desktop") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "packaging/", "seeds/"))]


def test_desktop_entry_and_description_offer_the_formats_that_can_be_read() -> None:
    readable = {kind for suffix, kind in MEDIA_TYPES.items() if suffix in SUFFIXES}
    entry = desktop_entry()
    assert set(entry["MimeType"].rstrip(";").split(";")) == readable
    assert {kind.text for kind in description().iter("mediatype")} == readable


def test_desktop_entry_and_description_name_the_same_program() -> None:
    entry, about = desktop_entry(), description()
    assert entry["Exec"] == "companion %F"
    assert (entry["Name"], entry["Comment"]) == (about.findtext("name"), about.findtext("summary"))
    assert about.findtext("launchable") == "reading-companion.desktop"
    assert about.findtext("supports/internet") == "offline-only"
    releases = [release.get("version") for release in about.iter("release")]
    assert releases[0] == companion.__version__


@pytest.mark.parametrize(
    "command",
    [
        ("desktop-file-validate", "packaging/reading-companion.desktop"),
        ("appstreamcli", "validate", "--no-net", "packaging/metainfo.xml"),
    ],
)
def test_the_desktops_own_tools_find_no_fault(command: tuple[str, ...]) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed here")
    ended = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def desktop_entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read(PACKAGING / "reading-companion.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


def description() -> ElementTree.Element:
    return ElementTree.parse(PACKAGING / "metainfo.xml").getroot()
