# SPDX-License-Identifier: MIT
"""Markdown to a manuscript: Python-Markdown makes HTML, and the block reader makes blocks of it."""

import re
from dataclasses import replace
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import (
    Extension,
    abbr,
    admonition,
    attr_list,
    def_list,
    fenced_code,
    footnotes,
    md_in_html,
    sane_lists,
    tables,
    toc,
)
from markdown.inlinepatterns import SimpleTagInlineProcessor
from markdown.treeprocessors import Treeprocessor

from companion.document.blocks import BlockOptions, blocks_from_html
from companion.document.clean import clean
from companion.document.markup import parse_html
from companion.document.model import BlockKind, Manuscript, title_of
from companion.importers.decoding import decode
from companion.importers.front_matter import metadata_of, split_front_matter
from companion.importers.images import ImageShelf
from companion.importers.markdown_lists import with_common_lists
from companion.importers.sections import cut_sections
from companion.importers.source import Source

# By module, not by name: a name is looked up among all installed packages, in files that the sandbox closes.
_EXTENSIONS = (
    tables, fenced_code, footnotes, attr_list, def_list, abbr, admonition, toc, sane_lists, md_in_html,
)  # fmt: skip


def read(source: Source) -> Manuscript:
    """The blocks of a Markdown text; its title is what the front matter says, else its first heading."""
    decoded = decode(source.data)
    values, text = split_front_matter(clean(decoded.text))
    metadata = metadata_of(values)
    images = ImageShelf(source.siblings)
    extensions = [*(module.makeExtension() for module in _EXTENSIONS), _Additions()]
    converter = markdown.Markdown(extensions=extensions, output_format="html")
    tree = parse_html(converter.convert(with_common_lists(text)))
    blocks = blocks_from_html(tree, base=BlockOptions(image=images.take)).blocks
    headings = (title_of(block) for block in blocks if block.kind is BlockKind.HEADING)
    title = metadata.title or next(filter(None, headings), "")
    return Manuscript(
        format="markdown",
        metadata=replace(metadata, title=title),
        sections=cut_sections(blocks, title),
        images=images.images,
        warnings=(*decoded.warnings, *images.warnings),
    )


class _Additions(Extension):
    """What readers expect of Markdown beyond Python-Markdown: ~~struck~~, ==highlighted==, and task lists."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        md.inlinePatterns.register(SimpleTagInlineProcessor(r"(~~)(?=\S)(.+?)(?<=\S)~~", "del"), "struck", 175)
        md.inlinePatterns.register(SimpleTagInlineProcessor(r"(==)(?=\S)(.+?)(?<=\S)==", "mark"), "highlight", 174)
        md.treeprocessors.register(_TaskLists(md), "tasks", 5)


class _TaskLists(Treeprocessor):
    """`- [x] done` becomes an item with a checked box, as the block reader knows it from HTML."""

    _BOX = re.compile(r"\[([ xX])\]\s+")

    def run(self, root: Element) -> None:
        for item in root.iter("li"):
            holder = item[0] if not (item.text or "").strip() and len(item) and item[0].tag == "p" else item
            match = self._BOX.match(holder.text or "")
            if match is not None:
                box = Element("input", {"type": "checkbox", **({} if match[1] == " " else {"checked": "checked"})})
                box.tail = (holder.text or "")[match.end() :]
                holder.text = None
                holder.insert(0, box)
