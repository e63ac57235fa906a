# SPDX-License-Identifier: MIT
"""The set-up behind the README's two commands, with real virtual environments and a small package of our own."""

import base64
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import checks
import pytest
import qt_libraries
import run
import system_packages
from environment import Environment, environment_for
from pip_failures import explain
from qt_libraries import QtLibraries
from steps import Problem
from steps import run as run_step

PACKAGING = Path(__file__).resolve().parents[1] / "packaging"
SET_UP = """
import run, sys
from pathlib import Path
run.HERE = Path(sys.argv[1], "packaging")
run.set_up(Path(sys.argv[2]))
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout to set up in."""
    (tmp_path / "checkout/packaging").mkdir(parents=True)
    return tmp_path / "checkout"


@pytest.fixture
def lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lock that asks for one package, which pip finds in a folder and nowhere else."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    digest = write_wheel(wheels)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))
    file = tmp_path / "requirements.lock"
    file.write_text(f"pebble==1.0 \\\n    --hash=sha256:{digest}\n", encoding="utf-8")
    return file


def write_wheel(folder: Path) -> str:
    """Write the wheel of `pebble`, a module that says "a pebble", and return its SHA-256."""
    files = {
        "pebble.py": 'WORDS = "a pebble"\n',
        "pebble-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: pebble\nVersion: 1.0\n",
        "pebble-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = [f"{name},{record_hash(text)},{len(text)}" for name, text in files.items()]
    files["pebble-1.0.dist-info/RECORD"] = "\n".join([*record, "pebble-1.0.dist-info/RECORD,,", ""])
    wheel = folder / "pebble-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


def record_hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return "sha256=" + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def start_set_up(checkout: Path, lock: Path, *before: str) -> subprocess.Popen[str]:
    """Set up in a process of its own, with words `before` its command."""
    command = [*before, sys.executable, "-c", SET_UP, str(checkout), str(lock)]
    variables = {**os.environ, "PYTHONPATH": str(PACKAGING)}
    return subprocess.Popen(
        command, env=variables, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )


def says(environment: Environment) -> str:
    """What the installed package says when asked through the environment's own interpreter."""
    command = [str(environment.python), "-c", "import pebble, sys; print(pebble.WORDS, *sys.path)"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_a_set_up_installs_the_lock_once(checkout: Path, lock: Path) -> None:
    first, _ = start_set_up(checkout, lock).communicate()
    assert "Ready after" in first
    environment = Environment(checkout / ".venv", checkout)
    assert environment.has([lock])
    assert "a pebble" in says(environment)
    assert str(checkout) in says(environment)
    second, _ = start_set_up(checkout, lock).communicate()
    assert second == ""
    lock.write_text(lock.read_text(encoding="utf-8") + "# another day\n", encoding="utf-8")
    assert not environment.has([lock])


def test_a_set_up_that_was_killed_is_begun_again(checkout: Path, lock: Path) -> None:
    process = start_set_up(checkout, lock)
    while not (checkout / ".venv/bin/python").exists():
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    environment = Environment(checkout / ".venv", checkout)
    assert not environment.has([lock])
    (checkout / ".venv/half a file").touch()
    start_set_up(checkout, lock).communicate()
    assert "a pebble" in says(environment)
    assert not (checkout / ".venv/half a file").exists()


def test_two_set_ups_at_once_do_not_break_each_other(checkout: Path, lock: Path) -> None:
    said = [process.communicate()[0] for process in [start_set_up(checkout, lock), start_set_up(checkout, lock)]]
    assert any("Another set-up is under way" in words for words in said)
    assert sum("Installing the packages" in words for words in said) == 1
    assert "a pebble" in says(Environment(checkout / ".venv", checkout))


def test_a_package_with_another_hash_is_not_installed(checkout: Path, lock: Path) -> None:
    lock.write_text("pebble==1.0 --hash=sha256:" + 64 * "0" + "\n", encoding="utf-8")
    environment = environment_for(checkout, [lock])
    with environment.locked(), pytest.raises(Problem, match="is not the one this checkout asks for"):
        environment.install(lock)
    assert not environment.has([lock])


def test_without_a_network_the_set_up_says_so(checkout: Path, lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.delenv("PIP_FIND_LINKS")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "1")
    environment = environment_for(checkout, [lock])
    with environment.locked(), pytest.raises(Problem, match="no package index answers"):
        environment.install(lock)


def test_an_index_whose_certificate_is_not_trusted_is_told_apart_from_no_network() -> None:
    # What pip 25.1 writes behind a filter that opens connections; a real one would need certificates of its own here.
    words = (
        "WARNING: Retrying after connection broken by 'SSLError(SSLCertVerificationError(1, '[SSL: "
        "CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate in certificate chain'))'\n"
        "ERROR: No matching distribution found for pebble\n"
    )
    assert "PIP_CERT" in str(explain(words))


def test_a_full_disk_is_told_as_such(checkout: Path, lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Problem, match="no room left"):
        run_step(["sh", "-c", "echo words | cat > /dev/full"])
    monkeypatch.setattr("environment.ROOM", 10**18)
    environment = environment_for(checkout, [lock])
    with environment.locked(), pytest.raises(Problem, match="Make room there"):
        environment.install(lock)


def test_an_environment_that_is_not_ours_is_left_alone(checkout: Path, lock: Path, home: Path) -> None:
    (checkout / ".venv").mkdir()
    (checkout / ".venv/theirs").touch()
    assert environment_for(checkout, [lock]).folder.is_relative_to(home / "cache")


def test_a_checkout_that_may_not_be_written_is_set_up_in_the_cache(checkout: Path, lock: Path, home: Path) -> None:
    said, _ = start_set_up(checkout, lock, *read_only(checkout)).communicate()
    assert "Ready after" in said
    assert not (checkout / ".venv").exists()
    assert [path.name for path in (home / "cache/reading-companion").glob("*/installed")] == ["installed"]


def test_where_nothing_may_be_written_the_set_up_says_so(
    checkout: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(checkout / "cache"))
    said, _ = start_set_up(checkout, lock, *read_only(checkout)).communicate()
    assert "may be written by this user" in said


def read_only(folder: Path) -> list[str]:
    """What to put before a command so that it, root or not, finds `folder` on a read-only disk."""
    script = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'
    command = ["unshare", "--map-root-user", "--mount", "sh", "-c", script, str(folder)]
    if shutil.which("unshare") is None or subprocess.run([*command, "true"], capture_output=True).returncode:
        pytest.skip("this machine cannot make a folder read-only for a process")
    return command


def test_an_older_python_is_told_what_to_do(tmp_path: Path) -> None:
    code = f"import sys, runpy; sys.version_info = (3, 9, 2); runpy.run_path({str(PACKAGING / 'run.py')!r})"
    variables = {**os.environ, "PATH": str(tmp_path)}
    ended = subprocess.run([sys.executable, "-c", code], env=variables, capture_output=True, text=True)
    assert ended.returncode == 1
    assert ended.stderr.startswith("Reading Companion needs Python 3.11 or newer")
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, []),
        ({"DISPLAY": ":0"}, ["xcb"]),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, ["wayland", "xcb"]),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, []),
    ],
)
def test_the_session_says_which_screens_there_are(
    variables: dict[str, str], expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert qt_libraries.platforms() == expected


def test_qt_is_found_whole_and_a_screen_that_is_not_there_does_not_answer(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    qt = QtLibraries(this_environment(checkout))
    assert qt.provide("offscreen")
    monkeypatch.setenv("DISPLAY", ":4711")
    monkeypatch.delenv("XAUTHORITY", raising=False)
    assert not qt.provide("xcb")


def test_a_missing_library_is_named_with_the_line_that_installs_it(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = this_environment(checkout)
    environment.site_packages = tmp_path
    stand_in(tmp_path / "bin", "dnf", "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    with pytest.raises(Problem, match=r"libQt6Core\.so\.6\.\n.*\n  sudo dnf install .*xcb-util-cursor"):
        QtLibraries(environment).provide("xcb")


def this_environment(checkout: Path) -> Environment:
    """An environment that stands for the interpreter of this test, which has Qt."""
    import PySide6

    environment = Environment(checkout / ".venv", checkout)
    environment.python = Path(sys.executable)
    environment.site_packages = Path(PySide6.__file__).parents[1]
    return environment


def test_a_user_who_may_not_install_gets_no_graphics_drivers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = tmp_path / "asked"
    stand_in(
        tmp_path / "bin", "apt-get", f'echo "$@" >> {asked}\nprintf "Inst %s\\n" libegl1 libllvm15 mesa-utils libxcb1'
    )
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    assert system_packages._download(["libegl1"], ["-o", "A=b"], tmp_path)
    assert asked.read_text().splitlines()[-1] == "-o A=b download libegl1 libxcb1"


def stand_in(folder: Path, name: str, script: str) -> None:
    """Put a command of that name into `folder`."""
    folder.mkdir()
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


def test_without_a_screen_the_first_command_draws_a_picture_and_searches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "note.md").write_text("# A note\n\nOn the security dilemma.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(PACKAGING.parent))
    assert run.without_screen([sys.executable, "-m", "companion"], ["note.md"], dict(os.environ)) == 0
    said = capfd.readouterr().out
    assert said.startswith("There is no screen here")
    assert "Missile Defense" in said
    assert (tmp_path / "reading-companion.png").read_bytes().startswith(b"\x89PNG")


def test_coverage_is_judged_inside_and_outside_the_window() -> None:
    def file(reached: int) -> dict[str, dict[str, int]]:
        return {"summary": {"covered_lines": reached, "num_statements": 90, "covered_branches": 5, "num_branches": 10}}

    report = {
        "files": {"companion/ui/reader.py": file(76), "companion/app.py": file(75), "companion/work.py": file(84)}
    }
    outside, window = checks.coverage(report)
    assert (outside.passed, outside.words) == (False, "89.0 % outside the window (at least 90 %)")
    assert (window.passed, window.words) == (True, "80.5 % in the window (at least 80 %)")


def test_the_summary_ends_with_the_closing_line_of_pytest(capfd: pytest.CaptureFixture[str]) -> None:
    script = "print('..');print('\\x1b[32m==== 2 passed in 0.10s ====\\x1b[0m')"
    outcome = checks._tests([sys.executable, "-c", script], PACKAGING, os.environ)
    assert (outcome.passed, outcome.words) == (True, "2 passed in 0.10s")
    assert ".." in capfd.readouterr().out
