# SPDX-License-Identifier: MIT
"""The body of a Word file to blocks: what each element means, and the tables and drawings among the text."""

from urllib.parse import quote, unquote

from lxml import etree

from companion.document.block_writer import Context
from companion.document.clean import clean
from companion.document.runs import RunBuffer
from companion.document.tables import TableBuilder
from companion.importers.docx_drawings import chart_table, diagram_texts
from companion.importers.docx_package import Relationship, child, is_on, number, tag, value
from companion.importers.docx_tables import grid_of, is_deleted, width_of
from companion.importers.docx_text import PLAIN, TextReader

# Of two ways in which a drawing is written, the first is taken where it needs nothing but these.
_UNDERSTOOD = frozenset({"wps", "wpg", "wpc", "w14", "w15", "w16", "a14", "v", "m", "wp14"})


class BodyReader(TextReader):
    """Reads a Word file's text with its tables and drawings."""

    def _start_table(self, element: etree._Element) -> None:
        if self._context.inline:
            self._context.sink.begin_line()
            return
        grid = grid_of(element)
        if grid.cells > 1:  # else it is a frame around its text
            self._writer.flush(self._context)
            self._grid = grid
            table = TableBuilder()
            self._fill(table.caption, table=table)

    def _end_table(self, outer: Context) -> None:
        table = self._context.table
        if table is not None and not outer.inline:
            self._writer.table(outer, table)
            self._finish_block()

    def _start_row(self, element: etree._Element) -> bool | None:
        if is_deleted(element):
            return False
        table = self._context.table
        if table is not None:
            table.start_row()
            properties = child(element, "w:trPr")
            self._change(header=is_on(child(properties, "w:tblHeader")))
            before = number(child(properties, "w:gridBefore"))
            if before:
                table.start_cell(header=False, columns=before, rows=1)
                table.end_cell()
        return None

    def _start_cell(self, element: etree._Element) -> bool | None:
        table = self._context.table
        if table is None:
            return None
        if element in self._grid.covered:
            return False
        rows = self._grid.heights.get(element, 1)
        self._fill(table.start_cell(header=self._context.header, columns=width_of(element), rows=rows))
        return None

    def _end_cell(self, outer: Context) -> None:
        if outer.table is not None:
            outer.table.end_cell()

    def _fill(self, sink: RunBuffer, table: TableBuilder | None = None) -> None:
        """Let the text go into a cell, where a new block is only a new line."""
        self._context = Context(sink, table=table, inline=True)
        self._style = PLAIN

    # Drawings

    def _choose(self, element: etree._Element) -> bool:
        """Whether this is the way in which a drawing is to be read, of those that the file offers."""
        parent = element.getparent()
        ways = [] if parent is None else list(parent)
        good = (way for way in ways if set((way.get("Requires") or "").split()) <= _UNDERSTOOD)
        return element is next(good, None)

    def _start_drawing(self, _element: etree._Element) -> None:
        self._alternative = ""

    def _describe(self, element: etree._Element) -> None:
        self._alternative = element.get("descr") or self._alternative

    def _show_image(self, element: etree._Element) -> None:
        for name in ("r:embed", "r:id", "r:link"):
            relationship = self._relationships.get(value(element, name))
            if relationship is not None:
                alternative = element.get(tag("o:title")) or self._alternative
                self._place_image(relationship, " ".join(clean(alternative).split()))
                return

    def _place_image(self, relationship: Relationship, alternative: str) -> None:
        target = relationship.target
        name = self._images.take(target if relationship.external else quote(target))
        if name is not None:
            self._context.sink.add_image(name, alternative, *self._style)
        elif relationship.external:
            file = unquote(target).replace("\\", "/").rpartition("/")[2]
            self._context.sink.add(alternative or file, self._style.marks, self._safe(target))
        else:
            self._add(alternative)

    def _show_letters(self, element: etree._Element) -> None:
        self._add(element.get("string"))

    def _start_box(self, element: etree._Element) -> bool | None:
        if self._context.inline:
            self._context.sink.begin_line()
            return None
        part = self._part
        self._later.append(lambda: self._read_apart(element, part, Context(RunBuffer())))
        return False

    def _start_chart(self, element: etree._Element) -> None:
        root = self._package.tree(self._target(element, "r:id"))
        if root is not None:
            self._show_table(chart_table(root))

    def _start_diagram(self, element: etree._Element) -> None:
        root = self._package.tree(self._target(element, "r:dm"))
        texts = [] if root is None else list(diagram_texts(root))
        if self._context.inline:
            for text in texts:
                self._context.sink.begin_line()
                self._add(text)
        else:
            self._later.append(lambda: self._write_paragraphs(texts))

    def _target(self, element: etree._Element, name: str) -> str | None:
        """The part that an element leads to."""
        relationship = self._relationships.get(value(element, name))
        return None if relationship is None or relationship.external else relationship.target

    def _show_table(self, table: TableBuilder) -> None:
        if not self._context.inline:
            self._later.append(lambda: self._writer.table(Context(RunBuffer()), table))
            return
        for rows in table.tables():
            for row in rows:
                self._context.sink.begin_line()
                self._add(" ".join(run.text for cell in row for run in cell.runs))

    def _write_paragraphs(self, texts: list[str]) -> None:
        for text in texts:
            context = Context(RunBuffer())
            context.sink.add(text)
            self._writer.flush(context)


BodyReader.enter = {
    tag(name): handler
    for name, handler in {
        "w:p": BodyReader._start_paragraph,
        "a:p": BodyReader._begin_line,
        "w:r": BodyReader._start_run,
        "w:t": BodyReader._text,
        "a:t": BodyReader._text,
        "w:tab": BodyReader._space,
        "w:ptab": BodyReader._space,
        "w:noBreakHyphen": BodyReader._hyphen,
        "w:sym": BodyReader._symbol,
        "w:br": BodyReader._break_line,
        "w:cr": BodyReader._break_line,
        "a:br": BodyReader._break_line,
        "m:oMath": BodyReader._equation,
        "m:oMathPara": BodyReader._begin_line,
        "w:hyperlink": BodyReader._start_link,
        "w:fldSimple": BodyReader._simple_field,
        "w:fldChar": BodyReader._field,
        "w:instrText": BodyReader._code,
        "w:bookmarkStart": BodyReader._name_place,
        "w:footnoteReference": BodyReader._call_footnote,
        "w:endnoteReference": BodyReader._call_endnote,
        "w:commentReference": BodyReader._call_comment,
        "w:tbl": BodyReader._start_table,
        "w:tr": BodyReader._start_row,
        "w:tc": BodyReader._start_cell,
        "mc:Choice": BodyReader._choose,
        "mc:Fallback": BodyReader._choose,
        "w:drawing": BodyReader._start_drawing,
        "w:pict": BodyReader._start_drawing,
        "wp:docPr": BodyReader._describe,
        "pic:cNvPr": BodyReader._describe,
        "a:blip": BodyReader._show_image,
        "v:imagedata": BodyReader._show_image,
        "v:textpath": BodyReader._show_letters,
        "w:txbxContent": BodyReader._start_box,
        "c:chart": BodyReader._start_chart,
        "dgm:relIds": BodyReader._start_diagram,
    }.items()
}
BodyReader.leave = {
    tag("w:p"): BodyReader._end_paragraph,
    tag("a:p"): BodyReader._end_line,
    tag("m:oMathPara"): BodyReader._end_line,
    tag("w:tbl"): BodyReader._end_table,
    tag("w:tc"): BodyReader._end_cell,
}
