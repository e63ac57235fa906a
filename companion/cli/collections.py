# SPDX-License-Identifier: MIT
"""The commands that put documents in order: collections and tags."""

from dataclasses import replace

from companion.cli import shapes, terminal
from companion.cli.command import JSON, Arguments, Command, argument, tag
from companion.cli.searching import bring_index_up
from companion.errors import NotFound
from companion.library.library import Library
from companion.library.values import Collection

_DOCUMENTS = argument("documents", nargs="+", metavar="DOC", help="documents, by id or enough of the title")
_NAME = argument("name", metavar="NAME", help="the collection's name")


def _collections(library: Library, options: Arguments) -> int:
    collections = library.collections
    if options.rename:
        old, new = options.rename
        collections.rename(collections.find(old).id, new)
    if options.delete:
        collections.remove(collections.find(options.delete).id)
    found = collections.all()
    if options.json:
        terminal.print_json([shapes.collection_shape(each) for each in found])
    else:
        rows = [(len(each.documents), each.name) for each in found]
        print(terminal.columns(rows, ("documents", "collection")))
    return 0


def _collect(library: Library, options: Arguments) -> int:
    documents = [library.shelf.find(each).id for each in options.documents]
    collections = library.collections
    if options.out:
        kept = collections.find(options.name)
        changed = collections.exclude(kept.id, documents)
    else:
        kept = _found_or_made(library, options.name)
        changed = collections.include(kept.id, documents)
    print(
        f"{'taken out of' if options.out else 'put into'} “{kept.name}”: {terminal.counted(len(changed), 'document')}"
    )
    return 0


def _tag(library: Library, options: Arguments) -> int:
    if not options.add and not options.take:
        raise NotFound("Name the tags to give with --add, or to take away with --take.")
    before = [library.shelf.find(each) for each in options.documents]
    after = [
        replace(
            document,
            tags=tuple(dict.fromkeys((*(each for each in document.tags if each not in options.take), *options.add))),
        )
        for document in before
    ]
    library.shelf.edit_all([new for old, new in zip(before, after, strict=True) if new != old])
    bring_index_up(library)
    for document in after:
        print(f"{document.id}  {document.title}  ({', '.join(document.tags) or 'no tags'})")
    return 0


def _found_or_made(library: Library, name: str) -> Collection:
    try:
        return library.collections.find(name)
    except NotFound:
        return library.collections.add(name)


COMMANDS = {
    "collections": Command(
        _collections,
        "list the collections",
        (
            argument("--rename", nargs=2, default=(), metavar=("NAME", "NEW"), help="call a collection otherwise"),
            argument("--delete", default="", metavar="NAME", help="delete a collection; its documents stay"),
            JSON,
        ),
    ),
    "collect": Command(
        _collect,
        "put documents into a collection, which is made where there is none of that name",
        (_NAME, _DOCUMENTS, argument("--out", action="store_true", help="take them out of it instead")),
        ('companion collect Treaties "ABM Treaty" "New START"', "companion collect Treaties Valdai --out"),
    ),
    "tag": Command(
        _tag,
        "give documents tags, or take them away",
        (
            _DOCUMENTS,
            argument("--add", action="append", type=tag, default=[], metavar="T", help="a tag to give"),
            argument("--take", action="append", type=tag, default=[], metavar="T", help="a tag to take away"),
        ),
        ("companion tag Valdai --add russia --add nato",),
    ),
}
