# SPDX-License-Identifier: MIT
"""Say in a sentence why pip could not install the packages."""

import sys
import sysconfig

from steps import Problem, last_line

_NO_NETWORK = (
    "NewConnectionError",
    "NameResolutionError",
    "Failed to establish a new connection",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "ProtocolError",
    "ProxyError",
    "SSLError",
    "Could not fetch URL",
    "Network is unreachable",
    "Connection aborted",
    "HTTP error",
)


def explain(words: str) -> Problem:
    """The problem behind what pip wrote on standard error."""
    if "DO NOT MATCH THE HASHES" in words:
        return Problem(
            "A package that was fetched is not the one this checkout asks for, so nothing of it was installed. "
            "If pip keeps old downloads, remove them with `python3 -m pip cache purge`; then give the command again."
        )
    if "CERTIFICATE_VERIFY_FAILED" in words:
        return Problem(
            "The packages could not be fetched: the certificate of the package index is not trusted here, as happens "
            "behind a filter that opens connections. Name the file with your network's certificates in PIP_CERT, then "
            "give the same command again."
        )
    if any(sign in words for sign in _NO_NETWORK):
        return Problem(
            "The packages could not be fetched: no package index answers. Connect this machine to the network for "
            "the set-up (the program itself never needs it), or name a folder that holds the packages in "
            "PIP_FIND_LINKS and set PIP_NO_INDEX=1; then give the same command again."
        )
    if "No matching distribution found" in words:
        return Problem(
            f"There is no ready-made package for Python {sys.version_info.major}.{sys.version_info.minor} on "
            f"{sysconfig.get_platform()}. Needed is Python 3.11 to 3.14 on Linux with glibc 2.34 or newer, "
            f"macOS 14 or newer, or Windows 10 or newer.\npip's words: {last_line(words)}"
        )
    return Problem(f"The packages could not be installed. pip's words:\n{words.strip()[-2000:]}")
