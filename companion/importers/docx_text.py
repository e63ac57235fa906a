# SPDX-License-Identifier: MIT
"""The text of WordprocessingML to blocks: paragraphs, runs, links, fields and notes.

It walks a part's tree without recursion, as `companion.document.blocks` walks HTML, and keeps at each element what
stands around it. Text boxes, charts and notes stand apart from the text that calls them: they are read after it.
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, ClassVar, NamedTuple

from lxml import etree

from companion.document.block_writer import BlockWriter, Context, Item
from companion.document.clean import clean
from companion.document.links import is_safe_link
from companion.document.model import Block, BlockKind, Mark
from companion.document.runs import RunBuffer
from companion.importers import docx_math
from companion.importers.docx_fields import Fields, link_of
from companion.importers.docx_notes import COMMENT, Note, Notes
from companion.importers.docx_numbering import Lists
from companion.importers.docx_package import Package, child, is_on, tag, value
from companion.importers.docx_styles import Styles
from companion.importers.docx_symbols import symbol
from companion.importers.docx_tables import Grid
from companion.importers.images import ImageShelf

# What Word does not show as the text, or shows in another place.
_DROPPED = frozenset(
    map(
        tag,
        (
            "w:pPr", "w:rPr", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:sectPr", "w:sdtPr", "w:sdtEndPr", "w:del",
            "w:moveFrom", "w:delText", "w:rt", "w:altChunk", "w:numPicBullet", "o:OLEObject",
        ),
    )
)  # fmt: skip
_RUN_PROPERTIES = tag("w:rPr")


class _Style(NamedTuple):
    """The marks and the link of the text."""

    marks: frozenset[Mark] = frozenset()
    link: str | None = None


PLAIN = _Style()


class TextReader:
    """One reading of a Word file. A subclass says by `enter` and `leave` what it does at each element.

    An `enter` that answers False keeps out of what the element holds.
    """

    enter: ClassVar[Mapping[Any, Callable[[Any, etree._Element], bool | None]]] = {}
    leave: ClassVar[Mapping[Any, Callable[[Any, Context], None]]] = {}

    def __init__(self, package: Package, part: str, images: ImageShelf) -> None:
        self.styles = Styles(package.tree(package.related(part, "styles")))
        self.title = ""  # of the first paragraph that has the style of a title
        self._package = package
        self._images = images
        self._lists = Lists(package.tree(package.related(part, "numbering")), self.styles)
        self._notes = Notes(package, part)
        self._writer = BlockWriter()
        self._later: deque[Callable[[], None]] = deque()
        self._begin(part, Context(RunBuffer()))

    def _begin(self, part: str, context: Context) -> None:
        """Begin to read something of this part, where nothing stands around it but `context`."""
        self._part = part
        self._relationships = self._package.relationships(part)
        self._context = context
        self._style = PLAIN
        self._apart = False
        self._fields = Fields()
        self._marker = ""  # stands before the next text of the paragraph
        self._joined = False
        self._alternative = ""
        self._grid = Grid()

    def read(self, root: etree._Element) -> tuple[Block, ...]:
        """The blocks of the document, and after them those of the notes that it calls."""
        self._walk(root)
        self._read_later()
        shown = 0
        while shown < len(notes := self._notes.called):  # a note may call further ones
            for note in notes[shown:]:
                self._read_note(note)
            shown = len(notes)
        return self._writer.finish()

    def _walk(self, root: etree._Element) -> None:
        around: list[tuple[Context, _Style]] = []
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                around.append((self._context, self._style))
                enter = self.enter.get(element.tag) if element is not root else None
                if element.tag in _DROPPED or (enter is not None and enter(self, element) is False):
                    walk.skip_subtree()
            else:
                outer = around.pop()
                if leave := self.leave.get(element.tag):
                    leave(self, outer[0])
                self._context, self._style = outer
        if not self._context.inline:
            self._writer.flush(self._context)

    def _read_later(self) -> None:
        while self._later:
            self._later.popleft()()

    def _read_apart(self, root: etree._Element, part: str, context: Context) -> None:
        """Read what stands apart from the text around it."""
        around, fields = self._part, self._fields
        self._begin(part, context)
        self._apart = True
        self._walk(root)
        self._begin(around, Context(RunBuffer()))
        self._fields = fields

    def _read_note(self, note: Note) -> None:
        sink = RunBuffer()
        if note.author is not None:
            by = f"Comment by {note.author}:" if note.author else "Comment:"
            sink.add(by, frozenset({Mark.STRONG}))
            sink.add(" ")
        self._writer.add_name(note.place)
        item = Item(BlockKind.NOTE, note.label)
        self._read_apart(note.element, note.part, Context(sink, kind=BlockKind.NOTE, item=item))
        self._read_later()

    def _add(self, text: str | None) -> None:
        if not text or self._fields.hides:
            return
        sink = self._context.sink
        if self._marker and text.strip():
            sink.add(f"{self._marker} ")
            self._marker = ""
        marks, link = self._style
        sink.add(text, marks, link or self._safe(self._fields.address))

    def _change(self, **changes: Any) -> None:
        self._context = replace(self._context, **changes)

    def _safe(self, address: str) -> str | None:
        """A link that may be kept, or None."""
        address = address.strip()
        if address.startswith("#"):
            address = "#" + "-".join(clean(address[1:]).split())
        return address if is_safe_link(address) else None

    # Paragraphs and runs

    def _start_paragraph(self, element: etree._Element) -> None:
        look = self.styles.paragraph(child(element, "w:pPr"))
        self._joined = look.joined
        context = self._context
        if look.title and not self.title:
            self.title = " ".join("".join(each.text or "" for each in element.iter(tag("w:t"))).split())
        marker = None if look.numbering is None or look.joined else self._lists.next(look.numbering)
        self._marker = ""
        if context.inline or context.kind is BlockKind.NOTE:
            if context.inline:
                context.sink.begin_line()
            self._marker = marker.text if marker is not None else ""
            if look.level:
                self._style = _Style(self._style.marks | {Mark.STRONG}, self._style.link)
        elif look.level:
            self._change(kind=BlockKind.HEADING, level=look.level)
            self._marker = marker.text if marker is not None and not marker.bullet else ""
        elif marker is not None:
            self._change(item=Item(BlockKind.ITEM, marker.text), indent=marker.depth)
        elif look.quote:
            self._change(kind=BlockKind.QUOTE, quote=context.quote + 1)

    def _end_paragraph(self, outer: Context) -> None:
        self._fields.end_paragraph()
        if not outer.inline and not self._joined:
            self._writer.flush(self._context)
            self._finish_block()

    def _finish_block(self) -> None:
        """Read what the block called, unless that is what is being read."""
        if not self._apart:
            self._read_later()

    def _start_run(self, element: etree._Element) -> bool | None:
        if len(element) and element[0].tag == _RUN_PROPERTIES:
            look = self.styles.run(element[0])
            if look.hidden:
                return False
            if look.marks:
                self._style = _Style(self._style.marks | look.marks, self._style.link)
        return None

    def _text(self, element: etree._Element) -> None:
        self._add(element.text)

    def _space(self, _element: etree._Element) -> None:
        self._add(" ")

    def _hyphen(self, _element: etree._Element) -> None:
        self._add("-")

    def _symbol(self, element: etree._Element) -> None:
        try:
            place = int(value(element, "w:char"), 16)
        except ValueError:
            return
        self._add(symbol(place, value(element, "w:font")))

    def _break_line(self, element: etree._Element) -> None:
        if self._context.kind is BlockKind.HEADING or value(element, "w:type") in ("page", "column"):
            self._add(" ")
        elif not self._fields.hides:
            self._context.sink.break_line()

    def _begin_line(self, _element: etree._Element) -> None:
        self._context.sink.begin_line()

    def _end_line(self, _outer: Context) -> None:
        self._context.sink.begin_line()

    def _equation(self, element: etree._Element) -> bool:
        before = element.getprevious()
        if before is not None and before.tag == element.tag:
            self._add(" ")
        self._add(docx_math.linear(element))
        return False

    # Links and fields

    def _start_link(self, element: etree._Element) -> None:
        relationship = self._relationships.get(value(element, "r:id"))
        address = relationship.target if relationship is not None and relationship.external else ""
        anchor = value(element, "w:anchor")
        self._link(address + (f"#{anchor}" if anchor and "#" not in address else ""))

    def _simple_field(self, element: etree._Element) -> None:
        if address := link_of(value(element, "w:instr")):
            self._link(address)

    def _link(self, address: str) -> None:
        self._style = _Style(self._style.marks, self._safe(address))

    def _field(self, element: etree._Element) -> bool:
        match value(element, "w:fldCharType"):
            case "begin":
                box = child(element, "w:ffData", "w:checkBox")
                if box is not None:
                    ticked = child(box, "w:checked")
                    self._add("☒" if is_on(ticked if ticked is not None else child(box, "w:default")) else "☐")
                self._fields.begin()
            case "separate":
                self._fields.separate()
            case "end":
                self._fields.end()
        return False

    def _code(self, element: etree._Element) -> None:
        self._fields.add_code(element.text or "")

    def _name_place(self, element: etree._Element) -> None:
        link = self._safe("#" + value(element, "w:name"))
        if link and link != "#_GoBack":
            self._writer.add_name(link[1:])

    # Notes

    def _call_footnote(self, element: etree._Element) -> None:
        self._call("footnote", element)

    def _call_endnote(self, element: etree._Element) -> None:
        self._call("endnote", element)

    def _call_comment(self, element: etree._Element) -> None:
        self._call(COMMENT, element)

    def _call(self, kind: str, element: etree._Element) -> None:
        own = ""
        parent = element.getparent()
        if parent is not None and value(element, "w:customMarkFollows") in ("1", "true", "on"):
            own = "".join(each.text or "" for each in parent.iterchildren(tag("w:t"))).strip()
        note = self._notes.call(kind, value(element, "w:id"), own)
        if note is not None and not own and not self._fields.hides:
            self._context.sink.add(note.label, self._style.marks | {Mark.SUPERSCRIPT}, f"#{note.place}")
