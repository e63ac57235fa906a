# SPDX-License-Identifier: MIT
"""Run the pip of a distribution out of its wheel: `pip_from_wheel.py WHEEL CERTIFICATES [ARGUMENT...]`.

Debian's pip reads the system's certificates, even before it looks at its own settings. Where the system has none,
CERTIFICATES names a file to read instead; otherwise it is empty.
"""

import sys


def main(wheel: str, certificates: str, arguments: list[str]) -> int:
    """Run pip with `arguments` and return its exit status."""
    sys.path.insert(0, wheel)
    from pip._vendor import certifi

    if certificates:
        certifi.where = lambda: certificates
    from pip._internal.cli.main import main as pip

    return int(pip(arguments))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
