# SPDX-License-Identifier: MIT
"""Markup to a tree of elements, however broken the markup is."""

from html.parser import HTMLParser

import lxml.html
from lxml import etree

_DROPPED = frozenset({"script", "style", "head", "template"})
_VOID = ("embed", "source", "track", "wbr")  # elements without content that libxml2 takes for such with some


def parse_html(markup: str | bytes) -> lxml.html.HtmlElement:
    """The tree of any markup; bytes are decoded as the markup declares.

    The parser gives up below 2,048 levels; then the tree holds only the text, as paragraphs.
    """
    if isinstance(markup, str):
        parser = lxml.html.HTMLParser(huge_tree=True, encoding="utf-8")
        data = markup.encode("utf-8", "replace")
    else:
        parser = lxml.html.HTMLParser(huge_tree=True)
        data = markup
    try:
        tree = lxml.html.document_fromstring(data, parser=parser)
    except etree.ParserError:  # no element and no text
        return lxml.html.document_fromstring("<body></body>")
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        return _text_tree(data.decode("utf-8", "replace"))
    for element in list(tree.iter(*_VOID)):
        _empty(element)
    return tree


def _empty(element: lxml.html.HtmlElement) -> None:
    """Put what the parser has put into an element behind it, where the writer of the page had it."""
    text, tail, children = element.text or "", element.tail or "", list(element)
    element.text = element.tail = None
    for child in reversed(children):
        element.addnext(child)
    element.tail = text
    last = children[-1] if children else element
    last.tail = (last.tail or "") + tail


def parse_xml(data: bytes) -> etree._Element:
    """The tree of XML: no entity is resolved, nothing is loaded. Raises etree.XMLSyntaxError."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(data, parser)


def _text_tree(markup: str) -> lxml.html.HtmlElement:
    tree = lxml.html.document_fromstring("<body></body>")
    collector = _TextCollector()
    collector.feed(markup)
    collector.close()
    for text in collector.texts:
        etree.SubElement(tree[0], "p").text = text.translate(_NO_CONTROLS)
    return tree


_NO_CONTROLS = dict.fromkeys((*range(9), 11, *range(14, 32)))


class _TextCollector(HTMLParser):
    """The text of markup, cut at its tags; what a reader of the page would not see is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self._dropping: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._dropping is None and tag in _DROPPED:
            self._dropping = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._dropping:
            self._dropping = None

    def handle_data(self, data: str) -> None:
        if self._dropping is None and data.strip():
            self.texts.append(data)
