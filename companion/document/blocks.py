# SPDX-License-Identifier: MIT
"""A tree of HTML to blocks: the only reader of HTML.

It walks the tree without recursion and keeps, at each element, an immutable context of what stands around
the text. Where a block-level element begins or ends, the text collected so far becomes a block.
"""

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import unquote

import lxml.html
from lxml import etree

from companion.document import roles
from companion.document.block_writer import BlockWriter, Context, Figure, Item
from companion.document.clean import clean
from companion.document.links import is_safe_link
from companion.document.markers import ListMarkers, whole_number
from companion.document.markup import parse_html
from companion.document.model import Block, BlockKind, Mark
from companion.document.roles import BLOCKS, DROPPED, MARKS, language_of, name_of
from companion.document.runs import RunBuffer
from companion.document.tables import TableBuilder, layout_tables

__all__ = ["BlockOptions", "BlockTree", "blocks_from_html", "parse_html"]

_Element: TypeAlias = etree._Element


def _nowhere(_address: str) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class BlockOptions:
    """What a format knows that the markup does not say.

    `image` answers an image's address with its name in the manuscript, or None where there is no such image.
    `link` answers an address that leads out of this markup, but not to the web, with a safe one, or None.
    `prefix` begins the name of every place of this markup, so that the chapters of a book do not share names.
    """

    image: Callable[[str], str | None] = _nowhere
    link: Callable[[str], str | None] = _nowhere
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class BlockTree:
    """Blocks in the order of reading, and the names of the images that they show."""

    blocks: tuple[Block, ...]
    images: tuple[str, ...] = ()


def blocks_from_html(tree: lxml.html.HtmlElement, *, base: BlockOptions | None = None) -> BlockTree:
    """The blocks of a tree of HTML or XHTML, which is not changed."""
    return _Reader(tree, base or BlockOptions()).read()


_LABEL = 10  # code points; a longer link to a note is words, not its number


class _Style(NamedTuple):
    """The marks and the link of the text."""

    marks: frozenset[Mark] = frozenset()
    link: str | None = None


class _Reader:
    """One walk over a tree."""

    def __init__(self, tree: _Element, options: BlockOptions) -> None:
        self._tree = tree
        self._options = options
        self._layout = layout_tables(tree)
        self._writer = BlockWriter()
        self._images: dict[str, None] = {}
        self._labels: dict[str, str] = {}  # how the first link to a place in the document calls it
        self._language = language_of(tree)
        self._context = Context(RunBuffer())
        self._style = _Style()

    def read(self) -> BlockTree:
        around: list[tuple[Context, _Style, bool]] = []
        walk = etree.iterwalk(self._tree, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start":
                seen = self._is_seen(element)
                around.append((self._context, self._style, seen))
                if seen:
                    self._enter(element)
                else:
                    walk.skip_subtree()
                continue
            if event == "end":
                outer, style, seen = around.pop()
                if seen:
                    self._leave(element, outer)
                self._context, self._style = outer, style
            if element is not self._tree:
                self._add(element.tail)
        self._writer.flush(self._context)
        return BlockTree(self._writer.finish(), tuple(self._images))

    def _is_seen(self, element: _Element) -> bool:
        """Whether the element's text belongs to the document."""
        if not isinstance(element.tag, str):  # an entity that the parser did not resolve
            self._add(html.unescape(element.text or ""))
            return False
        if name_of(element) in DROPPED:
            return False
        if not element.attrib:
            return True
        label = roles.page_label(element)
        if label is not None:
            self._writer.page = " ".join(clean(label).split())
            return False
        item = self._context.item
        in_note = item is not None and item.kind is BlockKind.NOTE
        return not roles.is_hidden(element) and not (in_note and roles.is_way_back(element))

    def _enter(self, element: _Element) -> None:
        name = name_of(element)
        if name in BLOCKS:
            self._break(self._context)
        mark = MARKS.get(name)
        if mark is not None:
            self._mark(mark)
        if element.attrib:
            self._name_place(element)
            self._note_language(name, element)
        if handler := _ENTER.get(name):
            handler(self, element)
        if (element.attrib or self._context.notes) and not self._context.inline:
            self._play_role(element)
        self._add(element.text)

    def _leave(self, element: _Element, outer: Context) -> None:
        name = name_of(element)
        if name in BLOCKS:
            self._break(self._context)
        if handler := _LEAVE.get(name):
            handler(self, self._context, outer)

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if self._context.kind is BlockKind.CODE:
            self._context.sink.add_verbatim(text, *self._style)
        else:
            self._context.sink.add(text, *self._style)

    def _break(self, context: Context) -> None:
        """End the line or the block that stands open."""
        if context.inline or context.kind is BlockKind.CODE:
            context.sink.begin_line()
        else:
            self._writer.flush(context)

    def _change(self, **changes: Any) -> None:
        self._context = replace(self._context, **changes)

    def _mark(self, mark: Mark) -> None:
        if not (mark is Mark.CODE and self._context.kind is BlockKind.CODE):
            self._style = _Style(self._style.marks | {mark}, self._style.link)

    def _fill(self, sink: RunBuffer, **changes: Any) -> None:
        """Let the text go into a cell or a caption, where nothing counts of what stands around but the place."""
        around = self._context
        self._context = Context(
            sink, indent=around.indent, quote=around.quote, language=around.language, inline=True, **changes
        )
        self._style = _Style()

    def _name_place(self, element: _Element) -> None:
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if name and (link := self._place(name)):
                self._writer.add_name(link[1:])

    def _place(self, name: str) -> str | None:
        """The link to a named place of this markup."""
        link = "#" + self._options.prefix + "-".join(clean(name).split())
        return link if name.strip() and is_safe_link(link) else None

    def _note_language(self, name: str, element: _Element) -> None:
        language = language_of(element)
        if language and name not in ("html", "body"):
            self._change(language="" if language == self._language else language)

    def _play_role(self, element: _Element) -> None:
        """Do what an element's roles ask for."""
        words = roles.words_of(element)
        if roles.is_reference(words):
            self._mark(Mark.SUPERSCRIPT)
        if roles.is_note(words, element, in_notes=self._context.notes):
            self._start_note(element)
        elif roles.holds_notes(words, element):
            self._change(notes=True)
        elif "admonition" in words:
            self._start_quotation(element)
        elif "admonition-title" in words:
            self._mark(Mark.STRONG)
        elif element.get("role") == "heading":
            self._change(kind=BlockKind.HEADING, level=min(max(whole_number(element.get("aria-level")) or 2, 1), 6))

    def _start_note(self, element: _Element) -> None:
        label = self._labels.get(self._place(element.get("id") or "") or "", "")
        item = self._context.item
        own = item.marker.rstrip(".") if item is not None and not item.started else ""
        note = Item(BlockKind.NOTE, label or own, label)
        self._change(kind=BlockKind.NOTE, item=note, notes=False, markers=None)

    def _start_heading(self, element: _Element) -> None:
        if self._context.inline:
            self._mark(Mark.STRONG)
        else:
            self._change(kind=BlockKind.HEADING, level=int(name_of(element)[1]))

    def _start_list(self, element: _Element) -> None:
        context = self._context
        if context.inline:
            return
        indent = context.indent if context.notes else context.indent + 1
        if name_of(element) != "ol":
            self._change(indent=indent, markers=ListMarkers(None, depth=indent))
            return
        start, step = whole_number(element.get("start")), 1
        if "reversed" in element.attrib:
            start, step = start or sum(1 for _ in element.iterchildren("{*}li")), -1
        markers = ListMarkers(element.get("type", "1"), start=1 if start is None else start, step=step)
        self._change(indent=indent, markers=markers)

    def _start_item(self, element: _Element) -> None:
        if not self._context.inline:
            markers = self._context.markers or ListMarkers(None)
            item = Item(BlockKind.ITEM, markers.next(whole_number(element.get("value"))))
            self._change(kind=BlockKind.PARAGRAPH, item=item)

    def _start_definition(self, element: _Element) -> None:
        parent = element.getparent()
        if not self._context.inline and (parent is None or name_of(parent) != "dd"):
            self._change(kind=BlockKind.PARAGRAPH, indent=self._context.indent + 1, item=None)

    def _start_quotation(self, _element: _Element) -> None:
        if not self._context.inline:
            self._change(kind=BlockKind.QUOTE, quote=self._context.quote + 1)

    def _start_code(self, _element: _Element) -> None:
        if self._context.inline:
            self._mark(Mark.CODE)
        self._change(kind=BlockKind.CODE)

    def _end_code(self, inner: Context, _outer: Context) -> None:
        if not inner.inline:
            self._writer.flush(inner)

    def _start_table(self, element: _Element) -> None:
        if self._context.inline or element in self._layout:
            self._change(table=None)
        else:
            table = TableBuilder()
            self._fill(table.caption, table=table)

    def _end_table(self, inner: Context, outer: Context) -> None:
        if inner.table is not None:
            self._writer.table(outer, inner.table)

    def _start_head(self, _element: _Element) -> None:
        self._change(header=True)

    def _start_row(self, _element: _Element) -> None:
        if self._context.table is not None:
            self._context.table.start_row()

    def _start_cell(self, element: _Element) -> None:
        context = self._context
        if context.table is not None:
            header = name_of(element) == "th" or context.header
            columns, rows = (whole_number(element.get(name)) or 1 for name in ("colspan", "rowspan"))
            self._fill(context.table.start_cell(header=header, columns=columns, rows=rows))
        elif context.inline:  # of a table inside a cell
            context.sink.add(" ")
        else:
            self._break(context)

    def _end_cell(self, inner: Context, outer: Context) -> None:
        if outer.table is not None:
            outer.table.end_cell()
        elif not outer.inline:
            self._break(inner)

    def _start_figure(self, _element: _Element) -> None:
        if not self._context.inline:
            self._change(figure=Figure())

    def _end_figure(self, inner: Context, outer: Context) -> None:
        if inner.figure is not None and inner.figure is not outer.figure:
            self._writer.figures(outer, inner.figure)

    def _start_caption(self, _element: _Element) -> None:
        if self._context.figure is not None:
            self._fill(self._context.figure.caption)

    def _start_link(self, element: _Element) -> None:
        link = self._resolve(element.get("href"))
        if link and link.startswith("#"):
            label = "".join(map(str, islice(element.itertext(), _LABEL))).strip().strip("[]()")
            self._labels.setdefault(link, label if len(label) <= _LABEL else "")
        self._style = _Style(self._style.marks, link)

    def _resolve(self, address: str | None) -> str | None:
        """Where a link may lead, or None."""
        address = "".join((address or "").split("\n")).strip()
        if address.startswith("#"):
            return self._place(unquote(address[1:]))
        address = address.replace(" ", "%20")
        if is_safe_link(address):
            return address
        link = self._options.link(address) if address else None
        return link if link and is_safe_link(link) else None

    def _show_image(self, element: _Element) -> None:
        source = element.get("src") or element.get("data-src") or ""
        alternative = " ".join(clean(element.get("alt") or "").split())
        name = self._options.image(source) if source else None
        if name is None:
            self._context.sink.add(alternative, self._style.marks, self._style.link or self._resolve(source))
            return
        self._images[name] = None
        if self._context.figure is not None:
            self._context.figure.images.append((name, alternative))
        else:
            self._context.sink.add_image(name, alternative, *self._style)

    def _break_line(self, _element: _Element) -> None:
        context = self._context
        if context.kind is BlockKind.CODE:
            self._add("\n")
        elif context.kind is BlockKind.HEADING:
            context.sink.begin_line()
        elif context.sink.at_line_start and not context.inline:  # two in a row end a paragraph
            self._writer.flush(context)
        else:
            context.sink.break_line()

    def _draw_rule(self, _element: _Element) -> None:
        if not self._context.inline and not self._context.notes:
            self._writer.rule(self._context)

    def _tick(self, element: _Element) -> None:
        item = self._context.item
        if item is not None and not item.started and element.get("type") == "checkbox":
            item.marker = "[x]" if "checked" in element.attrib else "[ ]"

    def _open_quote(self, _element: _Element) -> None:
        self._add("“")

    def _close_quote(self, _inner: Context, _outer: Context) -> None:
        self._add("”")


_ENTER: Mapping[str, Callable[[_Reader, _Element], None]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _Reader._start_heading),
    **dict.fromkeys(("ul", "ol", "dir", "menu"), _Reader._start_list),
    **dict.fromkeys(("pre", "listing", "xmp"), _Reader._start_code),
    **dict.fromkeys(("td", "th"), _Reader._start_cell),
    "li": _Reader._start_item,
    "dd": _Reader._start_definition,
    "blockquote": _Reader._start_quotation,
    "table": _Reader._start_table,
    "thead": _Reader._start_head,
    "tr": _Reader._start_row,
    "figure": _Reader._start_figure,
    "figcaption": _Reader._start_caption,
    "a": _Reader._start_link,
    "img": _Reader._show_image,
    "br": _Reader._break_line,
    "hr": _Reader._draw_rule,
    "input": _Reader._tick,
    "q": _Reader._open_quote,
}
_LEAVE: Mapping[str, Callable[[_Reader, Context, Context], None]] = {
    **dict.fromkeys(("pre", "listing", "xmp"), _Reader._end_code),
    **dict.fromkeys(("td", "th"), _Reader._end_cell),
    "table": _Reader._end_table,
    "figure": _Reader._end_figure,
    "q": _Reader._close_quote,
}
