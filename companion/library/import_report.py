# SPDX-License-Identifier: MIT
"""What became of an import: in a sentence, and file by file as a table or as Markdown."""

import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path

from companion.document.cells import protected
from companion.document.markdown import escaped
from companion.errors import CompanionError
from companion.export.files import write_whole
from companion.library.values import ImportResult, ImportStatus

_COLUMNS = ("file", "status", "reason", "warnings", "title", "document", "format", "words", "passages", "seconds")
SUFFIXES = (".csv", ".md")


def import_sentence(results: Sequence[ImportResult]) -> str:
    """What became of an import: "412 imported, 3 failed."."""
    if len(results) == 1:
        return _one_sentence(results[0])
    counts = [(status, sum(1 for result in results if result.status is status)) for status in ImportStatus]
    parts = [f"{number:,} {status.value}" for status, number in counts if number]
    return (
        ", ".join(parts) + "."
        if parts
        else "There is nothing here that can be imported. Choose files, or a folder that holds some."
    )


def save_report(target: Path, results: Sequence[ImportResult]) -> None:
    """Write a report file by file to `target`, in the form that its suffix names.

    Raises CompanionError where the suffix is none of SUFFIXES or the file cannot be written.
    """
    check_target(target)
    write_whole(target, _table(results) if target.suffix.lower() == ".csv" else _markdown(results))


def check_target(target: Path) -> None:
    """Raises CompanionError where a report cannot be written to a file of this name, before there is one."""
    if target.suffix.lower() not in SUFFIXES:
        raise CompanionError(
            f"A report cannot be written as {target.name}. Give the file a name that ends in {' or '.join(SUFFIXES)}."
        )
    if not target.parent.is_dir():
        raise CompanionError(f"There is no folder {target.parent} for the report. Choose another place.")


def shown_path(path: Path) -> str:
    """A path as text, whatever its bytes are."""
    return os.fsencode(path).decode("utf-8", "replace")


def _one_sentence(result: ImportResult) -> str:
    title = result.document.title if result.document else result.path.name
    if result.status is ImportStatus.IMPORTED:
        warnings = " ".join(("", *result.warnings))
        return f"Imported “{title}”, {result.passages:,} passages.{warnings}"
    if result.status is ImportStatus.UNCHANGED:
        return f"“{title}” is in the library already, unchanged."
    return result.reason or f"{result.path.name} could not be imported."


def _table(results: Sequence[ImportResult]) -> str:
    """Comma-separated values (RFC 4180) that no spreadsheet takes for formulas, with a byte order mark for them."""
    content = io.StringIO(newline="")
    table = csv.writer(content)
    table.writerow(_COLUMNS)
    table.writerows(_cells(result) for result in results)
    return "\ufeff" + content.getvalue()


def _cells(result: ImportResult) -> list[str]:
    document = result.document
    about = (document.title, document.id, document.format, str(document.words)) if document else ("",) * 4
    cells = (
        shown_path(result.path),
        result.status.value,
        result.reason or "",
        "\n".join(result.warnings),
        *about,
        str(result.passages),
        f"{result.seconds:.2f}",
    )
    return [protected(cell) for cell in cells]


def _markdown(results: Sequence[ImportResult]) -> str:
    """What failed comes first, then what was imported with a warning, then the rest."""
    parts = ["# Import report", import_sentence(results)]
    warned = [result for result in results if result.warnings]
    for title, chosen in (
        ("Failed", _of(results, ImportStatus.FAILED)),
        ("Imported with a warning", [result for result in warned if result.status is ImportStatus.IMPORTED]),
        ("Imported", [result for result in _of(results, ImportStatus.IMPORTED) if not result.warnings]),
        ("Unchanged", _of(results, ImportStatus.UNCHANGED)),
    ):
        if chosen:
            parts += [f"## {title}", "\n".join(_line(result) for result in chosen)]
    return "\n\n".join(parts) + "\n"


def _line(result: ImportResult) -> str:
    title = f" – {escaped(result.document.title)}" if result.document else ""
    remarks = " ".join(escaped(" ".join(each.split())) for each in (result.reason or "", *result.warnings) if each)
    return f"- **{escaped(shown_path(result.path))}**{title}" + (f": {remarks}" if remarks else "")


def _of(results: Sequence[ImportResult], status: ImportStatus) -> list[ImportResult]:
    return [result for result in results if result.status is status]
