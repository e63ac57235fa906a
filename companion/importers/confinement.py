# SPDX-License-Identifier: MIT
"""Takes from this process, for good, what reading a document does not need: files, the network, memory without end.

What a system offers: on Linux limits on memory and files, and Landlock where the kernel has it; on macOS the same
limits but for memory, which it does not enforce; on Windows none of this, so that there only the process of its
own, its deadline and the check of its answer stand between a hostile file and the reader.
"""

import contextlib
import os
import struct
import sys

_CREATE_RULESET, _RESTRICT_SELF = 444, 446  # the same numbers on every architecture
_ASK_VERSION = 1
_NO_NEW_PRIVILEGES = 38


def confine(memory: int) -> int:
    """Confine this process to at most `memory` bytes, no new descriptor, no new process and no new privileges.

    Returns the version of Landlock's interface that holds it, 0 where there is none. A descriptor that is open
    stays usable; a file cannot be opened, nor a socket made, so load whatever is needed before.
    """
    if sys.platform == "win32":
        return 0
    import resource

    version = _landlock()
    limits = {"RLIMIT_AS": memory, "RLIMIT_CORE": 0, "RLIMIT_FSIZE": 0, "RLIMIT_NPROC": 0, "RLIMIT_NOFILE": 0}
    for name, most in limits.items():
        which = getattr(resource, name)
        hard = resource.getrlimit(which)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(OSError, ValueError):  # macOS refuses a limit on memory
            resource.setrlimit(which, (least, least))
    return version


def allow_time(seconds: float) -> None:
    """Let this process end when it has used so many further seconds of processor time, even if nobody ends it."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime + seconds) + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _landlock() -> int:
    """Give up every file and every connection by name. Landlock: kernel.org, userspace-api/landlock."""
    if not sys.platform.startswith("linux"):
        return 0
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    null, zero = ctypes.c_void_p(), ctypes.c_ulong(0)
    libc.prctl(_NO_NEW_PRIVILEGES, ctypes.c_ulong(1), zero, zero, zero)
    version = int(libc.syscall(_CREATE_RULESET, null, ctypes.c_size_t(0), _ASK_VERSION))
    if version < 1:
        return 0
    rules = _rules(version)
    ruleset = int(libc.syscall(_CREATE_RULESET, ctypes.c_char_p(rules), ctypes.c_size_t(len(rules)), 0))
    if ruleset < 0:
        return 0
    refused = libc.syscall(_RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)
    return 0 if refused else version


def _rules(version: int) -> bytes:
    """The kernel's `struct landlock_ruleset_attr`: all that this version can forbid, with nothing allowed."""
    files = 13 + (version >= 2) + (version >= 3) + (version >= 5)  # kinds of access, one bit each
    connections = 2 if version >= 4 else 0  # to bind and to connect TCP sockets
    scopes = 2 if version >= 6 else 0  # abstract sockets and signals to processes outside
    fields = 1 + (version >= 4) + (version >= 6)
    return struct.pack("=3Q", *((1 << bits) - 1 for bits in (files, connections, scopes)))[: fields * 8]
