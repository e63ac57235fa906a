# SPDX-License-Identifier: MIT
"""A confined process has no file, no network and no more memory than was promised: it tries, and tells."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has all that is promised here")

CHECKOUT = Path(__file__).resolve().parents[2]
START = """
import ctypes, os, socket, sys
sys.path.insert(0, sys.argv[1])
from companion.importers.confinement import allow_time, confine

def refused(attempt):
    try:
        attempt()
    except OSError:
        return True
    return False

"""


def run(body: str) -> subprocess.CompletedProcess[str]:
    """Run `body` in an interpreter of its own, after START."""
    command = [sys.executable, "-I", "-c", START + body, str(CHECKOUT)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def answers(body: str) -> list[str]:
    """What `body` prints, line by line."""
    ended = run(body)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.split("\n")[:-1]


def kernel_has_landlock() -> bool:
    """Whether the kernel knows a version of Landlock."""
    body = "libc = ctypes.CDLL(None); print(libc.syscall(444, None, ctypes.c_size_t(0), 1) > 0)"
    return answers(body) == ["True"]


def test_no_file_can_be_opened_and_no_socket_made() -> None:
    body = """
confine(1 << 30)
attempts = [
    lambda: open(sys.argv[1] + "/pyproject.toml"),
    lambda: open("/etc/passwd"),
    lambda: open("/dev/null", "w"),
    lambda: os.listdir("/"),
    lambda: os.pipe(),
    lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
    lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
    lambda: socket.socket(socket.AF_UNIX),
]
print([number for number, attempt in enumerate(attempts) if not refused(attempt)])
"""
    assert answers(body) == ["[]"]


def test_an_open_descriptor_stays_usable() -> None:
    assert answers("file = open('/etc/passwd'); confine(1 << 30); print(len(file.read(4)))") == ["4"]


@pytest.mark.skipif("not kernel_has_landlock()", reason="the kernel has no Landlock")
def test_landlock_alone_refuses_files_programs_and_connections(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.touch()
    body = f"""
from companion.importers import confinement
listening = socket.create_server(("127.0.0.1", 0))
calling = socket.socket()
version = confinement._landlock()
attempts = [
    lambda: open("/etc/passwd"),
    lambda: open({str(tmp_path / "new")!r}, "w"),
    lambda: os.unlink({str(kept)!r}),
    lambda: os.posix_spawn("/bin/true", ["true"], {{}}),
]
print([number for number, attempt in enumerate(attempts) if not refused(attempt)])
print(version < 4 or refused(lambda: calling.connect(listening.getsockname())))
"""
    assert answers(body) == ["[]", "True"]
    assert list(tmp_path.iterdir()) == [kept]


def test_confining_reports_whether_landlock_holds() -> None:
    assert answers("print(confine(1 << 30) > 0)") == [str(kernel_has_landlock())]


def test_memory_ends_where_it_was_promised() -> None:
    body = """
confine(300 << 20)
bytearray(50 << 20)
try:
    bytearray(300 << 20)
except MemoryError:
    print("refused")
"""
    assert answers(body) == ["refused"]


def test_no_process_can_be_started_from_within() -> None:
    body = """
confine(1 << 30)
if os.getuid() == 0:  # whom no such limit binds
    os.setuid(65534)
print(refused(os.fork))
"""
    assert answers(body) == ["True"]


def test_no_privileges_can_be_gained() -> None:
    body = """
status = open("/proc/self/status")
confine(1 << 30)
print([line.split()[1] for line in status if line.startswith("NoNewPrivs")])
"""
    assert answers(body) == ["['1']"]


def test_a_process_that_nobody_waits_for_ends_by_itself() -> None:
    ended = run("allow_time(0.5)\nconfine(1 << 30)\nwhile True: pass")
    assert ended.returncode < 0


def test_time_is_given_anew_for_every_file() -> None:
    body = """
import time
for file in range(2):
    allow_time(1)
    end = time.process_time() + 0.9
    while time.process_time() < end: pass
print("done")
"""
    assert answers(body) == ["done"]


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_other_systems_are_told_that_there_is_no_landlock(system: str) -> None:
    assert answers(f"sys.platform = {system!r}\nprint(confine(1 << 40))") == ["0"]
