# SPDX-License-Identifier: MIT
"""What a library begins with: the report and the glossary that ship with the program."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from companion.library.glossary import Glossary
from companion.library.store import Store
from companion.paths import resources_folder
from companion.work import finish

if TYPE_CHECKING:
    from companion.library.intake import Intake


def seed(store: Store, glossary: Glossary, intake: "Callable[[], Intake]") -> None:
    """Take in the bundled glossary where it is new, and in a new library the bundled report."""
    from companion.glossary.bundled import bundled_terms, bundled_version

    if glossary.bundled_version() != bundled_version():
        glossary.update_bundled(bundled_terms(), bundled_version())
    if store.row("SELECT 1 FROM meta WHERE name = 'seeded'") is None:
        for path in sorted((resources_folder() / "report").glob("*.md")):
            _take(path, intake())
        store.save(lambda db: db.execute("INSERT INTO meta (name, value) VALUES ('seeded', 'yes')"))


def _take(path: Path, intake: "Intake") -> None:
    # The file is ours, so it needs no sandbox, and the first start no second process.
    import hashlib

    from companion.importers.reading import read

    data = path.read_bytes()
    finish(intake.take(read(data, path.name, "markdown"), path, hashlib.sha256(data).hexdigest(), bundled=True))
