# SPDX-License-Identifier: MIT
"""The commands on documents: taking them in, listing, printing, taking them out."""

import sys
from pathlib import Path

from companion.cli import shapes, terminal
from companion.cli.command import DOCUMENT, JSON, Arguments, Command, argument
from companion.document.bookmark import AnchorState
from companion.errors import NotFound
from companion.library.import_report import check_target, import_sentence, save_report
from companion.library.library import Library
from companion.library.values import ImportResult, ImportStatus

_HOW_TO_UNLOCK = " (`--password -` asks for it.)"


def _import(library: Library, options: Arguments) -> int:
    results: list[ImportResult] = []
    if options.report is not None:
        check_target(options.report)

    def show(result: ImportResult) -> None:
        results.append(result)
        terminal.clear_progress()
        if options.json:
            terminal.print_json(shapes.import_shape(result))
        elif result.status is ImportStatus.FAILED:
            reason = result.reason or ""
            named = reason if str(result.path) in reason else f"{result.path}: {reason}"
            terminal.say(named + (_HOW_TO_UNLOCK if result.locked else ""))
        elif (document := result.document) is not None:
            passages = terminal.counted(result.passages, "passage")
            print(f"{result.status.value}  {document.id}  {document.title}  ({passages})")
            for warning in result.warnings:
                terminal.say(f"{result.path}: {warning}")
        sys.stdout.flush()

    password = terminal.ask_secretly("Password: ") if options.password == "-" else options.password
    try:
        terminal.drive(library.shelf.import_paths(options.paths, on_result=show, password=password))
    finally:  # what was done before a stop or a full disk is reported as well
        if options.report is not None and results:
            save_report(options.report, results)
    terminal.drive(library.index.update())
    if not results:
        raise NotFound("There is nothing here that can be imported. Name files, or folders that hold some.")
    if len(results) > 1 and not options.json:
        terminal.say(import_sentence(results))
    return 1 if any(result.status is ImportStatus.FAILED for result in results) else 0


def _list(library: Library, options: Arguments) -> int:
    documents = library.shelf.documents()
    if options.collection:
        kept = library.collections.find(options.collection).documents
        documents = [document for document in documents if document.id in kept]
    if options.tag:
        documents = [document for document in documents if options.tag in document.tags]
    behind = library.index.behind()
    if options.json:
        terminal.print_json([shapes.document_shape(document, document.id not in behind) for document in documents])
    else:
        rows = [
            (d.id, d.metadata.date or "-", d.format, d.words, d.title + (" (not indexed)" if d.id in behind else ""))
            for d in documents
        ]
        print(terminal.columns(rows, ("id", "date", "format", "words", "title")))
    return 0


def _text(library: Library, options: Arguments) -> int:
    print(library.shelf.text(library.shelf.find(options.document).id))
    return 0


def _outline(library: Library, options: Arguments) -> int:
    outline = library.shelf.find(options.document).outline
    if options.json:
        terminal.print_json([shapes.heading_shape(heading) for heading in outline])
    else:
        lines = (f"{'  ' * (heading.level - 1)}{heading.title}{terminal.page(heading.page)}" for heading in outline)
        print("\n".join(lines))
    return 0


def _update(library: Library, options: Arguments) -> int:
    document = library.shelf.find(options.document)
    password = terminal.ask_secretly("Password: ") if options.password == "-" else options.password
    edition = terminal.drive(library.shelf.update(document.id, options.file, password))
    terminal.drive(library.index.update())
    if options.json:
        terminal.print_json(shapes.edition_shape(edition, library.shelf.page_at))
        return 0
    counts = ", ".join(f"{edition.count(state)} {state.value}" for state in AnchorState)
    print(f"updated  {edition.document.id}  {edition.document.title}  (bookmarks: {counts})")
    for each in edition.carried:
        if each.after.state in (AnchorState.REWORDED, AnchorState.LOST):
            print(f"    {each.after.state.value}: “{each.before.anchor.quote or each.before.title}”")
    return 0


def _remove(library: Library, options: Arguments) -> int:
    document = library.shelf.find(options.document)
    library.shelf.remove(document.id)
    print(f"removed  {document.id}  {document.title}", flush=True)
    terminal.drive(library.index.update())
    return 0


COMMANDS = {
    "import": Command(
        _import,
        "import files and folders",
        (
            argument("paths", nargs="+", type=Path, metavar="PATH", help="a file, or a folder with all below it"),
            argument("--password", default="", help="opens PDF files that are locked; - asks for it"),
            argument("--report", type=Path, metavar="FILE", help="write what became of each file: .csv or .md"),
            JSON,
        ),
        ("companion import report.pdf notes/", "companion import ~/reports --report import.csv"),
    ),
    "list": Command(
        _list,
        "list the documents",
        (
            argument("--collection", default="", metavar="NAME", help="only those of this collection"),
            argument("--tag", default="", metavar="T", help="only those with this tag"),
            JSON,
        ),
    ),
    "text": Command(_text, "print a document's text, as it is indexed and shown", (DOCUMENT,)),
    "outline": Command(_outline, "print a document's headings", (DOCUMENT, JSON)),
    "update": Command(
        _update,
        "take in a new edition of a document, and carry its bookmarks over",
        (
            DOCUMENT,
            argument("file", type=Path, metavar="FILE", help="the new edition, in any format"),
            argument("--password", default="", help="opens a PDF file that is locked; - asks for it"),
            JSON,
        ),
        ("companion update Valdai report-2024.pdf",),
    ),
    "remove": Command(_remove, "take a document out of the library", (DOCUMENT,)),
}
