# SPDX-License-Identifier: MIT
"""The commands on the glossary: entries, where they stand, abbreviations, and files of terms."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from companion.cli import shapes, terminal
from companion.cli.command import DOCUMENT, JSON, WITHIN, Arguments, Command, argument, limit
from companion.errors import NotFound
from companion.glossary.model import EVERYWHERE, Term, within_collection, within_document
from companion.glossary.suggestion import Suggestion, SuggestionKind
from companion.library.library import Library


def _define(library: Library, options: Arguments) -> int:
    term = library.glossary.find(options.term)
    if options.quote:
        return _quote(library, term.name, options)
    _bring_mentions_up(library)
    counts = shapes.counts_of(library.glossary.counts(), term)
    quoted = library.definitions.of_term(term.name)
    if options.json:
        shape = shapes.term_shape(term, counts)
        terminal.print_json({**shape, "definitions": [shapes.definition_shape(each) for each in quoted]})
        return 0
    lines = [
        term.name + (f"  ({term.category})" if term.category else ""),
        f"also: {', '.join(term.names[1:])}" if term.names[1:] else "",
        term.definition,
        f"related: {', '.join(term.related)}" if term.related else "",
        f"sources: {'; '.join(term.sources)}" if term.sources else "",
        *(f"{each.title}{terminal.page(each.page)}: {each.text}" for each in quoted),
        f"mentions: {counts[0]} in {terminal.counted(counts[1], 'document')}",
    ]
    print("\n".join(filter(None, lines)))
    return 0


def _quote(library: Library, name: str, options: Arguments) -> int:
    """Keep words of a document as a definition of the term."""
    from companion.document.anchors import find_quote, make_anchor

    document = library.shelf.find(options.within or "")
    text = library.shelf.text(document.id)
    found = find_quote(options.quote, text)
    if found is None:
        raise NotFound(f"“{document.title}” does not say that. Copy the words as they stand in it.")
    made = library.definitions.add(name, make_anchor(document.id, text, *found), text[slice(*found)])
    if options.json:
        terminal.print_json(shapes.definition_shape(made))
    else:
        print(f"kept  {made.id}  {name}: {made.text}")
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
    from companion.glossary.abbreviations import find_abbreviations, other_long_forms

    text, page_at = _readable(library, options.document)
    found = find_abbreviations(text)
    others = other_long_forms(found)
    if options.json:
        shaped = [shapes.abbreviation_shape(each, page_at(each.start), others.get(each, ())) for each in found]
        terminal.print_json(shaped)
        return 0
    rows = dict.fromkeys((each.short, each.long + (" (!)" if others.get(each) else "")) for each in found)
    print(terminal.columns(list(rows), ("short", "long")))
    if any(others.values()):
        terminal.say("(!) This short form stands for something else in the same text, too.")
    return 0


def _suggestions(library: Library, options: Arguments) -> int:
    decided = _decide(library, options)
    if decided is not None:
        print(decided)
        return 0
    document = library.shelf.find(options.within).id if options.within else None
    terminal.drive(library.suggestions.refresh(document))
    kinds = [SuggestionKind(options.kind)] if options.kind else list(SuggestionKind)
    return _print_suggestions(library.suggestions.all(document, kinds), options)


def _decide(library: Library, options: Arguments) -> str | None:
    """What was done with the suggestion that is named, or None where none is."""
    if options.accept:
        scope = _scope(library, library.suggestions.suggestion(options.accept).document, options.scope)
        decision = library.suggestions.accept(options.accept, scope, name=options.name)
        return f"accepted  {decision.added.name if decision.added else options.name or decision.before.name}"
    if options.ignore:
        return f"ignored  {library.suggestions.ignore(options.ignore).before.name}"
    return None


def _scope(library: Library, document: str, named: str) -> str:
    if named in ("", "everywhere"):
        return EVERYWHERE
    return within_document(document) if named == "document" else within_collection(library.collections.find(named).id)


def _candidates(library: Library, options: Arguments) -> int:
    document = library.shelf.find(options.document).id
    terminal.drive(library.suggestions.refresh(document))
    return _print_suggestions(library.suggestions.all(document, [SuggestionKind.CANDIDATE])[: options.limit], options)


def _print_suggestions(suggestions: list[Suggestion], options: Arguments) -> int:
    if options.json:
        terminal.print_json([shapes.suggestion_shape(each) for each in suggestions])
        return 0
    rows = [
        (each.id, each.kind.value, each.page or "-", each.count, each.short or "-", each.name + _doubt(each))
        for each in suggestions
    ]
    print(terminal.columns(rows, ("id", "kind", "page", "count", "short", "term")))
    return 0


def _doubt(each: Suggestion) -> str:
    return f"  (here also: {'; '.join(each.conflicts)})" if each.conflicts else ""


def _history(library: Library, options: Arguments) -> int:
    versions = library.history.of_entry(options.term)
    if options.json:
        terminal.print_json([shapes.version_shape(version) for version in versions])
    else:
        rows = [
            (each.at[:19], each.did, each.who or "-", each.before.definition if each.before else "")
            for each in versions
        ]
        print(terminal.columns(rows, ("when", "what", "who", "definition before")))
    return 0


def _merge(library: Library, options: Arguments) -> int:
    kept, other = library.glossary.find(options.term).name, library.glossary.find(options.other).name
    merged = library.glossary.merge(kept, other).merged
    _bring_mentions_up(library)
    print(f"merged  {other} into {merged.name}")
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
    changed = [term for term in terms if term.name in known and _kept(term, known[term.name]) != known[term.name]]
    for term in new:
        library.glossary.add(term, options.file.name)
    for term in changed:
        library.glossary.change(term.name, _kept(term, known[term.name]), options.file.name)
    _bring_mentions_up(library)
    print(f"imported  {terminal.counted(len(new), 'new term')}, {len(changed)} changed")
    return 0


def _kept(term: Term, known: Term) -> Term:
    """The term of a file, with what a file does not say of it."""
    return replace(term, origin=known.origin, scope=known.scope)


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
        "look a term up in the glossary, or keep what a document says that it means",
        (
            argument("term", metavar="TERM", help="its name, an alias or an abbreviation"),
            argument("--in", dest="within", metavar="DOC", help="the document that says what it means"),
            argument("--quote", metavar="TEXT", default="", help="the words of the document that say it"),
            JSON,
        ),
    ),
    "mentions": Command(_mentions, "list where glossary terms stand in a text", (DOCUMENT, JSON)),
    "abbreviations": Command(
        _abbreviations,
        "list the abbreviations that a text explains",
        (argument("document", metavar="FILE|DOC", help="a file, or a document of the library"), JSON),
    ),
    "history": Command(
        _history,
        "list how an entry of the glossary has changed, the last change first",
        (argument("term", metavar="TERM", help="its name"), JSON),
    ),
    "merge": Command(
        _merge,
        "make one entry of the glossary of two",
        (
            argument("term", metavar="TERM", help="the entry that stays"),
            argument("other", metavar="OTHER", help="the entry whose names and words it gets"),
        ),
    ),
    "candidates": Command(
        _candidates,
        "list phrases of a document that the glossary may lack, the best first",
        (DOCUMENT, argument("--limit", type=limit, default=40, metavar="N", help="how many (40)"), JSON),
    ),
    "suggestions": Command(
        _suggestions,
        "list what the documents propose for the glossary, or decide on it",
        (
            WITHIN,
            argument("--kind", choices=[kind.value for kind in SuggestionKind], help="only of this kind"),
            argument("--accept", metavar="ID", default="", help="take this one into the glossary"),
            argument("--as", dest="name", metavar="NAME", default="", help="under another name"),
            argument("--scope", metavar="SCOPE", default="", help="everywhere, document, or a collection's name"),
            argument("--ignore", metavar="ID", default="", help="propose this one no more"),
            JSON,
        ),
        (
            "companion suggestions --in report --kind abbreviation",
            "companion suggestions --accept 3f1c… --scope document",
        ),
    ),
    "glossary": Command(
        _glossary,
        "take terms in from a file, or write all terms to one",
        (
            argument("action", choices=("import", "export"), metavar="import|export"),
            argument(
                "file", type=Path, metavar="FILE", help="its suffix says how: .csv .tbx .ttl .md, and .txt for Anki"
            ),
        ),
        ("companion glossary export terms.csv", "companion glossary import terms.md"),
    ),
}
