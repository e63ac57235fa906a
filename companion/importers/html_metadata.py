# SPDX-License-Identifier: MIT
"""What a web page says of itself: in JSON-LD, in Open Graph and other meta elements, in its title and headings."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from companion.document.clean import clean
from companion.document.model import Metadata
from companion.document.roles import language_of

_LONGEST_NAME = 60  # code points
_SCRIPT = 1_000_000  # code points of JSON-LD
_DATE = re.compile(r"(\d{4})(?:[-/]?(0[1-9]|1[0-2])(?:[-/]?(0[1-9]|[12]\d|3[01]))?)?(?!\d)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
_TELLING = 10  # code points of a heading that may be the title
_SITE = re.compile(r"\s+[|\-–—»·:]+\s+")
_TITLES = ("citation_title", "dc.title", "dcterms.title", "og:title", "twitter:title", "parsely-title")
_AUTHORS = ("citation_author", "dc.creator", "dcterms.creator", "author", "parsely-author", "sailthru.author")
_BYLINE = re.compile(r"(?:^|\s)(?:author|byline|p-author|creator)(?=\s|$)", re.IGNORECASE)
_BY = re.compile(r"^(?:by|von|par|por|da)[\s:]+", re.IGNORECASE)
_DATES = (
    "article:published_time", "citation_publication_date", "citation_date", "dc.date", "dcterms.date",
    "dcterms.created", "dc.date.issued", "parsely-pub-date", "date", "pubdate", "publish-date",
)  # fmt: skip
_DESCRIPTIONS = ("description", "og:description", "dc.description", "dcterms.description", "twitter:description")
_PUBLISHERS = ("og:site_name", "citation_publisher", "dc.publisher", "dcterms.publisher")
_ARTICLES = re.compile(r"Article|Posting|Report|WebPage|CreativeWork|Book")


def metadata_of(page: HtmlElement) -> Metadata:
    """What `page` says of itself; where its statements differ, the more exact kind of statement counts."""
    meta, linked = _meta(page), _linked_data(page)
    publisher = _first(_names(linked.get("publisher"))) or _of(meta, _PUBLISHERS)
    return Metadata(
        title=_title(page, meta, linked, publisher),
        authors=_authors(page, meta, linked),
        date=_date((_text(linked.get("datePublished")), *(meta.get(name, [""])[0] for name in _DATES))),
        publisher=publisher,
        language=_language(page, meta, linked),
        description=(_text(linked.get("description")) or _of(meta, _DESCRIPTIONS)),
        source=_address(page, meta),
    )


def date_of(text: str) -> str:
    """The date that a text begins with, as an ISO date or as much of one as it has, or ""."""
    match = _DATE.match(text.strip())
    return "-".join(filter(None, match.groups())) if match else ""


def language_tag(text: str) -> str:
    """A language as BCP 47 writes it, or ""."""
    match = _LANGUAGE.fullmatch(text.strip())
    return match[0].replace("_", "-") if match else ""


def _meta(page: HtmlElement) -> dict[str, list[str]]:
    """The values of the meta elements by their names in small letters, in their order."""
    values: dict[str, list[str]] = {}
    for element in page.iter("meta"):
        content = _line(element.get("content") or "")
        for name in (element.get("name"), element.get("property"), element.get("itemprop"), element.get("http-equiv")):
            if name and content:
                for word in name.lower().replace("dc:", "dc.").replace("dcterms:", "dcterms.").split():
                    values.setdefault(word, []).append(content)
    return values


def _linked_data(page: HtmlElement) -> Mapping[str, Any]:
    """The first object of JSON-LD that describes a text, preferably an article."""
    found: list[Mapping[str, Any]] = []
    for script in page.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json" and len(script.text or "") <= _SCRIPT:
            found += [each for each in _objects(script.text or "") if _ARTICLES.search(str(each.get("@type")))]
    found.sort(key=lambda each: "headline" not in each)
    return found[0] if found else {}


def _objects(script: str) -> Iterator[Mapping[str, Any]]:
    try:
        values = [json.loads(script.strip().rstrip(";"), strict=False)]
    except (ValueError, RecursionError):
        return
    for value in values:  # which grows
        if isinstance(value, list):
            values += value
        elif isinstance(value, dict):
            yield value
            values += [value[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in value]


def _title(page: HtmlElement, meta: Mapping[str, list[str]], linked: Mapping[str, Any], publisher: str) -> str:
    own = _line("".join(next((each.itertext() for each in page.iter("title")), ())))
    named, headline = _text(linked.get("name")), _text(linked.get("headline"))
    if named and named in own and headline not in own:  # an encyclopedia's headline describes its entry
        return named
    title = headline or _of(meta, _TITLES) or own
    headings = [_line("".join(each.itertext())) for each in page.iter("h1")]
    if title == own and len(headings) == 1 and len(headings[0]) >= _TELLING and headings[0] in own:
        title = headings[0]
    title = title or _first(headings)
    parts = _SITE.split(title)
    if len(parts) > 1 and publisher and parts[-1].casefold() == publisher.casefold():
        title = title[: title.rindex(parts[-1])].rstrip(" |-–—»·:")
    return title


def _authors(page: HtmlElement, meta: Mapping[str, list[str]], linked: Mapping[str, Any]) -> tuple[str, ...]:
    names = _names(linked.get("author"))
    for name in _AUTHORS:
        names = names or [each for each in meta.get(name, ()) if not each.startswith(("http:", "https:", "@"))]
    return tuple(dict.fromkeys(_BY.sub("", name) for name in names or _byline(page)))


def _byline(page: HtmlElement) -> list[str]:
    """The author as the page shows its name, where it says by its markup that this is one."""
    for element in page.iter("a", "address", "cite", "div", "li", "p", "span", "strong"):
        roles = " ".join(element.get(name) or "" for name in ("rel", "itemprop", "class"))
        if _BYLINE.search(roles):
            name = _line("".join(map(str, islice(element.itertext(), _LONGEST_NAME))))
            if 3 <= len(name) <= _LONGEST_NAME and not any(map(str.isdigit, name)):
                return [name]
    return []


def _names(value: Any) -> list[str]:
    """The names of the people or bodies that a value of JSON-LD tells."""
    values = value if isinstance(value, list) else [value]
    names = (_text(each.get("name")) if isinstance(each, dict) else _text(each) for each in values)
    return [name for name in names if name and not name.startswith(("http:", "https:"))]


def _date(texts: Iterable[str]) -> str:
    return _first(filter(None, map(date_of, texts)))


def _language(page: HtmlElement, meta: Mapping[str, list[str]], linked: Mapping[str, Any]) -> str:
    said = (
        language_of(page),
        _text(linked.get("inLanguage")),
        _of(meta, ("content-language", "og:locale", "dc.language")),
    )
    return _first(filter(None, map(language_tag, said)))


def _address(page: HtmlElement, meta: Mapping[str, list[str]]) -> str:
    canonical = (each.get("href") or "" for each in page.iter("link") if (each.get("rel") or "").lower() == "canonical")
    for address in (*canonical, *meta.get("og:url", ())):
        try:
            parts = urlsplit(address.strip())
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.netloc:
            return str(address).strip()
    return ""


def _of(meta: Mapping[str, list[str]], names: Iterable[str]) -> str:
    return _first(meta[name][0] for name in names if name in meta)


def _first(values: Iterable[str]) -> str:
    return next(iter(values), "")


def _text(value: Any) -> str:
    return _line(value) if isinstance(value, str) else ""


def _line(text: str) -> str:
    return " ".join(clean(text).split())
