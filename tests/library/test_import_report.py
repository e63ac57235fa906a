# SPDX-License-Identifier: MIT
"""A report of an import names every file with what became of it, and hides no formula."""

import csv
import io
from pathlib import Path

import pytest

from companion.errors import CompanionError, DiskFull
from companion.library.import_report import import_sentence, save_report
from companion.library.intake import Intake
from companion.library.library import Library
from companion.library.values import ImportResult, ImportStatus
from companion.work import finish
from tests.library.builders import add, manuscript


@pytest.fixture
def results(library: Library) -> list[ImportResult]:
    document = add(library, manuscript(title="=A1 *bold*"))
    return [
        ImportResult(Path("/reports/a.md"), ImportStatus.IMPORTED, document, 4),
        ImportResult(Path("/reports/b.pdf"), ImportStatus.IMPORTED, document, 4, ("2 pages have no text.",)),
        ImportResult(Path("/reports/a copy.md"), ImportStatus.UNCHANGED, document, 4),
        ImportResult(Path("/reports/-2+3.md"), ImportStatus.FAILED, reason="-2+3.md is empty."),
    ]


def test_a_sentence_counts_what_became_of_the_files(results: list[ImportResult]) -> None:
    assert import_sentence(results) == "2 imported, 1 unchanged, 1 failed."
    assert import_sentence(results[:1]) == "Imported “=A1 *bold*”, 4 passages."
    assert import_sentence(results[3:]) == "-2+3.md is empty."
    assert (
        import_sentence([]) == "There is nothing here that can be imported. Choose files, or a folder that holds some."
    )


def test_the_table_has_a_row_for_each_file_and_no_formula(results: list[ImportResult], tmp_path: Path) -> None:
    save_report(tmp_path / "import.csv", results)
    content = (tmp_path / "import.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert [row["status"] for row in rows] == ["imported", "imported", "unchanged", "failed"]
    assert rows[1]["warnings"] == "2 pages have no text."
    assert not any(cell.startswith(("=", "-", "+", "@")) for row in rows for cell in row.values())


def test_the_markdown_begins_with_what_failed(results: list[ImportResult], tmp_path: Path) -> None:
    save_report(tmp_path / "import.md", results)
    text = (tmp_path / "import.md").read_text(encoding="utf-8")
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert headings == ["# Import report", "## Failed", "## Imported with a warning", "## Imported", "## Unchanged"]
    assert "\\*bold\\*" in text


def test_what_cannot_be_written_is_told(results: list[ImportResult], tmp_path: Path) -> None:
    with pytest.raises(CompanionError, match=r"ends in \.csv or \.md"):
        save_report(tmp_path / "import.doc", results)
    with pytest.raises(CompanionError, match="There is no folder"):
        save_report(tmp_path / "nowhere" / "import.md", results)


def test_an_import_ends_at_a_full_disk_and_what_was_done_is_known(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        (tmp_path / f"{number}.md").write_text(f"# Text {number}\n\nWords.\n", encoding="utf-8")
    take, taken = Intake.take, []

    def fill_up(intake: Intake, *arguments: object):  # type: ignore[no-untyped-def]
        if taken:
            raise DiskFull("The disk is full.")
        taken.append(arguments)
        return take(intake, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Intake, "take", fill_up)
    done: list[ImportResult] = []
    with pytest.raises(DiskFull):
        finish(library.shelf.import_paths(sorted(tmp_path.glob("*.md")), done.append))
    assert [result.status for result in done] == [ImportStatus.IMPORTED]
