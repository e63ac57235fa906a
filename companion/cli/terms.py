# SPDX-License-Identifier: MIT
"""The commands on the glossary: entries, where they stand, abbreviations, and files of terms."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from companion.cli import shapes, terminal
from companion.cli.command import DOCUMENT, JSON, Arguments, Command, argument
from companion.library.library import Library


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


def _readable(library: Library, name: str) -> tuple[str, Callable[[int], str]]:
    """The text of a file, or of a document, and the page of each place in it."""
    if not Path(name).is_file():
        document = library.shelf.find(name)
        return library.shelf.text(document.id), lambda start: library.shelf.page_at(document.id, start)
    from companion.document.model import join_texts, page_of
    from companion.importers.sandbox import convert

    sections = terminal.drive(convert(Path(name))).sections
    return join_texts(block for section in sections for block in section.blocks), lambda start: page_of(sections, start)


def _bring_mentions_up(library: Library) -> None:
    """Look for the terms as they are now in documents where those of an older glossary are marked."""
    if not library.read_only:
        terminal.drive(library.glossary.refresh())


COMMANDS = {
    "define": Command(
        _define,
        "look a term up in the glossary",
        (argument("term", metavar="TERM", help="its name, an alias or an abbreviation"), JSON),
    ),
    "mentions": Command(_mentions, "list where glossary terms stand in a text", (DOCUMENT, JSON)),
    "abbreviations": Command(
        _abbreviations,
        "list the abbreviations that a text explains",
        (argument("document", metavar="FILE|DOC", help="a file, or a document of the library"), JSON),
    ),
    "glossary": Command(
        _glossary,
        "take terms in from a file, or write all terms to one",
        (
            argument("action", choices=("import", "export"), metavar="import|export"),
            argument("file", type=Path, metavar="FILE", help="its suffix says how: .csv or .md"),
        ),
        ("companion glossary export terms.csv", "companion glossary import terms.md"),
    ),
}
