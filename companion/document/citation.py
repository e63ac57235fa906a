# SPDX-License-Identifier: MIT
"""A passage with its source, in the usual styles.

The styles follow the Chicago Manual of Style (17th edition, notes), the APA manual (7th edition), the MLA Handbook
(9th edition) and GOST R 7.0.5-2008, as far as a document's metadata go. What is not known is left out.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from companion.document.markdown import escaped, quotation
from companion.document.model import WORD_JOINER, Metadata
from companion.document.people import Person, person
from companion.errors import NotFound


@dataclass(frozen=True, slots=True)
class _Source:
    """What a style writes about: a quotation in one line and where it is from."""

    quote: str
    authors: tuple[Person, ...]
    title: str
    publisher: str
    date: str
    year: str
    locator: str  # "p. 14", "pp. 14–15", "¶ 3", or ""
    address: str
    russian: bool


def cite(metadata: Metadata, quote: str, page: str, style: str) -> str:
    """The quotation and its source, as plain text (style "markdown": as Markdown).

    `page` is the page's label, or a paragraph as "¶ 3", or "". Raises NotFound for a style that is not in STYLES.
    """
    write = STYLES.get(style)
    if write is None:
        raise NotFound(f"There is no citation style “{style}”. Choose from {', '.join(STYLES)}.")
    quote = quote.replace(WORD_JOINER, "")
    year = re.match(r"\d{4}", metadata.date)
    source = _Source(
        quote=quote.strip() if style == "markdown" else " ".join(quote.split()),
        authors=tuple(person(name) for name in metadata.authors if name.strip()),
        title=" ".join(metadata.title.split()),
        publisher=" ".join(metadata.publisher.split()),
        date=metadata.date,
        year=year.group() if year else metadata.date,
        locator=_locator(page.strip()),
        address=metadata.source.strip(),
        russian=metadata.language[:2].lower() == "ru",
    )
    return write(source).strip()


def locator(text: str, start: int, page: str) -> str:
    """Where offset `start` of a document's text is, for `cite`: its page, or without one its paragraph ("¶ 4").

    Every block that has words counts as a paragraph, headings too.
    """
    return page or f"¶ {sum(1 for line in text[:start].split(chr(10))[:-1] if line.strip()) + 1}"


def _plain(source: _Source) -> str:
    reference = _list(_names(source), source.title, source.publisher, source.date, source.locator, source.address)
    return " — ".join(filter(None, (_quoted(source.quote), reference)))


def _markdown(source: _Source) -> str:
    title = f"*{escaped(source.title)}*" if source.title else ""
    names, publisher = escaped(_names(source)), escaped(source.publisher)
    address = f"<{source.address}>" if source.address else ""
    reference = _list(names, title, publisher, source.date, source.locator, address)
    quote = quotation(source.quote)
    return f"{quote}\n>\n> — {reference}" if quote and reference else quote or reference


def _chicago(source: _Source) -> str:
    names = _several([author.straight for author in source.authors], " and ", ", and ", most=3)
    imprint = _list(source.publisher, source.year or "n.d.")
    title = f"{source.title} ({imprint})" if source.title else imprint
    page = re.sub(r"^pp?\. ", "", source.locator)
    return " ".join(filter(None, (_quoted(source.quote), _ended(_list(names, title, page, source.address)))))


def _apa(source: _Source) -> str:
    families = [author.family for author in source.authors]
    short = _several(families, " & ", ", & ", most=2) or source.title
    inside = _list(short, source.year or "n.d.", source.locator)
    names = _several([author.shortened for author in source.authors], ", & ", ", & ", most=20)
    head = (
        f"{_ended(names)} ({source.year or 'n.d.'})." if names else f"{_ended(source.title)} ({source.year or 'n.d.'})."
    )
    rest = (_ended(source.title) if names else "", _ended(source.publisher), source.address)
    reference = " ".join(filter(None, (head, *rest)))
    return f"{_quoted(source.quote)} ({inside}).\n\n{reference}" if source.quote else reference


def _mla(source: _Source) -> str:
    authors = source.authors
    short = _several([author.family for author in authors], " and ", ", and ", most=2) or source.title
    page = re.sub(r"^pp?\. ", "", source.locator)
    if len(authors) == 2:
        names = f"{authors[0].inverted}, and {authors[1].straight}"
    else:
        names = _several([author.inverted for author in authors], "", "", most=1)
    imprint = _list(source.publisher, source.year, source.address)
    reference = " ".join(_ended(part) for part in (names, source.title, imprint) if part)
    inside = f"{short} {page}".strip()
    quoted = f"{_quoted(source.quote)} ({inside})." if inside else _quoted(source.quote)
    return f"{quoted}\n\n{reference}" if source.quote else reference


def _gost(source: _Source) -> str:
    names = ", ".join(f"{author.family} {author.initials}".strip() for author in source.authors[:3])
    if len(source.authors) > 3:
        names += " [и др.]" if source.russian else " [et al.]"
    page = re.sub(r"^pp?\. ", "С. " if source.russian else "P. ", source.locator)
    address = f"URL: {source.address}" if source.address else ""
    parts = (f"{names} {source.title}".strip(), _list(source.publisher, source.year), page, address)
    reference = ". – ".join(part.rstrip(".") for part in parts if part)
    quoted = f"«{source.quote}»"
    return f"{quoted} [{reference}]" if source.quote and reference else quoted if source.quote else reference


STYLES: dict[str, Callable[[_Source], str]] = {
    "chicago": _chicago,
    "apa": _apa,
    "mla": _mla,
    "gost": _gost,
    "plain": _plain,
    "markdown": _markdown,
}


def _names(source: _Source) -> str:
    return _several([author.straight for author in source.authors], " and ", " and ", most=20)


def _several(names: list[str], between_two: str, before_last: str, most: int) -> str:
    """Names in a row; of more than `most` only the first, with "et al."."""
    if len(names) > most:
        return f"{names[0]}, et al." if "," in names[0] else f"{names[0]} et al."
    if len(names) == 2:
        return between_two.join(names)
    return before_last.join((", ".join(names[:-1]), names[-1])) if len(names) > 2 else "".join(names)


def _locator(page: str) -> str:
    if not page or page[0] in "¶§":
        return page
    return f"pp. {page.replace('-', '–')}" if re.fullmatch(r"\w+ ?[-–] ?\w+", page) else f"p. {page}"


def _quoted(quote: str) -> str:
    """The quotation in double marks, with single ones for those in it."""
    return f"“{quote.replace('“', '‘').replace('”', '’')}”" if quote else ""


def _list(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _ended(text: str) -> str:
    """The text with a full stop, unless it ends in a mark of its own."""
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."
