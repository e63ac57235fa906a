# SPDX-License-Identifier: MIT
"""What an element of HTML is for: its name's meaning, and where that does not say it, its roles.

Notes, the calls of notes and page breaks are recognised by `class`, `role` and `epub:type`, as
Python-Markdown, Pandoc, MediaWiki and the publishers of EPUB write them.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from lxml import etree

from companion.document.model import Mark

DROPPED = frozenset(
    {
        "annotation", "annotation-xml", "applet", "audio", "base", "button", "canvas", "datalist", "embed", "frame",
        "frameset", "head", "iframe", "link", "meta", "noembed", "noframes", "object", "param", "script", "select",
        "source", "style", "svg", "template", "textarea", "title", "track", "video",
    }
)  # fmt: skip
BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hgroup", "hr", "html", "legend", "li", "listing", "main", "menu", "nav", "ol", "p", "pre", "search",
        "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul", "xmp",
    }
)  # fmt: skip
MARKS: Mapping[str, Mark] = {
    **dict.fromkeys(("b", "strong", "summary", "dt"), Mark.STRONG),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), Mark.EMPHASIS),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), Mark.CODE),
    **dict.fromkeys(("del", "s", "strike"), Mark.STRUCK),
    **dict.fromkeys(("ins", "u"), Mark.UNDERLINE),
    "sup": Mark.SUPERSCRIPT,
    "sub": Mark.SUBSCRIPT,
    "mark": Mark.HIGHLIGHT,
    "small": Mark.SMALL,
}
_LANGUAGE = ("lang", "xml:lang", "{http://www.w3.org/XML/1998/namespace}lang")
_EPUB_TYPE = ("epub:type", "{http://www.idpf.org/2007/ops}type")
_NOTES = frozenset({"footnotes", "endnotes", "rearnotes", "doc-footnotes", "doc-endnotes"})
_NOTE = frozenset({"footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote"})
_REFERENCE = frozenset({"noteref", "doc-noteref", "footnote-ref", "footnoteref"})
_BACK = frozenset(
    {"footnote-backref", "footnote-back", "doc-backlink", "backlink", "mw-cite-backlink", "reversefootnote"}
)
_ARROWS = re.compile(r"\s*[↩↑⮌⤴←^⏎\ufe0e\ufe0f\s]+\s*")
_INVISIBLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_NOTE_ELEMENTS = frozenset({"li", "p", "div", "dd", "aside", "section"})


def name_of(element: etree._Element) -> str:
    """The element's name without its namespace, in small letters."""
    return _local_name(str(element.tag))


@lru_cache(maxsize=1_024)
def _local_name(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def language_of(element: etree._Element) -> str:
    """The language that the element declares, "" where it declares none."""
    return next((value for name in _LANGUAGE if (value := (element.get(name) or "").strip())), "")


def words_of(element: etree._Element) -> frozenset[str]:
    """Words by which the element says what it is for."""
    values = [element.get("class"), element.get("role"), *map(element.get, _EPUB_TYPE)]
    return frozenset(" ".join(filter(None, values)).lower().split())


def is_hidden(element: etree._Element) -> bool:
    """Whether a reader of the page would not see the element."""
    attributes = element.attrib
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return style is not None and _INVISIBLE.search(style) is not None


def holds_notes(words: frozenset[str], element: etree._Element) -> bool:
    """Whether the element is a list of notes: Python-Markdown's is a `footnote` without a name."""
    if words & _NOTES or ("footnote" in words and element.get("id") is None):
        return True
    return "references" in words and name_of(element) == "ol"


def is_note(words: frozenset[str], element: etree._Element, *, in_notes: bool) -> bool:
    """Whether the element is a single footnote or endnote; `in_notes` where it stands in a list of them."""
    name = name_of(element)
    if name not in _NOTE_ELEMENTS:
        return False
    if in_notes:
        return name == "li" or element.get("id") is not None
    return bool(words & _NOTE) and element.get("id") is not None


def is_reference(words: frozenset[str]) -> bool:
    """Whether a link leads to a note."""
    return bool(words & _REFERENCE)


def is_way_back(element: etree._Element) -> bool:
    """Whether an element of a note only leads back to where the note was called."""
    if words_of(element) & _BACK:
        return True
    return len(element) == 0 and _ARROWS.fullmatch(element.text or "") is not None and element.get("href") is not None


def page_label(element: etree._Element) -> str | None:
    """The label of the printed page that begins at the element, or None."""
    words = {element.get("role"), *map(element.get, _EPUB_TYPE)}
    if len(element) or not words & {"pagebreak", "doc-pagebreak"}:
        return None
    return element.get("title") or element.get("aria-label") or element.text or ""
