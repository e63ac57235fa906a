# SPDX-License-Identifier: MIT
"""An EPUB book to a manuscript: its chapters in the order of the spine, its contents as the outline."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias
from urllib.parse import quote

from lxml import etree, html

from companion.document.blocks import BlockOptions, blocks_from_html
from companion.document.clean import clean
from companion.document.model import Block, BlockKind, Heading, Manuscript, Section, positions
from companion.document.roles import is_hidden, name_of
from companion.errors import ConversionError
from companion.importers.epub_metadata import metadata_of
from companion.importers.epub_package import Item, Package
from companion.importers.images import ImageShelf
from companion.importers.sections import cut_sections
from companion.importers.source import Source
from companion.importers.zip_reader import BoundedZip

_Element: TypeAlias = etree._Element

_XLINK = "{http://www.w3.org/1999/xlink}href"


def read(source: Source) -> Manuscript:
    """The blocks of a book. Links between its chapters lead to places of the manuscript."""
    package = Package(BoundedZip(source.data, source.name), source.name)
    book = _Book(package, package.spine)
    chapters = book.chapters()
    if not chapters:
        book = _Book(package, package.texts)
        chapters = book.chapters()
    sections = (*book.cover(), *chapters)
    pages = {block.page for section in sections for block in section.blocks if block.page}
    return Manuscript(
        format="epub",
        metadata=book.metadata,
        sections=sections,
        images=book.images.images,
        outline=tuple(book.outline(sections)),
        pages=len(pages) or None,
        warnings=(*book.warnings, *book.images.warnings),
    )


class _Book:
    """A book while its chapters are read one after another."""

    def __init__(self, package: Package, items: Sequence[Item]) -> None:
        self.metadata = metadata_of(package.root)
        self.images = ImageShelf(package.read)
        self.warnings: list[str] = []
        self._package = package
        self._items = items
        self._numbers = {item.path: number for number, item in enumerate(items, 1)}
        self._titles: dict[str, str] = {}
        for entry in package.contents:
            self._titles.setdefault(entry.path, entry.title)

    def chapters(self) -> tuple[Section, ...]:
        """The sections of all chapters. Raises ConversionError where none can be read."""
        errors: list[ConversionError] = []
        sections: list[Section] = []
        for item in self._items:
            try:
                blocks = self._blocks(item)
            except ConversionError as error:
                errors.append(error)
            else:
                sections += cut_sections(blocks, self._titles.get(item.path) or self.metadata.title)
        if errors and not sections:
            raise errors[0]
        if errors:
            what = "One chapter is" if len(errors) == 1 else f"{len(errors)} chapters are"
            self.warnings.append(f"{what} missing or damaged in the file, and left out.")
        return tuple(sections)

    def cover(self) -> Iterator[Section]:
        """A section with the picture of the cover, where no chapter has shown it."""
        path = self._package.cover
        shown = len(self.images.images)
        image = self.images.take(quote(path)) if path else None
        if image is not None and len(self.images.images) > shown:
            yield Section("", (Block(BlockKind.FIGURE, image=image),))

    def outline(self, sections: Sequence[Section]) -> Iterator[Heading]:
        """The contents of the book, each entry at the block that it leads to."""
        places: dict[str, tuple[int, str]] = {}
        for block, start in positions(sections):
            for name in block.names:
                places.setdefault(name, (start, block.page))
        found: list[Heading] = []
        waiting: list[tuple[str, int]] = []  # titles of parts that only their chapters give a place
        for entry in self._package.contents:
            place = places.get(self._name(entry.path, entry.fragment)) or places.get(self._name(entry.path, ""))
            if place is None:
                waiting.append((entry.title, entry.level))
                continue
            above = [(title, level) for title, level in waiting if level < entry.level]
            found += [Heading(title, level, *place) for title, level in (*above, (entry.title, entry.level)) if title]
            waiting.clear()
        return iter(sorted(found, key=lambda heading: heading.start))

    def _blocks(self, item: Item) -> list[Block]:
        if item.is_text:
            tree = self._package.markup(item.path)
            _simplify(tree)
        else:
            tree = html.fragment_fromstring("<div><img></div>")
            tree[0].set("src", quote(item.path.rpartition("/")[2]))
        options = BlockOptions(
            image=lambda address: self._image(item.path, address),
            link=lambda address: self._link(item.path, address),
            prefix=self._name(item.path, "") + "-",
        )
        blocks = [*blocks_from_html(tree, base=options).blocks]
        if blocks:
            blocks[0] = replace(blocks[0], names=(self._name(item.path, ""), *blocks[0].names))
        return blocks

    def _name(self, path: str, fragment: str) -> str:
        """The name of a place in a chapter, or of its beginning; "" outside of all chapters."""
        if path not in self._numbers:
            return ""
        place = "-".join(clean(fragment).split())
        return f"chapter-{self._numbers[path]}" + (f"-{place}" if place else "")

    def _link(self, base: str, address: str) -> str | None:
        name = self._name(*self._package.resolve(base, address))
        return f"#{name}" if name else None

    def _image(self, base: str, address: str) -> str | None:
        path, _ = self._package.resolve(base, address)
        return self.images.take(quote(path) if path else address)


def _simplify(tree: _Element) -> None:
    """Write the tree as HTML has it: without namespaces, and with the pictures and words of a drawing alone."""
    for element in list(tree.iter(etree.Element)):
        name = name_of(element)
        if name == "svg":
            _replace_drawing(element)
        elif element.tag != name:
            element.tag = name


def _replace_drawing(drawing: _Element) -> None:
    parts: list[_Element] = []
    for element in drawing.iter("{*}image", "{*}text"):
        if any(map(is_hidden, (element, *element.iterancestors()))):
            continue
        if name_of(element) == "image":
            parts.append(etree.Element("img", {"src": element.get(_XLINK) or element.get("href") or ""}))
        else:
            part = etree.Element("p")
            part.text = "".join(map(str, element.itertext()))
            parts.append(part)
    for child in list(drawing):
        drawing.remove(child)
    drawing.tag, drawing.text = "div", None
    drawing.extend(parts)
