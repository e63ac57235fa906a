# SPDX-License-Identifier: MIT
"""The command line: the window's twin, one short function for each command, over Library."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from companion import paths, shapes, terminal, usage
from companion.errors import CompanionError, NotFound
from companion.library.library import Library
from companion.library.values import ImportStatus

_INTERRUPTED = 130  # the status that a shell expects after Ctrl-C

Arguments = argparse.Namespace


def main(arguments: Sequence[str]) -> int:
    """Run one command. Returns 0, 1 where it could not be done, 2 for wrong usage."""
    terminal.forgive_odd_characters()
    try:
        if _opens_window(arguments):
            return _open_window(arguments)
        options = usage.parser(_COMMANDS).parse_args(arguments)
        run: Callable[..., int] = options.run
        if run is _picture:
            return _picture(options)
        with Library.open(_folder(options)) as library:
            for notice in library.notices:
                terminal.say(notice)
            status = run(library, options)
        sys.stdout.flush()
        return status
    except CompanionError as error:
        terminal.say(error.message)
        return 1
    except KeyboardInterrupt:
        terminal.say("Stopped. What was finished by then is kept.")
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone; Python would complain once more when it closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _import(library: Library, options: Arguments) -> int:
    failed = False

    def show(result: Any) -> None:
        nonlocal failed
        failed = failed or result.status is ImportStatus.FAILED
        terminal.clear_progress()
        if options.json:
            terminal.print_json(shapes.import_shape(result))
        elif result.status is ImportStatus.FAILED:
            terminal.say(f"{result.path}: {result.reason}")
        else:
            document = result.document
            print(f"{result.status.value}  {document.id}  {document.title}  ({result.passages} passages)")
            for warning in result.warnings:
                terminal.say(f"{result.path}: {warning}")
        sys.stdout.flush()

    results = terminal.drive(library.shelf.import_paths(options.paths, on_result=show))
    terminal.drive(library.index.update())
    if not results:
        raise NotFound("There is nothing here that can be imported. Name files, or folders that hold some.")
    return 1 if failed else 0


def _list(library: Library, options: Arguments) -> int:
    documents = library.shelf.documents()
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


def _search(library: Library, options: Arguments) -> int:
    _bring_index_up(library)
    document = library.shelf.find(options.within).id if options.within else None
    if options.query != "-":
        _answer(library, options, options.query, document)
        return 0
    status = 0
    for line in sys.stdin:
        try:
            _answer(library, options, line.rstrip("\n"), document)
        except CompanionError as error:
            status = 1
            terminal.say(error.message)
            if options.json:
                terminal.print_json({"query": line.rstrip("\n"), "error": error.message, "total": 0, "hits": []})
        sys.stdout.flush()
    return status


def _answer(library: Library, options: Arguments, query: str, document: str | None) -> None:
    results = library.index.search(query, limit=options.limit, document=document, any_words=options.any)
    term = library.glossary.term(query.strip().strip('"'))
    counts = shapes.counts_of(library.glossary.counts(), term)
    if options.json:
        terminal.print_json(shapes.results_shape(results, term, counts))
        return
    marks = ("\033[1m", "\033[0m") if sys.stdout.isatty() else ("[", "]")
    if term:
        print(f"{term.name}: {term.definition}\n")
    for hit in results.hits:
        section = hit.section[1:] if hit.section[:1] == (hit.title,) else hit.section
        place = " › ".join((hit.title, *section))
        print(f"{place}{terminal.page(hit.page)}  ({hit.document} {hit.start} {hit.length})")
        print("    " + terminal.emphasised(hit.snippet.text, hit.snippet.spans, marks).replace("\n", "\n    ") + "\n")
    print(f"{terminal.counted(results.total, 'passage')} for {query}")
    for line in filter(None, (results.notice, results.suggestion and f"Did you mean: {results.suggestion}")):
        print(line)


def _index(library: Library, options: Arguments) -> int:
    _bring_index_up(library)
    words = library.index.words(options.prefix, options.limit)
    if options.json:
        terminal.print_json([shapes.word_shape(word) for word in words])
    else:
        rows = [(word.word, word.passages, word.documents) for word in words]
        print(terminal.columns(rows, ("word", "passages", "documents")))
    return 0


def _define(library: Library, options: Arguments) -> int:
    term = library.glossary.find(options.term)
    _bring_mentions_up(library)
    counts = shapes.counts_of(library.glossary.counts(), term)
    if options.json:
        terminal.print_json(shapes.term_shape(term, counts))
        return 0
    lines = [
        term.name + (f"  ({term.category})" if term.category else ""),
        f"also: {', '.join(term.names[1:])}" if term.names[1:] else "",
        term.definition,
        f"related: {', '.join(term.related)}" if term.related else "",
        f"sources: {'; '.join(term.sources)}" if term.sources else "",
        f"mentions: {counts[0]} in {terminal.counted(counts[1], 'document')}",
    ]
    print("\n".join(filter(None, lines)))
    return 0


def _mentions(library: Library, options: Arguments) -> int:
    document = library.shelf.find(options.document)
    _bring_mentions_up(library)
    mentions = library.glossary.mentions(document.id)
    if options.json:
        terminal.print_json([shapes.mention_shape(mention) for mention in mentions])
    else:
        rows = [(mention.start, mention.length, mention.term) for mention in mentions]
        print(terminal.columns(rows, ("start", "length", "term")))
    return 0


def _abbreviations(library: Library, options: Arguments) -> int:
    from companion.glossary.abbreviations import find_abbreviations

    text, page_at = _readable(library, options.document)
    found = [(abbreviation, page_at(abbreviation.start)) for abbreviation in find_abbreviations(text)]
    if options.json:
        terminal.print_json([shapes.abbreviation_shape(abbreviation, page) for abbreviation, page in found])
        return 0
    rows = dict.fromkeys((abbreviation.short, abbreviation.long) for abbreviation, _ in found)
    print(terminal.columns(list(rows), ("short", "long")))
    return 0


def _readable(library: Library, name: str) -> tuple[str, Callable[[int], str]]:
    """The text of a file, or of a document, and the page of each place in it."""
    if not Path(name).is_file():
        document = library.shelf.find(name)
        return library.shelf.text(document.id), lambda start: library.shelf.page_at(document.id, start)
    from companion.document.model import join_texts, page_of
    from companion.importers.sandbox import convert

    sections = terminal.drive(convert(Path(name))).sections
    return join_texts(block for section in sections for block in section.blocks), lambda start: page_of(sections, start)


def _glossary(library: Library, options: Arguments) -> int:
    from companion.export.files import write_whole
    from companion.glossary.interchange import load_glossary, write_glossary

    known = {term.name: term for term in library.glossary.terms()}
    if options.action == "export":
        write_whole(options.file, write_glossary(options.file.suffix, known.values()))
        print(f"exported  {terminal.counted(len(known), 'term')} to {options.file}")
        return 0
    terms = load_glossary(options.file)
    new = [term for term in terms if term.name not in known]
    changed = [term for term in terms if term.name in known and term != replace(known[term.name], origin=term.origin)]
    for term in new:
        library.glossary.add(term)
    for term in changed:
        library.glossary.change(term.name, term)
    _bring_mentions_up(library)
    print(f"imported  {terminal.counted(len(new), 'new term')}, {len(changed)} changed")
    return 0


def _bookmark(library: Library, options: Arguments) -> int:
    from companion.document.anchors import find_quote, make_anchor

    document = library.shelf.find(options.document)
    text = library.shelf.text(document.id)
    place = find_quote(options.quote, text)
    if place is None:
        raise NotFound(f"“{document.title}” does not hold these words. Give the quotation as the text has it.")
    anchor = make_anchor(document.id, text, *place)
    details = {"note": options.note, "tags": tuple(options.tag), "colour": options.colour}
    bookmark = library.marks.add(anchor, **details)
    shape = shapes.bookmark_shape(bookmark, document, library.shelf.page_at(document.id, anchor.start))
    if options.json:
        terminal.print_json(shape)
    else:
        print(f"bookmarked  {bookmark.id}  {document.title}")
    return 0


def _bookmarks(library: Library, options: Arguments) -> int:
    within = library.shelf.find(options.within).id if options.within else None
    documents = {document.id: document for document in library.shelf.documents()}
    bookmarks = [(mark, documents[mark.anchor.document]) for mark in library.marks.bookmarks(within)]
    if options.json:
        page_at = library.shelf.page_at
        terminal.print_json(
            [shapes.bookmark_shape(mark, doc, page_at(doc.id, mark.anchor.start)) for mark, doc in bookmarks]
        )
        return 0
    for mark, document in bookmarks:
        state = "" if mark.state.value == "exact" else f"  [{mark.state.value}]"
        print(f"{mark.id}  {document.title}{state}\n    “{mark.anchor.quote or mark.title}”")
        print("".join(f"    {line}\n" for line in (mark.note, ", ".join(mark.tags)) if line), end="")
    return 0


def _cite(library: Library, options: Arguments) -> int:
    from companion.document.citation import cite, locator

    document = library.shelf.find(options.document)
    text = library.shelf.text(document.id)
    end = options.start + options.length
    if not 0 <= options.start < end <= len(text):
        raise NotFound(f"“{document.title}” has {len(text)} characters; choose START and LENGTH within them.")
    place = locator(text, options.start, library.shelf.page_at(document.id, options.start))
    print(cite(document.metadata, text[options.start : end], place, options.style))
    return 0


def _export(library: Library, options: Arguments) -> int:
    from companion.export.bookmarks import save

    within = library.shelf.find(options.within).id if options.within else None
    bookmarks = library.marks.bookmarks(within)
    save(options.file, bookmarks, library.shelf.documents(), library.shelf.page_at)
    print(f"exported  {terminal.counted(len(bookmarks), 'bookmark')} to {options.file}")
    return 0


def _remove(library: Library, options: Arguments) -> int:
    document = library.shelf.find(options.document)
    library.shelf.remove(document.id)
    terminal.drive(library.index.update())
    print(f"removed  {document.id}  {document.title}")
    return 0


def _check(library: Library, options: Arguments) -> int:
    if options.rebuild_index:
        terminal.drive(library.index.rebuild())
    health = terminal.drive(library.check(repair=options.repair))
    if options.json:
        terminal.print_json(shapes.health_shape(health))
    else:
        indexed = f"{health.indexed} of {terminal.counted(health.documents, 'document')} indexed"
        print(f"{indexed}, {terminal.counted(health.passages, 'passage')},")
        print(f"{terminal.counted(health.bookmarks, 'bookmark')}, of which {health.lost_bookmarks} lost their place.")
        print("\n".join((*health.repaired, *health.problems, "All is well." if health.ok else "Run with --repair.")))
    return 0 if health.ok else 1


def _picture(options: Arguments) -> int:
    with _window_explained():
        from companion.app import draw
        from companion.ui.picture import Scene

        scene = Scene(options.theme, options.size, options.open, options.search, options.term, options.panel)
        draw(options.file, _folder(options), scene)
    return 0


def _open_window(arguments: Sequence[str]) -> int:
    options = usage.window_parser().parse_args(arguments)
    missing = [file for file in options.files if not file.exists()]
    if missing:
        raise NotFound(f"There is no file {missing[0]}, and no command of that name. See companion --help.")
    with _window_explained():
        from companion.app import run

    return run(options.files, _folder(options))


@contextmanager
def _window_explained() -> Iterator[None]:
    """Say what to do where Qt, or a library of the system that it needs, is not there."""
    try:
        yield
    except ImportError as error:
        if (error.name or "").partition(".")[0] == "companion":
            raise
        raise CompanionError(
            f"The window cannot be opened here: {error}. Set the program up with packaging/run.py, which installs "
            "what it needs; all other commands work without it."
        ) from error


def _opens_window(arguments: Sequence[str]) -> bool:
    """Whether no command is named: nothing at all, or only options and files."""
    if {"-h", "--help", "--version"} & set(arguments):
        return False
    rest = iter(arguments)
    for argument in rest:
        if argument == "--library":
            next(rest, None)
        elif not argument.startswith("-"):
            return argument not in _COMMANDS
    return True


def _folder(options: Arguments) -> Path:
    chosen: Path | None = getattr(options, "library", None)
    return chosen if chosen is not None else paths.library_folder()


def _bring_index_up(library: Library) -> None:
    """Index what was imported since; a library that cannot be written answers from what it has."""
    if not library.read_only and library.index.behind():
        terminal.drive(library.index.update())


def _bring_mentions_up(library: Library) -> None:
    """Look for the terms as they are now in documents where those of an older glossary are marked."""
    if not library.read_only:
        terminal.drive(library.glossary.refresh())


_COMMANDS: dict[str, Callable[..., int]] = {
    "import": _import,
    "list": _list,
    "text": _text,
    "outline": _outline,
    "search": _search,
    "index": _index,
    "define": _define,
    "mentions": _mentions,
    "abbreviations": _abbreviations,
    "glossary": _glossary,
    "bookmark": _bookmark,
    "bookmarks": _bookmarks,
    "cite": _cite,
    "export": _export,
    "remove": _remove,
    "check": _check,
    "picture": _picture,
}
