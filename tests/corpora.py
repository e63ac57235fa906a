# SPDX-License-Identifier: MIT
"""Where the shared corpora are: real files that lie beside a developer's checkout and are not part of it."""

from pathlib import Path

import pytest


def found_corpora() -> Path | None:
    """The folder of the corpora, where it is there."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "corpora"
    return folder if folder.is_dir() else None


def corpora() -> Path:
    """The folder of the corpora; skips the test where they are absent."""
    folder = found_corpora()
    if folder is None:
        pytest.skip("the shared corpora are not beside this checkout")
    return folder
