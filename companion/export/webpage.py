# SPDX-License-Identifier: MIT
"""Bookmarks as one web page that stands alone: no script, no picture, nothing fetched."""

from collections.abc import Iterator
from html import escape

from companion.document.bookmark import COLOURS
from companion.document.citation import cite
from companion.export.dossier import Dossier, Entry

# The highlights as a page printed on paper shows them.
_INKS = dict(zip(COLOURS, ("#e8c440", "#7fb86a", "#6aa5d8", "#d9786a", "#a98ad0"), strict=True))

_HEAD = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bookmarks and notes</title>
<style>
body {{ max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 Georgia, serif; color: #222; }}
h1, h2, h3, footer {{ font-family: sans-serif; line-height: 1.25; }}
h3, cite, footer {{ color: #555; }}
h3 {{ font-size: 1rem; }}
article {{ margin: 1.5rem 0; }}
blockquote {{ margin: 0; padding-left: 1rem; border-left: 0.3rem solid #bbb; white-space: pre-line; }}
p {{ white-space: pre-line; }}
footer {{ font-size: 0.8rem; }}
{chr(10).join(f".{name} blockquote {{ border-color: {ink}; }}" for name, ink in _INKS.items())}
</style>
</head>
<body>
<h1>Bookmarks and notes</h1>
"""


def write(dossiers: list[Dossier]) -> str:
    """The whole file."""
    return _HEAD + "\n".join(line for dossier in dossiers for line in _document(dossier)) + "\n</body>\n</html>\n"


def _document(dossier: Dossier) -> Iterator[str]:
    document = dossier.document
    yield f"<section>\n<h2>{escape(document.title)}</h2>"
    source = cite(document.metadata, "", "", "plain")
    if source:
        yield f"<p><cite>{escape(source)}</cite></p>"
    section: tuple[str, ...] = ()
    for entry in dossier.entries:
        if entry.section != section:
            section = entry.section
            yield f"<h3>{escape(' › '.join(section))}</h3>"
        yield from _entry(entry)
    yield "</section>"


def _entry(entry: Entry) -> Iterator[str]:
    bookmark = entry.bookmark
    yield f'<article id="bookmark-{escape(bookmark.id)}" class="{escape(bookmark.colour)}">'
    if entry.heading:
        yield f"<h4>{escape(entry.heading)}</h4>"
    if entry.quote:
        yield f"<blockquote>{escape(entry.quote)}</blockquote>"
    if bookmark.note.strip():
        yield f"<p>{escape(bookmark.note.strip())}</p>"
    parts = (entry.page and f"p. {entry.page}", ", ".join(bookmark.tags), bookmark.created[:10], entry.state)
    yield f"<footer>{escape(' · '.join(filter(None, parts)))}</footer>\n</article>"
