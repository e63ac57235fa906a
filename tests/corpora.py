# SPDX-License-Identifier: MIT
"""Where the shared corpora are: real files that lie beside a developer's checkout and are not part of it."""

from pathlib import Path

import pytest


def corpora() -> Path:
    """The folder of the corpora; skips the test where they are absent."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "corpora"
    if not folder.is_dir():
        pytest.skip("the shared corpora are not beside this checkout")
    return folder
