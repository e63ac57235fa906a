# SPDX-License-Identifier: MIT
"""The commands on passages: bookmarking, citing, and writing bookmarks to a file."""

from pathlib import Path

from companion.cli import shapes, terminal
from companion.cli.command import DOCUMENT, JSON, WITHIN, Arguments, Command, argument, limit, offset, tag
from companion.cli.searching import bring_index_up
from companion.document.bookmark import COLOURS
from companion.document.model import Document
from companion.errors import NotFound
from companion.library.library import Library


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

    document, text, end = _range(library, options)
    place = locator(text, options.start, library.shelf.page_at(document.id, options.start))
    print(cite(document.metadata, text[options.start : end], place, options.style))
    return 0


def _similar(library: Library, options: Arguments) -> int:
    document, _, _ = _range(library, options)
    bring_index_up(library)
    found = library.index.similar(document.id, options.start, options.length, options.limit)
    if options.json:
        terminal.print_json(shapes.similar_shape(document.id, options.start, options.length, found))
        return 0
    for each in found.hits:
        hit = each.hit
        print(f"{hit.title}{terminal.page(hit.page)}  ({hit.document} {hit.start} {hit.length})")
        print("    " + terminal.emphasised(hit.snippet.text, (), ("", "")).replace("\n", "\n    "))
        print(f"    shared: {', '.join(each.shared)}\n")
    print(found.notice or f"{terminal.counted(len(found.hits), 'passage')} like it")
    return 0


def _range(library: Library, options: Arguments) -> tuple[Document, str, int]:
    """The document, its text, and where the passage that START and LENGTH name ends in it."""
    document = library.shelf.find(options.document)
    text = library.shelf.text(document.id)
    end = options.start + options.length
    if not 0 <= options.start < end <= len(text):
        raise NotFound(f"“{document.title}” has {len(text)} characters; choose START and LENGTH within them.")
    return document, text, end


def _export(library: Library, options: Arguments) -> int:
    from companion.export.bookmarks import save

    within = library.shelf.find(options.within).id if options.within else None
    bookmarks = library.marks.bookmarks(within)
    save(options.file, bookmarks, library.shelf.documents(), library.shelf.page_at)
    print(f"exported  {terminal.counted(len(bookmarks), 'bookmark')} to {options.file}")
    return 0


_START = argument("start", type=offset, metavar="START", help="its first character, as search prints it")
_LENGTH = argument("length", type=offset, metavar="LENGTH", help="how many characters it has")

COMMANDS = {
    "bookmark": Command(
        _bookmark,
        "bookmark a passage of a document",
        (
            DOCUMENT,
            argument("--quote", required=True, metavar="TEXT", help="the passage, in the words of the text"),
            argument("--note", default="", metavar="TEXT", help="your note to it"),
            argument("--tag", action="append", type=tag, default=[], metavar="T", help="a tag; may be repeated"),
            argument("--colour", default=COLOURS[0], choices=COLOURS, metavar="C", help=", ".join(COLOURS)),
            JSON,
        ),
        ('companion bookmark "Missile Defense" --quote "security dilemma" --tag theory --note "Jervis 1978"',),
    ),
    "bookmarks": Command(_bookmarks, "list the bookmarks", (WITHIN, JSON)),
    "cite": Command(
        _cite,
        "print a passage with its source",
        (
            DOCUMENT,
            _START,
            _LENGTH,
            argument("--style", default="chicago", metavar="STYLE", help="chicago, apa, mla, gost, plain or markdown"),
        ),
    ),
    "similar": Command(
        _similar,
        "find passages like one, anywhere in the library",
        (
            DOCUMENT,
            _START,
            _LENGTH,
            argument("--limit", type=limit, default=20, metavar="N", help="at most N passages (20)"),
            JSON,
        ),
        ("companion similar Valdai 1200 340",),
    ),
    "export": Command(
        _export,
        "write bookmarks and notes to a file",
        (
            argument("file", type=Path, metavar="FILE", help="its suffix says how: .md .json .csv .html .ris .bib"),
            WITHIN,
        ),
        ("companion export notes.md", "companion export annotations.json --in Valdai"),
    ),
}
