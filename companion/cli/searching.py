# SPDX-License-Identifier: MIT
"""The commands that search: passages, and the words of the library."""

import sys
from pathlib import Path

from companion.cli import shapes, terminal
from companion.cli.command import JSON, MANY, WITHIN, Arguments, Command, argument, limit
from companion.errors import CompanionError, LibraryError
from companion.export.files import write_whole
from companion.library.library import Library
from companion.search.hit_tables import written
from companion.search.results import Hit
from companion.search.wishes import Order, Wishes

_NOTHING = "No passage holds all of these words. Use fewer of them, other ones, or --any for passages with some."


def _search(library: Library, options: Arguments) -> int:
    bring_index_up(library)
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


def _index(library: Library, options: Arguments) -> int:
    bring_index_up(library)
    if options.phrases:
        return _phrases(library, options)
    words = library.index.words(options.prefix, options.limit)
    if options.json:
        terminal.print_json([shapes.word_shape(word) for word in words])
    else:
        rows = [(word.word, word.passages, word.documents) for word in words]
        print(terminal.columns(rows, ("word", "passages", "documents")))
    return 0


def _phrases(library: Library, options: Arguments) -> int:
    beginning = options.prefix.casefold()
    phrases = [each for each in terminal.drive(library.index.phrases()) if f" {each.phrase}".find(f" {beginning}") >= 0]
    if options.json:
        terminal.print_json([shapes.phrase_shape(phrase) for phrase in phrases[: options.limit]])
    else:
        rows = [(each.phrase, each.places, each.documents, each.score) for each in phrases[: options.limit]]
        print(terminal.columns(rows, ("phrase", "places", "documents", "log-likelihood")))
    return 0


def _answer(library: Library, options: Arguments, query: str, document: str | None) -> None:
    wishes = Wishes(Order(options.sort), expand=not options.no_expansion)
    results = library.index.search(query, limit=options.limit, document=document, any_words=options.any, wishes=wishes)
    term = library.glossary.term(query.strip().strip('"'))
    counts = shapes.counts_of(library.glossary.counts(), term)
    if options.export:
        write_whole(options.export, written(results, options.export.suffix))
    if options.json:
        terminal.print_json(shapes.results_shape(results, term, counts))
        return
    marks = ("\033[1m", "\033[0m") if sys.stdout.isatty() else ("[", "]")
    if term:
        print(f"{term.name}: {term.definition}\n")
    for hit in results.hits:
        _print_hit(hit, marks)
    if results.partial:
        print("Passages with most of the words:\n")
        for hit in results.partial:
            _print_hit(hit, marks)
    found = terminal.counted(results.total - results.entries, "passage")
    print(f"{found} for {query}" + (f", {results.entries} in notes and glossary" if results.entries else ""))
    if not results.hits and not results.partial and not results.suggestion:
        print("No passage holds any of these words. Check how they are written." if options.any else _NOTHING)
    for name, others in results.expansions:
        print(f"Also searched for {name}: {', '.join(others)}")
    for line in filter(None, (results.notice, results.suggestion and f"Did you mean: {results.suggestion}")):
        print(line)


def _print_hit(hit: Hit, marks: tuple[str, str]) -> None:
    section = hit.section[1:] if hit.section[:1] == (hit.title,) else hit.section
    place = " › ".join((hit.title, *section)) + terminal.page(hit.page)
    if hit.kind == "term":
        print(f"{place}  (glossary)")
    else:
        note = "note, " if hit.kind == "note" else ""
        print(f"{place}  ({note}{hit.document} {hit.start} {hit.length})")
    print("    " + terminal.emphasised(hit.snippet.text, hit.snippet.spans, marks).replace("\n", "\n    ") + "\n")


def bring_index_up(library: Library) -> None:
    """Index what was imported since; where that cannot be done, the library answers from what it has."""
    if not library.read_only and not library.index.is_current():
        try:
            terminal.drive(library.index.update())
        except LibraryError as error:
            terminal.say(error.message)


COMMANDS = {
    "search": Command(
        _search,
        "search the passages of all documents",
        (
            argument("query", metavar="QUERY", help="the query; - reads one query a line from standard input"),
            argument("--limit", type=limit, default=20, metavar="N", help="at most N hits (20)"),
            WITHIN,
            argument("--any", action="store_true", help="passages with any of the words, best first"),
            argument(
                "--export", type=Path, metavar="FILE", help="write the hits to a file too: .csv or .md, by suffix"
            ),
            argument("--sort", choices=[*map(str, Order)], default="relevance", help="which hits come first"),
            argument("--no-expansion", action="store_true", help="without the other names of glossary terms"),
            JSON,
        ),
        (
            "companion search '\"missile defense\" NOT laser'",
            "companion search 'title:treaty intercept*'",
            "companion search --json - < queries.txt",
        ),
    ),
    "index": Command(
        _index,
        "print the words of the library with their counts",
        (
            argument("prefix", nargs="?", default="", metavar="PREFIX", help="only words that begin so"),
            argument(
                "--phrases", action="store_true", help="the words that stand together unusually often, strongest first"
            ),
            argument("--limit", type=limit, default=MANY, metavar="N", help="at most N words"),
            JSON,
        ),
    ),
}
