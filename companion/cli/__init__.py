# SPDX-License-Identifier: MIT
"""The command line: the window's twin, one short function for each command, over Library."""

from companion.cli.program import main

__all__ = ["main"]
