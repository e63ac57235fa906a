# SPDX-License-Identifier: MIT
"""`python -m companion`: the same as the command `companion`."""

import sys


def main() -> int:
    """Run the command line and return its exit status."""
    from companion.cli import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
