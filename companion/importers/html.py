# SPDX-License-Identifier: MIT
"""A saved web page to a manuscript: its article, or the whole page where none stands out."""

from urllib.parse import urljoin

from lxml.html import HtmlElement

from companion.document.blocks import BlockOptions, blocks_from_html, parse_html
from companion.document.clean import clean
from companion.document.links import is_safe_link
from companion.document.model import Manuscript
from companion.importers.decoding import decode
from companion.importers.html_article import article_of
from companion.importers.html_metadata import metadata_of
from companion.importers.images import ImageShelf
from companion.importers.sections import cut_sections
from companion.importers.source import Source


def read(source: Source) -> Manuscript:
    """The blocks of a page's article. Images beside the page are taken in; those on the web are only named."""
    decoded = decode(source.data)
    page = parse_html(clean(decoded.text))
    metadata = metadata_of(page)
    base = _base(page)
    images = ImageShelf(source.siblings)
    options = BlockOptions(
        image=lambda address: images.take(_from(base, address)),
        link=lambda address: _from(base or metadata.source, address),
    )
    _unveil(page)
    article = article_of(page)
    blocks = blocks_from_html(page if article is None else article, base=options).blocks
    return Manuscript(
        format="html",
        metadata=metadata,
        sections=cut_sections(blocks, metadata.title),
        images=images.images,
        warnings=(*decoded.warnings, *images.warnings),
    )


def _base(page: HtmlElement) -> str:
    """The address on the web that the page has its relative addresses start from, or ""."""
    addresses = (base.get("href") or "" for base in page.iter("base"))
    return next((address for address in addresses if is_safe_link(address) and address.startswith("http")), "")


def _from(base: str, address: str) -> str:
    """What an address means on a page at `base`; the address itself where that is not known."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def _unveil(page: HtmlElement) -> None:
    """Show a page that hides itself until a script has run; and keep its addresses relative."""
    for element in (page, *page.iter("body")):
        for attribute in ("hidden", "style", "aria-hidden"):
            element.attrib.pop(attribute, None)
    for base in list(page.iter("base")):
        base.drop_tree()
