# SPDX-License-Identifier: MIT
"""The article of a saved web page: where it stands, and what inside it is no part of it.

Readability (readability-lxml, after Arc90's algorithm) finds the article, but leaves out what its scores do not
favour: lists of links, figures, headings between short paragraphs. So it only says which elements it would keep.
What stands between these is judged here once more, in the page itself, whose notes and names stay whole.
"""

import logging
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import TypeAlias

from lxml import etree
from lxml.html import HtmlElement
from readability import Document
from readability.readability import Unparseable

from companion.document.roles import BLOCKS, name_of

_Element: TypeAlias = etree._Element

logging.getLogger("readability").setLevel(logging.CRITICAL)  # that a page has no article is no fault

_PLACE = "data-companion-place"
_MOST, _DEEPEST = 60_000, 200  # elements and levels of a page in which an article is looked for
_LEAST = 200  # letters of an article
_SMALL = 300  # letters of an element of any kind that may be a part of the text around it
_LINKED = 0.6  # share of its letters in links, above which an element leads to other pages
_NOTE = 5_000  # letters of a note

_FURNITURE = frozenset(
    {"nav", "aside", "footer", "form", "button", "menu", "dialog", "iframe", "select", "noscript", "script", "style"}
)
_FURNITURE_ROLES = frozenset({"navigation", "complementary", "contentinfo", "banner", "search", "menu", "dialog"})
_FURNITURE_WORDS = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|sharedaddy|social|related|promo|advert\w*|ads?|sponsor\w*|newsletter|comments?|disqus"
    r"|sidebar|widget|nav|navbar|menu|breadcrumbs?|footer|subscribe|signup|popup|modal|cookie|toolbar|pagination|outbrain"
    r"|taboola|recirc\w*|byline|hidden|tags|gallery|player|vjs|carousel|slideshow|lightbox)(?=$|[\s_-])",
    re.IGNORECASE,
)
# What even an element that Readability keeps is not: hardly any text calls itself so.
_NEVER = re.compile(
    r"(?:^|\s)(?:jp-relatedposts|sharedaddy|related|related-\w+|newsletter\S*|advert\w*|ads?|vjs-\S+)(?=\s|$)",
    re.IGNORECASE,
)
_TEXTUAL = frozenset(
    {
        "a", "b", "blockquote", "br", "code", "dd", "dl", "dt", "em", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "i",
        "img", "li", "ol", "p", "pre", "span", "strong", "sub", "sup", "table", "ul",
    }
)  # fmt: skip
_NOTE_ELEMENTS = ("li", "p", "div", "dd", "aside", "section")
_NOTE_NAME = re.compile(r"_?(?:e?ftn|edn|fn|foot|note|end-?note|cite)", re.IGNORECASE)


def article_of(page: HtmlElement) -> HtmlElement | None:
    """The part of `page` that is its article, with the notes that it calls; None where none stands out.

    Where it answers an element, what is no part of the article has been removed from `page`.
    """
    if not any(map(_is_furniture, page.iter(etree.Element))):
        return None  # a text, and nothing around it
    kept = _kept(page)
    if not kept:
        return None
    notes = _Notes(page)
    article = _common_ancestor(kept)
    for element in list(_foreign(article, kept)):
        element.drop_tree()
    notes.restore(article)
    return article


class _Finder(Document):  # type: ignore[misc]
    """Readability; its answer is the tree `html`, not markup, for whose sake it would search text again and again."""

    def get_clean_html(self) -> str:
        """Markup to measure the article's length by."""
        return etree.tostring(self.html, method="html", encoding="unicode")


def _kept(page: HtmlElement) -> list[HtmlElement]:
    """The elements of the page that Readability would keep, in their order; none where it finds no article."""
    elements: list[HtmlElement] = []
    depth = 0
    for event, element in etree.iterwalk(page, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start":
            element.set(_PLACE, str(len(elements)))
            elements.append(element)
        if depth > _DEEPEST or len(elements) > _MOST:
            return []
    finder = _Finder(deepcopy(page))
    try:
        finder.summary()
    except Unparseable:
        return []
    found = finder.html
    if _letters(found) < _LEAST:
        return []
    places = {element.get(_PLACE) for element in found.iter(etree.Element)}
    return [each for each in elements if each.get(_PLACE) in places and name_of(each) not in ("html", "body")]


def _common_ancestor(elements: Sequence[HtmlElement]) -> HtmlElement:
    """The innermost element that holds all of `elements`."""
    common = _path(elements[0])
    for element in elements[1:]:
        path = _path(element)
        common = [each for each, other in zip(common, path, strict=False) if each is other]
    return common[-1]


def _path(element: HtmlElement) -> list[HtmlElement]:
    return [*reversed([*element.iterancestors()]), element]


def _foreign(article: HtmlElement, kept: Sequence[HtmlElement]) -> Iterator[HtmlElement]:
    """The elements inside the article that are no part of it; none stands in another."""
    own = set(kept)
    holders = {ancestor for element in kept for ancestor in element.iterancestors()}
    most = _letters(article) / 2  # of an element that is kept, but calls itself something else
    begun = article in own
    over = False
    walk = etree.iterwalk(article, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            over = over or element is kept[-1]
        elif element in own:
            begun = True
            if _NEVER.search(_names(element)) and _letters(element) < most:
                over = over or element is kept[-1]
                walk.skip_subtree()
                yield element
        elif element not in holders:
            walk.skip_subtree()
            if not begun or over or not _is_text(element):
                yield element


def _is_text(element: HtmlElement) -> bool:
    """Whether an element that stands in an article is likely to belong to it."""
    if _is_furniture(element):
        return False
    letters = _letters(element)
    if letters > _SMALL and name_of(element) not in _TEXTUAL:
        return False
    if name_of(element) not in BLOCKS:
        return True
    linked = sum(map(_letters, element.iter("a")))
    return linked <= letters * _LINKED


def _is_furniture(element: HtmlElement) -> bool:
    if name_of(element) in _FURNITURE or element.get("role") in _FURNITURE_ROLES:
        return True
    return _FURNITURE_WORDS.search(_names(element)) is not None


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _letters(element: _Element) -> int:
    return sum(len("".join(str(text).split())) for text in element.itertext())


class _Notes:
    """The places of a page that look like notes, kept until it is known which of them the article calls."""

    def __init__(self, page: HtmlElement) -> None:
        self._notes: dict[str, HtmlElement] = {}
        for element in page.iter(etree.Element):
            name = element.get("id") or (element.get("name") if element.tag == "a" else None)
            if name and _NOTE_NAME.match(name) and (note := _note_around(element)) is not None:
                self._notes.setdefault(name, note)

    def restore(self, article: HtmlElement) -> None:
        """Append to the article the notes that it calls and does not hold."""
        present = {name for element in article.iter(etree.Element) for name in (element.get("id"), element.get("name"))}
        called: dict[HtmlElement, None] = {}
        for link in article.iter("a"):
            name = (link.get("href") or "").removeprefix("#")
            if name not in present and name in self._notes and link.get("href") != name:
                called[self._notes[name]] = None
        if called:
            section = etree.SubElement(article, "section", {"class": "footnotes"})
            for note in called:
                copy = deepcopy(note)
                copy.tail = None
                copy.set("id", copy.get("id") or next((e.get("name") for e in copy.iter("a") if e.get("name")), ""))
                section.append(copy)


def _note_around(element: HtmlElement) -> HtmlElement | None:
    """The paragraph or list item that a note's name belongs to."""
    for each in (element, *element.iterancestors()):
        if name_of(each) in _NOTE_ELEMENTS:
            return each if _letters(each) <= _NOTE else None
    return None
