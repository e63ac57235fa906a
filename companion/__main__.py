# SPDX-License-Identifier: MIT
"""`python -m companion`: the same as the command `companion`."""

import gc
import sys
from contextlib import suppress


def main() -> int:
    """Run the command line and return its exit status."""
    if len(sys.argv) == 1:
        # The plain start goes straight to the window: what the commands need would cost it a tenth of a second.
        # Nor is garbage looked for while everything that is made is still needed; `run` takes that up again.
        gc.disable()
        # Where Qt is not there, the command line explains it.
        with suppress(ImportError):
            from companion.app import run as open_window

            return open_window()
        gc.enable()
    from companion.cli import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
